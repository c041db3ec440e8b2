"""What was found in filled workbooks: each issue with its unit, file and cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pmqa_analysis.errors import message

__all__ = ["EntryIssue", "EntryIssueKind", "entry_issue"]

EntryIssueKind = Literal[
    "unreadable", "not_xlsx", "foreign", "other_form", "unknown_unit", "twice", "sheet_missing",
    "structure", "wording", "stray", "bad_tick", "bad_number", "bad_status", "bad_date",
    "bad_score",
    "over_100", "below_zero", "ratio_over", "ratio_half", "ratio_differs", "value_and_status",
    "no_evidence", "fell", "differs", "unanswered",
]  # fmt: skip
_Severity = Literal["info", "warning", "error"]
_SEVERITIES: dict[str, _Severity] = {
    "entry.unreadable": "error",
    "entry.not_xlsx": "warning",
    "entry.foreign": "error",
    "entry.other_form": "error",
    "entry.unknown_unit": "error",
    "entry.twice": "error",
    "entry.sheet_missing": "error",
    "entry.structure": "error",
    "entry.wording": "info",
    "entry.stray": "warning",
    "entry.bad_tick": "error",
    "entry.bad_number": "error",
    "entry.bad_status": "error",
    "entry.bad_date": "warning",
    "entry.bad_score": "error",
    "entry.over_100": "error",
    "entry.below_zero": "error",
    "entry.ratio_over": "error",
    "entry.ratio_half": "warning",
    "entry.ratio_differs": "warning",
    "entry.value_and_status": "warning",
    "entry.no_evidence": "warning",
    "entry.fell": "warning",
    "entry.differs": "warning",
    "entry.unanswered": "info",
}


@dataclass(frozen=True, slots=True)
class EntryIssue:
    """One thing found in a filled workbook.

    Attributes:
        kind: Its name; the sentences are the message ``entry.<kind>``.
        unit: Name of the unit; blank where the workbook names none.
        path: The file.
        cell: Sheet and cell, such as ``ผลรายข้อ!E12``; blank where the whole file is meant.
        th: What was found and what to do, in Thai.
        en: The same in English.
        severity: ``error`` set something aside; ``warning`` wants a look; ``info`` is a note.
    """

    kind: EntryIssueKind
    unit: str
    path: str
    cell: str
    th: str
    en: str
    severity: _Severity


def entry_issue(kind: EntryIssueKind, unit: str, address: str, **particulars: object) -> EntryIssue:
    """Return an issue with its sentences.

    Args:
        kind: Its name.
        unit: Name of the unit.
        address: Of the cell, ``<file> <sheet>!<cell>``, or of the file alone.
        **particulars: What the sentences name.
    """
    key = f"entry.{kind}"
    told = {name: str(value) for name, value in particulars.items()}
    th, en = message(key, where=address, unit=unit or "-", **told)
    path, cell = _parted(address)
    return EntryIssue(kind, unit, path, cell, th, en, _SEVERITIES[key])


def _parted(address: str) -> tuple[str, str]:
    """Return the file and the cell of an address; a file's name ends with its ending."""
    head, ending, cell = address.partition(".xlsx ")
    return (head + ending.strip(), cell) if ending else (address, "")
