"""Bands of a mean and of an index, cut on the exact value.

The printed bands of a mean leave gaps (4.50 ends one, 4.51 begins the next). A mean of exactly
4.50 belongs to the lower one, anything above it to the higher: a band holds its upper end. A
band of an index holds its lower end instead, as its prints begin at 25, 50 and 75.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

__all__ = ["INDEX_CUTS", "NEAR_CUT", "Band", "band_cuts", "find_band", "find_index_band"]

NEAR_CUT = Fraction(1, 20)
INDEX_CUTS = (Fraction(25), Fraction(50), Fraction(75))


@dataclass(frozen=True, slots=True)
class Band:
    """Where a value lies.

    Attributes:
        number: 1 for the lowest band.
        bands: How many there are.
        to_next: How far it is to the cut above; None in the highest band.
        to_nearest: How far it is to the nearest cut, above or below.
    """

    number: int
    bands: int
    to_next: Fraction | None
    to_nearest: Fraction

    @property
    def is_near(self) -> bool:
        """Return whether the value is within :data:`NEAR_CUT` of a cut."""
        return self.to_nearest <= NEAR_CUT


def band_cuts(policy: str, answers: Sequence[int]) -> tuple[Fraction, ...]:
    """Return the cuts between the bands of a mean, one band an answer.

    ``boonchom`` cuts halfway between the answers (1.50 … 4.50 of 1 – 5); ``equal_width`` parts
    the whole scale evenly (1.80 … 4.20).

    Raises:
        KeyError: If there is no such policy.
    """
    return _CUTS[policy](sorted(answers))


def find_band(mean: Fraction, cuts: Sequence[Fraction]) -> Band:
    """Return the band of a mean; a cut belongs to the band below it."""
    return _band(mean, cuts, sum(mean > cut for cut in cuts))


def find_index_band(index: Fraction, cuts: Sequence[Fraction] = INDEX_CUTS) -> Band:
    """Return the band of an index of 0 - 100; a cut belongs to the band above it."""
    return _band(index, cuts, sum(index >= cut for cut in cuts))


def _band(value: Fraction, cuts: Sequence[Fraction], passed: int) -> Band:
    to_next = cuts[passed] - value if passed < len(cuts) else None
    return Band(passed + 1, len(cuts) + 1, to_next, min(abs(value - cut) for cut in cuts))


def _halfway(answers: Sequence[int]) -> tuple[Fraction, ...]:
    return tuple(Fraction(one + two, 2) for one, two in pairwise(answers))


def _evenly(answers: Sequence[int]) -> tuple[Fraction, ...]:
    low, width = answers[0], Fraction(answers[-1] - answers[0], len(answers))
    return tuple(low + width * place for place in range(1, len(answers)))


_CUTS: Mapping[str, Callable[[Sequence[int]], tuple[Fraction, ...]]] = {
    "boonchom": _halfway,
    "equal_width": _evenly,
}
