"""Thai words kept whole at the ends of the PDF's lines.

Typst breaks Thai by a statistical model that at times cuts a word (น้ำ|หนัก, สมรรถ|นะ). Words of
the dictionary go to the template as pieces of their own that it does not break. Unlike joiners
or zero-width blanks, this leaves nothing in the text that is copied out.
"""

from __future__ import annotations

import unicodedata

from pmqa_analysis.thai import has_thai, split_words

__all__ = ["Piece", "columns_of", "text_columns", "whole_words"]

# A plain text, or a word in a list of its own that stays whole.
Piece = str | list[str]
SHORTEST_KEPT = 4
_MM_PER_POINT = 25.4 / 72
_LETTER_WIDTH = 0.58


def whole_words(text: str, columns: int) -> list[Piece]:
    """Return ``text`` in pieces, the Thai words of up to ``columns`` columns as whole words.

    A word wider than its line is left to be broken: it would run into the next column.
    """
    if not has_thai(text):
        return [text]
    pieces: list[Piece] = []
    for word in split_words(text):
        if has_thai(word[:1]) and len(word) >= SHORTEST_KEPT and text_columns(word) <= columns:
            pieces.append([word])
        elif pieces and isinstance(pieces[-1], str):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def columns_of(width_mm: float, size_pt: float) -> int:
    """Return how many Thai letters surely stand side by side in a width."""
    return int(width_mm / (_LETTER_WIDTH * size_pt * _MM_PER_POINT))


def text_columns(text: str) -> int:
    """Return how many columns a text takes; a mark above or below a letter takes none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
