"""The responsibility matrix of a category: which unit owns a row, which takes part in it."""

from __future__ import annotations

from pmqa_analysis.blocks import Cell, Column, Table
from pmqa_analysis.clean.plan import Activity, Plan
from pmqa_analysis.present.grid import grid
from pmqa_analysis.present.plan.labels import row_text, unit_name
from pmqa_analysis.present.wording import Wording

__all__ = ["responsibility_matrix"]

OWNS, TAKES_PART = "●", "○"
LONGEST = 70


def responsibility_matrix(plan: Plan, category: int, words: Wording) -> Table | None:
    """Return a category's rows against the units of their cells; None where no row names one.

    The units stand as numbers above the columns, and by name in the note: there are too many
    for their names to be read across a page.
    """
    rows = [row for row in plan.rows(category) if row.owners or row.involved]
    units = [unit for unit in plan.units if any(unit in row.owners + row.involved for row in rows)]
    columns = (
        Column(title=words.text("plan_column.activity"), width=7.0, row_header=True),
        *(
            Column(title=words.digits(number), width=0.6, align="center")
            for number, _ in enumerate(units, start=1)
        ),
    )
    named = [
        f"{words.digits(number)} {unit_name(plan, unit, words)}"
        for number, unit in enumerate(units, start=1)
    ]
    return grid(
        f"responsibility_{category}", words.text("plan_caption.responsibility", category=category),
        columns,
        [
            [Cell(text=row_text(row, words, LONGEST)), *(_mark(row, unit) for unit in units)]
            for row in rows
        ],
        notes=(words.text("plan_note.responsibility", owns=OWNS, takes_part=TAKES_PART),
               "; ".join(named)),
    )  # fmt: skip


def _mark(row: Activity, unit: str) -> Cell:
    if unit in row.owners:
        return Cell(text=OWNS)
    return Cell(text=TAKES_PART if unit in row.involved else "")
