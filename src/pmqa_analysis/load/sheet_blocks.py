"""A sheet's XML in parts: first what stands around its rows, then some rows at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

__all__ = ["ROW_END", "Block", "sheet_blocks"]

ROW_END = b"</row>"
_ROOT = re.compile(rb"<((?:[\w.-]+:)?)worksheet(?:\s[^>]*)?>")
_ROWS = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?:\s[^>]*)?(?<!/)>")
_SIZE = 2**21


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a sheet, which makes a document between the tags of the root.

    ``plain`` says that it is whole rows, in tags without a prefix.
    """

    opening: bytes
    body: bytes
    closing: bytes
    plain: bool = False

    def parse(self, body: bytes) -> Element:
        """Return the tree of some of its rows; there is no DOCTYPE, so no entities."""
        return ElementTree.fromstring(self.opening + body + self.closing)


def sheet_blocks(content: bytes) -> Iterator[Block]:
    """Yield the sheet as small documents: first all but its rows, then some rows at a time.

    A tree of a whole sheet would take gigabytes; callbacks for each element take twice as long.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = re.sub(r"^<\?xml[^>]*\?>", "", content.decode("utf-16")).encode("utf-8")
    root, rows = _ROOT.search(content), _ROWS.search(content)
    if root is None or b"<!DOCTYPE" in content[: root.start()]:
        raise ValueError("expected a worksheet without a document type")
    end = content.rfind(b"</" + rows.group(1) + b"sheetData") if rows else -1
    if rows is None or end < 0:
        yield Block(b"", content, b"")
        return
    prefix = rows.group(1)
    around = content[: rows.start()] + content[end + len(prefix) + len(b"</sheetData>") :]
    yield Block(b"", around, b"")
    opening, closing = root.group(), b"</" + root.group(1) + b"worksheet>"
    row_end = b"</" + prefix + b"row>"
    start = rows.end()
    while start < end:
        cut = content.find(row_end, min(start + _SIZE, end), end)
        cut = end if cut < 0 else cut + len(row_end)
        body = content[start:cut]
        plain = not (prefix or b"<!" in body or b"<?" in body)
        plain = plain and body.rstrip().endswith(ROW_END)
        yield Block(opening, body, closing, plain)
        start = cut
