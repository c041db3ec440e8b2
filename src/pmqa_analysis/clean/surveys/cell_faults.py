"""Faults of single cells that their texts alone tell, and the issues that name their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.compute as arrow

from pmqa_analysis.clean.issues import Issue, IssueKind, make_issue
from pmqa_analysis.clean.surveys.texts import Texts
from pmqa_analysis.load import RawTable

__all__ = [
    "ISSUES_PER_COLUMN", "buddhist_years", "cell_issues", "part_errors", "short_ids",
]  # fmt: skip

# From here on the cells of a column with one kind of fault are told by one issue, counted.
ISSUES_PER_COLUMN = 1000
_ERROR_VALUE = r"\A#(?:N/A|NA|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!)\z"
_ISO_YEAR = r"\A2[4-6]\d\d-\d{2}-\d{2}"
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
    wrong = arrow.match_substring_regex(texts.distinct, _ERROR_VALUE)
    if not arrow.any(wrong).as_py():
        return texts, np.zeros(0, np.intp)
    kept = arrow.if_else(wrong, "", texts.distinct)
    return Texts(texts.rows, kept), np.flatnonzero(texts.spread(_flags(wrong)))


def short_ids(texts: Texts) -> Rows:
    """Return the rows whose id is a number without the leading zeros that others have."""
    decimal = _flags(arrow.utf8_is_decimal(texts.distinct))
    padded = decimal & _flags(arrow.starts_with(texts.distinct, "0"))
    width = texts.lengths[padded].max(initial=0)
    return np.flatnonzero(texts.spread(decimal & (texts.lengths < width)))


def buddhist_years(
    table: RawTable, key: str, texts: Texts, readable: npt.NDArray[np.bool_]
) -> Iterator[tuple[int, Issue]]:
    """Yield the cells whose date has a Buddhist year written as one of the Common Era.

    A column that is so throughout is told once: its program writes years so. Of the texts, only
    those that are ``readable`` are asked.
    """
    found = readable & _flags(arrow.match_substring_regex(texts.distinct, _ISO_YEAR))
    if not found.any():
        return
    rows = np.flatnonzero(texts.spread(found))
    if found.sum() > 1 and np.array_equal(found, readable & (texts.lengths > 0)):
        yield -1, make_issue("buddhist_year", table.column_address(key), count=len(rows))
    else:
        yield from cell_issues(table, key, "buddhist_year", rows)


def _flags(marks: Any) -> npt.NDArray[np.bool_]:  # noqa: ANN401
    """Return the truth values that Arrow found."""
    flags: npt.NDArray[np.bool_] = marks.to_numpy(zero_copy_only=False)
    return flags
