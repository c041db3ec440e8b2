"""Complaints, suggestions, comments and compliments of a fiscal year, row by row, without names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal, cast, get_args

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.cells import (
    read_choice,
    read_count,
    read_day,
    read_day_of_year,
)
from pmqa_analysis.clean.services.rows import read_rows
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.office import Office

__all__ = [
    "CHANNELS", "COMPLAINT_COLUMNS", "KINDS", "Channel", "Complaint", "Kind", "load_complaints",
    "load_holidays",
]  # fmt: skip

Kind = Literal["complaint", "suggestion", "comment", "compliment"]
Channel = Literal["executive", "staff", "call_center", "internet", "social"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
COMPLAINT_COLUMNS = (
    "id", "kind", "channel", "received", "answered", "urgent", "reported", "repeat_of", "bureau",
    "satisfaction",
)  # fmt: skip
HOLIDAYS = "reference/holidays.csv"
BEST_SCORE = 5
_EARLIER_YEAR = re.compile(r"25\d\d/.+")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What one person brought forward.

    ``reported`` is the day on which an urgent case was brought before the working group.
    ``repeat_of`` is the id of the earlier case, ``2566/12`` for one of an earlier year.
    ``satisfaction`` with how it was handled is 1 to 5, None where nobody was asked.
    """

    id: str
    kind: Kind
    channel: Channel
    received: date
    answered: date | None
    urgent: bool
    reported: date | None
    repeat_of: str
    bureau: str
    satisfaction: int | None
    address: str


def load_complaints(
    office: Office, ledger: Ledger, path: str, fiscal_year: int
) -> tuple[Complaint, ...]:
    """Read a year's register of complaints, CSV or Excel.

    Raises:
        DataError: Every row that cannot be taken, told together: an unknown kind or channel, a
            day outside the year or before the case came in, an id twice, a repeat of nothing.
    """
    table = ledger.apply(load_table(office, path, COMPLAINT_COLUMNS))
    read = partial(_complaint, fiscal_year=fiscal_year)
    found, faults = read_rows(table, read, lambda one: one.id)
    faults += [
        DataError("complaint.repeat_of_nothing", where=one.address, found=one.repeat_of)
        for one in found.values()
        if not _is_repeat(one, found)
    ]
    raise_faults(faults)
    return tuple(found.values())


def _is_repeat(one: Complaint, known: Mapping[str, Complaint]) -> bool:
    """Return whether what a case repeats came in before it, or nothing is repeated."""
    if not one.repeat_of or _EARLIER_YEAR.fullmatch(one.repeat_of):
        return True
    first = known.get(one.repeat_of)
    return first is not None and first is not one and first.received <= one.received


def _complaint(
    table: RawTable, number: int, cells: Mapping[str, str], fiscal_year: int
) -> Complaint:
    def where(column: str) -> str:
        return table.address(number, column)

    for column in ("id", "bureau"):
        if not cells[column]:
            raise DataError("register.blank", where=where(column), name=column)
    received = read_day_of_year(cells["received"], where("received"), fiscal_year)
    urgent = read_choice(cells["urgent"] or "no", ("yes", "no"), where("urgent")) == "yes"
    days = {column: read_day(cells[column], where(column)) for column in ("answered", "reported")}
    for column, day in days.items():
        if day is not None and day < received:
            raise DataError(
                "complaint.before_received", where=where(column), found=cells[column],
                expected=cells["received"],
            )  # fmt: skip
    if days["reported"] and not urgent:
        raise DataError("complaint.not_urgent", where=where("reported"), found=cells["reported"])
    return Complaint(
        id=cells["id"], kind=cast("Kind", read_choice(cells["kind"], KINDS, where("kind"))),
        channel=cast("Channel", read_choice(cells["channel"], CHANNELS, where("channel"))),
        received=received, answered=days["answered"], urgent=urgent, reported=days["reported"],
        repeat_of=cells["repeat_of"], bureau=cells["bureau"],
        satisfaction=read_count(cells["satisfaction"], where("satisfaction"), 1, BEST_SCORE),
        address=where("id"),
    )  # fmt: skip


def load_holidays(office: Office, ledger: Ledger) -> frozenset[date]:
    """Return the days of ``reference/holidays.csv``; an office without the file has none.

    Raises:
        DataError: If a day is none.
    """
    if not office.has(HOLIDAYS):
        return frozenset()
    table = ledger.apply(load_table(office, HOLIDAYS, ("date", "name_th", "name_en")))
    days = [
        read_day(cells["date"], table.address(number, "date")) for number, cells in table.records()
    ]
    return frozenset(day for day in days if day is not None)
