"""Results for the tests of scoring: all of a framework met, but for what a test changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from pmqa_analysis.assess.scorecards.scorecard import score_framework
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.clean.scorecards.model import Item
from pmqa_analysis.clean.scorecards.results import KpiResults, clean_kpi_results
from pmqa_analysis.load import RawTable
from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS
from pmqa_analysis.office import Office
from pmqa_analysis.results import exact_text

DATA = Path(__file__).parents[3] / "data"
DOCUMENTS = {"kpi-framework-2567", "hr-plan-2566", "pmqa-application-2563"}
Answers = Mapping[tuple[str, str], "str | None"]


@cache
def framework(name: str) -> Framework:
    """Return a committed framework."""
    return load_framework(Office(DATA), Ledger(), name, DOCUMENTS)


def all_met(one: Framework) -> dict[tuple[str, str], str | None]:
    """Return an answer to all that a framework asks, each met as narrowly as can be.

    A rubric of several KPIs is answered under the first.
    """
    first = {kpi.rubric: kpi.kpi for kpi in reversed(one.kpis.values())}
    return {
        (kpi, row.item if isinstance(row, Item) else row.condition): _just_enough(one, row)
        for rubric, kpi in first.items()
        for row in one.rubrics[rubric].to_answer
    }


def _just_enough(one, row):
    if row.answer == "tick":
        return "✓"
    if isinstance(row, Item) and row.bands:
        return exact_text(one.bands[row.bands][-1].low)
    return exact_text(row.threshold - 1 if row.operator == "<" else row.threshold)


def results_of(one: Framework, answers: Answers, *, months=12, more=()) -> KpiResults:
    """Return results cleaned from answers by KPI and place; None leaves the place out."""
    rows = [
        {
            "kpi": kpi, "round": str(months), "value": value, "evidence": "หลักฐาน",
            "condition" if place.startswith("C") else "item": place,
        }
        for (kpi, place), value in answers.items()
        if value is not None
    ]  # fmt: skip
    return clean_rows(one, [*rows, *more])


def clean_rows(one: Framework, rows) -> KpiResults:
    """Return results cleaned from rows of cells; a cell that a row leaves out is blank."""
    cells = [{name: str(row.get(name, "")) for name in RESULT_COLUMNS} for row in rows]
    frame = pd.DataFrame(cells, columns=list(RESULT_COLUMNS), dtype=object)
    frame.index = pd.RangeIndex(2, len(cells) + 2, name="row")
    return clean_kpi_results(RawTable("kpi_results.csv", frame), one)


def agreement_scored(changes: Answers | None = None, policy=None, *, months=12, more=()):
    """Return the agreement of 2567 scored: all met, but for the changes."""
    one = framework("agreement_2567")
    answers = {**all_met(one), **(changes or {})}
    return score_framework(one, results_of(one, answers, more=more), months=months, policy=policy)
