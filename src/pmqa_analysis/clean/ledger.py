"""The ledger of one opened year: each raw table is corrected here, before it is cleaned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from pmqa_analysis.clean.corrections import CORRECTIONS_FILE, Correction, read_corrections
from pmqa_analysis.clean.issues import Issue, make_issue
from pmqa_analysis.clean.surveys.labels import label_key
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import RawTable, load_entries
from pmqa_analysis.office import Office

__all__ = ["Ledger", "load_ledger"]

_KINDS: Mapping[str, Literal["corrected", "dropped", "flagged"]] = {
    "override": "corrected", "recode": "corrected", "drop": "dropped", "flag": "flagged",
}  # fmt: skip


class Ledger:
    """Apply corrections to tables as they came, and find those that matched nothing.

    One ledger serves all that is read for a year; a file may be read more than once.
    """

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._corrections = tuple(corrections)
        self._applied: dict[str, dict[str, Issue]] = {each.id: {} for each in self._corrections}
        self._private: set[str] = set()
        self._marks: dict[str, tuple[Issue, ...]] = {}

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return one issue for each correction applied, but those of answers to a survey."""
        files = {entry.file for entry in self._corrections} - self._private
        return self.issues_of(*files)

    @property
    def marks(self) -> tuple[Issue, ...]:
        """Return what the readers found odd in the tables, but in answers to a survey."""
        return tuple(issue for found in self._marks.values() for issue in found)

    def issues_of(self, *files: str) -> tuple[Issue, ...]:
        """Return one issue for each correction applied to these files, in the ledger's order."""
        mine = [entry for entry in self._corrections if entry.file in files]
        return tuple(issue for entry in mine for issue in self._applied[entry.id].values())

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
        if private:
            self._private.add(table.path)
        else:
            self._marks[table.name] = tuple(
                make_issue(mark.kind, mark.address, count=mark.count) for mark in table.marks
            )
        names = _names(table) | dict(columns or {})
        for entry in self._corrections:
            if entry.file == table.path and entry.sheet in ("", table.sheet):
                table = self._apply_one(table, _with_keys(entry, names), private)
        return table

    def check_all_used(self, belongs_elsewhere: Callable[[str], bool] | None = None) -> None:
        """Raise for every entry that was applied to nothing: its file or its sheet was not read.

        Args:
            belongs_elsewhere: Whether a file is read elsewhere, or later.

        Raises:
            DataError: One or several, told together.
        """
        raise_faults(
            [
                _unmatched(entry, 0)
                for entry in self._corrections
                if not self._applied[entry.id]
                and not (belongs_elsewhere and belongs_elsewhere(entry.file))
            ]
        )

    def _apply_one(self, table: RawTable, entry: Correction, private: bool) -> RawTable:
        rows = _matching_rows(table, entry)
        if not len(rows) and table.sheet and not entry.sheet:
            return table  # the row may stand on another sheet
        applied = self._applied[entry.id]
        sheets = len(applied.keys() | {table.name}) if entry.action != "recode" else 1
        if len(rows) * sheets != 1 and (entry.action != "recode" or not len(rows)):
            raise _unmatched(entry, len(rows) * sheets)
        _check_guard(table, entry, int(rows[0]), private)
        applied[table.name] = Issue(
            _KINDS[entry.action], table.address(int(rows[0]), entry.column), entry.reason_th,
            entry.reason_en, count=len(rows),
        )  # fmt: skip
        return replace(table, frame=_changed(table.frame, entry, rows))


def load_ledger(office: Office) -> Ledger:
    """Read the office's ledger; an office without the file has corrected nothing.

    Raises:
        DataError: If an entry cannot be taken.
    """
    return Ledger(read_corrections(load_entries(office, CORRECTIONS_FILE)))


def _unmatched(entry: Correction, found: int) -> DataError:
    return DataError("corrections.unmatched", where=entry.where, file=entry.file, found=found)


def _names(table: RawTable) -> dict[str, str]:
    """Return the column of each name by which the file itself knows it, the surest name last."""
    keys = [str(key) for key in table.frame.columns]
    letters = {table.letters[key]: key for key in keys if key in table.letters}
    titles = {table.titles[key]: key for key in reversed(keys) if key in table.titles}
    return letters | titles | {key: key for key in keys}


def _with_keys(entry: Correction, names: Mapping[str, str]) -> Correction:
    """Return the entry with the table's own keys in the place of other names of columns."""
    row = entry.row and {names.get(name, name): text for name, text in entry.row.items()}
    return entry.model_copy(update={"column": names.get(entry.column, entry.column), "row": row})


def _matching_rows(table: RawTable, entry: Correction) -> pd.Index:
    """Return the rows that an entry names: of a recode, those with the text that it expects."""
    named = entry.row or {}
    unknown = [name for name in (*named, entry.column) if name not in table.frame.columns]
    if unknown:
        problem = f"{table.path} has no column {unknown[0]!r}"
        raise DataError("corrections.bad_entry", where=entry.where, problem=problem)
    matches = pd.Series(True, index=table.frame.index)
    if entry.source_row is not None:
        matches &= table.frame.index == entry.source_row
    for column, text in named.items():
        matches &= table.frame[column] == text
    if entry.action == "recode":
        numbers, texts = pd.factorize(table.frame[entry.column].to_numpy(dtype=object))
        same = [label_key(str(text)) == label_key(entry.expect) for text in texts]
        matches &= np.append(same, False)[numbers].astype(bool)
    return table.frame.index[matches]


def _changed(frame: pd.DataFrame, entry: Correction, rows: pd.Index) -> pd.DataFrame:
    """Return the frame with one correction made."""
    if entry.action == "drop":
        return frame.drop(index=rows)
    if entry.action == "flag":
        return frame
    column = frame[entry.column].astype(object)
    column.loc[rows] = entry.value
    changed = frame.copy(deep=False)
    changed[entry.column] = column
    return changed


def _check_guard(table: RawTable, entry: Correction, row: int, private: bool) -> None:
    found, address = str(table.frame.loc[row, entry.column]), table.address(row, entry.column)
    if found == entry.expect or entry.action == "recode":
        return
    if private:
        raise DataError("corrections.expect_failed_private", where=entry.where, cell=address)
    raise DataError(
        "corrections.expect_failed", where=entry.where, cell=address,
        expected=entry.expect, found=found,
    )  # fmt: skip
