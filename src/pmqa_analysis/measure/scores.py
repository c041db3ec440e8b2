"""Scores that several answers make together, or that two measures make beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Literal

from pmqa_analysis.measure.counts import Frequencies
from pmqa_analysis.measure.sample import Moments, Sample

__all__ = [
    "Quadrant", "dissatisfied_count", "find_quadrants", "gap", "net_promoter_sample",
    "pni_modified", "pooled_sample", "respondent_moments", "respondent_sample", "satisfied_count",
    "satisfied_percent", "share_index",
]  # fmt: skip

Quadrant = Literal["keep_up", "concentrate_here", "low_priority", "possible_overkill"]
PROMOTERS, DETRACTORS = (9, 10), tuple(range(7))
_LEAST_LEVELS = 4


def satisfied_percent(rule: str, frequencies: Frequencies) -> Fraction | None:
    """Return percent satisfied under a named rule, or None where it does not fit the scale.

    ``mean_of_max`` is mean ÷ highest answer × 100, ``rescaled`` the mean's place between the
    lowest and the highest answer, ``top_two`` the share of the two highest answers; that takes
    a scale of four answers or more.

    Raises:
        KeyError: If there is no such rule.
    """
    low, high = min(frequencies.answers), max(frequencies.answers)
    if rule == "top_two":
        count = satisfied_count(frequencies)
        return None if count is None else Fraction(100 * count, frequencies.n)
    mean = frequencies.sample.mean
    rules = {"mean_of_max": mean / high if high > 0 and low >= 0 else None,
             "rescaled": (mean - low) / (high - low)}  # fmt: skip
    share = rules[rule]
    return None if share is None else 100 * share


def satisfied_count(frequencies: Frequencies) -> int | None:
    """Return how many gave one of the two highest answers; None on a scale of under four."""
    return _ends(frequencies, slice(-2, None))


def dissatisfied_count(frequencies: Frequencies) -> int | None:
    """Return how many gave one of the two lowest answers; None on a scale of under four."""
    return _ends(frequencies, slice(2))


def _ends(frequencies: Frequencies, end: slice) -> int | None:
    if len(frequencies.answers) < _LEAST_LEVELS:
        return None
    return sum(frequencies.answers[code] for code in sorted(frequencies.answers)[end])


def respondent_moments(score: Mapping[tuple[int, int], int], population: int | None) -> Moments:
    """Return the moments of respondents' means over the items that they answered.

    Args:
        score: How many respondents answered so many items with that sum.
        population: N, where it is known.
    """
    whole = lcm(*(answered for answered, _ in score))
    n = total = squares = 0
    for (answered, summed), count in score.items():
        value = summed * (whole // answered)
        n, total, squares = n + count, total + count * value, squares + count * value * value
    spread = n * squares - total * total
    variance = Fraction(spread, n * (n - 1) * whole * whole) if n > 1 else Fraction(0)
    return Moments(n, Fraction(total, n * whole), variance, population)


def respondent_sample(score: Mapping[tuple[int, int], int]) -> Sample:
    """Return respondents' means over the items that they answered, as a sample."""
    means: dict[Fraction, int] = {}
    for (answered, summed), count in score.items():
        value = Fraction(summed, answered)
        means[value] = means.get(value, 0) + count
    return Sample.of(means)


def pooled_sample(
    parts: Iterable[tuple[Frequencies, Mapping[int, int]]],
) -> Sample:
    """Return all answers to several items as one sample of their worth.

    Args:
        parts: Each item's frequencies, and the worth of each of its answers.
    """
    pooled: dict[int, int] = {}
    for frequencies, worth in parts:
        for code, count in frequencies.answers.items():
            pooled[worth[code]] = pooled.get(worth[code], 0) + count
    return Sample.of(pooled)


def share_index(shares: Mapping[int, Fraction | int], weights: Mapping[int, int]) -> Fraction:
    """Return the index of 0 - 100 that shares (or counts) of answers have, by their weights."""
    total = sum((Fraction(share) for share in shares.values()), Fraction(0))
    return sum((Fraction(share) * weights[code] for code, share in shares.items()),
               Fraction(0)) / total  # fmt: skip


def net_promoter_sample(frequencies: Frequencies) -> Sample | None:
    """Return 100 for each promoter (9, 10), −100 for each detractor (0 - 6), 0 for the others.

    Its mean is the net promoter score. None on a scale that is not 0 - 10.
    """
    if tuple(sorted(frequencies.answers)) != tuple(range(11)):
        return None
    promoters = sum(frequencies.answers[code] for code in PROMOTERS)
    detractors = sum(frequencies.answers[code] for code in DETRACTORS)
    others = frequencies.n - promoters - detractors
    return Sample.of({100: promoters, 0: others, -100: detractors})


def pni_modified(importance: Fraction, performance: Fraction) -> Fraction | None:
    """Return the modified priority needs index (I − D)/D (Wongwanich 2007); None for D = 0."""
    return None if performance == 0 else (importance - performance) / performance


def gap(expectation: Fraction, perception: Fraction) -> Fraction:
    """Return perception less expectation: below zero where less is found than expected."""
    return perception - expectation


def find_quadrants(
    points: Sequence[tuple[str, Fraction, Fraction]],
) -> dict[str, Quadrant]:
    """Return the importance-performance quadrant of each (name, importance, performance).

    The axes cross at the means of the points (Martilla and James 1977); a point on an axis
    counts as above it.
    """
    if not points:
        return {}
    importance = sum((one[1] for one in points), Fraction(0)) / len(points)
    performance = sum((one[2] for one in points), Fraction(0)) / len(points)
    return {name: _quadrant(mine >= importance, done >= performance)
            for name, mine, done in points}  # fmt: skip


def _quadrant(important: bool, good: bool) -> Quadrant:
    if important:
        return "keep_up" if good else "concentrate_here"
    return "possible_overkill" if good else "low_priority"
