"""Write tables of text as a workbook: every cell is text, so that nothing is read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmqa_analysis.publish.archives import office_text
from pmqa_analysis.publish.entry_book import workbook_bytes

__all__ = ["TextTable", "text_book_bytes"]

_WIDEST = 60


@dataclass(frozen=True)
class TextTable:
    """A table of texts: its columns, and one mapping a row; a missing cell is blank."""

    columns: Sequence[str]
    rows: Iterable[Mapping[str, str]]


def text_book_bytes(tables: Mapping[str, TextTable]) -> bytes:
    """Return a workbook with a sheet for each table; the same tables give the same bytes.

    A number is written as text too: it stays what was typed, zeros at its end included, and no
    text is ever a formula.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for name, table in tables.items():
        page = book.create_sheet(name)
        page.freeze_panes = "A2"
        rows = [[row.get(column, "") for column in table.columns] for row in table.rows]
        for number, column in enumerate(table.columns, start=1):
            longest = max(len(column), *(len(row[number - 1]) for row in rows), 8)
            page.column_dimensions[get_column_letter(number)].width = min(longest + 2, _WIDEST)
        for place, texts in enumerate([list(table.columns), *rows]):
            cells = [WriteOnlyCell(page, office_text(text) or None) for text in texts]
            for cell in cells:
                cell.number_format = "@"
                cell.data_type = "s" if cell.value is not None else "n"
                if place == 0:
                    cell.font = Font(bold=True)
            page.append(cells)
    return workbook_bytes(book)
