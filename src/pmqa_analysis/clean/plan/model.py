"""A development plan as data: rows, outputs, indicators, duties, units; one model a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr

__all__ = [
    "Activity", "Duty", "Output", "Plan", "PlanHead", "PlanKpi", "PlanObjective",
    "PlanProcess", "PlanSurvey", "PlanUnit", "StandardStep",
]  # fmt: skip


def _split(separator: str | None) -> BeforeValidator:
    """Return a validator that parts a cell's text; an empty cell has no part."""

    def part(text: object) -> object:
        return tuple(one.strip() for one in text.split(separator) if one.strip()) if isinstance(
            text, str
        ) else text  # fmt: skip

    return BeforeValidator(part)


_Words = Annotated[tuple[str, ...], _split(None)]
_Names = Annotated[tuple[str, ...], _split(";")]
_Flag = Literal["yes", "no"]
Frequency = Literal[
    "once", "three_times", "yearly", "quarterly", "two_rounds", "round_12", "two_months",
    "continuous", "direct", "",
]  # fmt: skip
Confidence = Literal["high", "medium", "low", "unknown", ""]


class PlanRow(BaseModel):
    """A row of one of the plan's tables, which remembers its file and row."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    document: str
    line: str
    _address: str = PrivateAttr("")

    @property
    def address(self) -> str:
        """Return the file and row where it stands."""
        return self._address


class PlanHead(PlanRow):
    """The head sheet of a category's plan: name, unit, budget, period, main indicator, status."""

    category: int
    title_th: str
    title_en: str
    plan_th: str
    plan_en: str
    items: str
    unit: str
    budget_printed: str
    budget_baht: str
    first_month: str
    last_month: str
    prepared: str
    kpi_th: str
    kpi_en: str
    status: str
    version: str
    note: str


class PlanObjective(PlanRow):
    """One objective of a category's plan."""

    category: int
    number: str
    text_th: str
    text_en: str


class Activity(PlanRow):
    """A row of a category's plan: a section, an activity, a step of it, a detail or a note.

    A row with a printed ``duration`` is *timed*. ``month_confidence`` says how sure its months
    are; ``unknown`` means that none can be read. ``same_as`` names the row that it repeats.
    ``owners_from`` names the row whose owner cell covers it, where it has none of its own.
    """

    activity: str
    category: int
    item: str
    number: str
    parent: str
    kind: Literal["section", "activity", "step", "detail", "note"]
    levels: _Words
    text_th: str
    text_printed: str
    text_en: str
    duration: str
    months: str
    times: str
    first_month: str
    last_month: str
    active_months: _Words
    month_confidence: Confidence
    month_basis: str
    beyond: Literal["moved", "continuing", "review", ""]
    beyond_years: str
    owners: _Names
    involved: _Names
    owners_printed: str
    owners_from: str
    codes: _Names
    result_codes: _Names
    linked_categories: _Words
    outputs_printed: str
    same_as: str
    doubtful: _Flag
    note: str

    @property
    def is_timed(self) -> bool:
        """Return whether the plan prints a duration for it."""
        return bool(self.duration)

    @property
    def is_work(self) -> bool:
        """Return whether it is an activity or a step, and no repetition of another row."""
        return self.kind in ("activity", "step") and not self.same_as


class Output(PlanRow):
    """One output or sign of progress of an activity; a ``footnote`` is none."""

    output: str
    activity: str
    number: str
    text_th: str
    text_printed: str
    result_codes: _Names
    footnote: _Flag


class PlanKpi(PlanRow):
    """An indicator of the plan, with its target where one is printed."""

    kpi: str
    category: int
    scope: Literal["plan", "objective", "activity", "output"]
    activity: str
    text_th: str
    text_en: str
    kind: str
    operator: Literal["at_least", "equal", "decrease", ""]
    target: str
    unit: str
    frequency: str
    target_year: str
    result_codes: _Names
    note: str


class Duty(PlanRow):
    """A reporting duty: what, by whom, to whom, how often."""

    duty: str
    category: str
    activity: str
    text_th: str
    text_en: str
    maker: str
    receiver_th: str
    receiver_en: str
    frequency: Frequency
    when: str
    note: str


class PlanProcess(PlanRow):
    """A core or support process that the plan names."""

    process: str
    kind: Literal["core", "support"]
    number: str
    part: str
    name_th: str
    name_en: str
    owner: str
    note: str


class PlanSurvey(PlanRow):
    """A survey that the plan asks for."""

    survey: str
    category: int
    activity: str
    name_th: str
    name_en: str
    kind: str
    respondents_th: str
    respondents_en: str
    conductor: str
    when_printed: str
    method: str
    measures: str
    target: str
    note: str


class PlanUnit(PlanRow):
    """A unit, committee or body that owns rows or takes part; its other spellings."""

    unit_th: str
    unit_en: str
    kind: Literal[
        "bureau", "group", "collective", "abbreviation", "committee", "joint_team",
        "proposed_host", "office_holder", "outside",
    ]  # fmt: skip
    aliases: _Names


class StandardStep(PlanRow):
    """A step of a standard process, with the days that the handbook gives it."""

    step: str
    process: str
    process_th: str
    process_en: str
    number: str
    parent: str
    text_th: str
    text_en: str
    duration_printed: str
    min_days: str
    max_days: str
    duration_kind: Literal["days", "not_stated", "by_contract"]
    responsible: str
    note: str


@dataclass(frozen=True)
class Plan:
    """A year's development plan, each table in the order of its file."""

    fiscal_year: int
    heads: Mapping[int, PlanHead]
    objectives: tuple[PlanObjective, ...]
    activities: Mapping[str, Activity]
    outputs: Mapping[str, Output]
    kpis: Mapping[str, PlanKpi]
    duties: tuple[Duty, ...]
    processes: tuple[PlanProcess, ...]
    surveys: tuple[PlanSurvey, ...]
    units: Mapping[str, PlanUnit]

    @cached_property
    def outputs_of(self) -> Mapping[str, list[Output]]:
        """Return the outputs of each activity, footnotes left out."""
        found: dict[str, list[Output]] = {}
        for output in self.outputs.values():
            if output.footnote == "no":
                found.setdefault(output.activity, []).append(output)
        return found

    def rows(self, category: int | None = None) -> list[Activity]:
        """Return the rows of a category, or of all."""
        wanted = self.activities.values()
        return [row for row in wanted if category in (None, row.category)]

    def owners(self, row: Activity) -> tuple[str, ...]:
        """Return a row's owners: its own, or those of the row whose owner cell covers it."""
        covered_by = self.activities.get(row.owners_from)
        return row.owners or (covered_by.owners if covered_by else ())

    def counted(self, row: Activity) -> Activity:
        """Return the row that a repeated row is counted with; a row that repeats none is itself."""
        return self.activities[row.same_as] if row.same_as else row
