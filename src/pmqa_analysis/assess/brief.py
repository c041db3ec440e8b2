"""What fits on one page: standing, strengths, gaps, what moved, what there is to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.assess.assessment import Assessment

__all__ = ["Brief", "summarise_brief"]

MOST = 3


@dataclass(frozen=True)
class Brief:
    """The few indicators that a page has room for, each list of three at most.

    Attributes:
        strengths: Targets met, the highest percent of target first; none past the limit at
            which a target is itself in doubt.
        gaps: Targets missed, the lowest percent of target first.
        rose: Higher than last year, the largest change in percent first.
        fell: Lower than last year, the largest first.
        doubtful_targets: Indicators whose target asks for a look before it is used again.
        silent: Indicators without a result of this year.
        is_known: Whether any result has been set beside its target.
    """

    strengths: tuple[Assessment, ...]
    gaps: tuple[Assessment, ...]
    rose: tuple[Assessment, ...]
    fell: tuple[Assessment, ...]
    doubtful_targets: tuple[Assessment, ...]
    silent: tuple[Assessment, ...]
    is_known: bool


def summarise_brief(assessments: Sequence[Assessment]) -> Brief:
    """Choose what a one-page brief shows of these indicators; ties keep the order of the print."""
    met = [item for item in assessments if item.verdict == "met" and "overshoot" not in item.flags]
    missed = [item for item in assessments if item.verdict == "not_met"]
    moved = [item for item in assessments if item.relative_change.value]
    return Brief(
        strengths=_first(met, lambda item: -_percent(item)),
        gaps=_first(missed, _percent),
        rose=_first([item for item in moved if _change(item) > 0], lambda item: -_change(item)),
        fell=_first([item for item in moved if _change(item) < 0], _change),
        doubtful_targets=tuple(item for item in assessments if item.flags),
        silent=tuple(item for item in assessments if item.verdict == "no_result"),
        is_known=any(item.verdict in {"met", "not_met"} for item in assessments),
    )


def _first(items: Iterable[Assessment], key: Callable[[Assessment], Fraction]) -> tuple[
    Assessment, ...
]:  # fmt: skip
    return tuple(sorted(items, key=key)[:MOST])


def _percent(item: Assessment) -> Fraction:
    """Return the percent of target; 100 where it has none, as with a target of zero."""
    value = item.percent_of_target.value
    return Fraction(100) if value is None else value


def _change(item: Assessment) -> Fraction:
    return item.relative_change.value or Fraction(0)
