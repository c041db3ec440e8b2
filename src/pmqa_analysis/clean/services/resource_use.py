"""Paper and postage that a fiscal year used, by month and bureau, beside what they were before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Literal, cast, get_args

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.cells import (
    read_amount,
    read_choice,
    read_count,
    read_day_of_year,
)
from pmqa_analysis.clean.services.rows import read_rows
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.office import Office
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["RESOURCES", "RESOURCE_COLUMNS", "Resource", "ResourceUse", "load_resource_use"]

Resource = Literal["paper", "postage"]
RESOURCES: tuple[Resource, ...] = get_args(Resource)
_FIRST_DAY = re.compile(r"(?<=\d{4}-\d\d)-01(?: 00:00:00)?$")
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

    Excel makes the first day of such a month: it is read as the month.

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

    month = _FIRST_DAY.sub("", cells["month"])
    read_day_of_year(f"{month}-01", where("month"), fiscal_year)
    kind = read_choice(cells["kind"], RESOURCES, where("kind"))
    for column in ("bureau", "count"):
        if not cells[column]:
            raise DataError("register.blank", where=where(column), name=column)
    return ResourceUse(
        month=to_arabic_digits(month), bureau=cells["bureau"],
        kind=cast("Resource", kind), count=read_count(cells["count"], where("count")) or 0,
        cost=read_amount(cells["cost"], where("cost")),
        base=read_count(cells["base"], where("base")), address=where("count"),
    )  # fmt: skip
