"""Measures over the years and months: targets, results, targets that ask too little, outlooks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pmqa_analysis.assess.scorecards.forecast import Forecast, Outlook
from pmqa_analysis.assess.scorecards.trends import EasyTarget, Trend
from pmqa_analysis.blocks import Cell, Column, Figure, Heading, Passage, Row, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.present.scorecards.requirements import expected_text, place_text
from pmqa_analysis.present.style import (
    AMBER,
    GREY,
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

__all__ = ["forecast_table", "trend_chart", "trend_section", "trend_table"]

WIDTH_MM, PANEL_MM = 165.0, 46.0
_OUTLOOKS: Mapping[Outlook, tuple[str, Tone]] = {
    "reached": ("✓", "good"), "on_track": ("→", "good"), "uncertain": ("△", "caution"),
    "likely_to_miss": ("✗", "bad"), "missed": ("✗", "bad"), "below_now": ("△", "caution"),
    "not_known": ("…", "muted"),
}  # fmt: skip


def trend_section(
    trends: Sequence[Trend], fiscal_year: int, words: Wording
) -> Iterator[Heading | Table | Figure | Passage]:
    """Yield the years of a KPI's measures under their heading; nothing where none is printed.

    Targets of ``fiscal_year`` that ask for less than an earlier result are told, each once.
    """
    if not trends:
        return
    yield words.heading("kpi_trend")
    yield trend_table(trends, words)
    chart = trend_chart(trends, words)
    if chart is not None:
        yield chart
    for trend in trends:
        for agency, result in trend.benchmarks:
            yield words.say("trend.benchmark", style="item", agency=agency, value=result,
                            year=result.fiscal_year or 0, name=trend.name_th)  # fmt: skip
        easy = _easiest(trend, fiscal_year)
        if easy is not None:
            yield words.say(
                "trend.easy", style="item", name=trend.name_th, target=easy.target,
                year=fiscal_year, earlier=easy.earlier, before=easy.earlier.fiscal_year or 0,
            )  # fmt: skip


def _easiest(trend: Trend, fiscal_year: int) -> EasyTarget | None:
    """Return the year's target beside the latest earlier result that it falls short of."""
    own = [easy for easy in trend.easy_targets if easy.target.fiscal_year == fiscal_year]
    return max(own, key=lambda easy: easy.earlier.fiscal_year or 0, default=None)


def trend_table(trends: Sequence[Trend], words: Wording) -> Table:
    """Return targets and results of each measure, a column a year; N/A, a dash and 0 apart."""
    years = sorted({year for trend in trends for year in trend.years})
    rows: list[Row] = []
    for trend in trends:
        name = words.text("trend.measure", name=trend.name_th, unit=trend.unit_th)
        rows.append(Row(kind="group", cells=(Cell(text=words.digits(name)),)))
        for kind, figures in (("target", trend.targets), ("actual", trend.actuals)):
            cells = [_year_cell(trend, figures.get(year), kind, year, words) for year in years]
            rows.append(Row(cells=(Cell(text=words.text(f"trend.{kind}")), *cells)))
    return Table(
        name="trend", caption=words.text("kpi_caption.trend", first=years[0], last=years[-1]),
        columns=(
            Column(title=words.text("kpi_column.measure"), width=2, row_header=True),
            *(Column(title=words.text("trend.year", year=year), align="end") for year in years),
        ),
        rows=tuple(rows), notes=(words.text("kpi_note.trend"),), size="small",
    )  # fmt: skip


def _year_cell(trend: Trend, figure: Result | None, kind: str, year: int, words: Wording) -> Cell:
    if figure is None:
        return Cell(text="")
    if figure.status == "not_reported":
        return Cell(text=words.text("trend.not_stated"), result=figure.id, tone="muted")
    count = trend.counts.get(year)
    if kind == "target" or count is None or figure.value is None:
        return words.cell(figure)
    text = words.text("trend.with_count", value=words.shown(figure), count=count)
    return Cell(text=text, result=figure.id)


def trend_chart(trends: Sequence[Trend], words: Wording) -> Figure | None:
    """Draw one small panel a measure: results as dots, targets as steps, gaps as gaps.

    Returns None where no measure has a result.
    """
    from matplotlib.figure import Figure as Drawing

    drawn = [trend for trend in trends if any(r.value is not None for r in trend.actuals.values())]
    if not drawn:
        return None
    columns = min(3, len(drawn))
    rows = math.ceil(len(drawn) / columns)
    with chart_style():
        size = (WIDTH_MM / MM_PER_INCH, (rows * PANEL_MM + 9) / MM_PER_INCH)
        drawing = Drawing(figsize=size, layout="constrained")
        drawing.subplots(rows, columns, squeeze=False)
        for axes, trend in zip(drawing.axes, drawn, strict=False):
            _panel(axes, trend, words)
        for axes in drawing.axes[len(drawn) :]:
            axes.set_visible(False)
        drawing.legend(handles=_marks(words), loc="outside lower center", ncols=2, frameon=False,
                       fontsize=8.5)  # fmt: skip
        return figure_block(
            drawing, name="trend_chart", caption=words.text("kpi_caption.trend_chart"),
            alt=words.text("kpi_alt.trend_chart", count=len(drawn)),
            numbers=trend_table(drawn, words).model_copy(update={"name": "trend_chart"}),
        )  # fmt: skip


def _panel(axes: Axes, trend: Trend, words: Wording) -> None:
    places = range(len(trend.years))
    values = [_number(trend.actuals.get(year)) for year in trend.years]
    targets = [_number(trend.targets.get(year)) for year in trend.years]
    axes.plot(places, values, color=NAVY, marker="o", markersize=5, linewidth=1.4)
    for place, target in zip(places, targets, strict=True):
        axes.plot([place - 0.35, place + 0.35], [target, target], color=AMBER, linewidth=2)
    known = [value for value in (*values, *targets) if not math.isnan(value)]
    spread = max(known) - min(known) or max(abs(max(known)), 1)
    axes.set(xlim=(-0.6, len(trend.years) - 0.4),
             ylim=(min(known) - 0.45 * spread, max(known) + 0.4 * spread))  # fmt: skip
    for place, year in zip(places, trend.years, strict=True):
        _label(axes, place, trend.actuals.get(year), min(known) - 0.3 * spread, words)
    axes.set_xticks(places, [words.digits(year) for year in trend.years], fontsize=7.5)
    axes.tick_params(axis="y", labelsize=7)
    axes.set_title("\n".join(wrap_words(words.digits(trend.name_th), 30)), fontsize=8, loc="left")


def _label(axes: Axes, place: int, figure: Result | None, low: float, words: Wording) -> None:
    """Write a result above its dot, or at the foot the sign that says why there is none."""
    if figure is None or figure.status == "not_reported":
        return
    if figure.value is None:
        axes.text(place, low, words.shown(figure), ha="center", color=GREY, fontsize=7.5)
    else:
        axes.annotate(words.shown(figure), (place, float(figure.value)), xytext=(0, 5),
                      textcoords="offset points", ha="center", fontsize=7.5)  # fmt: skip


def _number(figure: Result | None) -> float:
    return float("nan") if figure is None or figure.value is None else float(figure.value)


def _marks(words: Wording) -> list[object]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=NAVY, marker="o", markersize=5, label=words.text("trend.actual")),
        Line2D([], [], color=AMBER, linewidth=2, label=words.text("trend.target")),
    ]


def forecast_table(
    forecasts: Sequence[Forecast], framework: Framework, words: Wording
) -> Table | None:
    """Return where each measure that was reported may end; None where none was reported.

    A projection is no fact: its columns say so, and the note under the table.
    """
    told = [one for one in forecasts if one.values]
    if not told:
        return None
    return Table(
        name="forecast", caption=words.text("kpi_caption.forecast"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), width=1, row_header=True),
            Column(title=words.text("kpi_column.measure"), width=3.8),
            Column(title=words.text("kpi_column.criterion"), width=1.3),
            Column(title=words.text("kpi_column.latest"), width=1.2, align="end"),
            Column(title=words.text("kpi_column.straight_line"), width=1.2, align="end"),
            Column(title=words.text("kpi_column.last_year_shape"), width=1.2, align="end"),
            Column(title=words.text("kpi_column.outlook"), width=1.9, align="center"),
        ),
        rows=tuple(_forecast_row(one, framework, words) for one in told),
        notes=(words.text("kpi_note.forecast"),), size="small",
    )  # fmt: skip


def _forecast_row(one: Forecast, framework: Framework, words: Wording) -> Row:
    latest = one.values[max(one.values)]
    ends = {projection.method: projection.value for projection in one.latest}
    sign, tone = _OUTLOOKS[one.outlook]
    name = f"{place_text(one.asked, words)} {words.digits(framework.measure_name(one.measure))}"
    projected = [ends.get(method) for method in ("straight_line", "last_year_shape")]
    return Row(cells=(
        Cell(text=words.digits(one.kpi)), Cell(text=name),
        Cell(text=expected_text(one.asked, words)), words.cell(latest),
        *(words.cell(each) if each else Cell(text="-", tone="muted") for each in projected),
        Cell(text=f"{sign} {words.text(f'outlook.{one.outlook}')}", tone=tone),
    ))  # fmt: skip
