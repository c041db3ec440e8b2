"""How far a development plan is at a round: the state of each row, and success by a named rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, get_args

from pmqa_analysis.assess.figures import computed_result, no_value_text
from pmqa_analysis.clean.plan import (
    Activity,
    Output,
    Plan,
    ProgressReport,
    month_texts,
)
from pmqa_analysis.results import Result

__all__ = ["STATES", "Counting", "PlanProgress", "RowProgress", "State", "assess_progress"]

Counting = Literal["timed_rows", "activities", "outputs"]
State = Literal["not_started", "running", "done", "late", "moved", "cancelled", "not_reported"]
STATES: tuple[State, ...] = get_args(State)
_SETTLED = ("done", "moved", "cancelled")


@dataclass(frozen=True)
class RowProgress:
    """A row of the plan at a round.

    Attributes:
        row: The row.
        report: The latest report of it up to the round; None where nothing is reported.
        before: The report of the round before that one.
        overdue: Whether its months are known and past, and it is not settled.
        outputs: Its outputs, each with its latest report.
        percent: The percentage that was reported of it.
    """

    row: Activity
    report: ProgressReport | None
    before: ProgressReport | None
    overdue: bool
    outputs: tuple[tuple[Output, ProgressReport | None], ...]
    percent: Result

    @property
    def state(self) -> State:
        """Return the reported status, or that nothing is reported."""
        return _state(self.report)


@dataclass(frozen=True)
class PlanProgress:
    """A plan, or one category of it, at a round.

    ``base`` is what the rule counts; ``counts`` part it by state; ``success`` is the share that
    is done, in percent: it has no value where nothing at all is reported.
    """

    fiscal_year: int
    month: int
    category: int | None
    counting: Counting
    rows: tuple[RowProgress, ...]
    base: Result
    counts: Mapping[State, Result]
    reported: Result
    overdue: Result
    success: Result

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure."""
        whole = (self.base, *self.counts.values(), self.reported, self.overdue, self.success)
        return (*whole, *(row.percent for row in self.rows))

    def in_state(self, *states: State) -> list[RowProgress]:
        """Return the rows in these states."""
        return [row for row in self.rows if row.state in states]


def assess_progress(
    plan: Plan, reports: Sequence[ProgressReport], month: int, counting: Counting,
    category: int | None = None,
) -> PlanProgress:  # fmt: skip
    """Assess a plan at the round that closes after ``month`` months of the fiscal year.

    Args:
        plan: The plan.
        reports: All reports, earliest round first.
        month: 3, 6, 9 or 12.
        counting: ``timed_rows``, ``activities`` or ``outputs``: what success is a share of.
        category: One category; None for all. A moved or cancelled row stays in the base.
    """
    known = [report for report in reports if report.month <= month]
    rows = tuple(
        _row_progress(plan, row, known, month)
        for row in plan.rows(category)
        if row.is_timed or row.is_work
    )
    states = [_state(report) for report in _counted(rows, counting)]
    figures = _Figures(plan.fiscal_year, month, counting, category)
    done, reported = states.count("done"), len(states) - states.count("not_reported")
    overdue = sum(row.overdue for row in rows if row.row.is_timed)
    return PlanProgress(
        fiscal_year=plan.fiscal_year, month=month, category=category, counting=counting,
        rows=rows, base=figures.count("base", len(states)),
        counts={state: figures.count(state, states.count(state)) for state in STATES},
        reported=figures.count("reported", reported), overdue=figures.count("overdue", overdue),
        success=figures.share("success", done, len(states), reported),
    )  # fmt: skip


def _state(report: ProgressReport | None) -> State:
    return "not_reported" if report is None else report.status


def _row_progress(
    plan: Plan, row: Activity, reports: Iterable[ProgressReport], month: int
) -> RowProgress:
    counted = plan.counted(row)
    own = [report for report in reports if report.activity == counted.activity]
    of_row = [report for report in own if not report.output]
    latest = of_row[-1] if of_row else None
    return RowProgress(
        row=row, report=latest, before=of_row[-2] if len(of_row) > 1 else None,
        overdue=_is_past(plan, row, month) and _state(latest) not in _SETTLED,
        outputs=tuple(
            (output, _latest(own, output)) for output in plan.outputs_of.get(row.activity, [])
        ),
        percent=_percent(plan, row, latest, month),
    )  # fmt: skip


def _percent(plan: Plan, row: Activity, report: ProgressReport | None, month: int) -> Result:
    value = None if report is None else report.percent
    whole = value is None or value.denominator == 1
    found = computed_result(
        fiscal_year=plan.fiscal_year, measure=f"plan-{row.activity}",
        statistic=f"percent_{month}_months", value=value, decimals=0 if whole else 2,
        unit="ร้อยละ", sources=(), policy="as_reported",
    )  # fmt: skip
    source = "" if report is None else report.address
    if value is None:
        missing = no_value_text("not_reported")
        return replace(found, status="not_reported", shown=missing, source=source)
    return replace(found, source=source)


def _latest(reports: Sequence[ProgressReport], output: Output) -> ProgressReport | None:
    return next((one for one in reversed(reports) if one.output == output.output), None)


def _is_past(plan: Plan, row: Activity, month: int) -> bool:
    """Return whether the row's last month lies in the months closed; never where it is unknown."""
    return row.last_month in month_texts(plan.fiscal_year)[:month]


def _counted(rows: Iterable[RowProgress], counting: Counting) -> list[ProgressReport | None]:
    if counting == "outputs":
        return [report for row in rows for _, report in row.outputs]
    if counting == "activities":
        return [row.report for row in rows if row.row.is_work]
    return [row.report for row in rows if row.row.is_timed and not row.row.same_as]


class _Figures:
    """Make the figures of one plan, round and rule, each with its id."""

    def __init__(
        self, fiscal_year: int, month: int, counting: Counting, category: int | None
    ) -> None:
        self.fiscal_year = fiscal_year
        self.measure = f"plan-{category or 'all'}"
        self.counting: str = counting
        self.round = f"{counting}_{month}_months"

    def count(self, name: str, value: int) -> Result:
        """Return a count."""
        return computed_result(
            fiscal_year=self.fiscal_year, measure=self.measure,
            statistic=f"{name}_{self.round}", value=value, decimals=0, unit="", sources=(),
            policy=self.counting,
        )  # fmt: skip

    def share(self, name: str, part: int, whole: int, reported: int) -> Result:
        """Return a percentage; not reported where nothing is."""
        found = computed_result(
            fiscal_year=self.fiscal_year, measure=self.measure,
            statistic=f"{name}_{self.round}",
            value=Fraction(100 * part, whole) if whole and reported else None,
            decimals=2, unit="ร้อยละ", sources=(), policy=self.counting,
        )  # fmt: skip
        if reported:
            return found
        return replace(found, status="not_reported", shown=no_value_text("not_reported"))
