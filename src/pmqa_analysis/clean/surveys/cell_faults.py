"""Faults of single cells that their texts alone tell, and the issues that name their addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import numpy as np
import numpy.typing as npt

from pmqa_analysis.clean.issues import Issue, IssueKind, make_issue
from pmqa_analysis.clean.surveys.answers import Texts
from pmqa_analysis.load import RawTable

__all__ = [
    "ISSUES_PER_COLUMN", "buddhist_years", "cell_issues", "part_errors", "short_ids",
]  # fmt: skip

# From here on the cells of a column with one kind of fault are told by one issue, counted.
ISSUES_PER_COLUMN = 1000
_ERROR_VALUE = re.compile(r"#(?:N/A|NA|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_ISO_YEAR = re.compile(r"(2[4-6]\d\d)-\d{2}-\d{2}")
Rows = npt.NDArray[np.intp]


def cell_issues(
    table: RawTable, key: str, kind: IssueKind, rows: Rows, **particulars: object
) -> Iterator[tuple[int, Issue]]:
    """Yield an issue for each of the rows of a column; the last stands for all that follow."""
    numbers = table.frame.index
    for place, row in enumerate(rows[:ISSUES_PER_COLUMN].tolist(), start=1):
        count = len(rows) - ISSUES_PER_COLUMN + 1 if place == ISSUES_PER_COLUMN else 1
        address = table.address(int(numbers[row]), key)
        yield row, make_issue(kind, address, count=count, **particulars)


def part_errors(texts: Texts) -> tuple[Texts, Rows]:
    """Return a column without the error values of Excel, and the rows that had one."""
    marked = (number for number, text in enumerate(texts.texts) if text[:1] == "#")
    errors = {number for number in marked if _ERROR_VALUE.fullmatch(texts.texts[number])}
    if not errors:
        return texts, np.zeros(0, np.intp)
    kept = ("" if number in errors else text for number, text in enumerate(texts.texts))
    return Texts(texts.rows, tuple(kept)), np.flatnonzero(texts.where(errors))


def short_ids(texts: Texts) -> Rows:
    """Return the rows whose id is a number without the leading zeros that others have."""
    lengths = np.fromiter(map(len, texts.texts), np.intp, len(texts.texts))
    padded = [number for number, text in enumerate(texts.texts)
              if text[:1] == "0" and text.isdecimal()]  # fmt: skip
    width = lengths[padded].max() if padded else 0
    below = np.flatnonzero(lengths < width).tolist()
    short = {number for number in below if texts.texts[number].isdecimal()}
    return np.flatnonzero(texts.where(short))


def buddhist_years(
    table: RawTable, key: str, texts: Texts, readable: Collection[int]
) -> Iterator[tuple[int, Issue]]:
    """Yield the cells whose date has a Buddhist year written as one of the Common Era.

    A column that is so throughout is told once: its program writes years so. Of the texts, only
    those that are ``readable``, by their numbers, are asked.
    """
    found = {
        number
        for number in readable
        if texts.texts[number][1:2] in ("4", "5", "6") and _ISO_YEAR.match(texts.texts[number])
    }
    if not found:
        return
    rows = np.flatnonzero(texts.where(found))
    filled = [number for number in readable if texts.texts[number]]
    if len(found) > 1 and len(found) == len(filled):
        yield -1, make_issue("buddhist_year", table.column_address(key), count=len(rows))
    else:
        yield from cell_issues(table, key, "buddhist_year", rows)
