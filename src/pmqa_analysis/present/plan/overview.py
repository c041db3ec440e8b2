"""A plan on a committee's few pages: what to decide, open issues counted, levels covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmqa_analysis.assess.plan import CoverageState, IssueCount, PlanIssueKind, PlanProgress
from pmqa_analysis.blocks import Cell, Column, Passage, Table
from pmqa_analysis.clean.plan import Plan
from pmqa_analysis.present.grid import columns_of, grid
from pmqa_analysis.present.plan.views import COVERAGE_SIGNS, COVERAGE_TONES
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = ["coverage_summary", "issue_summary", "plan_decisions"]

SECTION = "plan_column"
# What only a committee can settle, the most pressing first; the rest is for the owners to mend.
DECIDED: tuple[PlanIssueKind, ...] = ("needs_host", "no_owner", "no_target", "no_month")


def plan_decisions(
    progress: PlanProgress, counts: Sequence[IssueCount], words: Wording
) -> Iterator[Passage]:
    """Yield what a committee has to decide, as the figures raise it; one line a question."""
    found = list(_questions(progress, counts, words))
    yield from found or [words.say("plan_decide.nothing", style="item")]


def _questions(
    progress: PlanProgress, counts: Sequence[IssueCount], words: Wording
) -> Iterator[Passage]:
    silent, states = progress.counts["not_reported"], progress.counts
    if silent.value:
        yield words.say("plan_decide.silent", style="item", silent=silent, base=progress.base)
    if progress.success.value is not None and progress.overdue.value:
        yield words.say("plan_decide.overdue", style="item", overdue=progress.overdue)
    if states["moved"].value or states["cancelled"].value:
        yield words.say(
            "plan_decide.changed", style="item", moved=states["moved"],
            cancelled=states["cancelled"],
        )  # fmt: skip
    totals = {one.kind: one.total for one in counts}
    for kind in DECIDED:
        if kind in totals:
            yield words.say(f"plan_decide.{kind}", style="item", count=totals[kind])


def issue_summary(counts: Sequence[IssueCount], plan: Plan, words: Wording) -> Table | None:
    """Return how many open issues of each kind the plan has, by category; the most first."""
    group = words.text("plan_column.issues_in")
    columns = (
        *columns_of(words, SECTION, ("issue_kind", 4.6)),
        *(
            Column(title=words.text("plan.category_short", category=category), width=0.8,
                   align="end", group=group)
            for category in plan.heads
        ),
        *columns_of(words, SECTION, ("total", 0.8), align="end", row_header=False),
    )  # fmt: skip
    return grid(
        "plan_issue_counts", words.text("plan_caption.issue_counts"), columns,
        [
            [
                Cell(text=words.text(f"plan_issue.{one.kind}")),
                *(words.cell(count) for count in one.by_category.values()),
                words.cell(one.total),
            ]
            for one in counts
        ],
        notes=(words.text("plan_note.issue_counts"),),
    )  # fmt: skip


def coverage_summary(
    counts: Mapping[str, Mapping[CoverageState, Result]], words: Wording
) -> Table | None:
    """Return how many items the plan covers at each level, and how far."""
    states = list(COVERAGE_SIGNS)
    columns = (
        *columns_of(words, SECTION, ("level", 1.6)),
        *columns_of(words, SECTION, *((f"items_{state}", 1.4) for state in states),
                    align="end", row_header=False),
    )  # fmt: skip
    return grid(
        "coverage_counts", words.text("plan_caption.coverage_counts"), columns,
        [
            [Cell(text=level), *(_toned(of_state[state], state, words) for state in states)]
            for level, of_state in counts.items()
        ],
        notes=(words.text("plan_note.coverage"),),
    )  # fmt: skip


def _toned(count: Result, state: CoverageState, words: Wording) -> Cell:
    """Return a count with its state's sign; a count of none has no colour."""
    cell = words.cell(count)
    text = f"{COVERAGE_SIGNS[state]} {cell.text}"
    return cell.model_copy(
        update={"text": text, "tone": COVERAGE_TONES[state] if count.value else "plain"}
    )
