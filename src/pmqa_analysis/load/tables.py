"""Read the tables of an office's folder: CSV and Excel as text, YAML lists; all with addresses."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Literal

import pandas as pd
import yaml

from pmqa_analysis.errors import DataError, nearest, raise_faults
from pmqa_analysis.load.decoding import decode
from pmqa_analysis.load.records import DELIMITERS
from pmqa_analysis.office import Office, UniqueKeyLoader, yaml_problem

__all__ = ["Mark", "MarkKind", "RawTable", "load_entries", "load_table"]

MarkKind = Literal[
    "hidden_row", "hidden_column", "note_below", "merged_title", "merged_cell", "mojibake_repaired",
    "mojibake", "hidden_sheet", "sheet_not_read", "short_row",
]  # fmt: skip

_ERROR_VALUES = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader found odd: its kind, its address, and of how many rows or cells it tells."""

    kind: MarkKind
    address: str
    count: int = 1


@dataclass(frozen=True)
class RawTable:
    """A table as it came: nothing changed, every value with its address.

    Attributes:
        path: File inside the office's folder.
        frame: Text only, blank for an empty cell. Its index is the row's number in the file
            as a person counts it; its columns are unique keys.
        sheet: Sheet of a workbook; empty elsewhere.
        titles: For a column's key, its title as exported, where that is not the key itself.
        letters: For a column's key, its letter in a workbook; empty elsewhere.
        labels: For a column's key, the label of each code, where the file itself has them.
        missing: For a column's key, the codes that the file itself declares missing.
        remarks: How the file was read: encoding, delimiter, header rows, repaired mojibake.
        marks: What is odd about some cells, rows or columns, with their addresses.
    """

    path: str
    frame: pd.DataFrame
    sheet: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    def address(self, row: int, column: str) -> str:
        """Return the address of a cell: file, sheet and cell or row, and column title."""
        title = self._title(column)
        if self.sheet:
            return f"{self.path} {self.sheet}!{self.letters.get(column, '')}{row} [{title}]"
        return f"{self.path}:{row} [{title}]"

    @property
    def name(self) -> str:
        """Return the file, with its sheet where there is one."""
        return f"{self.path} {self.sheet}" if self.sheet else self.path

    def row_address(self, row: int) -> str:
        """Return the address of a whole row: file, sheet and row."""
        return f"{self.name}{'!' if self.sheet else ':'}{row}"

    def column_address(self, column: str) -> str:
        """Return the address of a whole column: file, sheet, letter and title."""
        place = f"{self.name}!{self.letters.get(column, '')}" if self.sheet else self.path
        return f"{place} [{self._title(column)}]"

    def _title(self, column: str) -> str:
        """Return a column's title; where it is doubled, and no letter tells which, its key."""
        title = self.titles.get(column, column)
        doubled = not self.sheet and column.startswith(f"{title.strip()} (")
        return column if doubled else title

    def missing_labels(self, column: str) -> frozenset[str]:
        """Return the labels of a column's codes that the file itself declares missing."""
        labels = self.labels.get(column, {})
        return frozenset(labels[code] for code in self.missing.get(column, ()) if code in labels)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row's number and its cells by column."""
        for row, cells in zip(self.frame.index, self.frame.to_dict("records"), strict=True):
            yield int(row), {str(column): str(cell) for column, cell in cells.items()}


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
