"""Charts of results. Each mark is a result; each chart carries its numbers as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmqa_analysis.assess import Assessment
from pmqa_analysis.blocks import Cell, Column, Figure, Row, Table
from pmqa_analysis.present.style import (
    AMBER,
    GREY,
    INK,
    LIGHT,
    MM_PER_INCH,
    NAVY,
    RED,
    TEAL,
    chart_style,
    figure_block,
)  # fmt: skip
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result
from pmqa_analysis.thai import wrap_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

__all__ = ["survey_chart", "target_chart", "trend_chart"]

WIDTH_MM = 165.0
PANEL_MM = 32.0
FEW = 12


def target_chart(assessments: Sequence[Assessment], limit: int, words: Wording) -> Figure | None:
    """Draw each result in percent of its target; bars past ``limit`` stop at the chart's edge.

    Returns None where no measure has both a result and a target.
    """
    from matplotlib.figure import Figure as Drawing

    items = [item for item in assessments if item.percent_of_target.value is not None]
    if not items:
        return None
    with chart_style():
        height_mm = 16 + (8.2 if len(items) <= FEW else 6.6) * len(items)
        drawing = Drawing(figsize=(WIDTH_MM / MM_PER_INCH, height_mm / MM_PER_INCH))
        axes = drawing.add_axes((0.40, 13 / height_mm, 0.36, 1 - 15 / height_mm))
        for row, item in enumerate(reversed(items)):
            _target_bar(axes, row, item, limit, words)
        axes.axvline(100, color=INK, linewidth=1)
        axes.set(xlim=(0, limit * 1.04), ylim=(-0.6, len(items) - 0.4))
        axes.set_xticks(range(0, limit + 1, 50), [words.digits(x) for x in range(0, limit + 1, 50)])
        axes.set_yticks(range(len(items)), [_label(item, words, 44) for item in reversed(items)])
        axes.tick_params(axis="y", length=0, labelsize=8)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(words.text("axis.percent_of_target"))
        year = str(items[0].actual.fiscal_year)
        return figure_block(
            drawing, name="target_chart", caption=words.text("caption.target_chart", year=year),
            alt=_target_alt(items, year, words), numbers=_target_numbers(items, words),
            notes=(words.text("note.clipped", limit=limit),) if _is_clipped(items, limit) else (),
        )  # fmt: skip


def trend_chart(assessments: Sequence[Assessment], words: Wording) -> Figure | None:
    """Draw one small panel a measure: yearly values, gaps as gaps, this year's target.

    A measure with a single value has no panel. Returns None where no measure has two values.
    """
    from matplotlib.figure import Figure as Drawing

    items = [item for item in assessments if _value_count(item) > 1]
    if not items:
        return None
    columns = min(4, len(items))
    rows = math.ceil(len(items) / columns)
    with chart_style():
        size = (WIDTH_MM / MM_PER_INCH, (rows * (PANEL_MM + 4) + 9) / MM_PER_INCH)
        drawing = Drawing(figsize=size, layout="constrained")
        drawing.subplots(rows, columns, squeeze=False)
        for axes, item in zip(drawing.axes, items, strict=False):
            _trend_panel(axes, item, words)
        for axes in drawing.axes[len(items) :]:
            axes.set_visible(False)
        years = [result.fiscal_year for result in items[0].history]
        fields = {"first": str(years[0]), "year": str(years[-1])}
        drawing.legend(handles=_trend_marks(fields["year"], words), loc="outside lower center",
                       ncols=2, frameon=False, fontsize=8.5)  # fmt: skip
        return figure_block(
            drawing, name="trend_chart", caption=words.text("caption.trend_chart", **fields),
            alt=words.text("alt.trend_chart", count=len(items), **fields),
            numbers=_yearly_numbers(items, words, "trend_chart"),
            notes=(words.text("note.first_year_panels"),),
        )  # fmt: skip


def survey_chart(assessments: Sequence[Assessment], words: Wording) -> Figure | None:
    """Draw one row a survey measure in percent: a dot a year, joined, and this year's target."""
    from matplotlib.figure import Figure as Drawing

    items = [item for item in assessments if _value_count(item) and item.measure.is_percent]
    if not items:
        return None
    with chart_style():
        height_mm = 24 + 11 * len(items)
        drawing = Drawing(figsize=(WIDTH_MM / MM_PER_INCH, height_mm / MM_PER_INCH))
        axes = drawing.add_axes((0.40, 13 / height_mm, 0.56, 1 - 21 / height_mm))
        for row, item in enumerate(reversed(items)):
            _survey_row(axes, row, item, words)
        low, high = _percent_limits(items)
        axes.set(xlim=(low, high), ylim=(-0.6, len(items) - 0.3))
        ticks = list(range(low, high + 1, 5))
        axes.set_xticks(ticks, [words.digits(tick) for tick in ticks])
        axes.set_yticks(range(len(items)), [_label(item, words, 44) for item in reversed(items)])
        axes.tick_params(axis="y", length=0, labelsize=8)
        axes.set_xlabel(words.text("axis.percent"))
        axes.grid(axis="x", color=LIGHT, linewidth=0.6)
        axes.set_axisbelow(True)
        _legend(axes, items[0], words)
        years = [result.fiscal_year for result in items[0].history]
        fields = {"first": str(years[0]), "year": str(years[-1])}
        return figure_block(
            drawing, name="survey_chart", caption=words.text("caption.survey_chart", **fields),
            alt=words.text("alt.survey_chart", count=len(items), **fields),
            numbers=_yearly_numbers(items, words, "survey_chart"),
        )  # fmt: skip


def _target_bar(axes: Axes, row: int, item: Assessment, limit: int, words: Wording) -> None:
    percent = float(item.percent_of_target.value or 0)
    colour = NAVY if item.verdict == "met" else RED
    axes.barh(row, min(percent, limit), height=0.55, color=colour)
    if percent > limit:
        axes.plot(limit * 1.02, row, marker=">", color=colour, markersize=6, clip_on=False)
    text = words.shown(item.percent_of_target)
    values = words.text("axis.versus", actual=item.actual, target=item.target)
    axes.text(limit * 1.08, row, text, va="center", fontweight="bold", fontsize=8.5)
    axes.text(limit * 1.36, row, f"({values})", va="center", fontsize=8, color=GREY)


def _trend_panel(axes: Axes, item: Assessment, words: Wording) -> None:
    values = [float("nan") if r.value is None else float(r.value) for r in item.history]
    places = range(len(values))
    axes.plot(places, values, color=NAVY, marker="o", markersize=4, linewidth=1.4)
    known = [value for value in values if not math.isnan(value)]
    if item.target.value is not None:
        target = float(item.target.value)
        known.append(target)
        axes.plot([places[-1] - 0.3, places[-1] + 0.3], [target, target], color=AMBER, linewidth=2)
    spread = max(known) - min(known) or max(abs(max(known)), 1)
    axes.set_ylim(min(known) - 0.62 * spread, max(known) + 0.32 * spread)
    for place, result in enumerate(item.history):
        _value_label(axes, place, values, words.shown(result), low=min(known) - 0.1 * spread)
    axes.set_xlim(-0.5, len(values) - 0.5)
    axes.set_xticks(places, [words.digits(r.fiscal_year) for r in item.history], fontsize=7.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_title(_label(item, words, 24), fontsize=8, loc="left")


def _value_label(axes: Axes, place: int, values: Sequence[float], text: str, *, low: float) -> None:
    """Write a value beside its dot, off the line that leads on to the next year."""
    value = values[place]
    if math.isnan(value):
        axes.text(place, low, text, ha="center", color=GREY, fontsize=8)
        return
    later = values[place + 1] if place + 1 < len(values) else value
    below = later > value
    axes.annotate(
        text, (place, value), xytext=(1, -4) if below else (0, 4), textcoords="offset points",
        fontsize=7.5, ha="center", va="top" if below else "bottom",
    )  # fmt: skip


def _survey_row(axes: Axes, row: int, item: Assessment, words: Wording) -> None:
    known = [float(result.value) for result in item.history if result.value is not None]
    axes.plot([min(known), max(known)], [row, row], color=LIGHT, linewidth=3, zorder=1)
    for place, result in enumerate(item.history):
        if result.value is not None:
            marker, colour = _year_mark(place, len(item.history))
            axes.plot(float(result.value), row, marker=marker, color=colour, markersize=7, zorder=3)
    if item.target.value is not None:
        target = float(item.target.value)
        axes.plot([target, target], [row - 0.28, row + 0.28], color=AMBER, linewidth=2, zorder=2)
    last = item.actual
    if last.value is not None:
        axes.annotate(words.shown(last), (float(last.value), row), xytext=(0, 6), ha="center",
                      textcoords="offset points", fontsize=8, fontweight="bold")  # fmt: skip


def _year_mark(place: int, count: int) -> tuple[str, str]:
    if place == count - 1:
        return "o", NAVY
    return (("s", TEAL), ("^", GREY))[(count - 2 - place) % 2]


def _trend_marks(year: str, words: Wording) -> list[Line2D]:
    from matplotlib.lines import Line2D

    target = words.text("column.target_year", year=year)
    actual = words.text("column.performance")
    return [
        Line2D([], [], color=NAVY, marker="o", markersize=4, linewidth=1.4, label=actual),
        Line2D([], [], color=AMBER, linewidth=2, label=target),
    ]


def _legend(axes: Axes, item: Assessment, words: Wording) -> None:
    from matplotlib.lines import Line2D

    marks = []
    for place, result in enumerate(item.history):
        marker, colour = _year_mark(place, len(item.history))
        label = words.text("axis.year", year=result.fiscal_year or 0)
        marks.append(Line2D([], [], marker=marker, color=colour, linestyle="", label=label))
    marks.append(Line2D([], [], color=AMBER, linewidth=2, label=words.text("axis.target")))
    axes.legend(handles=marks, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(marks),
                frameon=False, fontsize=8.5, borderaxespad=0.2)  # fmt: skip


def _percent_limits(items: Sequence[Assessment]) -> tuple[int, int]:
    """Return the axis' ends on multiples of five around all values and targets."""
    shown = [r.value for item in items for r in (item.target, *item.history) if r.value is not None]
    return math.floor(min(shown) / 5) * 5 - 5, min(100, math.ceil(max(shown) / 5) * 5 + 5)


def _label(item: Assessment, words: Wording, width: int) -> str:
    return "\n".join(wrap_words(words.label(item.measure), width))


def _value_count(item: Assessment) -> int:
    return sum(result.value is not None for result in item.history)


def _is_clipped(items: Sequence[Assessment], limit: int) -> bool:
    return any((item.percent_of_target.value or 0) > limit for item in items)


def _target_alt(items: Sequence[Assessment], year: str, words: Wording) -> str:
    ordered = sorted(items, key=lambda item: item.percent_of_target.value or 0)
    low, high = ordered[0], ordered[-1]
    return words.text(
        "alt.target_chart", year=year, count=len(items),
        low_name=words.pick(low.measure, "short"), low=low.percent_of_target,
        high_name=words.pick(high.measure, "short"), high=high.percent_of_target,
    )  # fmt: skip


def _target_numbers(items: Sequence[Assessment], words: Wording) -> Table:
    names = ("indicator", "target", "percent_of_target")
    columns = [Column(title=words.text(f"column.{name}"), align="end") for name in names]
    year = Column(title=words.text("column.result_year", year=str(items[0].actual.fiscal_year)),
                  align="end")  # fmt: skip
    columns[0] = columns[0].model_copy(update={"align": "start", "row_header": True})
    return _numbers(
        "target_chart", words.text("axis.percent_of_target"),
        [columns[0], columns[1], year, columns[2]],
        [(item, (item.target, item.actual, item.percent_of_target)) for item in items], words,
    )  # fmt: skip


def _yearly_numbers(items: Sequence[Assessment], words: Wording, name: str) -> Table:
    years = [str(result.fiscal_year) for result in items[0].history]
    columns = [
        Column(title=words.text("column.indicator"), row_header=True),
        *(Column(title=words.text("column.year", year=year), align="end") for year in years),
        Column(title=words.text("column.target_year", year=years[-1]), align="end"),
    ]
    rows = [(item, (*item.history, item.target)) for item in items]
    return _numbers(name, words.text("column.performance"), columns, rows, words)


def _numbers(
    name: str, caption: str, columns: Sequence[Column],
    rows: Sequence[tuple[Assessment, Sequence[Result]]], words: Wording,
) -> Table:  # fmt: skip
    return Table(
        name=name, caption=caption, columns=tuple(columns),
        rows=tuple(
            Row(cells=(
                Cell(text=words.label(item.measure)),
                *(words.cell(result) for result in results),
            ))
            for item, results in rows
        ),
    )  # fmt: skip
