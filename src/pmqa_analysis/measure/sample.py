"""A sample as the values seen and how often: all that a mean, a deviation or a rank needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import isfinite, sqrt
from typing import TypeVar

from pmqa_analysis.rounding import exact

_Number = TypeVar("_Number", int, str, Fraction)

__all__ = ["Moments", "Sample", "exact_float"]


def exact_float(value: float) -> Fraction:
    """Return a computed float as the decimal number that its shortest text names.

    A deviation or a p-value is no ratio of integers; this keeps every digit that it has.

    Raises:
        ValueError: If it is no finite number.
    """
    if not isfinite(value):
        raise ValueError("expected a finite number")
    return Fraction(Decimal(repr(float(value))))


@dataclass(frozen=True, slots=True)
class Moments:
    """How many values there are, their exact mean, and their variance (divisor n − 1).

    Attributes:
        variance: 0 for one value.
        population: How many there could have been (N), for the finite-population correction.
    """

    n: int
    mean: Fraction
    variance: Fraction
    population: int | None = None

    def __post_init__(self) -> None:
        """Check that there is a value, and no more than the population."""
        if self.n < 1 or self.variance < 0:
            raise ValueError(f"expected n of 1 or more and no negative variance, found n {self.n}")
        if self.population is not None and self.population < self.n:
            raise ValueError(f"n {self.n} exceeds the population {self.population}")

    @property
    def deviation(self) -> float:
        """Return the standard deviation."""
        return sqrt(self.variance)

    @property
    def correction(self) -> Fraction:
        """Return the finite-population correction of a variance of a mean, 1 − n/N."""
        return Fraction(1) if self.population is None else 1 - Fraction(self.n, self.population)

    @property
    def error_variance(self) -> Fraction:
        """Return the variance of the mean, s²/n (1 − n/N)."""
        return self.variance / self.n * self.correction


@dataclass(frozen=True)
class Sample:
    """Values, lowest first, and how often each was seen."""

    values: tuple[Fraction, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        """Check that values ascend and counts are positive."""
        ascending = all(one < two for one, two in zip(self.values, self.values[1:], strict=False))
        if len(self.values) != len(self.counts) or not ascending or min(self.counts, default=1) < 1:
            raise ValueError("expected ascending values, each with a positive count")

    @classmethod
    def of(cls, counts: Mapping[_Number, int]) -> Sample:
        """Return the sample of a count for each value; a count of 0 is left out."""
        seen: Counter[Fraction] = Counter()
        for value, count in counts.items():
            seen[exact(value)] += int(count)
        ordered = sorted((value, count) for value, count in seen.items() if count)
        return cls(tuple(value for value, _ in ordered), tuple(count for _, count in ordered))

    @classmethod
    def of_rows(cls, rows: Iterable[int | str | Fraction]) -> Sample:
        """Return the sample of one value a row."""
        seen: Counter[Fraction] = Counter(exact(row) for row in rows)
        return cls.of(seen)

    @cached_property
    def n(self) -> int:
        """Return how many values there are."""
        return sum(self.counts)

    @cached_property
    def total(self) -> Fraction:
        """Return the sum of the values."""
        pairs = zip(self.values, self.counts, strict=True)
        return sum((value * count for value, count in pairs), Fraction(0))

    @cached_property
    def squares(self) -> Fraction:
        """Return the sum of the squared values."""
        pairs = zip(self.values, self.counts, strict=True)
        return sum((value * value * count for value, count in pairs), Fraction(0))

    @property
    def mean(self) -> Fraction:
        """Return the exact mean.

        Raises:
            ValueError: If there is no value.
        """
        if self.n == 0:
            raise ValueError("an empty sample has no mean")
        return self.total / self.n

    @property
    def variance(self) -> Fraction:
        """Return the exact variance with divisor n − 1; 0 for one value."""
        if self.n < 2:
            return Fraction(0)
        return (self.n * self.squares - self.total * self.total) / (self.n * (self.n - 1))

    @property
    def median(self) -> Fraction:
        """Return the middle value, or the mean of the middle two."""
        return (self.at((self.n - 1) // 2) + self.at(self.n // 2)) / 2

    def at(self, rank: int) -> Fraction:
        """Return the value at a rank, counted from 0.

        Raises:
            ValueError: If there is no such rank.
        """
        seen = 0
        for value, count in zip(self.values, self.counts, strict=True):
            seen += count
            if rank < seen:
                return value
        raise ValueError(f"a sample of {self.n} has no rank {rank}")

    def moments(self, population: int | None = None) -> Moments:
        """Return n, mean and variance."""
        return Moments(self.n, self.mean, self.variance, population)

    def __add__(self, other: Sample) -> Sample:
        """Return both samples as one."""
        mine = Counter(dict(zip(self.values, self.counts, strict=True)))
        mine.update(dict(zip(other.values, other.counts, strict=True)))
        return Sample.of(mine)
