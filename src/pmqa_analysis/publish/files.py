"""The files of one report besides the document: its figures as CSV, its charts, its record."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from pmqa_analysis.blocks import Figure, Seal, Table
from pmqa_analysis.errors import RunError

__all__ = [
    "DONE",
    "JOB",
    "LOG",
    "Done",
    "FileRecord",
    "PartRecord",
    "check_outputs",
    "file_records",
    "notice_of",
    "record_text",
    "safe_cell",
    "sha256_of",
    "sync",
    "write_atomically",
    "write_charts",
    "write_results",
]

DONE = "done.json"
# Scaffolding of a report that is being built; it does not stay.
JOB, LOG = "job.json", "worker.log"
_NAME = re.compile(r"[A-Za-z0-9_-]+")
# The outputs that a report may have, and must have.
_OUTPUT = re.compile(
    r"report\.(?:html|pdf|docx)|tables\.xlsx|results\.csv|notebook\.ipynb|"
    r"charts/[A-Za-z0-9_-]+\.(?:svg|png|csv)"
)
_EXPECTED = {
    "report": ("report.html", "report.pdf", "results.csv", "notebook.ipynb"),
    "notebook": ("notebook.ipynb",),
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[-+]?(?:\d[\d,]*(?:\.\d+)?%?|\d+/\d+)?")


class FileRecord(BaseModel):
    """A file of a report: its hash and its size in bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    size: int


class PartRecord(BaseModel):
    """A part of a form: its pages in the PDF, and how many it may have (None: any number)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: str
    title: str
    pages: int
    max_pages: int | None = None

    @property
    def over(self) -> int:
        """Return by how many pages the part is too long; 0 where it fits."""
        return max(0, self.pages - self.max_pages) if self.max_pages else 0


class Done(BaseModel):
    """What ``done.json`` says of a finished report: how it was made and what it holds.

    ``code`` are the files of code that made it, path → SHA-256; ``environment`` is what was
    installed; ``inputs`` are the office's files. ``notice`` says of simulated data that they are.
    ``parts`` are the parts of a form, none for other reports. ``files`` has every file of the
    folder but ``done.json`` itself, path → record.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str
    job: str = ""
    title: str
    office: str
    fiscal_year: int
    notebook: str
    notebook_sha256: str
    parameters: dict[str, Any]
    form: str = "report"
    max_pages: int | None = None
    code: dict[str, str] = {}
    environment: dict[str, str] = {}
    simulated: bool
    notice: str = ""
    policies: dict[str, str]
    inputs: dict[str, str]
    results: int
    pages: int
    parts: list[PartRecord] = []
    seconds: float
    files: dict[str, FileRecord]


def write_results(path: Path, seal: Seal) -> None:
    """Write every result that the report shows, one row each, so that Excel reads the Thai."""
    columns = list(dict.fromkeys(name for row in seal.results for name in row))
    rows = ([row.get(name, "") for name in columns] for row in seal.results)
    _write_csv(path, columns, rows, notice_of(seal))


def notice_of(seal: Seal) -> str:
    """Return what every row of a file says of simulated data; empty for real ones."""
    return seal.words["simulated"] if seal.simulated else ""


def write_charts(folder: Path, figures: Sequence[Figure], notice: str = "") -> None:
    """Write each figure as ``<name>.svg`` and ``<name>.png`` with its numbers as ``<name>.csv``.

    Args:
        folder: Where they go.
        figures: Of one report.
        notice: What every row of the numbers says besides, as :func:`notice_of`.

    Raises:
        RunError: If a name cannot be a file's name, or two figures have the same.
    """
    taken: set[str] = set()
    for figure in figures:
        if not _NAME.fullmatch(figure.name) or figure.name.lower() in taken:
            raise RunError("document.bad_name", where=figure.caption, found=figure.name)
        taken.add(figure.name.lower())
        folder.mkdir(exist_ok=True)
        (folder / f"{figure.name}.svg").write_text(figure.svg, encoding="utf-8", newline="\n")
        (folder / f"{figure.name}.png").write_bytes(base64.b64decode(figure.png))
        _write_numbers(folder / f"{figure.name}.csv", figure.numbers, notice)


def safe_cell(text: str) -> str:
    """Return the text so that a spreadsheet cannot take it for a formula; numbers stay numbers.

    The guard is an apostrophe, which Excel and LibreOffice take as "this is a text".
    """
    if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def check_outputs(report: str, form: str, files: Mapping[str, FileRecord]) -> None:
    """Refuse a report that lacks an output, or has one that is empty or not on the list.

    Raises:
        RunError: Which files those are.
    """
    odd = [path for path, record in files.items() if not _OUTPUT.fullmatch(path) or not record.size]
    lacking = [path for path in _EXPECTED[form] if path not in files]
    if odd or lacking:
        raise RunError("run.odd_output", where=report, found=", ".join([*odd, *lacking]))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file; empty where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ""


def file_records(folder: Path) -> dict[str, FileRecord]:
    """Return the hash and size of every file below ``folder``, sorted by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {
        path.relative_to(folder).as_posix(): FileRecord(
            sha256=sha256_of(path), size=path.stat().st_size
        )
        for path in paths
    }


def write_atomically(path: Path, content: str, *, durable: bool = True) -> None:
    """Write a text file so that a reader finds the old one or the new one, never a part.

    Args:
        path: The file.
        content: Its text.
        durable: Whether that holds also where the machine loses its power.

    Raises:
        OSError: If it cannot be written; the file's name is in it.
    """
    building = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        building.write_text(content, encoding="utf-8", newline="\n")
        if durable:
            sync(building)
        building.replace(path)
        if durable:
            sync(path.parent)
    except OSError as error:
        # A full disk does not say which file it was.
        error.filename = error.filename or str(path)
        raise
    finally:
        building.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Let the disk have a file, or a folder's list of its files.

    Raises:
        OSError: If it cannot take it.
    """
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_numbers(path: Path, table: Table, notice: str) -> None:
    titles = [" ".join(filter(None, (column.group, column.title))) for column in table.columns]
    _write_csv(path, titles, ([cell.text for cell in row.cells] for row in table.rows), notice)


def _write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], notice: str
) -> None:
    more = [notice] if notice else []
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([safe_cell(title) for title in [*header, *more]])
        writer.writerows([safe_cell(text) for text in [*row, *more]] for row in rows)


def record_text(record: BaseModel | Mapping[str, Any]) -> str:
    """Return a record as the text of a JSON file."""
    form = record.model_dump(mode="json") if isinstance(record, BaseModel) else record
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"
