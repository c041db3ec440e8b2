"""A workbook to be filled in: what it says, what is asked, and where an answer may stand.

The one who knows what to ask makes an :class:`EntryBook`; a writer turns it into a file; and a
filled file is held against the same book again, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

__all__ = ["MARKS_SHEET", "EntryBook", "EntryColumn", "EntryRow", "EntrySheet"]

MARKS_SHEET = "pmqa"
Answer = Literal["text", "number", "choice", "date"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EntryColumn(_Model):
    """A column: its name in data, its title, and what may be answered in it.

    ``answer`` is None where the column is only read. ``choices`` are the texts that a ``choice``
    may be. ``prompt`` is what a person is told who stands on a cell of it.
    """

    key: str
    title: str
    width: float = 14.0
    answer: Answer | None = None
    choices: tuple[str, ...] = ()
    prompt: str = ""


class EntryRow(_Model):
    """A row: its name in data, the texts printed in it, and the columns that it asks.

    A row that asks nothing is a heading or a note.
    """

    key: str
    texts: Mapping[str, str] = {}
    asks: tuple[str, ...] = ()
    kind: Literal["entry", "heading"] = "entry"


class EntrySheet(_Model):
    """A sheet: lines above the table, a row of titles, and the rows.

    The first column holds each row's key; it is hidden and locked.
    """

    name: str
    lines: tuple[str, ...] = ()
    columns: tuple[EntryColumn, ...] = ()
    rows: tuple[EntryRow, ...] = ()

    @property
    def title_row(self) -> int:
        """Return the number of the row of titles: below the lines and one blank row."""
        return len(self.lines) + 2

    def places(self) -> Iterator[tuple[int, EntryRow]]:
        """Yield each row with its number in the sheet."""
        yield from enumerate(self.rows, start=self.title_row + 1)

    def column_number(self, key: str) -> int:
        """Return the number of a column, counted from 1; the keys stand in column 1."""
        return 2 + [column.key for column in self.columns].index(key)


class EntryBook(_Model):
    """A workbook to be filled in; ``marks`` say on a hidden sheet what it is."""

    name: str
    marks: Mapping[str, str]
    sheets: tuple[EntrySheet, ...]
