"""Whether the parts of a framework fit together: weights, levels, gates, bands, links, names."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pmqa_analysis.clean.scorecards.model import Band, Condition, Item, Kpi, Part
from pmqa_analysis.clean.scorecards.rows import FrameworkRow
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.results import exact_text
from pmqa_analysis.thai import normalise

if TYPE_CHECKING:
    from pmqa_analysis.clean.scorecards.framework import Framework, Rubric

__all__ = ["check_framework"]


def check_framework(framework: Framework, documents: Container[str]) -> None:
    """Raise for what does not fit together: links first, then circles, then all else.

    Raises:
        DataError: Weights that sum to another number, a part that weighs not what its KPIs do,
            a level without items or with more points than it has, a requirement that refers
            to itself, a gap between bands, a link that leads nowhere, one name for two units.
    """
    raise_faults(list(_links(framework, documents)))
    raise_faults([fault for rubric in framework.rubrics.values() for fault in _circles(rubric)])
    checks: Sequence[Callable[[Framework], Iterator[PmqaError]]] = (
        _weights, _parts, _scored, _levels, _requirements, _bands, _ladders, _grades, _names,
        _reporters,
    )  # fmt: skip
    raise_faults([fault for check in checks for fault in check(framework)])


def _weights(framework: Framework) -> Iterator[PmqaError]:
    expected = framework.head.weights
    kpis = tuple(framework.kpis.values())
    if expected is None:
        return
    for kpi in kpis:
        if kpi.weight is None or kpi.weight <= 0:
            yield DataError("framework.no_weight", where=kpi.cell("weight"), name=kpi.kpi)
    total = _sum(kpis)
    if total != expected:
        yield DataError(
            "framework.weights", where=kpis[0].cell("weight"), name=framework.id,
            found=exact_text(total), expected=expected,
        )  # fmt: skip


def _parts(framework: Framework) -> Iterator[PmqaError]:
    for part in framework.parts.values():
        total = _sum(framework.kpis_of(part.part))
        if part.weight is not None and part.weight != total:
            yield DataError(
                "framework.weights", where=part.cell("weight"), name=part.part,
                found=exact_text(total), expected=exact_text(part.weight),
            )  # fmt: skip


def _scored(framework: Framework) -> Iterator[PmqaError]:
    """Yield a fault for each KPI that has neither items nor thresholds to be scored by."""
    for kpi in framework.kpis.values():
        if not kpi.rubric and kpi.kpi not in framework.ladders:
            yield DataError("framework.unscored", where=kpi.cell("rubric"), name=kpi.kpi)


def _sum(kpis: Sequence[Kpi]) -> Fraction:
    return sum((kpi.weight or Fraction(0) for kpi in kpis), Fraction(0))


def _levels(framework: Framework) -> Iterator[PmqaError]:
    for rubric in framework.rubrics.values():
        for level in rubric.levels:
            where = f"{framework.id} {rubric.rubric}"
            if not level.items:
                yield DataError("framework.empty_level", where=where, level=level.level)
                continue
            fixed = [item.points for item in level.items if item.points is not None]
            total = sum(fixed, Fraction(0))
            whole = len(fixed) == len(level.items)
            if total > level.points or (whole and total != level.points):
                yield DataError(
                    "framework.points", where=level.items[0].cell("points"), level=level.level,
                    found=exact_text(total), expected=level.points,
                )  # fmt: skip


def _requirements(framework: Framework) -> Iterator[PmqaError]:
    for rubric in framework.rubrics.values():
        for item in rubric.items.values():
            yield from _requirement(item, len(rubric.parts_of(item.item)))
        for condition in rubric.conditions.values():
            yield from _requirement(condition, len(rubric.conditions_below(condition.condition)))


def _requirement(row: Item | Condition, below: int) -> Iterator[PmqaError]:
    """Yield what an item or a condition lacks to be decided."""
    banded = isinstance(row, Item) and bool(row.bands)
    if row.answer == "value" and not banded and (row.threshold is None or not row.operator):
        yield DataError("framework.no_threshold", where=row.cell("threshold"))
    if bool(below) != bool(row.rule):
        yield DataError("framework.rule", where=row.cell("rule"), found=row.rule, below=below)
    if row.rule == "at_least" and not 1 <= (row.count or 0) <= below:
        yield DataError("framework.count", where=row.cell("count"), found=row.count, below=below)


def _circles(rubric: Rubric) -> Iterator[PmqaError]:
    """Yield a fault for each requirement that, followed upwards, comes back to itself."""
    above: dict[str, str] = {each.item: each.parent for each in rubric.items.values()}
    above |= {each.condition: each.parent or each.gates for each in rubric.conditions.values()}
    rows: Mapping[str, Item | Condition] = {**rubric.items, **rubric.conditions}
    for name, row in rows.items():
        seen, at = [name], above[name]
        while at and at in above and at not in seen:
            seen.append(at)
            at = above[at]
        if at == name:
            circle = " → ".join([*seen, name])
            yield DataError("framework.circle", where=row.cell("parent"), name=circle)


def _bands(framework: Framework) -> Iterator[PmqaError]:
    for name, bands in framework.bands.items():
        for band in bands:
            if band.low is None or band.points is None:
                yield DataError("framework.band", where=band.cell("low"), name=name)
        for lower, upper in pairwise(bands):
            yield from _seam(name, lower, upper)
        if bands[-1].high is not None:
            yield DataError("framework.band_end", where=bands[-1].cell("high"), name=name)


def _seam(name: str, lower: Band, upper: Band) -> Iterator[PmqaError]:
    if lower.high != upper.low:
        yield DataError(
            "framework.band_gap", where=lower.cell("high"), name=name,
            found=exact_text(lower.high) or "-", expected=exact_text(upper.low),
        )  # fmt: skip
    rising = (lower.low or 0) < (upper.low or 0) and (lower.points or 0) < (upper.points or 0)
    if not rising:
        yield DataError("framework.band_order", where=upper.cell("points"), name=name)


def _ladders(framework: Framework) -> Iterator[PmqaError]:
    for kpi, steps in framework.ladders.items():
        lows = [step.low for step in steps if step.low is not None]
        highs = [step.high for step in steps if step.high is not None]
        levels = [step.level for step in steps] == list(range(1, len(steps) + 1))
        sides = all(len(side) in (0, len(steps)) for side in (lows, highs)) and (lows or highs)
        rising = all(one < other for one, other in pairwise(lows))
        falling = all(one > other for one, other in pairwise(highs))
        if not (levels and sides and rising and falling and len(steps) > 1):
            yield DataError("framework.ladder", where=steps[0].cell("low"), name=kpi)


def _grades(framework: Framework) -> Iterator[PmqaError]:
    for name, grades in framework.scales.items():
        lows = [grade.low for grade in grades if grade.low is not None]
        if lows and (len(lows) < len(grades) or lows != sorted(set(lows), reverse=True)):
            yield DataError("framework.grades", where=grades[0].cell("low"), name=name)


def _names(framework: Framework) -> Iterator[PmqaError]:
    """Yield a fault for each name that would mean two units."""
    known: dict[str, tuple[str, FrameworkRow]] = {}
    named: list[tuple[str, str, FrameworkRow, str]] = [
        (unit.name_th, unit.unit, unit, "name_th") for unit in framework.units.values()
    ]
    named += [(row.spelling, row.unit, row, "spelling") for row in framework.spellings]
    for name, unit, row, column in named:
        first, stands = known.setdefault(normalise(name), (unit, row))
        if first != unit:
            yield DataError(
                "framework.unit_name", where=row.cell(column), name=name, one=first, other=unit,
                first=stands.cell("unit"),
            )  # fmt: skip


def _reporters(framework: Framework) -> Iterator[PmqaError]:
    seen: dict[str, str] = {}
    for owner in framework.owners:
        where = owner.cell("reporter")
        if owner.reporter and seen.setdefault(owner.sheet, where) != where:
            yield DataError("row.doubled", where=where, other=seen[owner.sheet])
        if (owner.stands_for == "unit") != bool(owner.unit):
            yield DataError("framework.owner", where=owner.cell("unit"))


def _links(framework: Framework, documents: Container[str]) -> Iterator[PmqaError]:
    """Yield a fault for every name that leads nowhere."""
    sheets = {kpi.sheet for kpi in framework.kpis.values()}
    measures = {*framework.measures, *framework.kpis}
    known: dict[str, Container[str]] = {
        "parent": {*framework.parts, *framework.units}, "parts": framework.parts,
        "kpi": framework.kpis, "rubric": framework.rubrics, "sheet": sheets,
        "unit": framework.units, "measure": measures, "bands": framework.bands,
        "scale": framework.scales, "document": documents,
    }  # fmt: skip
    for row in _all_rows(framework):
        for column in known.keys() & type(row).model_fields.keys():
            cell = getattr(row, column)
            names = cell if isinstance(cell, tuple) else (cell,)
            place = _within(framework, row) if column == "parent" else known[column]
            yield from _unknown(row, column, names, place)
        yield from _places(framework, row)


def _within(framework: Framework, row: FrameworkRow) -> Container[str]:
    """Return what a row's parent may be: a part, a unit, an item or a condition of its rubric."""
    if isinstance(row, Part):
        return framework.parts
    if isinstance(row, Item):
        items = framework.rubrics[row.rubric].items
        return {name for name, item in items.items() if item.level == row.level}
    if isinstance(row, Condition):
        return framework.rubrics[row.rubric].conditions
    return framework.units


def _places(framework: Framework, row: FrameworkRow) -> Iterator[PmqaError]:
    """Yield a fault where a row names an item or condition that its rubric does not have."""
    if isinstance(row, Item):
        return
    rubric = framework.rubrics.get(getattr(row, "rubric", ""))
    for column in ("gates", "item", "condition"):
        name = getattr(row, column, "")
        if rubric is None or not name:
            continue
        known = rubric.conditions if column == "condition" else rubric.items
        if column == "gates" and name in rubric.conditions:
            known = rubric.conditions  # told as a circle, where it is one
        yield from _unknown(row, column, (name,), known)


def _unknown(
    row: FrameworkRow, column: str, names: Sequence[str], known: Container[str]
) -> Iterator[PmqaError]:
    for name in names:
        if name and name not in known:
            near = nearest(name, known) if isinstance(known, Mapping | set) else ""
            yield DataError(
                "framework.unknown", where=row.cell(column), found=name, near=near or "-"
            )


def _all_rows(framework: Framework) -> Iterator[FrameworkRow]:
    for table in (framework.parts, framework.kpis, framework.units, framework.measures):
        yield from table.values()
    for rubric in framework.rubrics.values():
        yield from rubric.items.values()
        yield from rubric.conditions.values()
    for groups in (framework.bands, framework.ladders, framework.scales):
        for group in groups.values():
            yield from group
    yield from (
        *framework.owners, *framework.spellings, *framework.duties, *framework.evidence,
        *framework.targets, *framework.baselines, *framework.coverage, *framework.issues,
        *framework.printed_weights, *framework.indicators,
    )  # fmt: skip
