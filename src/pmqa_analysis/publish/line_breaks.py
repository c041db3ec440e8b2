"""Thai words kept whole at the ends of the PDF's lines.

Typst breaks Thai by a statistical model that at times cuts a word (น้ำ|หนัก, สมรรถ|นะ). Words of
the dictionary go to the template as pieces of their own that it does not break. Unlike joiners
or zero-width blanks, this leaves nothing in the text that is copied out. Where two words may as
well be two others (ตอบ|สนองความต้องการ, ตอบสนอง|ความต้องการ), they stay together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from pmqa_analysis.thai import has_thai, is_word, split_words

__all__ = ["Piece", "columns_of", "text_columns", "whole_words"]

# A plain text, or a word in a list of its own that stays whole.
Piece = str | list[str]
SHORTEST_KEPT = 4
# Columns up to which two words stay together whose border is not sure.
LONGEST_PAIR = 22
SHORTEST_PART = 3
# What a line may hold beyond the columns that surely stand side by side in it.
PERHAPS = 1
_MM_PER_POINT = 25.4 / 72
_LETTER_WIDTH = 0.58


def whole_words(text: str, columns: int) -> list[Piece]:
    """Return ``text`` in pieces, the Thai words of up to ``columns`` columns as whole words.

    A word wider than its line is broken, between words that it is made of where there are such: it
    would run into the next column.
    """
    if not has_thai(text):
        return [text]
    pieces: list[Piece] = []
    for word in _kept_words(text, columns):
        if has_thai(word[:1]) and len(word) >= SHORTEST_KEPT and text_columns(word) <= columns:
            pieces.append([word])
        elif pieces and isinstance(pieces[-1], str):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _kept_words(text: str, columns: int) -> Iterator[str]:
    """Yield the words of ``text``: unsure neighbours as one, one that is too wide as its parts."""
    kept, last = "", ""
    for word in split_words(text):
        wide = text_columns(kept + word) > min(columns, LONGEST_PAIR)
        if wide or not _unsure(last, word):
            yield from _fitting(kept, columns)
            kept = ""
        kept, last = kept + word, word
    yield from _fitting(kept, columns)


def _fitting(word: str, columns: int) -> list[str]:
    if text_columns(word) <= columns + PERHAPS or not has_thai(word[:1]):
        return [word] if word else []
    return _parts(word, columns) or [word]


@cache
def _unsure(first: str, second: str) -> bool:
    """Return whether the letters of two words may as well be other words, with another border."""
    both = first + second
    starts = [at for at in range(len(first)) if at == 0 or is_word(both[:at])]
    ends = [at for at in range(len(first) + 1, len(both)) if is_word(both[at:])] + [len(both)]
    return bool(first) and any(
        end - start >= SHORTEST_KEPT and is_word(both[start:end])
        for start in starts
        for end in ends
    )


def _parts(text: str, columns: int) -> list[str]:
    """Return the words that ``text`` is made of, each as long as fits; none if it is not."""
    if is_word(text) and text_columns(text) <= columns:
        return [text]
    for end in range(len(text) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        fits = is_word(text[:end]) and text_columns(text[:end]) <= columns
        rest = _parts(text[end:], columns) if fits else []
        if rest:
            return [text[:end], *rest]
    return []


def columns_of(width_mm: float, size_pt: float) -> int:
    """Return how many Thai letters surely stand side by side in a width."""
    return int(width_mm / (_LETTER_WIDTH * size_pt * _MM_PER_POINT))


def text_columns(text: str) -> int:
    """Return how many columns a text takes; a mark above or below a letter takes none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
