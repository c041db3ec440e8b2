"""Two means, from n, mean and variance alone: t tests, intervals of the difference, Hedges' g.

Sources: Welch (1947) with the Satterthwaite degrees of freedom; Student's pooled t; Hedges and
Olkin (1985) for g and its interval. Where N is known the error variances are corrected for it.
"""

from __future__ import annotations

from fractions import Fraction
from math import copysign, inf, sqrt

from scipy import special

from pmqa_analysis.measure.intervals import Interval, t_quantile
from pmqa_analysis.measure.sample import Moments, exact_float
from pmqa_analysis.measure.tested import EffectSize, Tested

__all__ = [
    "difference_interval", "hedges_g", "one_sample_g", "one_sample_t", "student_t", "t_outcome",
    "welch_freedom", "welch_t",
]  # fmt: skip


def welch_t(one: Moments, other: Moments) -> Tested:
    """Return Welch's t test of two independent means: the variances may differ."""
    error = sqrt(one.error_variance + other.error_variance)
    return t_outcome("welch_t", one.mean - other.mean, error, welch_freedom(one, other))


def student_t(one: Moments, other: Moments) -> Tested:
    """Return Student's t test of two independent means: the variances are taken as equal."""
    freedom = one.n + other.n - 2
    return t_outcome("student_t", one.mean - other.mean, sqrt(_pooled_error(one, other)), freedom)


def one_sample_t(sample: Moments, value: Fraction) -> Tested:
    """Return the t test of a mean against a value: a target, a benchmark, or 0 for pairs."""
    error = sqrt(sample.error_variance)
    return t_outcome("one_sample_t", sample.mean - value, error, sample.n - 1)


def t_outcome(test: str, difference: Fraction, error: float, freedom: float) -> Tested:
    """Return the outcome of a t test.

    Without any error of sampling a difference is what it is: p is 0, or 1 for none.
    """
    if error == 0 or freedom <= 0:
        certain = error == 0 and difference != 0
        return Tested(test, copysign(inf, difference) if certain else 0.0,
                      0.0 if certain else 1.0, (freedom,))  # fmt: skip
    statistic = float(difference) / error
    return Tested(test, statistic, float(2 * special.stdtr(freedom, -abs(statistic))), (freedom,))


def welch_freedom(one: Moments, other: Moments) -> float:
    """Return the Satterthwaite degrees of freedom of the difference of two means."""
    mine, theirs = float(one.error_variance), float(other.error_variance)
    below = sum(
        error * error / (group.n - 1)
        for group, error in ((one, mine), (other, theirs))
        if group.n > 1
    )
    return (mine + theirs) ** 2 / below if below > 0 else float(one.n + other.n - 2)


def difference_interval(
    one: Moments, other: Moments, *, confidence: Fraction | float = 0.95, pooled: bool = False
) -> Interval:
    """Return the t interval of the difference of two means, Welch's or that of equal variances."""
    difference = one.mean - other.mean
    error = _pooled_error(one, other) if pooled else one.error_variance + other.error_variance
    freedom = one.n + other.n - 2 if pooled else welch_freedom(one, other)
    if error == 0 or freedom <= 0:
        return Interval(difference, difference)
    half = exact_float(t_quantile(confidence, freedom) * sqrt(error))
    return Interval(difference - half, difference + half)


def hedges_g(
    one: Moments, other: Moments, *, confidence: Fraction | float = 0.95
) -> EffectSize | None:
    """Return the difference in pooled deviations, corrected for small samples.

    None where neither group varies.
    """
    freedom = one.n + other.n - 2
    spread = (one.n - 1) * one.variance + (other.n - 1) * other.variance
    if freedom < 1 or spread == 0:
        return None
    d = float(one.mean - other.mean) / sqrt(spread / freedom)
    g = d * (1 - 3 / (4 * freedom - 1))
    error = sqrt((one.n + other.n) / (one.n * other.n) + g * g / (2 * (one.n + other.n)))
    half = t_quantile(confidence, freedom) * error
    return EffectSize("hedges_g", g, g - half, g + half)


def one_sample_g(
    sample: Moments, value: Fraction, *, confidence: Fraction | float = 0.95
) -> EffectSize | None:
    """Return the distance of a mean from a value in deviations, corrected for small samples."""
    if sample.n < 2 or sample.variance == 0:
        return None
    freedom = sample.n - 1
    g = float(sample.mean - value) / sample.deviation * (1 - 3 / (4 * freedom - 1))
    half = t_quantile(confidence, freedom) * sqrt(1 / sample.n + g * g / (2 * sample.n))
    return EffectSize("hedges_g", g, g - half, g + half)


def _pooled_error(one: Moments, other: Moments) -> Fraction:
    freedom = one.n + other.n - 2
    if freedom < 1:
        return Fraction(0)
    spread = ((one.n - 1) * one.variance + (other.n - 1) * other.variance) / freedom
    return spread * (one.correction / one.n + other.correction / other.n)
