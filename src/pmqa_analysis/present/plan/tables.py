"""Tables of a plan's progress: register, success, rows behind, outputs and their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmqa_analysis.assess.plan import STATES, PlanProgress, ProcessPace, RowProgress, State
from pmqa_analysis.blocks import Cell, Row, Table
from pmqa_analysis.clean.plan import Plan
from pmqa_analysis.clean.pmqa import Evidence
from pmqa_analysis.present.grid import clip, columns_of, grid
from pmqa_analysis.present.plan.labels import (
    day_text,
    month_span,
    row_text,
    state_cell,
    unit_names,
)
from pmqa_analysis.present.wording import Wording

__all__ = [
    "evidence_table", "plan_register", "process_table", "progress_table", "rows_in_state",
]  # fmt: skip

SECTION = "plan_column"


def plan_register(plan: Plan, category: int, words: Wording) -> Table | None:
    """Return the head sheets: name, unit, budget, main indicator, state of the document."""
    heads = [head for head in plan.heads.values() if category in (0, head.category)]
    return grid(
        "plan_register", words.text("plan_caption.register"),
        columns_of(words, SECTION, ("category", 0.8), ("plan", 3.2), ("unit", 2.0), ("budget", 1.0),
                ("main_kpi", 3.0), ("document_state", 0.9)),
        [
            words.cells(
                head.category, words.pick(head, "plan"), head.unit or "-",
                _budget(head.budget_baht, words), words.pick(head, "kpi"),
                head.status.strip("()") or "-",
            )
            for head in heads
        ],
    )  # fmt: skip


def _budget(baht: str, words: Wording) -> str:
    return words.text("plan.baht", amount=f"{int(baht):,}") if baht else "-"


def progress_table(
    parts: Mapping[int, PlanProgress], whole: PlanProgress, plan: Plan, words: Wording
) -> Table | None:
    """Return how many rows are in each state, by category and in all, and the share done."""
    names = ("base", *STATES, "overdue")
    columns = (
        *columns_of(words, SECTION, ("category", 4.2)),
        *columns_of(words, SECTION, *((name, 0.78) for name in names), ("success", 1.75),
                    align="end", row_header=False),
    )  # fmt: skip

    def row(title: str, part: PlanProgress, kind: str) -> Row:
        counts = [part.base, *part.counts.values(), part.overdue, part.success]
        cells = (Cell(text=title), *(words.cell(count) for count in counts))
        return Row.model_validate({"cells": cells, "kind": kind})

    rows = [
        row(words.text("plan.category_title", category=category,
                       title=words.title(plan.heads[category])), part, "data")
        for category, part in parts.items()
    ]  # fmt: skip
    if len(parts) > 1:
        rows.append(row(words.text("plan.all_categories"), whole, "total"))
    return grid(
        "plan_progress", words.text("plan_caption.progress", month=whole.month), columns, rows,
        notes=(words.text(f"plan_counting.{whole.counting}"), words.text("plan_note.overdue")),
    )  # fmt: skip


def rows_in_state(
    name: str, rows: Sequence[RowProgress], plan: Plan, words: Wording
) -> Table | None:
    """Return rows with their months, owners, state, percentage, cause and correction."""
    return grid(
        name, words.text(f"plan_caption.{name}"),
        [
            *columns_of(words, SECTION, ("activity", 3.4), ("months", 1.4), ("owners", 1.8),
                        ("state", 1.1)),
            *columns_of(words, SECTION, ("percent", 0.8), align="end", row_header=False),
            *columns_of(words, SECTION, ("cause", 1.9), ("correction", 1.9), row_header=False),
        ],
        [
            [
                Cell(text=row_text(row.row, words)),
                Cell(text=month_span(row.row, words)),
                Cell(text=unit_names(plan, plan.owners(row.row), words)),
                state_cell(row.state, words), words.cell(row.percent),
                Cell(text=row.report.cause if row.report else ""),
                Cell(text=row.report.correction if row.report else ""),
            ]
            for row in rows
        ],
    )  # fmt: skip


def evidence_table(rows: Iterable[RowProgress], words: Wording) -> Table | None:
    """Return the outputs that were reported, each with its state and evidence."""
    reported = [(row, output, report) for row in rows for output, report in row.outputs if report]
    return grid(
        "plan_evidence", words.text("plan_caption.evidence"),
        columns_of(words, SECTION, ("activity", 1.2), ("output", 3.6), ("state", 1.1),
                   ("evidence", 3.2)),
        [
            [
                Cell(text=row.row.activity),
                Cell(text=clip(words.digits(output.text_th), 90)),
                state_cell(_state(report.status), words),
                Cell(text=_evidence(report.evidence, words)),
            ]
            for row, output, report in reported
        ],
    )  # fmt: skip


def _state(status: State) -> State:
    return status


def _evidence(pieces: Sequence[Evidence], words: Wording) -> str:
    return "; ".join(f"{piece.document} ({day_text(piece.day, words)})" for piece in pieces)


def process_table(processes: Sequence[ProcessPace], words: Wording) -> Table | None:
    """Return the standard processes: steps, days planned, days taken where they are given."""
    names = ("steps", "undated", "least", "most", "actual")
    columns = (
        *columns_of(words, SECTION, ("process", 4.0)),
        *columns_of(words, SECTION, *((name, 1.0) for name in names), align="end",
                    row_header=False),
    )  # fmt: skip
    return grid(
        "standard_processes", words.text("plan_caption.processes"), columns,
        [
            [
                Cell(text=words.pick(pace, "name")),
                *(words.cell(figure)
                  for figure in (pace.steps, pace.undated, pace.least, pace.most, pace.actual)),
            ]
            for pace in processes
        ],
        notes=(words.text("plan_note.processes"),),
    )  # fmt: skip
