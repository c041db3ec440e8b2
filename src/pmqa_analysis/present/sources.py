"""Where figures stand in their documents: lines, told as few ranges as they make."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["line_ranges"]

_LINES = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


def line_ranges(lines: Iterable[str]) -> str:
    """Return lines and ranges of them in order, neighbours as one: ``3, 5 – 8``.

    A text may name several, as ``3;5-8``; one without a number is left out.
    """
    found = (one for text in lines for one in _LINES.finditer(text))
    ranges: list[tuple[int, int]] = []
    for first, last in sorted((int(one[1]), int(one[2] or one[1])) for one in found):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
        else:
            ranges.append((first, last))
    return ", ".join(_told(first, last) for first, last in ranges)


def _told(first: int, last: int) -> str:
    """Return a range; two neighbours stay two lines."""
    if first == last:
        return str(first)
    return f"{first}, {last}" if last == first + 1 else f"{first} – {last}"
