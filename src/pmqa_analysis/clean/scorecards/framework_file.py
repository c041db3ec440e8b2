"""Read a framework of an office's folder: its head, its tables, and whether they fit together."""

from __future__ import annotations

from collections.abc import Container
from itertools import groupby
from typing import TypeVar

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.checks import check_framework
from pmqa_analysis.clean.scorecards.duties import Duty, Evidence, Owner, Spelling, Unit
from pmqa_analysis.clean.scorecards.framework import Framework, Level, Rubric
from pmqa_analysis.clean.scorecards.model import (
    Band,
    Condition,
    FrameworkHead,
    Item,
    Kpi,
    Ladder,
    MeasureRow,
    Part,
)
from pmqa_analysis.clean.scorecards.printed import (
    Baseline,
    Coverage,
    FrameworkIssue,
    Grade,
    IndicatorLink,
    PrintedWeight,
    Target,
)
from pmqa_analysis.clean.scorecards.rows import FrameworkRow, read_rows
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import load_table
from pmqa_analysis.office import Office

__all__ = ["FRAMEWORKS", "load_framework"]

FRAMEWORKS = "reference/frameworks"
_AnyRow = TypeVar("_AnyRow", bound=FrameworkRow)


def load_framework(
    office: Office, ledger: Ledger, framework: str, documents: Container[str]
) -> Framework:
    """Read and check ``reference/frameworks/<framework>.yml`` and the tables of its folder.

    Args:
        office: The office's folder.
        ledger: The corrections to make in its tables.
        framework: Its id: the name of the file.
        documents: The documents that the register knows.

    Raises:
        SettingsError: If the head cannot be taken.
        DataError: If a table is missing or cannot be taken, or its parts do not fit together.
    """
    path = f"{FRAMEWORKS}/{framework}.yml"
    if not office.has(path):
        known = office.names(FRAMEWORKS, ".yml")
        near = nearest(framework, known) or ", ".join(known) or "-"
        raise DataError("framework.not_found", where=path, found=framework, near=near)
    head = office.load_model(path, FrameworkHead)

    def rows(name: str, model: type[_AnyRow], *, needed: bool = False) -> list[_AnyRow]:
        table = f"{FRAMEWORKS}/{framework}/{name}.csv"
        if not needed and not office.has(table):
            return []
        return read_rows(ledger.apply(load_table(office, table, _columns(model))), model)

    items = rows("items", Item)
    conditions = rows("conditions", Condition)
    found = Framework(
        id=framework,
        head=head,
        parts=_by_id(rows("parts", Part, needed=True), "part"),
        kpis=_by_id(rows("kpis", Kpi, needed=True), "kpi"),
        rubrics=_rubrics(head, items, conditions),
        units=_by_id(rows("units", Unit, needed=True), "unit"),
        owners=tuple(rows("owners", Owner, needed=True)),
        measures=_by_id(rows("measures", MeasureRow), "measure"),
        bands=_grouped(rows("bands", Band), "bands"),
        ladders=_grouped(rows("ladders", Ladder), "kpi"),
        scales=_grouped(rows("grades", Grade), "scale"),
        spellings=tuple(rows("unit_spellings", Spelling)),
        duties=tuple(rows("duties", Duty)),
        evidence=tuple(rows("evidence", Evidence)),
        targets=tuple(rows("targets", Target)),
        baselines=tuple(rows("baselines", Baseline)),
        printed_weights=tuple(rows("printed_weights", PrintedWeight)),
        coverage=tuple(rows("coverage", Coverage)),
        issues=tuple(rows("issues", FrameworkIssue)),
        indicators=tuple(rows("indicators", IndicatorLink)),
    )
    check_framework(found, documents)
    return found


def _columns(model: type[FrameworkRow]) -> list[str]:
    """Return the columns of a table: its own first, then where the print has it."""
    last = [name for name in FrameworkRow.model_fields if name in model.model_fields]
    return [*(name for name in model.model_fields if name not in last), *last]


def _by_id(rows: list[_AnyRow], key: str) -> dict[str, _AnyRow]:
    found: dict[str, _AnyRow] = {}
    for row in rows:
        first = found.setdefault(getattr(row, key), row)
        if first is not row:
            raise DataError("row.doubled", where=row.cell(key), other=first.cell(key))
    return found


def _grouped(rows: list[_AnyRow], key: str) -> dict[str, tuple[_AnyRow, ...]]:
    def name(row: _AnyRow) -> str:
        return str(getattr(row, key))

    return {one: tuple(same) for one, same in groupby(sorted(rows, key=name), key=name)}


def _rubrics(
    head: FrameworkHead, items: list[Item], conditions: list[Condition]
) -> dict[str, Rubric]:
    faults: list[PmqaError] = [
        DataError(
            "cell.not_allowed", where=item.cell("level"), found=item.level,
            expected=", ".join(map(str, head.levels)),
        )
        for item in items
        if item.level not in head.levels
    ]  # fmt: skip
    raise_faults(faults)
    both: list[Item | Condition] = [*items, *conditions]
    names = dict.fromkeys(row.rubric for row in both)
    return {name: _rubric(head, name, items, conditions) for name in names}


def _rubric(
    head: FrameworkHead, name: str, items: list[Item], conditions: list[Condition]
) -> Rubric:
    own = [item for item in items if item.rubric == name]
    levels = tuple(
        Level(
            level,
            points,
            tuple(item for item in own if item.level == level and not item.parent),
        )
        for level, points in sorted(head.levels.items())
    )
    of_rubric = [row for row in conditions if row.rubric == name]
    return Rubric(name, levels, _by_id(own, "item"), _by_id(of_rubric, "condition"))
