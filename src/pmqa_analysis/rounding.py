"""Exact numbers, rounded half up at the one moment of showing.

A figure is a :class:`fractions.Fraction` until it is shown. Floats are refused: a float of
1.125 has already lost what half-up needs. Knows nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

__all__ = ["RULES", "decimals_apart", "exact", "printed_decimals", "round_exact", "shown"]

LONGEST = 100
RULES = ("half_up", "half_even", "truncate")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)


def exact(value: str | int | Decimal | Fraction) -> Fraction:
    """Return the exact number of a decimal text, an integer, a decimal or a fraction.

    A text may group its thousands with commas.

    Raises:
        TypeError: If ``value`` is a float (or a bool): it is no longer exact.
        ValueError: If the text is no decimal number, or longer than any real figure.
    """
    if isinstance(value, float | bool):
        raise TypeError(f"expected an exact number, found {type(value).__name__}")
    if isinstance(value, str):
        if len(value) > LONGEST or not _NUMBER.fullmatch(value) or re.match(r"[-+]?0\d*,", value):
            raise ValueError("expected a decimal number such as 3,757 or 97.14")
        return Fraction(value.replace(",", ""))
    return Fraction(value)


def printed_decimals(text: str) -> int:
    """Return how many decimals a printed number has, such as 97.14 or (3.24)."""
    return len(text.strip("()").partition(".")[2])


def round_exact(value: Fraction, decimals: int, rule: str = "half_up") -> Decimal:
    """Round an exact number to ``decimals`` places by a named rule, half away from zero.

    Raises:
        TypeError: If ``value`` is not a fraction.
        KeyError: If the rule has no such name.
    """
    if not isinstance(value, Fraction):
        raise TypeError(f"expected a Fraction, found {type(value).__name__}")
    scaled = value * 10**decimals
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    whole += _carries[rule](whole, 2 * rest, scaled.denominator)
    with localcontext() as context:
        context.prec = max(28, len(str(whole)) + 2)
        return Decimal(whole if scaled >= 0 else -whole).scaleb(-decimals)


def shown(value: Fraction, decimals: int, rule: str = "half_up", *, sign: bool = False) -> str:
    """Return the text of a figure: rounded, thousands grouped, minus as U+2212.

    ``sign`` writes a plus before a positive figure. A figure that rounds to zero has no sign.
    """
    rounded = round_exact(value, decimals, rule)
    text = f"{rounded.copy_abs():,.{decimals}f}"
    if rounded == 0:
        return text
    return ("\u2212" if rounded < 0 else "+" if sign else "") + text


def decimals_apart(value: Fraction, other: Fraction, least: int) -> int:
    """Return the fewest decimals, ``least`` or more, that show two different numbers apart.

    94.995 beside 95 needs three: with two it would read 95.00. Equal numbers need ``least``.
    """
    decimals = least
    while value != other and round_exact(value, decimals) == round_exact(other, decimals):
        decimals += 1
    return decimals


_carries: Mapping[str, Callable[[int, int, int], bool]] = {
    "half_up": lambda whole, twice, unit: twice >= unit,
    "half_even": lambda whole, twice, unit: twice > unit or (twice == unit and whole % 2 == 1),
    "truncate": lambda whole, twice, unit: False,
}
