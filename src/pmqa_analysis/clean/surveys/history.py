"""Units that were renamed, merged or split over the years, from a table with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import RawTable
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["HISTORY_COLUMNS", "HISTORY_FILE", "UnitChange", "UnitHistory", "clean_unit_history"]

HISTORY_FILE = "reference/unit_history.csv"
HISTORY_COLUMNS = (
    "from_unit", "to_unit", "from_year", "kind", "reason_th", "reason_en", "source",
)  # fmt: skip
ChangeKind = Literal["renamed", "merged", "split"]


@dataclass(frozen=True, slots=True)
class UnitChange:
    """From ``from_year`` on, ``from_unit`` is (a part of) ``to_unit``, or the other way round."""

    from_unit: str
    to_unit: str
    from_year: int
    kind: ChangeKind
    address: str


@dataclass(frozen=True)
class UnitHistory:
    """All changes of an office's units."""

    changes: tuple[UnitChange, ...] = ()

    def successors(self, unit: str, year: int, to_year: int) -> tuple[str, ...]:
        """Return the units of ``to_year`` that a unit of an earlier year became.

        One for a unit that stayed, was renamed or merged; several for one that was split:
        then no respondent of it belongs to one of them for certain.
        """
        found = [unit]
        for change_year in sorted({one.from_year for one in self.changes}):
            if year < change_year <= to_year:
                found = [new for old in found for new in self._next(old, change_year)]
        return tuple(dict.fromkeys(found))

    def comparable(
        self, units: Iterable[str], year: int, to_year: int
    ) -> Mapping[str, tuple[str, ...]]:
        """Return for each unit of ``year`` the units of ``to_year`` it is compared with.

        Units that share a successor are one block, and have all the successors of the block:
        a merged unit is compared with its former parts together, the parts of a split unit
        together with the former whole.
        """
        blocks: list[tuple[set[str], set[str]]] = []
        for unit in units:
            old, new = {unit}, set(self.successors(unit, year, to_year))
            for block in [one for one in blocks if one[1] & new]:
                blocks.remove(block)
                old |= block[0]
                new |= block[1]
            blocks.append((old, new))
        return {unit: tuple(sorted(new)) for old, new in blocks for unit in sorted(old)}

    def _next(self, unit: str, year: int) -> list[str]:
        new = [one.to_unit for one in self.changes
               if one.from_unit == unit and one.from_year == year]  # fmt: skip
        return new or [unit]


def clean_unit_history(table: RawTable, units: Collection[str]) -> UnitHistory:
    """Return the history of units that a table tells.

    Args:
        table: Columns :data:`HISTORY_COLUMNS`; one row a pair of units.
        units: Every unit known, of any year, as the codebook's categories.

    Raises:
        DataError: Each row that cannot be taken, told together: an unknown unit, kind or year,
            no reason, a merge of one unit, a split into one, and a circle of changes.
    """
    faults: list[PmqaError] = []
    changes = []
    for row, cells in table.records():
        problem = _row_problem(cells, units)
        address = table.address(row, "from_unit")
        if problem:
            faults.append(DataError("history.bad_row", where=address, problem=problem))
            continue
        kind = next(one for one in get_args(ChangeKind) if one == cells["kind"])
        year = int(to_arabic_digits(cells["from_year"]))
        changes.append(UnitChange(cells["from_unit"], cells["to_unit"], year, kind, address))
    faults += [
        DataError("history.bad_row", where=one.address, problem=problem)
        for one in changes
        if (problem := _kind_problem(one, changes))
    ]
    raise_faults(faults)
    _check_circles(changes)
    return UnitHistory(tuple(changes))


def _row_problem(cells: Mapping[str, str], units: Collection[str]) -> str:
    for name in ("from_unit", "to_unit"):
        if cells[name] not in units:
            near = nearest(cells[name], units) or "-"
            return f"{name}: unknown unit {cells[name]!r}, nearest {near!r}"
    if cells["kind"] not in get_args(ChangeKind):
        return f"kind: expected one of {', '.join(get_args(ChangeKind))}"
    year = to_arabic_digits(cells["from_year"])
    if not (year.isdecimal() and 2450 <= int(year) < 2700):
        return "from_year: expected a Buddhist-Era year"
    if not (cells["reason_th"] and cells["reason_en"]):
        return "reason: expected one in Thai and in English"
    return ""


def _kind_problem(change: UnitChange, changes: list[UnitChange]) -> str:
    """Return what is wrong with a change beside the others of its year; empty for nothing."""
    same = [one for one in changes if one.from_year == change.from_year]
    into = len({one.from_unit for one in same if one.to_unit == change.to_unit})
    out = len({one.to_unit for one in same if one.from_unit == change.from_unit})
    expected = {"renamed": (into == out == 1), "merged": into > 1 and out == 1,
                "split": out > 1 and into == 1}  # fmt: skip
    if expected[change.kind]:
        return ""
    return f"kind: {change.kind}, but {out} unit(s) come from it and {into} go into the new one"


def _check_circles(changes: list[UnitChange]) -> None:
    """Refuse a unit that becomes itself again: one id would be two units.

    Raises:
        DataError: With the units of the first circle.
    """
    for start in changes:
        paths = [[start.from_unit, start.to_unit]]
        while paths:
            path = paths.pop()
            if path[-1] == path[0]:
                raise DataError("history.cycle", where=start.address, units=" → ".join(path))
            paths += [[*path, one.to_unit] for one in changes
                      if one.from_unit == path[-1] and one.to_unit not in path[1:]]  # fmt: skip
