"""A kind that a year asked on two scales: the score of most items stands for it, and says so."""

from pathlib import Path

import pytest

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.present import Wording
from pmqa_analysis.present.surveys.tables import aspect_table
from pmqa_analysis.present.surveys.targets import group_target_tables
from pmqa_analysis.year import open_year
from tests.offices import refused

OFFICE = Path(__file__).parents[2] / "examples" / "simulated_office"
TH = Wording("th")


def measured(year):
    (survey,) = open_year(year, office=OFFICE).measured(["satisfaction"], [], ["service"])
    return survey


@pytest.fixture(scope="module")
def mixed():
    """Return the survey of 2565, of which one question had four answers instead of five."""
    return measured(2565)


@pytest.fixture(scope="module")
def plain():
    return measured(2567)


def with_targets(survey, **targets):
    entry = survey.entry.model_copy(update={"targets": targets})
    survey = measured(survey.year)
    survey.entry = entry
    return survey


def test_the_scale_of_most_items_stands_for_the_kind(mixed, plain):
    assert mixed.score_of("satisfaction") == "satisfaction-five"
    assert plain.score_of("satisfaction") == "satisfaction"


def test_aspects_are_on_the_same_scale(mixed):
    scores = mixed.aspect_scores("satisfaction")
    assert scores["facility"] == "satisfaction.facility-five"
    assert set(scores) == {"process", "staff", "channel", "facility", "quality"}


def test_what_is_left_out_is_counted(mixed, plain):
    assert (mixed.left_out("satisfaction"), plain.left_out("satisfaction")) == (1, 0)


def test_an_index_keeps_its_name():
    (staff,) = open_year(2567, office=OFFICE).measured(["staff"], [], [])
    assert staff.score_of("happiness") == "index-happiness"
    assert staff.aspect_scores("happiness")["body"] == "index-happiness.body"


def test_a_target_of_the_kind_is_held_to_that_score(mixed):
    (kind, overall) = mixed.against_targets()
    assert (kind.name, kind.target.value) == ("satisfaction-five", 82)
    assert kind.actual.value is not None
    assert overall.name == "overall"
    (table,) = group_target_tables(mixed, "satisfaction", TH)
    assert len(table.rows) == 4


def test_a_target_of_an_aspect_is_held_too(mixed):
    (found,) = with_targets(mixed, **{"satisfaction.staff": 80}).against_targets()
    assert (found.name, found.verdict) == ("satisfaction.staff-five", "met")


def test_a_target_of_nothing_is_told_with_the_nearest(mixed):
    survey = with_targets(mixed, overal=80)
    with refused(SettingsError, "overal", "overall", "settings/2565.yml"):
        survey.against_targets()


def test_the_table_says_what_its_scores_leave_out(mixed, plain):
    notes = " ".join(aspect_table(mixed, "satisfaction", TH).notes)
    assert "ข้อคำถาม 1 ข้อใช้มาตรวัดอื่น" in notes
    assert "มาตรวัดอื่น" not in " ".join(aspect_table(plain, "satisfaction", TH).notes)
