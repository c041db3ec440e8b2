"""What survey charts and tables draw: results with the label of their row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmqa_analysis.results import Result

__all__ = ["LikertRow", "PlacedItem", "RankedItem", "YearsRow"]


@dataclass(frozen=True)
class LikertRow:
    """One question's answers: the share of each point of its scale, lowest first, and the base.

    A suppressed question has shares without values.
    """

    label: str
    shares: Sequence[Result]
    base: Result


@dataclass(frozen=True)
class YearsRow:
    """One figure over the years, oldest first, its target, and how sure the last change is.

    ``state`` is that of the comparison with the year before: ``changed``, ``no_evidence`` or
    ``not_tested``.
    """

    label: str
    history: Sequence[Result]
    target: Result | None = None
    state: str = "not_tested"
    base: Result | None = None


@dataclass(frozen=True)
class PlacedItem:
    """One item by how important it is and how well it is done; ``quadrant`` as assessed."""

    number: int
    label: str
    importance: Result
    performance: Result
    quadrant: str


@dataclass(frozen=True)
class RankedItem:
    """One bar of a ranking, with the ends of its interval where it has one."""

    label: str
    value: Result
    low: Result | None = None
    high: Result | None = None
    note: str = ""
