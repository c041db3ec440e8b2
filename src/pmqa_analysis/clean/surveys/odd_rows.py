"""Rows of an export that are no one's answers: sums and means, and the header once more."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmqa_analysis.clean.issues import Issue, make_issue
from pmqa_analysis.clean.surveys.texts import Texts, distinct
from pmqa_analysis.load import RawTable

__all__ = ["odd_rows"]

# The words that begin a row of sums or means.
_SUMMARY = re.compile(
    r"(?:(?:ผล)?รวม(?:ทั้งหมด|ทั้งสิ้น)?|(?:ค่า)?เฉลี่ย|ร้อยละ|ส่วนเบี่ยงเบนมาตรฐาน"
    r"|s\.?d\.?|(?:grand )?total|average|mean|sum)(?:\s|:|$)",
    re.IGNORECASE,
)
# Larger tables come from a program, not from a hand: only their last rows are asked.
_MOST_ROWS, _LAST_ROWS = 200_000, 5
# So many columns must repeat their titles before a row is a header.
_TITLES = 3
_BLANK = Texts.of(np.zeros(0, np.intp), ())
Rows = npt.NDArray[np.intp]


def odd_rows(table: RawTable) -> Iterator[tuple[int, Issue]]:
    """Yield each row that begins with a word for a sum or a mean, or repeats the header.

    A table without any row is told, too, at the place of none (-1).
    """
    size = len(table.frame)
    if not size:
        yield -1, make_issue("no_rows", table.name)
    first = 0 if size <= _MOST_ROWS else size - _LAST_ROWS
    places = np.arange(first, size)
    repeated = _repeated_headers(table, places)
    for place in repeated.tolist():
        yield place, make_issue("header_repeated", _address(table, place))
    for place in np.setdiff1d(_summaries(table, places), repeated).tolist():
        yield place, make_issue("summary_row", _address(table, place))


def _summaries(table: RawTable, places: Rows) -> Rows:
    """Return the rows whose first cell that is not blank begins like a sum or a mean."""
    found: list[Rows] = []
    for number in range(table.frame.shape[1]):
        if not len(places):
            break
        texts = _texts(table.frame.iloc[places, number])
        sums = {place for place, text in enumerate(texts.texts) if _SUMMARY.match(text)}
        found.append(places[texts.where(sums)])
        places = places[~texts.filled]
    return np.sort(np.concatenate([np.zeros(0, np.intp), *found]))


def _repeated_headers(table: RawTable, places: Rows) -> Rows:
    """Return the rows whose first columns hold their own titles."""
    keys = list(map(str, table.frame.columns))[:_TITLES]
    if len(keys) < _TITLES:
        return places[:0]
    for number, key in enumerate(keys):
        title = " ".join(table.titles.get(key, key).split())
        texts = _texts(table.frame.iloc[places, number])
        same = {place for place, text in enumerate(texts.texts) if " ".join(text.split()) == title}
        places = places[texts.where(same)]
        if not len(places):
            break
    return places


def _texts(cells: pd.Series) -> Texts:
    return distinct(cells, {}, ()) if len(cells) else _BLANK


def _address(table: RawTable, place: int) -> str:
    return table.row_address(int(table.frame.index[place]))
