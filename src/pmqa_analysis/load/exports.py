"""The one door for the files that offices export: each by its kind, checked before it is parsed."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

from pmqa_analysis.errors import SettingsError, nearest
from pmqa_analysis.load.delimited import read_delimited
from pmqa_analysis.load.forms import read_form
from pmqa_analysis.load.limesurvey import read_limesurvey
from pmqa_analysis.load.limits import DEFAULT_LIMITS, Limits, check_file, file_family
from pmqa_analysis.load.raw_table import RawTable
from pmqa_analysis.load.spss import read_spss
from pmqa_analysis.load.workbook import read_workbook
from pmqa_analysis.office import Office
from pmqa_analysis.thai import normalise

__all__ = ["ExportKind", "guess_kind", "load_export", "read_export"]

ExportKind = Literal[
    "csv", "workbook", "google_forms", "microsoft_forms", "limesurvey", "spss"
]  # fmt: skip
_FAMILIES = {
    "csv": ("text",), "workbook": ("workbook",), "spss": ("spss",),
    "google_forms": ("text", "workbook"), "microsoft_forms": ("text", "workbook"),
    "limesurvey": ("text", "workbook"),
}  # fmt: skip
# A title in small letters that only exports of the kind have.
_MARKS: dict[ExportKind, set[str]] = {
    "limesurvey": {"submitdate", "date submitted", "lastpage", "last page"},
    "microsoft_forms": {"start time", "completion time", "เวลาเริ่มต้น", "เวลาที่เสร็จสมบูรณ์"},
    "google_forms": {"timestamp", "ประทับเวลา"},
}


def load_export(
    office: Office,
    path: str,
    *,
    kind: ExportKind,
    sheet: str | None = None,
    encoding: str | None = None,
    header_row: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[RawTable]:
    """Read an exported file of the office: one table, or one for each sheet that holds values.

    Nothing is changed: cells are text as they came, rows have the numbers that a person sees.
    How the file was read, and what is odd about it, stands in each table's remarks, as
    ``name: particulars``: encoding, delimiter, header rows, mojibake, doubled title, untitled
    columns, blank rows, hidden rows, hidden columns, hidden sheet, empty sheets, title above,
    note below, merged title, error values, B.E. year read as C.E. and the like.

    Args:
        office: The office in whose folder the file stands.
        path: The file inside that folder.
        kind: What wrote the file.
        sheet: Sheet of a workbook; all that hold values otherwise.
        encoding: Encoding of a text or SPSS file, where it is known: no other is then tried.
        header_row: First row of the header; found otherwise.
        limits: What is refused before parsing.

    Raises:
        SettingsError: If the kind or the file's ending is unknown, or they do not agree.
        DataError: If the file cannot be read; see the readers.
    """
    _check_kind(path, kind)
    with office.reading(path) as content:
        return read_export(
            path, content, kind=kind, sheet=sheet, encoding=encoding, header_row=header_row,
            limits=limits,
        )  # fmt: skip


def read_export(
    path: str,
    content: bytes,
    *,
    kind: ExportKind,
    sheet: str | None = None,
    encoding: str | None = None,
    header_row: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[RawTable]:
    """Read the bytes of an exported file; ``path`` names it in addresses and faults.

    Raises:
        SettingsError: As :func:`load_export`.
        DataError: As :func:`load_export`.
    """
    family = _check_kind(path, kind)
    check_file(path, content, family, limits)
    if family == "spss":
        return [read_spss(path, content, encoding=encoding, limits=limits)]
    if family == "workbook":
        tables = read_workbook(path, content, sheet=sheet, header_row=header_row, limits=limits)
    else:
        tables = [
            read_delimited(path, content, encoding=encoding, header_row=header_row, limits=limits)
        ]
    return [_as_kind(table, kind) for table in tables]


def guess_kind(path: str, content: bytes) -> ExportKind:
    """Return what wrote a file, by its ending and the titles of its columns.

    Raises:
        SettingsError: If no reader takes the file's ending.
        DataError: If the file cannot be read.
    """
    family = file_family(path)
    if family == "spss":
        return "spss"
    plain: ExportKind = "csv" if family == "text" else "workbook"
    tables = read_export(path, content, kind=plain)
    titles = {normalise(str(title)).lower() for table in tables for title in table.frame.columns}
    for kind, marks in _MARKS.items():
        if titles & marks:
            return kind
    return plain


def _check_kind(path: str, kind: str) -> str:
    """Return the family of a file that may be of that kind."""
    if kind not in get_args(ExportKind):
        raise SettingsError(
            "file.unknown_kind", where=path, found=kind, near=nearest(kind, _FAMILIES) or "-",
            known=", ".join(_FAMILIES),
        )  # fmt: skip
    family = file_family(path)
    if family not in _FAMILIES[kind]:
        raise SettingsError("file.other_kind", where=path, kind=kind, found=family)
    return family


def _as_kind(table: RawTable, kind: ExportKind) -> RawTable:
    if kind in ("google_forms", "microsoft_forms"):
        return read_form(table)
    return read_limesurvey(table) if kind == "limesurvey" else replace(table)
