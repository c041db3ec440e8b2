"""The one place where figures of small groups are hidden; every result goes through it.

Complementary suppression (a second group hidden so that the first cannot be found by
subtraction) belongs here too, and here alone: :func:`suppress` sees all figures of a set at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pmqa_analysis.results import Result

__all__ = ["LEAST_MINIMUM", "MARK", "is_small", "suppress", "suppressed"]

LEAST_MINIMUM = 5
MARK = "*"


def is_small(n: int | None, minimum: int) -> bool:
    """Return whether so many answers are too few to be shown.

    Raises:
        ValueError: If the minimum is under :data:`LEAST_MINIMUM`.
    """
    if minimum < LEAST_MINIMUM:
        raise ValueError(f"the minimum is {LEAST_MINIMUM} or more, not {minimum}")
    return n is not None and n < minimum


def suppress(results: Iterable[Result], minimum: int) -> list[Result]:
    """Return a set of results, those of fewer than ``minimum`` answers suppressed.

    Args:
        results: All figures of one set; each with the n behind it.
        minimum: From the settings of the survey; never under :data:`LEAST_MINIMUM`.

    A result without an n (a target, a printed figure) is left as it is.
    """
    return [suppressed(one) if is_small(one.n, minimum) else one for one in results]


def suppressed(result: Result) -> Result:
    """Return a result without anything that tells its value or how many answered."""
    return replace(
        result,
        value=None,
        shown=MARK,
        decimals=None,
        status="suppressed",
        numerator=None,
        denominator=None,
        n=None,
        base=None,
        population=None,
        low=None,
        high=None,
        confidence=None,
    )
