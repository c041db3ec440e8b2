"""A plan in a few counts, for a committee: open issues, data asked for, levels covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from pmqa_analysis.assess.plan.issues import PlanIssue, PlanIssueKind
from pmqa_analysis.assess.plan.views import (
    LEVELS,
    Coverage,
    CoverageState,
    Request,
    count_of_rows,
)
from pmqa_analysis.clean.plan import Plan
from pmqa_analysis.results import Result

__all__ = ["IssueCount", "count_coverage", "count_issues", "count_requests"]


@dataclass(frozen=True)
class IssueCount:
    """How many rows or indicators of a plan have one kind of issue, by category and in all."""

    kind: PlanIssueKind
    by_category: Mapping[int, Result]
    total: Result

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every count."""
        return (*self.by_category.values(), self.total)


def count_issues(plan: Plan, issues: Iterable[PlanIssue]) -> list[IssueCount]:
    """Return how many issues of each kind a plan has, the most first; kinds without one left out.

    Args:
        plan: The plan.
        issues: Those of all its categories.
    """
    found: dict[PlanIssueKind, Counter[int]] = {}
    for issue in issues:
        found.setdefault(issue.kind, Counter())[issue.entry.category] += 1
    counts = [
        IssueCount(
            kind,
            {
                each: count_of_rows(plan, each, f"issues_{kind}", of_kind[each])
                for each in plan.heads
            },
            count_of_rows(plan, None, f"issues_{kind}", of_kind.total()),
        )
        for kind, of_kind in found.items()
    ]
    return sorted(counts, key=lambda one: -(one.total.value or 0))


def count_requests(plan: Plan, requests: Iterable[Request], month: int) -> dict[str, Result]:
    """Return how many rows each unit has to report on at a round; ``""`` is nobody's."""
    asked = Counter(request.unit for request in requests)
    order = [*plan.units, ""]
    return {
        unit: count_of_rows(
            plan, None, f"asked_of_unit_{order.index(unit) + 1}_{month}_months", asked[unit]
        )
        for unit in order
    }  # fmt: skip


def count_coverage(
    plan: Plan, coverage: Iterable[Coverage]
) -> dict[str, dict[CoverageState, Result]]:
    """Return for each level how many items the plan covers, and how far."""
    found = Counter((one.level, one.state) for one in coverage)
    states: tuple[CoverageState, ...] = get_args(CoverageState)
    return {
        level: {
            state: count_of_rows(plan, None, f"items_{level}_{state}", found[level, state])
            for state in states
        }
        for level in LEVELS.values()
    }
