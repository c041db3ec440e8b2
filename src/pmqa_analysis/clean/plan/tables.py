"""Read the tables of a development plan, and check what one says of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan.model import (
    Activity,
    Duty,
    Output,
    Plan,
    PlanHead,
    PlanKpi,
    PlanObjective,
    PlanProcess,
    PlanRow,
    PlanSurvey,
    PlanUnit,
    StandardStep,
)
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import load_table
from pmqa_analysis.office import Office
from pmqa_analysis.thai import BUDDHIST_ERA, fiscal_months

__all__ = ["STANDARD_STEPS", "load_plan", "load_standard_steps", "month_texts"]

STANDARD_STEPS = "reference/standard_processes.csv"
_Row = TypeVar("_Row", bound=PlanRow)
_CODE = re.compile(r"(?:\d\.\d )?R?[BAS]\d")


def load_plan(office: Office, ledger: Ledger, folder: str, fiscal_year: int) -> Plan:
    """Read a year's development plan from its folder.

    Raises:
        DataError: Every cell that cannot be taken, every link that leads nowhere, every month
            outside the plan's year; all told together.
    """
    faults: list[PmqaError] = []

    def rows(name: str, model: type[_Row]) -> list[_Row]:
        return _read(office, ledger, f"{folder}/{name}.csv", model, faults)

    heads, units = rows("heads", PlanHead), rows("units", PlanUnit)
    activities, outputs, kpis = rows("activities", Activity), rows("outputs", Output), rows(
        "kpis", PlanKpi
    )  # fmt: skip
    plan = Plan(
        fiscal_year=fiscal_year,
        heads=_by(heads, "category", faults),
        objectives=tuple(rows("objectives", PlanObjective)),
        activities=_by(activities, "activity", faults),
        outputs=_by(outputs, "output", faults),
        kpis=_by(kpis, "kpi", faults),
        duties=tuple(rows("duties", Duty)),
        processes=tuple(rows("processes", PlanProcess)),
        surveys=tuple(rows("surveys", PlanSurvey)),
        units=_by(units, "unit_th", faults),
    )
    faults += [
        *_broken_links(plan),
        *_unknown_units(plan),
        *_wrong_months(plan),
        *_wrong_codes(plan),
    ]
    raise_faults(faults)
    return plan


def load_standard_steps(office: Office, ledger: Ledger) -> tuple[StandardStep, ...]:
    """Read the steps of the standard processes; none where the office has no such file."""
    if not office.has(STANDARD_STEPS):
        return ()
    faults: list[PmqaError] = []
    steps = _read(office, ledger, STANDARD_STEPS, StandardStep, faults)
    raise_faults(faults)
    return tuple(steps)


def month_texts(fiscal_year: int) -> tuple[str, ...]:
    """Return the twelve months of a fiscal year, such as 2021-10, the first first."""
    return tuple(f"{year - BUDDHIST_ERA}-{month:02d}" for year, month in fiscal_months(fiscal_year))


def _read(
    office: Office, ledger: Ledger, path: str, model: type[_Row], faults: list[PmqaError]
) -> list[_Row]:
    table = ledger.apply(load_table(office, path, list(model.model_fields)))
    found = []
    for number, cells in table.records():
        try:
            row = model.model_validate(cells)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                column = str(fault["loc"][0])
                expected = str(fault.get("ctx", {}).get("expected", fault["msg"]))
                faults.append(
                    DataError(
                        "cell.not_allowed", where=table.address(number, column),
                        found=cells.get(column, ""), expected=expected,
                    )
                )  # fmt: skip
            continue
        row._address = f"{path}:{number}"
        found.append(row)
    return found


def _by(rows: Sequence[_Row], key: str, faults: list[PmqaError]) -> dict[Any, _Row]:
    found: dict[Any, _Row] = {}
    for row in rows:
        first = found.setdefault(getattr(row, key), row)
        if first is not row:
            faults.append(
                DataError("row.doubled", where=f"{row.address} [{key}]", other=first.address)
            )
    return found


def _broken_links(plan: Plan) -> Iterator[PmqaError]:
    links = [(row, ("parent", "same_as", "owners_from")) for row in plan.activities.values()]
    others = [*plan.outputs.values(), *plan.kpis.values(), *plan.duties, *plan.surveys]
    for row, columns in [*links, *((row, ("activity",)) for row in others)]:
        for column in columns:
            named = getattr(row, column)
            if named and named not in plan.activities:
                yield _unknown(row, column, named, plan.activities)
    for activity in plan.activities.values():
        if activity.category not in plan.heads:
            known = [str(each) for each in plan.heads]
            yield _unknown(activity, "category", str(activity.category), known)
        first = plan.activities.get(activity.same_as)
        if first is not None and first.same_as:
            yield DataError("plan.same_as_chain", where=f"{activity.address} [same_as]",
                            found=activity.same_as)  # fmt: skip


def _unknown(
    row: PlanRow, column: str, found: str, known: Mapping[str, object] | Sequence[str]
) -> DataError:
    near = nearest(found, known) or "-"
    return DataError("plan.unknown", where=f"{row.address} [{column}]", found=found, near=near)


def _unknown_units(plan: Plan) -> Iterator[PmqaError]:
    for row in plan.activities.values():
        for column in ("owners", "involved"):
            for unit in getattr(row, column):
                if unit not in plan.units:
                    yield _unknown(row, column, unit, plan.units)


def _wrong_months(plan: Plan) -> Iterator[PmqaError]:
    months = month_texts(plan.fiscal_year)
    for row in plan.activities.values():
        named = [month for month in (*row.active_months, row.first_month, row.last_month) if month]
        outside = [month for month in dict.fromkeys(named) if month not in months]
        if outside:
            yield DataError(
                "plan.month_outside", where=f"{row.address} [active_months]",
                found=", ".join(outside), first=months[0], last=months[-1],
            )  # fmt: skip
        elif row.last_month and row.first_month > row.last_month:
            yield DataError("plan.months_reversed", where=f"{row.address} [last_month]",
                            found=row.last_month or "-", first=row.first_month)  # fmt: skip
        if row.is_timed and (row.month_confidence in ("", "unknown")) == bool(named):
            yield DataError("plan.month_confidence", where=f"{row.address} [month_confidence]",
                            found=row.month_confidence or "-")  # fmt: skip


def _wrong_codes(plan: Plan) -> Iterator[PmqaError]:
    for row in plan.activities.values():
        for column in ("codes", "result_codes"):
            for code in getattr(row, column):
                if not _CODE.fullmatch(code):
                    yield DataError("plan.bad_code", where=f"{row.address} [{column}]", found=code)
