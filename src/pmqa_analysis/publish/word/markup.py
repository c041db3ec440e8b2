"""The small pieces of WordprocessingML: runs, paragraphs, fields, bookmarks.

The order of the elements is that of the standard (ECMA-376); Word refuses another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from pmqa_analysis.blocks import Run
from pmqa_analysis.publish.archives import office_text

__all__ = [
    "TWIPS_PER_MM", "attribute", "bookmarked", "field", "paragraph", "run", "runs", "twips",
    "word_text",
]  # fmt: skip

SIGN_FONT = "DejaVu Sans Symbols"
TWIPS_PER_MM = 1440 / 25.4
# Sarabun lacks these; without a font named, each machine would choose one of its own.
_SIGNS = re.compile("([✓✗▲▼●○→☐☑►]+)")
_BREAKS = re.compile(r"([\t\n])")


def twips(millimetres: float) -> int:
    """Return a length in Word's unit, a twentieth of a point."""
    return int(millimetres * TWIPS_PER_MM + 0.5)


def attribute(text: str) -> str:
    """Return a text as a quoted attribute."""
    return quoteattr(office_text(text))


def word_text(text: str) -> str:
    """Return a text as the content of a run; tabs and line ends become Word's own."""
    special = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    parts = _BREAKS.split(office_text(text).replace("\r\n", "\n"))
    return "".join(
        special.get(part, f'<w:t xml:space="preserve">{escape(part)}</w:t>')
        for part in parts
        if part
    )


def run(text: str, *, strong: bool = False, style: str = "") -> str:
    """Return a text as runs: signs that the text's font lacks stand in runs of their own."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    bold = "<w:b/><w:bCs/>" if strong else ""
    pieces = []
    for part in filter(None, _SIGNS.split(text)):
        font = (
            f'<w:rFonts w:ascii="{SIGN_FONT}" w:hAnsi="{SIGN_FONT}" w:eastAsia="{SIGN_FONT}" '
            f'w:cs="{SIGN_FONT}"/>'
            if _SIGNS.fullmatch(part)
            else ""
        )
        properties = f"<w:rPr>{named}{font}{bold}</w:rPr>" if named or font or bold else ""
        pieces.append(f"<w:r>{properties}{word_text(part)}</w:r>")
    return "".join(pieces)


def runs(items: Iterable[Run]) -> str:
    """Return the runs of a passage."""
    return "".join(run(item.text, strong=item.strong) for item in items)


def field(instruction: str, shown: str, *, style: str = "") -> str:
    """Return a field that Word can count anew, with what it shows until then."""
    named = attribute(f" {instruction} ")
    return f"<w:fldSimple w:instr={named}>{run(shown, style=style)}</w:fldSimple>"


def paragraph(style: str, content: str, *, before: str = "", after: str = "") -> str:
    """Return a paragraph.

    Args:
        style: Id of its style.
        content: Its runs, fields and bookmarks.
        before: Properties that stand before the numbering, such as ``<w:keepNext/>``.
        after: Properties that stand after the spacing, such as ``<w:jc …/>``.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{after}</w:pPr>{content}</w:p>'


def bookmarked(name: str, number: int, content: str) -> str:
    """Return the content inside a bookmark, so that a link can reach it."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )
