"""What the units sent as tables of text: results, what was set aside, issues, who has sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmqa_analysis.clean.collection.entered import Entered
from pmqa_analysis.clean.collection.gathered import Gathered
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS

__all__ = ["ISSUE_COLUMNS", "SENT_COLUMNS", "SET_ASIDE_COLUMNS", "issue_rows",
           "result_rows", "sent_rows", "set_aside_rows"]  # fmt: skip

SET_ASIDE_COLUMNS = ("unit", "cell", "text", "reason")
ISSUE_COLUMNS = ("severity", "kind", "unit", "file", "cell", "th", "en")
SENT_COLUMNS = ("unit", "name_th", "months", "state", "file", "kpi", "items")
# What the columns of a form are called in the table of results.
_NAMES = {
    "numerator": "numerator", "denominator": "denominator", "document": "evidence",
    "date": "evidence_date", "approver": "approver", "link": "link", "remark": "note",
    "summary": "outcome", "problems": "problems", "obstacles": "obstacles",
    "recommendations": "recommendations", "self_score": "self_score", "self_reason": "reason",
    "contact": "reporter",
}  # fmt: skip


def result_rows(gathered: Gathered, framework: Framework) -> Iterator[dict[str, str]]:
    """Yield one row of results for each row of a form that holds anything.

    The rounds stand in their order, and in each the units in that of the register. The keys are
    the titles of the table of results.
    """
    order = list(framework.units)
    for row in sorted(gathered.rows, key=lambda row: (row.months, order.index(row.unit))):
        answer = row.texts.get("tick") or row.texts.get("value") or row.texts.get("status", "")
        named = {_NAMES[name]: text for name, text in row.texts.items() if name in _NAMES}
        cells = {**_place(row, framework), "round": str(row.months), "unit": row.unit,
                 "value": answer, **named}  # fmt: skip
        yield {RESULT_COLUMNS[name]: text for name, text in cells.items()}


def _place(row: Entered, framework: Framework) -> Mapping[str, str]:
    """Return what a row answers: a KPI, or an item or condition of the first KPI of its rubric."""
    name, _, place = row.row.partition(":")
    if name == "kpi":
        return {"kpi": place}
    kpi = next(kpi.kpi for kpi in framework.kpis.values() if kpi.rubric == name)
    kind = "item" if place in framework.rubrics[name].items else "condition"
    return {"kpi": kpi, kind: place}


def set_aside_rows(gathered: Gathered) -> Iterator[dict[str, str]]:
    """Yield every filled cell that is in no row, with its text and why."""
    for one in gathered.set_aside:
        yield {"unit": one.unit, "cell": one.address, "text": one.text, "reason": one.reason}


def issue_rows(gathered: Gathered) -> Iterator[dict[str, str]]:
    """Yield every issue, errors first."""
    order = ("error", "warning", "info")
    for one in sorted(gathered.issues, key=lambda issue: order.index(issue.severity)):
        yield {"severity": one.severity, "kind": one.kind, "unit": one.unit, "file": one.path,
               "cell": one.cell, "th": one.th, "en": one.en}  # fmt: skip


def sent_rows(gathered: Gathered) -> Iterator[dict[str, str]]:
    """Yield who has sent what: a row for each unit, and for each KPI that it still owes."""
    for one in gathered.sent:
        row = {"unit": one.unit.unit, "name_th": one.unit.name_th, "months": str(one.months),
               "state": one.state, "file": one.path}  # fmt: skip
        yield from (
            {**row, "kpi": kpi, "items": " ".join(items)} for kpi, items in one.owed.items()
        )
        if not one.owed:
            yield row
