"""The records of a delimited text, counted before pandas reads them: a cheap structural check.

pandas fills a short row with blanks and never says so; the number of cells of every record is
therefore counted here, over the bytes, a gigabyte a second.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from pmqa_analysis.load.bits import WORD, Bits, bits, bits_at, count_before, inside_of, shifted

__all__ = ["Records", "choose_delimiter", "count_records"]

DELIMITERS = (",", ";", "\t")
# A multiple of 64.
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
    quoted, returns = b'"' in content, b"\r" in content
    state = _State(plain=not content.endswith(b"\r"))
    totals: list[npt.NDArray[np.int64]] = []
    ends: list[npt.NDArray[np.int64]] = []
    for start in range(0, len(letters), _CHUNK):
        part = letters[start : start + _CHUNK]
        is_end = part == _LINE_FEED
        feeds, delimiters = bits(is_end), bits(part == ord(delimiter))
        lines = bits(part == _RETURN) if returns else np.zeros_like(feeds)
        positions = np.flatnonzero(is_end)
        if returns:
            state.check_returns(lines, feeds)
        if quoted:
            within = state.check_quotes(bits(part == _QUOTE), delimiters, feeds, lines, len(part))
            delimiters &= ~within
            positions = positions[bits_at(within, positions) == 0]
        totals.append(state.seen + count_before(delimiters, positions))
        ends.append(start + positions + 1)
        state.seen += int(np.bitwise_count(delimiters).sum())
    plain = state.plain and not state.inside
    return _records(letters, totals, ends, state.seen, len(letters), plain)


@dataclass
class _State:
    """What is known of a text up to a place in it.

    Attributes:
        plain: Whether all quotes stand only around whole cells or doubled inside them, and no
            carriage return stands alone.
        seen: How many delimiters parted cells.
        inside: Whether a quote is open.
        after: Whether the last letter lets a quote open a cell, as the start of the text does.
        closed: Whether it was a quote that closed.
        returned: Whether it was a carriage return.
    """

    plain: bool
    seen: int = 0
    inside: int = 0
    after: int = 1
    closed: int = 0
    returned: int = 0

    def check_returns(self, returns: Bits, feeds: Bits) -> None:
        """Look whether a line feed follows each carriage return."""
        following, self.returned = shifted(returns, self.returned)
        self.plain = self.plain and not (following & ~feeds).any()

    def check_quotes(
        self, quotes: Bits, delimiters: Bits, feeds: Bits, returns: Bits, size: int
    ) -> Bits:
        """Return which letters stand within quotes, each opening quote being one of them."""
        within, self.inside = inside_of(quotes, self.inside)
        allowed = delimiters | feeds | quotes
        may_open, self.after = shifted(allowed, self.after)
        closed, self.closed = shifted(quotes & ~within, self.closed)
        strange = closed & ~(allowed | returns)
        if size % WORD:  # after the last letter there is none
            strange[-1] &= np.uint64((1 << size % WORD) - 1)
        self.plain = self.plain and not (strange | (quotes & within & ~may_open)).any()
        return within


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
