"""The corrections ledger: every manual fix of source data, with its reason and its guard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pmqa_analysis.clean.issues import Issue
from pmqa_analysis.clean.surveys.labels import label_key
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import RawTable

__all__ = ["CORRECTIONS_FILE", "Correction", "Ledger", "read_corrections"]

CORRECTIONS_FILE = "corrections.yml"


class Correction(BaseModel):
    """One entry of the ledger.

    ``row`` names the one row by the text of its cells, ``source_row`` by its number in the
    file; a ``recode`` may do without, and then holds for the whole column. ``expect`` is the
    text that the cell must still hold; ``value`` is the text put in its place (``override``
    and ``recode`` only). ``column`` may be the title in the file or the codebook's id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    file: str
    row: Annotated[dict[str, str], Field(min_length=1)] | None = None
    source_row: Annotated[int, Field(ge=1)] | None = None
    sheet: str = ""
    column: str
    action: Literal["override", "drop", "flag", "recode"]
    expect: str
    value: str | None = None
    reason_th: Annotated[str, Field(min_length=1)]
    reason_en: Annotated[str, Field(min_length=1)]
    who: str
    date: date

    def problem(self) -> str:
        """Return what is wrong between its parts, in one line; empty where nothing is."""
        if (self.action in ("override", "recode")) != (self.value is not None):
            return "value goes with override and recode"
        named = (self.row is not None) + (self.source_row is not None)
        if named == 2 or (not named and self.action != "recode"):
            return "row: expected either row or source_row"
        return ""


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
        problem = "id stands twice" if correction.id in found else correction.problem()
        if problem:
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

    def apply(
        self, table: RawTable, *, columns: Mapping[str, str] | None = None, private: bool = False
    ) -> RawTable:
        """Return the table with its corrections made; the given table stays as it came.

        Args:
            table: As it was read.
            columns: For other names of columns (the codebook's ids), the column's key.
            private: Whether the cells are answers, which no message may hold.

        Raises:
            DataError: If an entry of this file matches no row or several, or its guard fails.
        """
        mine = [entry for entry in self._open if _is_of(entry, table)]
        self._open = [entry for entry in self._open if not _is_of(entry, table)]
        for entry in mine:
            table = self._apply_one(table, _with_keys(entry, columns or {}), private)
        return table

    def check_all_used(self, *, belongs_elsewhere: Callable[[str], bool] | None = None) -> None:
        """Raise for every entry whose file was never read: it matches nothing.

        Args:
            belongs_elsewhere: Whether a file is read by another part of the program, which
                then checks its entries.

        Raises:
            DataError: One or several, told together.
        """
        raise_faults(
            [
                DataError("corrections.unmatched", where=_name(entry), file=entry.file, found=0)
                for entry in self._open
                if not (belongs_elsewhere and belongs_elsewhere(entry.file))
            ]
        )

    def _apply_one(self, table: RawTable, entry: Correction, private: bool) -> RawTable:
        rows = _matching_rows(table, entry)
        address = table.address(int(rows[0]), entry.column)
        _check_guard(table, entry, int(rows[0]), private)
        frame = table.frame
        if entry.action == "drop":
            frame = frame.drop(index=rows)
        elif entry.action != "flag":
            changed = frame[entry.column].astype(object)
            changed.loc[rows] = entry.value
            frame = frame.copy(deep=False)
            frame[entry.column] = changed
        self.issues.append(
            Issue(_KINDS[entry.action], address, entry.reason_th, entry.reason_en, count=len(rows))
        )
        return replace(table, frame=frame)


_KINDS: Mapping[str, Literal["corrected", "dropped", "flagged"]] = {
    "override": "corrected", "recode": "corrected", "drop": "dropped", "flag": "flagged",
}  # fmt: skip


def _is_of(entry: Correction, table: RawTable) -> bool:
    return entry.file == table.path and entry.sheet in ("", table.sheet)


def _with_keys(entry: Correction, columns: Mapping[str, str]) -> Correction:
    """Return the entry with the table's own keys in the place of other names of columns."""
    row = entry.row and {columns.get(name, name): text for name, text in entry.row.items()}
    column = columns.get(entry.column, entry.column)
    return entry.model_copy(update={"column": column, "row": row})


def _matching_rows(table: RawTable, entry: Correction) -> pd.Index:
    """Return the one row of an entry, or all those of a recode."""
    named = entry.row or {}
    unknown = [name for name in (*named, entry.column) if name not in table.frame.columns]
    if unknown:
        problem = f"{table.path} has no column {unknown[0]!r}"
        raise DataError("corrections.bad_entry", where=_name(entry), problem=problem)
    matches = pd.Series(True, index=table.frame.index)
    if entry.source_row is not None:
        matches &= table.frame.index == entry.source_row
    for column, text in named.items():
        matches &= table.frame[column] == text
    if entry.action == "recode":
        numbers, texts = pd.factorize(table.frame[entry.column].to_numpy(dtype=object))
        same = [label_key(str(text)) == label_key(entry.expect) for text in texts]
        matches &= np.append(same, False)[numbers].astype(bool)
    rows = table.frame.index[matches]
    if len(rows) == 0 or (len(rows) > 1 and entry.action != "recode"):
        raise DataError(
            "corrections.unmatched", where=_name(entry), file=entry.file, found=len(rows)
        )
    return rows


def _check_guard(table: RawTable, entry: Correction, row: int, private: bool) -> None:
    found, address = str(table.frame.loc[row, entry.column]), table.address(row, entry.column)
    if found == entry.expect or entry.action == "recode":
        return
    if private:
        raise DataError("corrections.expect_failed_private", where=_name(entry), cell=address)
    raise DataError(
        "corrections.expect_failed", where=_name(entry), cell=address,
        expected=entry.expect, found=found,
    )  # fmt: skip


def _name(entry: Correction) -> str:
    return f"{CORRECTIONS_FILE} {entry.id}"
