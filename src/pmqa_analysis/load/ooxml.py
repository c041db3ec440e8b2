"""The parts of a workbook besides its sheets: their list, the shared texts, the number formats."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.limits import Limits, check_cell, read_member
from pmqa_analysis.load.number_text import NumberFormat, parse_format

__all__ = ["Book", "SheetPart", "open_book", "parse_xml", "unescape"]

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
Attributes = dict[str, str]


@dataclass(frozen=True)
class SheetPart:
    """One sheet as the workbook lists it: its name, its member of the container, if hidden."""

    name: str
    member: str
    hidden: bool


@dataclass(frozen=True)
class Book:
    """What all sheets of a workbook share."""

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...]
    formats: tuple[NumberFormat, ...]
    from_1904: bool


class _Doctype(Exception):  # noqa: N818 - a sign between two functions
    """A document type declaration was met: entities could be declared in it."""


def open_book(path: str, container: zipfile.ZipFile, limits: Limits) -> Book:
    """Read the list of sheets, the shared texts and the number formats of a checked container.

    Raises:
        DataError: If a part is missing, is no XML, or goes beyond a limit.
    """
    names = {name.lower(): name for name in container.namelist()}
    links = _links(path, read_member(path, container, "xl/_rels/workbook.xml.rels"))
    sheets: list[SheetPart] = []
    from_1904 = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal from_1904
        if name == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            kind, member = links.get(link, ("", ""))
            if kind == "worksheet":
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(
                    SheetPart(attributes["name"], names.get(member.lower(), member), hidden)
                )

    parse_xml(f"{path} (workbook.xml)", read_member(path, container, "xl/workbook.xml"), start)
    if len(sheets) > limits.sheets:
        raise DataError(
            "file.over_limit", where=path, limit="sheets", found=len(sheets), most=limits.sheets
        )
    members = {kind: names.get(member.lower(), "") for kind, member in links.values()}
    texts = read_member(path, container, members.get("sharedStrings", ""))
    styles = read_member(path, container, members.get("styles", ""))
    return Book(
        tuple(sheets), tuple(_shared_texts(path, texts, limits)),
        tuple(_formats(path, styles)), from_1904,
    )  # fmt: skip


def parse_xml(
    where: str,
    content: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse XML by callbacks; names come without their prefix.

    Raises:
        DataError: If it is not well formed, or declares entities.
    """
    parser = expat.ParserCreate(namespace_separator=None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, found: start(name.rpartition(":")[2], found)
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _Doctype, KeyError) as error:
        problem = str(error) if isinstance(error, expat.ExpatError) else type(error).__name__
        raise DataError("table.bad_excel", where=where, problem=problem) from None


def unescape(text: str) -> str:
    """Return a text with Excel's ``_x000D_`` as the letters that they stand for."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)


def _refuse_doctype(*_: object) -> None:
    raise _Doctype


def _links(path: str, content: bytes) -> dict[str, tuple[str, str]]:
    """Return the last word of each link's type and the member that it leads to."""
    links: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            links[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], target)

    parse_xml(f"{path} (workbook.xml.rels)", content, start)
    return links


def _shared_texts(path: str, content: bytes, limits: Limits) -> Iterator[str]:
    if not content:
        return
    texts: list[str] = []
    parts: list[str] = []
    open_at = {"t": False, "rPh": False}  # rPh is how a text is pronounced: not seen

    def start(name: str, _: Attributes) -> None:
        if name in open_at:
            open_at[name] = True

    def end(name: str) -> None:
        if name in open_at:
            open_at[name] = False
        elif name == "si":
            texts.append(unescape("".join(parts)))
            parts.clear()

    def text(letters: str) -> None:
        if open_at["t"] and not open_at["rPh"]:
            parts.append(letters)

    parse_xml(f"{path} (sharedStrings.xml)", content, start, end, text)
    check_cell(path, max(map(len, texts), default=0), limits)
    yield from texts


def _formats(path: str, content: bytes) -> Iterator[NumberFormat]:
    """Yield the number format of each cell style, in the order that cells count them."""
    if not content:
        return
    codes: dict[int, str] = {}
    numbers: list[int] = []
    inside = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        if name == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            numbers.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    parse_xml(f"{path} (styles.xml)", content, start, end)
    for number in numbers:
        yield parse_format(number, codes.get(number, ""))
