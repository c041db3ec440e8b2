"""The dumbbell of years: a row a figure, a mark a year, its target, the state of the change."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pmqa_analysis.blocks import Cell, Column, Figure, Row, Table
from pmqa_analysis.present.style import (
    AMBER,
    GREY,
    LIGHT,
    MM_PER_INCH,
    NAVY,
    TEAL,
    chart_style,
    figure_block,
)
from pmqa_analysis.present.surveys.marks import YearsRow
from pmqa_analysis.present.surveys.rows import LABEL_SIZE, label_rows
from pmqa_analysis.present.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["years_chart"]

WIDTH_MM = 165.0
# Full: changed; hollow: no evidence of a change; dotted: not tested.
_LINES: Mapping[str, Literal["-", "--", ":"]] = {
    "changed": "-", "no_evidence": "--", "not_tested": ":",
}  # fmt: skip
_MARKS = ("o", "s", "^", "D")
_COLOURS = (NAVY, TEAL, GREY, AMBER)


def years_chart(
    rows: Sequence[YearsRow], words: Wording, *, name: str, caption: str, axis: str
) -> Figure | None:
    """Draw one row a figure: a mark a year, joined by a line that says the state of the change.

    Args:
        rows: In the order shown, from the top; one unit.
        words: The report's words.
        name: Of the figure's files.
        caption: As printed.
        axis: Title of the axis, with the unit.

    Returns None where no row has a value.
    """
    from matplotlib.figure import Figure as Drawing

    rows = [row for row in rows if any(result.value is not None for result in row.history)]
    if not rows:
        return None
    with chart_style():
        labelled = label_rows([row.label for row in rows], columns=36, row_mm=9.6)
        height_mm = 27 + labelled.height_mm
        drawing = Drawing(figsize=(WIDTH_MM / MM_PER_INCH, height_mm / MM_PER_INCH))
        axes = drawing.add_axes((0.37, 13 / height_mm, 0.60, 1 - 27 / height_mm))
        for place, row in zip(labelled.places, rows, strict=True):
            _draw_row(axes, place, row, words)
        low, high, step = _limits(rows)
        axes.set(xlim=(low, high), ylim=(-labelled.height_mm, 2))
        ticks = [low + step * place for place in range(round((high - low) / step) + 1)]
        axes.set_xticks(ticks, [words.digits(f"{tick:g}") for tick in ticks])
        axes.set_yticks(labelled.places, labelled.labels)
        axes.tick_params(axis="y", length=0, labelsize=LABEL_SIZE)
        axes.grid(axis="x", color=LIGHT, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel(axis)
        _legend(axes, rows, words)
        return figure_block(
            drawing, name=name, caption=caption, alt=_alt(rows, words, caption),
            numbers=_numbers(rows, words, name, caption),
            notes=(words.text("survey_note.lines"), words.text("survey_note.bases")),
        )  # fmt: skip


def _draw_row(axes: Axes, place: float, row: YearsRow, words: Wording) -> None:
    known = [(index, float(result.value)) for index, result in enumerate(row.history)
             if result.value is not None]  # fmt: skip
    if len(known) > 1:
        earlier, later = known[-2][1], known[-1][1]
        axes.plot([min(v for _, v in known), max(v for _, v in known)], [place, place],
                  color=LIGHT, linewidth=3, zorder=1)  # fmt: skip
        axes.plot([earlier, later], [place, place], color=GREY, linewidth=1.4,
                  linestyle=_LINES[row.state], zorder=2)  # fmt: skip
    for index, value in known:
        age = len(row.history) - 1 - index
        axes.plot(value, place, marker=_MARKS[age % 4], color=_COLOURS[age % 4],
                  markersize=7 if age == 0 else 6, zorder=4 - min(age, 2))  # fmt: skip
    if row.target is not None and row.target.value is not None:
        target = float(row.target.value)
        axes.plot([target, target], [place - 2.6, place + 2.6], color=AMBER, linewidth=2)
    last = row.history[-1]
    if last.value is not None:
        axes.annotate(words.shown(last), (float(last.value), place), xytext=(0, 5), ha="center",
                      textcoords="offset points", fontsize=8, fontweight="bold")  # fmt: skip


def _limits(rows: Sequence[YearsRow]) -> tuple[float, float, float]:
    """Return the ends and the step of the axis around all values and targets."""
    results = [result for row in rows for result in (*row.history, row.target) if result]
    values = [float(result.value) for result in results if result.value is not None]
    spread = max(values) - min(values)
    step = next((s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10) if spread <= 8 * s), 20.0)
    low = math.floor(min(values) / step - 0.5) * step
    high = math.ceil(max(values) / step + 0.5) * step
    return low, high, step


def _legend(axes: Axes, rows: Sequence[YearsRow], words: Wording) -> None:
    from matplotlib.lines import Line2D

    history = rows[0].history
    marks = [
        Line2D([], [], marker=_MARKS[age % 4], color=_COLOURS[age % 4], linestyle="",
               label=words.text("axis.year", year=result.fiscal_year or 0))
        for age, result in reversed(list(enumerate(reversed(history))))
    ]  # fmt: skip
    if any(row.target is not None and row.target.value is not None for row in rows):
        marks.append(Line2D([], [], color=AMBER, linewidth=2, label=words.text("axis.target")))
    states = [
        Line2D([], [], color=GREY, linewidth=1.4, linestyle=style,
               label=words.text(f"survey_state.{state}"))
        for state, style in _LINES.items()
        if any(row.state == state for row in rows)
    ]  # fmt: skip
    options: dict[str, Any] = {
        "loc": "lower right", "frameon": False, "fontsize": 8, "columnspacing": 1.2,
        "borderaxespad": 0.2,
    }  # fmt: skip
    years = axes.legend(handles=marks, bbox_to_anchor=(1.02, 1), ncols=len(marks), **options)
    axes.add_artist(years)
    above = 1 + 13 / axes.bbox.height
    axes.legend(handles=states, bbox_to_anchor=(1.02, above), ncols=len(states), **options)


def _alt(rows: Sequence[YearsRow], words: Wording, caption: str) -> str:
    told = [
        f"{row.label}: "
        + " ".join(f"{words.digits(one.fiscal_year)} {words.shown(one)}" for one in row.history)
        + f" ({words.text(f'survey_state.{row.state}')})"
        for row in rows
    ]
    return words.text("survey_alt.years", caption=caption, rows="; ".join(told))


def _numbers(rows: Sequence[YearsRow], words: Wording, name: str, caption: str) -> Table:
    has_target = any(row.target is not None for row in rows)
    years = [words.text("column.year", year=one.fiscal_year or 0) for one in rows[0].history]
    target = (Column(title=words.text("column.target"), align="end"),) if has_target else ()
    return Table(
        name=name, caption=caption,
        columns=(
            Column(title=words.text("column.measure"), width=4, row_header=True),
            *(Column(title=year, align="end") for year in years), *target,
            Column(title=words.text("survey_column.state")),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=row.label), *(words.cell(one) for one in row.history),
                *([words.cell(row.target) if row.target else Cell(text="")] if has_target else []),
                Cell(text=words.text(f"survey_state.{row.state}")),
            ))
            for row in rows
        ),
    )  # fmt: skip
