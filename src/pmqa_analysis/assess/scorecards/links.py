"""KPIs that are indicators of the results part: one figure, typed once or compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.printed import IndicatorLink
from pmqa_analysis.clean.scorecards.result_rows import Reported
from pmqa_analysis.clean.scorecards.results import KpiResults
from pmqa_analysis.results import Result, Results

__all__ = ["fill_from_indicators", "find_repeated"]

YEAR_END = 12


def fill_from_indicators(
    framework: Framework, results: KpiResults, indicators: Results
) -> KpiResults:
    """Return the results with the value of the linked indicator where a measure has none.

    A measure that any unit answers at the year's end, with N/A or a dash too, keeps what was
    reported. The added row stands there, and its address is the id of the indicator's figure.
    """
    added = [
        _row(framework, link, figure)
        for link, figure in _linked(framework, indicators)
        if not _is_answered(results.rows, link.measure)
    ]
    return replace(results, rows=(*results.rows, *added)) if added else results


def find_repeated(
    framework: Framework, results: KpiResults, indicators: Results, figures: ScoreFigures
) -> dict[str, Result]:
    """Return what the framework's units report of each linked indicator, by the figure's id.

    A value that was taken from the indicator is no second statement, nor is one of an earlier
    round: the indicator is that of the whole year.
    """
    found = {}
    for link, figure in _linked(framework, indicators):
        row = results.measured(framework, link.measure, figures.months)
        if row is None or row.value is None or row.months != YEAR_END:
            continue
        if row.address != figure.id:
            found[figure.id] = figures.make(
                link.measure, "reported", row.value, sources=[row.address], unit=figure.unit,
                decimals=figure.decimals, policy="as_reported",
            )  # fmt: skip
    return found


def _linked(framework: Framework, indicators: Results) -> Iterator[tuple[IndicatorLink, Result]]:
    """Yield the links whose indicator has a value in the framework's year."""
    for link in framework.indicators:
        figure = indicators.find(framework.fiscal_year, link.indicator, "actual")
        if figure is not None and figure.value is not None:
            yield link, figure


def _is_answered(rows: Iterable[Reported], measure: str) -> bool:
    return any(
        (row.measure, row.months) == (measure, YEAR_END) and row.status != "not_reported"
        for row in rows
    )


def _row(framework: Framework, link: IndicatorLink, figure: Result) -> Reported:
    rubric, place = framework.places_of(link.measure)[0]
    kpi = framework.kpi_of(link.measure)
    return Reported(
        kpi=kpi, rubric=rubric if place else framework.kpis[kpi].rubric, place=place,
        months=YEAR_END, measure=link.measure, tick=None, value=figure.value, status="reported",
        shown=figure.shown, numerator=None, denominator=None, counts_differ=False,
        evidence=figure.source, evidence_date="", approver="", link="", unit="", reporter="",
        outcome="", problems="", obstacles="", recommendations="", self_score=None,
        committee_score=None, reason="", note="", address=figure.id,
    )  # fmt: skip
