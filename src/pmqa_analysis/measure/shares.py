"""Tests of shares, from the counts alone: z, χ², Fisher, McNemar; with sizes and intervals.

Sources: Pearson (1900); Fisher (1935) where an expected count is under 5; Newcombe (1998),
method 10, for a difference; Cohen (1988) for h; Smithson (2003) for Cramér's V; McNemar (1947).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import asin, inf, sqrt

from scipy import special

from pmqa_analysis.measure.intervals import Interval, normal_quantile, wilson_interval
from pmqa_analysis.measure.sample import exact_float
from pmqa_analysis.measure.tested import EffectSize, Tested

__all__ = [
    "Share", "chi_square", "cohen_h", "cramers_v", "fisher", "mcnemar", "one_share_binomial",
    "one_share_h",
    "one_share_z", "share_difference_interval", "two_shares", "two_shares_z",
]  # fmt: skip

Share = tuple[int, int]
_LEAST_EXPECTED = 5


def two_shares(one: Share, other: Share) -> Tested:
    """Return the test of two shares: z, or Fisher's where an expected count is under 5."""
    return fisher(one, other) if _is_sparse(_table(one, other)) else two_shares_z(one, other)


def two_shares_z(one: Share, other: Share, *, corrections: tuple[float, float] = (1, 1)) -> Tested:
    """Return the z test of two shares with the pooled variance.

    Args:
        one: Count and n.
        other: Count and n.
        corrections: What each side's variance is multiplied by where N is known.
    """
    pooled = Fraction(one[0] + other[0], one[1] + other[1])
    difference = float(Fraction(*one) - Fraction(*other))
    error = float(pooled * (1 - pooled)) * (corrections[0] / one[1] + corrections[1] / other[1])
    if error == 0:
        return Tested("two_shares_z", inf if difference else 0.0, 0.0 if difference else 1.0)
    z = difference / sqrt(error)
    return Tested("two_shares_z", z, float(2 * special.ndtr(-abs(z))))


def chi_square(table: Sequence[Sequence[int]]) -> Tested:
    """Return Pearson's χ² of a table of counts, rows and columns without any left out."""
    rows, expected = _expected(table)
    statistic = float(sum(
        (count - expect) ** 2 / expect
        for row, expects in zip(rows, expected, strict=True)
        for count, expect in zip(row, expects, strict=True)
    ))  # fmt: skip
    freedom = (len(rows) - 1) * (len(rows[0]) - 1) if rows else 0
    p = float(special.chdtrc(freedom, statistic)) if freedom else 1.0
    return Tested("chi_square", statistic, p, (float(freedom),))


def fisher(one: Share, other: Share) -> Tested:
    """Return Fisher's exact test of two shares; its statistic is the odds ratio."""
    from scipy import stats

    found = stats.fisher_exact(_table(one, other))
    odds = float(found.statistic)
    return Tested("fisher", odds if odds == odds else 1.0, float(found.pvalue))  # noqa: PLR0124


def mcnemar(gained: int, lost: int) -> Tested:
    """Return McNemar's exact test of paired shares.

    Args:
        gained: Pairs that were not counted before and are now.
        lost: Pairs that were counted before and are no more.
    """
    n, less = gained + lost, min(gained, lost)
    p = min(1.0, 2 * float(special.bdtr(less, n, 0.5))) if n else 1.0
    return Tested("mcnemar", float(gained), p)


def one_share_z(share: Share, value: Fraction, *, correction: float = 1) -> Tested:
    """Return the score test of a share against a value: a target, a benchmark."""
    count, n = share
    error = float(value * (1 - value)) / n * correction
    difference = float(Fraction(count, n) - value)
    if error == 0:
        return Tested("one_share_z", inf if difference else 0.0, 0.0 if difference else 1.0)
    z = difference / sqrt(error)
    return Tested("one_share_z", z, float(2 * special.ndtr(-abs(z))))


def one_share_binomial(share: Share, value: Fraction) -> Tested:
    """Return the exact binomial test of a share against a value."""
    from scipy import stats

    found = stats.binomtest(share[0], share[1], float(value))
    return Tested("one_share_binomial", float(share[0]), float(found.pvalue))


def share_difference_interval(
    one: Share, other: Share, *, confidence: Fraction | float = 0.95,
    populations: tuple[int | None, int | None] = (None, None),
) -> Interval:  # fmt: skip
    """Return Newcombe's interval of the difference of two shares, from their Wilson intervals."""
    mine, theirs = Fraction(*one), Fraction(*other)
    first = wilson_interval(*one, confidence=confidence, population=populations[0])
    second = wilson_interval(*other, confidence=confidence, population=populations[1])
    difference = mine - theirs
    down = exact_float(sqrt((mine - first.low) ** 2 + (second.high - theirs) ** 2))
    up = exact_float(sqrt((first.high - mine) ** 2 + (theirs - second.low) ** 2))
    return Interval(difference - down, difference + up)


def cohen_h(one: Share, other: Share, *, confidence: Fraction | float = 0.95) -> EffectSize:
    """Return the difference of two shares on the arcsine scale, with its normal interval."""
    value = 2 * asin(sqrt(Fraction(*one))) - 2 * asin(sqrt(Fraction(*other)))
    half = normal_quantile(confidence) * sqrt(1 / one[1] + 1 / other[1])
    return EffectSize("cohen_h", value, value - half, value + half)


def one_share_h(
    share: Share, value: Fraction, *, confidence: Fraction | float = 0.95
) -> EffectSize:
    """Return the distance of a share from a value on the arcsine scale, with its interval."""
    distance = 2 * asin(sqrt(Fraction(*share))) - 2 * asin(sqrt(value))
    half = normal_quantile(confidence) / sqrt(share[1])
    return EffectSize("cohen_h", distance, distance - half, distance + half)


def cramers_v(table: Sequence[Sequence[int]], *, confidence: float = 0.95) -> EffectSize | None:
    """Return Cramér's V of a table, with its noncentral-χ² interval; None for one row or column."""
    found = chi_square(table)
    rows, _ = _expected(table)
    least = min(len(rows), len(rows[0])) - 1 if rows else 0
    if least < 1:
        return None
    n, freedom = sum(map(sum, rows)), found.freedom[0]
    ends = [_noncentrality(found.statistic, freedom, (1 + side * confidence) / 2)
            for side in (1, -1)]  # fmt: skip
    low, high = (min(1.0, sqrt((end + freedom * (end > 0)) / (n * least))) for end in ends)
    return EffectSize("cramers_v", sqrt(found.statistic / (n * least)), low, high)


def _noncentrality(statistic: float, freedom: float, cumulative: float) -> float:
    if special.chdtr(freedom, statistic) <= cumulative:
        return 0.0
    return float(special.chndtrinc(statistic, freedom, cumulative))


def _table(one: Share, other: Share) -> list[list[int]]:
    return [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]


def _expected(
    table: Sequence[Sequence[int]],
) -> tuple[list[list[int]], list[list[Fraction]]]:
    """Return the rows and columns that are not empty, and the counts expected in them."""
    rows = [list(row) for row in table if sum(row)]
    columns = [place for place in range(len(rows[0]) if rows else 0)
               if sum(row[place] for row in rows)]  # fmt: skip
    kept = [[row[place] for place in columns] for row in rows]
    n, sums = sum(map(sum, kept)), [sum(column) for column in zip(*kept, strict=True)]
    return kept, [[Fraction(sum(row) * column, n) for column in sums] for row in kept]


def _is_sparse(table: Sequence[Sequence[int]]) -> bool:
    _, expected = _expected(table)
    return any(expect < _LEAST_EXPECTED for row in expected for expect in row)
