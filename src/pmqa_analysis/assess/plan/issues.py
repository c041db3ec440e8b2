"""What is still open or slipped in a plan, found by rule and listed by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pmqa_analysis.assess.plan.views import LEVELS
from pmqa_analysis.clean.plan import Activity, Plan, PlanKpi

__all__ = ["ISSUE_KINDS", "PlanIssue", "PlanIssueKind", "find_issues"]

PlanIssueKind = Literal[
    "no_owner", "no_output", "no_month", "no_target", "needs_host", "level_slip", "other_item",
    "repeated_step", "doubtful",
]  # fmt: skip
ISSUE_KINDS: tuple[PlanIssueKind, ...] = get_args(PlanIssueKind)


@dataclass(frozen=True)
class PlanIssue:
    """One row or indicator of the plan with something open in it; ``detail`` names what."""

    kind: PlanIssueKind
    entry: Activity | PlanKpi
    detail: str = ""


def find_issues(plan: Plan, category: int | None = None) -> list[PlanIssue]:
    """Return what is open in a plan, kind by kind, each in the plan's order."""
    rows = plan.rows(category)
    found = [
        PlanIssue(kind, row, detail)
        for kind, rule in _RULES.items()
        for row in rows
        for detail in rule(plan, row)
    ]
    found += [
        PlanIssue("no_target", kpi)
        for kpi in plan.kpis.values()
        if kpi.category == (category or kpi.category) and not kpi.target and not kpi.operator
    ]
    return sorted(found, key=lambda issue: ISSUE_KINDS.index(issue.kind))


def _no_owner(plan: Plan, row: Activity) -> Iterator[str]:
    if row.kind == "activity" and not plan.owners(row):
        yield ""


def _no_output(plan: Plan, row: Activity) -> Iterator[str]:
    if row.is_timed and not row.outputs_printed:
        yield ""


def _no_month(plan: Plan, row: Activity) -> Iterator[str]:
    if row.is_timed and row.month_confidence == "unknown":
        yield row.duration


def _needs_host(plan: Plan, row: Activity) -> Iterator[str]:
    """Yield the joint team or the proposed host that stands in the owner's place."""
    waiting = [
        unit for unit in row.owners if plan.units[unit].kind in ("joint_team", "proposed_host")
    ]
    if waiting:
        yield ", ".join(waiting)


def _level_slip(plan: Plan, row: Activity) -> Iterator[str]:
    """Yield the result codes whose level none of the row's own steps has."""
    levels = {level for one in (row, *_below(plan, row)) for level in one.levels}
    slipped = [code for code in row.result_codes if LEVELS[code[1]] not in levels]
    if levels and slipped:
        yield ", ".join(slipped)


def _below(plan: Plan, row: Activity) -> Iterator[Activity]:
    for child in plan.activities.values():
        if child.parent == row.activity:
            yield child
            yield from _below(plan, child)


def _other_item(plan: Plan, row: Activity) -> Iterator[str]:
    named = [code for code in row.codes if " " in code and not code.startswith(row.item)]
    if named:
        yield ", ".join(named)


def _repeated_step(plan: Plan, row: Activity) -> Iterator[str]:
    if row.same_as:
        yield row.same_as


def _doubtful(plan: Plan, row: Activity) -> Iterator[str]:
    if row.doubtful == "yes" and row.month_confidence != "unknown":
        yield ""


_RULES: Mapping[PlanIssueKind, Callable[[Plan, Activity], Iterator[str]]] = {
    "no_owner": _no_owner,
    "no_output": _no_output,
    "no_month": _no_month,
    "needs_host": _needs_host,
    "level_slip": _level_slip,
    "other_item": _other_item,
    "repeated_step": _repeated_step,
    "doubtful": _doubtful,
}
