"""Read the table that each category of a printed report has of its own results."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pmqa_analysis.errors import DataError, PmqaError, raise_faults
from pmqa_analysis.load.measure_names import MeasureName, MeasureNames, cut_tail, join_lines
from pmqa_analysis.load.printed_figures import VALUE, Cell, TableWords, figure_rows, table_of
from pmqa_analysis.load.raw_table import RawTable
from pmqa_analysis.load.text_layer import Line, TextLayer
from pmqa_analysis.thai_repair import skeleton

__all__ = ["read_category_tables"]

_FORM = TableWords()
_VALUE = re.compile(rf"(?<!\S){VALUE}(?![^\s(])")
_NO_VALUE = re.compile(r"\D*")
_HEADER_LINES = 12
_PERCENT = "ร้อยละ"


@dataclass
class _CategoryRow:
    """A row of a category's table while its lines come in."""

    number: int
    line: int
    groups: set[str]
    name: str = ""
    unit: str = ""
    group: str = ""
    cells: tuple[Cell, ...] = ()
    _lines: list[tuple[int, str]] = field(default_factory=list)

    def take(self, number: int, text: str) -> None:
        """Take a line; with the dimension at its end the row may be full."""
        self._lines.append((number, text))
        *_, last = text.split()
        if last in self.groups:
            self._split(last)

    def _split(self, group: str) -> None:
        """Split the row where it holds a name and two values with one unit."""
        text = "\n".join(line for _, line in self._lines)
        body = text[: text.rindex(group)]
        values = list(_VALUE.finditer(body))[-2:]
        if len(values) < 2:
            return
        before, between = body[: values[0].start()], body[values[0].end() : values[1].start()]
        found = _name_and_unit(before, between, body[values[1].end() :], values[1][0])
        if found is None:
            return
        name, self.unit = found
        self.name = re.sub(r"^[\s*]+", "", join_lines(name.split("\n")))
        self.group = group
        self.cells = tuple(
            Cell(value[0], self._lines[body.count("\n", 0, value.start())][0]) for value in values
        )


def read_category_tables(
    layer: TextLayer, measures: Mapping[str, MeasureName], *,
    document: str, sections: Mapping[int, str],
    expected: Mapping[int, Collection[str]] = MappingProxyType({}), words: TableWords = _FORM,
) -> RawTable:  # fmt: skip
    """Read the tables in which each category has its own results: target, result, dimension.

    Args:
        layer: The report's lines.
        measures: What may stand in the tables.
        document: Id of the document for the figures.
        sections: For each category that must have a table, the id of its section.
        expected: For a category, the measures that its table must have; others may stand in it.
        words: What titles and header rows say.

    Returns:
        Two rows per row printed, in the columns of the indicators; remarks name the measures
        found by likeness of their names.

    Raises:
        DataError: All told together: each category without a table, table without a year, a
            section or a row, row that is not full, name that means no one measure, and expected
            measure without a row.
    """
    starts = [at for at, line in enumerate(layer.lines) if words.category_of(line.text)]
    names = MeasureNames(measures)
    faults = _lacking_tables(layer, starts, sections, words)
    if not starts:
        raise_faults(faults)
    figures: list[dict[str, str]] = []
    remarks: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(layer.lines)], strict=True):
        lines = layer.lines[start:end]
        section, year = "", 0
        try:
            section, year = _category_head(layer, lines, sections, words)
        except PmqaError as fault:
            faults.append(fault)
        found: set[str] = set()
        broken: list[PmqaError] = []
        for row in _category_rows(layer, lines, names, words, broken):
            code, likeness = names.find(row.name, row.group)
            if not code:
                faults.append(_unknown_name(layer, row, names))
                continue
            found.add(code)
            name = names.name_printed(code, row.name)
            if name:
                like = f"ใกล้เคียง / alike {likeness:.0%}"
                remarks.append(f"{layer.address(row.line)}: {code} ({like})")
            figures += figure_rows(
                row.cells, (year,), measure=code, section=section, document=document,
                name_printed=name, unit_printed=names.unit_printed(code, row.unit),
            )  # fmt: skip
        faults += [one for one in broken if section or one.key != "printed.no_rows"]
        if section and not broken:  # a broken row is not missing, too
            faults += _lacking_rows(layer, lines[0], found, expected, words)
    raise_faults(faults)
    return table_of(layer.path, figures, remarks)


def _lacking_tables(
    layer: TextLayer, starts: Sequence[int], sections: Mapping[int, str], words: TableWords
) -> list[PmqaError]:
    found = {words.category_of(layer.lines[at].text) for at in starts}
    lacking = [category for category in sections if category not in found]
    if not starts and not lacking:
        return [DataError("printed.no_table", where=layer.path, name=words.category_table)]
    return [
        DataError("printed.no_table", where=layer.path, name=f"{words.category_table} {category}")
        for category in lacking
    ]


def _lacking_rows(
    layer: TextLayer, title: Line, found: Collection[str],
    expected: Mapping[int, Collection[str]], words: TableWords,
) -> list[PmqaError]:  # fmt: skip
    wanted = expected.get(words.category_of(title.text) or 0, ())
    lacking = ", ".join(code for code in wanted if code not in found)
    where = layer.address(title.number)
    return [DataError("printed.rows_missing", where=where, names=lacking)] if lacking else []


def _category_head(
    layer: TextLayer, lines: Sequence[Line], sections: Mapping[int, str], words: TableWords
) -> tuple[str, int]:
    """Return the section of a category's table and the one year that its header names."""
    where = layer.address(lines[0].number)
    category = words.category_of(lines[0].text)
    if category is None or category not in sections:
        known = ", ".join(map(str, sections)) or "-"
        raise DataError("printed.unknown_category", where=where, found=category, known=known)
    header = (words.years_of(line.text) for line in lines[1:_HEADER_LINES])
    years = {year for found in header for year in found}
    if len(years) != 1:
        raise DataError("printed.no_years", where=where, year=words.year)
    return sections[category], years.pop()


def _category_rows(
    layer: TextLayer, lines: Sequence[Line], names: MeasureNames, words: TableWords,
    faults: list[PmqaError],
) -> Iterator[_CategoryRow]:  # fmt: skip
    """Yield the rows of a table, numbered from 1; it ends at the first line of another kind.

    What cannot be a row is added to ``faults``, and the reading goes on.
    """
    row: _CategoryRow | None = None
    wanted = 1
    for line in lines[1:]:
        if not line.text.strip() or words.is_heading(line.text):
            continue
        starts = re.match(rf"\s*{wanted}\.(?!\d)", line.text)
        if row and not row.cells and not starts:
            row.take(line.number, line.text)
            continue
        if row:
            yield from _full(layer, row, faults)
        if not starts:
            rest = [each for each in lines if each.number >= line.number]
            faults += _beyond_end(layer, rest, names)
            row = None
            break
        row, wanted = _CategoryRow(wanted, line.number, names.groups), wanted + 1
        row.take(line.number, line.text[starts.end() :])
    if row:
        yield from _full(layer, row, faults)
    if wanted == 1:
        faults.append(DataError("printed.no_rows", where=layer.address(lines[0].number)))


def _full(
    layer: TextLayer, row: _CategoryRow, faults: list[PmqaError]
) -> Iterator[_CategoryRow]:  # fmt: skip
    if row.cells:
        yield row
        return
    where = layer.address(row.line)
    faults.append(DataError("printed.row_without_dimension", where=where, number=row.number))


def _beyond_end(
    layer: TextLayer, rest: Sequence[Line], names: MeasureNames
) -> Iterator[PmqaError]:  # fmt: skip
    """Yield a value right behind a table, and each end of a row below it: rows would be lost."""
    for line in rest:
        *before, last = line.text.split() or [""]
        ends = last in names.groups and (not before or _VALUE.search(" ".join(before)))
        if ends or (line is rest[0] and _VALUE.fullmatch(line.text.strip())):
            yield DataError("printed.beyond_row", where=layer.address(line.number))


def _name_and_unit(before: str, between: str, after: str, second: str) -> tuple[str, str] | None:
    """Return name and unit of a row around its two values; None where the units differ.

    The unit stands before each value (ร้อยละ 83 ร้อยละ 84), after each (1 รางวัล 4 รางวัล), in
    brackets, or nowhere. A value that is missing may stand without one.
    """
    unit, last = _unit(between), _unit(after)
    if last:
        alike = skeleton(unit) == skeleton(last) or not unit
        # Thai writes ร้อยละ before a number: behind one without brackets, its number is lost.
        broken = last == _PERCENT and "(" not in after
        return (before, last) if alike and not broken else None
    name = cut_tail(before, unit)
    if name is None and _NO_VALUE.fullmatch(second):
        return before, unit
    return None if name is None else (name, unit)


def _unit(text: str) -> str:
    """Return a unit as one word, put together where a narrow column broke it."""
    return re.sub(r"\s*\n\s*", "", text).strip(" ()")


def _unknown_name(layer: TextLayer, row: _CategoryRow, names: MeasureNames) -> DataError:
    known = [code for code, each in names.by_code.items() if each.group == row.group]
    return DataError(
        "printed.unknown_name", where=layer.address(row.line), name=row.name, group=row.group,
        known=", ".join(known),
    )  # fmt: skip
