"""How many respondents give each answer of a scale, so that its mean is the one stated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["answer_counts", "answer_shares", "quotas"]

_STEPS = 60
_FIVE_POINTS = 4.0


def answer_shares(levels: Sequence[int], mean: float, spread: float) -> list[float]:
    """Return the shares of the answers of a normal distribution rounded to a scale.

    Args:
        levels: The codes of the scale, lowest first.
        mean: Mean of the codes; beyond the scale's ends it is an end.
        spread: Standard deviation in points of a five-point scale, before rounding.
    """
    wide = spread * (levels[-1] - levels[0]) / _FIVE_POINTS
    low, high = levels[0] - 9 * wide, levels[-1] + 9 * wide
    for _ in range(_STEPS):
        middle = (low + high) / 2
        shares = _shares(levels, middle, wide)
        below = sum(level * share for level, share in zip(levels, shares, strict=True)) < mean
        low, high = (middle, high) if below else (low, middle)
    return _shares(levels, (low + high) / 2, wide)


def answer_counts(levels: Sequence[int], mean: float, spread: float, size: int) -> list[int]:
    """Return how many of ``size`` give each answer: the shares, and then the mean, in whole."""
    counts = quotas(answer_shares(levels, mean, spread), size)
    wanted = round(min(max(mean, levels[0]), levels[-1]) * size)
    for _ in range(size):
        off = wanted - sum(level * count for level, count in zip(levels, counts, strict=True))
        moves = [
            (abs(off - step), -counts[here], here, here + side)
            for side in ((1,) if off > 0 else (-1,))
            for here in range(len(levels))
            if 0 <= here + side < len(levels) and counts[here]
            for step in [levels[here + side] - levels[here]]
        ]
        if not off or not moves or min(moves)[0] >= abs(off):
            break
        _, _, here, there = min(moves)
        counts[here] -= 1
        counts[there] += 1
    return counts


def quotas(weights: Sequence[float], size: int) -> list[int]:
    """Return whole numbers that add up to ``size``, by largest remainder."""
    total = sum(weights)
    exact = [weight * size / total for weight in weights]
    counts = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda place: (counts[place] - exact[place], place))
    for place in order[: size - sum(counts)]:
        counts[place] += 1
    return counts


def _shares(levels: Sequence[int], centre: float, wide: float) -> list[float]:
    cuts = [(one + other) / 2 for one, other in pairwise(levels)]
    below = [0.0, *(_normal((cut - centre) / wide) for cut in cuts), 1.0]
    return [high - low for low, high in pairwise(below)]


def _normal(deviation: float) -> float:
    return math.erfc(-deviation / math.sqrt(2)) / 2
