"""The tables of a report as an Excel workbook: numbers as numbers, and no text ever a formula.

A sheet for each table and for the numbers of each chart, with caption, notes and sources; the
last sheet has every result that the report shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from pmqa_analysis.blocks import Cell, Column, Figure, Row, Seal, Table
from pmqa_analysis.blocks.layout import HeadCell, head_rows, tone_sign
from pmqa_analysis.publish.archives import office_text, read_archive, write_archive
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.line_breaks import text_columns
from pmqa_analysis.publish.sheet_numbers import SheetNumber, result_number, text_number

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_xlsx"]

LONGEST_SHEET_NAME = 31
NARROWEST, PER_WIDTH, LINE_POINTS = 9.0, 12.0, 15.0
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
_HEAD = PatternFill("solid", fgColor="EAF0F6")
_GROUP = PatternFill("solid", fgColor="F4F6F8")
_LINE = Border(bottom=Side("thin", color="C3CBD4"))
_SIDES = {"start": "left", "center": "center", "end": "right"}
_TONES = {"good": "17653A", "bad": "A1262B", "caution": "855300", "muted": "525C69"}


@cache
def _font(*, bold: bool = False, color: str | None = None) -> Font:
    """Return the face of every cell: one that has Thai wherever Excel runs."""
    return Font(name="Tahoma", size=10, bold=bold, color=color)


def write_xlsx(document: Document) -> bytes:
    """Return the workbook of a report's tables; the same report gives the same bytes."""
    seal = document.seal
    book = Workbook()
    book.remove(book.worksheets[0])
    known = {row["id"]: row for row in seal.results if "id" in row}
    for block, label in zip(document.blocks, document.labels, strict=True):
        if isinstance(block, Table | Figure):
            table = block if isinstance(block, Table) else block.numbers
            notes = block.notes
            _Sheet(_new_sheet(book, label), known).write(label, block.caption, table, notes, seal)
    _write_results(_new_sheet(book, seal.words.get("results", "Results")), seal)
    _describe(book, document)
    return _saved(book)


class _Sheet:
    """One table being written into its sheet, row by row."""

    def __init__(self, sheet: Worksheet, known: Mapping[str, Mapping[str, str]]) -> None:
        self.sheet, self.known = sheet, known
        self.widths: list[float] = []
        self.row = 0

    def write(
        self, label: str, caption: str, table: Table, notes: Sequence[str], seal: Seal
    ) -> None:
        self.widths = [max(NARROWEST, PER_WIDTH * column.width) for column in table.columns]
        if seal.simulated:
            self._line(seal.words["simulated"], _font(bold=True, color="A1262B"))
        self._line(f"{label} {caption}", _font(bold=True, color="1F4E79"))
        self._head(table.columns)
        for row in table.rows:
            self._data(row, table.columns)
        self.row += 1
        for note in notes:
            self._line(note, _font(color="525C69"))
        if seal.sources:
            source = f"{seal.words['source']} {'; '.join(seal.sources)}"
            self._line(source, _font(color="525C69"))
        _lay_out(self.sheet, self.widths)

    def _line(self, text: str, font: Font) -> None:
        """Write a line across the table, as high as its text needs: a sheet does not fit it."""
        self.row += 1
        cell = _put_text(_place(self.sheet, self.row, 1), text)
        cell.font, cell.alignment = font, Alignment(vertical="top", wrap_text=True)
        if len(self.widths) > 1:
            self.sheet.merge_cells(None, self.row, 1, self.row, len(self.widths))
        lines = -(-text_columns(text) // int(sum(self.widths)))
        self.sheet.row_dimensions[self.row].height = LINE_POINTS * max(1, lines)

    def _head(self, columns: Sequence[Column]) -> None:
        rows = head_rows(columns)
        free = [number for number, column in enumerate(columns, start=1) if column.group]
        self.row += 1
        place = 1
        for cell in rows[0]:
            self._head_cell(place, cell)
            place += cell.columns
        for number, cell in zip(free, rows[1] if len(rows) > 1 else (), strict=False):
            self._head_cell(number, cell, below=1)
        self.row += len(rows) - 1
        self.sheet.freeze_panes = f"{'B' if columns[0].row_header else 'A'}{self.row + 1}"
        self.sheet.print_title_rows = f"{self.row - len(rows) + 1}:{self.row}"

    def _head_cell(self, column: int, head: HeadCell, below: int = 0) -> None:
        row = self.row + below
        cell = _put_text(_place(self.sheet, row, column), head.text)
        cell.font, cell.fill, cell.border = _font(bold=True), _HEAD, _LINE
        cell.alignment = Alignment(_SIDES[head.align], "bottom", wrap_text=True)
        if head.columns > 1 or head.rows > 1:
            last = (row + head.rows - 1, column + head.columns - 1)
            self.sheet.merge_cells(None, row, column, *last)

    def _data(self, row: Row, columns: Sequence[Column]) -> None:
        self.row += 1
        if row.kind == "group":
            head = _put_text(_place(self.sheet, self.row, 1), row.cells[0].text)
            head.font, head.fill = _font(bold=True), _GROUP
            self.sheet.merge_cells(None, self.row, 1, self.row, len(columns))
            return
        for number, (cell, column) in enumerate(zip(row.cells, columns, strict=True), start=1):
            place = _place(self.sheet, self.row, number)
            self._data_cell(place, cell, column, row.kind == "total")

    def _data_cell(self, place: SheetCell, cell: Cell, column: Column, total: bool) -> None:
        number = self._number(cell, column)
        if number is None:
            sign = tone_sign(cell)
            _put_text(place, f"{sign} {cell.text}" if sign else cell.text)
        else:
            place.value, place.number_format = number.value, number.number_format
        place.font = _font(bold=total, color=_TONES.get(cell.tone))
        place.alignment = Alignment(_SIDES[column.align], "top", wrap_text=True)
        place.border = _LINE

    def _number(self, cell: Cell, column: Column) -> SheetNumber | None:
        """Return the number of a cell; a code such as 7.1 in a column of words is a text."""
        if cell.result is None and column.align != "end":
            return None
        exact = self.known.get(cell.result or "", {}).get("value", "")
        return result_number(cell.text, exact) if exact else text_number(cell.text)


def _write_results(sheet: Worksheet, seal: Seal) -> None:
    """Write every result shown: the shown number as a number, the exact value as its text."""
    names = list(dict.fromkeys(name for row in seal.results for name in row))
    for column, name in enumerate(names, start=1):
        cell = _put_text(_place(sheet, 1, column), name)
        cell.font, cell.fill = _font(bold=True), _HEAD
    for number, row in enumerate(seal.results, start=2):
        for column, name in enumerate(names, start=1):
            _put_result(_place(sheet, number, column), name, row.get(name, ""))
    if names:
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(seal.results) + 1}"
        sheet.print_area = sheet.auto_filter.ref
    _lay_out(sheet, [30.0 if name in ("id", "source", "policy") else 12.0 for name in names])


def _put_result(place: SheetCell, name: str, text: str) -> None:
    number = text_number(text) if name in ("shown", "value", "decimals") else None
    if number is None:
        _put_text(place, text)
    else:
        place.value, place.number_format = number.value, number.number_format


def _put_text(place: SheetCell, text: str) -> SheetCell:
    """Write a text as a text: what begins like a formula stays what it is."""
    place.value = office_text(text)
    place.data_type = "s"
    if text.startswith(("=", "+", "-", "@", "\t", "\r", "'")):
        place.quotePrefix = True
    return place


def _new_sheet(book: Workbook, title: str) -> Worksheet:
    """Return a new sheet; a name that another has gets a number."""
    name = _FORBIDDEN_IN_NAMES.sub(" ", office_text(title)).strip("' ")[:LONGEST_SHEET_NAME]
    sheet: Worksheet = book.create_sheet(name or "-")
    return sheet


def _place(sheet: Worksheet, row: int, column: int) -> SheetCell:
    """Return a cell to write into; one that a merged cell covers does not come here."""
    return cast("SheetCell", sheet.cell(row, column))


def _lay_out(sheet: Worksheet, widths: Iterable[float]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _describe(book: Workbook, document: Document) -> None:
    seal, properties = document.seal, book.properties
    properties.title, properties.creator = office_text(seal.title), office_text(seal.office)
    properties.subject = document.year_line
    properties.language = seal.language
    properties.keywords = seal.words["simulated"] if seal.simulated else None


def _saved(book: Workbook) -> bytes:
    """Return the workbook's bytes without the moment at which openpyxl wrote them."""
    out = BytesIO()
    book.save(out)
    parts = read_archive(out.getvalue())
    parts["docProps/core.xml"] = _TIMES.sub(b"", parts["docProps/core.xml"])
    return write_archive(parts)
