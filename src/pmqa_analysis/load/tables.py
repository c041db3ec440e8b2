"""Read the tables of an office's folder: CSV and Excel as text, YAML lists; all with addresses."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import yaml

from pmqa_analysis.errors import DataError, nearest
from pmqa_analysis.office import Office, UniqueKeyLoader, yaml_problem

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Mark", "MarkKind", "RawTable", "load_entries", "load_table"]

MarkKind = Literal[
    "hidden_row", "hidden_column", "note_below", "merged_title", "merged_cell", "mojibake_repaired",
    "mojibake", "hidden_sheet", "sheet_not_read", "short_row",
]  # fmt: skip


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
        title = self.titles.get(column, column)
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
        title = self.titles.get(column, column)
        place = f"{self.name}!{self.letters.get(column, '')}" if self.sheet else self.path
        return f"{place} [{title}]"

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row's number and its cells by column."""
        for row, cells in zip(self.frame.index, self.frame.to_dict("records"), strict=True):
            yield int(row), {str(column): str(cell) for column, cell in cells.items()}


def load_table(office: Office, path: str, columns: Sequence[str]) -> RawTable:
    """Read a CSV or Excel table that must have exactly these columns, in any order.

    Raises:
        DataError: If the file cannot be read, is no UTF-8 text, has an unknown, missing or
            doubled column, or a row of another length.
    """
    content = office.read(path)
    read = _excel_rows if PurePosixPath(path).suffix.lower() == ".xlsx" else _csv_rows
    rows = read(path, content)
    if not rows:
        raise DataError("table.empty", where=path)
    header = [title.strip() for title in rows[0][1]]
    _check_columns(path, header, columns)
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
    return RawTable(path, frame[list(columns)])


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


def _csv_rows(path: str, content: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError("table.not_utf8", where=f"{path}:{line}") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, start = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, [cell.strip() for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise DataError("table.bad_csv", where=f"{path}:{start}", problem=error) from None
    return rows


def _excel_rows(path: str, content: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet that holds values, as text."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        plain = openpyxl.load_workbook(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise DataError("table.not_excel", where=path) from None
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a bad zip holds
        problem = type(error).__name__
        raise DataError("table.bad_excel", where=path, problem=problem) from None
    sheet = next((each for each in book.worksheets if _has_values(each)), book.worksheets[0])
    formulas = plain[sheet.title]
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        for cell in cells:
            if cell.value is None and formulas[cell.coordinate].value is not None:
                address = f"{path} {sheet.title}!{cell.coordinate}"
                raise DataError("table.formula_without_value", where=address)
        texts = [_cell_text(cell.value) for cell in cells]
        if any(texts):
            rows.append((number, texts))
    return rows


def _has_values(sheet: Worksheet) -> bool:
    return any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def _cell_text(value: object) -> str:
    """Return a cell's text; a float as Excel shows it, with 15 digits: 434.9999999999999 is 435."""
    if value is None:
        return ""
    if isinstance(value, float) and not isinstance(value, bool):
        return format(Decimal(format(value, ".15g")), "f")
    return str(value).strip()


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
