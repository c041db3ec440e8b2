"""The percentage that a cell of an office's table holds."""

from __future__ import annotations

import re
from fractions import Fraction

from pmqa_analysis.rounding import exact
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["read_percentage"]

_SIGNS = re.compile(r"ร้อยละ|%|\uff05")


def read_percentage(text: str) -> Fraction:
    """Return the percentage of ``50``, ``50%``, ``๕๐ %`` or ``ร้อยละ 50``.

    Raises:
        ValueError: If it is no number from 0 to 100, or a bare one between 0 and 1: 0.5 may
            be half a percent, or the half that a spreadsheet shows as 50%.
    """
    plain = _SIGNS.sub("", to_arabic_digits(text)).strip()
    value = exact(plain)
    if not 0 <= value <= 100 or (0 < value < 1 and not _SIGNS.search(text)):
        raise ValueError("expected a percentage from 0 to 100")
    return value
