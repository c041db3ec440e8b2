"""When the steps of the standard processes were begun and ended, where an office says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import load_table
from pmqa_analysis.office import Office

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
            started = date.fromisoformat(cells["started"])
            ended = date.fromisoformat(cells["ended"]) if cells["ended"] else None
        except ValueError:
            started, ended = date.max, date.min
        if ended and ended < started:
            dates = f"{cells['started']} – {cells['ended']}"
            faults.append(DataError("process.bad_dates", where=where, found=dates))
        else:
            found.append(ProcessTime(cells["step"], started, ended, where))
    raise_faults(faults)
    return tuple(found)
