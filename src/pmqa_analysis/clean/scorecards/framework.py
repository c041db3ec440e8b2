"""A framework of indicators: what an office scores itself by, whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pmqa_analysis.clean.scorecards.duties import Duty, Evidence, Owner, Spelling, Unit
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
from pmqa_analysis.thai import normalise

__all__ = ["Framework", "Level", "Rubric"]


@dataclass(frozen=True)
class Level:
    """A level of a rubric: its points, and the items that share them."""

    level: int
    points: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Rubric:
    """The scoring items by which KPIs are scored, and the conditions that gate them."""

    rubric: str
    levels: tuple[Level, ...]
    items: Mapping[str, Item]
    conditions: Mapping[str, Condition]

    def parts_of(self, item: str) -> tuple[Item, ...]:
        """Return the items that are parts of an item; a printed list of bands is none."""
        return tuple(
            each for each in self.items.values() if each.parent == item and each.kind != "bands"
        )

    def conditions_below(self, condition: str) -> tuple[Condition, ...]:
        """Return the conditions that are parts of a condition."""
        return tuple(each for each in self.conditions.values() if each.parent == condition)

    def gates_of(self, item: str) -> tuple[Condition, ...]:
        """Return the conditions that an item needs."""
        return tuple(each for each in self.conditions.values() if each.gates == item)

    @property
    def to_answer(self) -> tuple[Item | Condition, ...]:
        """Return what a unit must answer: items and conditions, in their order."""
        rows: list[Item | Condition] = [*self.items.values(), *self.conditions.values()]
        return tuple(row for row in rows if row.answer != "none")


@dataclass(frozen=True)
class Framework:
    """An office's framework of indicators for one fiscal year; see docs/method.md."""

    id: str
    head: FrameworkHead
    parts: Mapping[str, Part]
    kpis: Mapping[str, Kpi]
    rubrics: Mapping[str, Rubric]
    units: Mapping[str, Unit]
    owners: tuple[Owner, ...]
    measures: Mapping[str, MeasureRow] = field(default_factory=dict)
    bands: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)
    ladders: Mapping[str, tuple[Ladder, ...]] = field(default_factory=dict)
    scales: Mapping[str, tuple[Grade, ...]] = field(default_factory=dict)
    spellings: tuple[Spelling, ...] = ()
    duties: tuple[Duty, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    targets: tuple[Target, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    printed_weights: tuple[PrintedWeight, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    issues: tuple[FrameworkIssue, ...] = ()
    indicators: tuple[IndicatorLink, ...] = ()

    @property
    def fiscal_year(self) -> int:
        """Return the fiscal year that the framework is for."""
        return self.head.fiscal_year

    @property
    def components(self) -> tuple[Part, ...]:
        """Return the top parts, in the order of the print."""
        return tuple(part for part in self.parts.values() if not part.parent)

    def parts_below(self, part: str) -> tuple[Part, ...]:
        """Return the parts that a part is directly made of."""
        return tuple(each for each in self.parts.values() if each.parent == part)

    def kpis_of(self, part: str) -> tuple[Kpi, ...]:
        """Return the KPIs of a part and of all below it, each once."""
        below = {part}
        for each in self.parts.values():  # a parent stands before its parts
            below |= {each.part} if each.parent in below else set()
        return tuple(kpi for kpi in self.kpis.values() if below & set(kpi.parts))

    def component_of(self, kpi: str) -> Part:
        """Return the top part that a KPI belongs to; the first where it belongs to several."""
        part = self.parts[self.kpis[kpi].parts[0]]
        while part.parent:
            part = self.parts[part.parent]
        return part

    def rubric_of(self, kpi: str) -> Rubric:
        """Return the rubric by which a KPI is scored; an empty one for a KPI that has none."""
        name = self.kpis[kpi].rubric
        return self.rubrics[name] if name else Rubric("", (), {}, {})

    def owners_of(self, kpi: str) -> tuple[Owner, ...]:
        """Return who answers for a KPI, in the order of the print."""
        return tuple(each for each in self.owners if each.sheet == self.kpis[kpi].sheet)

    def reporter_of(self, kpi: str) -> Unit | None:
        """Return the unit that reports a KPI; None where the print names none."""
        found = (each.unit for each in self.owners_of(kpi) if each.reporter)
        return self.units.get(next(found, ""))

    def roles_of(self, unit: str) -> tuple[tuple[Kpi, Owner], ...]:
        """Return the KPIs that a unit or a group of it answers for, with its role in each."""
        own = {unit, *(each.unit for each in self.units.values() if each.parent == unit)}
        return tuple(
            (kpi, owner)
            for kpi in self.kpis.values()
            for owner in self.owners_of(kpi.kpi)
            if owner.unit in own
        )

    def duties_of(self, kpi: str) -> tuple[Duty, ...]:
        """Return the reports owed on a KPI."""
        return tuple(each for each in self.duties if each.sheet == self.kpis[kpi].sheet)

    def duties_in(self, months: int) -> tuple[Duty, ...]:
        """Return the reports owed in a round; one without a printed round is owed in the last."""
        last = max(self.head.rounds)
        return tuple(
            each
            for each in self.duties
            if each.kind == "duty" and months in (each.rounds or (last,))
        )

    def evidence_of(self, rubric: str, place: str) -> tuple[Evidence, ...]:
        """Return the documents that an item or condition of a rubric asks for."""
        return tuple(
            each
            for each in self.evidence
            if each.rubric == rubric and place in (each.item, each.condition)
        )

    @cached_property
    def _names(self) -> dict[str, str]:
        names = {normalise(unit.name_th): unit.unit for unit in self.units.values()}
        spelled = {normalise(each.spelling): each.unit for each in self.spellings}
        return {**spelled, **names, **{unit: unit for unit in self.units}}

    def find_unit(self, name: str) -> Unit | None:
        """Return the unit of that id, name or known spelling; None where there is none."""
        found = self._names.get(normalise(name))
        return None if found is None else self.units[found]

    @cached_property
    def _places(self) -> dict[str, tuple[tuple[str, str], ...]]:
        found: dict[str, list[tuple[str, str]]] = {kpi: [(kpi, "")] for kpi in self.kpis}
        for rubric in self.rubrics.values():
            for item in rubric.items.values():
                found.setdefault(item.measure, []).append((rubric.rubric, item.item))
            for each in rubric.conditions.values():
                found.setdefault(each.measure, []).append((rubric.rubric, each.condition))
        return {measure: tuple(places) for measure, places in found.items() if measure}

    def places_of(self, measure: str) -> tuple[tuple[str, str], ...]:
        """Return where a measure is asked: the KPI itself, and rubrics with item or condition."""
        return self._places.get(measure, ())

    def measure_name(self, measure: str) -> str:
        """Return what a measure, or a KPI that is measured itself, is called in Thai."""
        if measure in self.measures:
            return self.measures[measure].name_th
        return self.kpis[measure].name_th

    def unit_of(self, measure: str) -> str:
        """Return the unit in Thai of a measure, or of a KPI that is measured itself."""
        found = self.measures.get(measure)
        return self.kpis[measure].unit_th if found is None else found.unit_th

    def kpi_of(self, measure: str) -> str:
        """Return the KPI that a measure belongs to."""
        found = self.measures.get(measure)
        return measure if found is None else found.kpi
