"""What simulated answers are drawn to: group sizes, item means, correlation, gaps, carelessness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from pmqa_analysis.clean.surveys.codebook import Codebook, Many
from pmqa_analysis.errors import PmqaError, SettingsError, nearest, raise_faults
from pmqa_analysis.office import Office
from pmqa_analysis.settings import FiscalYear, StrictModel

__all__ = ["Plan", "PlannedExport", "load_plan", "margins_path"]

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Share = Annotated[float, Field(ge=0, le=1, strict=False)]
Weight = Annotated[float, Field(ge=0, strict=False)]
Number = Annotated[float, Field(strict=False)]


class PlannedExport(StrictModel):
    """One export file of a year.

    Attributes:
        source: Id of the source in the codebook, whose kind and path the file has.
        n: Respondents; the planted faults may add rows or set some aside.
        seed: The same seed gives the same bytes.
        answers: Whether answers are written as labels or as codes; by the kind's habit otherwise.
        headings: Of LimeSurvey: question codes, full texts, or both.
        encoding: Of a text file; that of the codebook's source otherwise.
        delimiter: Of a text file; a tab where the file's name ends so.
        era: Years of text times, of the Common or the Buddhist Era.
        untidy: Share of cells written in another way that means the same.
        messy: How many faults are planted.
    """

    source: Id
    n: Annotated[int, Field(ge=1)] = 200
    seed: int = 1
    answers: Literal["labels", "codes"] | None = None
    headings: Literal["codes", "texts", "both"] = "codes"
    encoding: str | None = None
    delimiter: Literal[",", ";", "\t"] | None = None
    era: Literal["common", "buddhist"] = "common"
    untidy: Share = 0.0
    messy: Annotated[int, Field(ge=0)] = 0


class Plan(StrictModel):
    """The margins of one year's answers.

    Attributes:
        groups: For each group, the weights of its categories; equal where left out.
        follows: Groups that another decides: ``{kind: {group: {citizen: recipient, …}}}``.
        items: Means of the items on their own scales; three quarters up the scale where left out.
        spread: Standard deviation of an answer, in points of a five-point scale.
        correlation: Of two items of one aspect, before they are rounded to the scale.
        common: The part of it that items of different aspects share.
        effects: For a group's category, how many points of a five-point scale it answers higher.
        non_answers: Share of answers that are a non-answer, where the scale has one.
        blanks: Share of items left blank.
        careless: Share of respondents who give one answer to all and take no time.
        chosen: For each set, the share of respondents who choose an option; a third if left out.
        texts: Phrases that free texts are taken from.
        text_share: Share of respondents who write a free text.
        exports: The files of the year.
    """

    groups: dict[Id, dict[str, Weight]] = Field(default_factory=dict)
    follows: dict[Id, dict[Id, dict[str, str]]] = Field(default_factory=dict)
    items: dict[Id, Number] = Field(default_factory=dict)
    spread: Annotated[float, Field(gt=0, strict=False)] = 0.9
    correlation: Share = 0.5
    common: Share = 0.6
    effects: dict[Id, dict[str, Number]] = Field(default_factory=dict)
    non_answers: Share = 0.0
    blanks: Share = 0.0
    careless: Share = 0.0
    chosen: dict[Id, dict[str, Share]] = Field(default_factory=dict)
    texts: dict[Id, Many[str]] = Field(default_factory=dict)
    text_share: Share = 0.2
    exports: Many[PlannedExport] = ()


class _Margins(StrictModel):
    """A file of margins: what holds for every year, and what each year changes."""

    every_year: Plan = Plan()
    years: dict[FiscalYear, Plan] = Field(default_factory=dict)


def margins_path(survey: str) -> str:
    """Return where a survey's margins stand inside the office's folder."""
    return f"simulation/{survey}.yml"


def load_plan(office: Office, codebook: Codebook, year: int) -> Plan:
    """Return the margins of a year: the defaults where the office states none.

    Raises:
        SettingsError: Every key that cannot be taken, or that the codebook does not know.
    """
    path = margins_path(codebook.survey)
    if not office.has(path):
        return Plan()
    margins = office.load_model(path, _Margins)
    plan = _merged(margins.every_year, margins.years.get(year, Plan()))
    raise_faults(list(_unknown_names(path, plan, codebook)))
    return plan


def _merged(base: Plan, own: Plan) -> Plan:
    """Return a plan with the year's own values over those of every year, mapping by mapping."""
    values = {name: getattr(base, name) for name in Plan.model_fields}
    for name in own.model_fields_set:
        given = getattr(own, name)
        values[name] = {**values[name], **given} if isinstance(given, Mapping) else given
    return Plan.model_construct(**values)


def _unknown_names(path: str, plan: Plan, book: Codebook) -> list[PmqaError]:
    groups = {one.id: [kind.code for kind in one.categories] for one in book.groups}
    sets = {one.id: [option.code for option in one.options] for one in book.multi_selects}
    items = [one.id for one in book.items]
    faults: list[PmqaError] = []

    def check(place: str, found: str, known: list[str]) -> None:
        if found not in known:
            near = nearest(found, known) or "-"
            faults.append(
                SettingsError("codebook.unknown", where=path, name=place, found=found, near=near)
            )

    for place, given, known in (("groups", plan.groups, groups), ("effects", plan.effects, groups),
                                ("chosen", plan.chosen, sets)):  # fmt: skip
        for name, codes in given.items():
            check(place, name, list(known))
            for code in codes:
                check(f"{place}.{name}", code, known.get(name, [code]))
    for name in plan.items:
        check("items", name, items)
    for export in plan.exports:
        check("exports.source", export.source, [one.id for one in book.sources])
    return faults
