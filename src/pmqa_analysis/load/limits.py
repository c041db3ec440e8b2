"""Limits before parsing: how large a file may be, and whether it is what its name says."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pmqa_analysis.errors import DataError, SettingsError

__all__ = [
    "DEFAULT_LIMITS", "Limits", "check_area", "check_cell", "check_file", "check_workbook",
    "column_letter", "file_family", "read_member",
]  # fmt: skip

_Positive = Annotated[int, Field(ge=1)]
_MEBIBYTE = 2**20


class Limits(BaseModel):
    """The most that a reader takes; a file beyond any of them is refused before it is parsed.

    Attributes:
        file_bytes: Size of the file as it lies on the disk.
        unzipped_bytes: Size of all members of a workbook together.
        ratio: Unzipped over zipped size; not asked of less than ``ratio_from_bytes``.
        ratio_from_bytes: Unzipped size from which the ratio is asked.
        members: Number of members in a workbook's zip container.
        rows: Last row of a sheet, or records of a text file.
        columns: Last column that holds a value.
        sheets: Number of sheets in a workbook.
        cells: Rows times columns of one table.
        cell_chars: Characters of the longest cell; Excel itself takes 32,767.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    file_bytes: _Positive = 1024 * _MEBIBYTE
    unzipped_bytes: _Positive = 1024 * _MEBIBYTE
    ratio: _Positive = 200
    ratio_from_bytes: _Positive = 8 * _MEBIBYTE
    members: _Positive = 2_000
    rows: _Positive = 2_000_000
    columns: _Positive = 2_000
    sheets: _Positive = 100
    cells: _Positive = 80_000_000
    cell_chars: _Positive = 32_767


DEFAULT_LIMITS = Limits()

_FAMILIES = {
    "text": (".csv", ".tsv", ".tab", ".txt"),
    "workbook": (".xlsx", ".xltx"),
    "spss": (".sav", ".zsav"),
}
_MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam", ".xlsb")
_MAGICS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cfb"),
    (b"%PDF", "PDF"),
    (b"$FL2", "SPSS"),
    (b"$FL3", "SPSS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div)[\s>]", re.IGNORECASE)
_EXPECTED = {"text": "CSV", "workbook": "Excel (.xlsx)", "spss": "SPSS (.sav)"}
_FOUND = {
    "zip": "ZIP", "workbook": "Excel (.xlsx)", "SPSS": "SPSS (.sav)", "text": "ข้อความ / text",
    "cfb": "Office 97 – 2003 (.xls, .doc …)", "word": "Word (.docx)", "ppt": "PowerPoint (.pptx)",
}  # fmt: skip
# Limits that have a message of their own: a zip bomb, and a cell that strays far out.
_OWN_MESSAGES = {
    "ratio": "file.zip_bomb", "unzipped_bytes": "file.zip_bomb", "columns": "file.far_cell",
    "rows": "file.far_cell",
}  # fmt: skip
_CFB_NAMES = {"EncryptedPackage": "encrypted", "Workbook": "xls", "Book": "xls"}


def file_family(path: str) -> str:
    """Return ``text``, ``workbook`` or ``spss``: the kind of file that a path's ending promises.

    Raises:
        DataError: If it is a macro workbook, an old ``.xls``, or an ending that no reader takes.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _MACRO_SUFFIXES:
        raise DataError("file.macros", where=path)
    if suffix == ".xls":
        return "workbook"
    for family, suffixes in _FAMILIES.items():
        if suffix in suffixes:
            return family
    known = ", ".join(one for suffixes in _FAMILIES.values() for one in suffixes)
    raise SettingsError("file.unknown_ending", where=path, found=suffix or "-", expected=known)


def check_file(path: str, content: bytes, family: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Check that a file is of the family that its name promises, and not too large.

    Raises:
        DataError: If it is empty, too large, encrypted, an old workbook, or something else
            than its name says.
    """
    if not content:
        raise DataError("file.empty", where=path)
    if len(content) > limits.file_bytes:
        _refuse(path, "file_bytes", len(content), limits.file_bytes)
    found = _content_kind(content)
    if found == "cfb":
        inside = next((kind for name, kind in _CFB_NAMES.items() if _names(content, name)), "")
        if inside == "encrypted":
            raise DataError("file.encrypted", where=path)
        if inside == "xls" and family == "workbook":
            raise DataError("file.old_excel", where=path)
    matches = {"text": "text", "workbook": "zip", "spss": "SPSS"}[family]
    if found != matches:
        found = "workbook" if found == "zip" and b"xl/workbook" in content else found
        raise DataError(
            "file.not_what_it_says", where=path, found=_FOUND.get(found, found),
            expected=_EXPECTED[family],
        )  # fmt: skip


def check_workbook(path: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> zipfile.ZipFile:
    """Return a workbook's container, checked by its directory alone: nothing is unpacked.

    Raises:
        DataError: If it is truncated, too large or too dense, encrypted, no workbook, or holds
            macros or links to other workbooks.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError):
        raise DataError("file.truncated", where=path) from None
    members = container.infolist()
    _check_members(path, members, len(content), limits)
    names = [member.filename for member in members]
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise DataError("file.macros", where=path)
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        raise DataError("file.external_links", where=path)
    if not any(name.lower().startswith("xl/") for name in names):
        found = next((word for word in ("word", "ppt") if f"{word}/" in "".join(names)), "zip")
        raise DataError(
            "file.not_what_it_says", where=path, found=_FOUND[found],
            expected=_EXPECTED["workbook"],
        )  # fmt: skip
    if b"macroEnabled" in read_member(path, container, "[Content_Types].xml"):
        raise DataError("file.macros", where=path)
    return container


def read_member(path: str, container: zipfile.ZipFile, name: str) -> bytes:
    """Return a member of a checked container; empty where there is none.

    Raises:
        DataError: If its bytes are damaged.
    """
    try:
        return container.read(name) if name in container.NameToInfo else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
        raise DataError("file.truncated", where=f"{path} ({name})") from None


def check_area(where: str, rows: int, columns: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Check that a table's last row, last column and area are within the limits.

    Raises:
        DataError: If one of them is not.
    """
    sizes = {"columns": columns, "rows": rows, "cells": rows * columns}
    for name, found in sizes.items():
        if found > getattr(limits, name):
            _refuse(where, name, found, getattr(limits, name))


def check_cell(where: str, chars: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Check that a cell is not longer than the limit.

    Raises:
        DataError: If it is: an unclosed quote makes such cells.
    """
    if chars > limits.cell_chars:
        _refuse(where, "cell_chars", chars, limits.cell_chars)


def column_letter(number: int) -> str:
    """Return the letter of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _check_members(path: str, members: list[zipfile.ZipInfo], zipped: int, limits: Limits) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise DataError("file.encrypted", where=path)
    if len(members) > limits.members:
        _refuse(path, "members", len(members), limits.members)
    unzipped = sum(member.file_size for member in members)
    if unzipped > limits.unzipped_bytes:
        _refuse(path, "unzipped_bytes", unzipped, limits.unzipped_bytes)
    if unzipped > limits.ratio_from_bytes and unzipped > limits.ratio * zipped:
        _refuse(path, "ratio", unzipped // zipped, limits.ratio)


def _content_kind(content: bytes) -> str:
    for magic, kind in _MAGICS:
        if content.startswith(magic):
            return kind
    start = content[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    start = start.replace(b"\0", b"") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    if _HTML.match(start) or (start.startswith(b"<?xml") and _HTML.search(start)):
        return "HTML"
    return "XML" if start.startswith(b"<?xml") else "text"


def _names(content: bytes, name: str) -> bool:
    """Return whether a compound file's directory has an entry of that name."""
    return name.encode("utf-16-le") in content


def _refuse(where: str, limit: str, found: int, most: int) -> None:
    raise DataError(
        _OWN_MESSAGES.get(limit, "file.over_limit"),
        where=where,
        limit=limit,
        found=f"{found:,}",
        most=f"{most:,}",
    )
