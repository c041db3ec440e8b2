"""Rows of a sheet's XML that hold plain cells only, read without a parser: several times faster.

A row is taken whole or not at all: one cell that is written in any other way (a formula, an
error, rich text, another order of attributes) leaves the row to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["PlainRow", "PlainRows", "xml_text"]

_ROW = re.compile(rb"\s*<row((?:\s[^<>]*)?)>")
_NUMBER = re.compile(rb'\sr="(\d+)"')
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})\d{1,7}"((?: s="\d+")?(?: t="\w+")?'
    rb'(?:/>|>(?:<v>[^<]*</v>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)?</c>))'
)
_PARTS = re.compile(
    rb'(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>(?:<v>([^<]*)</v>|<is><t[^>]*>([^<]*)</t></is>)?</c>)'
)
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_KINDS = ("n", "s", "inlineStr", "str", "b")
# What a column of answers holds is known soon; one of ids or of words needs no remembering.
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row: its number where it has one, whether it is hidden, its columns' letters, its texts."""

    number: int | None
    hidden: bool
    letters: tuple[bytes, ...]
    texts: list[str]


class PlainRows:
    """Read rows of plain cells; the cells seen before are known by their very bytes.

    Args:
        text_of: Given the kind of a cell, its value and the number of its format, returns its
            text; None where there is something to tell of the cell.
    """

    def __init__(self, text_of: Callable[[str, str, int], str | None]) -> None:
        self._text_of = text_of
        self._known: dict[bytes, str] = {}

    def read(self, row: bytes) -> PlainRow | None:
        """Return a row of XML, its end tag left out; None where the parser must read it."""
        head = _ROW.match(row)
        if head is None or head[1].endswith(b"/"):
            return None
        cells = _CELL.findall(row, head.end())
        if len(cells) != row.count(b"<c", head.end()):
            return None
        number = _NUMBER.search(head[1])
        letters, written = zip(*cells, strict=True) if cells else ((), ())
        texts = list(map(self._known.get, written))
        if None in texts:
            texts = [self._new(cell) if text is None else text
                     for text, cell in zip(texts, written, strict=True)]  # fmt: skip
        whole = [text for text in texts if text is not None]
        if len(whole) < len(texts):
            return None
        return PlainRow(
            int(number[1]) if number else None, bool(_HIDDEN.search(head[1])), letters, whole
        )

    def _new(self, cell: bytes) -> str | None:
        """Return the text of a cell not seen before; None where the parser must read it."""
        parts = _PARTS.fullmatch(cell)
        if parts is None:
            return None
        style, kind, value, inline = parts.groups()
        name = kind.decode() if kind else "n"
        raw = inline if name == "inlineStr" else value
        if name not in _KINDS or (raw is None and (value or inline)):
            return None
        content = xml_text(raw or b"")
        text = "" if content == "" else content and self._text_of(name, content, int(style or 0))
        if text is not None and len(self._known) < _REMEMBERED:
            self._known[cell] = text
        return text


def xml_text(raw: bytes) -> str | None:
    """Return the text that stands in XML; None where only a parser can tell."""
    if b"\r" in raw:
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None  # in another encoding, or damaged: the parser says which
    if "&" not in text:
        return text
    found = _REFERENCE.sub(_referred, text)
    return None if text.count("&") != len(_REFERENCE.findall(text)) or "\0" in found else found


def _referred(found: re.Match[str]) -> str:
    """Return the letter of a reference; NUL, which XML cannot hold, for one that there is not."""
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED.get(name, "\0")
    code = int(decimal) if decimal else int(hexadecimal, 16)
    allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return chr(code) if allowed or 0x10000 <= code < 0x110000 else "\0"
