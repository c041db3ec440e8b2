"""Paper and postage that a fiscal year used, by month and bureau, beside what they were before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Literal, cast, get_args

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.cells import read_choice, read_count, read_day_of_year
from pmqa_analysis.clean.services.rows import read_rows
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.office import Office
from pmqa_analysis.rounding import exact
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["RESOURCES", "RESOURCE_COLUMNS", "Resource", "ResourceUse", "load_resource_use"]

Resource = Literal["paper", "postage"]
RESOURCES: tuple[Resource, ...] = get_args(Resource)
RESOURCE_COLUMNS = ("month", "bureau", "kind", "count", "cost", "base")


@dataclass(frozen=True, slots=True)
class ResourceUse:
    """What one bureau used in one month; ``base`` is the same month of the base year, if known."""

    month: str
    bureau: str
    kind: Resource
    count: int
    cost: Fraction | None
    base: int | None
    address: str


def load_resource_use(
    office: Office, ledger: Ledger, path: str, fiscal_year: int
) -> tuple[ResourceUse, ...]:
    """Read a year's use of paper and postage, CSV or Excel; months read ``2024-01``.

    Raises:
        DataError: Every row that cannot be taken, told together: a month outside the year, an
            unknown kind, a number that is none, one month of a bureau twice.
    """
    table = ledger.apply(load_table(office, path, RESOURCE_COLUMNS))
    read = partial(_use, fiscal_year=fiscal_year)
    found, faults = read_rows(table, read, lambda one: (one.month, one.bureau, one.kind))
    raise_faults(faults)
    return tuple(found.values())


def _use(table: RawTable, number: int, cells: Mapping[str, str], fiscal_year: int) -> ResourceUse:
    def where(column: str) -> str:
        return table.address(number, column)

    read_day_of_year(f"{cells['month']}-01", where("month"), fiscal_year)
    kind = read_choice(cells["kind"], RESOURCES, where("kind"))
    for column in ("bureau", "count"):
        if not cells[column]:
            raise DataError("register.blank", where=where(column), name=column)
    return ResourceUse(
        month=to_arabic_digits(cells["month"]), bureau=cells["bureau"],
        kind=cast("Resource", kind), count=read_count(cells["count"], where("count")) or 0,
        cost=_cost(cells["cost"], where("cost")),
        base=read_count(cells["base"], where("base")), address=where("count"),
    )  # fmt: skip


def _cost(text: str, where: str) -> Fraction | None:
    if not text:
        return None
    try:
        cost = exact(to_arabic_digits(text).replace(",", ""))
    except ValueError:
        cost = Fraction(-1)
    if cost < 0:
        raise DataError("register.bad_count", where=where, found=text, expected="≥ 0")
    return cost
