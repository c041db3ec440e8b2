"""A small form to fill in, and the filling of it as an office does: by openpyxl."""

from __future__ import annotations

import io
from collections.abc import Mapping

import openpyxl

from pmqa_analysis.blocks.entry import EntryBook, EntryColumn, EntryRow, EntrySheet
from pmqa_analysis.clean.filled_form import FilledForm, compare_form
from pmqa_analysis.load.filled_book import FilledBook, read_filled_book
from pmqa_analysis.publish.entry_book import entry_book_bytes

SHEET = "ผล"
TICKS = ("✓", "✗", "N/A", "-")
COLUMNS = (
    EntryColumn(key="asked", title="สิ่งที่ถาม", width=40),
    EntryColumn(key="tick", title="ผล", answer="choice", choices=TICKS, prompt="เลือกจากรายการ"),
    EntryColumn(key="value", title="ค่า", answer="number"),
    EntryColumn(key="date", title="วันที่", answer="date"),
    EntryColumn(key="document", title="หลักฐาน", answer="text"),
)
ROWS = (
    EntryRow(key="1.1", texts={"asked": "ตัวชี้วัดที่ 1.1"}, kind="heading"),
    EntryRow(key="1.1/1/1", texts={"asked": "มีแผน"}, asks=("tick", "date", "document")),
    EntryRow(key="1.1/3/1", texts={"asked": "ร้อยละของแผน"}, asks=("value", "document")),
)
FORM = EntryBook(
    name="แบบกรอก",
    marks={"form": "kpi", "fiscal_year": "2567", "unit": "PR"},
    sheets=(
        EntrySheet(name="คำชี้แจง", lines=("แบบกรอก", "กรอกเฉพาะช่องสีเหลือง")),
        EntrySheet(name=SHEET, lines=("ผลการดำเนินงาน",), columns=COLUMNS, rows=ROWS),
    ),
)
# The sheet has one line, a blank row, the titles in row 3, and the rows from 4 on.
TICK, VALUE, DATE, DOCUMENT = "C5", "D6", "E5", "F5"


def opened(form: EntryBook = FORM) -> openpyxl.Workbook:
    """Return the form's workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(entry_book_bytes(form)))


def filled(
    cells: Mapping[str, object], *, form: EntryBook = FORM, sheet: str = SHEET
) -> FilledBook:
    """Return the form with these cells of a sheet filled in, saved and read again."""
    book = opened(form)
    for place, value in cells.items():
        book[sheet][place] = value
    return reread(book)


def reread(book: openpyxl.Workbook, path: str = "PR.xlsx") -> FilledBook:
    """Return a workbook saved and read again as a filled one."""
    out = io.BytesIO()
    book.save(out)
    return read_filled_book(path, out.getvalue())


def compared(cells: Mapping[str, object], **options: str) -> FilledForm:
    """Return the form with these cells filled in, held against itself."""
    return compare_form(filled(cells, **options), FORM)
