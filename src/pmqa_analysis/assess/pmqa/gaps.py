"""What is still open, ordered by what gains most."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.assess.figures import computed_result
from pmqa_analysis.assess.pmqa.scores import (
    band_of,
    capped_percent,
    gated_points,
    highest_level,
)
from pmqa_analysis.assess.pmqa.standing import UNIT, ItemStanding, Side, Standing
from pmqa_analysis.clean.pmqa import Answers, Criteria, CriteriaItem
from pmqa_analysis.results import Result

__all__ = ["Gap", "find_gaps"]


@dataclass(frozen=True)
class Gap:
    """The step of an item to its next level (or band), and what it gains.

    Attributes:
        item: The item.
        level: The level, or the dimension, to be reached next.
        open_boxes: The boxes (or the dimensions) still open on the way there.
        gain: Points of the item when all of them are closed.
        gain_per_box: The same, shared by the open boxes; the order of the list.
    """

    item: ItemStanding
    level: str
    open_boxes: tuple[str, ...]
    gain: Result
    gain_per_box: Result


def find_gaps(standing: Standing, answers: Answers, side: Side = "self") -> list[Gap]:
    """Return each assessed item's step to its next level, the largest gain of a box first."""
    steps = []
    for item in standing.items:
        if item.points[side].value is None or item.indicators:
            continue
        step = (
            _next_level(standing.criteria, item.item, answers, side)
            if standing.criteria.rule == "gated_levels"
            else _next_band(standing.criteria, item.item, answers, side)
        )
        if step and step[1]:
            steps.append(_gap(standing, item, side, *step))
    return sorted(steps, key=_order)


def _order(gap: Gap) -> tuple[Fraction, str]:
    return -(gap.gain_per_box.value or Fraction(0)), gap.item.item.item


def _gap(
    standing: Standing, item: ItemStanding, side: Side, level: str, boxes: tuple[str, ...],
    gain: Fraction,
) -> Gap:  # fmt: skip
    name = f"{standing.criteria.criteria}-{item.item.item}"
    both = [
        computed_result(
            fiscal_year=standing.fiscal_year, measure=name, statistic=statistic, value=value,
            decimals=2, unit=UNIT, sources=[item.points[side]], policy=standing.criteria.rule,
        )
        for statistic, value in (
            (f"{side}_gain", gain), (f"{side}_gain_per_box", gain / len(boxes)),
        )
    ]  # fmt: skip
    return Gap(item, level, boxes, both[0], both[1])


def _next_level(
    criteria: Criteria, item: CriteriaItem, answers: Answers, side: Side
) -> tuple[str, tuple[str, ...], Fraction] | None:
    ticked = answers.ticked(item.item, side)
    names = [level.level for level in criteria.levels]
    reached = highest_level(criteria, item, ticked)
    above = names[names.index(reached) + 1 :] if reached else names
    if not above:
        return None
    boxes = [box.box for box in criteria.boxes_of(item, above[0])]
    still_open = tuple(box for box in boxes if box not in ticked)
    now = gated_points(criteria, item, ticked)
    return above[0], still_open, gated_points(criteria, item, ticked | set(boxes)) - now


def _next_band(
    criteria: Criteria, item: CriteriaItem, answers: Answers, side: Side
) -> tuple[str, tuple[str, ...], Fraction] | None:
    """Return the step that lifts the weakest dimensions to the next band."""
    given = {answer.box: getattr(answer, side) for answer in answers.of_item(item.item)}
    known = {box: value for box, value in given.items() if value is not None}
    weakest = band_of(min(known.values()), criteria.bands)
    above = [band for band in criteria.bands if band.lower > weakest.lower]
    if not above:
        return None
    low = tuple(box for box, value in known.items() if value < above[0].lower)
    lifted = {box: max(value, Fraction(above[0].lower)) for box, value in known.items()}
    points = criteria.category_of(item.item).points_of(item)
    now, then = (capped_percent(list(each.values()), criteria.bands) for each in (known, lifted))
    return above[0].band, low, points * (then - now) / 100
