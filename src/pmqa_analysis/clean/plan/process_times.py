"""When the steps of the standard processes were begun and ended, where an office says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import load_table
from pmqa_analysis.office import Office
from pmqa_analysis.thai import parse_day

__all__ = ["PROCESS_TIME_COLUMNS", "ProcessTime", "load_process_times"]

PROCESS_TIME_COLUMNS = ("step", "started", "ended", "note")


@dataclass(frozen=True, slots=True)
class ProcessTime:
    """The days on which a step was begun and ended; no end while it runs."""

    step: str
    started: date
    ended: date | None
    address: str


def load_process_times(
    office: Office, ledger: Ledger, path: str, steps: Collection[str]
) -> tuple[ProcessTime, ...]:
    """Read the dates of the steps.

    Raises:
        DataError: If a step is unknown, a date is none, or an end lies before its start.
    """
    table = ledger.apply(load_table(office, path, PROCESS_TIME_COLUMNS))
    faults: list[PmqaError] = []
    found = []
    for number, cells in table.records():
        where = table.address(number, "step")
        if cells["step"] not in steps:
            near = nearest(cells["step"], steps) or "-"
            faults.append(DataError("plan.unknown", where=where, found=cells["step"], near=near))
            continue
        try:
            column = "started"
            started = parse_day(cells[column])
            column = "ended"
            ended = parse_day(cells[column]) if cells[column] else None
            if ended and ended < started:
                raise ValueError("ended before it was started")
        except ValueError:
            cell = table.address(number, column)
            faults.append(DataError("process.bad_dates", where=cell, found=cells[column] or "-"))
            continue
        found.append(ProcessTime(cells["step"], started, ended, where))
    raise_faults(faults)
    return tuple(found)
