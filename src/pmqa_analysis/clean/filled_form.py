"""Hold a filled workbook against the form that it came from: answers, changes, strays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pmqa_analysis.blocks.entry import MARKS_SHEET, EntryBook, EntryRow, EntrySheet
from pmqa_analysis.load.filled_book import FilledBook, FilledSheet
from pmqa_analysis.thai import normalise

__all__ = ["Answer", "FilledForm", "FormFault", "compare_form", "read_marks"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one cell of a filled workbook; ``row`` and ``column`` are the form's keys."""

    row: str
    column: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class FormFault:
    """One place where a filled workbook is not the form.

    ``sheet_missing``, ``structure`` (a key or a title is another: the sheet's answers cannot be
    told apart), ``wording`` (a printed text is another) or ``stray`` (a text in a cell that
    nothing is asked in).
    """

    kind: Literal["sheet_missing", "structure", "wording", "stray"]
    address: str
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled workbook, read: no cell of it is in neither of the three.

    ``answers`` stand where they are asked; ``set_aside`` are the texts that stand elsewhere, and
    all that stands on a sheet whose structure is another; ``faults`` say so, one a cell.
    """

    answers: tuple[Answer, ...]
    set_aside: tuple[Answer, ...]
    faults: tuple[FormFault, ...]


def read_marks(book: FilledBook) -> Mapping[str, str]:
    """Return what a filled workbook says of itself; nothing where it is no form of ours."""
    page = book.sheet(MARKS_SHEET)
    if page is None:
        return {}
    rows = sorted({row for row, _, _ in page.filled()})
    return {page.text(row, 1): page.text(row, 2) for row in rows}


def compare_form(book: FilledBook, form: EntryBook) -> FilledForm:
    """Return what was filled in, and where the workbook is no longer the form.

    A sheet that was renamed, or whose keys or titles have moved, is set aside whole, with its
    first changed cell as the fault; a changed wording is told and its row still taken. Blanks
    do not count.
    """
    answers: list[Answer] = []
    aside: list[Answer] = []
    faults: list[FormFault] = []
    for sheet in form.sheets:
        page = book.sheet(sheet.name)
        broken = _structure_fault(page, sheet, book.path)
        if page is not None and broken is None:
            faults += _wording_faults(page, sheet)
            _sort_cells(page, sheet, answers, aside, faults)
        if broken is not None:
            faults.append(broken)
            aside += _all_cells(page, sheet) if page else []
    missing = [sheet for sheet in form.sheets if book.sheet(sheet.name) is None]
    for page in book.sheets:
        renamed = next((one for one in missing if _structure_fault(page, one, "") is None), None)
        if page.name in {MARKS_SHEET, *(sheet.name for sheet in form.sheets)}:
            continue
        if renamed is not None and renamed.columns:
            aside += _all_cells(page, renamed)
        else:
            strays = [Answer("", "", text, page.address(r, c)) for r, c, text in page.filled()]
            aside += strays
            faults += [FormFault("stray", one.address, found=one.text) for one in strays]
    return FilledForm(tuple(answers), tuple(aside), tuple(faults))


def _structure_fault(page: FilledSheet | None, sheet: EntrySheet, path: str) -> FormFault | None:
    """Return the first cell, by rows, whose key or title is not the form's."""
    if page is None:
        return FormFault("sheet_missing", f"{path} {sheet.name}", expected=sheet.name)
    for (row, column), expected in _skeleton(sheet):
        found = page.text(row, column)
        if not _same(found, expected):
            return FormFault("structure", page.address(row, column), expected, found)
    last = sheet.title_row + len(sheet.rows)
    beyond = [row for row, column, _ in page.filled() if column == 1 and row > last]
    if beyond:
        found = page.text(min(beyond), 1)
        return FormFault("structure", page.address(min(beyond), 1), "", found)
    return None


def _skeleton(sheet: EntrySheet) -> Iterator[tuple[tuple[int, int], str]]:
    for number, column in enumerate(sheet.columns, start=2):
        yield (sheet.title_row, number), column.title
    for row, form in sheet.places():
        yield (row, 1), form.key


def _wording_faults(page: FilledSheet, sheet: EntrySheet) -> Iterator[FormFault]:
    for row, form in sheet.places():
        for number, column in enumerate(sheet.columns, start=2):
            expected, found = form.texts.get(column.key, ""), page.text(row, number)
            if column.key not in form.asks and expected and not _same(found, expected):
                yield FormFault("wording", page.address(row, number), expected, found)


def _sort_cells(
    page: FilledSheet, sheet: EntrySheet,
    answers: list[Answer], aside: list[Answer], faults: list[FormFault],
) -> None:  # fmt: skip
    """Put each filled cell among the answers, or aside where nothing is asked or printed."""
    rows = dict(sheet.places())
    columns = {number: column.key for number, column in enumerate(sheet.columns, start=2)}
    for row, number, text in page.filled():
        form, column = rows.get(row), columns.get(number, "")
        address = page.address(row, number)
        if form is not None and column in form.asks:
            answers.append(Answer(form.key, column, text, address))
        elif not _is_printed(row, number, form, column, sheet):
            aside.append(Answer(form.key if form else "", column, text, address))
            faults.append(FormFault("stray", address, found=text))
        elif form is not None and column and not _same(text, form.texts[column]):
            aside.append(Answer(form.key, column, text, address))


def _is_printed(
    row: int, number: int, form: EntryRow | None, column: str, sheet: EntrySheet
) -> bool:
    """Return whether the form itself prints something in that cell."""
    if row <= len(sheet.lines):
        return number == 2
    if row == sheet.title_row:
        return number <= len(sheet.columns) + 1
    return form is not None and (number == 1 or bool(form.texts.get(column)))


def _all_cells(page: FilledSheet, sheet: EntrySheet) -> Iterator[Answer]:
    """Yield the texts of a sheet but those that the form prints, as often as it prints them."""
    printed = Counter(normalise(text) for text in _printed_texts(sheet))
    for row, column, text in page.filled():
        if printed[normalise(text)] > 0:
            printed[normalise(text)] -= 1
        else:
            yield Answer("", "", text, page.address(row, column))


def _printed_texts(sheet: EntrySheet) -> Iterator[str]:
    yield from sheet.lines
    yield from (column.title for column in sheet.columns)
    for form in sheet.rows:
        yield from (form.key, *form.texts.values())


def _same(found: str, expected: str) -> bool:
    return normalise(found) == normalise(expected)
