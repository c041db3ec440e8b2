"""Read the tables of an office's folder: CSV and Excel as text, YAML lists; all with addresses."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pandas as pd
import yaml

from pmqa_analysis.errors import DataError, nearest, raise_faults
from pmqa_analysis.load.decoding import decode
from pmqa_analysis.load.raw_table import Mark, RawTable
from pmqa_analysis.load.records import DELIMITERS
from pmqa_analysis.office import Office, UniqueKeyLoader, yaml_problem

__all__ = ["load_entries", "load_table"]

_ERROR_VALUES = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)


def load_table(office: Office, path: str, columns: Sequence[str]) -> RawTable:
    """Read a CSV or Excel table that must have exactly these columns, in any order.

    A text may be in any encoding and have any delimiter that exports of surveys may. Of a
    workbook the sheet with most of the columns is read, a visible one before a hidden one;
    another with as many gets a mark.

    Raises:
        DataError: If the file cannot be read, has an unknown, missing or doubled column, or a row
            of another length.
    """
    content = office.read(path)
    ending = PurePosixPath(path).suffix.lower()
    if ending == ".xls":
        raise DataError("file.unknown_ending", where=path, found=ending, expected=".csv, .xlsx")
    if ending in (".xlsx", ".xlsm"):
        return _exact(_sheet_table(path, content, columns), columns)
    return _exact(_csv_table(path, content, columns), columns)


def load_entries(office: Office, path: str) -> list[Any]:
    """Read a YAML file that is a list; an office without the file has an empty list.

    Raises:
        DataError: If the file is no YAML or no list.
    """
    if not office.has(path):
        return []
    try:
        entries = yaml.load(office.read(path), Loader=UniqueKeyLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DataError("table.bad_yaml", where=path, problem=yaml_problem(error)) from None
    if not isinstance(entries, list | None):
        raise DataError("table.bad_yaml", where=path, problem="expected a list")
    return entries or []


def _csv_table(path: str, content: bytes, columns: Sequence[str]) -> RawTable:
    """Return the rows of a delimited text that hold anything."""
    rows = _csv_rows(path, content, columns)
    if not rows:
        raise DataError("table.empty", where=path)
    header = rows[0][1]
    for number, cells in rows[1:]:
        if len(cells) != len(header):
            raise DataError(
                "table.ragged", where=f"{path}:{number}", found=len(cells), expected=len(header)
            )
    frame = pd.DataFrame(
        [cells for _, cells in rows[1:]],
        columns=header,
        index=pd.Index([number for number, _ in rows[1:]], name="row"),
        dtype=object,
    )
    return RawTable(path, frame)


def _csv_rows(
    path: str, content: bytes, columns: Sequence[str]
) -> list[tuple[int, list[str]]]:  # fmt: skip
    text, _ = decode(path, content)
    delimiter = _delimiter(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, start = [], 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((start, stripped))
            start = reader.line_num + 1
    except csv.Error as error:
        raise DataError("table.bad_csv", where=f"{path}:{start}", problem=error) from None
    return rows


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """Return the sign that parts the first line into most of the columns; else the comma."""
    header = text.lstrip().partition("\n")[0]

    def known(sign: str) -> int:
        return len({*columns} & {title.strip().strip('"') for title in header.split(sign)})

    return max(DELIMITERS, key=known)


def _sheet_table(path: str, content: bytes, columns: Sequence[str]) -> RawTable:
    """Return the sheet with most of the columns, under its own titles, without blank rows.

    Raises:
        DataError: If a value of it would be lost or misread: in merged cells, an error value,
            or a row that stands apart below the table.
    """
    from pmqa_analysis.load.workbook import read_workbook

    if not content.startswith(b"PK"):
        raise DataError("table.not_excel", where=path)
    found = [_titled(table) for table in read_workbook(path, content)]
    fits = [len({*columns} & {*one.frame.columns}) for one in found]
    alike = [one for one, fit in zip(found, fits, strict=True) if fit == max(fits)]
    table, *others = sorted(alike, key=lambda one: any(m.kind == "hidden_sheet" for m in one.marks))
    unread = (Mark("sheet_not_read", one.name) for one in others if max(fits))
    frame = table.frame.map(lambda cell: str(cell).strip())
    frame = frame[(frame != "").any(axis="columns")]
    faults = [
        DataError("table.merged_cell", where=mark.address)
        for mark in table.marks
        if mark.kind == "merged_cell"
    ]
    faults += [
        DataError("table.note_below", where=mark.address)
        for mark in table.marks
        if mark.kind == "note_below"
    ]
    faults += [
        DataError("table.error_value", where=table.address(row, column), found=cell)
        for row, cells in replace(table, frame=frame).records()
        for column, cell in cells.items()
        if cell in _ERROR_VALUES
    ]
    raise_faults(faults)
    return replace(table, frame=frame, marks=(*table.marks, *unread))


def _titled(table: RawTable) -> RawTable:
    """Return a sheet whose columns go by the titles that a person sees."""
    keys = [str(key) for key in table.frame.columns]
    titles = [str(table.titles.get(key, key)).strip() for key in keys]
    frame = table.frame.copy(deep=False)
    frame.columns = pd.Index(titles)
    letters = {title: table.letters[key] for key, title in zip(keys, titles, strict=True)}
    return replace(table, frame=frame, titles={}, letters=letters)


def _exact(table: RawTable, columns: Sequence[str]) -> RawTable:
    """Return a table with exactly these columns, in this order."""
    _check_columns(table.name, [str(title) for title in table.frame.columns], columns)
    return replace(table, frame=table.frame[list(columns)])


def _check_columns(path: str, header: Sequence[str], columns: Sequence[str]) -> None:
    for title in header:
        if title not in columns:
            near = nearest(title, columns)
            raise DataError("table.unknown_column", where=path, name=title, near=near or "-")
        if header.count(title) > 1:
            raise DataError("table.doubled_column", where=path, name=title)
    missing = [title for title in columns if title not in header]
    if missing:
        raise DataError("table.missing_column", where=path, name=", ".join(missing))
