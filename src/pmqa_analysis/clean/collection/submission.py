"""One filled workbook: whose it is, what it answers, and what is wrong with its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pmqa_analysis.blocks.entry import EntryBook
from pmqa_analysis.clean.collection.entered import (
    Entered,
    read_date,
    read_number,
    read_status,
    read_tick,
)
from pmqa_analysis.clean.collection.issues import EntryIssue, EntryIssueKind, entry_issue
from pmqa_analysis.clean.filled_form import Answer, FilledForm, compare_form
from pmqa_analysis.clean.scorecards.duties import Unit
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.load.filled_book import FilledBook
from pmqa_analysis.thai import normalise, to_arabic_digits

__all__ = ["SetAside", "Submission", "read_submission"]

_READERS = {"tick": read_tick, "status": read_status, "date": read_date}
_NUMBERS = ("value", "numerator", "denominator")
_BAD: Mapping[str, EntryIssueKind] = {
    "tick": "bad_tick", "status": "bad_status", "date": "bad_date", "self_score": "bad_score",
    **dict.fromkeys(_NUMBERS, "bad_number"),
}  # fmt: skip
_FAULTS: Mapping[str, EntryIssueKind] = {
    "sheet_missing": "sheet_missing", "structure": "structure", "wording": "wording",
    "stray": "stray",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetAside:
    """A filled cell that is not in the table: where it stands, and why it was set aside."""

    unit: str
    address: str
    text: str
    reason: str


@dataclass(frozen=True)
class Submission:
    """A filled workbook, read: its rows, what was set aside, what is wrong."""

    path: str
    unit: Unit
    months: int
    rows: tuple[Entered, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    issues: tuple[EntryIssue, ...] = field(default=())


def read_submission(
    book: FilledBook, form: EntryBook, framework: Framework, unit: Unit, months: int
) -> Submission:
    """Read a filled workbook against the form of its unit and round."""
    reader = _Reader(framework, unit)
    filled = compare_form(book, form)
    reader.tell_faults(filled)
    rows = tuple(reader.entered(row, answers, months) for row, answers in _by_row(filled.answers))
    return Submission(
        book.path, unit, months, tuple(row for row in rows if row.texts),
        tuple(reader.set_aside), tuple(reader.issues),
    )  # fmt: skip


def _by_row(answers: Sequence[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    """Yield each row of the form with all its answers; a KPI's row stands on a sheet of its own."""
    ordered = sorted(answers, key=lambda one: one.row)
    for row, same in groupby(ordered, key=lambda one: one.row):
        yield row, list(same)


class _Reader:
    """What is found while the rows of one workbook are read."""

    def __init__(self, framework: Framework, unit: Unit) -> None:
        self.framework, self.unit = framework, unit
        self.set_aside: list[SetAside] = []
        self.issues: list[EntryIssue] = []

    def tell(self, kind: EntryIssueKind, address: str, **particulars: object) -> None:
        """Note an issue of this unit."""
        self.issues.append(entry_issue(kind, self.unit.name_th, address, **particulars))

    def tell_faults(self, filled: FilledForm) -> None:
        """Note where the workbook is not the form, and what was set aside for it."""
        for fault in filled.faults:
            particulars = {"expected": fault.expected or "-", "found": fault.found or "-"}
            self.tell(_FAULTS[fault.kind], fault.address, **particulars)
        broken = {fault.kind for fault in filled.faults} & {"structure", "sheet_missing"}
        for answer in filled.set_aside:
            reason = "structure" if broken and not answer.row else "stray"
            self.set_aside.append(SetAside(self.unit.unit, answer.address, answer.text, reason))

    def entered(self, row: str, answers: Sequence[Answer], months: int) -> Entered:
        """Return one row, each of its cells read or set aside."""
        texts: dict[str, str] = {}
        for answer in answers:
            column, text = self._moved(answer)
            kept = self._kept(column, text)
            if kept is None:
                self._put_aside(_BAD[column], answer)
            elif texts.setdefault(column, kept) != kept:
                self._put_aside("value_and_status", answer)
        places = {answer.column: answer.address for answer in answers}
        return Entered(self.unit.unit, months, row, self._reports(row), texts, places)

    def _put_aside(self, kind: EntryIssueKind, answer: Answer) -> None:
        self.tell(kind, answer.address, found=answer.text)
        self.set_aside.append(SetAside(self.unit.unit, answer.address, answer.text, kind))

    def _moved(self, answer: Answer) -> tuple[str, str]:
        """Return the column that an answer belongs in: a reason typed as a value is a reason."""
        if answer.column == "value" and read_status(answer.text) is not None:
            return "status", answer.text
        return answer.column, answer.text

    def _kept(self, column: str, text: str) -> str | None:
        """Return the text as the table has it; None where the cell cannot be taken."""
        if column in _READERS:
            return _READERS[column](text)
        number = read_number(text)
        if column in _NUMBERS:
            return None if number is None else _plain(text)
        if column == "self_score":
            fits = number is not None and 0 <= number <= self.framework.head.top
            return _plain(text) if fits else None
        return text

    def _reports(self, row: str) -> bool:
        """Return whether the unit, or a group of it, reports what the row asks."""
        return any(
            owner.reports
            for kpi, owner in self.framework.roles_of(self.unit.unit)
            if row == f"kpi:{kpi.kpi}" or row.startswith(f"{kpi.rubric}:")
        )


def _plain(text: str) -> str:
    """Return a number's text in Arabic digits, without a percent sign or grouping commas."""
    plain = to_arabic_digits(normalise(text)).removesuffix("%").strip()
    return plain.replace(",", "").replace("\u2212", "-")
