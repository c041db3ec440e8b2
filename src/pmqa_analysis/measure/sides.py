"""One side of a comparison: how some respondents answered a question, or stand on a score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import add

from pmqa_analysis.measure.counts import Frequencies
from pmqa_analysis.measure.layout import INDEX
from pmqa_analysis.measure.sample import Moments, Sample
from pmqa_analysis.measure.scores import (
    pooled_sample,
    respondent_moments,
    respondent_sample,
    satisfied_count,
)
from pmqa_analysis.measure.shares import Share
from pmqa_analysis.measure.survey_figures import MeasuredSurvey

__all__ = [
    "PERCENT_OF_MEAN", "Side", "cells_side", "least_answers", "rest_side", "side_of", "state_side",
]  # fmt: skip

Where = Mapping[str, str]
PERCENT_OF_MEAN = {
    "percent_satisfied_mean_of_max": "mean_of_max", "percent_satisfied_rescaled": "rescaled",
}  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One side of a comparison.

    Attributes:
        moments: n, mean and variance; None where nobody answered.
        share: How many are satisfied (``top_two``), or chose an option, of how many; None for a
            score or where the scale is too short.
        make_sample: Makes the values for tests of ranks; only when they are wanted.
        n: How many respondents are behind it.
    """

    moments: Moments | None
    share: Share | None
    make_sample: Callable[[], Sample]
    n: int


def side_of(survey: MeasuredSurvey, name: str, /, **where: str) -> Side:
    """Return how a group, or all, answered an item or stand on a score."""
    population = survey.population(**where)
    return cells_side(survey, name, [where], population)


def rest_side(survey: MeasuredSurvey, name: str, group: str, category: str) -> Side:
    """Return all respondents but those of one category; those not stated are among them."""
    others = [{group: other} for other in survey.counts.layout.categories[group]
              if other != category]  # fmt: skip
    whole, part = survey.population(), survey.population(**{group: category})
    return cells_side(survey, name, others, whole - part if whole and part else None)


def cells_side(
    survey: MeasuredSurvey, name: str, cells: Sequence[Where], population: int | None
) -> Side:
    """Return several groups that do not overlap as one side.

    Args:
        survey: Where they answered.
        name: An item or a score.
        cells: The groups.
        population: How many people they are, where that is known.
    """
    if survey.rules.finite_population == "never":
        population = None
    if name in survey.counts.layout.scores:
        return _score_side(survey, name, cells, population)
    frequencies = reduce(add, (survey.counts.of(name, **where) for where in cells))
    side = _item_side(frequencies, population)
    if survey.counts.layout.items[name].kind == "option" and side.n:
        return replace(side, share=(frequencies.answers[1], side.n))
    return side


def state_side(survey: MeasuredSurvey, name: str, side: Side | None, statistic: str) -> Side | None:
    """Return a side in the unit of a statistic: percents of the mean are the mean on their scale.

    Tests of ranks do not change by that, so the values are left as they are.
    """
    rule = PERCENT_OF_MEAN.get(statistic)
    if side is None or side.moments is None or rule is None:
        return side
    low, high = _ends(survey, name)
    start, width = (0, high) if rule == "mean_of_max" else (low, high - low)
    if width <= 0 or (rule == "mean_of_max" and low < 0):
        return replace(side, moments=None)
    own, factor = side.moments, Fraction(100, width)
    mean, variance = (own.mean - start) * factor, own.variance * factor * factor
    return replace(side, moments=Moments(own.n, mean, variance, own.population))


def _ends(survey: MeasuredSurvey, name: str) -> tuple[int, int]:
    plan = survey.counts.layout.scores.get(name)
    if plan is not None:
        return plan.lowest, plan.highest
    answers = survey.counts.layout.items[name].answers
    return answers[0], answers[-1]


def least_answers(survey: MeasuredSurvey, name: str) -> int:
    """Return how many answers a side needs for a test of an item, an aspect or an index."""
    rules, layout = survey.rules, survey.counts.layout
    if name not in layout.scores:
        return rules.item_answers
    return rules.index_answers if name.startswith(INDEX) else rules.aspect_answers


def _item_side(frequencies: Frequencies, population: int | None) -> Side:
    n = frequencies.n
    known = population if population is not None and population >= n else None
    count = satisfied_count(frequencies)
    return Side(
        moments=frequencies.sample.moments(known) if n else None,
        share=None if count is None or n == 0 else (count, n),
        make_sample=lambda: frequencies.sample,
        n=n,
    )


def _score_side(
    survey: MeasuredSurvey, name: str, cells: Sequence[Where], population: int | None
) -> Side:
    if survey.score_policy(name) == "pooled":
        return _pooled_side(survey, name, cells)
    rows: dict[tuple[int, int], int] = {}
    for where in cells:
        for key, count in survey.counts.score(name, **where).items():
            rows[key] = rows.get(key, 0) + count
    n = sum(rows.values())
    known = population if population is not None and population >= n else None
    moments = respondent_moments(rows, known) if n else None
    return Side(moments, None, lambda: respondent_sample(rows), n)


def _pooled_side(survey: MeasuredSurvey, name: str, cells: Sequence[Where]) -> Side:
    plan = survey.counts.layout.scores[name]
    parts = [
        (reduce(add, (survey.counts.of(item, **where) for where in cells)), worth)
        for item, worth in zip(plan.items, plan.values, strict=True)
    ]
    sample = pooled_sample(parts)
    n = max(frequencies.n for frequencies, _ in parts)
    return Side(sample.moments() if sample.n else None, None, lambda: sample, n)
