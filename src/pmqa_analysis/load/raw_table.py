"""A table as it came from a file: text, with the address of every cell, and what is odd in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

__all__ = ["Mark", "MarkKind", "RawTable"]

MarkKind = Literal[
    "hidden_row", "hidden_column", "note_below", "merged_title", "merged_cell", "mojibake_repaired",
    "mojibake", "hidden_sheet", "sheet_not_read", "short_row",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader found odd: its kind, its address, and of how many rows or cells it tells."""

    kind: MarkKind
    address: str
    count: int = 1


@dataclass(frozen=True)
class RawTable:
    """A table as it came: nothing changed, every value with its address.

    Attributes:
        path: File inside the office's folder.
        frame: Text only, blank for an empty cell. Its index is the row's number in the file
            as a person counts it; its columns are unique keys.
        sheet: Sheet of a workbook; empty elsewhere.
        titles: For a column's key, its title as exported, where that is not the key itself.
        letters: For a column's key, its letter in a workbook; empty elsewhere.
        labels: For a column's key, the label of each code, where the file itself has them.
        missing: For a column's key, the codes that the file itself declares missing.
        remarks: How the file was read: encoding, delimiter, header rows, repaired mojibake.
        marks: What is odd about some cells, rows or columns, with their addresses.
    """

    path: str
    frame: pd.DataFrame
    sheet: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    def address(self, row: int, column: str) -> str:
        """Return the address of a cell: file, sheet and cell or row, and column title."""
        title = self._title(column)
        if self.sheet:
            return f"{self.path} {self.sheet}!{self.letters.get(column, '')}{row} [{title}]"
        return f"{self.path}:{row} [{title}]"

    @property
    def name(self) -> str:
        """Return the file, with its sheet where there is one."""
        return f"{self.path} {self.sheet}" if self.sheet else self.path

    def row_address(self, row: int) -> str:
        """Return the address of a whole row: file, sheet and row."""
        return f"{self.name}{'!' if self.sheet else ':'}{row}"

    def column_address(self, column: str) -> str:
        """Return the address of a whole column: file, sheet, letter and title."""
        place = f"{self.name}!{self.letters.get(column, '')}" if self.sheet else self.path
        return f"{place} [{self._title(column)}]"

    def _title(self, column: str) -> str:
        """Return a column's title; where it is doubled, and no letter tells which, its key."""
        title = self.titles.get(column, column)
        doubled = not self.sheet and column.startswith(f"{title.strip()} (")
        return column if doubled else title

    def missing_labels(self, column: str) -> frozenset[str]:
        """Return the labels of a column's codes that the file itself declares missing."""
        labels = self.labels.get(column, {})
        return frozenset(labels[code] for code in self.missing.get(column, ()) if code in labels)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row's number and its cells by column."""
        for row, cells in zip(self.frame.index, self.frame.to_dict("records"), strict=True):
            yield int(row), {str(column): str(cell) for column, cell in cells.items()}
