"""The number that a shown text stands for, and the format in which Excel shows it the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.rounding import exact, shown
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["SheetNumber", "result_number", "text_number"]

MINUS = "\u2212"
# Excel keeps 15 digits; a longer number, such as an account's, would change.
MOST_DIGITS = 15
_NUMBER = re.compile(rf"([+{MINUS}-]?)((?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)", re.ASCII)
_THAI_DIGITS = "[$-D07041E]"


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """A number for a sheet's cell, and the number format in which it reads as it was shown."""

    value: int | float
    number_format: str


def text_number(text: str) -> SheetNumber | None:
    """Return the number that a text is, or None for any other text.

    ``007`` and a number of more than 15 digits are texts: as numbers they would change.
    """
    arabic = to_arabic_digits(text)
    found = _NUMBER.fullmatch(arabic)
    if not found:
        return None
    sign, digits = found.groups()
    bare = digits.replace(",", "").replace(".", "")
    if len(bare) > MOST_DIGITS or (len(digits) > 1 and digits[0] == "0" and digits[1] != "."):
        return None
    value = exact(digits) * (-1 if sign and sign != "+" else 1)
    return SheetNumber(_cell_value(value), _number_format(arabic, thai=arabic != text))


def result_number(text: str, value: str) -> SheetNumber | None:
    """Return the number of a shown result: its exact value, shown with the text's decimals.

    Where the text is not the value rounded (a part of it, another unit), it is the text's own.
    """
    own = text_number(text)
    if own is None:
        return None
    numerator, _, denominator = value.partition("/")
    precise = exact(numerator) / exact(denominator or "1")
    arabic = to_arabic_digits(text)
    decimals = len(arabic.partition(".")[2])
    if shown(precise, decimals, sign=arabic.startswith("+")) != arabic.replace("-", MINUS):
        return own
    return SheetNumber(_cell_value(precise), own.number_format)


def _cell_value(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _number_format(text: str, *, thai: bool) -> str:
    decimals = len(text.partition(".")[2])
    # A number of four digits without a comma is a year or a code and keeps its form.
    ungrouped = re.match(r"\D?\d{4}", text)
    form = ("0" if ungrouped else "#,##0") + ("." + "0" * decimals if decimals else "")
    plus = "+" if text.startswith("+") else ""
    prefix = _THAI_DIGITS if thai else ""
    return f'{prefix}{plus}{form};{prefix}"{MINUS}"{form};{prefix}{form}'
