"""A plain table from columns and rows: what most tables of a subject have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.blocks.model import Align
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.thai import wrap_words

__all__ = ["as_annex", "clip", "columns_of", "grid", "group_row"]


def columns_of(
    words: Wording, section: str, *columns: tuple[str, float], align: Align = "start",
    row_header: bool = True,
) -> tuple[Column, ...]:  # fmt: skip
    """Return columns by the names of their titles and their widths.

    Args:
        words: The report's words.
        section: Of the wording, in which the titles stand.
        *columns: Name and relative width of each.
        align: Of all of them.
        row_header: Whether the first of them names the row.
    """
    return tuple(
        Column(
            title=words.text(f"{section}.{name}"), width=width, align=align,
            row_header=row_header and number == 0,
        )
        for number, (name, width) in enumerate(columns)
    )  # fmt: skip


def grid(
    name: str, caption: str, columns: Sequence[Column], rows: Iterable[Row | Sequence[Cell]],
    *, notes: Iterable[str] = (), size: Literal["normal", "small"] = "small",
) -> Table | None:  # fmt: skip
    """Return a table of these rows, or their cells; None where there is none."""
    made = tuple(row if isinstance(row, Row) else Row(cells=tuple(row)) for row in rows)
    if not made:
        return None
    return Table(
        name=name, caption=caption, size=size, notes=tuple(notes), rows=made,
        columns=tuple(columns),
    )  # fmt: skip


def as_annex(tables: Iterable[Table | Sequence[Table | None] | None]) -> Iterator[Table]:
    """Yield tables, and those in lists, as an annex: folded in HTML, in Excel, not on paper."""
    for table in tables:
        if isinstance(table, Table):
            yield table.model_copy(update={"annex": True})
        elif table is not None:
            yield from as_annex(table)


def group_row(text: str) -> Row:
    """Return a row whose one cell spans the table."""
    return Row(kind="group", cells=(Cell(text=text),))


def clip(text: str, width: int) -> str:
    """Return a text cut between words to about ``width`` columns, with a sign that it goes on."""
    lines = wrap_words(text, width)
    return text if len(lines) < 2 else f"{lines[0]} …"
