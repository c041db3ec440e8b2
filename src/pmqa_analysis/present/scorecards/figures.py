"""Charts of scores: what is scored, and between which ends the rest can still move it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmqa_analysis.blocks import Cell, Column, Figure, Row, Table
from pmqa_analysis.present.style import (
    AMBER,
    GREY,
    INK,
    LIGHT,
    MM_PER_INCH,
    NAVY,
    chart_style,
    figure_block,
)
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result
from pmqa_analysis.thai import wrap_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ScoreBar", "score_chart"]

WIDTH_MM = 165.0
TOP_SCORE = 5
LABEL_WIDTH = 40


@dataclass(frozen=True)
class ScoreBar:
    """One bar: a KPI, a component or the total, its score, and the ends that it may come to.

    ``score`` may have no value yet; ``floor`` and ``ceiling`` always have one. ``before`` is
    the score of the round before, where there is one.
    """

    label: str
    score: Result
    floor: Result
    ceiling: Result
    before: Result | None = None
    strong: bool = False


def score_chart(
    bars: Sequence[ScoreBar], words: Wording, *, name: str = "score_chart", **fields: str | int
) -> Figure | None:
    """Draw each score on the scale of 0 to 5, with the range that what is not known leaves open.

    Returns None without a bar. The caption is ``caption.<name>``, the text for those who do not
    see it ``alt.<name>``; ``fields`` fill both.
    """
    from matplotlib.figure import Figure as Drawing

    if not bars:
        return None
    with chart_style():
        height_mm = 24 + 9.4 * len(bars)
        drawing = Drawing(figsize=(WIDTH_MM / MM_PER_INCH, height_mm / MM_PER_INCH))
        axes = drawing.add_axes((0.40, 12 / height_mm, 0.30, 1 - 22 / height_mm))
        for row, bar in enumerate(reversed(bars)):
            _draw_bar(axes, row, bar, words)
        _set_axes(axes, bars, words)
        return figure_block(
            drawing, name=name, caption=words.text(f"kpi_caption.{name}", **fields),
            alt=words.text(f"kpi_alt.{name}", count=len(bars), **fields),
            numbers=_numbers(bars, name, words), notes=(words.text("kpi_note.score_range"),),
        )  # fmt: skip


def _draw_bar(axes: Axes, row: int, bar: ScoreBar, words: Wording) -> None:
    low, high = float(bar.floor.value or 0), float(bar.ceiling.value or 0)
    if high > low:
        axes.barh(row, high - low, left=low, height=0.56, color=LIGHT, edgecolor=GREY,
                  linewidth=0.6, hatch="////")  # fmt: skip
    axes.barh(row, low, height=0.56, color=NAVY)
    if bar.before is not None and bar.before.value is not None:
        axes.plot(float(bar.before.value), row, marker="D", color=AMBER, markersize=5, zorder=4)
    if bar.score.value is not None:
        place = float(bar.score.value)
        axes.plot([place, place], [row - 0.4, row + 0.4], color=INK, linewidth=2, zorder=3)
    text = words.shown(bar.score) if bar.score.value is not None else words.text("score.none")
    axes.text(5.3, row, text, va="center", fontsize=8.5,
              fontweight="bold" if bar.score.value is not None else "normal",
              color=INK if bar.score.value is not None else GREY)  # fmt: skip
    if bar.floor.value != bar.ceiling.value:
        ends = words.text("score.ends", low=bar.floor, high=bar.ceiling)
        axes.text(6.95, row, ends, va="center", fontsize=8, color=GREY)


def _set_axes(axes: Axes, bars: Sequence[ScoreBar], words: Wording) -> None:
    axes.set(xlim=(0, TOP_SCORE), ylim=(-0.6, len(bars) - 0.4))
    axes.set_xticks(range(TOP_SCORE + 1), [words.digits(x) for x in range(TOP_SCORE + 1)])
    labels = ["\n".join(wrap_words(bar.label, LABEL_WIDTH)) for bar in reversed(bars)]
    axes.set_yticks(range(len(bars)), labels)
    for label, bar in zip(axes.get_yticklabels(), reversed(bars), strict=True):
        label.set_fontweight("bold" if bar.strong else "normal")
    axes.tick_params(axis="y", length=0, labelsize=8)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(words.text("score.axis"))
    axes.grid(axis="x", color=LIGHT, linewidth=0.6)
    axes.set_axisbelow(True)
    _legend(axes, bars, words)


def _legend(axes: Axes, bars: Sequence[ScoreBar], words: Wording) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks: list[Patch | Line2D] = [
        Patch(color=NAVY, label=words.text("score.earned")),
        Patch(facecolor=LIGHT, edgecolor=GREY, hatch="////", label=words.text("score.open")),
        Line2D([], [], color=INK, linewidth=2, label=words.text("score.score")),
    ]
    if any(bar.before is not None and bar.before.value is not None for bar in bars):
        marks.append(Line2D([], [], marker="D", color=AMBER, markersize=5, linestyle="",
                            label=words.text("score.before")))  # fmt: skip
    axes.legend(handles=marks, loc="lower left", bbox_to_anchor=(-1.25, 1), ncols=len(marks),
                frameon=False, fontsize=8.5, borderaxespad=0.2)  # fmt: skip


def _numbers(bars: Sequence[ScoreBar], name: str, words: Wording) -> Table:
    has_before = any(bar.before is not None for bar in bars)
    keys = ["score", "floor", "ceiling", *(["score_before"] if has_before else [])]
    return Table(
        name=name, caption=words.text("score.axis"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), row_header=True),
            *(Column(title=words.text(f"kpi_column.{key}"), align="end") for key in keys),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=bar.label),
                *(words.cell(result) for result in (bar.score, bar.floor, bar.ceiling)),
                *([words.cell(bar.before) if bar.before else Cell(text="")] if has_before else []),
            ))
            for bar in bars
        ),
    )  # fmt: skip
