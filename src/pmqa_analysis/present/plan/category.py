"""What a category's report shows of the plan beyond its rows: rounds, links, processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_analysis.assess.plan import STATES, PlanProgress
from pmqa_analysis.blocks import Cell, Row, Table
from pmqa_analysis.present.grid import columns_of, grid
from pmqa_analysis.present.plan.registers import process_register
from pmqa_analysis.present.plan.tables import process_table
from pmqa_analysis.present.plan.views import coverage_table, link_table
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.year.plan import YearPlan

__all__ = ["category_tables", "rounds_table"]

SECTION = "plan_column"
PLANNING, OPERATIONS = 2, 6


def category_tables(
    plan: YearPlan, progress: PlanProgress, words: Wording
) -> Iterator[Table | None]:
    """Yield the tables that a category adds: its rounds so far, and what belongs to its subject.

    Planning shows how plans are linked: rows that serve other categories, and the items that
    the plan covers level by level. Operations show the processes, and the time that they took.
    """
    category = progress.category or 0
    yield rounds_table(plan.rounds(category, progress.month), words)
    if category == PLANNING:
        yield link_table(plan.links(), words)
        yield coverage_table(plan.coverage(category), words)
    if category == OPERATIONS:
        yield process_register(plan.plan, words)
        yield process_table(plan.processes, words)


def rounds_table(rounds: Sequence[PlanProgress], words: Wording) -> Table | None:
    """Return a category round by round; None where none is over, or nothing was reported."""
    if all(one.success.value is None for one in rounds):
        return None
    names = ("base", *STATES, "overdue")
    columns = (
        *columns_of(words, SECTION, ("round", 1.4)),
        *columns_of(words, SECTION, *((name, 0.8) for name in names), ("success", 1.0),
                    align="end", row_header=False),
    )  # fmt: skip
    return grid(
        "plan_rounds", words.text("plan_caption.rounds"), columns,
        [_row(one, words) for one in rounds],
        notes=(words.text(f"plan_counting.{rounds[-1].counting}"),),
    )  # fmt: skip


def _row(progress: PlanProgress, words: Wording) -> Row:
    title = words.text("plan.round_months", month=progress.month)
    counts = [progress.base, *progress.counts.values(), progress.overdue, progress.success]
    return Row(cells=(Cell(text=title), *(words.cell(count) for count in counts)))
