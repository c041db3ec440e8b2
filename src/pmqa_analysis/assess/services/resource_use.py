"""Paper and postage against their base: only months of which both are known are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.assess.services.figures import ServiceFigures
from pmqa_analysis.clean.services.resource_use import RESOURCES, Resource, ResourceUse
from pmqa_analysis.results import Result

__all__ = ["ResourceCut", "assess_resource_use"]

_UNITS: dict[Resource, str] = {"paper": "แผ่น", "postage": "ชิ้น"}


@dataclass(frozen=True)
class ResourceCut:
    """What was used of one resource, by a bureau, or by all where ``bureau`` is empty.

    ``used`` and ``base`` are of the compared months alone; ``cut`` is in percent of the base,
    negative where more was used. ``all_used`` and ``cost`` are of every month reported; the cost
    has no value where a month lacks it. ``without_base`` counts what could not be compared.
    """

    kind: Resource
    bureau: str
    first: str
    last: str
    used: Result
    base: Result
    cut: Result
    all_used: Result
    cost: Result
    without_base: Result

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure."""
        return (self.used, self.base, self.cut, self.all_used, self.cost, self.without_base)


def assess_resource_use(
    fiscal_year: int, uses: Iterable[ResourceUse], rule: str = "half_up"
) -> list[ResourceCut]:
    """Return for each resource what all used, then what each bureau used, against the base."""
    rows = list(uses)
    figures = ServiceFigures(fiscal_year, "resource_use", rule)
    bureaus = sorted({one.bureau for one in rows})
    found = []
    for kind in RESOURCES:
        of_kind = [one for one in rows if one.kind == kind]
        for number, bureau in enumerate(["", *bureaus]):
            own = [one for one in of_kind if bureau in ("", one.bureau)]
            name = f"{kind}.bureau_{number}" if bureau else kind
            found += [_cut(figures, name, kind, bureau, own)] if own else []
    return found


def _cut(
    figures: ServiceFigures, name: str, kind: Resource, bureau: str, rows: Sequence[ResourceUse]
) -> ResourceCut:
    paired = [(one.count, one.base) for one in rows if one.base is not None]
    used, base = sum(count for count, _ in paired), sum(before for _, before in paired)
    costs = [one.cost for one in rows if one.cost is not None]
    cost = sum(costs, Fraction(0)) if len(costs) == len(rows) else None
    months = sorted(one.month for one in rows)
    unit, policy = _UNITS[kind], "months_with_base"
    return ResourceCut(
        kind=kind, bureau=bureau, first=months[0], last=months[-1],
        used=figures.make(name, "used", Fraction(used) if paired else None, unit, 0, policy),
        base=figures.make(name, "base", Fraction(base) if paired else None, unit, 0, policy),
        cut=figures.percent(name, "cut", base - used, base, policy),
        all_used=figures.count(name, "all_used", sum(one.count for one in rows), unit),
        cost=figures.make(name, "cost", cost, "บาท", 2, "sum"),
        without_base=figures.count(name, "without_base", len(rows) - len(paired), "เดือน"),
    )  # fmt: skip
