"""What every writer decides alike about blocks: numbers, anchors, table heads, signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from pmqa_analysis.blocks.model import Align, Block, Cell, Column, Figure, Heading, Table
from pmqa_analysis.thai import to_thai_digits

__all__ = [
    "HeadCell",
    "Numerals",
    "block_anchors",
    "block_labels",
    "head_rows",
    "numerals_text",
    "tone_sign",
]

Numerals = Literal["arabic", "thai"]
# A tone is never told by colour alone; a muted cell already says why it has no figure.
_SIGNS = {"good": "✓", "bad": "✗", "caution": "!"}
_SIGNED = ("✓", "✗", "!", "▲", "▼", "△", "●", "○", "→", "☐", "☑")


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of a table's head: ``columns`` and ``rows`` are how far it spans from ``place``."""

    text: str
    align: Align
    columns: int = 1
    rows: int = 1
    shared: bool = False
    place: int = 0


def numerals_text(value: object, numerals: Numerals) -> str:
    """Write a number that the writer itself gives (of a page, a table) in the set numerals."""
    return to_thai_digits(str(value)) if numerals == "thai" else str(value)


def block_labels(
    blocks: Iterable[Block], words: Mapping[str, str], numerals: Numerals
) -> tuple[str, ...]:
    """Return the label of each block: ``ตารางที่ 1``, ``แผนภูมิที่ 1``, or nothing."""
    counts: Counter[str] = Counter()
    labels = []
    for block in blocks:
        counts[block.kind] += 1
        numbered = isinstance(block, Table | Figure)
        number = numerals_text(counts[block.kind], numerals)
        labels.append(f"{words[block.kind]} {number}" if numbered else "")
    return tuple(labels)


def block_anchors(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the address of each block inside its page: ``section-2``, ``table-1``, or nothing."""
    prefixes = {"heading": "section", "table": "table", "figure": "figure"}
    counts: Counter[str] = Counter()
    anchors = []
    for block in blocks:
        counts[block.kind] += 1
        numbered = isinstance(block, Heading | Table | Figure)
        anchors.append(f"{prefixes[block.kind]}-{counts[block.kind]}" if numbered else "")
    return tuple(anchors)


def head_rows(columns: Sequence[Column]) -> tuple[tuple[HeadCell, ...], ...]:
    """Return the rows of a table's head: two where columns share a heading, else one."""
    cells = [
        HeadCell(column.title, column.align, place=place) for place, column in enumerate(columns)
    ]
    if not any(column.group for column in columns):
        return (tuple(cells),)
    upper: list[HeadCell] = []
    for group, members in groupby(cells, key=lambda cell: columns[cell.place].group):
        under = list(members)
        if group:
            span, place = len(under), under[0].place
            upper.append(HeadCell(group, "center", columns=span, shared=True, place=place))
        else:
            upper += [replace(cell, rows=2) for cell in under]
    return tuple(upper), tuple(cell for cell in cells if columns[cell.place].group)


def tone_sign(cell: Cell) -> str:
    """Return the sign that tells a cell's tone without colour, if its text has none yet."""
    return "" if cell.text.startswith(_SIGNED) else _SIGNS.get(cell.tone, "")
