"""The records of a delimited text, counted over its bytes: a cheap structural check.

A parser takes quotes and line ends as it likes, and never says so; how they stand is
therefore looked at here, a gigabyte a second.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pmqa_analysis.load.bits import WORD, Bits, bits, bits_at, count_before, inside_of, shifted

__all__ = [
    "Part", "Records", "choose_delimiter", "count_letter", "count_records", "split_records",
]  # fmt: skip

DELIMITERS = (",", ";", "\t")
# A multiple of 64.
_CHUNK = 2**20
_PART = 2**22
_SAMPLE_CHARS, _SAMPLE_RECORDS = 2**18, 50
_QUOTE, _LINE_FEED, _RETURN = b'"'[0], b"\n"[0], b"\r"[0]
_Letters = npt.NDArray[np.uint8]


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


class Part(NamedTuple):
    """Some whole records of a text, and whether a cell may part a line, or a line be blank."""

    start: int
    end: int
    lines_within: bool
    blank_lines: bool


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


def count_letter(content: bytes, letter: bytes, start: int = 0, end: int | None = None) -> int:
    """Return how often an ASCII letter stands between two positions."""
    chunks = _chunks(content, start, end)
    return sum(int(np.count_nonzero(chunk == letter[0])) for chunk in chunks)


def split_records(content: bytes, delimiter: str, start: int = 0) -> Iterator[Part]:
    """Yield a text in UTF-8, from a position on, in parts of whole records.

    Raises:
        ValueError: After the last part, if not every reader agrees about quotes and line ends.
    """
    state, position, odd = _State.of(content), start, (False, False)
    for chunk in _chunks(content, start):
        within, feeds = state.look(chunk, delimiter)
        position += len(chunk)
        found = bool((feeds & within).any()), state.blank
        odd = odd[0] or found[0], odd[1] or found[1]
        ends = feeds & ~within
        if position - start >= _PART and ends.any():
            end = position - len(chunk) + _last(ends) + 1
            yield Part(start, end, *odd)
            start, odd = end, found
    if start < len(content):
        yield Part(start, len(content), *odd)
    if not state.is_plain:
        raise ValueError("quotes or lines that readers take differently")


def count_records(content: bytes, delimiter: str) -> Records:
    """Count the cells of every record of a text in UTF-8."""
    state, seen = _State.of(content), 0
    totals: list[npt.NDArray[np.int64]] = []
    ends: list[npt.NDArray[np.int64]] = []
    for number, chunk in enumerate(_chunks(content)):
        within, _ = state.look(chunk, delimiter)
        delimiters = bits(chunk == ord(delimiter)) & ~within
        positions = np.flatnonzero(chunk == _LINE_FEED)
        positions = positions[bits_at(within, positions) == 0]
        totals.append(seen + count_before(delimiters, positions))
        ends.append(number * _CHUNK + positions + 1)
        seen += int(np.bitwise_count(delimiters).sum())
    return _records(np.frombuffer(content, np.uint8), totals, ends, seen, state.is_plain)


def _chunks(content: bytes, start: int = 0, end: int | None = None) -> Iterator[_Letters]:
    """Yield the letters between two positions, so many at a time as stay near the processor."""
    letters = np.frombuffer(content, dtype=np.uint8)[start:end]
    for first in range(0, len(letters), _CHUNK):
        yield letters[first : first + _CHUNK]


def _last(marks: Bits) -> int:
    """Return the position of the last letter that is marked."""
    word = int(np.flatnonzero(marks)[-1])
    return word * WORD + int(marks[word]).bit_length() - 1


@dataclass
class _State:
    """What is known of a text up to a place in it.

    Attributes:
        quoted: Whether there is any quote in it.
        returns: Whether there is any carriage return.
        plain: Whether all quotes stand only around whole cells or doubled inside them, and no
            carriage return stands alone.
        blank: Whether any line that ended in the last letters is.
        inside: Whether a quote is open.
        after: Whether the last letter lets a quote open a cell, as the start of the text does.
        closed: Whether it was a quote that closed.
        returned: Whether it was a carriage return.
        ended: Whether it was the end of a record, as what stands before the text is.
    """

    quoted: bool
    returns: bool
    plain: bool = True
    blank: bool = False
    inside: int = 0
    after: int = 1
    closed: int = 0
    returned: int = 0
    ended: int = 1

    @classmethod
    def of(cls, content: bytes) -> _State:
        """Return the state at the start of a text."""
        return cls(quoted=b'"' in content, returns=b"\r" in content)

    @property
    def is_plain(self) -> bool:
        """Return whether every reader agrees about the text, if this is its end."""
        return self.plain and not (self.inside or self.returned)

    def look(self, chunk: _Letters, delimiter: str) -> tuple[Bits, Bits]:
        """Look at the next letters; return which stand within quotes, and the line feeds."""
        feeds = bits(chunk == _LINE_FEED)
        within = lines = np.zeros_like(feeds)
        if self.returns:
            lines = bits(chunk == _RETURN)
            self._check_returns(lines, feeds)
        if self.quoted:
            quotes, delimiters = bits(chunk == _QUOTE), bits(chunk == ord(delimiter))
            within = self._check_quotes(quotes, delimiters | feeds, lines, len(chunk))
        starts, self.ended = shifted(feeds & ~within, self.ended)
        self.blank = bool((starts & (feeds | lines)).any())
        return within, feeds

    def _check_returns(self, returns: Bits, feeds: Bits) -> None:
        """Look whether a line feed follows each carriage return."""
        following, self.returned = shifted(returns, self.returned)
        self.plain = self.plain and not (following & ~feeds).any()

    def _check_quotes(self, quotes: Bits, ends: Bits, returns: Bits, size: int) -> Bits:
        """Return which letters stand within quotes, each opening quote being one of them."""
        within, self.inside = inside_of(quotes, self.inside)
        allowed = ends | quotes
        may_open, self.after = shifted(allowed, self.after)
        closed, self.closed = shifted(quotes & ~within, self.closed)
        strange = closed & ~(allowed | returns)
        if size % WORD:  # after the last letter there is none
            strange[-1] &= np.uint64((1 << size % WORD) - 1)
        self.plain = self.plain and not (strange | (quotes & within & ~may_open)).any()
        return within


def _records(
    letters: _Letters,
    totals: list[npt.NDArray[np.int64]],
    ends: list[npt.NDArray[np.int64]],
    seen: int,
    plain: bool,
) -> Records:
    length = len(letters)
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
