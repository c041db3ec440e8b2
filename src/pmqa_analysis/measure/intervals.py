"""Confidence intervals of shares and means, with the finite-population correction where N is known.

Sources: Wilson (1927) for a share; Student's t for a mean; Cochran, Sampling Techniques (1977),
2.6 and 3.2 for the corrections.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from scipy import special

from pmqa_analysis.measure.sample import Moments, exact_float

__all__ = [
    "Interval", "effective_n", "mean_interval", "normal_quantile", "share_margin", "t_quantile",
    "wilson_interval",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interval:
    """The two ends of a confidence interval."""

    low: Fraction
    high: Fraction


def normal_quantile(confidence: Fraction | float) -> float:
    """Return how many standard errors a two-sided normal interval reaches: 1.96 for 0.95."""
    return float(special.ndtri((1 + float(confidence)) / 2))


def t_quantile(confidence: Fraction | float, freedom: float) -> float:
    """Return how many standard errors a two-sided t interval reaches."""
    return float(special.stdtrit(freedom, (1 + float(confidence)) / 2))


def effective_n(n: int, population: int | None) -> float | None:
    """Return the answers that a sample from an endless population would need: n (N − 1)/(N − n).

    None where everybody answered: then there is no error of sampling at all.

    Raises:
        ValueError: If there are more answers than people.
    """
    if population is None:
        return float(n)
    if n > population:
        raise ValueError(f"n {n} exceeds the population {population}")
    return None if n == population else n * (population - 1) / (population - n)


def wilson_interval(
    count: int | Fraction, n: int | Fraction, *, confidence: Fraction | float = 0.95,
    population: int | None = None,
) -> Interval:  # fmt: skip
    """Return Wilson's score interval of a share; with N, that of the effective number of answers.

    Raises:
        ValueError: If there is no answer.
    """
    if n <= 0:
        raise ValueError("a share of nobody has no interval")
    share = Fraction(count) / Fraction(n)
    size = effective_n(int(n), population) if population is not None else float(n)
    if size is None:
        return Interval(share, share)
    # Of the smaller half, mirrored back: so that the interval of n − x is the exact mirror.
    if share > Fraction(1, 2):
        other = _wilson(float(1 - share), size, normal_quantile(confidence))
        return Interval(1 - other.high, 1 - other.low)
    found = _wilson(float(share), size, normal_quantile(confidence))
    return Interval(found.low, 1 - found.low) if share == Fraction(1, 2) else found


def _wilson(share: float, size: float, z: float) -> Interval:
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    low = 0.0 if share == 0 else max(0.0, middle - half)
    return Interval(exact_float(low), exact_float(min(1.0, middle + half)))


def mean_interval(moments: Moments, *, confidence: Fraction | float = 0.95) -> Interval | None:
    """Return the t interval of a mean, or None for fewer than two values."""
    if moments.n < 2:
        return None
    half = exact_float(
        t_quantile(confidence, moments.n - 1) * sqrt(moments.error_variance)
    )  # fmt: skip
    return Interval(moments.mean - half, moments.mean + half)


def share_margin(
    share: Fraction, n: int, *, population: int | None = None, confidence: Fraction | float = 0.95
) -> Fraction:
    """Return the margin of error of a share: z √(pq/n · (N − n)/(N − 1)), as a share."""
    size = effective_n(n, population)
    if size is None:
        return Fraction(0)
    return exact_float(normal_quantile(confidence) * sqrt(share * (1 - share) / Fraction(size)))
