"""Read a filled workbook: every cell that holds something, with its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pmqa_analysis.load.limits import (
    DEFAULT_LIMITS,
    Limits,
    check_file,
    check_workbook,
    column_letter,
    read_member,
)
from pmqa_analysis.load.ooxml import open_book
from pmqa_analysis.load.sheet import read_sheet

__all__ = ["FilledBook", "FilledSheet", "read_filled_book"]


@dataclass(frozen=True)
class FilledSheet:
    """One sheet: its texts by row and column, counted from 1."""

    path: str
    name: str
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell; blank where it is empty."""
        return self.texts.get((row, column), "")

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell: file, sheet and cell."""
        return f"{self.path} {self.name}!{column_letter(column)}{row}"

    def filled(self) -> Iterator[tuple[int, int, str]]:
        """Yield the row, the column and the text of every cell that holds something."""
        for (row, column), text in self.texts.items():
            yield row, column, text


@dataclass(frozen=True)
class FilledBook:
    """A workbook as it came: its sheets in order, hidden ones among them."""

    path: str
    sheets: tuple[FilledSheet, ...]

    def sheet(self, name: str) -> FilledSheet | None:
        """Return the sheet of that name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read_filled_book(path: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> FilledBook:
    """Read a workbook that was filled in by Excel, LibreOffice or another program.

    Raises:
        DataError: If the file is damaged, refused or beyond a limit, or a formula has no stored
            value.
    """
    check_file(path, content, "workbook", limits)
    container = check_workbook(path, content, limits)
    book = open_book(path, container, limits)
    sheets = []
    for part in book.sheets:
        member = read_member(path, container, part.member)
        found = read_sheet(f"{path} {part.name}", member, book, limits)
        texts = {
            (row, column): text.strip()
            for row, cells in found.rows.items()
            for column, text in enumerate(cells, start=1)
            if text.strip()
        }
        sheets.append(FilledSheet(path, part.name, texts))
    return FilledBook(path, tuple(sheets))
