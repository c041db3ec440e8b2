"""The door to a year's PMQA standing: criteria, answers, locks, history, cross-check."""

import hashlib

import pytest

from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.year import Year
from tests.offices import SETTINGS, TINY, refused
from tests.pmqa_samples import BASIC, GATED, assessment_csv, box_row

ASSESSMENT = "raw/2563/assessment.csv"
ENTRY = f"assessment: {{criteria: tiny, file: {ASSESSMENT}}}\n"
ROWS = assessment_csv([box_row(box) for box in BASIC])
FILES = {
    SETTINGS: TINY[SETTINGS] + ENTRY,
    "reference/criteria/tiny.yml": GATED,
    ASSESSMENT: ROWS,
}
EARLIER = {
    "settings/2562.yml": TINY[SETTINGS]
    .replace("fiscal_year: 2563", "fiscal_year: 2562")
    .replace("[2561, 2562]", "[2561]")
    + "assessment: {criteria: tiny, file: raw/2562/assessment.csv}\n",
    "raw/2562/assessment.csv": assessment_csv([box_row("b1"), box_row("b2")]),
}


@pytest.fixture
def year(tiny):
    return lambda *changes: Year(tiny(FILES, *changes), 2563)


def test_a_year_is_scored_by_its_answers_and_its_results(year):
    standing = year().pmqa.standing
    points = {item.item.item: item.points["self"].value for item in standing.items}
    assert points["1.1"] == 300
    # 7.1.1: 1,200 of 1,000 → 500; 7.1.2: 8 of at most 10 → 120 % → 500
    assert points["7.1"] == 500
    # 7.2.1: 84.995 of 85 → 99.994… % × 3; 7.2.2 has no target and is left out
    assert points["7.2"] == pytest.approx(299.98, abs=0.01)


def test_its_figures_are_known_to_the_seal(year):
    opened = year()
    assert opened.pmqa.gaps() != []
    known = opened.known_results()
    assert known["2563/tiny-total/self_points"].status == "reported"
    assert known["2563/7.1.1/success_points"].value == 500


def test_a_year_without_an_assessment_has_criteria_and_results_only(year):
    opened = year({SETTINGS: TINY[SETTINGS] + "assessment: {criteria: tiny}\n"})
    assert opened.pmqa.answers is None
    assert opened.pmqa.gaps() == []
    assert opened.pmqa.standing.categories[0].points["self"].status == "not_reported"
    assert opened.pmqa.standing.categories[1].points["self"].value is not None


def test_a_year_without_criteria_says_which_key_is_missing(year):
    with refused(SettingsError, "settings/2563.yml", "assessment"):
        _ = year({SETTINGS: TINY[SETTINGS]}).pmqa.standing


def test_earlier_assessments_of_the_same_edition_stand_beside(year):
    history = year(EARLIER).pmqa.history
    points = {each: standing.total["self"].shown for each, standing in history.items()}
    assert list(points) == [2562, 2563]
    assert history[2562].items[0].points["self"].value == 200


def test_a_closed_assessment_that_was_edited_is_refused(year):
    digest = hashlib.sha256(ROWS.encode()).hexdigest()
    record = (
        f"- {{file: {ASSESSMENT}, action: closed, name: A, date: 2020-10-31, sha256: {digest}}}\n"
    )
    assert year({"locks.yml": record}).pmqa.answers is not None
    with refused(DataError, ASSESSMENT, "2020-10-31"):
        _ = year({"locks.yml": record, ASSESSMENT: ROWS + "\n"}).pmqa.answers


def test_the_cross_check_compares_every_place_of_a_figure(year):
    (check,) = year().pmqa.cross_check()
    assert (check.measure, check.agrees) == ("7.1.1", False)
    assert [statement.shown for statement in check.statements] == ["1,000", "900"]


def test_the_printed_report_states_many_figures_in_two_places(senate):
    checks = senate.pmqa.cross_check()
    assert len(checks) > 20
    differing = {check.measure for check in checks if not check.agrees}
    assert differing == {"7.1.4", "7.1.5"}


def test_category_7_of_the_printed_year_is_scored_from_its_results(senate):
    entry = senate.settings.assessment
    assert (entry.criteria, entry.file) == ("pmqa4", None)
    standing = senate.pmqa.standing
    assert standing.categories[-1].points["self"].status == "reported"
    assert all(item.points["self"].value is None for item in standing.items[:24])


def test_figures_that_differ_stand_first(senate):
    agreements = [check.agrees for check in senate.pmqa.cross_check()]
    assert agreements == sorted(agreements)
    assert agreements[0] is False
