"""The diverging stacked chart of answers: unfavourable left, favourable right of the middle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmqa_analysis.blocks import Cell, Column, Figure, Row, Table
from pmqa_analysis.present.style import GREY, INK, MM_PER_INCH, chart_style, figure_block
from pmqa_analysis.present.surveys.marks import LikertRow
from pmqa_analysis.present.surveys.rows import LABEL_SIZE, label_rows
from pmqa_analysis.present.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["likert_chart"]

WIDTH_MM = 165.0
LABEL_COLUMNS = 36
BAR_MM = 4.6
AXIS_SHARE = 0.60
# A segment narrower than this has no room for its number; the table of numbers has it.
NUMBER_MM = 6.6
# Light in the middle, dark at the ends; the unfavourable side is hatched, so that grey print
# and colour-blind readers can tell the sides apart.
_NEGATIVE = ("#f3c9a5", "#d98f4e", "#b45f06")
_POSITIVE = ("#a9cce3", "#5b9bc8", "#1f4e79")
_MIDDLE = "#d5dbe1"
_DARK = {"#b45f06", "#1f4e79", "#5b9bc8"}


def likert_chart(
    rows: Sequence[LikertRow], points: Sequence[str], words: Wording, *, name: str, caption: str
) -> Figure | None:
    """Draw each question's answers as one bar around the middle of the scale.

    Args:
        rows: In the order shown, from the top; all on one scale.
        points: Names of the scale's points, lowest first.
        words: The report's words.
        name: Of the figure's files.
        caption: As printed.

    Returns None where there is no row. A suppressed row keeps its place and says why.
    """
    from matplotlib.figure import Figure as Drawing

    if not rows:
        return None
    labelled = label_rows([_row_label(row, words) for row in rows], columns=LABEL_COLUMNS,
                          row_mm=7.2)  # fmt: skip
    with chart_style():
        height_mm = 18 + labelled.height_mm
        drawing = Drawing(figsize=(WIDTH_MM / MM_PER_INCH, height_mm / MM_PER_INCH))
        axes = drawing.add_axes((0.37, 8 / height_mm, AXIS_SHARE, 1 - 18 / height_mm))
        reach = min(100.0, max([20.0, *(end for row in rows for end in _ends(row))]) + 4)
        smallest = NUMBER_MM * 2 * reach / (AXIS_SHARE * WIDTH_MM)
        for y, row in zip(labelled.places, rows, strict=True):
            _draw_row(axes, y, row, smallest, words)
        axes.axvline(0, color=INK, linewidth=0.8, zorder=3)
        axes.set(xlim=(-reach, reach), ylim=(-labelled.height_mm, 0))
        axes.set_yticks(labelled.places, labelled.labels)
        axes.tick_params(axis="y", length=0, labelsize=LABEL_SIZE)
        axes.spines["left"].set_visible(False)
        ticks = [tick for tick in range(-100, 101, 25) if abs(tick) <= reach]
        axes.set_xticks(ticks, [words.digits(abs(tick)) for tick in ticks], fontsize=8)
        _legend(axes, points)
        return figure_block(
            drawing, name=name, caption=caption, alt=_alt(rows, words, caption),
            numbers=_numbers(rows, points, words, name, caption),
            notes=(words.text("survey_note.likert_middle"),),
        )  # fmt: skip


def _ends(row: LikertRow) -> tuple[float, float]:
    """Return how far a row's bar reaches to the left and to the right of the middle."""
    shares = [float(result.value or 0) for result in row.shares]
    half = len(shares) // 2
    left = sum(shares[:half]) + (shares[half] / 2 if len(shares) % 2 else 0.0)
    return left, sum(shares) - left


def _draw_row(axes: Axes, y: float, row: LikertRow, smallest: float, words: Wording) -> None:
    if all(result.value is None for result in row.shares):
        axes.text(0.6, y, words.shown(row.shares[0]), va="center", fontsize=8, color=GREY)
        return
    start = -_ends(row)[0]
    for place, result in enumerate(row.shares):
        share, colour = float(result.value or 0), _colour(place, len(row.shares))
        hatch = "///" if place < len(row.shares) // 2 else None
        axes.barh(y, share, left=start, height=BAR_MM, color=colour, hatch=hatch,
                  edgecolor="white", linewidth=0.5)  # fmt: skip
        if share >= smallest:
            # Over the hatching and over the line of the middle, which would cut the figure.
            axes.text(start + share / 2, y, words.shown(result), ha="center", va="center",
                      fontsize=7.5, color="white" if colour in _DARK else INK, zorder=4,
                      bbox=_label_box(colour))  # fmt: skip
        start += share


def _label_box(colour: str) -> dict[str, object]:
    return {"facecolor": colour, "edgecolor": "none", "pad": 0.8}


def _colour(place: int, count: int) -> str:
    """Return the colour of a point: the further from the middle, the darker."""
    half = count // 2
    if count % 2 and place == half:
        return _MIDDLE
    distance = half - place if place < half else place - half + (0 if count % 2 else 1)
    tones = _NEGATIVE if place < half else _POSITIVE
    return tones[min(len(tones) - 1, round((distance / max(half, 1)) * (len(tones) - 1)))]


def _row_label(row: LikertRow, words: Wording) -> str:
    return f"{row.label} ({words.text('survey_axis.n', n=row.base)})"


def _legend(axes: Axes, points: Sequence[str]) -> None:
    from matplotlib.patches import Patch

    half = len(points) // 2
    marks = [
        Patch(facecolor=_colour(place, len(points)), label=point, edgecolor="white",
              hatch="////" if place < half else None)
        for place, point in enumerate(points)
    ]  # fmt: skip
    axes.legend(handles=marks, loc="lower right", bbox_to_anchor=(1.02, 1), ncols=len(marks),
                frameon=False, fontsize=7.5, handlelength=1.2, columnspacing=1.0,
                borderaxespad=0.3)  # fmt: skip


def _alt(rows: Sequence[LikertRow], words: Wording, caption: str) -> str:
    told = [_told(row, words) for row in rows]
    return words.text("survey_alt.likert", caption=caption, count=len(rows), rows="; ".join(told))


def _told(row: LikertRow, words: Wording) -> str:
    shares = " ".join(words.shown(result) for result in row.shares)
    if all(result.value is None for result in row.shares):
        shares = words.shown(row.shares[0])
    return f"{row.label}: {shares}"


def _numbers(
    rows: Sequence[LikertRow], points: Sequence[str], words: Wording, name: str, caption: str
) -> Table:
    return Table(
        name=name, caption=caption,
        columns=(
            Column(title=words.text("survey_column.question"), width=4, row_header=True),
            *(Column(title=point, align="end") for point in points),
            Column(title=words.text("survey_column.n"), align="end"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=row.label), *(words.cell(share) for share in row.shares),
                words.cell(row.base),
            ))
            for row in rows
        ),
    )  # fmt: skip
