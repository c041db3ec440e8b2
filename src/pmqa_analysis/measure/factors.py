"""The factor structure of an instrument from the correlations that its counts give.

Loadings are those of statsmodels' ``Factor`` by iterated principal axes, which end at the
least-squares (minres) solution. Sources: Kaiser (1974) and Dziuban and Shirkey (1974) for KMO;
Bartlett (1950); Horn (1965) with the 95th percentile of Glorfeld (1995) for parallel analysis.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
from scipy import special

from pmqa_analysis.measure.products import Scatter
from pmqa_analysis.measure.tested import Tested

__all__ = [
    "FactorSolution", "Structure", "bartlett_sphericity", "correlations", "estimate_structure",
    "fit_factors", "kmo", "parallel_eigenvalues",
]  # fmt: skip

Matrix = npt.NDArray[np.float64]
DRAWS, SEED, PERCENTILE = 200, 2567, 95
ROTATIONS = ("none", "varimax", "oblimin", "promax")
_ITERATIONS, _TOLERANCE = 5000, 1e-10


@dataclass(frozen=True)
class FactorSolution:
    """Factors and the items that load on them.

    Attributes:
        items: In the order of the rows.
        loadings: One row an item, one column a factor.
        communalities: The share of each item's variance that the factors explain.
        rotation: The name of the rotation.
    """

    items: tuple[str, ...]
    loadings: tuple[tuple[float, ...], ...]
    communalities: tuple[float, ...]
    rotation: str


@dataclass(frozen=True)
class Structure:
    """What the correlations of an instrument say of its factors.

    Attributes:
        n: How many answered all items.
        eigenvalues: Of the correlation matrix, largest first.
        reference: Those that chance alone gives (parallel analysis).
        factors: How many eigenvalues in a row are above chance.
        kmo: Sampling adequacy of the whole; None where the matrix cannot be inverted.
        kmo_items: The same of each item.
        sphericity: Bartlett's test; None likewise.
        solution: The loadings of that many factors; None where there is no proper solution.
    """

    n: int
    eigenvalues: tuple[float, ...]
    reference: tuple[float, ...]
    factors: int
    kmo: float | None
    kmo_items: tuple[float, ...] | None
    sphericity: Tested | None
    solution: FactorSolution | None


def estimate_structure(
    products: Scatter, *, factors: int | None = None, rotation: str = "varimax"
) -> Structure | None:
    """Return the factor structure of an instrument; None where an item does not vary.

    Args:
        products: How its items vary together.
        factors: How many; those above chance otherwise, one at least.
        rotation: One of :data:`ROTATIONS`.
    """
    matrix = correlations(products)
    if matrix is None:
        return None
    eigenvalues = np.linalg.eigvalsh(matrix)[::-1]
    reference = parallel_eigenvalues(products.n, len(matrix))
    above = int(np.argmin([*(eigenvalues > reference), False]))
    adequacy = kmo(matrix)
    return Structure(
        n=products.n,
        eigenvalues=tuple(eigenvalues.tolist()),
        reference=tuple(reference.tolist()),
        factors=above,
        kmo=None if adequacy is None else adequacy[0],
        kmo_items=None if adequacy is None else adequacy[1],
        sphericity=bartlett_sphericity(matrix, products.n),
        solution=fit_factors(products, factors or max(1, above), rotation=rotation),
    )


def correlations(products: Scatter) -> Matrix | None:
    """Return the correlation matrix; None where an item does not vary."""
    scatter = products.scatter()
    own = np.array([float(scatter[place][place]) for place in range(len(scatter))])
    if products.n < 2 or not len(own) or (own <= 0).any():
        return None
    roots = np.sqrt(own)
    matrix = np.array([[float(one) for one in row] for row in scatter]) / np.outer(roots, roots)
    np.fill_diagonal(matrix, 1.0)
    return matrix


def fit_factors(
    products: Scatter, factors: int, *, rotation: str = "none"
) -> FactorSolution | None:
    """Return the loadings of so many factors; None where there is no proper solution.

    A factor's sign is such that its loadings sum to no less than 0.
    """
    from statsmodels.multivariate.factor import Factor

    matrix = correlations(products)
    if matrix is None or not 1 <= factors < len(matrix) or kmo(matrix) is None:
        return None
    model = Factor(corr=matrix, n_factor=factors, method="pa", nobs=products.n)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = model.fit(maxiter=_ITERATIONS, tol=_TOLERANCE)
        if rotation != "none" and factors > 1:
            found.rotate(rotation)
    loadings = np.asarray(found.loadings)
    communalities = np.asarray(found.communality)
    if not np.isfinite(loadings).all() or (communalities > 1).any():
        return None
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1, 1)
    return FactorSolution(
        products.items, tuple(tuple(row) for row in loadings.tolist()),
        tuple(communalities.tolist()), rotation,
    )  # fmt: skip


def kmo(matrix: Matrix) -> tuple[float, tuple[float, ...]] | None:
    """Return the Kaiser-Meyer-Olkin adequacy of the whole and of each item."""
    if np.linalg.cond(matrix) > 1e12:
        return None
    inverse = np.linalg.inv(matrix)
    roots = np.sqrt(np.diag(inverse))
    partial = (inverse / np.outer(roots, roots)) ** 2
    simple = matrix**2
    np.fill_diagonal(partial, 0)
    np.fill_diagonal(simple, 0)
    whole = float(simple.sum() / (simple.sum() + partial.sum()))
    items = simple.sum(axis=0) / (simple.sum(axis=0) + partial.sum(axis=0))
    return whole, tuple(items.tolist())


def bartlett_sphericity(matrix: Matrix, n: int) -> Tested | None:
    """Return Bartlett's test that no two items are correlated at all."""
    size = len(matrix)
    determinant = float(np.linalg.det(matrix))
    if determinant <= 0:
        return None
    statistic = -log(determinant) * (n - 1 - (2 * size + 5) / 6)
    freedom = size * (size - 1) / 2
    return Tested("bartlett_sphericity", statistic, float(special.chdtrc(freedom, statistic)),
                  (freedom,))  # fmt: skip


def parallel_eigenvalues(n: int, size: int) -> Matrix:
    """Return the eigenvalues that so many uncorrelated items of n respondents have by chance.

    The 95th percentile of :data:`DRAWS` draws, always the same ones: the sum of products of n
    normal rows is drawn as a whole (Wishart), so that it takes no longer for millions.
    """
    draw = np.random.default_rng(SEED)
    freedom = np.maximum(n - 1 - np.arange(size), 1)
    found = np.empty((DRAWS, size))
    for number in range(DRAWS):
        root = np.tril(draw.standard_normal((size, size)), -1)
        np.fill_diagonal(root, np.sqrt(draw.chisquare(freedom)))
        spread = root @ root.T
        scale = np.sqrt(np.diag(spread))
        found[number] = np.linalg.eigvalsh(spread / np.outer(scale, scale))[::-1]
    return np.asarray(np.percentile(found, PERCENTILE, axis=0))
