"""The corrections ledger: every manual fix of source data, with its reason and its guard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pmqa_analysis.clean.issues import Issue
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import RawTable

__all__ = ["CORRECTIONS_FILE", "Correction", "Ledger", "read_corrections"]

CORRECTIONS_FILE = "corrections.yml"


class Correction(BaseModel):
    """One entry of the ledger.

    ``row`` names the one row by the text of its cells; ``expect`` is the text that the cell
    must still hold; ``value`` is the text put in its place (``override`` only).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    file: str
    row: Annotated[dict[str, str], Field(min_length=1)]
    column: str
    action: Literal["override", "drop", "flag"]
    expect: str
    value: str | None = None
    reason_th: Annotated[str, Field(min_length=1)]
    reason_en: Annotated[str, Field(min_length=1)]
    who: str
    date: date


def read_corrections(entries: Iterable[Any]) -> tuple[Correction, ...]:
    """Return the ledger's entries.

    Raises:
        DataError: If an entry has an unknown, missing or wrong part, or an id stands twice.
    """
    found: dict[str, Correction] = {}
    for number, entry in enumerate(entries, start=1):
        where = f"{CORRECTIONS_FILE} #{number}"
        try:
            correction = Correction.model_validate(entry)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            problem = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise DataError("corrections.bad_entry", where=where, problem=problem) from None
        if correction.id in found or (correction.action == "override") != (
            correction.value is not None
        ):
            problem = "id stands twice" if correction.id in found else "value goes with override"
            raise DataError("corrections.bad_entry", where=where, problem=problem)
        found[correction.id] = correction
    return tuple(found.values())


class Ledger:
    """Apply corrections to tables, and find those that matched nothing.

    Attributes:
        issues: One issue for each correction applied.
    """

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._open = list(corrections)
        self.issues: list[Issue] = []

    def apply(self, table: RawTable) -> RawTable:
        """Return the table with its corrections made; the given table stays as it came.

        Raises:
            DataError: If an entry of this file matches no row or several, or its guard fails.
        """
        mine = [entry for entry in self._open if entry.file == table.path]
        self._open = [entry for entry in self._open if entry.file != table.path]
        for entry in mine:
            table = self._apply_one(table, entry)
        return table

    def check_all_used(self) -> None:
        """Raise for every entry whose file was never read: it matches nothing.

        Raises:
            DataError: One or several, told together.
        """
        raise_faults(
            [
                DataError("corrections.unmatched", where=_name(entry), file=entry.file, found=0)
                for entry in self._open
            ]
        )

    def _apply_one(self, table: RawTable, entry: Correction) -> RawTable:
        row = _matching_row(table, entry)
        address = table.address(row, entry.column)
        found = str(table.frame.loc[row, entry.column])
        if found != entry.expect:
            raise DataError(
                "corrections.expect_failed", where=_name(entry), cell=address,
                expected=entry.expect, found=found,
            )  # fmt: skip
        frame = table.frame
        if entry.action == "override":
            frame = frame.copy()
            frame.loc[row, entry.column] = entry.value
        elif entry.action == "drop":
            frame = frame.drop(index=row)
        kinds: dict[str, Literal["corrected", "dropped", "flagged"]] = {
            "override": "corrected", "drop": "dropped", "flag": "flagged",
        }  # fmt: skip
        self.issues.append(Issue(kinds[entry.action], address, entry.reason_th, entry.reason_en))
        return replace(table, frame=frame)


def _matching_row(table: RawTable, entry: Correction) -> int:
    unknown = [name for name in (*entry.row, entry.column) if name not in table.frame.columns]
    if unknown:
        problem = f"{table.path} has no column {unknown[0]!r}"
        raise DataError("corrections.bad_entry", where=_name(entry), problem=problem)
    matches = pd.Series(True, index=table.frame.index)
    for column, text in entry.row.items():
        matches &= table.frame[column] == text
    rows = list(table.frame.index[matches])
    if len(rows) != 1:
        raise DataError(
            "corrections.unmatched", where=_name(entry), file=entry.file, found=len(rows)
        )
    return int(rows[0])


def _name(entry: Correction) -> str:
    return f"{CORRECTIONS_FILE} {entry.id}"
