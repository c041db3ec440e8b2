"""Filled forms of the agreement's units, made cell by cell without a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pmqa_analysis.blocks.entry import MARKS_SHEET, EntryBook
from pmqa_analysis.clean.collection.checks import check_submission
from pmqa_analysis.clean.collection.gathered import Gathered, gather
from pmqa_analysis.clean.collection.submission import Submission, read_submission
from pmqa_analysis.load.filled_book import FilledBook, FilledSheet
from pmqa_analysis.present import Wording
from pmqa_analysis.present.scorecards.entry_form import unit_form
from pmqa_analysis.settings import OfficeCard
from tests.assess.scorecards.reports import framework

AGREEMENT = framework("agreement_2567")
CARD = OfficeCard(id="senate", name_th="สำนักงาน", name_en="Office")
ITEMS, KPIS = "ผลรายข้อ", "ปัญหาและข้อเสนอแนะ"
Cells = Mapping[str, Mapping[str, str]]


@cache
def form_of(unit: str, months: int = 12) -> EntryBook:
    """Return the form of a unit."""
    return unit_form(AGREEMENT, AGREEMENT.units[unit], months, CARD, Wording())


def filled_book(
    unit: str,
    cells: Cells,
    months: int = 12,
    path: str = "",
    marks: Mapping[str, str] | None = None,
) -> FilledBook:  # fmt: skip
    """Return the form of a unit with these cells filled in, by row and column."""
    form = form_of(unit, months)
    path = path or f"{unit}_{months}.xlsx"
    pages = [_marks_page(path, {**form.marks, **(marks or {})})]
    for sheet in form.sheets:
        texts = {(row, 2): line for row, line in enumerate(sheet.lines, start=1)}
        for number, column in enumerate(sheet.columns, start=2):
            texts[sheet.title_row, number] = column.title
        for number, row in sheet.places():
            texts[number, 1] = row.key
            given = cells.get(row.key, {})
            for column in sheet.columns:
                text = given.get(column.key) or row.texts.get(column.key)
                if text and (column.key in row.asks or column.key in row.texts):
                    texts[number, sheet.column_number(column.key)] = text
        pages.append(FilledSheet(path, sheet.name, texts))
    return FilledBook(path, tuple(pages))


def _marks_page(path: str, marks: Mapping[str, str]) -> FilledSheet:
    texts = {}
    for row, (name, value) in enumerate(marks.items(), start=1):
        texts |= {(row, 1): name, (row, 2): value}
    return FilledSheet(path, MARKS_SHEET, texts)


def submitted(unit: str, cells: Cells, months: int = 12, path: str = "") -> Submission:
    """Return a unit's workbook, read and checked."""
    book = filled_book(unit, cells, months, path)
    read = read_submission(book, form_of(unit, months), AGREEMENT, AGREEMENT.units[unit], months)
    return check_submission(read, AGREEMENT)


def gathered(*submissions: Submission, owed: tuple[str, ...] = (), months: int = 12) -> Gathered:
    """Return workbooks gathered, those of ``owed`` being asked for."""
    forms = [(AGREEMENT.units[unit], months, form_of(unit, months)) for unit in owed]
    return gather(submissions, forms, AGREEMENT)


def kinds(one: Submission | Gathered) -> list[str]:
    """Return the kinds of issues in their order."""
    return [issue.kind for issue in one.issues]
