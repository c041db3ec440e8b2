"""The named policies that turn met items into points. Each is a pure function over the same rungs.

Only the levels 1, 3 and 5 are printed, with several items in a level, and no points inside one:
which rule shares them is the office's choice, with a name. See docs/method.md, “KPI scoring”.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pmqa_analysis.clean.scorecards.framework import Rubric
from pmqa_analysis.clean.scorecards.model import Ladder, PolicyName

__all__ = [
    "POLICIES",
    "Rung",
    "Step",
    "cumulative",
    "equal_split",
    "ladder",
    "ladder_score",
    "make_rungs",
    "score_of",
    "strict_levels",
]


@dataclass(frozen=True)
class Step:
    """An item on a rung: the points that it can earn, and how much of it is met (0 to 1)."""

    item: str
    share: Fraction
    credit: Fraction


@dataclass(frozen=True)
class Rung:
    """A level with its items."""

    level: int
    steps: tuple[Step, ...]

    @property
    def is_complete(self) -> bool:
        """Return whether every item of the level is met in full."""
        return all(step.credit == 1 for step in self.steps)


def make_rungs(rubric: Rubric, met: Mapping[str, Fraction]) -> tuple[Rung, ...]:
    """Return the levels of a rubric with how much is met of each item.

    An item has its own points where the framework gives them; the others share what these leave
    of the level's points, in equal parts.
    """
    rungs = []
    for level in rubric.levels:
        fixed = sum((item.points or Fraction(0) for item in level.items), Fraction(0))
        open_items = [item for item in level.items if item.points is None]
        share = (level.points - fixed) / max(len(open_items), 1)
        steps = tuple(
            Step(item.item, share if item.points is None else item.points, met[item.item])
            for item in level.items
        )
        rungs.append(Rung(level.level, steps))
    return tuple(rungs)


def equal_split(rungs: Sequence[Rung]) -> dict[str, Fraction]:
    """Give each item its share of its level's points, for what is met of it."""
    return {step.item: step.share * step.credit for rung in rungs for step in rung.steps}


def cumulative(rungs: Sequence[Rung]) -> dict[str, Fraction]:
    """Give shares like :func:`equal_split`, up to the first item of which nothing is met."""
    points: dict[str, Fraction] = {}
    counts = True
    for step in (step for rung in rungs for step in rung.steps):
        counts = counts and step.credit > 0
        points[step.item] = step.share * step.credit if counts else Fraction(0)
    return points


def strict_levels(rungs: Sequence[Rung]) -> dict[str, Fraction]:
    """Give the shares of the levels that are complete, up to the first that is not."""
    points: dict[str, Fraction] = {}
    counts = True
    for rung in rungs:
        counts = counts and rung.is_complete
        points |= {step.item: step.share if counts else Fraction(0) for step in rung.steps}
    return points


def ladder(rungs: Sequence[Rung]) -> dict[str, Fraction]:
    """Give the complete levels, and of the next level what is met of it: linear between levels."""
    points: dict[str, Fraction] = {}
    counts = True
    for rung in rungs:
        points |= {
            step.item: step.share * step.credit if counts else Fraction(0) for step in rung.steps
        }
        counts = counts and rung.is_complete
    return points


POLICIES: Mapping[PolicyName, Callable[[Sequence[Rung]], dict[str, Fraction]]] = {
    "equal_split": equal_split,
    "strict_levels": strict_levels,
    "cumulative": cumulative,
    "ladder": ladder,
}


def score_of(policy: PolicyName, points: Mapping[str, Fraction]) -> Fraction:
    """Return the sum of the items' points; a ladder begins at 1."""
    total = sum(points.values(), Fraction(0))
    return max(Fraction(1), total) if policy == "ladder" else total


def ladder_score(value: Fraction, steps: Sequence[Ladder]) -> Fraction:
    """Return the score of a value on thresholds, linear between them, from 1 to the top level.

    More is better where the thresholds are lower bounds, less where they are upper ones; with both
    a range is better, and the weaker of its two sides counts. From public practice.
    """
    lows = [step.low for step in steps if step.low is not None]
    highs = [-step.high for step in steps if step.high is not None]
    sides = [(value, lows)] if lows else []
    sides += [(-value, highs)] if highs else []
    return min(_climb(one, bounds) for one, bounds in sides)


def _climb(value: Fraction, bounds: Sequence[Fraction]) -> Fraction:
    """Return the level that a value reaches on rising bounds, with the part of the next."""
    if value <= bounds[0]:
        return Fraction(1)
    for level, (lower, upper) in enumerate(pairwise(bounds), start=1):
        if value < upper:
            return level + (value - lower) / (upper - lower)
    return Fraction(len(bounds))
