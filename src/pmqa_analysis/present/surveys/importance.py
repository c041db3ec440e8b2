"""The importance-performance chart, and the ranking of drivers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
)
from pmqa_analysis.present.surveys.marks import PlacedItem, RankedItem
from pmqa_analysis.present.surveys.rows import LABEL_SIZE, label_rows
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["importance_chart", "ranking_chart"]

WIDTH_MM = 165.0
# Quadrant: its mark and colour; the shape tells it apart without the colour.
_QUADRANTS = {
    "concentrate_here": ("^", RED), "keep_up": ("o", NAVY), "low_priority": ("s", GREY),
    "possible_overkill": ("D", AMBER),
}  # fmt: skip


def importance_chart(
    items: Sequence[PlacedItem], centre: tuple[Result, Result], words: Wording, *,
    name: str, caption: str,
) -> Figure | None:  # fmt: skip
    """Draw each item by importance (upwards) and performance (to the right), numbered.

    Args:
        items: Those with both values are drawn.
        centre: The importance and the performance at which the quadrants meet.
        words: The report's words.
        name: Of the figure's files.
        caption: As printed.
    """
    from matplotlib.figure import Figure as Drawing

    drawn = [item for item in items if _has_both(item)]
    if not drawn or None in (centre[0].value, centre[1].value):
        return None
    with chart_style():
        drawing = Drawing(figsize=(WIDTH_MM / MM_PER_INCH, 105 / MM_PER_INCH))
        axes = drawing.add_axes((0.09, 0.12, 0.87, 0.8))
        for item in drawn:
            mark, colour = _QUADRANTS[item.quadrant]
            x, y = float(item.performance.value or 0), float(item.importance.value or 0)
            axes.plot(x, y, marker=mark, color=colour, markersize=8, linestyle="", zorder=3)
            axes.annotate(words.digits(item.number), (x, y), xytext=(6, 5), fontsize=9,
                          textcoords="offset points", fontweight="bold", color=INK)  # fmt: skip
        axes.axhline(float(centre[0].value or 0), color=INK, linewidth=0.8)
        axes.axvline(float(centre[1].value or 0), color=INK, linewidth=0.8)
        axes.margins(0.16)
        axes.set_xlabel(words.text("survey_axis.performance"))
        axes.set_ylabel(words.text("survey_axis.importance"))
        axes.grid(color=LIGHT, linewidth=0.5)
        axes.set_axisbelow(True)
        _corner_names(axes, words)
        return figure_block(
            drawing, name=name, caption=caption, alt=_placed_alt(drawn, words, caption),
            numbers=_placed_numbers(items, words, name, caption),
            notes=(words.text("survey_note.quadrants", importance=centre[0],
                              performance=centre[1]),),
        )  # fmt: skip


def ranking_chart(
    items: Sequence[RankedItem], words: Wording, *, name: str, caption: str, axis: str
) -> Figure | None:
    """Draw a bar an item in the order given, with its interval as a line where it has one."""
    from matplotlib.figure import Figure as Drawing

    drawn = [item for item in items if item.value.value is not None]
    if not drawn:
        return None
    with chart_style():
        labelled = label_rows([item.label for item in drawn], columns=38, row_mm=8)
        height_mm = 14 + labelled.height_mm
        drawing = Drawing(figsize=(WIDTH_MM / MM_PER_INCH, height_mm / MM_PER_INCH))
        axes = drawing.add_axes((0.40, 12 / height_mm, 0.5, 1 - 13 / height_mm))
        for place, item in zip(labelled.places, drawn, strict=True):
            _draw_bar(axes, place, item, words)
        axes.set_ylim(-labelled.height_mm, 0)
        axes.set_xlim(left=min(0.0, axes.get_xlim()[0]))
        axes.set_yticks(labelled.places, labelled.labels)
        axes.tick_params(axis="y", length=0, labelsize=LABEL_SIZE)
        axes.set_xlabel(axis)
        return figure_block(
            drawing, name=name, caption=caption, alt=_ranked_alt(drawn, words, caption),
            numbers=_ranked_numbers(items, words, name, caption),
        )  # fmt: skip


def _has_both(item: PlacedItem) -> bool:
    return item.importance.value is not None and item.performance.value is not None


def _corner_names(axes: Axes, words: Wording) -> None:
    corners = {
        "concentrate_here": (0.01, 0.98, "left", "top"), "keep_up": (0.99, 0.98, "right", "top"),
        "low_priority": (0.01, 0.02, "left", "bottom"),
        "possible_overkill": (0.99, 0.02, "right", "bottom"),
    }  # fmt: skip
    for quadrant, (x, y, across, up) in corners.items():
        axes.text(x, y, words.text(f"survey_quadrant.{quadrant}"), transform=axes.transAxes,
                  ha=across, va=up, fontsize=8.5, fontweight="bold",
                  color=_QUADRANTS[quadrant][1])  # fmt: skip


def _draw_bar(axes: Axes, place: float, item: RankedItem, words: Wording) -> None:
    value = float(item.value.value or 0)
    axes.barh(place, value, height=4.4, color=TEAL)
    end = value
    if item.low is not None and item.high is not None and item.high.value is not None:
        low, high = float(item.low.value or 0), float(item.high.value)
        axes.plot([low, high], [place, place], color=INK, linewidth=1.2, marker="|", markersize=6)
        end = max(end, high)
    axes.annotate(words.shown(item.value), (max(end, 0), place), xytext=(5, 0), va="center",
                  textcoords="offset points", fontsize=8, fontweight="bold")  # fmt: skip


def _placed_alt(items: Sequence[PlacedItem], words: Wording, caption: str) -> str:
    told = [
        f"{words.digits(item.number)} {item.label} {words.shown(item.importance)}/"
        f"{words.shown(item.performance)} {words.text(f'survey_quadrant.{item.quadrant}')}"
        for item in items
    ]
    return words.text("survey_alt.importance", caption=caption, rows="; ".join(told))


def _ranked_alt(items: Sequence[RankedItem], words: Wording, caption: str) -> str:
    told = [f"{item.label} {words.shown(item.value)}" for item in items]
    return words.text("survey_alt.ranking", caption=caption, rows="; ".join(told))


def _placed_numbers(items: Sequence[PlacedItem], words: Wording, name: str, caption: str) -> Table:
    names = ("item", "importance", "performance", "quadrant")
    number, item, *others = (Column(title=words.text(f"survey_column.{one}"), align="end")
                             for one in ("number", *names))  # fmt: skip
    return Table(
        name=name, caption=caption,
        columns=(
            number, item.model_copy(update={"align": "start", "row_header": True, "width": 4}),
            *others[:2], others[2].model_copy(update={"align": "start", "width": 2}),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.digits(one.number)), Cell(text=one.label),
                words.cell(one.importance), words.cell(one.performance),
                Cell(text=words.text(f"survey_quadrant.{one.quadrant}") if _has_both(one) else ""),
            ))
            for one in items
        ),
    )  # fmt: skip


def _ranked_numbers(items: Sequence[RankedItem], words: Wording, name: str, caption: str) -> Table:
    ends = any(item.low is not None for item in items)
    titles = ["item", "value", *(["low", "high"] if ends else [])]
    columns = [Column(title=words.text(f"survey_column.{one}"), align="end") for one in titles]
    columns[0] = columns[0].model_copy(update={"align": "start", "row_header": True, "width": 4})
    return Table(
        name=name, caption=caption, columns=tuple(columns),
        rows=tuple(
            Row(cells=(
                Cell(text=item.label), words.cell(item.value),
                *([words.cell(end) if end else Cell(text="") for end in (item.low, item.high)]
                  if ends else []),
            ))
            for item in items
        ),
    )  # fmt: skip
