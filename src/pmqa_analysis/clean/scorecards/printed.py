"""What a framework prints beside its scoring: targets, earlier results, grades, faults."""

from __future__ import annotations

from typing import Literal

from pmqa_analysis.clean.scorecards.model import Operator
from pmqa_analysis.clean.scorecards.rows import Count, FrameworkRow, Names, Number, Yes

__all__ = [
    "Baseline", "Coverage", "FrameworkIssue", "Grade", "IndicatorLink", "PrintedWeight", "Target",
]  # fmt: skip


class Grade(FrameworkRow):
    """A grade of a scale, the best first; it holds from ``low`` up to the grade above."""

    scale: str
    grade: str
    name_th: str
    name_en: str
    low: Number
    low_printed: str
    high_printed: str
    printed: str


class Target(FrameworkRow):
    """A printed target of a KPI; ``tests`` says whether the KPI's own value is held to it."""

    kpi: str
    fiscal_year: int
    role: str
    tests: Yes
    operator: Operator
    target: Number
    unit_th: str
    printed: str


class Baseline(FrameworkRow):
    """A target, result or benchmark of a measure in a year, as printed."""

    measure: str
    fiscal_year: int
    kind: Literal["target", "actual", "benchmark"]
    agency: str
    value: str
    printed: str
    count: Count
    unit_th: str


class PrintedWeight(FrameworkRow):
    """A weight as one place of the print has it."""

    subject: str
    where: str
    weight: Number


class Coverage(FrameworkRow):
    """A unit that a scale has certified, or is planned to, in a year."""

    scale: str
    fiscal_year: int
    unit: str
    state: Literal["certified", "planned"]
    grade: str
    printed: str


class FrameworkIssue(FrameworkRow):
    """Something that the print has wrong or leaves open, and the reading that is used."""

    issue: str
    kind: str
    subject: Names
    text_th: str
    text_en: str
    reading_th: str
    reading_en: str


class IndicatorLink(FrameworkRow):
    """A measure of the framework, or a KPI that is measured itself, and the register's indicator.

    Both are one figure: it is reported once, or its two statements are compared.
    """

    measure: str
    indicator: str
