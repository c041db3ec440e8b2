"""Compare a measure between two years; a published figure without its base is never tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess.assessment import Assessment
from pmqa_analysis.assess.figures import computed_result
from pmqa_analysis.clean import Caution, Register
from pmqa_analysis.results import Disagreement, Result, Results, result_id

__all__ = ["YearComparison", "compare_year", "count_mismatches"]


@dataclass(frozen=True)
class YearComparison:
    """One measure in two years.

    ``reason`` says why it is not tested: no base was published, the population changed
    between the years, or one year has no value.
    """

    assessment: Assessment
    before: Result
    now: Result
    difference: Result
    state: Literal["not_tested"]
    reason: Literal["not_tested_without_base", "not_tested_population", "no_pair"]


def compare_year(
    assessment: Assessment, before: Result, cautions: Sequence[Caution]
) -> YearComparison:
    """Compare a measure's result with an earlier year's (``not_tested_without_base``).

    Args:
        assessment: The measure in the later year.
        before: Its result in the earlier year.
        cautions: Known breaks; one that spans the two years is the reason given.
    """
    now, earlier_year = assessment.actual, before.fiscal_year or 0
    broken = any(
        caution.measure == assessment.measure.measure
        and earlier_year < caution.to_year
        and caution.from_year < (now.fiscal_year or 0)
        for caution in cautions
    )
    difference = computed_result(
        fiscal_year=now.fiscal_year or 0, measure=now.measure,
        statistic=f"difference_from_{earlier_year}",
        value=_difference(now, before),
        decimals=max(now.decimals or 0, before.decimals or 0), unit=now.unit,
        sources=(now, before), policy="difference_from_earlier_year", sign=True,
    )  # fmt: skip
    reason: Literal["not_tested_without_base", "not_tested_population", "no_pair"]
    reason = "not_tested_population" if broken else "not_tested_without_base"
    return YearComparison(
        assessment,
        before,
        now,
        difference,
        "not_tested",
        reason if difference.value is not None else "no_pair",
    )


def _difference(now: Result, before: Result) -> Fraction | None:
    if now.value is None or before.value is None:
        return None
    return now.value - before.value


def count_mismatches(
    register: Register, results: Results, fiscal_year: int
) -> tuple[Disagreement, ...]:
    """Return the counts whose printed name lists another number of things than they count."""
    found = []
    for measure in register.measures.values():
        actual = results.get(result_id(fiscal_year, measure.measure, "actual"))
        if measure.named_items is None or actual is None or actual.value is None:
            continue
        if actual.value != measure.named_items:
            named = computed_result(
                fiscal_year=fiscal_year, measure=measure.measure, statistic="named_items",
                value=measure.named_items, decimals=0, unit=actual.unit, sources=(actual,),
                policy="count_of_named_items",
            )  # fmt: skip
            found.append(Disagreement("count", measure.measure, (actual, named)))
    return tuple(found)
