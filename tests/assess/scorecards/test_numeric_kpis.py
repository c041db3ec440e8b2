"""A framework of numbers alone: no rubric, thresholds on a ladder, more, less or a range."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.outlook import find_gains, find_missing_evidence
from pmqa_analysis.assess.scorecards.scorecard import score_framework
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.errors import DataError
from tests.assess.scorecards.reports import clean_rows
from tests.clean.scorecards.samples import FOLDER, HEAD, TABLES
from tests.offices import refused

KPIS = TABLES["kpis"].splitlines()[0] + (
    "\nN1,C1,N1,,yes,มากดี,,,,More,50,ร้อยละ,percent,percent,higher,,,,doc,1,"
    "\nN2,C1,N2,,yes,น้อยดี,,,,Less,30,วัน,days,number,lower,,,,doc,2,"
    "\nN3,C1,N3,,yes,ช่วงดี,,,,Range,20,องศา,degrees,number,range,,,,doc,3,\n"
)
LADDERS = TABLES["ladders"].splitlines()[0] + "".join(
    f"\n{kpi},{level},{low},{high},doc,1,"
    for kpi, steps in {
        "N1": [("60", ""), ("70", ""), ("80", ""), ("90", ""), ("100", "")],
        "N2": [("", "30"), ("", "25"), ("", "20"), ("", "15"), ("", "10")],
        "N3": [("20", "30"), ("21", "29"), ("22", "28"), ("23", "27"), ("24", "26")],
    }.items()
    for level, (low, high) in enumerate(steps, start=1)
)
PLAIN = {
    "parts": TABLES["parts"].splitlines()[0] + "\nC1,,component,องค์ประกอบ,,Component,100,doc,1,\n",
    "kpis": KPIS,
    "ladders": LADDERS + "\n",
    "units": TABLES["units"],
    "owners": TABLES["owners"].splitlines()[0] + "\nN1,1,lead,yes,A,unit,สำนัก ก,doc,1,\n",
}


@pytest.fixture
def numbers(tiny):
    """Return a function that loads the framework of numbers, some of its tables changed."""

    def load(**changes):
        tables = {**PLAIN, **changes}
        written = {f"{FOLDER}/numbers/{name}.csv": text for name, text in tables.items()}
        return load_framework(
            tiny({f"{FOLDER}/numbers.yml": HEAD, **written}), Ledger(), "numbers", {"doc"}
        )

    return load


def row(kpi, value, **more):
    return {"kpi": kpi, "round": "12", "value": value, "evidence": "ก", **more}


def scored(one, *rows, policy=None):
    return score_framework(one, clean_rows(one, rows), policy=policy)


@pytest.mark.parametrize(
    ("kpi", "value", "score", "verdict"),
    [
        ("N1", "85", "3.5", "partly_met"), ("N1", "100", "5", "met"), ("N1", "10", "1", "not_met"),
        ("N2", "12", "4.6", "partly_met"), ("N2", "10", "5", "met"),
        ("N3", "25", "5", "met"), ("N3", "21.5", "2.5", "partly_met"), ("N3", "40", "1", "not_met"),
    ],
)  # fmt: skip
def test_a_value_is_scored_on_its_ladder(numbers, kpi, value, score, verdict):
    found = scored(numbers(), row(kpi, value)).kpis[kpi]
    assert (found.score.value, found.verdict) == (Fraction(score), verdict)


def test_counts_give_the_percentage(numbers):
    found = scored(numbers(), row("N1", "", numerator="17", denominator="20")).kpis["N1"]
    assert found.score.value == Fraction("3.5")


@pytest.mark.parametrize("policy", ["equal_split", "strict_levels", "cumulative", "ladder"])
def test_the_ladder_holds_under_every_policy(numbers, policy):
    card = scored(numbers(), row("N1", "85"), row("N2", "10"), row("N3", "25"), policy=policy)
    assert card.total.score.value == Fraction("4.25")  # .5 x 3.5 + .3 x 5 + .2 x 5


@pytest.mark.parametrize("value", ["N/A", "-", "ไม่ได้รายงาน", ""])
def test_no_value_is_not_known(numbers, value):
    found = scored(numbers(), row("N1", value)).kpis["N1"]
    assert (found.score.value, found.floor.value, found.ceiling.value) == (None, 1, 5)
    assert found.verdict == "not_yet_measurable"


def test_zero_is_a_value(numbers):
    assert scored(numbers(), row("N2", "0")).kpis["N2"].score.value == 5


def test_a_value_without_evidence_does_not_count(numbers):
    one = numbers()
    results = clean_rows(one, [row("N1", "100", evidence="")])
    assert [issue.kind for issue in results.issues] == ["tick_without_evidence"]
    assert score_framework(one, results).kpis["N1"].score.value is None


def test_nothing_is_to_gain_or_missing_item_by_item(numbers):
    card = scored(numbers(), row("N1", "85"))
    assert (find_gains(card), find_missing_evidence(card)) == ((), ())


def test_a_kpi_with_neither_rubric_nor_ladder_is_refused(numbers):
    ladders = "\n".join(line for line in LADDERS.splitlines() if not line.startswith("N3"))
    with refused(DataError, "kpis.csv:4 [rubric]", "N3"):
        numbers(ladders=ladders + "\n")


def test_a_percentage_over_100_is_refused(numbers):
    with refused(DataError, "120"):
        scored(numbers(), row("N1", "120"))


def test_a_percentage_over_100_can_be_allowed_to_a_kpi(numbers):
    measures = TABLES["measures"].splitlines()[0] + "\nN1,N1,มาก,,ร้อยละ,,higher,,yes,,doc,1,\n"
    assert scored(numbers(measures=measures), row("N1", "120")).kpis["N1"].score.value == 5


def test_evidence_of_one_kpi_proves_no_other(numbers):
    rows = [row("N1", "85"), {"kpi": "N2", "round": "12", "self_score": "4"}]
    one = numbers()
    results = clean_rows(one, rows)
    assert [issue.kind for issue in results.issues] == ["score_without_evidence"]
    assert score_framework(one, results).kpis["N2"].self_score.refused == "no_evidence"
