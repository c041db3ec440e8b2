"""Printed baselines over the years, targets below earlier results, grades, coverage of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess.figures import no_value_text
from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.clean.indicators import PRINTED_STATUSES
from pmqa_analysis.clean.scorecards.duties import Unit
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.printed import Baseline, Grade
from pmqa_analysis.clean.scorecards.results import KpiResults
from pmqa_analysis.results import Result, Status, result_id
from pmqa_analysis.rounding import exact, printed_decimals, shown

__all__ = [
    "CoverageYear", "EasyTarget", "Trend", "count_coverage", "find_easy_targets", "find_trends",
    "grade_of",
]  # fmt: skip

Kind = Literal["target", "actual", "benchmark"]


@dataclass(frozen=True)
class EasyTarget:
    """A target that asks for less than a result already reached in an earlier year."""

    measure: str
    target: Result
    earlier: Result


@dataclass(frozen=True)
class Trend:
    """One measure over the years: targets, results and benchmarks, one figure a year.

    ``counts`` are the numbers printed in brackets beside a percentage, by year. ``benchmarks``
    are other agencies' results, with the agency.
    """

    measure: str
    name_th: str
    unit_th: str
    years: tuple[int, ...]
    targets: Mapping[int, Result]
    actuals: Mapping[int, Result]
    benchmarks: tuple[tuple[str, Result], ...]
    counts: Mapping[int, int]
    easy_targets: tuple[EasyTarget, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure of the trend."""
        others = (result for _, result in self.benchmarks)
        return (*self.targets.values(), *self.actuals.values(), *others)


@dataclass(frozen=True)
class CoverageYear:
    """How many units a scale has certified, or will have by plan, up to a year."""

    fiscal_year: int
    state: Literal["certified", "planned"]
    units: tuple[Unit, ...]
    added: Result
    reached: Result
    whole: Result


def find_trends(
    framework: Framework, kpi: str | None = None, results: KpiResults | None = None,
    *, rule: str = "half_up",
) -> tuple[Trend, ...]:  # fmt: skip
    """Return the measures that have printed baselines, of one KPI or of all.

    What was reported for the framework's own year goes before a dash in the print. N/A stays
    *in process*, a dash *not applicable*; a year without a row is *not reported*, or *not
    applicable* before the measure began.
    """
    measures = dict.fromkeys(row.measure for row in framework.baselines)
    years = tuple(sorted({row.fiscal_year for row in framework.baselines}))
    return tuple(
        _trend(framework, measure, years, results, rule)
        for measure in measures
        if kpi is None or _kpi_of(framework, measure) == kpi
    )


def _kpi_of(framework: Framework, measure: str) -> str:
    return framework.measures[measure].kpi if measure in framework.measures else measure


def _trend(
    framework: Framework, measure: str, years: Sequence[int], results: KpiResults | None, rule: str
) -> Trend:
    rows = [row for row in framework.baselines if row.measure == measure]
    own = [year for year in years if any(row.fiscal_year == year for row in rows)]

    def figures(kind: Kind) -> dict[int, Result]:
        by_year = {row.fiscal_year: row for row in rows if row.kind == kind}
        return {year: _figure(framework, measure, year, kind, by_year.get(year), rule)
                for year in (*own,)}  # fmt: skip

    targets, actuals = figures("target"), figures("actual")
    reported = _reported(framework, measure, results, rule)
    if reported is not None and actuals.get(framework.fiscal_year, reported).value is None:
        actuals[framework.fiscal_year] = reported
    others = [row for row in rows if row.kind == "benchmark"]
    return Trend(
        measure=measure, name_th=framework.measure_name(measure),
        unit_th=rows[0].unit_th, years=tuple(own), targets=targets, actuals=actuals,
        benchmarks=tuple(
            (row.agency, _figure(framework, measure, row.fiscal_year, "benchmark", row, rule))
            for row in others
        ),
        counts={row.fiscal_year: row.count for row in rows if row.count is not None},
        easy_targets=tuple(
            _easy(measure, _direction(framework, measure), targets.values(), actuals.values())
        ),
    )  # fmt: skip


def _figure(
    framework: Framework, measure: str, year: int, kind: Kind, row: Baseline | None, rule: str
) -> Result:
    """Return a printed figure; one that is not printed has a status that says why."""
    value = None if row is None or not row.value else exact(row.value)
    status: Status = "reported"
    if value is None:
        begins = framework.measures[measure].first_year if measure in framework.measures else None
        early = begins is not None and year < begins
        status = "not_applicable" if early else "not_reported"
        status = status if row is None else PRINTED_STATUSES[row.printed]
    decimals = None if value is None or row is None else printed_decimals(row.value)
    name = f"{framework.id}.{measure}"
    agency = f"_{_initial(row)}" if row is not None and row.agency else ""
    return Result(
        id=result_id(year, name, f"{kind}{agency}"),
        fiscal_year=year,
        measure=name,
        statistic=f"{kind}{agency}",
        value=value,
        shown=no_value_text(status) if value is None else shown(value, decimals or 0, rule),
        unit="" if row is None else row.unit_th,
        decimals=decimals,
        status=status,
        source="" if row is None else f"{row.document}:{row.lines}",
        policy="",
        address="" if row is None else row.cell("value"),
    )


def _initial(row: Baseline) -> str:
    """Return what tells another agency's figure apart: the line that prints it."""
    return row.lines.replace(";", "-")


def _reported(
    framework: Framework, measure: str, results: KpiResults | None, rule: str
) -> Result | None:
    """Return what was reported of a measure in the framework's own year; None where nothing was."""
    row = None if results is None else results.measured(framework, measure)
    if row is None or row.value is None:
        return None
    name = f"{framework.id}.{measure}"
    return Result(
        id=result_id(framework.fiscal_year, name, "reported"), fiscal_year=framework.fiscal_year,
        measure=name, statistic="reported", value=row.value, shown=shown(row.value, 2, rule),
        unit="", decimals=2, status="reported", source=row.address, policy="as_reported",
    )  # fmt: skip


def _direction(framework: Framework, measure: str) -> str:
    if measure in framework.measures:
        return framework.measures[measure].direction
    return framework.kpis[measure].direction


def _easy(
    measure: str, direction: str, targets: Iterable[Result], actuals: Iterable[Result]
) -> Iterable[EasyTarget]:
    """Yield each target with the earlier results that ask for more."""
    known = list(actuals)
    for target in targets:
        for earlier in known:
            if target.value is None or earlier.value is None:
                continue
            before = (earlier.fiscal_year or 0) < (target.fiscal_year or 0)
            below = target.value < earlier.value
            above = target.value > earlier.value
            if before and (above if direction == "lower" else below):
                yield EasyTarget(measure, target, earlier)


def find_easy_targets(framework: Framework, *, rule: str = "half_up") -> tuple[EasyTarget, ...]:
    """Return the targets of the framework's own year that lie below an earlier result."""
    return tuple(
        easy
        for trend in find_trends(framework, rule=rule)
        for easy in trend.easy_targets
        if easy.target.fiscal_year == framework.fiscal_year
    )


def grade_of(value: Fraction, grades: Sequence[Grade]) -> Grade | None:
    """Return the grade of an exact value: each holds from its lower bound up to the one above.

    89.5 is silver where gold begins at 90. None below the lowest, or on a scale of names.
    """
    return next((one for one in grades if one.low is not None and value >= one.low), None)


def count_coverage(
    framework: Framework, scale: str, figures: ScoreFigures
) -> tuple[CoverageYear, ...]:
    """Return, year by year, the units that a scale covers, and how many it covers by then."""
    rows = [row for row in framework.coverage if row.scale == scale]
    whole = figures.make(
        scale, "units", len(framework.units), unit="หน่วยงาน", decimals=0, policy="count_of_units"
    )
    years, reached = [], 0
    for year in sorted({row.fiscal_year for row in rows}):
        own = [row for row in rows if row.fiscal_year == year]
        reached += len(own)
        sources = [f"{own[0].document}:{', '.join(row.lines for row in own)}"]
        added, so_far = (
            figures.make(
                f"{scale}.{year}", statistic, count, unit="หน่วยงาน", decimals=0,
                policy="count_of_units", sources=sources,
            )
            for statistic, count in (("added", len(own)), ("reached", reached))
        )  # fmt: skip
        units = tuple(framework.units[row.unit] for row in own)
        years.append(CoverageYear(year, own[0].state, units, added, so_far, whole))
    return tuple(years)
