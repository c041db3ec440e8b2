"""Scorecards for the tests of sheets: nothing known, all met, and some of each."""

from functools import cache

from pmqa_analysis.assess.scorecards.scorecard import score_framework
from pmqa_analysis.blocks import Table
from pmqa_analysis.present import Wording
from tests.assess.scorecards.reports import (
    agreement_scored,
    all_met,
    clean_rows,
    framework,
    results_of,
)

WORDS = Wording()


@cache
def nothing_known(name="agreement_2567"):
    """Return a framework of which nothing was reported."""
    one = framework(name)
    return score_framework(one, clean_rows(one, []))


@cache
def all_known():
    """Return the agreement with everything met."""
    return agreement_scored()


@cache
def some_known():
    """Return the agreement with a failed outcome, an open report, and a claim without evidence."""
    changes = {("1.1", "C2"): "84.99", ("1.2", "L5-2"): None, ("1.3", "C1"): "✗"}
    narrative = {
        "kpi": "1.1", "round": "12", "unit": "PR", "problems": "งบประมาณล่าช้า", "self_score": "5",
        "committee_score": "4", "reason": "ผลลัพธ์หนึ่งข้อไม่ถึงเป้า", "evidence": "รายงาน",
    }  # fmt: skip
    return agreement_scored(changes, more=[narrative])


def earlier_of(card, **changes):
    """Return the same framework at six months, with only the plans made."""
    one = card.framework
    answers = {key: value for key, value in all_met(one).items() if key[1].startswith("L1")}
    return score_framework(one, results_of(one, {**answers, **changes}, months=6), months=6)


def texts(table: Table):
    """Return the texts of each row of a table."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def row_of(table: Table, start: str):
    """Return the texts of the row whose first cell starts with a text."""
    return next(row for row in texts(table) if row[0].startswith(start))


def ids(table: Table):
    """Return the ids of the results that a table shows."""
    return [cell.result for row in table.rows for cell in row.cells if cell.result]
