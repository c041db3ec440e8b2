"""One measure of one fiscal year, assessed: target, change, pattern, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Literal

from pmqa_analysis.assess.figures import computed_result
from pmqa_analysis.assess.rules import (
    Pattern,
    Verdict,
    percent_of_target,
    target_verdict,
    year_pattern,
)
from pmqa_analysis.clean import Measure
from pmqa_analysis.results import Result, Results, result_id
from pmqa_analysis.settings import YearSettings

__all__ = ["Assessment", "Flag", "assess_measure"]

Flag = Literal["overshoot", "target_equals_last_result", "target_below_earlier_result"]


@dataclass(frozen=True)
class Assessment:
    """A measure's figures of one fiscal year and what follows from them.

    Attributes:
        measure: What is measured.
        target: The target of the year.
        actual: The result of the year.
        history: The results of the years shown, oldest first; the last is ``actual``.
        percent_of_target: Success rate in percent.
        difference: This year's result less last year's, in the measure's unit.
        relative_change: The difference in percent of last year's result.
        verdict: Whether the target is met.
        pattern: How the values of the years moved.
        flags: What a reader should look at.
    """

    measure: Measure
    target: Result
    actual: Result
    history: tuple[Result, ...]
    percent_of_target: Result
    difference: Result
    relative_change: Result
    verdict: Verdict
    pattern: Pattern
    flags: tuple[Flag, ...]

    @property
    def last_year(self) -> Result | None:
        """Return last year's result, or None where no earlier year is shown."""
        return self.history[-2] if len(self.history) > 1 else None

    @property
    def harder_years(self) -> tuple[Result, ...]:
        """Return the earlier results that this year's target asks less than."""
        target, direction = self.target.value, self.measure.direction
        return tuple(
            result
            for result in self.history[:-1]
            if target is not None and _is_easier(target, result.value, direction)
        )

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure of the assessment."""
        own = (self.target, self.percent_of_target, self.difference, self.relative_change)
        return (*own, *self.history)


def assess_measure(measure: Measure, results: Results, settings: YearSettings) -> Assessment:
    """Assess one measure in the settings' fiscal year.

    A figure that the sources do not state counts as ``not_reported``.
    """
    year, policies = settings.fiscal_year, settings.policies
    target = _stated_or_missing(results, year, measure, "target")
    history = tuple(_stated_or_missing(results, each, measure, "actual") for each in settings.years)
    actual = history[-1]
    percent = computed_result(
        fiscal_year=year, measure=measure.measure, statistic="percent_of_target",
        value=percent_of_target(actual.value, target.value, measure.direction),
        decimals=policies.derived_decimals, unit="ร้อยละ", sources=(actual, target),
        policy=policies.percent_of_target, rule=policies.rounding,
    )  # fmt: skip
    difference, relative = _changes(measure, history, settings)
    return Assessment(
        measure=measure, target=target, actual=actual, history=history,
        percent_of_target=percent, difference=difference, relative_change=relative,
        verdict=target_verdict(actual.value, target.value, measure.direction),
        pattern=year_pattern([result.value for result in history]),
        flags=tuple(_flags(target, history, percent, measure, policies.overshoot_percent)),
    )  # fmt: skip


def _stated_or_missing(results: Results, year: int, measure: Measure, statistic: str) -> Result:
    found = results.find(year, measure.measure, statistic)
    return found or Result(
        id=result_id(year, measure.measure, statistic), fiscal_year=year,
        measure=measure.measure, statistic=statistic, value=None, shown="ไม่ได้รายงาน",
        unit=measure.unit_th, decimals=None, status="not_reported", source="",
    )  # fmt: skip


def _changes(
    measure: Measure, history: tuple[Result, ...], settings: YearSettings
) -> tuple[Result, Result]:
    """Return this year less last year, in the measure's unit and in percent of last year."""
    now, before = history[-1], history[-2] if len(history) > 1 else None
    change = relative = None
    if before is not None and now.value is not None and before.value is not None:
        change = now.value - before.value
        relative = change / before.value * 100 if before.value > 0 else None
    sources = [now] if before is None else [now, before]
    decimals = max(result.decimals or 0 for result in sources)
    last_year = "none" if before is None else before.fiscal_year
    computed = partial(
        computed_result, fiscal_year=settings.fiscal_year, measure=measure.measure,
        sources=sources, rule=settings.policies.rounding, sign=True,
    )  # fmt: skip
    return (
        computed(
            statistic=f"difference_from_{last_year}", value=change, decimals=decimals,
            unit=now.unit, policy="difference_from_earlier_year",
        ),
        computed(
            statistic=f"relative_change_from_{last_year}", value=relative,
            decimals=settings.policies.derived_decimals, unit="ร้อยละ",
            policy="percent_of_last_year",
        ),
    )  # fmt: skip


def _flags(
    target: Result, history: tuple[Result, ...], percent: Result, measure: Measure, limit: int
) -> Iterator[Flag]:
    if percent.value is not None and percent.value > limit:
        yield "overshoot"
    earlier = [result.value for result in history[:-1]]
    if target.value is None or measure.direction not in ("higher", "lower"):
        return
    if earlier and earlier[-1] == target.value:
        yield "target_equals_last_result"
    if any(_is_easier(target.value, value, measure.direction) for value in earlier):
        yield "target_below_earlier_result"


def _is_easier(target: Fraction, result: Fraction | None, direction: str) -> bool:
    """Return whether a target asks for less than a result already reached."""
    if result is None or direction not in ("higher", "lower"):
        return False
    return target < result if direction == "higher" else target > result
