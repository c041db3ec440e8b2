"""Widths of a table's columns on paper: as designed, but no word cut and no blank where text wraps.

A column's relative width is what its table asks for. It becomes wider where its longest word would
be cut, and gives away what its longest line does not need where another column has to wrap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from pmqa_analysis.blocks import Table
from pmqa_analysis.blocks.layout import tone_sign
from pmqa_analysis.publish.line_breaks import text_columns
from pmqa_analysis.thai import has_thai, split_words

__all__ = ["column_widths", "shared_out", "text_ems"]

# A text of figures up to this long, such as an interval, stays on one line; so does a verdict.
LONGEST_FIGURE, LONGEST_VERDICT = 18, 10
# A longer word may be cut: it would take too much from the other columns.
LONGEST_WORD = 13
# Ems of a letter or a digit in bold, and of a sign or a blank on average.
LETTER_EM, SIGN_EM = 0.56, 0.4
# Ems that a column keeps beside its longest line, so that neighbours do not touch.
ROOM_EM = 1.2
# What the column that names the rows keeps of its width at least.
NAMES_KEEP = 0.85
_MM_PER_POINT = 25.4 / 72
_BREAKS = re.compile(r"(?<=-)|[ \n]+")


def column_widths(table: Table, whole: float, *, points: float, blank: float) -> list[float]:
    """Return the width of each column in millimetres; together they are ``whole``.

    Args:
        table: The table.
        whole: Width of the table in millimetres.
        points: Size of its type.
        blank: Millimetres beside a cell's text.
    """
    em = points * _MM_PER_POINT
    weights = [column.width for column in table.columns]
    designed = [whole * weight / sum(weights) for weight in weights]
    rows = [row for row in table.rows if row.kind != "group"]
    lows, highs, names = [], [], []
    for place, column in enumerate(table.columns):
        texts = [f"{tone_sign(row.cells[place])} {row.cells[place].text}".strip() for row in rows]
        pieces = [*_pieces(column.title), *chain.from_iterable(map(_cell_pieces, texts))]
        low = max(map(text_ems, pieces), default=0) * em + blank
        high = (max(map(text_ems, [column.title, *texts])) + ROOM_EM) * em + blank
        lows.append(low)
        highs.append(high)
        names.append(min(high, NAMES_KEEP * designed[place]) if column.row_header else low)
    # The names of the rows keep their room as far as the words of other columns leave it.
    left = max(0.0, whole - sum(lows))
    lows = [low + min(left, max(0.0, name - low)) for low, name in zip(lows, names, strict=True)]
    fits = zip(lows, designed, highs, strict=True)
    if all(low <= width and high <= width for low, width, high in fits):
        return designed
    return shared_out(whole, weights, lows, highs)


def shared_out(
    whole: float, weights: Sequence[float], lows: Sequence[float], highs: Sequence[float]
) -> list[float]:
    """Share ``whole`` out by weight, each share between its low and its high.

    Where the lows alone are too much, all shrink alike; what the highs leave over goes by weight.
    """
    if sum(lows) >= whole:
        return [low * whole / sum(lows) for low in lows]
    highs = [max(pair) for pair in zip(lows, highs, strict=True)]
    fixed: dict[int, float] = {}
    while len(fixed) < len(weights):
        free = [place for place in range(len(weights)) if place not in fixed]
        unit = (whole - sum(fixed.values())) / sum(weights[place] for place in free)
        wanted = {place: weights[place] * unit for place in free}
        under = {place: lows[place] for place in free if wanted[place] < lows[place]}
        over = {place: highs[place] for place in free if wanted[place] > highs[place]}
        short, spare = _distance(under, wanted), _distance(over, wanted)
        fixed |= (under if short >= spare else over) or wanted
    left = whole - sum(fixed.values())
    return [fixed[place] + left * weights[place] / sum(weights) for place in range(len(weights))]


def _distance(bounds: dict[int, float], wanted: dict[int, float]) -> float:
    return sum(abs(bounds[place] - wanted[place]) for place in bounds)


def text_ems(text: str) -> float:
    """Return about how many ems a text takes; a mark above or below a letter takes none."""
    signs = sum(not (one.isalnum() or has_thai(one)) for one in text)
    return (text_columns(text) - signs) * LETTER_EM + signs * SIGN_EM


def _cell_pieces(text: str) -> list[str]:
    """Return what must stay on one line in a cell: a figure or a few words whole, else a word."""
    longest = LONGEST_VERDICT if has_thai(text) else LONGEST_FIGURE
    return [text] if text_columns(text) <= longest else _pieces(text)


def _pieces(text: str) -> list[str]:
    """Return the words of a text, at most so long that they may ask for a line of their own."""
    words = (piece for word in split_words(text) for piece in _BREAKS.split(word))
    return [word for word in words if text_columns(word) <= LONGEST_WORD]
