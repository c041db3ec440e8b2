"""The office's self-assessment: one row a box or a dimension, self and assessor side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pmqa_analysis.clean.issues import Issue, make_issue
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.pmqa.criteria import Criteria
from pmqa_analysis.clean.pmqa.evidence import (
    EVIDENCE_COLUMNS,
    FEWEST,
    Evidence,
    read_evidence,
)
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.office import Office
from pmqa_analysis.thai import to_arabic_digits

__all__ = [
    "ASSESSMENT_COLUMNS", "Answer", "Answers", "box_rows", "load_answers", "read_answers",
]  # fmt: skip

ASSESSMENT_COLUMNS = (
    "item", "box", "level", "text", "self", "assessor", *EVIDENCE_COLUMNS, "reason",
    "assessor_reason", "strengths", "improvements",
)  # fmt: skip
_YES = {"yes", "y", "1", "true", "✓", "✔", "☑", "ใช่", "มี", "ผ่าน"}
_BAD_SCORES = {
    "gated_levels": "assessment.bad_gated_levels",
    "weakest_dimension": "assessment.bad_weakest_dimension",
}
_NO = {"no", "n", "0", "false", "✗", "✘", "☒", "ไม่ใช่", "ไม่มี", "ไม่ผ่าน"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office and the assessor say of one box, or of one dimension of an item.

    ``self`` and ``assessor`` are 1 or 0 for a box, a percentage for a dimension, None where
    nothing is said.
    """

    item: str
    box: str
    self: Fraction | None
    assessor: Fraction | None
    evidence: tuple[Evidence, ...]
    reason: str
    assessor_reason: str
    strengths: str
    improvements: str
    address: str


@dataclass(frozen=True)
class Answers:
    """One year's answers by box, the file that they stand in, and what is doubtful in them."""

    criteria: Criteria
    file: str
    by_box: Mapping[str, Answer] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def of_item(self, item: str) -> list[Answer]:
        """Return an item's answers."""
        return [answer for answer in self.by_box.values() if answer.item == item]

    def ticked(self, item: str, side: str) -> set[str]:
        """Return the boxes that one side ticked: ``self`` or ``assessor``."""
        return {answer.box for answer in self.of_item(item) if getattr(answer, side)}


def box_rows(criteria: Criteria) -> Iterator[dict[str, str]]:
    """Yield a row for each box, or for each dimension of an item, in the criteria's order.

    Category 7 of the gated scheme has no rows: it is fed by the year's results.
    """
    for category in criteria.categories:
        for item in category.items:
            for box in item.boxes:
                yield {"item": item.item, "box": box.box, "level": box.level, "text": box.text_th}
            for each in criteria.dimensions.get(category.role, ()):
                yield {
                    "item": item.item, "box": f"{item.item}-{each.dimension}",
                    "level": each.title_th, "text": item.title_th,
                }  # fmt: skip


def load_answers(office: Office, ledger: Ledger, path: str, criteria: Criteria) -> Answers:
    """Read a year's assessment, CSV or Excel.

    Raises:
        DataError: Every cell that cannot be taken, told together.
    """
    return read_answers(ledger.apply(load_table(office, path, ASSESSMENT_COLUMNS)), criteria)


def read_answers(table: RawTable, criteria: Criteria) -> Answers:
    """Return the answers of a raw table, checked against the criteria.

    Raises:
        DataError: As :func:`load_answers`.
    """
    known = {row["box"]: row["item"] for row in box_rows(criteria)}
    faults: list[PmqaError] = []
    found: dict[str, Answer] = {}
    for row, cells in table.records():
        where = table.address(row, "box")
        if cells["box"] not in known or cells["item"] not in (known[cells["box"]], ""):
            near = nearest(cells["box"], known) or "-"
            faults.append(
                DataError("assessment.unknown_box", where=where, found=cells["box"], near=near)
            )
        elif cells["box"] in found:
            other = found[cells["box"]].address
            faults.append(DataError("row.doubled", where=where, other=other))
        else:
            found[cells["box"]] = _answer(table, row, cells, known[cells["box"]], criteria, faults)
    raise_faults(faults)
    return Answers(criteria, table.path, found, tuple(_gate_issues(found, criteria)))


def _answer(
    table: RawTable, row: int, cells: Mapping[str, str], item: str, criteria: Criteria,
    faults: list[PmqaError],
) -> Answer:  # fmt: skip
    answer = Answer(
        item=item, box=cells["box"], address=table.address(row, "self"),
        self=_score(table, row, cells, "self", criteria, faults),
        assessor=_score(table, row, cells, "assessor", criteria, faults),
        evidence=read_evidence(table, row, cells, faults),
        reason=cells["reason"], assessor_reason=cells["assessor_reason"],
        strengths=cells["strengths"], improvements=cells["improvements"],
    )  # fmt: skip
    filled = len({cells[column] for column in EVIDENCE_COLUMNS if cells[column]})
    if answer.self and filled < FEWEST:
        faults.append(
            DataError("assessment.no_evidence", where=answer.address, box=answer.box, found=filled)
        )
    for side, reason in (("self", "reason"), ("assessor", "assessor_reason")):
        if getattr(answer, side) and not cells[reason]:
            where = table.address(row, reason)
            faults.append(DataError("assessment.no_reason", where=where, box=answer.box))
    return answer


def _score(
    table: RawTable, row: int, cells: Mapping[str, str], side: str, criteria: Criteria,
    faults: list[PmqaError],
) -> Fraction | None:  # fmt: skip
    text = to_arabic_digits(cells[side]).lower()
    if not text:
        return None
    if criteria.rule == "gated_levels":
        if text in _YES | _NO:
            return Fraction(text in _YES)
    elif text.isdecimal() and int(text) <= 100 and int(text) % 5 == 0:
        return Fraction(int(text))
    where = table.address(row, side)
    faults.append(DataError(_BAD_SCORES[criteria.rule], where=where, found=cells[side]))
    return None


def _gate_issues(found: Mapping[str, Answer], criteria: Criteria) -> Iterator[Issue]:
    """Yield one issue for each item that has a level ticked above an open lower one."""
    for item in criteria.items.values():
        lower_open = ""
        for level in criteria.levels:
            boxes = criteria.boxes_of(item, level.level)
            ticked = [box for box in boxes if _is_ticked(found, box.box)]
            if lower_open and ticked:
                yield make_issue(
                    "level_before_lower", found[ticked[0].box].address, count=len(ticked),
                    item=item.item, level=level.level, lower=lower_open,
                )  # fmt: skip
            if not lower_open and len(ticked) < len(boxes):
                lower_open = level.level


def _is_ticked(found: Mapping[str, Answer], box: str) -> bool:
    return box in found and bool(found[box].self)
