"""Cells of a register of one fiscal year: a day, a whole number, a name of a closed list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from pmqa_analysis.errors import DataError, nearest
from pmqa_analysis.rounding import exact
from pmqa_analysis.thai import fiscal_year_of, parse_day, to_arabic_digits

__all__ = [
    "read_amount", "read_choice", "read_count", "read_day", "read_day_of_year", "read_number",
]  # fmt: skip


def read_day(text: str, where: str) -> date | None:
    """Return a day written as 2024-01-31; None for a blank cell.

    Raises:
        DataError: If it is none.
    """
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError:
        raise DataError("register.bad_day", where=where, found=text) from None


def read_day_of_year(text: str, where: str, fiscal_year: int) -> date:
    """Return a day of a fiscal year.

    Raises:
        DataError: If there is none, or it lies outside that year.
    """
    day = read_day(text, where)
    if day is None or fiscal_year_of(day) != fiscal_year:
        raise DataError(
            "register.outside_year", where=where, found=text or "-", expected=fiscal_year
        )
    return day


def read_choice(text: str, known: Collection[str], where: str) -> str:
    """Return a name of a closed list.

    Raises:
        DataError: If the list has no such name.
    """
    if text not in known:
        raise DataError(
            "register.unknown", where=where, found=text or "-", near=nearest(text, known) or "-",
            known=", ".join(known),
        )  # fmt: skip
    return text


def read_count(text: str, where: str, lowest: int = 0, highest: int | None = None) -> int | None:
    """Return a whole number; None for a blank cell.

    Raises:
        DataError: If it is none, or lies outside its bounds.
    """
    if not text:
        return None
    number = _exact(text)
    fits = number is not None and number >= lowest and (highest is None or number <= highest)
    if number is None or not fits or number.denominator != 1:
        expected = f"{lowest} – {highest}" if highest is not None else f"≥ {lowest}"
        raise DataError("register.bad_count", where=where, found=text, expected=expected)
    return int(number)


def read_number(text: str, where: str) -> Fraction | None:
    """Return an exact number; None for a blank cell or a dash.

    Raises:
        DataError: If it is none.
    """
    if text in ("", "-"):
        return None
    number = _exact(text)
    if number is None:
        raise DataError("register.bad_count", where=where, found=text, expected="(12.5)")
    return number


def read_amount(text: str, where: str) -> Fraction | None:
    """Return an exact number that is not below 0; None for a blank cell.

    Raises:
        DataError: If it is none.
    """
    number = _exact(text) if text else None
    if text and (number is None or number < 0):
        raise DataError("register.bad_count", where=where, found=text, expected="≥ 0")
    return number


def _exact(text: str) -> Fraction | None:
    """Return a number in either numerals; None where it is none, as 12,5 is not."""
    try:
        return exact(to_arabic_digits(text))
    except ValueError:
        return None  # the answer, not a fault
