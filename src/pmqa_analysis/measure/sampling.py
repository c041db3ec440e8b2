"""How many were asked, answered and would be needed; and means put together from strata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt

from pmqa_analysis.measure.intervals import Interval, normal_quantile, t_quantile
from pmqa_analysis.measure.sample import Moments, exact_float

__all__ = [
    "StratifiedMean", "cochran_size", "kish_effect", "response_rate", "stratify", "yamane_size",
]  # fmt: skip


def response_rate(answered: int, asked: int) -> Fraction:
    """Return the share of those asked who answered.

    Raises:
        ValueError: If nobody was asked, or more answered than were.
    """
    if not asked > 0 or answered > asked:
        raise ValueError(f"{answered} of {asked} is no response rate")
    return Fraction(answered, asked)


def yamane_size(population: int, error: Fraction = Fraction(5, 100)) -> int:
    """Return the sample that Yamane (1967) asks for, N / (1 + N e²), rounded up."""
    return ceil(population / (1 + population * error * error))


def cochran_size(
    population: int | None = None, error: Fraction = Fraction(5, 100), *,
    share: Fraction = Fraction(1, 2), confidence: Fraction = Fraction(95, 100),
) -> int:  # fmt: skip
    """Return the sample that Cochran (1977, 4.4) asks for, z²pq/e², corrected for N, rounded up.

    ``share`` is the share expected; a half asks for most.
    """
    first = exact_float(normal_quantile(confidence)) ** 2 * share * (1 - share) / error**2
    return ceil(first if population is None else first / (1 + (first - 1) / population))


def kish_effect(weights: Sequence[tuple[Fraction, int]]) -> Fraction:
    """Return Kish's design effect of weights, n Σw² / (Σw)²; each weight with how many have it."""
    n = sum(count for _, count in weights)
    total = sum((weight * count for weight, count in weights), Fraction(0))
    squares = sum((weight * weight * count for weight, count in weights), Fraction(0))
    return n * squares / (total * total)


@dataclass(frozen=True, slots=True)
class StratifiedMean:
    """A mean over strata, weighted by their populations.

    Attributes:
        error_variance: Its variance, exact.
        freedom: Degrees of freedom: answers less strata.
    """

    mean: Fraction
    error_variance: Fraction
    freedom: int

    @property
    def standard_error(self) -> float:
        """Return the standard error."""
        return sqrt(self.error_variance)

    def interval(self, confidence: Fraction | float = 0.95) -> Interval:
        """Return the t interval."""
        half = exact_float(t_quantile(confidence, self.freedom) * self.standard_error)
        return Interval(self.mean - half, self.mean + half)


def stratify(strata: Sequence[Moments], *, corrected: bool = True) -> StratifiedMean:
    """Return the mean of several strata, each weighted by its population (Cochran 1977, 5.3).

    Args:
        strata: The answers of each, with its population.
        corrected: Whether to use the finite-population correction of each stratum.

    Raises:
        ValueError: If a population is not known.
    """
    whole = 0
    for one in strata:
        if one.population is None:
            raise ValueError("a stratum needs its population")
        whole += one.population
    mean, variance = Fraction(0), Fraction(0)
    for one in strata:
        weight = Fraction(one.population or 0, whole)
        error = one.error_variance if corrected else one.variance / one.n
        mean += weight * one.mean
        variance += weight * weight * error
    return StratifiedMean(mean, variance, sum(one.n for one in strata) - len(strata))
