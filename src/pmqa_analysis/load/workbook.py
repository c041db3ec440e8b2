"""Read Excel workbooks, made by hand or exported: each sheet's table with every cell's address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from pmqa_analysis.errors import DataError, nearest
from pmqa_analysis.load.damaged_cells import may_be_damaged, repair_cells
from pmqa_analysis.load.headers import name_columns, row_ranges, row_runs
from pmqa_analysis.load.layout import Layout, find_layout
from pmqa_analysis.load.limits import (
    DEFAULT_LIMITS,
    Limits,
    check_area,
    check_workbook,
    column_letter,
    read_member,
)
from pmqa_analysis.load.ooxml import Book, SheetPart, open_book
from pmqa_analysis.load.other_sheets import sheets_alike
from pmqa_analysis.load.raw_table import Mark, RawTable
from pmqa_analysis.load.sheet import Sheet, read_sheet

__all__ = ["LISTS_SHEET", "read_workbook"]

LISTS_SHEET = "รายการคำตอบ"

_TOLD = 50


def read_workbook(
    path: str,
    content: bytes,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[RawTable]:
    """Read the sheets of a workbook that hold values, or the one named.

    Titles above the header and notes below the table become remarks, as do hidden sheets, rows
    and columns, which are read like all others. A header of several rows is joined as
    ``upper / lower``. Error values such as #N/A stay as text, and are told in a remark.
    The hidden :data:`LISTS_SHEET` of our own entry sheets is no table. Another sheet with the
    titles of the one named gets a mark: it was not read.

    Args:
        path: Name of the file, for addresses.
        content: Its bytes.
        sheet: Name of a sheet; all that hold values otherwise.
        header_row: First row of the header; found otherwise.
        limits: What is refused before parsing.

    Raises:
        DataError: If the file is damaged, refused or beyond a limit, the sheet is missing, there
            is no value in it, or a formula has no stored value.
    """
    container = check_workbook(path, content, limits)
    book = open_book(path, container, limits)
    parts = _named(path, book, sheet)
    tables, empty = [], []
    damaged = may_be_damaged(book.texts)
    for part in parts:
        where = f"{path} {part.name}"
        found = read_sheet(where, read_member(path, container, part.member), book, limits)
        if found.rows:
            if damaged:
                repair_cells(found)
            tables.append(_table(path, part, found, header_row, limits))
        else:
            empty.append(part.name)
    if not tables:
        raise DataError("table.empty", where=f"{path} {sheet}" if sheet else path)
    if sheet is not None:
        alike = tuple(sheets_alike(tables[0], container, book, limits, LISTS_SHEET))
        tables[0] = replace(tables[0], marks=(*tables[0].marks, *alike))
    if empty:
        remarks = (*tables[0].remarks, f"empty sheets: {', '.join(empty)}")
        tables[0] = replace(tables[0], remarks=remarks)
    return tables


def _named(path: str, book: Book, sheet: str | None) -> Sequence[SheetPart]:
    if sheet is None:
        return [part for part in book.sheets if not (part.hidden and part.name == LISTS_SHEET)]
    names = [part.name for part in book.sheets]
    if sheet not in names:
        near = nearest(sheet, names) or "-"
        raise DataError(
            "file.no_sheet", where=path, name=sheet, near=near, known=", ".join(names) or "-"
        )
    return [part for part in book.sheets if part.name == sheet]


def _table(
    path: str, part: SheetPart, sheet: Sheet, header_row: int | None, limits: Limits
) -> RawTable:
    layout = find_layout(sheet, header_row)
    columns = layout.columns
    check_area(sheet.where, layout.last_row, max(columns, default=1), limits)
    count = max(0, layout.last_row - layout.header_rows[-1])
    check_area(sheet.where, count, len(columns), limits.model_copy(update={"rows": 2**31}))
    width = max(columns, default=0)
    numbers = range(layout.header_rows[-1] + 1, layout.last_row + 1)
    whole = columns == list(range(1, width + 1))
    cells = [
        _padded(sheet.rows.get(row, ()), width, columns if not whole else ()) for row in numbers
    ]
    letters = [column_letter(column) for column in columns]
    header = name_columns(layout.titles, letters)
    frame = pd.DataFrame(
        cells, columns=list(header.keys), index=pd.Index(numbers, name="row"), dtype=object
    )
    remarks = (*_remarks(part, sheet, layout), *header.remarks)
    table = RawTable(
        path, frame, part.name, header.titles, dict(zip(header.keys, letters, strict=True)),
        remarks=remarks,
    )  # fmt: skip
    hidden = (Mark("hidden_sheet", table.name),) if part.hidden else ()
    return replace(table, marks=(*hidden, *_marks(table, sheet, layout)))


def _marks(table: RawTable, sheet: Sheet, layout: Layout) -> Iterator[Mark]:
    """Yield what a person who opens the sheet does not see, or may see otherwise."""
    keys = dict(zip(layout.columns, table.frame.columns, strict=True))
    rows = range(layout.header_rows[0], layout.last_row + 1)
    for column in layout.covered:
        yield Mark("merged_title", table.column_address(str(keys[column])))
    for column in (one for one in layout.columns if one in sheet.hidden_columns):
        yield Mark("hidden_column", table.column_address(str(keys[column])))
    for start, count in row_runs(row for row in sheet.hidden_rows if row in rows):
        yield Mark("hidden_row", table.row_address(start), count)
    for row, column in _merged_cells(sheet, layout):
        yield Mark("merged_cell", table.address(row, str(keys[column])))
    for row in layout.notes:
        yield Mark("note_below", table.row_address(row))
    for row, column, kind in sheet.damaged:
        if row in layout.header_rows and column in keys:
            yield Mark(kind, table.column_address(str(keys[column])))
        elif column in keys and row in rows:
            yield Mark(kind, table.address(row, str(keys[column])))


def _merged_cells(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, int]]:
    """Yield the cells of the data that a merged one covers: a person sees its value in them."""
    columns = set(layout.columns)
    for top, first, bottom, last in sheet.merges:
        if layout.header_rows[-1] < top <= layout.last_row:
            for row in range(top, min(bottom, layout.last_row) + 1):
                yield from ((row, column) for column in range(first, last + 1)
                            if (row, column) != (top, first) and column in columns)  # fmt: skip


def _padded(cells: Sequence[str], width: int, columns: Sequence[int]) -> list[str]:
    full = [*cells[:width], *[""] * (width - len(cells))]
    return [full[column - 1] for column in columns] if columns else full


def _remarks(part: SheetPart, sheet: Sheet, layout: Layout) -> Iterator[str]:
    if part.hidden:
        yield "hidden sheet"
    yield f"header rows: {row_ranges(layout.header_rows)}"
    yield from layout.remarks
    rows = range(layout.header_rows[0], layout.last_row + 1)
    hidden = [row for row in sheet.hidden_rows if row in rows]
    if hidden:
        yield f"hidden rows: {row_ranges(hidden)}"
    columns = [column for column in layout.columns if column in sheet.hidden_columns]
    if columns:
        yield f"hidden columns: {', '.join(map(column_letter, columns))}"
    blank = [row for row in range(layout.header_rows[-1] + 1, layout.last_row + 1)
             if row not in sheet.rows]  # fmt: skip
    if blank:
        yield f"blank rows: {row_ranges(blank)}"
    for kind, cells in sheet.marks.items():
        more = f" and {len(cells) - _TOLD} more" if len(cells) > _TOLD else ""
        yield f"{kind}: {', '.join(cells[:_TOLD])}{more}"
