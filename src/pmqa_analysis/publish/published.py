"""Read ``published/<fy>.csv``: every figure as the office printed it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import NoReturn

from pmqa_analysis.errors import DataError
from pmqa_analysis.office import Office
from pmqa_analysis.publish.verify import Key, PublishedRow
from pmqa_analysis.rounding import RULES, exact, printed_decimals
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["COLUMNS", "load_published"]

COLUMNS = (
    "section", "measure", "fiscal_year", "kind", "printed", "decimals", "rounding", "document",
    "line", "status", "reason",
)  # fmt: skip
STATUSES = ("exact", "known_difference")
_MAY_BE_EMPTY = frozenset({"fiscal_year", "decimals", "reason"})


def load_published(office: Office, fiscal_year: int) -> list[PublishedRow]:
    """Return the published figures of a year, in the order of the file.

    Raises:
        DataError: If the file or one of its cells cannot be read (file, row, column), a figure
            stands twice, or there is none.
    """
    path = f"published/{fiscal_year}.csv"
    rows = [_row(f"{path}:{number}", cells) for number, cells in _records(path, office.read(path))]
    first: dict[Key, str] = {}
    for row in rows:
        other = first.setdefault(row.key, row.address)
        if other != row.address:
            raise DataError("verify.doubled", where=row.address, other=other)
    if not rows:
        raise DataError("verify.empty", where=path)
    return rows


def _records(path: str, content: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return the rows by column, numbered as a spreadsheet does: the header is row 1."""
    try:
        text = content.decode("utf-8-sig")
        header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        _refuse(path, type(error).__name__, "CSV UTF-8")
    if sorted(header) != sorted(COLUMNS):
        missing = ", ".join(name for name in COLUMNS if name not in header) or "-"
        extra = ", ".join(name for name in header if header.count(name) > (name in COLUMNS)) or "-"
        raise DataError("verify.bad_columns", where=path, missing=missing, extra=extra)
    records = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            _refuse(f"{path}:{number}", f"{len(cells)} cells", f"{len(header)} cells")
        records.append((number, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    return records


def _row(address: str, cells: Mapping[str, str]) -> PublishedRow:
    for column in COLUMNS:
        if not cells[column] and column not in _MAY_BE_EMPTY:
            _refuse(f"{address} {column}", "", "text")
    _choose(address, cells, "rounding", RULES)
    _choose(address, cells, "status", STATUSES)
    is_known = cells["status"] == "known_difference"
    if is_known and not cells["reason"]:
        _refuse(f"{address} reason", "", "known_difference: reason")
    return PublishedRow(
        key=Key(cells["section"], cells["measure"], _year(address, cells), cells["kind"]),
        printed=cells["printed"],
        decimals=_decimals(address, cells),
        rounding=cells["rounding"],
        document=cells["document"],
        line=cells["line"],
        known_difference=is_known,
        reason=cells["reason"],
        address=address,
    )


def _year(address: str, cells: Mapping[str, str]) -> int | None:
    text = cells["fiscal_year"]
    if text and not (text.isascii() and text.isdecimal() and len(text) == 4):
        _refuse(f"{address} fiscal_year", text, "2563")
    return int(text) if text else None


def _decimals(address: str, cells: Mapping[str, str]) -> int | None:
    """Return the decimals of a printed number; they must be what is printed."""
    number = to_arabic_digits(cells["printed"]).strip("()").replace("\u2212", "-")
    try:
        exact(number)
        expected = str(printed_decimals(number))
    except ValueError:
        expected = ""
    if cells["decimals"] != expected:
        _refuse(f"{address} decimals", cells["decimals"], expected or "-")
    return int(expected) if expected else None


def _choose(address: str, cells: Mapping[str, str], column: str, known: tuple[str, ...]) -> None:
    if cells[column] not in known:
        _refuse(f"{address} {column}", cells[column], " | ".join(known))


def _refuse(where: str, found: str, expected: str) -> NoReturn:
    raise DataError("verify.bad_cell", where=where, found=found, expected=expected) from None
