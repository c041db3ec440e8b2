"""Reliability of a scale from cross-products: of complete cases, or pair by pair.

Sources: Cronbach (1951); Feldt (1965) for the interval of alpha; McDonald (1999) for ω_total of
one common factor, by unweighted least squares (minres).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
from scipy import special

from pmqa_analysis.measure.factors import correlations, fit_factors
from pmqa_analysis.measure.intervals import Interval
from pmqa_analysis.measure.products import Scatter
from pmqa_analysis.measure.sample import exact_float

__all__ = [
    "ItemReliability", "Reliability", "alpha_interval", "cronbach_alpha", "estimate_reliability",
    "omega_total",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemReliability:
    """One item of a scale.

    Attributes:
        item_total_r: Its correlation with the sum of the other items; None where one of the
            two does not vary.
        alpha_deleted: Alpha of the scale without it; None with fewer than three items.
    """

    item: str
    item_total_r: float | None
    alpha_deleted: Fraction | None


@dataclass(frozen=True)
class Reliability:
    """How well the items of a scale go together.

    Attributes:
        n: How many answered all items, or the two that the fewest did.
        alpha: Exact; None where nothing varies or there are fewer than two items.
        interval: Feldt's interval of alpha.
        standardized: Alpha of the correlations.
        mean_r: The mean correlation of two items.
        omega: ω_total; None where no common factor can be found.
        correlations: The inter-item matrix; None where an item does not vary.
    """

    items: tuple[ItemReliability, ...]
    n: int
    alpha: Fraction | None
    interval: Interval | None
    standardized: float | None
    mean_r: float | None
    omega: float | None
    correlations: tuple[tuple[float, ...], ...] | None


def estimate_reliability(products: Scatter, *, confidence: Fraction | float = 0.95) -> Reliability:
    """Return the reliability of a scale from cross-products: of complete cases, or pair by pair."""
    alpha = cronbach_alpha(products)
    matrix = correlations(products)
    size = len(products.items)
    mean_r = (
        None if matrix is None or size < 2 else float((matrix.sum() - size) / (size * (size - 1)))
    )
    return Reliability(
        items=tuple(_item(products, place) for place in range(size)),
        n=products.n,
        alpha=alpha,
        interval=alpha_interval(alpha, products.n, size, confidence=confidence),
        standardized=None if mean_r is None else size * mean_r / (1 + (size - 1) * mean_r),
        mean_r=mean_r,
        omega=None if matrix is None else omega_total(products),
        correlations=None if matrix is None else tuple(tuple(row) for row in matrix.tolist()),
    )


def cronbach_alpha(products: Scatter) -> Fraction | None:
    """Return alpha, k/(k − 1) · (1 − Σs²/s²_total), exact; None where nothing varies."""
    size, scatter = len(products.items), products.scatter()
    total = sum((Fraction(one) for row in scatter for one in row), Fraction(0))
    if size < 2 or products.n < 2 or total == 0:
        return None
    own = sum((Fraction(scatter[place][place]) for place in range(size)), Fraction(0))
    return Fraction(size, size - 1) * (1 - own / total)


def alpha_interval(
    alpha: Fraction | None, n: int, size: int, *, confidence: Fraction | float = 0.95
) -> Interval | None:
    """Return Feldt's interval of alpha, by F with n − 1 and (n − 1)(k − 1) degrees of freedom."""
    if alpha is None or n < 2:
        return None
    first, second = n - 1, (n - 1) * (size - 1)
    tail = (1 - float(confidence)) / 2
    ends = (special.fdtri(first, second, p) for p in (1 - tail, tail))
    low, high = (exact_float(1 - float(1 - alpha) * float(end)) for end in ends)
    return Interval(low, high)


def omega_total(products: Scatter) -> float | None:
    """Return ω_total of one common factor of the correlations, (Σλ)²/((Σλ)² + Σ(1 − λ²)).

    None for fewer than three items, or where no proper factor is found.
    """
    if len(products.items) < 3:
        return None
    found = fit_factors(products, 1)
    if found is None:
        return None
    loadings = np.array([row[0] for row in found.loadings])
    common = float(loadings.sum() ** 2)
    return common / (common + float((1 - loadings**2).sum()))


def _item(products: Scatter, place: int) -> ItemReliability:
    scatter = products.scatter()
    others = [one for one in range(len(products.items)) if one != place]
    rest = sum(scatter[one][other] for one in others for other in others)
    shared = sum(scatter[place][other] for other in others)
    spread = scatter[place][place] * rest
    r = shared / sqrt(spread) if spread > 0 else None
    without = products.chosen([products.items[one] for one in others])
    return ItemReliability(products.items[place], r, cronbach_alpha(without))
