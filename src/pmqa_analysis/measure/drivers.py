"""What goes with overall satisfaction or engagement: correlations and relative importance.

From cross-products alone, of complete cases or pair by pair. Importance is a share of R²:
Shapley's (LMG, Lindeman, Merenda and Gold 1980) for few drivers, Johnson's (2000) weights for
many. The interval comes from correlation matrices drawn as a whole (Wishart), not from
respondents drawn again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import atanh, comb, sqrt, tanh

import numpy as np
import numpy.typing as npt

from pmqa_analysis.measure.intervals import normal_quantile
from pmqa_analysis.measure.products import Scatter
from pmqa_analysis.measure.survey_figures import MeasuredSurvey

__all__ = [
    "Correlation", "Driver", "Drivers", "correlate", "estimate_drivers", "johnson_weights",
    "lmg_shares", "lowest_items", "strongest_items",
]  # fmt: skip

Matrix = npt.NDArray[np.float64]
MOST_FOR_LMG, DRAWS, SEED = 8, 200, 2567


@dataclass(frozen=True, slots=True)
class Correlation:
    """The correlation of two scores or items, with Fisher's interval; n complete cases."""

    name: str
    r: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Driver:
    """One driver among all.

    Attributes:
        share: Its share of the variance explained; the shares add to 1.
        low: Lower end of the interval of the share.
        high: Upper end.
        rank: 1 for the most important.
        rank_low: The best rank that the interval holds.
        rank_high: The worst.
    """

    name: str
    correlation: Correlation
    share: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int


@dataclass(frozen=True)
class Drivers:
    """The drivers of an outcome, the most important first.

    Attributes:
        method: ``lmg`` or ``johnson``.
        r_squared: How much of the outcome's variance all of them explain.
        n: The complete cases.
        first_is_stable: Whether the first is the first in 95 % of the draws.
    """

    outcome: str
    method: str
    r_squared: float
    n: int
    drivers: tuple[Driver, ...]
    first_is_stable: bool


def estimate_drivers(
    survey: MeasuredSurvey, outcome: str, drivers: Sequence[str], *, confidence: float = 0.95
) -> Drivers | None:
    """Return the relative importance of items or scores for an outcome, an item or score.

    None where fewer answered everything than the minimum or than a test needs, or where a
    driver does not vary or repeats the others.

    Raises:
        ValueError: If an item stands in the outcome and in a driver.
    """
    names = [outcome, *drivers]
    members = _members(survey, names)
    if set(members[outcome]) & {item for name in drivers for item in members[name]}:
        raise ValueError("an item of the outcome cannot be a driver of it")
    products = survey.scale("all")
    matrix = _correlations(products, members)
    if matrix is None or products.n < max(survey.minimum, survey.rules.item_answers):
        return None
    if products.n < len(names) + 2 or np.linalg.cond(matrix[1:, 1:]) > 1e10:
        return None
    method = "lmg" if len(drivers) <= MOST_FOR_LMG else "johnson"
    share_of = lmg_shares if method == "lmg" else johnson_weights
    raw = share_of(matrix[None])[0]
    drawn = share_of(_drawn(matrix, products.n))
    drawn = drawn / drawn.sum(axis=1, keepdims=True)
    tail = 50 * (1 - confidence)
    lows, highs = np.percentile(drawn, [tail, 100 - tail], axis=0)
    ranks = _ranks(drawn)
    rank_lows, rank_highs = np.percentile(ranks, [tail, 100 - tail], axis=0, method="nearest")
    shares, own = raw / raw.sum(), _ranks(raw[None])[0]
    found = [
        Driver(name, _correlation(name, float(matrix[0, place + 1]), products.n, confidence),
               float(shares[place]), float(lows[place]), float(highs[place]), int(own[place]),
               int(rank_lows[place]), int(rank_highs[place]))
        for place, name in enumerate(drivers)
    ]  # fmt: skip
    first = int(np.argmin(own))
    return Drivers(outcome, method, float(raw.sum()), products.n,
                   tuple(sorted(found, key=lambda one: one.rank)),
                   bool((ranks[:, first] == 1).mean() >= confidence))  # fmt: skip


def correlate(
    survey: MeasuredSurvey, outcome: str, names: Sequence[str], *, confidence: float = 0.95
) -> list[Correlation]:
    """Return the correlation of an outcome with each item or score, over complete cases.

    Empty where fewer than the minimum answered everything, or where something does not vary.
    """
    products = survey.scale("all")
    found = []
    for name in names:
        matrix = _correlations(products, _members(survey, [outcome, name]))
        if matrix is None or products.n < max(survey.minimum, 4):
            return []
        found.append(_correlation(name, float(matrix[0, 1]), products.n, confidence))
    return found


def strongest_items(
    survey: MeasuredSurvey, outcome: str, scores: Sequence[str], *, top: int = 3
) -> dict[str, list[Correlation]]:
    """Return for each dimension its items that go most with the outcome, strongest first."""
    plans = survey.counts.layout.scores
    return {
        score: sorted(correlate(survey, outcome, plans[score].items), key=lambda one: -one.r)[:top]
        for score in scores
    }


def lowest_items(
    survey: MeasuredSurvey, names: Sequence[str] | None = None, *, top: int = 5, **where: str
) -> list[tuple[str, Fraction]]:
    """Return the items with the lowest means, lowest first; suppressed ones are not among them."""
    wanted = survey.counts.layout.scored_items if names is None else names
    found = []
    for name in wanted:
        frequencies = survey.counts.of(name, **where)
        if frequencies.n >= survey.minimum:
            found.append((name, frequencies.sample.mean))
    return sorted(found, key=lambda pair: pair[1])[:top]


def lmg_shares(matrices: Matrix) -> Matrix:
    """Return Shapley's shares of R² for matrices whose first variable is the outcome."""
    size = matrices.shape[1] - 1
    explained: dict[tuple[int, ...], Matrix] = {(): np.zeros(len(matrices))}
    for many in range(1, size + 1):
        for chosen in combinations(range(1, size + 1), many):
            explained[chosen] = _r_squared(matrices, chosen)
    shares = np.zeros((len(matrices), size))
    for chosen, value in explained.items():
        for one in chosen:
            without = tuple(other for other in chosen if other != one)
            weight = 1 / (size * comb(size - 1, len(without)))
            shares[:, one - 1] += weight * (value - explained[without])
    return shares


def johnson_weights(matrices: Matrix) -> Matrix:
    """Return Johnson's relative weights for matrices whose first variable is the outcome."""
    values, vectors = np.linalg.eigh(matrices[:, 1:, 1:])
    roots = np.sqrt(np.maximum(values, 0))
    half = vectors * roots[:, None, :] @ np.swapaxes(vectors, 1, 2)
    weights = np.linalg.solve(half, matrices[:, 1:, :1])[..., 0]
    return np.asarray((half**2 @ (weights**2)[..., None])[..., 0])


def _r_squared(matrices: Matrix, chosen: tuple[int, ...]) -> Matrix:
    among = matrices[:, chosen][:, :, chosen]
    outcome = matrices[:, chosen, :1]
    return np.asarray((outcome * np.linalg.solve(among, outcome)).sum(axis=(1, 2)))


def _members(survey: MeasuredSurvey, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the items of each score, and of an item itself."""
    plans = survey.counts.layout.scores
    return {name: plans[name].items if name in plans else (name,) for name in names}


def _correlations(products: Scatter, members: Mapping[str, Sequence[str]]) -> Matrix | None:
    """Return the correlations of sums of items, from exact integers; None where one is flat."""
    scatter, place = products.scatter(), {name: at for at, name in enumerate(products.items)}
    places = [[place[item] for item in items] for items in members.values()]
    sums = np.array([[float(sum(scatter[one][other] for one in mine for other in theirs))
                      for theirs in places] for mine in places])  # fmt: skip
    own = np.diag(sums)
    if products.n < 2 or (own <= 0).any():
        return None
    return np.asarray(sums / np.sqrt(np.outer(own, own)))


def _correlation(name: str, r: float, n: int, confidence: float) -> Correlation:
    if abs(r) >= 1 - 1e-12 or n < 4:
        return Correlation(name, r, r, r, n)
    half = normal_quantile(confidence) / sqrt(n - 3)
    return Correlation(name, r, tanh(atanh(r) - half), tanh(atanh(r) + half), n)


def _drawn(matrix: Matrix, n: int) -> Matrix:
    """Return correlation matrices that samples of n would have, were this one the truth."""
    draw, size = np.random.default_rng(SEED), len(matrix)
    lower = np.linalg.cholesky(matrix + 1e-12 * np.eye(size))
    found = np.empty((DRAWS, size, size))
    for number in range(DRAWS):
        root = np.tril(draw.standard_normal((size, size)), -1)
        np.fill_diagonal(root, np.sqrt(draw.chisquare(np.maximum(n - 1 - np.arange(size), 1))))
        spread = lower @ root @ root.T @ lower.T
        scale = np.sqrt(np.diag(spread))
        found[number] = spread / np.outer(scale, scale)
    return found


def _ranks(shares: Matrix) -> npt.NDArray[np.int64]:
    return np.asarray((-shares).argsort(axis=1).argsort(axis=1) + 1)
