"""Tables of what a plan says of units, levels, later years, other categories, open issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from pmqa_analysis.assess.plan import Coverage, CoverageState, PlanIssue, Request, UnitLoad
from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean.plan import Activity, Plan
from pmqa_analysis.present.grid import clip, columns_of, grid, group_row
from pmqa_analysis.present.plan.labels import month_span, row_text, unit_name, unit_names
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = [
    "carry_over_table", "coverage_table", "issue_table", "link_table", "request_table",
    "workload_table",
]  # fmt: skip

SECTION = "plan_column"
COVERAGE_TONES: Mapping[CoverageState, Tone] = {
    "covered": "good", "uncoded": "plain", "open": "bad", "no_level": "muted",
}  # fmt: skip
COVERAGE_SIGNS: Mapping[CoverageState, str] = {
    "covered": "✓", "uncoded": "–", "open": "✗", "no_level": "○",
}  # fmt: skip


def workload_table(
    loads: Sequence[UnitLoad], plan: Plan, words: Wording,
    asked: Mapping[str, Result] | None = None,
) -> Table | None:  # fmt: skip
    """Return how many rows each unit owns, by category, and takes part in; the heaviest first.

    Args:
        loads: The units and their loads.
        plan: The plan.
        words: The report's words.
        asked: How many rows each unit has to report on in the round, where that is to be shown.
    """
    group = words.text("plan_column.owned_rows")
    rows = [
        Row(cells=(
            Cell(text=words.pick(load.unit, "unit")),
            *(words.cell(count) for count in load.by_category.values()),
            words.cell(load.owned), words.cell(load.involved),
            *([words.cell(asked[load.unit.unit_th])] if asked else []),
        ))
        for load in loads
    ]  # fmt: skip
    return Table(
        name="workload", caption=words.text("plan_caption.workload"), size="small",
        columns=(
            Column(title=words.text("plan_column.unit"), width=4.4, row_header=True),
            *(
                Column(title=words.text("plan.category_short", category=category), width=0.7,
                       align="end", group=group)
                for category in plan.heads
            ),
            Column(title=words.text("plan_column.total"), width=0.7, align="end", group=group),
            Column(title=words.text("plan_column.involved"), width=0.9, align="end"),
            *([Column(title=words.text("plan_column.asked"), width=1.0, align="end")]
              if asked else []),
        ),
        rows=tuple(rows), notes=(words.text("plan_note.workload"),),
    ) if rows else None  # fmt: skip


def request_table(requests: Sequence[Request], plan: Plan, words: Wording) -> Table | None:
    """Return what each unit has to send for a round: rows, months, outputs to show."""
    rows: list[Row] = []
    for unit, asked in groupby(requests, key=lambda one: one.unit):
        rows.append(group_row(unit_name(plan, unit, words)))
        rows += [
            Row(cells=(
                Cell(text=row_text(one.row, words, 54)),
                Cell(text=month_span(one.row, words)),
                Cell(text=words.text(f"plan_due.{one.due}")),
                Cell(text=_outputs(one, words)),
            ))
            for one in asked
        ]  # fmt: skip
    columns = columns_of(
        words, SECTION, ("activity", 3.9), ("months", 1.7), ("due", 1.5), ("outputs", 3.4)
    )
    return grid("requests", words.text("plan_caption.requests"), columns, rows)


def _outputs(request: Request, words: Wording) -> str:
    """Return the first outputs that are asked for, and how many more there are."""
    first = [clip(words.digits(output.text_th), 46) for output in request.outputs[:1]]
    more = len(request.outputs) - len(first)
    tail = [words.text("plan.more_outputs", count=more)] if more > 0 else []
    return "; ".join([*first, *tail]) or words.text("plan.no_output")


def coverage_table(coverage: Iterable[Coverage], words: Wording) -> Table | None:
    """Return the matrix of item and level: step codes, result codes, covered or open."""
    found = list(coverage)
    levels = list(dict.fromkeys(one.level for one in found))
    by_item = {item: list(cells) for item, cells in groupby(found, key=lambda one: one.item)}
    columns = (
        *columns_of(words, SECTION, ("item", 0.7)),
        *(Column(title=level, width=3.0) for level in levels),
    )
    return grid(
        "coverage", words.text("plan_caption.coverage"), columns,
        [
            [Cell(text=words.digits(item)), *(_coverage_cell(one, words) for one in cells)]
            for item, cells in by_item.items()
        ],
        notes=(words.text("plan_note.coverage"),),
    )  # fmt: skip


def _coverage_cell(one: Coverage, words: Wording) -> Cell:
    codes = f" {' '.join(one.codes)}" if one.codes else ""
    results = f" → {' '.join(one.result_codes)}" if one.result_codes else ""
    state = words.text(f"plan_coverage.{one.state}", steps=one.steps)
    text = f"{COVERAGE_SIGNS[one.state]} {state}{codes}{results}"
    return Cell(text=text, result=one.steps.id, tone=COVERAGE_TONES[one.state])


def carry_over_table(rows: Iterable[Activity], plan: Plan, words: Wording) -> Table | None:
    """Return the rows that the plan carries past its year: how, to when, whose."""
    return grid(
        "carry_over", words.text("plan_caption.carry_over"),
        columns_of(words, SECTION, ("activity", 4.6), ("beyond", 1.6), ("years", 1.2),
                   ("owners", 2.6)),
        [
            [
                Cell(text=row_text(row, words)),
                Cell(text=words.text(f"plan_beyond.{row.beyond}")),
                Cell(text=words.digits(row.beyond_years or "-")),
                Cell(text=unit_names(plan, plan.owners(row), words)),
            ]
            for row in rows
        ],
    )  # fmt: skip


def link_table(rows: Iterable[Activity], words: Wording) -> Table | None:
    """Return the rows that the plan links to other categories."""
    return grid(
        "category_links", words.text("plan_caption.links"),
        columns_of(words, SECTION, ("activity", 6.0), ("category", 0.9), ("linked", 2.0)),
        [
            [
                Cell(text=row_text(row, words)),
                *words.cells(row.category, ", ".join(row.linked_categories)),
            ]
            for row in rows
        ],
    )  # fmt: skip


def issue_table(issues: Iterable[PlanIssue], words: Wording) -> Table | None:
    """Return what is open or slipped in the plan, kind by kind, each with its line."""
    rows: list[Row] = []
    for kind, same in groupby(issues, key=lambda issue: issue.kind):
        members = list(same)
        name = words.text(f"plan_issue.{kind}")
        rows.append(group_row(words.text("plan.issue_group", name=name, count=len(members))))
        rows += [
            Row(cells=(
                Cell(text=_name(issue, words)),
                Cell(text=words.digits(issue.detail or "-")),
                Cell(text=words.digits(issue.entry.line)),
            ))
            for issue in members
        ]  # fmt: skip
    columns = columns_of(words, SECTION, ("row", 6.2), ("detail", 2.0), ("line", 0.9))
    return grid("plan_issues", words.text("plan_caption.issues"), columns, rows)


def _name(issue: PlanIssue, words: Wording) -> str:
    if isinstance(issue.entry, Activity):
        return row_text(issue.entry, words)
    return clip(f"{issue.entry.kpi} {words.pick(issue.entry, 'text')}", 100)
