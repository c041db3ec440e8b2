"""Read the result tables of a printed report from its text layer, each value with its line.

Two kinds of table: the results part (item code, name, unit, target, a value per year), and the
table that each category has of its own results (name, target, result, dimension). The text
layer has no cells: a row is put together from its lines, and is full only with all its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pmqa_analysis.errors import DataError, nearest, raise_faults
from pmqa_analysis.load.category_tables import read_category_tables
from pmqa_analysis.load.measure_names import MeasureName, MeasureNames, cut_tail, join_lines
from pmqa_analysis.load.printed_figures import VALUE, Cell, TableWords, figure_rows, table_of
from pmqa_analysis.load.raw_table import RawTable
from pmqa_analysis.load.text_layer import Line, TextLayer, load_text

__all__ = ["TableWords", "load_text", "read_category_tables", "read_results_part"]

_REGISTER = "reference/measures.csv"
_FORM = TableWords()


class _ResultRow:
    """A row of the results part while its lines come in."""

    def __init__(self, code: str, line: int, wanted: int) -> None:
        self.code, self.line, self.wanted = code, line, wanted
        self.cells: list[Cell] = []
        self.words: list[str] = []
        self._valued: list[str] = []  # lines whose values may yet turn out to be of the name

    @property
    def is_full(self) -> bool:
        return len(self.cells) == self.wanted

    def take(self, number: int, text: str) -> None:
        """Take a line: words, then values; words after values make those part of the name."""
        found = re.search(rf"(?:(?<!\S){VALUE}\s*)+$", text)
        words = text[: found.start()] if found else text
        values = found[0].split() if found else []
        if words.strip() or (len(values) == self.wanted and not self.is_full):
            self.words += self._valued
            self.cells, self._valued = [], []
        if words.strip():
            self.words.append(words)
        if values:
            self.cells += [Cell(value, number) for value in values]
            self._valued.append(text[found.start() if found else 0 :])

    def split_unit(self, unit: str) -> tuple[str, str]:
        """Return name and unit: the known unit, else the last words that stand by themselves."""
        text = join_lines(self.words)
        name = cut_tail("\n".join(self.words), unit) if unit else None
        if name is not None:
            return join_lines(name.split("\n")), unit
        if len(self.words) > 1:
            return join_lines(self.words[:-1]), self.words[-1].strip()
        name, _, last = text.strip().rpartition(" ")
        return name, last


def read_results_part(
    layer: TextLayer, measures: Mapping[str, MeasureName], *,
    document: str, section: str, words: TableWords = _FORM,
) -> RawTable:  # fmt: skip
    """Read the part that has every indicator with unit, target, and a value per year.

    Args:
        layer: The report's lines.
        measures: What may stand in the part; each that has a group must.
        document: Id of the document for the figures.
        section: Id of the section for the figures.
        words: What title and header rows say.

    Returns:
        One row per value, in the columns of the indicators; remarks name the lines not read.

    Raises:
        DataError: If there is no such part or no year in its header; and, all told together, for
            each unknown item, row with too few or too many values, and measure without a row.
    """
    lines, years = _results_lines(layer, words)
    names = MeasureNames(measures)
    rows, unread = _result_rows(lines, names, 1 + len(years), words)
    faults = [fault for row in rows if (fault := _row_fault(layer, row, names))]
    missing = [code for code in names.by_code if code not in {row.code for row in rows}]
    if missing:
        where = layer.address(lines[-1].number)
        faults.append(DataError("printed.rows_missing", where=where, names=", ".join(missing)))
    raise_faults(faults)
    figures: list[dict[str, str]] = []
    for row in rows:
        name, unit = row.split_unit(names.by_code[row.code].unit_th)
        figures += figure_rows(
            row.cells, years, measure=row.code, section=section, document=document,
            name_printed=names.name_printed(row.code, name),
            unit_printed=names.unit_printed(row.code, unit),
        )  # fmt: skip
    remarks = [
        f"{layer.address(number)}: ไม่ใช่แถวของตาราง / no row of the table" for number in unread
    ]
    return table_of(layer.path, figures, remarks)


def _results_lines(layer: TextLayer, words: TableWords) -> tuple[Sequence[Line], tuple[int, ...]]:
    """Return the lines of the results part, blank ones left out, and the years of its header."""
    lines = [line for line in layer.lines if line.text.strip()]
    titles = (at for at, line in enumerate(lines[:-1]) if words.is_results_part(line.text))
    start = next((at for at in titles if words.is_heading(lines[at + 1].text)), None)
    if start is None:
        raise DataError("printed.no_table", where=layer.path, name=words.results_part)
    ends = (at for at in range(start, len(lines)) if words.ends_part(lines[at].text))
    part = lines[start : next(ends, len(lines))]
    found = [(line, years) for line in part if (years := words.years_of(line.text))]
    if not found:
        raise DataError("printed.no_years", where=layer.address(part[0].number), year=words.year)
    for line, years in found:
        if years != found[0][1]:
            raise DataError(
                "printed.other_years", where=layer.address(line.number), found=_listed(years),
                expected=_listed(found[0][1]),
            )  # fmt: skip
    return part, found[0][1]


def _result_rows(
    lines: Iterable[Line], names: MeasureNames, wanted: int, words: TableWords
) -> tuple[list[_ResultRow], list[int]]:
    """Return the rows, full or not, and the lines that belong to none."""
    rows: list[_ResultRow] = []
    unread: list[int] = []
    row: _ResultRow | None = None
    for line in lines:
        code = names.code_of(line.text)
        if words.is_heading(line.text):
            continue
        if code in names.groups:
            row = None
        elif code.count(".") > 1:
            row = _ResultRow(code, line.number, wanted)
            rows.append(row)
            row.take(line.number, line.text.replace(code, "", 1))
        elif row is None or (row.is_full and not re.fullmatch(rf"(?:{VALUE}\s*)+", line.text)):
            unread.append(line.number)
            row = None
        else:
            row.take(line.number, line.text)
    return rows, unread


def _row_fault(layer: TextLayer, row: _ResultRow, names: MeasureNames) -> DataError | None:
    where = layer.address(row.line)
    if row.code not in names.by_code:
        near = nearest(row.code, names.by_code) or "-"
        return DataError(
            "link.unknown_measure", where=where, found=row.code, near=near, register=_REGISTER
        )
    if not row.is_full:
        return DataError(
            "printed.row_not_full", where=where, name=row.code, found=len(row.cells),
            expected=row.wanted,
        )  # fmt: skip
    return None


def _listed(years: Iterable[int]) -> str:
    return ", ".join(map(str, years))
