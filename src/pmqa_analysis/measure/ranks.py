"""Tests of ranks from counts: every answer has a count, so every rank is known, ties and all.

Sources: Mann and Whitney (1947) and Kruskal and Wallis (1952) with the correction for ties;
DeLong (1988) for the interval of the rank-biserial correlation; Wilcoxon (1945) for pairs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import sqrt

from scipy import special

from pmqa_analysis.measure.intervals import normal_quantile
from pmqa_analysis.measure.sample import Sample
from pmqa_analysis.measure.tested import EffectSize, Tested

__all__ = ["kruskal_wallis", "mann_whitney", "rank_biserial", "wilcoxon"]


def mann_whitney(one: Sample, other: Sample) -> Tested:
    """Return the Mann-Whitney U of the first sample, by the normal approximation.

    With the corrections for ties and for continuity.
    """
    both = _joined([one, other])
    first = _rank_sum(one, _mid_ranks(both)) - Fraction(one.n * (one.n + 1), 2)
    n, product = one.n + other.n, one.n * other.n
    spread = Fraction(product, 12) * (n + 1 - Fraction(_ties(both), n * (n - 1)))
    away = abs(first - Fraction(product, 2)) - Fraction(1, 2)
    if spread <= 0:
        return Tested("mann_whitney", float(first), 1.0)
    z = float(max(away, Fraction(0))) / sqrt(spread)
    return Tested("mann_whitney", float(first), min(1.0, 2 * float(special.ndtr(-z))))


def kruskal_wallis(samples: Sequence[Sample]) -> Tested:
    """Return the Kruskal-Wallis H, corrected for ties."""
    both = _joined(samples)
    n, ranks = sum(both.values()), _mid_ranks(both)
    freedom = len(samples) - 1
    untied = 1 - Fraction(_ties(both), n**3 - n) if n > 1 else Fraction(0)
    if untied == 0:
        return Tested("kruskal_wallis", 0.0, 1.0, (float(freedom),))
    squares = sum((_rank_sum(one, ranks) ** 2 / one.n for one in samples), Fraction(0))
    statistic = float((Fraction(12, n * (n + 1)) * squares - 3 * (n + 1)) / untied)
    return Tested("kruskal_wallis", statistic, float(special.chdtrc(freedom, statistic)),
                  (float(freedom),))  # fmt: skip


def wilcoxon(differences: Sample) -> Tested:
    """Return Wilcoxon's signed-rank test of paired differences, pairs without one left out.

    By the normal approximation, corrected for ties; the statistic is the smaller rank sum.
    """
    sizes: dict[Fraction, int] = {}
    for value, count in zip(differences.values, differences.counts, strict=True):
        if value != 0:
            sizes[abs(value)] = sizes.get(abs(value), 0) + count
    n, ranks = sum(sizes.values()), _mid_ranks(sizes)
    risen = sum(
        (ranks[value] * count for value, count in
         zip(differences.values, differences.counts, strict=True) if value > 0), Fraction(0)
    )  # fmt: skip
    spread = Fraction(n * (n + 1) * (2 * n + 1), 24) - Fraction(_ties(sizes), 48)
    lower = min(risen, Fraction(n * (n + 1), 2) - risen)
    if spread <= 0:
        return Tested("wilcoxon", float(lower), 1.0)
    z = float(lower - Fraction(n * (n + 1), 4)) / sqrt(spread)
    return Tested("wilcoxon", float(lower), min(1.0, 2 * float(special.ndtr(z))))


def rank_biserial(one: Sample, other: Sample, *, confidence: Fraction | float = 0.95) -> EffectSize:
    """Return how much more often a value of the first is above one of the second than below.

    From −1 to 1; its interval is DeLong's.
    """
    above = _above(one, other)
    below = [1 - share for share in _above(other, one)]
    area = sum((share * count for share, count in zip(above, one.counts, strict=True)),
               Fraction(0)) / one.n  # fmt: skip
    variance = sum(
        sum(((share - area) ** 2 * count for share, count in zip(shares, sample.counts,
                                                                 strict=True)), Fraction(0))
        / max(1, sample.n - 1) / sample.n
        for shares, sample in ((above, one), (below, other))
    )  # fmt: skip
    value = float(2 * area - 1)
    half = 2 * normal_quantile(confidence) * sqrt(variance)
    return EffectSize("rank_biserial", value, max(-1.0, value - half), min(1.0, value + half))


def _joined(samples: Sequence[Sample]) -> dict[Fraction, int]:
    joined: dict[Fraction, int] = {}
    for sample in samples:
        for value, count in zip(sample.values, sample.counts, strict=True):
            joined[value] = joined.get(value, 0) + count
    return joined


def _mid_ranks(counts: Mapping[Fraction, int]) -> dict[Fraction, Fraction]:
    """Return the mean rank that all who have a value share."""
    ranks, before = {}, 0
    for value in sorted(counts):
        ranks[value] = before + Fraction(counts[value] + 1, 2)
        before += counts[value]
    return ranks


def _rank_sum(sample: Sample, ranks: Mapping[Fraction, Fraction]) -> Fraction:
    return sum((ranks[value] * count for value, count in
                zip(sample.values, sample.counts, strict=True)), Fraction(0))  # fmt: skip


def _ties(counts: Mapping[Fraction, int]) -> int:
    return sum(count**3 - count for count in counts.values())


def _above(sample: Sample, other: Sample) -> list[Fraction]:
    """Return for each value the share of the other sample that it is above, ties by halves."""
    before, seen = [0, *accumulate(other.counts)], other.values
    return [
        Fraction(before[bisect_left(seen, one)] + before[bisect_right(seen, one)], 2 * other.n)
        for one in sample.values
    ]
