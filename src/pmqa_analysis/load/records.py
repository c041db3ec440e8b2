"""The records of a delimited text, counted before pandas reads them: a cheap structural check.

pandas fills a short row with blanks and never says so; the number of cells of every record is
therefore counted here, over the bytes, some hundred megabytes a second.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

__all__ = ["Records", "choose_delimiter", "count_records"]

DELIMITERS = (",", ";", "\t")
_CHUNK = 2**20
_SAMPLE_CHARS, _SAMPLE_RECORDS = 2**18, 50
_QUOTE, _LINE_FEED, _RETURN = b'"'[0], b"\n"[0], b"\r"[0]


@dataclass(frozen=True)
class Records:
    """What was counted.

    Attributes:
        cells: The number of cells of each record, 0 for an empty line.
        ends: The position after each record's end in the bytes.
        plain: Whether quotes and line ends are such that every reader agrees about them; where
            they are not, only a full parse can tell.
    """

    cells: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    plain: bool


def choose_delimiter(text: str, path: str) -> str:
    """Return the delimiter that parts the first records most evenly: comma, semicolon or tab."""
    if path.lower().endswith((".tsv", ".tab")):
        return "\t"
    sample = text[:_SAMPLE_CHARS]
    scores = {}
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            widths = [len(cells) for cells in islice(reader, _SAMPLE_RECORDS) if cells]
        except csv.Error:
            widths = []  # told with its row by the parse itself
        even = widths[:-1] or widths  # the sample may cut the last record
        width = max(set(even), key=even.count, default=1)
        scores[delimiter] = (width > 1, width > 1 and even.count(width) / len(even), width)
    return max(scores, key=lambda one: scores[one])


def count_records(content: bytes, delimiter: str) -> Records:
    """Count the cells of every record of a text in UTF-8."""
    letters = np.frombuffer(content, dtype=np.uint8)
    quoted = b'"' in content
    plain = not _has_bare_return(letters, content)
    inside, seen, done = 0, 0, 0
    totals: list[npt.NDArray[np.int64]] = []
    ends: list[npt.NDArray[np.int64]] = []
    for start in range(0, len(letters), _CHUNK):
        part = letters[start : start + _CHUNK]
        is_end, is_delimiter = part == _LINE_FEED, part == ord(delimiter)
        if quoted and (inside or (part == _QUOTE).any()):
            within = np.bitwise_xor.accumulate(part == _QUOTE) ^ bool(inside)
            plain = plain and _well_quoted(letters, part, within, start, ord(delimiter))
            is_end &= ~within
            is_delimiter &= ~within
            inside = int(within[-1])
        positions = np.flatnonzero(is_end)
        delimiters = np.flatnonzero(is_delimiter)
        totals.append(seen + np.searchsorted(delimiters, positions))
        ends.append(start + positions + 1)
        seen += len(delimiters)
        done = start + len(part)
    return _records(letters, totals, ends, seen, done, plain and not inside)


def _records(
    letters: npt.NDArray[np.uint8],
    totals: list[npt.NDArray[np.int64]],
    ends: list[npt.NDArray[np.int64]],
    seen: int,
    length: int,
    plain: bool,
) -> Records:
    total = np.concatenate([*totals, np.array([], dtype=np.int64)])
    end = np.concatenate([*ends, np.array([], dtype=np.int64)])
    if length and (not len(end) or end[-1] < length):  # the last line has no end
        total, end = np.append(total, seen), np.append(end, length)
    cells = np.diff(total, prepend=0) + 1
    starts = np.concatenate([np.array([0], dtype=np.int64), end[:-1]])[: len(end)]
    sizes = end - starts
    short = np.flatnonzero((cells == 1) & (sizes <= 2))
    blank = [one for one in short if bytes(letters[starts[one] : end[one]]).strip(b"\r\n") == b""]
    cells[blank] = 0
    return Records(cells, end, plain)


def _has_bare_return(letters: npt.NDArray[np.uint8], content: bytes) -> bool:
    """Return whether a carriage return stands alone: as a line's end, or inside a cell."""
    return b"\r" in content and content.count(b"\r") != content.count(b"\r\n")


def _well_quoted(
    letters: npt.NDArray[np.uint8],
    part: npt.NDArray[np.uint8],
    within: npt.NDArray[np.bool_],
    start: int,
    delimiter: int,
) -> bool:
    """Return whether quotes stand only around whole cells, or doubled inside them."""
    quotes = part == _QUOTE
    opening = np.flatnonzero(quotes & within) + start
    closing = np.flatnonzero(quotes & ~within) + start
    before = letters[opening[opening > 0] - 1]
    after = letters[closing[closing + 1 < len(letters)] + 1]
    allowed = [delimiter, _LINE_FEED, _QUOTE]
    return bool(np.isin(before, allowed).all() and np.isin(after, [*allowed, _RETURN]).all())
