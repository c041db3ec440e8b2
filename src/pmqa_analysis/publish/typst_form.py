"""A report as the Typst template reads it: plain data, words marked that stay whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pmqa_analysis.blocks import Block, Figure, Heading, Passage, Row, Run, Table, Title
from pmqa_analysis.blocks.characters import printable
from pmqa_analysis.blocks.layout import HeadCell, head_rows, tone_sign
from pmqa_analysis.publish.column_widths import column_widths
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.line_breaks import Piece, columns_of, text_columns, whole_words

__all__ = ["document_form"]

TEXT_WIDTH_MM = 166.0
TITLE_COLUMNS = columns_of(TEXT_WIDTH_MM, 19)
LINE_COLUMNS = columns_of(TEXT_WIDTH_MM - 10, 12)
# The template's type sizes of a table, in points, and the blank beside a cell's text, which is
# less where many columns share a page.
TABLE_POINTS = {"normal": 9.5, "small": 9.0}
CELL_BLANK_MM, NARROW_BLANK_MM, MANY_COLUMNS = 3.4, 1.9, 10
# Lines of rows up to which a table is kept on one page.
TOGETHER = 9
# Letters up to which the last section and the sources are kept on one page: a third of it.
CLOSING_LETTERS = 2500
_Form = dict[str, Any]


def document_form(document: Document) -> _Form:
    """Return everything that the template reads, results' ids left out."""
    seal = document.seal
    blocks = [*_block_forms(document)]
    form = {
        "title": seal.title,
        "office": seal.office,
        "year_line": document.year_line,
        "language": seal.language,
        "numerals": seal.numerals,
        "simulated": seal.simulated,
        "words": dict(seal.words),
        "sources": _line("; ".join(seal.sources)),
        "contents_depth": document.contents_depth,
        "blocks": blocks,
        "closing": _closing(blocks, sum(map(len, seal.sources))),
    }
    shown: _Form = _printable(form)
    return shown


def _closing(blocks: list[_Form], letters: int) -> int:
    """Return where the last section begins, if it is words only and short enough to stand whole.

    Its last line, or the sources alone, would else at times be all there is on the last page.
    """
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if block["kind"] == "heading":
            return place if letters <= CLOSING_LETTERS and not block["new_page"] else len(blocks)
        if block["kind"] not in {"passage", "items"}:
            break
        lines = block.get("items") or [block["runs"]]
        letters += sum(len("".join(map("".join, run["text"]))) for runs in lines for run in runs)
    return len(blocks)


def _printable(form: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return plain data whose texts the fonts can show; a drawing has its own outlines."""
    if isinstance(form, str):
        return printable(form)
    if isinstance(form, list):
        return [_printable(one) for one in form]
    if isinstance(form, dict):
        return {key: one if key == "svg" else _printable(one) for key, one in form.items()}
    return form


def _block_forms(document: Document) -> Iterator[_Form]:
    """Yield the blocks as the template reads them, runs of neighbouring items as one list."""
    above = 0
    pairs = zip(document.blocks, document.labels, strict=True)
    for is_item, neighbours in groupby(pairs, key=lambda pair: _is_item(pair[0])):
        if is_item:
            passages = [block for block, _ in neighbours if isinstance(block, Passage)]
            yield {"kind": "items", "items": [_runs_form(passage.runs) for passage in passages]}
            continue
        for block, label in neighbours:
            if isinstance(block, Heading):
                # PDF/UA forbids a level that has none above it.
                above = min(block.level, above + 1)
                yield {
                    "kind": "heading", "text": _line(block.text), "level": above,
                    "new_page": block.new_page,
                }  # fmt: skip
            else:
                yield _block_form(block, label)


def _is_item(block: Block) -> bool:
    return isinstance(block, Passage) and block.style == "item"


def _block_form(block: Block, label: str) -> _Form:
    match block:
        case Title():
            return {
                "kind": "title",
                "text": whole_words(block.text, TITLE_COLUMNS),
                "subtitle": _line(block.subtitle),
                "answer": _runs_form(block.answer),
            }
        case Passage():
            return {"kind": "passage", "style": block.style, "runs": _runs_form(block.runs)}
        case Table():
            return _table_form(block, label)
        case Figure():
            drawing = block.model_dump(include={"kind", "svg", "alt", "width_mm"})
            return drawing | _caption_form(block, label)
    return {"kind": block.kind}


def _line(text: str) -> list[Piece]:
    return whole_words(text, LINE_COLUMNS) if text else []


def _runs_form(runs: Iterable[Run]) -> list[_Form]:
    return [{"text": _line(run.text), "strong": run.strong} for run in runs]


def _caption_form(block: Table | Figure, label: str) -> _Form:
    notes = [_line(note) for note in block.notes]
    return {"label": label, "caption": _line(block.caption), "notes": notes}


def _table_form(table: Table, label: str) -> _Form:
    points = TABLE_POINTS[table.size]
    blank = NARROW_BLANK_MM if len(table.columns) >= MANY_COLUMNS else CELL_BLANK_MM
    widths = column_widths(table, TEXT_WIDTH_MM, points=points, blank=blank)
    limits = [columns_of(width - blank, points) for width in widths]
    return {
        "kind": "table",
        "size": table.size,
        "blank": blank,
        "together": _lines(table, limits) <= TOGETHER,
        "columns": [
            {"align": column.align, "width": width}
            for column, width in zip(table.columns, widths, strict=True)
        ],
        "head": [
            _head_cell_form(cell, sum(limits[cell.place : cell.place + cell.columns]))
            for row in head_rows(table.columns)
            for cell in row
        ],
        "rows": [*_row_forms(table.rows, limits)],
    } | _caption_form(table, label)


def _lines(table: Table, limits: list[int]) -> int:
    """Return about how many lines the rows of a table take."""
    return sum(
        max(
            -(-text_columns(cell.text) // max(limit, 1))
            for cell, limit in zip(row.cells, limits, strict=False)
        )
        for row in table.rows
    )


def _head_cell_form(cell: HeadCell, limit: int) -> _Form:
    return {**dataclasses.asdict(cell), "text": whole_words(cell.text, limit)}


def _row_forms(rows: Iterable[Row], limits: list[int]) -> Iterator[_Form]:
    """Yield the rows; group rows that follow each other as one with a cell for each."""
    for is_group, neighbours in groupby(rows, key=lambda row: row.kind == "group"):
        if is_group:
            titles = [{"text": _line(row.cells[0].text)} for row in neighbours]
            yield {"kind": "group", "cells": titles}
        else:
            yield from (_row_form(row, limits) for row in neighbours)


def _row_form(row: Row, limits: list[int]) -> _Form:
    cells = [
        {"text": whole_words(cell.text, limit), "tone": cell.tone, "sign": tone_sign(cell)}
        for cell, limit in zip(row.cells, limits, strict=True)
    ]
    return {"kind": row.kind, "cells": cells}
