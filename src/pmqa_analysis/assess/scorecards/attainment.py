"""KPIs held to their printed targets, and parts of a plan with the count of each verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.findings import reaches
from pmqa_analysis.assess.scorecards.kpi_score import KpiVerdict
from pmqa_analysis.assess.scorecards.scorecard import Scorecard
from pmqa_analysis.assess.scorecards.trends import grade_of
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Kpi, Operator, Part
from pmqa_analysis.clean.scorecards.printed import Grade, Target
from pmqa_analysis.clean.scorecards.results import KpiResults
from pmqa_analysis.results import Result, Status
from pmqa_analysis.rounding import exact, printed_decimals

__all__ = ["Attainment", "PartStatus", "TargetTest", "count_parts", "find_attainments"]

VERDICTS: tuple[KpiVerdict, ...] = ("met", "partly_met", "not_met", "not_yet_measurable")


@dataclass(frozen=True)
class TargetTest:
    """A KPI's value beside one printed target."""

    target: Target
    figure: Result
    verdict: Literal["met", "not_met", "no_result"]


@dataclass(frozen=True)
class Attainment:
    """A KPI with its value, and each printed target that the value is held to.

    ``verdict`` is ``depends`` where printed targets contradict each other and the value meets
    only some. ``grade`` is the value's on the scale that the KPI names, if any.
    """

    kpi: Kpi
    actual: Result
    tests: tuple[TargetTest, ...]
    verdict: Literal["met", "not_met", "depends", "no_result", "no_target"]
    grade: Grade | None

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure of the attainment."""
        return (self.actual, *(test.figure for test in self.tests))


@dataclass(frozen=True)
class PartStatus:
    """A part of a plan with how many of its KPIs have each verdict; each count a result."""

    part: Part
    depth: int
    kpis: Result
    counts: dict[KpiVerdict, Result]

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every count."""
        return (self.kpis, *self.counts.values())


def find_attainments(
    framework: Framework, results: KpiResults, figures: ScoreFigures
) -> tuple[Attainment, ...]:
    """Hold each KPI's own value to its printed targets, in the order of the KPIs.

    The value is what was reported of the KPI up to the month of ``figures``, or else what is
    printed of it for the framework's year.
    """
    return tuple(_attainment(framework, kpi, results, figures) for kpi in framework.kpis.values())


def _attainment(
    framework: Framework, kpi: Kpi, results: KpiResults, figures: ScoreFigures
) -> Attainment:
    actual = _actual(framework, kpi, results, figures)
    held = [row for row in framework.targets if row.kpi == kpi.kpi and row.tests]
    tests = tuple(_test(number, row, kpi, actual, figures) for number, row in enumerate(held, 1))
    scale = framework.scales.get(kpi.scale, ())
    return Attainment(
        kpi, actual, tests, _verdict(tests, actual.value),
        None if actual.value is None else grade_of(actual.value, scale),
    )  # fmt: skip


def _actual(framework: Framework, kpi: Kpi, results: KpiResults, figures: ScoreFigures) -> Result:
    reported = results.measured(framework, kpi.kpi, figures.months)
    printed = next(
        (
            row
            for row in framework.baselines
            if (row.measure, row.kind, row.fiscal_year)
            == (kpi.kpi, "actual", framework.fiscal_year)
        ),
        None,
    )
    value: Fraction | None = None
    status: Status = "not_reported"
    source, decimals = "", 2
    if reported is not None:
        value, source, status = reported.value, reported.address, reported.status
    if value is None and printed is not None and printed.value:
        value, decimals = exact(printed.value), printed_decimals(printed.value)
        source = f"{printed.document}:{printed.lines}"
    return figures.make(
        kpi.kpi, "actual", value, sources=[source] if source else (), unit=kpi.unit_th,
        decimals=decimals, policy="as_reported", missing=_status(status),
    )  # fmt: skip


def _status(status: Status) -> Status:
    return "not_reported" if status == "reported" else status


def _test(number: int, row: Target, kpi: Kpi, actual: Result, figures: ScoreFigures) -> TargetTest:
    source = f"{row.document}:{row.lines}"
    figure = figures.make(
        kpi.kpi, f"target_{number}", row.target, sources=[source], unit=row.unit_th,
        decimals=0 if row.target is None or row.target.denominator == 1 else 2,
        policy="as_printed",
    )  # fmt: skip
    if actual.value is None or row.target is None:
        return TargetTest(row, figure, "no_result")
    met = reaches(actual.value, _operator(row.operator, kpi.direction), row.target)
    return TargetTest(row, figure, "met" if met else "not_met")


def _operator(printed: Operator, direction: str) -> Operator:
    """Return the operator that is meant: where none is printed, to reach by the good direction."""
    if printed not in ("=", ""):
        return printed
    return "<=" if direction == "lower" else ">="


def _verdict(
    tests: Sequence[TargetTest], value: Fraction | None
) -> Literal["met", "not_met", "depends", "no_result", "no_target"]:
    if not tests:
        return "no_target"
    if value is None:
        return "no_result"
    verdicts = {test.verdict for test in tests}
    if len(verdicts) > 1:
        return "depends"
    return "met" if verdicts == {"met"} else "not_met"


def count_parts(card: Scorecard, figures: ScoreFigures) -> tuple[PartStatus, ...]:
    """Return every part of a framework with the count of its KPIs by verdict, in print order."""
    found = []
    for part, depth in _in_order(card.framework):
        verdicts = [card.kpis[kpi.kpi].verdict for kpi in card.framework.kpis_of(part.part)]
        sources = [card.kpis[kpi.kpi].score for kpi in card.framework.kpis_of(part.part)]

        def count(
            statistic: str, number: int, name: str = part.part, made_of: list[Result] = sources
        ) -> Result:
            return figures.make(
                name, f"count_{statistic}", number, sources=made_of, unit="", decimals=0,
                policy="count_of_kpis",
            )  # fmt: skip

        counts = {verdict: count(verdict, verdicts.count(verdict)) for verdict in VERDICTS}
        found.append(PartStatus(part, depth, count("kpis", len(verdicts)), counts))
    return tuple(found)


def _in_order(framework: Framework, above: str = "", depth: int = 0) -> list[tuple[Part, int]]:
    """Return the parts as a tree read from the top, each with its depth."""
    found = []
    for part in framework.parts_below(above):
        found += [(part, depth), *_in_order(framework, part.part, depth + 1)]
    return found
