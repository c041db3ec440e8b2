"""Targets in percent satisfied: met on the exact value, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmqa_analysis.measure.compare import MEAN, SATISFIED, compare_targets
from pmqa_analysis.measure.comparison import Comparison
from pmqa_analysis.measure.figures import PERCENT
from pmqa_analysis.measure.layout import INDEX
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.results import Result

__all__ = [
    "GroupTarget",
    "TargetComparison",
    "compare_percent_targets",
    "hold_to_target",
    "mean_of_percent",
]


@dataclass(frozen=True)
class TargetComparison:
    """An item or a score against its target.

    Attributes:
        target: In percent satisfied; of an index, in points.
        actual: The figure that the target is of.
        verdict: Whether it is met, on the exact value.
        comparison: Whether the difference is more than chance; None for a share of the answers to
            several items, which are not independent.
    """

    name: str
    target: Result
    actual: Result
    verdict: Literal["met", "not_met", "no_result"]
    comparison: Comparison | None


@dataclass(frozen=True)
class GroupTarget:
    """The respondents of one category against the target of all; ``n`` is their base."""

    category: str
    target: Result
    actual: Result
    n: Result
    verdict: Literal["met", "not_met", "no_result"]


def mean_of_percent(rule: str, percent: Fraction, levels: tuple[int, int]) -> Fraction:
    """Return the mean at which percent satisfied is ``percent``, for a rule of the mean.

    ``mean_of_max``: percent of the highest answer; ``rescaled``: percent of the way from the
    lowest to the highest.

    Raises:
        KeyError: If the rule is not one of the mean.
    """
    low, high = levels
    means = {
        "mean_of_max": percent * high / 100,
        "rescaled": low + percent * (high - low) / 100,
    }
    return means[rule]


def compare_percent_targets(
    survey: MeasuredSurvey, targets: Mapping[str, int]
) -> list[TargetComparison]:
    """Return each item or score that has a target against it; one family.

    Args:
        survey: What was measured.
        targets: For each item or score the target in percent satisfied, under the chosen rule;
            of an index, in points.
    """
    exact = {name: Fraction(target) for name, target in targets.items()}
    is_share = survey.rules.percent_satisfied == "top_two"
    scores = survey.counts.layout.scores
    shares = {name: one for name, one in exact.items() if is_share and name not in scores}
    means = {name: _mean_target(survey, name, one) for name, one in exact.items()
             if not is_share or name.startswith(INDEX)}  # fmt: skip
    compared = {
        one.name: one
        for one in (
            *compare_targets(survey, shares, statistic=SATISFIED),
            *compare_targets(survey, means, statistic=MEAN),
        )
    }
    return [_held(survey, name, target, compared.get(name)) for name, target in exact.items()]


def _mean_target(survey: MeasuredSurvey, name: str, target: Fraction) -> Fraction:
    if name.startswith(INDEX):
        return target
    plan = survey.counts.layout.scores.get(name)
    if plan is not None:
        worths = [worth for values in plan.values for worth in values.values()]
    else:
        worths = list(survey.counts.layout.items[name].answers)
    return mean_of_percent(survey.rules.percent_satisfied, target, (min(worths), max(worths)))


def _held(
    survey: MeasuredSurvey, name: str, target: Fraction, comparison: Comparison | None
) -> TargetComparison:
    subject = survey.subject(name)
    actual = survey.figure(name, "mean" if name.startswith(INDEX) else "percent_satisfied")
    unit = "" if name.startswith(INDEX) else PERCENT
    goal = subject.result("target_percent", target, decimals=0, unit=unit, policy="given")
    return TargetComparison(name, goal, actual, hold_to_target(actual, goal), comparison)


def hold_to_target(actual: Result, target: Result) -> Literal["met", "not_met", "no_result"]:
    """Return whether a figure reaches a target, on the exact value."""
    if actual.value is None or target.value is None:
        return "no_result"
    return "met" if actual.value >= target.value else "not_met"
