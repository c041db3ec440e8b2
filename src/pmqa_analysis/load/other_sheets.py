"""The sheets of a workbook that nobody asked for, where they hold a table like the one read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from pmqa_analysis.load.layout import find_layout
from pmqa_analysis.load.limits import Limits, read_member
from pmqa_analysis.load.ooxml import Book
from pmqa_analysis.load.raw_table import Mark, RawTable
from pmqa_analysis.load.sheet import read_sheet
from pmqa_analysis.thai import normalise

__all__ = ["sheets_alike"]

_ROW_END = re.compile(rb"</(?:[\w.-]+:)?row>")
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData>")
_TOP = 30
_LEAST_TITLES = 3
_SHARE = 0.6


def sheets_alike(
    table: RawTable, container: zipfile.ZipFile, book: Book, limits: Limits, left_out: str
) -> Iterator[Mark]:
    """Yield a mark for each sheet beside ``table`` whose header has most of its titles.

    Answers may stand there that were not read: a second half, last year's copy, a hidden one.

    Args:
        table: The sheet that was read.
        container: The workbook's file.
        book: Its texts, styles and sheets.
        limits: What is refused before parsing.
        left_out: Name of a sheet that is no table.
    """
    wanted = {normalise(table.titles.get(key, key)) for key in map(str, table.frame.columns)}
    for part in book.sheets:
        if part.name in (table.sheet, left_out):
            continue
        where = f"{table.path} {part.name}"
        content = _top(read_member(table.path, container, part.member))
        sheet = read_sheet(where, content, book, limits, calculated=False)
        titles = set(find_layout(sheet).titles) if sheet.rows else set()
        alike = wanted & set(map(normalise, titles))
        if len(alike) >= max(_LEAST_TITLES, _SHARE * len(wanted)):
            yield Mark("sheet_not_read", where)


def _top(content: bytes) -> bytes:
    """Return a sheet's XML without the rows below its first."""
    rows, end = list(_first(content)), _END.search(content)
    return content[: rows[-1]] + content[end.start() :] if end and len(rows) == _TOP else content


def _first(content: bytes) -> Iterator[int]:
    for number, found in enumerate(_ROW_END.finditer(content), start=1):
        yield found.end()
        if number == _TOP:
            return
