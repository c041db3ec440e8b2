"""Integer cross-products of items: enough for every covariance, correlation and alpha."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["CrossProducts", "PairwiseCovariances", "Products", "Scatter"]

Integers = npt.NDArray[np.int64]


class Scatter(Protocol):
    """How some items vary together, whichever cases it comes from."""

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items, in the order of rows and columns."""

    @property
    def n(self) -> int:
        """Return how many respondents are behind it."""

    def scatter(self) -> Sequence[Sequence[int | Fraction]]:
        """Return a matrix that is the covariances but for one positive factor, exact."""

    def chosen(self, items: Sequence[str]) -> Scatter:
        """Return that of some of the items, in that order."""


@dataclass(frozen=True, eq=False)
class CrossProducts:
    """Sums over the respondents who answered all of some items, in the worth of the answers.

    Attributes:
        n: How many they are.
        sums: The sum of each item.
        products: The sum of the product of each pair of items.
    """

    items: tuple[str, ...]
    n: int
    sums: Integers
    products: Integers

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[int]], items: Sequence[str] = ()) -> CrossProducts:
        """Return the cross-products of complete rows, one number an item."""
        matrix = np.asarray(rows, dtype=np.int64)
        names = tuple(items) or tuple(f"item{place + 1}" for place in range(matrix.shape[1]))
        return cls(names, len(matrix), matrix.sum(axis=0), matrix.T @ matrix)

    def __add__(self, other: CrossProducts) -> CrossProducts:
        """Return those of both parts together."""
        return CrossProducts(
            self.items, self.n + other.n, self.sums + other.sums, self.products + other.products
        )

    def scatter(self) -> list[list[int]]:
        """Return n·Σxy − Σx·Σy of each pair: n(n − 1) times the covariance, as exact integers."""
        sums = [int(one) for one in self.sums]
        return [
            [self.n * int(product) - mine * other
             for product, other in zip(row, sums, strict=True)]
            for row, mine in zip(self.products.tolist(), sums, strict=True)
        ]  # fmt: skip

    def covariance(self) -> npt.NDArray[np.float64]:
        """Return the covariance matrix, divisor n − 1."""
        scale = Fraction(1, max(1, self.n * (self.n - 1)))
        return np.array([[float(one * scale) for one in row] for row in self.scatter()])

    def chosen(self, items: Sequence[str]) -> CrossProducts:
        """Return those of some of the items, in that order."""
        places = [self.items.index(item) for item in items]
        return CrossProducts(
            tuple(items), self.n, self.sums[places], self.products[np.ix_(places, places)]
        )


@dataclass(frozen=True, eq=False)
class PairwiseCovariances:
    """Covariances of items, each over those who answered both items of the pair.

    Attributes:
        n: Those of the pair that the fewest answered.
        matrix: Exact, divisor n − 1 of each pair.
    """

    items: tuple[str, ...]
    n: int
    matrix: tuple[tuple[Fraction, ...], ...]

    def scatter(self) -> Sequence[Sequence[Fraction]]:
        """Return the covariances."""
        return self.matrix

    def chosen(self, items: Sequence[str]) -> PairwiseCovariances:
        """Return those of some of the items, in that order."""
        places = [self.items.index(item) for item in items]
        rows = tuple(tuple(self.matrix[one][other] for other in places) for one in places)
        return PairwiseCovariances(tuple(items), self.n, rows)


@dataclass(frozen=True, eq=False)
class Products:
    """Cross-products of all items of a survey.

    Attributes:
        items: The items, in the order of rows and columns.
        pairwise: Over those who answered both items of a pair: how many, the sum of the first,
            the sum of its squares, the sum of the products; four square matrices.
        complete: For each set of items those over its complete cases.
    """

    items: tuple[str, ...]
    pairwise: Integers
    complete: Mapping[str, CrossProducts]

    def __add__(self, other: Products) -> Products:
        """Return those of both parts together."""
        return Products(
            self.items,
            self.pairwise + other.pairwise,
            {name: one + other.complete[name] for name, one in self.complete.items()},
        )

    def pairs(self, items: Sequence[str]) -> PairwiseCovariances:
        """Return the covariances of some items over those who answered each pair."""
        places = [self.items.index(item) for item in items]
        count, sums, _, products = self.pairwise[:, places][:, :, places].tolist()
        size = range(len(places))
        matrix = tuple(
            tuple(_covariance(count[one][other], sums[one][other], sums[other][one],
                              products[one][other]) for other in size)
            for one in size
        )  # fmt: skip
        least = min((number for row in count for number in row), default=0)
        return PairwiseCovariances(tuple(items), least, matrix)

    def arrays(self) -> Iterator[tuple[tuple[object, ...], Integers]]:
        """Yield every array with its place."""
        yield ("pairwise",), self.pairwise
        for name, one in self.complete.items():
            yield ("complete", name, "n"), np.array([one.n])
            yield ("complete", name, "sums"), one.sums
            yield ("complete", name, "products"), one.products


def _covariance(n: int, one: int, other: int, product: int) -> Fraction:
    return Fraction(n * product - one * other, n * (n - 1)) if n > 1 else Fraction(0)
