"""The cells of one sheet of a workbook, streamed from its XML: text, merges, what is hidden.

Some rows are parsed at a time, which costs a fraction of openpyxl's time. Only cells that hold
something are kept: a sheet's one cell at XFD1048576 costs nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load.limits import Limits, check_area, check_cell, column_letter
from pmqa_analysis.load.number_text import NumberFormat, number_text
from pmqa_analysis.load.ooxml import Book, unescape
from pmqa_analysis.load.plain_rows import PlainRow, PlainRows
from pmqa_analysis.load.raw_table import MarkKind
from pmqa_analysis.load.sheet_blocks import ROW_END, Block, sheet_blocks

__all__ = ["Merge", "Sheet", "read_sheet"]

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_TRUE = ("1", "true")
_PLAIN = NumberFormat("plain")
_COMMON = (None, "n", "s")
_TOLD = 20
Merge = tuple[int, int, int, int]


@dataclass
class Sheet:
    """What one sheet holds; rows and columns are counted from 1.

    Attributes:
        rows: The cells of each row that has any, the first column's text first.
        merges: First row, first column, last row and last column of each merged range.
        hidden_rows: Rows that are not shown.
        hidden_columns: Columns that are not shown.
        marks: Addresses by what is to be told of them: error values, dates, percentages.
        damaged: Row, column and kind of each cell with mojibake.
    """

    where: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    marks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    damaged: list[tuple[int, int, MarkKind]] = field(default_factory=list)


def read_sheet(
    where: str, content: bytes, book: Book, limits: Limits, *, calculated: bool = True
) -> Sheet:
    """Read a sheet's cells as text; only with ``calculated`` must formulas have their values.

    Raises:
        DataError: If the XML is damaged, a cell lies beyond the limits, or a formula has no
            stored value; such formulas are told together, by their cells.
    """
    reader = _Reader(where, book, limits)
    try:
        for block in sheet_blocks(content):
            reader.read_block(block)
    except (ElementTree.ParseError, KeyError, ValueError, IndexError) as error:
        problem = str(error) if isinstance(error, ElementTree.ParseError) else type(error).__name__
        raise DataError("table.bad_excel", where=where, problem=problem) from None
    raise_faults(
        [
            DataError("table.formula_without_value", where=f"{where}!{cell}")
            for cell in reader.uncalculated[: _TOLD * calculated]
        ]
    )
    return reader.sheet


class _Reader:
    """What is known of a sheet while its blocks are read."""

    def __init__(self, where: str, book: Book, limits: Limits) -> None:
        self.sheet = Sheet(where)
        self.uncalculated: list[str] = []
        self._book, self._limits = book, limits
        self._row = self._column = self._area = 0
        self._numbers: dict[tuple[str, str | None], tuple[str, str]] = {}
        self._plain: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._places: dict[tuple[bytes, ...], tuple[int, ...]] = {}
        self._rows = PlainRows(self._plain_text)

    def read_block(self, block: Block) -> None:
        """Read a block: the plain rows as they stand, all others by the parser."""
        left: list[bytes] = []
        for row in block.body.split(ROW_END) if block.plain else ():
            found = self._rows.read(row)
            if found is None:
                left.append(row)
                continue
            self._read_left(block, left)
            self._take(found)
        if block.plain:
            self._read_left(block, left)
        else:
            self._read_tree(block.parse(block.body))

    def _read_left(self, block: Block, left: list[bytes]) -> None:
        rows = [row for row in left if row.strip()]
        if rows:
            self._read_tree(block.parse(ROW_END.join([*rows, b""])))
        left.clear()

    def _take(self, row: PlainRow) -> None:
        """Keep a row of plain cells."""
        self._row = self._row + 1 if row.number is None else row.number
        if row.hidden:
            self.sheet.hidden_rows.add(self._row)
        places = self._places.get(row.letters)
        if places is None:
            names = [letters.decode() for letters in row.letters]
            places = self._places[row.letters] = tuple(map(_column_number, names))
        out: list[str] = []
        if places == tuple(range(1, len(places) + 1)):
            out = row.texts
            while out and not out[-1]:
                out.pop()
        else:
            for self._column, text in zip(places, row.texts, strict=True):
                if text:
                    self._keep(out, text)
        if out:
            self._end_row(out)

    def _plain_text(self, kind: str, value: str, style: int) -> str | None:
        """Return a plain cell's text; None where there is something to tell of it."""
        if kind == "n":
            text, remark = self._new_number(value, style)
            return None if remark else text
        text = self._book.texts[int(value)] if kind == "s" else self._text(kind, value)
        return None if len(text) > self._limits.cell_chars else text

    def _read_tree(self, root: Element) -> None:
        """Read rows by the parser, or the merges and hidden columns around the rows."""
        space = root.tag.rpartition("worksheet")[0]
        for column in root.iter(f"{space}col"):
            if column.get("hidden") in _TRUE:
                last = min(int(column.attrib["max"]), self._limits.columns)
                hidden = range(int(column.attrib["min"]), last + 1)
                self.sheet.hidden_columns.update(hidden)
        for merge in root.iter(f"{space}mergeCell"):
            self._merge(merge.attrib["ref"])
        for row in root.iter(f"{space}row"):
            self._read_row(row, space)

    def _read_row(self, row: Element, space: str) -> None:
        self._row = int(row.get("r", self._row + 1))
        self._column = 0
        if row.get("hidden") in _TRUE:
            self.sheet.hidden_rows.add(self._row)
        value_tag, width, drop = f"{space}v", 0, -len(str(self._row))
        texts, columns, plain = self._book.texts, self._columns, self._plain
        out: list[str] = []
        short = self._limits.cell_chars
        for cell in row:  # the hot loop: four million times for 100,000 rows of 40
            address = cell.get("r")
            column = columns.get(address[:drop]) if address else None
            self._column = column = column or self._place(address or "")
            if not len(cell):
                continue
            first, kind = cell[0], cell.get("t")
            value = first.text if first.tag == value_tag else None
            if value is None or kind not in _COMMON:
                text = self._other_text(cell, kind or "n", value, space)
            elif kind != "s":
                style = cell.get("s")
                text = (plain.get(value) if style is None else None) or self._number(value, style)
            else:
                text = texts[int(value)]
            if text:
                if column == width + 1 and len(text) <= short:
                    out.append(text)
                else:
                    self._keep(out, text)
                width = len(out)
        if out:
            self._end_row(out)

    def _other_text(self, cell: Element, kind: str, value: str | None, space: str) -> str:
        """Return the text of a cell that is no plain number and no shared text."""
        if value is None and kind == "inlineStr":
            return unescape(_inline_text(cell, space))
        value = value if value is not None else cell.findtext(f"{space}v")
        if cell.find(f"{space}f") is not None and not value and (kind != "str" or value is None):
            self.uncalculated.append(f"{column_letter(self._column)}{self._row}")
        if not value:
            return ""
        if kind == "n":
            return self._number(value, cell.get("s"))
        return self._book.texts[int(value)] if kind == "s" else self._text(kind, value)

    def _keep(self, out: list[str], text: str) -> None:
        """Put a text that is long, or not next to the one before, into its row."""
        check_area(self._address(), 1, self._column, self._limits)
        check_cell(self._address(), len(text), self._limits)
        out.extend([""] * (self._column - len(out)))
        out[self._column - 1] = text

    def _end_row(self, out: list[str]) -> None:
        if self._row > self._limits.rows or len(out) > self._limits.columns:
            check_area(self._address(), self._row, 1, self._limits)
            check_area(self._address(), 1, len(out), self._limits)
        self._area += len(out)
        if self._area > self._limits.cells:
            check_area(self._address(), 1, self._area, self._limits)
        self.sheet.rows[self._row] = out

    def _place(self, address: str) -> int:
        """Return a cell's column; a cell without an address follows the one before."""
        if not address:
            return self._column + 1
        letters = address.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_number(letters)
        return column

    def _address(self) -> str:
        return f"{self.sheet.where}!{column_letter(self._column)}{self._row}"

    def _text(self, kind: str, value: str) -> str:
        if kind in ("inlineStr", "str"):
            return unescape(value)
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if kind == "e":
            self._mark("error values", f" {value}")
        return value

    def _number(self, value: str, style: str | None) -> str:
        known = self._numbers.get((value, style))
        if known is None:
            known = self._numbers[value, style] = self._new_number(value, int(style or 0))
            if style is None and not known[1]:
                self._plain[value] = known[0]
        text, remark = known
        if remark:
            self._mark(_MARKS[remark])
        return text

    def _new_number(self, value: str, style: int) -> tuple[str, str]:
        formats = self._book.formats
        form = formats[style] if style < len(formats) else _PLAIN
        return number_text(value, form, from_1904=self._book.from_1904)

    def _mark(self, kind: str, more: str = "") -> None:
        self.sheet.marks[kind].append(f"{column_letter(self._column)}{self._row}{more}")

    def _merge(self, reference: str) -> None:
        found = _CELL.findall(reference.upper())
        if len(found) == 2:
            (first, top), (last, bottom) = found
            self.sheet.merges.append(
                (int(top), _column_number(first), int(bottom), _column_number(last))
            )


_MARKS = {
    "rounded": "percentages shown with fewer decimals",
    "no date": "numbers that no date is",
    "B.E. year": "B.E. years read as C.E.",
}


def _inline_text(cell: Element, space: str) -> str:
    """Return a text that stands in the cell itself, without how it is pronounced."""
    return "".join(
        letters.text or ""
        for part in cell.findall(f"{space}is")
        for child in part
        if child.tag != f"{space}rPh"
        for letters in child.iter(f"{space}t")
    )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
