"""Faults planted in an export, each written down, so that what finds them can be counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

import numpy as np

from pmqa_analysis.clean.surveys.codebook import Codebook, FieldColumn, Group, Item, Scale
from pmqa_analysis.clean.surveys.labels import label_key, scale_labels
from pmqa_analysis.simulate.columns import ExportColumn
from pmqa_analysis.simulate.draw import Drawn
from pmqa_analysis.simulate.writing import Cell, Style, write_time

__all__ = ["Fault", "Mess", "Planted", "plant_mess"]

Fault = Literal[
    "off_scale", "unknown_answer", "other_scale", "unreadable_time", "outside_year", "doubled_id",
    "duplicate", "blank", "rejected",
]  # fmt: skip
_NO_DAY = "30/02/2567 10:00:00"
_YEAR = timedelta(days=400)
_SLIP = "กก"
_NO_CATEGORY = f"ไม่อยู่ในรายการ{_SLIP}"


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault: its kind (that of the issue it causes), its row of data, and its column.

    ``row`` counts the rows of the file below the header, from 0; ``column`` is a question's id,
    empty for a whole row.
    """

    kind: Fault
    row: int
    column: str = ""


Maker = Callable[[int, int], Planted]


@dataclass(frozen=True)
class Mess:
    """What was planted, and which respondent stands in each row of the file; None in a blank."""

    rows: list[int | None]
    planted: list[Planted]


def plant_mess(
    book: Codebook, columns: list[ExportColumn], drawn: Drawn, style: Style, year: int,
    count: int, random: np.random.RandomState,
) -> Mess:  # fmt: skip
    """Plant so many faults in the cells, each kind in its turn, no two with one respondent.

    Kinds that an export cannot have are left out: a number is all that SPSS holds, and consent
    is refused only where it is asked.
    """
    careful = random.permutation(np.flatnonzero(~drawn.careless)).tolist()
    free: Iterator[int] = iter(careful)
    makers = list(_makers(book, columns, drawn, style, year, random))
    faults: list[Planted] = []
    for number in range(count if makers else 0):
        own = [next(free, None), next(free, None)]
        if None in own:
            break
        first, second = sorted(row for row in own if row is not None)
        faults.append(makers[number % len(makers)](first, second))
    return _placed(len(drawn.ids), faults)


def _placed(n: int, faults: list[Planted]) -> Mess:
    """Return the rows of the file: blank ones before their respondent, repeated ones at the end."""
    blank = {fault.row for fault in faults if fault.kind == "blank"}
    rows: list[int | None] = []
    for respondent in range(n):
        rows += [None, respondent] if respondent in blank else [respondent]
    place = {respondent: number for number, respondent in enumerate(rows) if respondent is not None}
    planted = []
    for fault in faults:
        if fault.kind == "duplicate":
            rows.append(fault.row)
        spot = {"blank": place[fault.row] - 1, "duplicate": len(rows) - 1}
        planted.append(replace(fault, row=spot.get(fault.kind, place[fault.row])))
    return Mess(rows, planted)


def _makers(
    book: Codebook, columns: list[ExportColumn], drawn: Drawn, style: Style, year: int,
    random: np.random.RandomState,
) -> Iterator[Maker]:  # fmt: skip
    """Yield for each kind that this export can have what plants it with a respondent."""
    if style.family != "spss":
        yield from _text_makers(book, columns, year, random)
    items = [one for one in columns if isinstance(one.question, Item)]
    if items:
        yield lambda row, _: _write(_any(items, random), row, "off_scale", _off_scale(book, style))
    yield lambda row, _: Planted("blank", row)
    sent = _of_role(columns, "submitted")
    if sent:
        yield lambda row, _: Planted("duplicate", row)
        yield lambda row, _: _write(
            sent, row, "outside_year", write_time(drawn.submitted[row] - _YEAR, style), whole=True
        )
    consent = _of_role(columns, "consent")
    if consent:
        yield lambda row, _: _write(consent, row, "rejected", _refusal(consent), whole=True)
    ids = _of_role(columns, "respondent")
    if ids:
        yield lambda first, second: _write(ids, second, "doubled_id", ids.cells[first], whole=True)


def _text_makers(
    book: Codebook, columns: list[ExportColumn], year: int, random: np.random.RandomState
) -> Iterator[Maker]:
    """Yield what plants the faults that only a cell of text can have."""
    items = [one for one in columns if isinstance(one.question, Item)]
    if items:
        yield lambda row, _: _write(
            column := _any(items, random), row, "unknown_answer", _slip(book, column, year)
        )
    strange = [one for one in items if _foreign(book, one, year)]
    if strange:
        yield lambda row, _: _write(
            column := _any(strange, random), row, "other_scale", _foreign(book, column, year)
        )
    closed = [one for one in columns if isinstance(one.question, Group) and not one.question.other]
    if closed:
        yield lambda row, _: _write(_any(closed, random), row, "unknown_answer", _NO_CATEGORY)
    sent = _of_role(columns, "submitted")
    if sent:
        yield lambda row, _: _write(sent, row, "unreadable_time", _NO_DAY)


def _write(
    column: ExportColumn, row: int, kind: Fault, cell: Cell, *, whole: bool = False
) -> Planted:
    column.cells[row] = cell
    return Planted(kind, row, "" if whole else column.name)


def _any(columns: list[ExportColumn], random: np.random.RandomState) -> ExportColumn:
    return columns[int(random.randint(0, len(columns)))]


def _of_role(columns: list[ExportColumn], role: str) -> ExportColumn | None:
    return next(
        (one for one in columns if isinstance(one.question, FieldColumn)
         and one.question.role == role), None,
    )  # fmt: skip


def _refusal(column: ExportColumn) -> Cell:
    question = column.question
    refused = question.refuses if isinstance(question, FieldColumn) else ()
    return refused[0] if refused else "ไม่ยินยอม"


def _scale(book: Codebook, column: ExportColumn, year: int) -> Scale:
    question = column.question
    name = question.scale_in(year) if isinstance(question, Item) else None
    return book.scale_by_id[name or ""]


def _off_scale(book: Codebook, style: Style) -> Cell:
    """Return a number that is beyond every scale of the codebook."""
    number = max(one.code for scale in book.scales for one in scale.codes) + 3
    return str(number) if style.family == "text" else number


def _slip(book: Codebook, column: ExportColumn, year: int) -> Cell:
    """Return a label with a slip of the pen, which is no label of any scale."""
    return _scale(book, column, year).codes[0].th + _SLIP


def _foreign(book: Codebook, column: ExportColumn, year: int) -> str:
    """Return a label of another scale that is none of the column's own; empty for none."""
    own = {key for key, _ in scale_labels(_scale(book, column, year))}
    labels = (one.th for scale in book.scales for one in scale.codes if one.answer)
    strange = (text for text in labels if label_key(text) not in own)
    return next((text for text in strange if not label_key(text).isdecimal()), "")
