"""One fiscal year's development plan and its progress."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pmqa_analysis.assess.plan import (
    Coverage,
    CoverageState,
    IssueCount,
    PlanIssue,
    PlanProgress,
    ProcessPace,
    Request,
    UnitLoad,
    assess_progress,
    carry_over,
    compare_process_times,
    count_confidence,
    count_coverage,
    count_issues,
    count_requests,
    cover_levels,
    cross_category,
    find_issues,
    request_data,
    workload,
)
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.plan import (
    QUARTERLY_CATEGORY,
    ROUNDS,
    STANDARD_STEPS,
    Activity,
    Plan,
    ProgressReport,
    load_plan,
    load_process_times,
    load_progress,
    load_standard_steps,
)
from pmqa_analysis.clean.pmqa import check_unchanged, read_locks
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.results import Result
from pmqa_analysis.settings import PlanEntry

if TYPE_CHECKING:
    from pmqa_analysis.year.year import Year

__all__ = ["YearPlan"]


class YearPlan:
    """The development plan of one fiscal year; every figure that it gives is known to the seal.

    Args:
        year: The opened year.
    """

    def __init__(self, year: Year) -> None:
        self._year = year

    @property
    def is_there(self) -> bool:
        """Return whether the year's settings name a plan."""
        return self._year.settings.plan is not None

    def check_parameters(self, parameters: Mapping[str, object]) -> bool:
        """Check the round of a report; return whether it is one of all categories.

        A report with a round may be of category 0, which is all of them.

        Raises:
            SettingsError: If there is no such round.
        """
        round_, category = parameters.get("round"), parameters.get("category", 0)
        if not isinstance(round_, str):
            return False
        _check_round(round_)
        return category == 0

    @property
    def entry(self) -> PlanEntry:
        """Return what the settings say of the plan.

        Raises:
            SettingsError: If they name none.
        """
        entry = self._year.settings.plan
        if entry is None:
            where = f"settings/{self._year.fiscal_year}.yml"
            raise SettingsError("settings.missing_key", where=where, name="plan")
        return entry

    @cached_property
    def plan(self) -> Plan:
        """Return the plan's tables, checked."""
        return load_plan(
            self._year.office, self._year.ledger, self.entry.folder, self._year.fiscal_year
        )

    @cached_property
    def reports(self) -> tuple[ProgressReport, ...]:
        """Return what was reported of it, earliest round first; nothing where no file is named."""
        if self.entry.progress is None:
            return ()
        office, ledger = self._year.office, self._year.ledger
        check_unchanged(office, read_locks(office), self.entry.progress)
        return load_progress(office, ledger, self.entry.progress, self.plan)

    def progress(self, round_: str | int, category: int = 0) -> PlanProgress:
        """Return the plan at a round (6, 12, or q1 to q4), of one category or, for 0, of all.

        Raises:
            SettingsError: If there is no such round.
        """
        name = _check_round(round_)
        found = assess_progress(
            self.plan, self.reports, ROUNDS[name], self.entry.counting, category or None
        )
        self._year.computed += found.results
        return found

    def progress_by_category(
        self, round_: str | int, category: int = 0
    ) -> Mapping[int, PlanProgress]:
        """Return each category of the plan at a round; only one where ``category`` names it.

        Raises:
            SettingsError: If the plan has no such category.
        """
        if category and category not in self.plan.heads:
            known = ", ".join(map(str, self.plan.heads))
            raise SettingsError("report.unknown_category", where=str(category), known=known)
        wanted = [category] if category else list(self.plan.heads)
        return {each: self.progress(round_, each) for each in wanted}

    def rounds(self, category: int, until: int = 12) -> list[PlanProgress]:
        """Return a category at each of its rounds up to a month: quarters, or 6 and 12 months."""
        quarterly = category == QUARTERLY_CATEGORY
        names = [name for name, month in ROUNDS.items()
                 if name.startswith("q") == quarterly and month <= until]  # fmt: skip
        return [self.progress(name, category) for name in names]

    def confidence(self, category: int = 0) -> dict[str, Result]:
        """Return how many timed rows have months of each confidence."""
        found = count_confidence(self.plan, category or None)
        self._year.computed += found.values()
        return found

    def workload(self) -> list[UnitLoad]:
        """Return how many rows each unit owns and takes part in."""
        loads = workload(self.plan)
        self._year.computed += [result for load in loads for result in load.results]
        return loads

    def requests(self, round_: str | int, category: int = 0) -> list[Request]:
        """Return what each unit has to report on at a round."""
        return request_data(self.plan, ROUNDS[str(round_).lower()], category or None)

    def asked(self, round_: str | int) -> dict[str, Result]:
        """Return how many rows each unit has to report on at a round."""
        month = ROUNDS[str(round_).lower()]
        found = count_requests(self.plan, self.requests(round_), month)
        self._year.computed += found.values()
        return found

    def coverage(self, category: int = 0) -> list[Coverage]:
        """Return each item at each level, with the plan's codes for it."""
        items = [
            item.item for item in self._year.register.items.values()
            if category in (0, item.category)
        ]  # fmt: skip
        found = cover_levels(self.plan, items)
        self._year.computed += [each.steps for each in found]
        return found

    def coverage_counts(self) -> dict[str, dict[CoverageState, Result]]:
        """Return how many items the plan covers at each level, and how far."""
        found = count_coverage(self.plan, self.coverage())
        self._year.computed += [count for states in found.values() for count in states.values()]
        return found

    @property
    def corrections(self) -> tuple[Issue, ...]:
        """Return the corrections made in the files that the plan is read from."""
        entry = self.entry
        files = (f"{entry.folder}/", STANDARD_STEPS, entry.progress, entry.process_times)
        read = tuple(filter(None, files))
        return tuple(issue for issue in self._year.issues if issue.address.startswith(read))

    def links(self, category: int = 0) -> list[Activity]:
        """Return the rows that the plan links to other categories."""
        return cross_category(self.plan, category or None)

    def carried(self, category: int = 0) -> list[Activity]:
        """Return the rows that the plan carries past its year."""
        return carry_over(self.plan, category or None)

    def issues(self, category: int = 0) -> list[PlanIssue]:
        """Return what is open or slipped in the plan."""
        return find_issues(self.plan, category or None)

    def issue_counts(self) -> list[IssueCount]:
        """Return how many issues of each kind the whole plan has, the most first."""
        found = count_issues(self.plan, self.issues())
        self._year.computed += [count for one in found for count in one.results]
        return found

    @cached_property
    def processes(self) -> list[ProcessPace]:
        """Return the standard processes: days planned, and days taken where they are given."""
        office, ledger = self._year.office, self._year.ledger
        steps = load_standard_steps(office, ledger)
        path = self.entry.process_times
        known = {step.step for step in steps}
        times = () if path is None else load_process_times(office, ledger, path, known)
        found = compare_process_times(self._year.fiscal_year, steps, times)
        self._year.computed += [result for pace in found for result in pace.results]
        return found


def _check_round(round_: str | int) -> str:
    name = str(round_).lower()
    if name not in ROUNDS:
        known = ", ".join(ROUNDS)
        raise SettingsError("report.no_such_choice", where=f"round {round_}", known=known)
    return name
