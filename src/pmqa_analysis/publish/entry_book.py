"""Write a workbook to be filled in: locked but for the answers, with lists to choose from."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pmqa_analysis.blocks.entry import MARKS_SHEET, EntryBook, EntryColumn, EntryRow, EntrySheet
from pmqa_analysis.publish.archives import read_archive, write_archive
from pmqa_analysis.thai import wrap_words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["entry_book_bytes", "workbook_bytes"]

FONT = "TH Sarabun New"
_INK, _NAVY, _PALE, _OPEN = "1F2933", "1F4E79", "EEF2F6", "FFF8E1"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_TEXT, _DAY = "@", "yyyy-mm-dd"
_TEXT_CHARS = 32_000
_FILL = 0.85
_LINES_WIDTH, _LINE_HEIGHT = 110.0, 21.0


def entry_book_bytes(form: EntryBook) -> bytes:
    """Return the workbook of a form as the bytes of an .xlsx file; the same form, the same bytes.

    Only the cells that are asked can be typed in. The first column of each sheet, hidden, has
    the keys of its rows; a hidden sheet has the marks that say what the workbook is.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in form.sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet)
    _write_marks(book.create_sheet(MARKS_SHEET), form)
    book.properties.title = form.name
    book.properties.creator = "pmqa_analysis"
    return workbook_bytes(book)


def workbook_bytes(book: Workbook) -> bytes:
    """Return a workbook's bytes without the time at which it was saved."""
    saved = io.BytesIO()
    book.save(saved)
    parts = read_archive(saved.getvalue())
    core = "docProps/core.xml"
    parts[core] = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", parts[core])
    return write_archive(parts)


def _write_marks(page: Worksheet, form: EntryBook) -> None:
    for row, (name, value) in enumerate(form.marks.items(), start=1):
        page.cell(row, 1, name)
        page.cell(row, 2, value)
    page.sheet_state = "veryHidden"
    page.protection.enable()


def _write_sheet(page: Worksheet, sheet: EntrySheet) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    for row, line in enumerate(sheet.lines, start=1):
        _style(page.cell(row, 2, line), bold=row == 1, size=18 if row == 1 else 15)
        if not sheet.columns:
            page.row_dimensions[row].height = _height([(line, _LINES_WIDTH)], 24)
        else:
            page.cell(row, 2).alignment = Alignment(wrap_text=False)
    for number, column in enumerate(sheet.columns, start=2):
        _write_title(page.cell(sheet.title_row, number, column.title))
        page.row_dimensions[sheet.title_row].height = 3 * _LINE_HEIGHT
        page.column_dimensions[get_column_letter(number)].width = column.width
    for number, row_form in sheet.places():
        _write_row(page, number, row_form, sheet)
        page.row_dimensions[number].height = _height(
            (row_form.texts.get(column.key, ""), column.width) for column in sheet.columns
        )
    for validation in _validations(sheet):
        page.add_data_validation(validation)
    _set_page(page, sheet)


def _write_title(cell: Cell) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(name=FONT, size=14, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color=_NAVY)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = _border()


def _write_row(page: Worksheet, number: int, row: EntryRow, sheet: EntrySheet) -> None:
    page.cell(number, 1, row.key)
    for place, column in enumerate(sheet.columns, start=2):
        cell = page.cell(number, place, row.texts.get(column.key))
        _style(cell, bold=row.kind == "heading", size=14)
        cell.border = _border()
        if row.kind == "heading":
            _fill(cell, _PALE)
        if column.key in row.asks:
            _open(cell, column)


def _open(cell: Cell, column: EntryColumn) -> None:
    from openpyxl.styles import Protection

    cell.protection = Protection(locked=False)
    _fill(cell, _OPEN)
    cell.number_format = {"date": _DAY, "number": "General"}.get(column.answer or "", _TEXT)


def _validations(sheet: EntrySheet) -> list[DataValidation]:
    """Return the rules of the columns that have open cells, each over its own cells."""
    from openpyxl.utils import get_column_letter

    found = []
    for place, column in enumerate(sheet.columns, start=2):
        cells = [
            f"{get_column_letter(place)}{number}"
            for number, row in sheet.places()
            if column.key in row.asks
        ]
        if cells:
            rule = _rule(column)
            for cell in cells:
                rule.add(cell)
            found.append(rule)
    return found


def _rule(column: EntryColumn) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.answer == "choice":
        rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"')
    elif column.answer == "number":
        rule = DataValidation(type="decimal", operator="between", formula1="-1e12", formula2="1e12")
    elif column.answer == "date":
        rule = DataValidation(type="date", operator="greaterThan", formula1="36526")
        rule.errorStyle = "warning"  # a date of the Buddhist Era may be typed as text
    else:
        rule = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=str(_TEXT_CHARS)
        )
    rule.allow_blank = True
    rule.showErrorMessage = True
    rule.errorTitle = rule.promptTitle = column.title[:30]
    rule.error = rule.prompt = column.prompt[:250] or column.title
    rule.showInputMessage = bool(column.prompt)
    return rule


def _set_page(page: Worksheet, sheet: EntrySheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    page.column_dimensions["A"].hidden = True
    page.protection.enable()
    page.protection.formatColumns = page.protection.formatRows = False
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.columns:
        page.freeze_panes = f"B{sheet.title_row + 1}"
        page.print_title_rows = f"{sheet.title_row}:{sheet.title_row}"
    else:
        page.column_dimensions["B"].width = _LINES_WIDTH


def _height(cells: Iterable[tuple[str, float]], line: float = _LINE_HEIGHT) -> float:
    """Return the height of a row in points; no program measures it on opening the file."""
    lines = (len(wrap_words(text, int(width * _FILL))) for text, width in cells)
    return line * max(1, *lines)


def _style(cell: Cell, *, bold: bool, size: int) -> None:
    from openpyxl.styles import Alignment, Font

    cell.font = Font(name=FONT, size=size, bold=bold, color=_INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _fill(cell: Cell, colour: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=colour)


def _border() -> Border:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="B8C2CC")
    return Border(left=side, right=side, top=side, bottom=side)
