"""An empty workbook to type into: a header, lists of the answers allowed, a word on each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmqa_analysis.load.workbook import LISTS_SHEET

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["EntryColumn", "entry_workbook"]

MOST_ROWS = 5_000
_LONGEST_PROMPT, _LONGEST_TITLE = 250, 32


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """A column to fill in.

    Attributes:
        title: Its title, as the readers expect it.
        answers: The only texts that it takes; every text where there are none.
        prompt: What is said beside a cell of it.
        width: In characters.
        fixed: What stands in its first cells already.
    """

    title: str
    answers: tuple[str, ...] = ()
    prompt: str = ""
    width: int = 18
    fixed: tuple[str, ...] = ()


def entry_workbook(
    sheet: str, columns: Sequence[EntryColumn], *, simulated: bool = False
) -> Workbook:
    """Return a workbook with one sheet to fill in, and its lists on a hidden one.

    Every cell to fill in is text: an id keeps its zeros, and a date stays as it is typed.

    Args:
        sheet: The name of the sheet.
        columns: From left to right.
        simulated: Whether the office is simulated: then the header says so in a remark.
    """
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    entry = book.worksheets[0]
    entry.title = sheet
    lists = book.create_sheet(LISTS_SHEET)
    lists.sheet_state = "hidden"
    for number, column in enumerate(columns, start=1):
        _write_column(entry, number, column)
        told = [*(["ข้อมูลจำลอง / simulated data"] if simulated and number == 1 else []),
                *([column.prompt] if column.prompt and not column.answers else [])]  # fmt: skip
        if told:
            entry.cell(1, number).comment = Comment("\n".join(told), "pmqa")
        if column.answers:
            _write_list(entry, lists, number, column)
    entry.freeze_panes = "A2"
    entry.row_dimensions[1].height = 60
    return book


def _write_column(sheet: Worksheet, number: int, column: EntryColumn) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    head = sheet.cell(1, number, column.title)
    head.font = Font(bold=True, color="FFFFFF")
    head.fill = PatternFill("solid", start_color="1F3A5F")
    head.alignment = Alignment(wrap_text=True, vertical="center")
    letter = head.column_letter
    sheet.column_dimensions[letter].width = column.width
    sheet.column_dimensions[letter].number_format = "@"
    for row in range(2, 2 + max(len(column.fixed), 200)):
        sheet.cell(row, number).number_format = "@"
    for row, text in enumerate(column.fixed, start=2):
        sheet.cell(row, number, text)


def _write_list(entry: Worksheet, lists: Worksheet, number: int, column: EntryColumn) -> None:
    """Write a column's answers on the hidden sheet, and let its cells take no other."""
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = lists.cell(1, number, column.title).column_letter
    for row, text in enumerate(column.answers, start=2):
        cell = lists.cell(row, number, text)
        cell.number_format = "@"
        cell.data_type = "s"
    last = len(column.answers) + 1
    rule = DataValidation(
        type="list", formula1=f"'{lists.title}'!${letter}$2:${letter}${last}", allow_blank=True
    )
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle, rule.error = "ไม่อยู่ในรายการ", "โปรดเลือกคำตอบจากรายการ (choose from the list)"
    if column.prompt:
        rule.promptTitle = column.title[:_LONGEST_TITLE]
        rule.prompt = column.prompt[:_LONGEST_PROMPT]
    rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    entry.add_data_validation(rule)
