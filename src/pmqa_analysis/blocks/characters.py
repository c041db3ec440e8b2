"""Which characters the fonts of this package can show on paper.

A tagged PDF must show every character; one that no font has would refuse the whole report. Such
a character comes as a question mark there, and stays itself in HTML, Word and Excel, whose
readers have fonts of their own.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

__all__ = ["printable", "unprintable"]

INSTEAD = "?"
# Format signs and separators of lines take no glyph; variation selectors change one.
_WITHOUT_GLYPH = ("Cf", "Zl", "Zp")
_SELECTORS = range(0xFE00, 0xFE10)


def printable(text: str) -> str:
    """Return the text with a question mark for each character that no font of ours has.

    A blank of another width becomes a plain one, and a control goes.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def unprintable(text: str) -> list[str]:
    """Return the characters of a text that no font of ours has, each once, in order."""
    lost = (letter for letter in text if letter != INSTEAD and _shown(letter) == INSTEAD)
    return list(dict.fromkeys(lost))


@cache
def _shown(letter: str) -> str:
    code, category = ord(letter), unicodedata.category(letter)
    if letter in "\t\n\r" or (category == "Zs" and code not in _known()):
        return " "
    if category == "Cc":
        return ""
    has_glyph = code in _known() or code in _SELECTORS or category in _WITHOUT_GLYPH
    return letter if has_glyph else INSTEAD


@cache
def _known() -> frozenset[int]:
    place = files("pmqa_analysis").joinpath("assets", "fonts", "characters.txt")
    pairs = (line.split("-") for line in place.read_text(encoding="ascii").split())
    return frozenset(
        code for first, last in pairs for code in range(int(first, 16), int(last, 16) + 1)
    )
