"""Three groups and more: classic and Welch's ANOVA, Levene's test, eta and omega squared.

Sources: Fisher's one-way ANOVA; Welch (1951); Levene (1960), about the mean as Thai reports
have it or about the median (Brown and Forsythe 1974); Steiger (2004) for the interval of η².
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf

from scipy import special

from pmqa_analysis.measure.sample import Moments, Sample
from pmqa_analysis.measure.tested import EffectSize, Tested

__all__ = ["classic_anova", "eta_squared", "levene", "omega_squared", "welch_anova"]


def classic_anova(groups: Sequence[Moments]) -> Tested:
    """Return the one-way ANOVA of means, from n, mean and variance of each group."""
    between, within = _sums_of_squares(groups)
    first, second = len(groups) - 1, sum(one.n for one in groups) - len(groups)
    if within == 0 or second < 1:
        return _certain("anova", between, first, second)
    statistic = float((between / first) / (within / second))
    return Tested("anova", statistic, float(special.fdtrc(first, second, statistic)),
                  (float(first), float(second)))  # fmt: skip


def welch_anova(groups: Sequence[Moments]) -> Tested:
    """Return Welch's ANOVA: the variances may differ.

    Where a group does not vary at all it cannot be weighted; p is then 1 without a difference
    and 0 with one between such groups, else that of the classic test. Between groups that were
    all asked whole nothing is left to chance.
    """
    number = len(groups)
    if all(one.error_variance == 0 for one in groups):
        between, _ = _sums_of_squares(groups)
        return _certain("welch_anova", between, number - 1, sum(one.n - 1 for one in groups))
    if any(one.error_variance == 0 for one in groups):
        found = classic_anova(groups)
        return Tested("welch_anova", found.statistic, found.p, found.freedom)
    weights = [float(1 / one.error_variance) for one in groups]
    total = sum(weights)
    means = [float(one.mean) for one in groups]
    middle = sum(weight * mean for weight, mean in zip(weights, means, strict=True)) / total
    above = sum(
        weight * (mean - middle) ** 2 for weight, mean in zip(weights, means, strict=True)
    ) / (number - 1)
    spread = sum(
        (1 - weight / total) ** 2 / (one.n - 1) for weight, one in zip(weights, groups, strict=True)
    )
    statistic = above / (1 + 2 * (number - 2) / (number * number - 1) * spread)
    first, second = float(number - 1), (number * number - 1) / (3 * spread)
    return Tested("welch_anova", statistic, float(special.fdtrc(first, second, statistic)),
                  (first, second))  # fmt: skip


def levene(samples: Sequence[Sample], *, center: str = "mean") -> Tested:
    """Return Levene's test of equal variances: an ANOVA of distances from the ``center``.

    Args:
        samples: The values of each group.
        center: ``mean`` or ``median``.
    """
    distances = []
    for sample in samples:
        middle = sample.mean if center == "mean" else sample.median
        seen: dict[Fraction, int] = {}
        for value, count in zip(sample.values, sample.counts, strict=True):
            distance = abs(value - middle)
            seen[distance] = seen.get(distance, 0) + count
        distances.append(Sample.of(seen).moments())
    found = classic_anova(distances)
    return Tested(f"levene_{center}", found.statistic, found.p, found.freedom)


def eta_squared(groups: Sequence[Moments], *, confidence: float = 0.95) -> EffectSize | None:
    """Return the share of the variance that is between groups, with its noncentral-F interval.

    None where nothing varies.
    """
    between, within = _sums_of_squares(groups)
    if between + within == 0:
        return None
    value = float(between / (between + within))
    n, first = sum(one.n for one in groups), float(len(groups) - 1)
    second = n - len(groups)
    if within == 0 or second < 1:
        return EffectSize("eta_squared", value, value, value)
    statistic = float((between / Fraction(len(groups) - 1)) / (within / second))
    ends = [_noncentrality(statistic, first, second, (1 + side * confidence) / 2)
            for side in (1, -1)]  # fmt: skip
    low, high = (end / (end + n) for end in ends)
    return EffectSize("eta_squared", value, low, high)


def omega_squared(groups: Sequence[Moments]) -> float:
    """Return ω², which does not grow with the number of groups as η² does; never below 0."""
    between, within = _sums_of_squares(groups)
    first, second = len(groups) - 1, sum(one.n for one in groups) - len(groups)
    if between + within == 0 or second < 1:
        return 0.0
    error = within / second
    return max(0.0, float((between - first * error) / (between + within + error)))


def _sums_of_squares(groups: Sequence[Moments]) -> tuple[Fraction, Fraction]:
    """Return the sums of squares between and within groups, exact."""
    n = sum(one.n for one in groups)
    middle = sum((one.n * one.mean for one in groups), Fraction(0)) / n
    between = sum((one.n * (one.mean - middle) ** 2 for one in groups), Fraction(0))
    return between, sum(((one.n - 1) * one.variance for one in groups), Fraction(0))


def _certain(test: str, between: Fraction, first: int, second: int) -> Tested:
    differs = between != 0 and second >= 1
    return Tested(test, inf if differs else 0.0, 0.0 if differs else 1.0,
                  (float(first), float(second)))  # fmt: skip


def _noncentrality(statistic: float, first: float, second: float, cumulative: float) -> float:
    """Return the noncentrality under which F is at this quantile; 0 where even none is beyond."""
    if special.fdtr(first, second, statistic) <= cumulative:
        return 0.0
    low, high = 0.0, 1.0
    while special.ncfdtr(first, second, high, statistic) > cumulative:
        low, high = high, high * 2
    for _ in range(80):
        middle = (low + high) / 2
        beyond = special.ncfdtr(first, second, middle, statistic) > cumulative
        low, high = (middle, high) if beyond else (low, middle)
    return high
