"""Tables of results: each cell with a figure keeps the figure's id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess import Assessment, Summary
from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean import Category, Group
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.present.wording import Wording

__all__ = [
    "category_results", "part3_results", "ranked_changes", "sign_notes", "summary_by_group",
    "verdict_cell", "yearly_results",
]  # fmt: skip

VERDICT_TONES: Mapping[str, Tone] = {
    "met": "good", "not_met": "bad", "no_target": "muted", "no_result": "muted",
    "not_scored": "muted",
}  # fmt: skip
FEW = 12
VERDICT_SIGNS = {"met": "✓ ", "not_met": "✗ "}


def category_results(
    category: Category, assessments: Sequence[Assessment], words: Wording
) -> Table:
    """Return the category's table: indicator, unit, target, result, percent of target, verdict."""
    year = assessments[0].actual.fiscal_year or 0
    key = "results_category" if category.role == "results" else "category_results"
    return Table(
        name="category_results", size=_size(assessments),
        caption=words.text(f"caption.{key}", category=category.category),
        columns=(
            Column(title=words.text("column.indicator"), width=4.6, row_header=True),
            Column(title=words.text("column.unit"), width=1.35),
            Column(title=words.text("column.target"), width=1, align="end"),
            Column(title=words.text("column.result_year", year=year), width=1, align="end"),
            Column(title=words.text("column.percent_of_target"), width=1.2, align="end"),
            Column(title=words.text("column.verdict"), width=1.3, align="center"),
            Column(title=words.text("column.dimension"), width=0.7, align="center"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.indicator(item.measure)),
                Cell(text=words.pick(item.measure, "unit")),
                words.cell(item.target), words.cell(item.actual),
                words.cell(item.percent_of_target), verdict_cell(item, words),
                Cell(text=words.digits(item.measure.group)),
            ))
            for item in assessments
        ),
    )  # fmt: skip


def yearly_results(assessments: Sequence[Assessment], words: Wording) -> Table:
    """Return the results of all years shown, this year less last, and how the values moved."""
    first = assessments[0]
    years = [result.fiscal_year or 0 for result in first.history]
    before = years[-2:-1]
    return Table(
        name="yearly_results", size=_size(assessments),
        caption=words.text("caption.trend", years=words.years(years)),
        columns=(
            Column(title=words.text("column.indicator"), width=3.6, row_header=True),
            Column(title=words.text("column.unit"), width=1.5),
            *_year_columns(years, words),
            *(Column(title=words.text("column.difference", year=year), width=1.2, align="end")
              for year in before),
            Column(title=words.text("column.pattern"), width=1.8),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.label(item.measure)),
                Cell(text=words.pick(item.measure, "unit")),
                *(words.cell(result) for result in item.history),
                *(words.cell(item.difference) for _ in before),
                Cell(text=words.text(f"pattern.{item.pattern}")),
            ))
            for item in assessments
        ),
        notes=(*sign_notes(assessments, words), words.text("note.no_trend_test")),
    )  # fmt: skip


def part3_results(groups: Mapping[Group, Sequence[Assessment]], words: Wording) -> Table:
    """Return the whole results part: unit, target, every year, grouped as printed.

    Raises:
        SettingsError: If the office has no indicator.
    """
    years = [result.fiscal_year or 0 for result in _first(groups).history]
    rows: list[Row] = []
    for group, assessments in groups.items():
        title = words.text("intro.item", code=group.group, title=words.title(group))
        rows.append(Row(kind="group", cells=(Cell(text=title),)))
        rows += [
            Row(cells=(
                Cell(text=words.indicator(item.measure)),
                Cell(text=words.pick(item.measure, "unit")),
                words.cell(item.target),
                *(words.cell(result) for result in item.history),
                verdict_cell(item, words),
            ))
            for item in assessments
        ]  # fmt: skip
    return Table(
        name="part3_results",
        caption=words.text("caption.part3", years=words.years(years)),
        columns=(
            Column(title=words.text("column.indicator"), width=6.0, row_header=True),
            Column(title=words.text("column.unit"), width=1.65),
            Column(title=words.text("column.target"), width=1, align="end"),
            *_year_columns(years, words),
            Column(title=words.text("column.verdict"), width=1.15, align="center"),
        ),
        rows=tuple(rows),
        notes=sign_notes([item for members in groups.values() for item in members], words),
        size="small",
    )


def summary_by_group(
    groups: Mapping[Group, Summary], total: Summary, last_year: int | None, words: Wording
) -> Table:
    """Return the counts of each group and of all: met, not met, against last year if any."""
    changes = ("higher", "lower", "same", "no_last_year")
    names = ("total", "met", "not_met", *(changes if last_year else ()))
    key = "summary" if last_year else "summary_first"

    def row(title: str, summary: Summary, kind: str) -> Row:
        cells = [words.cell(getattr(summary, name)) for name in names]
        return Row.model_validate({"cells": (Cell(text=title), *cells), "kind": kind})

    return Table(
        name="summary_by_group",
        caption=words.text(f"caption.{key}", last_year=last_year or ""),
        columns=(
            Column(title=words.text("column.dimension"), width=4.4, row_header=True),
            *(
                Column(title=words.text(f"column.{name}"), width=0.95, align="center")
                for name in names
            ),
        ),
        rows=(
            *(
                row(words.text("intro.item", code=group.group, title=words.title(group)),
                    summary, "data")
                for group, summary in groups.items()
            ),
            row(words.text("all"), total, "total"),
        ),
        size="small",
    )  # fmt: skip


def ranked_changes(
    assessments: Iterable[Assessment], words: Wording, *, largest: int | None = None
) -> Table | None:
    """Return the indicators ordered by their change in percent of last year, gains first.

    ``largest`` leaves out gains beyond that many. A loss is never left out, nor a change from
    zero, which has no percentage and stands last. Returns None where no indicator can be
    compared with last year.
    """
    changed = [item for item in assessments if item.difference.value is not None]
    if not changed:
        return None
    ordered = sorted(changed, key=_by_relative_change)
    if largest is not None:
        ordered = [
            item
            for rank, item in enumerate(ordered, start=1)
            if rank <= largest or (item.difference.value or 0) < 0
            or item.relative_change.value is None
        ]  # fmt: skip
    last_year, year = (result.fiscal_year or 0 for result in ordered[0].history[-2:])
    return Table(
        name="ranked_changes",
        caption=words.text("caption.changes", last_year=last_year),
        columns=(
            Column(title=words.text("column.rank"), width=0.7, align="center"),
            Column(title=words.text("column.indicator"), width=4.4, row_header=True),
            Column(title=words.text("column.unit"), width=1.5),
            Column(title=words.text("column.year", year=last_year), width=1, align="end"),
            Column(title=words.text("column.year", year=year), width=1, align="end"),
            Column(title=words.text("column.difference", year=last_year), width=1.3, align="end"),
            Column(title=words.text("column.relative_change"), width=1.4, align="end"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.digits(rank)),
                Cell(text=words.label(item.measure)),
                Cell(text=words.pick(item.measure, "unit")),
                *(words.cell(result) for result in item.history[-2:]),
                words.cell(item.difference), words.cell(item.relative_change),
            ))
            for rank, item in enumerate(ordered, start=1)
        ),
        notes=(words.text("note.relative_order"),),
        size="small",
    )  # fmt: skip


def _by_relative_change(item: Assessment) -> tuple[bool, Fraction]:
    change = item.relative_change.value
    return change is None, -(change or Fraction(0))


def sign_notes(assessments: Iterable[Assessment], words: Wording) -> tuple[str, ...]:
    """Return what the signs for missing values mean, for the signs that a table shows."""
    shown = {result.status for item in assessments for result in (item.target, *item.history)}
    signs = ("not_applicable", "in_process", "suppressed")
    return tuple(words.text(f"note.{sign}") for sign in signs if sign in shown)


def verdict_cell(item: Assessment, words: Wording) -> Cell:
    """Return the verdict with its sign; colour is never alone."""
    text = VERDICT_SIGNS.get(item.verdict, "") + words.text(f"verdict.{item.verdict}")
    return Cell(text=text, tone=VERDICT_TONES[item.verdict])


def _size(assessments: Sequence[Assessment]) -> Literal["normal", "small"]:
    return "normal" if len(assessments) <= FEW else "small"


def _year_columns(years: Sequence[int], words: Wording) -> list[Column]:
    group = words.text("column.performance")
    return [
        Column(title=words.text("column.year", year=year), width=1, align="end", group=group)
        for year in years
    ]


def _first(groups: Mapping[Group, Sequence[Assessment]]) -> Assessment:
    found = next((item for assessments in groups.values() for item in assessments), None)
    if found is None:
        raise SettingsError("report.no_indicator")
    return found
