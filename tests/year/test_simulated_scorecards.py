"""The simulated office's scorecards show full, partial and failing cases, all marked as made up."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from pmqa_analysis.year import Year, open_year

OFFICE = Path(__file__).parents[2] / "examples" / "simulated_office"
RESULTS = sorted(OFFICE.glob("raw/*/kpi_results_*.csv"))


@pytest.fixture(scope="module")
def year() -> Year:
    return open_year(2567, office=OFFICE)


def test_2566_met_everything():
    before = open_year(2566, office=OFFICE)
    assert before.scorecard("agreement_2566").total.score.value == 5


def test_2567_has_full_partial_and_open_cases(year):
    card = year.scorecard("agreement_2567")
    verdicts = {name: kpi.verdict for name, kpi in card.kpis.items()}
    assert verdicts == {
        "1.1": "partly_met", "1.2": "met", "1.3": "partly_met", "1.4": "not_yet_measurable",
        "2.1": "met", "2.2": "not_yet_measurable", "2.3": "partly_met", "2.4": "met",
    }  # fmt: skip


def test_the_total_of_2567_is_open_between_floor_and_ceiling(year):
    total = year.scorecard("agreement_2567").total
    # 15 x 4 + 15 x 5 + 15 x 3 + 10 x 5 + 10 x 4 + 10 x 5 = 320 of the 75 scored.
    assert (total.score.value, total.provisional.value) == (None, Fraction(320, 75))
    assert (total.floor.value, total.ceiling.value) == (Fraction("3.2"), Fraction("4.45"))


def test_what_is_doubtful_is_told(year):
    kinds = [issue.kind for issue in year.scorecards.issues("agreement_2567")]
    assert kinds == ["tick_without_evidence", "value_falls", "score_without_reason"]


def test_a_kpi_likely_to_miss_is_seen_in_month_9(year):
    outlooks = {
        one.measure: one.outlook for one in year.scorecards.forecasts("agreement_2567", months=9)
    }
    assert (outlooks["1.3.P"], outlooks["2.4.P"], outlooks["1.2.P"]) == (
        "likely_to_miss", "uncertain", "on_track",
    )  # fmt: skip


def test_the_hr_plan_shows_bands_gates_and_contradicting_targets(year):
    kpis = year.scorecard("hr_plan_2567").kpis
    assert kpis["K-1.2.3.1-1"].score.value == Fraction("4.7")
    assert kpis["K-2.1.3.1-2"].score.value == 4
    attained = {one.kpi.kpi: one.verdict for one in year.scorecards.attainments("hr_plan_2567")}
    assert attained["K-2.3.3.1-1"] == "depends"
    assert attained["K-2.1.4.1-3"] == "not_met"


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.name)
def test_every_text_of_a_result_says_that_it_is_simulated(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 100
    texts = [row[key] for row in rows for key in ("evidence", "outcome", "problems", "obstacles")]
    assert [text for text in texts if text and "ข้อมูลจำลอง" not in text] == []


def test_no_simulated_framework_names_a_real_office():
    folder = OFFICE / "reference" / "frameworks"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.*") if path.is_file()]
    assert not any("วุฒิสภา" in text or "Senate" in text for text in texts)


def test_the_planted_disagreement_between_a_kpi_and_an_indicator_is_found():
    year = open_year(2567, office=OFFICE)
    (found,) = [one for one in year.disagreements() if one.measure == "7.4.1"]
    assert [one.shown for one in found.statements] == ["95.10", "94.99"]
