"""Charts of a standing: the radar of the categories over years, the profile of the items."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pmqa_analysis.assess.pmqa import CategoryStanding, ItemStanding, Standing
from pmqa_analysis.blocks import Cell, Column, Figure, Row, Table
from pmqa_analysis.present.grid import clip
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
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result
from pmqa_analysis.thai import wrap_words

__all__ = ["profile_chart", "radar_chart"]

RADAR_MM, PROFILE_MM, ROW_MM = 92.0, 165.0, 6.6
FEWEST_AXES = 3
LABEL_COLUMNS = 44
YEAR_COLOURS = (NAVY, TEAL, AMBER, GREY)


def radar_chart(history: Mapping[int, Standing], words: Wording) -> Figure | None:
    """Draw each year's points by category as a polygon, the last year full.

    A category that a year did not assess leaves a gap in its line. Returns None where the last
    year has points in fewer than three categories.
    """
    from matplotlib.figure import Figure as Drawing

    standing = history[max(history)]
    axes_count = len(standing.categories)
    if sum(one.points["self"].value is not None for one in standing.categories) < FEWEST_AXES:
        return None
    angles = [2 * math.pi * index / axes_count for index in range(axes_count)]
    with chart_style():
        side = RADAR_MM / MM_PER_INCH
        drawing = Drawing(figsize=(side, side * 1.02))
        axes = drawing.add_axes((0.16, 0.16, 0.68, 0.68), projection="polar")
        axes.set_theta_zero_location("N")  # type: ignore[attr-defined]
        axes.set_theta_direction(-1)  # type: ignore[attr-defined]
        for rank, year in enumerate(sorted(history, reverse=True)):
            shares = [_share(one, history[year]) for one in history[year].categories]
            axes.plot([*angles, angles[0]], [*shares, shares[0]], color=YEAR_COLOURS[rank % 4],
                      linewidth=2.0 if rank == 0 else 1.2, linestyle="-" if rank == 0 else "--",
                      marker="o", markersize=3.5,
                      label=words.text("axis.year", year=year))  # fmt: skip
        titles = [words.text("plan.category_short", category=one.category.category)
                  for one in standing.categories]  # fmt: skip
        axes.set_xticks(angles, titles)
        axes.tick_params(axis="x", pad=9)
        axes.set(ylim=(0, 100))
        axes.set_yticks([25, 50, 75, 100], [words.digits(each) for each in (25, 50, 75, 100)])
        axes.tick_params(axis="y", labelsize=6.5, labelcolor=GREY)
        axes.grid(color=LIGHT, linewidth=0.6)
        drawing.legend(loc="lower center", ncols=4, frameon=False, fontsize=8)
        fields = {"first": min(history), "year": max(history)}
        return figure_block(
            drawing, name="pmqa_radar", caption=words.text("pmqa_caption.radar", **fields),
            alt=words.text("pmqa_alt.radar", **fields, count=axes_count),
            numbers=_radar_numbers(history, words), notes=(words.text("pmqa_note.radar"),),
        )  # fmt: skip


def _share(category: CategoryStanding, standing: Standing) -> float:
    """Return a category's points in percent of the most that it can have; nan without points."""
    points = category.points["self"].value
    return math.nan if points is None else float(100 * points / _most(category, standing))


def _most(category: CategoryStanding, standing: Standing) -> int:
    if standing.criteria.rule == "gated_levels":
        return standing.criteria.total_points
    return category.category.points or 1


def _radar_numbers(history: Mapping[int, Standing], words: Wording) -> Table:
    latest = history[max(history)]
    return Table(
        name="radar_numbers", caption=words.text("pmqa_caption.radar_numbers"),
        columns=(
            Column(title=words.text("pmqa_column.category"), width=3.0, row_header=True),
            *(Column(title=words.text("axis.year", year=year), align="end") for year in history),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.text("plan.category_title", category=one.category.category,
                                     title=words.title(one.category))),
                *(words.cell(_points_in(history[year], index)) for year in history),
            ))
            for index, one in enumerate(latest.categories)
        ),
    )  # fmt: skip


def _points_in(standing: Standing, index: int) -> Result:
    return standing.categories[index].points["self"]


def profile_chart(items: Sequence[ItemStanding], most: int, words: Wording) -> Figure | None:
    """Draw each assessed item's points: a dot of the office's own, a ring of the assessor's.

    Returns None where no item has points of the office's own.
    """
    from matplotlib.figure import Figure as Drawing

    known = [item for item in items if item.points["self"].value is not None]
    if not known:
        return None
    with chart_style():
        height = 24 + ROW_MM * len(known)
        drawing = Drawing(figsize=(PROFILE_MM / MM_PER_INCH, height / MM_PER_INCH))
        axes = drawing.add_axes((0.42, 16 / height, 0.55, 1 - 19 / height))
        for row, item in enumerate(known):
            own, other = (item.points[side].value for side in ("self", "assessor"))
            axes.barh(row, float(own or 0), height=0.45, color="#c9d8e6", zorder=1)
            axes.plot(float(own or 0), row, "o", color=NAVY, markersize=5, zorder=3,
                      label=words.text("pmqa.self") if row == 0 else None)  # fmt: skip
            if other is not None and not item.indicators:
                axes.plot(float(other), row, "D", markerfacecolor="none", color=AMBER,
                          markersize=7, zorder=2)  # fmt: skip
        axes.plot(
            [], [], "D", markerfacecolor="none", color=AMBER, label=words.text("pmqa.assessor")
        )
        axes.set(xlim=(0, most * 1.03), ylim=(len(known) - 0.4, -0.6))
        labels = ["\n".join(wrap_words(_item_label(item, words), LABEL_COLUMNS)) for item in known]
        axes.set_yticks(range(len(known)), labels)
        axes.tick_params(axis="y", length=0, labelsize=7)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(words.text("pmqa.points"))
        axes.grid(axis="x", color=LIGHT, linewidth=0.6)
        axes.axvline(0, color=INK, linewidth=0.8)
        drawing.legend(loc="lower left", ncols=2, frameon=False, fontsize=8)
        return figure_block(
            drawing, name="pmqa_profile", caption=words.text("pmqa_caption.profile"),
            alt=words.text("pmqa_alt.profile", count=len(known)),
            numbers=_profile_numbers(known, words),
        )  # fmt: skip


def _item_label(item: ItemStanding, words: Wording) -> str:
    return clip(f"{words.digits(item.item.item)} {words.title(item.item)}", 2 * LABEL_COLUMNS - 4)


def _profile_numbers(items: Sequence[ItemStanding], words: Wording) -> Table:
    return Table(
        name="profile_numbers", caption=words.text("pmqa_caption.profile_numbers"),
        columns=(
            Column(title=words.text("pmqa_column.item"), width=4.0, row_header=True),
            Column(title=words.text("pmqa_column.self"), align="end"),
            Column(title=words.text("pmqa_column.assessor"), align="end"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=_item_label(item, words)),
                words.cell(item.points["self"]), words.cell(item.points["assessor"]),
            ))
            for item in items
        ),
    )  # fmt: skip
