"""The rows of a chart with long Thai labels: broken at words, each row as high as its label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmqa_analysis.thai import wrap_words

__all__ = ["LABEL_SIZE", "LabelledRows", "label_rows"]

LABEL_SIZE = 8
_LINE_MM = 3.9


@dataclass(frozen=True)
class LabelledRows:
    """Labels broken into lines, and the middle of each row in millimetres, from the top down."""

    labels: tuple[str, ...]
    places: tuple[float, ...]
    height_mm: float


def label_rows(texts: Sequence[str], *, columns: int, row_mm: float) -> LabelledRows:
    """Break the labels at words and give each row the room of its label, ``row_mm`` at least."""
    broken = [wrap_words(text, columns) for text in texts]
    heights = [max(row_mm, _LINE_MM * len(lines) + 2.2) for lines in broken]
    places, top = [], 0.0
    for height in heights:
        places.append(-(top + height / 2))
        top += height
    return LabelledRows(tuple("\n".join(lines) for lines in broken), tuple(places), top)
