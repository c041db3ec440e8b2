"""Named levels against the level aimed at: such as that of a moral organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.printed import Grade
from pmqa_analysis.clean.scorecards.registers import LevelRow

__all__ = ["LevelCheck", "check_levels"]


@dataclass(frozen=True)
class LevelCheck:
    """The level aimed at in the framework's year, and the latest one that was reached.

    ``verdict`` is ``not_yet_measurable`` where the latest level is of an earlier year, or where
    there is none: last year's level does not decide this year.
    """

    scale: str
    target: LevelRow
    target_grade: Grade
    actual: LevelRow | None
    actual_grade: Grade | None
    verdict: Literal["met", "not_met", "not_yet_measurable"]


def check_levels(framework: Framework, levels: Sequence[LevelRow]) -> tuple[LevelCheck, ...]:
    """Hold each scale of names to the level aimed at in the framework's year.

    The grades of a scale stand in the framework from the best down: a level is reached when it
    stands no lower than the one aimed at.
    """
    year = framework.fiscal_year
    return tuple(
        _check(framework, target, levels)
        for target in levels
        if target.kind == "target" and target.fiscal_year == year
    )


def _check(framework: Framework, target: LevelRow, levels: Sequence[LevelRow]) -> LevelCheck:
    grades = framework.scales[target.scale]
    order = [grade.grade for grade in grades]
    known = [
        row
        for row in levels
        if (row.scale, row.kind) == (target.scale, "actual")
        and row.fiscal_year <= target.fiscal_year
    ]
    actual = max(known, key=lambda row: row.fiscal_year, default=None)
    verdict: Literal["met", "not_met", "not_yet_measurable"] = "not_yet_measurable"
    if actual is not None and actual.fiscal_year == target.fiscal_year:
        reached = order.index(actual.grade) <= order.index(target.grade)
        verdict = "met" if reached else "not_met"
    return LevelCheck(
        target.scale, target, grades[order.index(target.grade)], actual,
        grades[order.index(actual.grade)] if actual else None, verdict,
    )  # fmt: skip
