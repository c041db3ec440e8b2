"""Where a measure may end: projections to month 12 with their band, and earlier ones checked.

A projection is never a fact: its figures are named ``forecast`` and carry the method as policy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.findings import reaches
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Condition, Item
from pmqa_analysis.clean.scorecards.result_rows import PERCENT_UNITS
from pmqa_analysis.clean.scorecards.results import KpiResults
from pmqa_analysis.results import Result

__all__ = [
    "EstimateCheck", "Forecast", "Outlook", "Projection", "find_forecasts", "last_year_shape",
    "straight_line",
]  # fmt: skip

Method = Literal["straight_line", "last_year_shape"]
Outlook = Literal[
    "reached", "missed", "on_track", "uncertain", "likely_to_miss", "below_now", "not_known"
]
LAST_MONTH = 12


@dataclass(frozen=True)
class Projection:
    """What a method makes of the values up to ``made_at``, for ``for_month``."""

    method: Method
    made_at: int
    for_month: int
    value: Result


@dataclass(frozen=True)
class EstimateCheck:
    """An earlier projection beside what came of it; ``error`` is actual less estimate."""

    projection: Projection
    actual: Result
    error: Result


@dataclass(frozen=True)
class Forecast:
    """One measure that an item or condition holds to a threshold, and where it may end.

    Attributes:
        kpi: The KPI that asks for it.
        asked: The item or condition with the hardest threshold.
        values: The value of each month reported so far.
        projections: To month 12, by each method, from each month reported.
        low: The lowest of the projections; no value where there are fewer than two.
        high: The highest.
        checks: Projections made in one month for a later one that is reported.
        outlook: Whether the threshold is reached, likely to be missed …
    """

    kpi: str
    measure: str
    asked: Item | Condition
    threshold: Result
    values: Mapping[int, Result]
    projections: tuple[Projection, ...]
    low: Result
    high: Result
    checks: tuple[EstimateCheck, ...]
    outlook: Outlook

    @property
    def latest(self) -> tuple[Projection, ...]:
        """Return the projections from the last month reported, one a method."""
        last = max((each.made_at for each in self.projections), default=0)
        return tuple(each for each in self.projections if each.made_at == last)

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure of the forecast."""
        made = [each.value for each in self.projections]
        made += [
            one for each in self.checks for one in (each.projection.value, each.actual, each.error)
        ]
        return (self.threshold, self.low, self.high, *self.values.values(), *made)


def straight_line(values: Mapping[int, Fraction], for_month: int) -> Fraction | None:
    """Return the last value carried on at the pace so far: value ÷ month × month asked for.

    The year starts from nothing. None without a value.
    """
    if not values:
        return None
    last = max(values)
    return values[last] / last * for_month


def last_year_shape(
    values: Mapping[int, Fraction], last_year: Mapping[int, Fraction], for_month: int
) -> Fraction | None:
    """Return the last value carried on as last year went on from that month to the one asked for.

    None where last year has no value, or nothing, in one of the two months.
    """
    if not values:
        return None
    last = max(values)
    before, then = last_year.get(last), last_year.get(for_month)
    return None if not before or then is None else values[last] * then / before


def find_forecasts(
    framework: Framework, results: KpiResults, figures: ScoreFigures,
    last_year: Mapping[str, Mapping[int, Fraction]],
) -> tuple[Forecast, ...]:  # fmt: skip
    """Return a forecast for each measure with a threshold, in the order of the KPIs.

    Args:
        framework: What is asked.
        results: What was reported.
        figures: Give the month up to which it is looked at.
        last_year: For a measure, last year's values by month.
    """
    found = []
    for kpi, asked in _held(framework).values():
        values = results.series(framework, asked.measure, figures.months)
        found.append(_forecast(framework, kpi, asked, values, last_year, figures))
    return tuple(found)


def _held(framework: Framework) -> dict[str, tuple[str, Item | Condition]]:
    """Return for each measure the KPI and the hardest of its thresholds, the last of equal ones."""
    held: dict[str, tuple[str, Item | Condition]] = {}
    for kpi in framework.kpis.values():
        rubric = framework.rubric_of(kpi.kpi)
        rows: list[Item | Condition] = [*rubric.items.values(), *rubric.conditions.values()]
        for row in rows:
            if row.measure and row.threshold is not None:
                first, known = held.get(row.measure, (kpi.kpi, row))
                held[row.measure] = (first, known if _is_harder(known, row) else row)
    return held


def _is_harder(one: Item | Condition, other: Item | Condition) -> bool:
    """Return whether the first asks for more than the second; less where less is better."""
    mine, theirs = one.threshold or Fraction(0), other.threshold or Fraction(0)
    return mine < theirs if one.operator in ("<", "<=") else mine > theirs


def _forecast(
    framework: Framework, kpi: str, asked: Item | Condition, values: Mapping[int, Fraction],
    last_year: Mapping[str, Mapping[int, Fraction]], figures: ScoreFigures,
) -> Forecast:  # fmt: skip
    maker = _Maker(framework, asked, figures, last_year.get(asked.measure, {}))
    projections = maker.projections(values, LAST_MONTH) if max(values, default=0) < 12 else ()
    ends = [one.value.value for one in projections if one.value.value is not None]
    low, high = (min(ends), max(ends)) if len(ends) > 1 else (None, None)
    return Forecast(
        kpi=kpi, measure=asked.measure, asked=asked,
        threshold=maker.figure("threshold", asked.threshold, "as_printed"),
        values={
            month: maker.figure(f"value_of_m{month}", value, "as_reported")
            for month, value in values.items()
        },
        projections=projections,
        low=maker.figure("forecast_low", low, "lowest_projection"),
        high=maker.figure("forecast_high", high, "highest_projection"),
        checks=maker.checks(values),
        outlook=_outlook(asked, values, ends),
    )  # fmt: skip


def _outlook(
    asked: Item | Condition, values: Mapping[int, Fraction], ends: Sequence[Fraction]
) -> Outlook:
    if not values:
        return "not_known"
    threshold, operator = asked.threshold or Fraction(0), asked.operator
    now = reaches(values[max(values)], operator, threshold)
    if max(values) >= LAST_MONTH:
        return "reached" if now else "missed"
    if now and operator not in ("<", "<="):
        return "reached"
    if not ends:
        return "on_track" if now else "below_now"
    then = {reaches(end, operator, threshold) for end in ends}
    if len(then) > 1:
        return "uncertain"
    return "on_track" if then == {True} else "likely_to_miss"


@dataclass(frozen=True)
class _Maker:
    """Make the figures of one measure's forecast."""

    framework: Framework
    asked: Item | Condition
    figures: ScoreFigures
    last_year: Mapping[int, Fraction]

    def figure(self, statistic: str, value: Fraction | None, policy: str) -> Result:
        return self.figures.make(
            self.asked.measure, statistic, value, unit=self.asked.unit_th, decimals=2,
            policy=policy, missing="not_testable",
        )  # fmt: skip

    def projections(self, values: Mapping[int, Fraction], for_month: int) -> tuple[Projection, ...]:
        """Return what each method makes of the values, from each month before the one asked for."""
        measure = self.framework.measures.get(self.asked.measure)
        if measure is None or not measure.cumulative:
            return ()
        made = []
        for month in (one for one in values if one < for_month):
            known = {one: value for one, value in values.items() if one <= month}
            methods: dict[Method, Fraction | None] = {
                "straight_line": straight_line(known, for_month),
                "last_year_shape": last_year_shape(known, self.last_year, for_month),
            }
            made += [
                Projection(
                    method, month, for_month,
                    self.figure(f"forecast_{method}_of_m{month}_for_m{for_month}",
                                self._capped(value), method),
                )
                for method, value in methods.items()
                if value is not None
            ]  # fmt: skip
        return tuple(made)

    def checks(self, values: Mapping[int, Fraction]) -> tuple[EstimateCheck, ...]:
        """Return each projection for a month that was reported, beside what was reported."""
        found = []
        for month, actual in values.items():
            for projection in self.projections(values, month):
                name = f"error_{projection.method}_of_m{projection.made_at}_for_m{month}"
                error = actual - (projection.value.value or 0)
                found.append(
                    EstimateCheck(
                        projection,
                        self.figure(f"value_of_m{month}", actual, "as_reported"),
                        self.figure(name, error, "actual_less_estimate"),
                    )
                )
        return tuple(found)

    def _capped(self, value: Fraction) -> Fraction:
        """Return a projection that does not pass 100 percent, where the measure cannot."""
        measure = self.framework.measures.get(self.asked.measure)
        open_ended = measure is not None and measure.over_100
        whole = self.asked.unit_th in PERCENT_UNITS and not open_ended
        return min(value, Fraction(100)) if whole else value
