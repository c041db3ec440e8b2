"""Whose a filled workbook is: held against the marks of the forms that are in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pmqa_analysis.blocks.entry import MARKS_SHEET, EntryBook
from pmqa_analysis.clean.collection.checks import check_submission
from pmqa_analysis.clean.collection.issues import EntryIssue, entry_issue
from pmqa_analysis.clean.collection.submission import SetAside, Submission, read_submission
from pmqa_analysis.clean.filled_form import read_marks
from pmqa_analysis.clean.scorecards.duties import Unit
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.load.filled_book import FilledBook

__all__ = ["FormOf", "Refused", "take_workbook"]

FormOf = Callable[[Unit, int], EntryBook]


@dataclass(frozen=True)
class Refused:
    """A file that is no filled form of ours, and every text that stands in it."""

    issue: EntryIssue
    set_aside: tuple[SetAside, ...]


def take_workbook(
    book: FilledBook, framework: Framework, units: Mapping[str, Unit], form_of: FormOf
) -> Submission | Refused:
    """Return what a filled workbook says, or why it cannot be taken.

    Args:
        book: The workbook as it was read.
        framework: What is reported on.
        units: The units that report, by their ids.
        form_of: The form of a unit and a round, as it would be made today.
    """
    marks = read_marks(book)
    if marks.get("form") != "kpi":
        return _refused(book, entry_issue("foreign", "", book.path))
    unit = units.get(marks.get("unit", ""))
    if unit is None:
        found = marks.get("unit") or "-"
        known = ", ".join(units)
        issue = entry_issue("unknown_unit", "", book.path, found=found, known=known)
        return _refused(book, issue)
    months = marks.get("round", "")
    if months not in {str(each) for each in framework.head.rounds}:
        known = ", ".join(map(str, framework.head.rounds))
        return _refused(book, _other(book, unit, "round", months, known))
    form = form_of(unit, int(months))
    for name in ("office", "framework", "fiscal_year"):
        found, expected = marks.get(name) or "-", form.marks[name]
        if found != expected:
            return _refused(book, _other(book, unit, name, found, expected))
    submission = read_submission(book, form, framework, unit, int(months))
    return check_submission(submission, framework)


def _other(book: FilledBook, unit: Unit, name: str, found: str, expected: str) -> EntryIssue:
    return entry_issue(
        "other_form", unit.name_th, book.path, name=name, found=found or "-", expected=expected
    )


def _refused(book: FilledBook, issue: EntryIssue) -> Refused:
    texts = (
        SetAside("", page.address(row, column), text, issue.kind)
        for page in book.sheets
        if page.name != MARKS_SHEET
        for row, column, text in page.filled()
    )
    return Refused(issue, tuple(texts))
