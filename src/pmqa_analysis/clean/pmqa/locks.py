"""Closed files: once closed, a file keeps its content until its reopening is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from pmqa_analysis.errors import DataError, SettingsError, model_errors
from pmqa_analysis.load import load_entries
from pmqa_analysis.office import Office
from pmqa_analysis.settings import StrictModel

__all__ = ["LOCKS_FILE", "LockRecord", "check_unchanged", "last_record", "read_locks"]

LOCKS_FILE = "locks.yml"
_Told = Annotated[str, Field(min_length=1, pattern=r"\S")]


class LockRecord(StrictModel):
    """One closing or reopening of a file: who, when, why, and the content's hash when closed."""

    file: _Told
    action: Literal["closed", "reopened"]
    name: _Told
    date: date
    reason: str = ""
    sha256: str = ""


def read_locks(office: Office) -> tuple[LockRecord, ...]:
    """Return every closing and reopening that the office recorded, in their order.

    Raises:
        SettingsError: If a record lacks its name, date, or a reopening its reason.
    """
    records = []
    for number, entry in enumerate(load_entries(office, LOCKS_FILE), start=1):
        where = f"{LOCKS_FILE} #{number}"
        try:
            record = LockRecord.model_validate(entry)
        except ValidationError as error:
            raise model_errors(where, LockRecord, error)[0] from None
        lacking = "reason" if record.action == "reopened" else "sha256"
        if not getattr(record, lacking).strip():
            raise SettingsError("settings.missing_key", where=where, name=lacking)
        records.append(record)
    return tuple(records)


def last_record(records: Sequence[LockRecord], file: str) -> LockRecord | None:
    """Return the last record of a file, or None where it was never closed."""
    return next((record for record in reversed(records) if record.file == file), None)


def check_unchanged(office: Office, records: Sequence[LockRecord], file: str) -> None:
    """Check that a closed file still has the content that it was closed with.

    Raises:
        DataError: If it was edited after its closing, or cannot be read.
    """
    last = last_record(records, file)
    if last is None or last.action == "reopened":
        return
    office.read(file)
    if office.inputs_read[file] != last.sha256:
        raise DataError("lock.edited", where=file, name=last.name, date=last.date.isoformat())
