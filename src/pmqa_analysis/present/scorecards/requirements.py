"""What an item or a condition asks for, in words."""

from __future__ import annotations

from fractions import Fraction

from pmqa_analysis.clean.scorecards.model import Condition, Item
from pmqa_analysis.clean.scorecards.result_rows import PERCENT_UNITS
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import exact_text
from pmqa_analysis.rounding import decimals_apart, printed_decimals, shown

__all__ = ["compared_text", "expected_text", "place_text", "threshold_text"]

WHOLE_CONDITION = "C0"
_SIGNS = {">=": "≥", "<=": "≤"}


def place_text(requirement: Item | Condition, words: Wording) -> str:
    """Return what an item or a condition is called: its level and number, or its number."""
    if isinstance(requirement, Condition) and requirement.condition == WHOLE_CONDITION:
        return words.text("place.whole_condition")
    if isinstance(requirement, Condition):
        return words.text("place.condition", number=requirement.condition.removeprefix("C"))
    number = requirement.item.partition("-")[2]
    return words.text("place.item", level=requirement.level, number=number)


def threshold_text(sign: str, number: str, unit: str, words: Wording) -> str:
    """Return a threshold as it is said: a percentage names its unit before the number."""
    key = "expected.percent" if unit in PERCENT_UNITS else "expected.value"
    return words.text(key, sign=sign, number=number, unit=unit)


def expected_text(requirement: Item | Condition, words: Wording) -> str:
    """Return the threshold with its sign and unit, or that a tick is asked; blank for neither."""
    if requirement.threshold is not None and requirement.answer == "value":
        sign = _SIGNS.get(requirement.operator, requirement.operator)
        text = exact_text(requirement.threshold)
        number = shown(requirement.threshold, printed_decimals(text))
        return threshold_text(sign, number, requirement.unit_th, words)
    if requirement.answer == "value":
        return words.text("expected.any_value", unit=requirement.unit_th)
    return words.text("expected.tick") if requirement.answer == "tick" else ""


def compared_text(value: Fraction, other: Fraction, unit: str, words: Wording) -> str:
    """Return a figure with its unit, as it stands beside the one that it is compared with.

    One that ends keeps all its decimals; another is rounded, but never onto the other figure.
    """
    text = exact_text(value)
    decimals = decimals_apart(value, other, 2) if "/" in text else printed_decimals(text)
    key = "percent" if unit in PERCENT_UNITS else "value"
    return words.text(f"why_number.{key}", number=shown(value, decimals), unit=unit).rstrip()
