"""The named rules that turn exact values into verdicts. Each is a pure function."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

__all__ = ["Pattern", "Verdict", "percent_of_target", "target_verdict", "year_pattern"]

Direction = Literal["higher", "lower", "range", ""]
Verdict = Literal["met", "not_met", "no_target", "no_result", "not_scored"]
Pattern = Literal[
    "rose_every_year", "fell_every_year", "level", "never_fell", "never_rose",
    "fell_then_rose", "rose_then_fell", "mixed", "rose", "fell", "same", "gap", "first_year",
    "no_value",
]  # fmt: skip


def target_verdict(
    actual: Fraction | None, target: Fraction | None, direction: Direction
) -> Verdict:
    """Compare a result with its target on exact values (``exact_value_reaches_target``).

    Met means result ≥ target where more is better, result ≤ target where less is better:
    94.995 does not reach 95.00. A measure in a range, or without a direction, is not scored
    by this rule. Zero is a result; None is none.
    """
    if actual is None:
        return "no_result"
    if target is None:
        return "no_target"
    if direction == "higher":
        return "met" if actual >= target else "not_met"
    if direction == "lower":
        return "met" if actual <= target else "not_met"
    return "not_scored"


def percent_of_target(
    actual: Fraction | None, target: Fraction | None, direction: Direction
) -> Fraction | None:
    """Return the success rate in percent (``ratio_or_mirror``), or None where there is none.

    More is better: actual ÷ target × 100. Less is better: 200 − actual ÷ target × 100.
    Never below zero. The rule of category 7 in PMQA 4.0, from public practice. There is none
    without a value or with a target of zero or less.
    """
    if actual is None or target is None or target <= 0 or direction not in ("higher", "lower"):
        return None
    ratio = actual / target * 100
    return max(Fraction(0), ratio if direction == "higher" else 200 - ratio)


def year_pattern(values: Sequence[Fraction | None]) -> Pattern:
    """Name the movement of a measure's yearly values, oldest first, this year last.

    A description of the printed values, never a test of a trend. ``rose``, ``fell`` and
    ``same`` speak of the last two years where nothing earlier is known; ``gap`` means that
    a year between two values, or the year before this one, has none.
    """
    known = [index for index, value in enumerate(values) if value is not None]
    if not known or known[-1] != len(values) - 1:
        return "no_value"
    if len(known) == 1:
        return "first_year"
    if known[-1] - known[0] != len(known) - 1:
        return "gap"
    present = [value for value in values if value is not None]
    signs = [(later > earlier) - (later < earlier) for earlier, later in pairwise(present)]
    if len(signs) == 1:
        names: dict[int, Pattern] = {1: "rose", -1: "fell", 0: "same"}
        return names[signs[0]]
    return _longer_pattern(signs)


def _longer_pattern(signs: Sequence[int]) -> Pattern:
    kinds = set(signs)
    simple: dict[frozenset[int], Pattern] = {
        frozenset({1}): "rose_every_year",
        frozenset({-1}): "fell_every_year",
        frozenset({0}): "level",
        frozenset({0, 1}): "never_fell",
        frozenset({0, -1}): "never_rose",
    }
    if frozenset(kinds) in simple:
        return simple[frozenset(kinds)]
    moves = [sign for sign in signs if sign]
    if moves == sorted(moves):
        return "fell_then_rose"
    return "rose_then_fell" if moves == sorted(moves, reverse=True) else "mixed"
