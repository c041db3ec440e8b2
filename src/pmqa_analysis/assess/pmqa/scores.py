"""The points of the two PMQA schemes, as pure functions of exact numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from pmqa_analysis.assess.rules import Direction, percent_of_target, target_verdict
from pmqa_analysis.clean.pmqa import Band, Criteria, CriteriaItem, SuccessStep

__all__ = [
    "band_of", "capped_percent", "gated_points", "highest_level", "success_points",
    "success_rate",
]  # fmt: skip


def gated_points(criteria: Criteria, item: CriteriaItem, ticked: Collection[str]) -> Fraction:
    """Return an item's points by its ticked boxes (``gated_levels``).

    A level's points are shared equally by its boxes. A level earns only when every box of all
    lower levels is ticked. A level without a check-list earns nothing and holds the gate shut.
    """
    points = Fraction(0)
    for level in criteria.levels:
        boxes = criteria.boxes_of(item, level.level)
        done = sum(box.box in ticked for box in boxes)
        points += Fraction(level.points * done, len(boxes)) if boxes else 0
        if not boxes or done < len(boxes):
            break
    return points


def highest_level(criteria: Criteria, item: CriteriaItem, ticked: Collection[str]) -> str | None:
    """Return the highest level whose boxes and all lower ones are ticked, or None."""
    highest = None
    for level in criteria.levels:
        boxes = criteria.boxes_of(item, level.level)
        if not boxes or any(box.box not in ticked for box in boxes):
            break
        highest = level.level
    return highest


def band_of(percent: Fraction, bands: Sequence[Band]) -> Band:
    """Return the band of a percentage: the last whose lower bound it reaches."""
    return [band for band in bands if band.lower <= percent][-1]


def capped_percent(percents: Sequence[Fraction], bands: Sequence[Band]) -> Fraction:
    """Return an item's percentage by its dimensions (``weakest_dimension``).

    The mean of the dimensions, but not above the band of the weakest one.
    """
    mean = sum(percents, Fraction(0)) / len(percents)
    return min(mean, Fraction(band_of(min(percents), bands).upper))


def success_rate(
    actual: Fraction | None, target: Fraction | None, direction: Direction
) -> Fraction | None:
    """Return a result's success rate in percent (``success_rate_of_target``), or None.

    More is better: actual ÷ target × 100. Less is better: 200 − actual ÷ target × 100. Never
    below zero. A target of zero divides nothing: 100 where the result meets it, else 0. Zero
    is a result. There is none without a value, with a target below zero, or without a direction.
    """
    verdict = target_verdict(actual, target, direction)
    if target == 0 and verdict in ("met", "not_met"):
        return Fraction(100 if verdict == "met" else 0)
    return percent_of_target(actual, target, direction)


def success_points(rate: Fraction, scale: Sequence[SuccessStep]) -> Fraction:
    """Return the points of a success rate: those of the first step that it has not passed."""
    step = next(step for step in scale if step.holds(rate))
    return step.points_of(rate)
