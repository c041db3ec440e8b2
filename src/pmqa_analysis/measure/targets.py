"""Targets in percent satisfied: met on the exact value, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmqa_analysis.measure.comparison import Comparison, judge_family
from pmqa_analysis.measure.drafts import MEAN, SATISFIED, draft_one_side
from pmqa_analysis.measure.figures import PERCENT
from pmqa_analysis.measure.layout import INDEX
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.results import Result

__all__ = [
    "GroupTarget",
    "TargetComparison",
    "compare_percent_targets",
    "hold_to_target",
    "is_less_better",
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
    drafts = [
        draft_one_side(survey, name, statistic, "target", value, {})
        for name, target in exact.items()
        for statistic, value in _tested(survey, name, target)
    ]
    compared = {one.name: one for one in judge_family(drafts, survey.minimum)}
    return [_held(survey, name, target, compared.get(name)) for name, target in exact.items()]


def _tested(survey: MeasuredSurvey, name: str, target: Fraction) -> Iterator[tuple[str, Fraction]]:
    """Yield the statistic that a target is tested by, and its value in it; nothing for none."""
    if name.startswith(INDEX):
        yield MEAN, target
    elif survey.rules.percent_satisfied != "top_two":
        yield MEAN, _mean_target(survey, name, target)
    elif name not in survey.counts.layout.scores:
        yield SATISFIED, target


def _mean_target(survey: MeasuredSurvey, name: str, target: Fraction) -> Fraction:
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
    verdict = hold_to_target(actual, goal, less_is_better=is_less_better(survey, name))
    return TargetComparison(name, goal, actual, verdict, comparison)


def is_less_better(survey: MeasuredSurvey, name: str) -> bool:
    """Return whether an item or score is of dissatisfaction: its target is not to be passed."""
    layout = survey.counts.layout
    plan = layout.scores.get(name)
    return layout.items[name if plan is None else plan.items[0]].kind == "dissatisfaction"


def hold_to_target(
    actual: Result, target: Result, *, less_is_better: bool = False
) -> Literal["met", "not_met", "no_result"]:
    """Return whether a figure reaches a target (does not pass it), on the exact value."""
    if actual.value is None or target.value is None:
        return "no_result"
    above = actual.value - target.value
    return "met" if (above <= 0 if less_is_better else above >= 0) else "not_met"
