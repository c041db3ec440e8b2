"""What a plan says of units, levels, later years and other categories; counts are results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pmqa_analysis.assess.figures import computed_result
from pmqa_analysis.clean.plan import Activity, Output, Plan, PlanUnit, month_texts
from pmqa_analysis.results import Result

__all__ = [
    "CONFIDENCES", "Coverage", "CoverageState", "Request", "UnitLoad", "carry_over",
    "count_confidence", "count_of_rows", "cover_levels", "cross_category", "request_data",
    "workload",
]  # fmt: skip

CONFIDENCES = ("high", "medium", "low", "unknown")
CoverageState = Literal["covered", "uncoded", "open", "no_level"]
LEVELS = {"B": "Basic", "A": "Advance", "S": "Significance"}


@dataclass(frozen=True)
class UnitLoad:
    """How many rows a unit owns and takes part in, in all and by category of those it owns."""

    unit: PlanUnit
    owned: Result
    involved: Result
    by_category: Mapping[int, Result]

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every count."""
        return (self.owned, self.involved, *self.by_category.values())


@dataclass(frozen=True)
class Request:
    """A row that a unit has to report on in a round, with the outputs that it must show.

    ``due`` says whether its months are over, running, or cannot be read.
    """

    unit: str
    row: Activity
    outputs: tuple[Output, ...]
    due: Literal["ended", "running", "unknown"]


@dataclass(frozen=True)
class Coverage:
    """An item at one level: the steps and outputs that the plan has for it, and their codes.

    ``covered`` where coded outputs stand for the level, ``uncoded`` where steps stand under a
    printed level without a coded output, ``open`` where the plan has neither, ``no_level`` where
    it prints no level for the item at all.
    """

    item: str
    level: str
    steps: Result
    codes: tuple[str, ...]
    result_codes: tuple[str, ...]
    state: CoverageState


def count_confidence(plan: Plan, category: int | None = None) -> dict[str, Result]:
    """Return how many timed rows have months of each confidence."""
    timed = [row.month_confidence for row in plan.rows(category) if row.is_timed]
    return {
        name: count_of_rows(plan, category, f"months_{name}", timed.count(name))  # type: ignore[arg-type]
        for name in CONFIDENCES
    }


def workload(plan: Plan) -> list[UnitLoad]:
    """Return each unit that the plan names as owner or involved, the heaviest load first."""
    found = []
    for unit in plan.units.values():
        owned = [row for row in plan.activities.values() if unit.unit_th in row.owners]
        involved = [row for row in plan.activities.values() if unit.unit_th in row.involved]
        if owned or involved:
            found.append(_load(plan, unit, owned, len(involved)))
    return sorted(found, key=_heaviest_first)


def _heaviest_first(load: UnitLoad) -> tuple[int, int, str]:
    owned, involved = load.owned.value or 0, load.involved.value or 0
    return -int(owned), -int(involved), load.unit.unit_th


def _load(plan: Plan, unit: PlanUnit, owned: list[Activity], involved: int) -> UnitLoad:
    name = f"unit_{list(plan.units).index(unit.unit_th) + 1}"
    return UnitLoad(
        unit=unit,
        owned=count_of_rows(plan, None, f"owned_by_{name}", len(owned)),
        involved=count_of_rows(plan, None, f"involves_{name}", involved),
        by_category={
            category: count_of_rows(
                plan, category, f"owned_by_{name}", sum(row.category == category for row in owned)
            )
            for category in plan.heads
        },
    )


def request_data(plan: Plan, month: int, category: int | None = None) -> list[Request]:
    """Return what each unit has to report on at a round, by unit.

    A timed row is asked for once it has begun; a row whose months are unknown always is.
    """
    closed = month_texts(plan.fiscal_year)[:month]
    found = []
    for row in plan.rows(category):
        due = _due(row, closed)
        if row.is_timed and due:
            outputs = tuple(plan.outputs_of.get(row.activity, ()))
            found += [Request(unit, row, outputs, due) for unit in plan.owners(row) or ("",)]
    order = [*plan.units, ""]
    return sorted(found, key=lambda one: order.index(one.unit))


def _due(row: Activity, closed: tuple[str, ...]) -> Literal["ended", "running", "unknown"] | None:
    if row.month_confidence == "unknown":
        return "unknown"
    if row.last_month in closed:
        return "ended"
    return "running" if row.first_month in closed else None


def cover_levels(plan: Plan, items: Iterable[str]) -> list[Coverage]:
    """Return each item at each level, with the plan's codes for it."""
    return [_coverage(plan, item, letter) for item in items for letter in LEVELS]


def _coverage(plan: Plan, item: str, letter: str) -> Coverage:
    rows = [row for row in plan.activities.values() if row.item == item]
    codes = sorted({code for row in plan.activities.values() for code in _codes(row, item, letter)})
    marked = [
        row for row in rows
        if row.is_work and (LEVELS[letter] in row.levels or any(_codes(row, item, letter)))
    ]  # fmt: skip
    outputs = [output for row in rows for output in plan.outputs_of.get(row.activity, ())]
    printed = [code for row in rows for code in row.result_codes]
    printed += [code for output in outputs for code in output.result_codes]
    result_codes = {code for code in printed if code.startswith(f"R{letter}")}
    has_levels = any(row.levels or row.codes for row in rows)
    state: CoverageState = "open" if has_levels else "no_level"
    if result_codes:
        state = "covered"
    elif marked or codes:
        state = "uncoded"
    steps = computed_result(
        fiscal_year=plan.fiscal_year, measure=f"plan-{item}", decimals=0, unit="", sources=(),
        statistic=f"steps_{LEVELS[letter]}", value=len(marked), policy="steps_at_printed_level",
    )  # fmt: skip
    return Coverage(item, LEVELS[letter], steps, tuple(codes), tuple(sorted(result_codes)), state)


def _codes(row: Activity, item: str, letter: str) -> Iterator[str]:
    """Yield a row's step codes for an item: its own item's, or those that name the item."""
    for code in row.codes:
        named, _, bare = code.rpartition(" ")
        if (named or row.item) == item and bare.startswith(letter):
            yield bare


def carry_over(plan: Plan, category: int | None = None) -> list[Activity]:
    """Return the rows that the plan itself carries past its year, in its order."""
    return [row for row in plan.rows(category) if row.beyond]


def cross_category(plan: Plan, category: int | None = None) -> list[Activity]:
    """Return the rows that the plan links to other categories, in its order."""
    return [row for row in plan.rows(category) if row.linked_categories]


def count_of_rows(plan: Plan, category: int | None, statistic: str, value: int) -> Result:
    """Return a count of a category's rows, or of the whole plan's, as a figure."""
    return computed_result(
        fiscal_year=plan.fiscal_year, measure=f"plan-{category or 'all'}", statistic=statistic,
        value=value, decimals=0, unit="", sources=(), policy="count_of_rows",
    )  # fmt: skip
