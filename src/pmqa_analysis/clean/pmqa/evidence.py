"""Pieces of evidence: a document, its date, and where it can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load import RawTable
from pmqa_analysis.thai import parse_day

__all__ = ["EVIDENCE_COLUMNS", "Evidence", "parse_evidence", "read_evidence"]

EVIDENCE_COLUMNS = tuple(f"evidence_{number}" for number in range(1, 6))
FEWEST = 2
_LINK = re.compile(r"https?://\S+|[\w\u0e00-\u0e7f./ ()-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document that bears a score out; ``link`` may be empty."""

    document: str
    day: date
    link: str = ""


def parse_evidence(text: str) -> Evidence:
    """Return the evidence of a cell: ``document | date | link``, the date as 2022-03-31.

    Raises:
        ValueError: If a part is missing, the date is none, or the link is no address.
    """
    document, day, link, *more = [part.strip() for part in (text + "||").split("|")]
    if not document or any(more):
        raise ValueError("document | date | link")
    if link and not _LINK.fullmatch(link):
        raise ValueError("link")
    return Evidence(document, parse_day(day), link)


def read_evidence(
    table: RawTable, row: int, cells: Mapping[str, str], faults: list[PmqaError]
) -> tuple[Evidence, ...]:
    """Return a row's evidence; what cannot be taken is added to ``faults`` with its cell."""
    found = []
    for column, text in _filled(cells, EVIDENCE_COLUMNS):
        try:
            found.append(parse_evidence(text))
        except ValueError:
            faults.append(
                DataError("assessment.bad_evidence", where=table.address(row, column), found=text)
            )
    return tuple(found)


def _filled(cells: Mapping[str, str], columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from ((column, cells[column]) for column in columns if cells[column])
