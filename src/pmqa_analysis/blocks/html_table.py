"""The HTML of a table: real column and row headings, spans, tones with signs, notes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pmqa_analysis.blocks.layout import HeadCell, head_rows, tone_sign
from pmqa_analysis.blocks.model import Align, Cell, Column, Row, Table

__all__ = ["table_html"]

# A browser breaks Thai compounds (น้ำ|หนัก); a short title stays on one line instead.
SHORT_TITLE = 16


def table_html(table: Table, *, label: str = "", anchor: str = "", region: str = "") -> str:
    """Return the HTML of a table in a frame that scrolls sideways where the table is wide.

    Args:
        table: The table.
        label: Its number, such as ``ตารางที่ 1``.
        anchor: Its ``id`` in the page.
        region: Name of the frame for a screen reader; label and caption if empty.
    """
    name = escape(region or f"{label} {table.caption}".strip())
    number = f"<b>{escape(label)}</b> " if label else ""
    identity = f' id="{escape(anchor)}"' if anchor else ""
    notes = "".join(f'\n<p class="note">{escape(note)}</p>' for note in table.notes)
    return (
        f'<div class="table"{identity}>\n'
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">\n'
        f'<table class="{table.size}" style="--columns:{len(table.columns)}">\n'
        f"<caption>{number}{escape(table.caption)}</caption>\n"
        f"{_columns_html(table.columns)}\n{_head_html(table.columns)}\n"
        f"{_bodies_html(table)}\n</table>\n</div>{notes}\n</div>"
    )


def _columns_html(columns: Sequence[Column]) -> str:
    """Write the relative widths; each shared heading's columns form one column group."""
    whole = sum(column.width for column in columns)
    widths = (f'<col style="width:{100 * column.width / whole:.1f}%">' for column in columns)
    return f"<colgroup>{''.join(widths)}</colgroup>"


def _head_html(columns: Sequence[Column]) -> str:
    rows = ("".join(_head_cell_html(cell) for cell in row) for row in head_rows(columns))
    return "<thead>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</thead>"


def _head_cell_html(cell: HeadCell) -> str:
    scope = "colgroup" if cell.shared else "col"
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    whole = len(cell.text) <= SHORT_TITLE
    style = _aligned(cell.align, ";white-space:nowrap" if whole else "")
    return f'<th scope="{scope}"{columns}{rows}{style}>{escape(cell.text)}</th>'


def _bodies_html(table: Table) -> str:
    """Write one ``tbody`` for the rows of each group, so that a group heads its own rows."""
    bodies: list[list[str]] = [[]]
    for row in table.rows:
        if row.kind == "group" and bodies[-1]:
            bodies.append([])
        bodies[-1].append(_row_html(row, table.columns))
    return "\n".join("<tbody>\n" + "\n".join(rows) + "\n</tbody>" for rows in bodies)


def _row_html(row: Row, columns: Sequence[Column]) -> str:
    if row.kind == "group":
        text = escape(row.cells[0].text)
        return (
            f'<tr class="group"><th scope="rowgroup" colspan="{len(columns)}"'
            f"{_aligned('start')}>{text}</th></tr>"
        )
    cells = (_cell_html(*pair) for pair in zip(row.cells, columns, strict=True))
    style = ' class="total"' if row.kind == "total" else ""
    return f"<tr{style}>{''.join(cells)}</tr>"


def _cell_html(cell: Cell, column: Column) -> str:
    tag = 'th scope="row"' if column.row_header else "td"
    tone = "" if cell.tone == "plain" else f' class="{cell.tone}"'
    sign = tone_sign(cell)
    marked = f' data-sign="{sign}"' if sign else ""
    result = "" if cell.result is None else f' data-result="{escape(cell.result)}"'
    text = escape(cell.text)
    return f"<{tag}{tone}{marked}{result}{_aligned(column.align)}>{text}</{tag[:2]}>"


def _aligned(align: Align, more: str = "") -> str:
    """Return the alignment as a style of the cell: a notebook's own CSS aligns to the right."""
    return f' style="text-align:{align}{more}"'
