"""What a test and an effect size give, and the correction of a family of tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["EffectSize", "Tested", "holm"]


@dataclass(frozen=True, slots=True)
class Tested:
    """The outcome of one test.

    Attributes:
        test: The name of the test.
        statistic: Its statistic; infinite for a difference without any error.
        p: Its two-sided p-value, raw.
        freedom: Its degrees of freedom; none for a test without.
    """

    test: str
    statistic: float
    p: float
    freedom: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class EffectSize:
    """How large a difference is, with its confidence interval."""

    name: str
    value: float
    low: float
    high: float


def holm(raw: Sequence[float | None]) -> list[float | None]:
    """Return p-values adjusted by Holm (1979), in the order given; one not tested stays None."""
    tested = sorted((p, place) for place, p in enumerate(raw) if p is not None)
    adjusted: list[float | None] = [None] * len(raw)
    highest = 0.0
    for rank, (p, place) in enumerate(tested):
        highest = max(highest, min(1.0, (len(tested) - rank) * p))
        adjusted[place] = highest
    return adjusted
