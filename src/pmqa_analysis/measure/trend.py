"""Mann-Kendall's test of a trend over a few years, exact below ten.

Source: Mann (1945), Kendall (1975). The exact distribution of S with ties is that of the
inversions of a multiset: a Gaussian multinomial coefficient.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import factorial, prod, sqrt

from scipy import special

from pmqa_analysis.measure.tested import Tested

__all__ = ["EXACT_BELOW", "LEAST_YEARS", "mann_kendall"]

LEAST_YEARS = 5
EXACT_BELOW = 10


def mann_kendall(values: Sequence[Fraction]) -> Tested | None:
    """Return Mann-Kendall's S and its two-sided p, exact for fewer than ten values.

    None for no value at all. With four values or fewer no trend can be significant: see
    :data:`LEAST_YEARS`.
    """
    if not values:
        return None
    score = sum(
        (later > earlier) - (later < earlier)
        for place, earlier in enumerate(values)
        for later in values[place + 1 :]
    )
    tied = list(Counter(values).values())
    if len(values) < EXACT_BELOW:
        return Tested("mann_kendall_exact", float(score), float(_exact_p(score, tied)))
    return Tested("mann_kendall_normal", float(score), _normal_p(score, len(values), tied))


def _exact_p(score: int, tied: Sequence[int]) -> Fraction:
    """Return the share of all orders of the values whose |S| is as large."""
    inversions = _inversions(tied)
    pairs = len(inversions) - 1
    orders = factorial(sum(tied)) // prod(factorial(one) for one in tied)
    as_large = sum(
        ways for found, ways in enumerate(inversions) if abs(pairs - 2 * found) >= abs(score)
    )
    return Fraction(as_large, orders)


def _inversions(tied: Sequence[int]) -> list[int]:
    """Return in how many orders of a multiset there are 0, 1, 2 … inversions."""
    found, before = [1], 0
    for count in tied:
        for place in range(1, count + 1):
            found = _divided(_multiplied(found, before + place), place)
        before += count
    return found


def _multiplied(polynomial: Sequence[int], length: int) -> list[int]:
    """Return a polynomial times 1 + q + … + q^(length − 1)."""
    product = [0] * (len(polynomial) + length - 1)
    for place, factor in enumerate(polynomial):
        for shift in range(length):
            product[place + shift] += factor
    return product


def _divided(polynomial: Sequence[int], length: int) -> list[int]:
    """Return a polynomial divided by 1 + q + … + q^(length − 1), which goes without a rest."""
    rest, quotient = list(polynomial), []
    for place in range(len(polynomial) - length + 1):
        factor = rest[place]
        quotient.append(factor)
        for shift in range(length):
            rest[place + shift] -= factor
    return quotient


def _normal_p(score: int, n: int, tied: Sequence[int]) -> float:
    spread = n * (n - 1) * (2 * n + 5) - sum(one * (one - 1) * (2 * one + 5) for one in tied)
    if spread == 0 or score == 0:
        return 1.0
    z = (abs(score) - 1) / sqrt(spread / 18)
    return float(2 * special.ndtr(-z))
