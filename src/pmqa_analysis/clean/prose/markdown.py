"""Markdown into plain paragraphs: no HTML, no address, no picture comes through.

A heading that ends with ``{#anchor}`` begins a place; a comment ``<!-- … -->`` is a note to the
writer. Everything else that is no paragraph, list, heading or emphasis is kept as its letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pmqa_analysis.clean.prose.paragraphs import Paragraph, Section, Span, Style, spans_of

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["clean_text"]

LONGEST_UNBROKEN = 60
_ANCHOR = re.compile(r"^(.*?)\s*\{#([^{}\s]+)\}\s*$", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
# Controls, and the signs that turn the direction of text or hide it.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060"
                        "\u2066-\u2069\ufeff\ufffe\uffff]")  # fmt: skip
_UNBROKEN = re.compile(rf"([!-~]{{{LONGEST_UNBROKEN}}})(?=[!-~])")


def clean_text(path: str, text: str) -> list[Section]:
    """Return the places of a file in order, each with its paragraphs.

    What stands before the first anchor is a section without one.
    """
    from markdown_it import MarkdownIt

    without_comments = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    # html off: a tag is text. reference off: "[a]: b" would vanish.
    reader = MarkdownIt("commonmark", {"html": False}).disable("reference")
    sections: list[Section] = []
    anchor, address, held = "", f"{path}:1", list[Paragraph]()
    for paragraph in _paragraphs(path, reader.parse(_INVISIBLE.sub("", without_comments))):
        found = _ANCHOR.match(paragraph.text) if paragraph.style == "heading" else None
        if found:
            sections.append(Section(anchor, address, tuple(held)))
            anchor, address, held = found.group(2), paragraph.address, []
        else:
            held.append(paragraph)
    return [*sections, Section(anchor, address, tuple(held))]


def _paragraphs(path: str, tokens: Sequence[Token]) -> Iterator[Paragraph]:
    """Yield what can be read, from top to bottom; lists in lists become one list."""
    counters: list[int] = []
    fresh, line, heading = False, 1, False
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type in ("bullet_list_open", "ordered_list_open"):
            counters.append(int(token.attrs.get("start", 1)) - 1 if token.tag == "ol" else -1)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            counters.pop()
        elif token.type == "list_item_open":
            fresh = True
            counters[-1] += counters[-1] >= 0
        elif token.type == "heading_open":
            heading = True
        elif token.type == "inline":
            style, number = _style(heading, fresh, counters)
            yield Paragraph(path, line, style, tuple(_spans(token.children or ())), number)
            fresh = heading = False
        elif token.type in ("code_block", "fence"):
            yield Paragraph(path, line, "body", tuple(spans_of(_plain(token.content).strip())))


def _style(heading: bool, fresh: bool, counters: Sequence[int]) -> tuple[Style, int]:
    if heading:
        return "heading", 0
    if not (fresh and counters):
        return "body", 0
    return ("numbered", counters[-1]) if counters[-1] >= 0 else ("item", 0)


def _spans(children: Sequence[Token]) -> Iterator[Span]:
    """Yield the spans of a line's pieces; of a link its words stay, of a picture its text."""
    text, strong = "", False
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            yield from spans_of(_plain(text), strong=strong)
            text, strong = "", child.type == "strong_open"
        elif child.type in ("softbreak", "hardbreak"):
            text += " "
        else:
            text += child.content
    yield from spans_of(_plain(text), strong=strong)


def _plain(text: str) -> str:
    """Return a text composed, its blanks single, and no word wider than a line."""
    single = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return _UNBROKEN.sub("\\1\u200b", single)
