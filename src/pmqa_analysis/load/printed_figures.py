"""What the tables of a printed report share: their words, their values, and their figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pmqa_analysis.load.raw_table import RawTable
from pmqa_analysis.thai_repair import skeleton

__all__ = ["COLUMNS", "VALUE", "Cell", "PrintedTable", "TableWords", "figure_rows", "table_of"]

# The columns that the indicators are cleaned from.
COLUMNS = (
    "measure", "section", "fiscal_year", "kind", "value", "printed",
    "unit_printed", "name_printed", "document", "line", "note",
)  # fmt: skip
VALUE = r"(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|-|–|N/A|อยู่ระหว่างประมวลผล|ไม่ได้รายงาน)"
_NUMBER = re.compile(r"\d[\d,.]*")
_TARGET_NOTE = "target column carries no year; taken as that of the year reported"
_CENTURY = 2500


@dataclass(frozen=True)
class TableWords:
    """The words that a report's tables are known by; marks and blanks do not matter.

    The defaults are those of the application report of the PMQA form.

    Attributes:
        results_part: Title of the part with the results of every indicator.
        category_table: Title of a category's own table, up to the category's number.
        headings: Words of the header rows, which page breaks repeat and split.
        year: Word before a year in a header row.
        part: Word before the number of a part of the report.
    """

    results_part: str = "ผลลัพธ์การดำเนินการ"
    category_table: str = "ผลลัพธ์สำคัญในหมวด 7 ที่เป็นผลจากการดำเนินงานของหมวด"
    headings: tuple[str, ...] = (
        "ตัวชี้วัด", "หน่วยวัด", "ค่าเป้าหมาย", "ค่า", "เป้าหมาย", "ผลการดำเนินงาน", "มิติที่",
    )  # fmt: skip
    year: str = "ปี"
    part: str = "ส่วนที่"

    def is_heading(self, line: str) -> bool:
        """Return whether a line has only words of a header row, or titles the results part."""
        bones = skeleton(line)
        return bool(self._heading.fullmatch(bones)) or self.is_results_part(line)

    def is_results_part(self, line: str) -> bool:
        """Return whether a line is the title of the results part."""
        pattern = f"(?:{skeleton(self.part)}\\d+)?{skeleton(self.results_part)}"
        return bool(re.fullmatch(pattern, skeleton(line)))

    def ends_part(self, line: str) -> bool:
        """Return whether a line is the title of another part, or of a category's table."""
        begins = re.match(f"{skeleton(self.part)}\\d", skeleton(line))
        another = bool(begins) and not self.is_results_part(line)
        return another or self.category_of(line) is not None

    def category_of(self, line: str) -> int | None:
        """Return the category whose table a line is the title of; None for other lines."""
        found = re.fullmatch(f"{skeleton(self.category_table)}(\\d+)", skeleton(line))
        return int(found[1]) if found else None

    def years_of(self, line: str) -> tuple[int, ...]:
        """Return the years (B.E.) that a header row names; two digits are those of 25xx."""
        if not self.is_heading(line):
            return ()
        years = re.findall(f"{skeleton(self.year)}(\\d{{4}}|\\d\\d)", skeleton(line))
        return tuple(int(year) + _CENTURY * (len(year) == 2) for year in years)

    @cached_property
    def _heading(self) -> re.Pattern[str]:
        words = sorted(map(skeleton, self.headings), key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(words)}|{skeleton(self.year)}(?:\\d{{4}}|\\d\\d))+")


@dataclass(frozen=True)
class Cell:
    """A value as printed, and the line it stands in."""

    printed: str
    line: int


@dataclass(frozen=True)
class PrintedTable(RawTable):
    """Figures read from print: a cell's address is the line of its value, not its row here."""

    def address(self, row: int, column: str) -> str:
        """Return the address of a cell: file, line of the value, and column."""
        line = str(self.frame["line"].loc[row])
        return f"{self.path}:{line} [{column}]"


def figure_rows(cells: Sequence[Cell], years: Sequence[int], **shared: str) -> list[dict[str, str]]:
    """Return a row per value of one printed row: its target, then its actual of each year.

    The target's year is the last: the print gives it none.
    """
    kinds = [("target", years[-1], _TARGET_NOTE), *(("actual", year, "") for year in years)]
    return [
        {
            **shared, "fiscal_year": str(year), "kind": kind, "note": note,
            "printed": cell.printed, "line": str(cell.line),
            "value": cell.printed.replace(",", "") if _NUMBER.fullmatch(cell.printed) else "",
        }
        for cell, (kind, year, note) in zip(cells, kinds, strict=True)
    ]  # fmt: skip


def table_of(path: str, rows: Iterable[dict[str, str]], remarks: Iterable[str]) -> RawTable:
    """Return the figures as a raw table in the columns that indicators are cleaned from."""
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS), dtype=object)
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    return PrintedTable(path, frame, remarks=tuple(remarks))
