"""Tables in Word: a head that repeats on each page, a column that names the row, spans, tones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.blocks.layout import HeadCell, head_rows, tone_sign
from pmqa_analysis.publish.column_widths import column_widths
from pmqa_analysis.publish.line_breaks import columns_of, text_columns
from pmqa_analysis.publish.word.markup import TWIPS_PER_MM, attribute, paragraph, run, twips

__all__ = ["TEXT_WIDTH_MM", "word_table"]

TEXT_WIDTH_MM = 170.0
CELL_BLANK_MM = 2.2
TABLE_POINTS = {"normal": 9.5, "small": 9.0}
_BEFORE_NUMBER = re.compile(r"[ \u00a0](?=[0-9๐-๙])")
STYLES = {"normal": "TableText", "small": "TableTextSmall"}
_JUSTIFIED = {"center": "center", "end": "right"}


def word_table(table: Table, label: str) -> str:
    """Return a table without its caption and notes, which are paragraphs of their own."""
    measures = column_widths(
        table, TEXT_WIDTH_MM, points=TABLE_POINTS[table.size], blank=CELL_BLANK_MM
    )
    widths = [twips(measure) for measure in measures]
    style = STYLES[table.size]
    first = int(table.columns[0].row_header)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PmqaTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{0x0020 + 0x0080 * first:04X}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{first}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(label)}/>"
        f"<w:tblDescription w:val={attribute(table.caption)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        + "".join(_head_rows(table.columns, widths, style))
        + "".join(_row(row, table.columns, widths, style) for row in table.rows)
        + "</w:tbl>"
    )


def _head_rows(columns: Sequence[Column], widths: Sequence[int], style: str) -> Iterator[str]:
    """Yield the rows of the head; a cell that spans two rows goes on in the second."""
    rows = head_rows(columns)
    yield _head_row(_upper_cells(rows[0], widths, style))
    if len(rows) > 1:
        lower = iter(rows[1])
        cells = [
            _head_cell(next(lower), width, style)
            if column.group
            else _cell("", width, style, merge="<w:vMerge/>", fill="EAF0F6")
            for column, width in zip(columns, widths, strict=True)
        ]
        yield _head_row(cells)


def _upper_cells(cells: Sequence[HeadCell], widths: Sequence[int], style: str) -> list[str]:
    place, found = 0, []
    for cell in cells:
        width = sum(widths[place : place + cell.columns])
        found.append(_head_cell(cell, width, style))
        place += cell.columns
    return found


def _head_row(cells: Sequence[str]) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _head_cell(cell: HeadCell, width: int, style: str) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = span + ('<w:vMerge w:val="restart"/>' if cell.rows > 1 else "")
    content = run(_whole_numbers(cell.text, width), strong=True)
    return _cell(content, width, style, merge=merge, fill="EAF0F6", align=cell.align, low=True)


def _whole_numbers(text: str, width: int) -> str:
    """Return a title with the blank before a number as a line's end, where it is too long for one.

    LibreOffice breaks inside a number that follows Thai.
    """
    limit = columns_of(width / TWIPS_PER_MM - CELL_BLANK_MM, TABLE_POINTS["normal"])
    return _BEFORE_NUMBER.sub("\n", text) if text_columns(text) > limit else text


def _row(row: Row, columns: Sequence[Column], widths: Sequence[int], style: str) -> str:
    if row.kind == "group":
        span = f'<w:gridSpan w:val="{len(columns)}"/>'
        text = run(row.cells[0].text, strong=True)
        cells = [_cell(text, sum(widths), style, merge=span, fill="F4F6F8", keep=True)]
    else:
        cells = [
            _data_cell(cell, column, width, style, total=row.kind == "total")
            for cell, column, width in zip(row.cells, columns, widths, strict=True)
        ]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _data_cell(cell: Cell, column: Column, width: int, style: str, *, total: bool) -> str:
    sign = tone_sign(cell)
    text = f"{sign}\u00a0{cell.text}" if sign else cell.text
    tone = "" if cell.tone == "plain" else f"Tone{cell.tone.capitalize()}"
    return _cell(run(text, strong=total, style=tone), width, style, align=column.align)


def _cell(
    content: str, width: int, style: str, *, merge: str = "", fill: str = "",
    align: str = "start", low: bool = False, keep: bool = False,
) -> str:  # fmt: skip
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    place = '<w:vAlign w:val="bottom"/>' if low else ""
    side = "" if align == "start" else f'<w:jc w:val="{_JUSTIFIED[align]}"/>'
    text = paragraph(style, content, before="<w:keepNext/>" if keep else "", after=side)
    measure = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{measure}{merge}{shading}{place}</w:tcPr>{text}</w:tc>"
