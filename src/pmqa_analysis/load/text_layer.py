"""Read the text layer of a printed report, line by line, from a PDF or from its text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.office import Office
from pmqa_analysis.thai_repair import repair, skeleton

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["Line", "TextLayer", "load_text"]

_ADDRESS_ONLY = re.compile(r"\s*(?:https?://|www\.)\S+\s*")
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*(\d{1,4})\s*[-–]?\s*")
_ENOUGH_PAGES = 2


@dataclass(frozen=True)
class Line:
    """One line of a text layer.

    Attributes:
        number: Its number in the whole text layer as a person counts it, from 1.
        text: Its Thai repaired.
        raw: As it came.
        page: Its page, from 1; 0 where the text has no mark of pages.
    """

    number: int
    text: str
    raw: str
    page: int = 0


@dataclass(frozen=True)
class TextLayer:
    """The lines of a report, those that belong to the page only kept apart.

    Attributes:
        path: File inside the office's folder.
        lines: What the report says, blank lines with it.
        furniture: Page numbers, bare web addresses, and the running lines that were named.
    """

    path: str
    lines: tuple[Line, ...]
    furniture: tuple[Line, ...] = ()

    def address(self, number: int) -> str:
        """Return the address of a line: file and line."""
        return f"{self.path}:{number}"


def load_text(office: Office, path: str, *, furniture: Sequence[str] = ()) -> TextLayer:
    """Read the text layer of a report: a ``.pdf``, or its text in UTF-8 as ``.txt``.

    A number at a page's first or last line is a page number where it is that of the page, or is
    ahead of it by as much on two pages. In a text without form feeds a lone number may be a
    value, and stays.

    Args:
        office: Whose folder the file lies in.
        path: File inside that folder.
        furniture: Running heads and feet to leave out; marks and blanks do not matter.

    Raises:
        DataError: If the file is of another kind, cannot be read, or has a page without text.
    """
    kinds = {".txt": _pages_of_text, ".pdf": _pages_of_pdf}
    read = kinds.get(PurePosixPath(path).suffix.lower())
    if read is None:
        raise DataError("printed.unknown_kind", where=path)
    pages = read(path, office.read(path))
    raw = [(page, line) for page, lines in pages for line in lines]
    if not any(line.strip() for _, line in raw):
        raise DataError("printed.no_text", where=path)
    repaired = repair("\n".join(line for _, line in raw)).split("\n")
    lines = [
        Line(number, text, line, page)
        for number, ((page, line), text) in enumerate(zip(raw, repaired, strict=True), start=1)
    ]
    left_out = _page_numbers(lines) | _running_lines(lines, furniture)
    return TextLayer(
        path,
        tuple(line for line in lines if line.number not in left_out),
        tuple(line for line in lines if line.number in left_out),
    )


def _pages_of_text(path: str, content: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        raise DataError("printed.not_utf8", where=f"{path}:{number}") from None
    lines = re.split(r"\r\n|\r|\n", text)
    if lines[-1] == "":
        lines.pop()
    marked, page = "\f" in text, 0
    pages: list[tuple[int, list[str]]] = []
    for line in lines:
        page = page + line.count("\f") if page else int(marked)
        pages.append((page, [line.replace("\f", "")]))
    return pages


def _pages_of_pdf(path: str, content: bytes) -> list[tuple[int, list[str]]]:
    """Return the lines of each page; a page that shows a picture but no text was scanned."""
    from pypdf import PdfReader

    try:
        pages = []
        for number, page in enumerate(PdfReader(io.BytesIO(content)).pages, start=1):
            lines = page.extract_text().splitlines()
            if not any(line.strip() for line in lines) and _has_pictures(page):
                raise DataError("printed.no_text", where=f"{path} (หน้า/page {number})")
            pages.append((number, lines))
    except PmqaError:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf raises whatever a bad file holds
        problem = type(error).__name__
        raise DataError("printed.unreadable", where=path, problem=problem) from None
    return pages


def _has_pictures(page: PageObject) -> bool:
    resources = page.get("/Resources")
    return bool(resources and resources.get_object().get("/XObject"))


def _page_numbers(lines: Iterable[Line]) -> set[int]:
    """Return the lines at the edge of a page whose number counts with the pages."""
    edges: dict[int, list[Line]] = {}
    for line in lines:
        if line.page and line.text.strip():
            first_and_last = edges.setdefault(line.page, [line, line])
            first_and_last[1] = line
    found: dict[int, dict[int, int]] = {}
    for page, (first, last) in edges.items():
        for line in {first, last}:
            if number := _PAGE_NUMBER.fullmatch(line.text):
                found.setdefault(int(number[1]) - page, {})[line.number] = page
    return {
        number
        for ahead, numbers in found.items()
        if ahead == 0 or len(set(numbers.values())) >= _ENOUGH_PAGES
        for number in numbers
    }


def _running_lines(lines: Iterable[Line], furniture: Sequence[str]) -> set[int]:
    named = {skeleton(text) for text in furniture}
    return {
        line.number
        for line in lines
        if _ADDRESS_ONLY.fullmatch(line.text)
        or (line.text.strip() and skeleton(line.text) in named)
    }
