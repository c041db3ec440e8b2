"""The Gantt chart of a category's plan: what is known of each month looks known, no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmqa_analysis.assess.plan import CONFIDENCES, PlanProgress, RowProgress
from pmqa_analysis.blocks import Cell, Column, Figure, Row, Table
from pmqa_analysis.clean.plan import Activity, Plan, month_texts
from pmqa_analysis.present.grid import clip
from pmqa_analysis.present.plan.labels import (
    SIGNS,
    month_span,
    month_title,
    row_text,
    state_cell,
)
from pmqa_analysis.present.style import (
    AMBER,
    GREY,
    INK,
    LIGHT,
    MM_PER_INCH,
    NAVY,
    TEAL,
    chart_style,
    figure_block,
)
from pmqa_analysis.present.wording import Field, Wording
from pmqa_analysis.results import Result
from pmqa_analysis.thai import wrap_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

__all__ = ["plan_gantt"]

WIDTH_MM, HEAD_MM, FOOT_MM = 170.0, 9.0, 17.0
# A bar that is sure is full; what is read is lighter; what is doubtful is hatched; what cannot
# be read is no bar at all, but an empty dotted frame over the whole year.
BARS: Mapping[str, dict[str, Any]] = {
    "high": {"facecolor": NAVY, "edgecolor": NAVY},
    "medium": {"facecolor": "#8fc1bd", "edgecolor": TEAL},
    "low": {"facecolor": "white", "edgecolor": AMBER, "hatch": "////"},
    "unknown": {"facecolor": "none", "edgecolor": GREY, "linestyle": (0, (1, 2))},
}


@dataclass(frozen=True)
class _Size:
    """How much room a row has: its height, its bar's share of it, its name, rows of a chart."""

    row_mm: float
    bar: float
    lines: int
    columns: int
    points: float
    most_rows: int


WIDE = _Size(row_mm=7.4, bar=0.5, lines=2, columns=47, points=7.0, most_rows=25)
COMPACT = _Size(row_mm=4.4, bar=0.66, lines=1, columns=50, points=6.6, most_rows=42)


def plan_gantt(
    plan: Plan, progress: PlanProgress, confidence: Mapping[str, Result], words: Wording,
    *, compact: bool = False,
) -> Iterator[Figure]:  # fmt: skip
    """Yield the Gantt charts of one category; none where no row is timed.

    Args:
        plan: The plan.
        progress: The category at a round: its rows, and what was reported of them.
        confidence: How many timed rows of the whole plan have months of each confidence.
        words: The report's words.
        compact: Give each row one line, and a chart up to 42 rows instead of 25.
    """
    room = COMPACT if compact else WIDE
    timed = [row for row in progress.rows if row.row.is_timed]
    pages = -(-len(timed) // room.most_rows)
    size = -(-len(timed) // pages) if pages else 0
    for page in range(pages):
        part = timed[page * size : (page + 1) * size]
        yield _chart(plan, progress, part, (page + 1, pages), confidence, room, words)


def _chart(
    plan: Plan, progress: PlanProgress, rows: Sequence[RowProgress], page: tuple[int, int],
    confidence: Mapping[str, Result], room: _Size, words: Wording,
) -> Figure:  # fmt: skip
    from matplotlib.figure import Figure as Drawing

    category = plan.heads[progress.category or 0]
    fields: dict[str, Field] = {
        "category": category.category, "title": words.title(category), "month": progress.month,
        "page": page[0], "pages": page[1],
    }  # fmt: skip
    key = "gantt" if page[1] == 1 else "gantt_part"
    with chart_style():
        height = HEAD_MM + room.row_mm * len(rows) + FOOT_MM
        drawing = Drawing(figsize=(WIDTH_MM / MM_PER_INCH, height / MM_PER_INCH))
        axes = drawing.add_axes((0.42, FOOT_MM / height, 0.57, room.row_mm * len(rows) / height))
        for number, row in enumerate(rows):
            _bar(axes, number, row.row, plan, room, words)
        _months(axes, plan, progress.month, len(rows), words)
        labels = [f"{SIGNS[row.state]} {_label(row.row, room, words)}" for row in rows]
        axes.set_yticks(range(len(rows)), labels)
        axes.tick_params(axis="y", length=0, labelsize=room.points)
        drawing.legend(handles=_legend(confidence, words), loc="lower center", ncols=2,
                       frameon=False, fontsize=7.5)  # fmt: skip
        return figure_block(
            drawing, name=f"gantt_{category.category}_{page[0]}",
            caption=words.text(f"plan_caption.{key}", **fields),
            alt=words.text("plan_alt.gantt", **fields, count=len(rows)),
            numbers=_numbers(rows, fields, words),
            notes=_notes(plan, category.category, room, words) if page[0] == 1 else (),
        )  # fmt: skip


def _notes(plan: Plan, category: int, room: _Size, words: Wording) -> tuple[str, ...]:
    """Return how the chart is read; charts that share a page say it once."""
    if room is COMPACT and category != min(plan.heads):
        return ()
    return words.text("plan_note.gantt"), words.text("plan_note.signs")


def _label(row: Activity, room: _Size, words: Wording) -> str:
    lines = wrap_words(row_text(row, words, 4 * room.columns), room.columns)
    return "\n".join(lines[: room.lines]) + (" …" if len(lines) > room.lines else "")


def _bar(
    axes: Axes, number: int, row: Activity, plan: Plan, room: _Size, words: Wording
) -> None:  # fmt: skip
    style = {**BARS[row.month_confidence], "height": room.bar, "linewidth": 0.9}
    months = month_texts(plan.fiscal_year)
    if row.month_confidence == "unknown":
        axes.barh(number, 12, left=0, **style)
        text = words.text("plan.unknown_months", duration=clip(row.duration, 34))
        axes.text(6, number, text, ha="center", va="center", fontsize=room.points - 0.6,
                  color=GREY)  # fmt: skip
        return
    active = row.active_months or months[months.index(row.first_month) :]
    for start, length in _runs([month in active for month in months]):
        axes.barh(number, length, left=start, **style)
    if row.beyond:
        arrow = {"arrowstyle": "->", "color": INK}
        axes.annotate("", (12.35, number), (11.7, number), arrowprops=arrow)


def _runs(active: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield start and length of each run of active months."""
    start = None
    for index, is_active in enumerate([*active, False]):
        if is_active and start is None:
            start = index
        elif not is_active and start is not None:
            yield start, index - start
            start = None


def _months(axes: Axes, plan: Plan, month: int, count: int, words: Wording) -> None:
    titles = [month_title(one, words) for one in month_texts(plan.fiscal_year)]
    axes.set(xlim=(0, 12.4), ylim=(count - 0.5, -0.5))
    axes.set_xticks([index + 0.5 for index in range(12)],
                    [title.replace(" ", "\n") for title in titles])  # fmt: skip
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, labelsize=6.8)
    for edge in range(13):
        axes.axvline(edge, color=LIGHT, linewidth=0.5, zorder=0)
    axes.axvline(month, color=INK, linewidth=1.1, linestyle=(0, (4, 2)))
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)


def _legend(confidence: Mapping[str, Result], words: Wording) -> list[Patch]:
    from matplotlib.patches import Patch

    return [
        Patch(
            label=words.text(f"plan_legend.{name}", count=confidence[name]),
            linewidth=0.9, **BARS[name],
        )
        for name in CONFIDENCES
    ]  # fmt: skip


def _numbers(rows: Sequence[RowProgress], fields: Mapping[str, Field], words: Wording) -> Table:
    columns = (("activity", 4.0), ("months", 2.0), ("confidence", 1.4), ("state", 1.4))
    return Table(
        name="gantt_numbers",
        caption=words.text("plan_caption.gantt_numbers", category=fields["category"]),
        columns=tuple(
            Column(title=words.text(f"plan_column.{name}"), width=width, row_header=index == 0)
            for index, (name, width) in enumerate(columns)
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=row_text(row.row, words)),
                Cell(text=month_span(row.row, words)),
                Cell(text=words.text(f"plan_confidence.{row.row.month_confidence}")),
                state_cell(row.state, words),
            ))
            for row in rows
        ),
    )  # fmt: skip
