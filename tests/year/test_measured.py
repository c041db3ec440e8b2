"""A survey over the years as a notebook opens it, on the simulated office's own exports."""

import subprocess
import sys
from pathlib import Path

import pytest

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.report import open_year
from pmqa_analysis.year.measured import SurveyYears

OFFICE = Path(__file__).parents[2] / "examples" / "simulated_office"
BY = ("source", "respondent_group", ("respondent_group", "service"))


@pytest.fixture(scope="module")
def year():
    return open_year(2567, office=OFFICE)


@pytest.fixture(scope="module")
def survey(year):
    (opened,) = year.measured(["satisfaction"], [2565, 2566], BY)
    return opened


def test_only_the_years_that_have_exports_are_opened(survey):
    assert (survey.years, survey.year, survey.earlier) == ((2565, 2566, 2567), 2567, (2565, 2566))


def test_the_four_sources_add_to_the_whole(survey):
    whole = survey.figure("respondents", "n").value
    sources = [one.id for one in survey.codebook.sources]
    parts = [survey.figure("respondents", "n", where={"source": one}).value for one in sources]
    assert len(parts) == 4
    assert sum(parts) == whole


def test_groups_add_to_the_whole_but_for_those_who_did_not_say(survey):
    counts = survey.measured().counts
    cells = counts.layout.categories["respondent_group"]
    assert sum(counts.respondents(respondent_group=one) for one in cells) == counts.respondents()


def test_a_question_on_another_scale_that_year_is_not_tested(survey):
    (one,) = survey.changes(["facility_2"], 2565)
    assert (one.state, one.reason) == ("not_tested", "scale_changed")


def test_a_question_with_another_wording_is_not_tested(survey):
    (one,) = survey.changes(["channel_2"], 2565)
    assert (one.state, one.reason) == ("not_tested", "item_changed")


def test_a_question_of_later_years_has_no_earlier_value(survey):
    first = survey.history("channel_3", "mean")[0]
    assert (first.value, first.status) == (None, "not_applicable")


def test_what_was_asked_for_is_known_to_the_year(year, survey):
    asked = survey.figure("overall", "mean")
    assert year.known_results()[asked.id] == asked


def test_only_groups_of_one_level_are_broken_down_in_tables(survey):
    assert survey.breakdowns == ("source", "respondent_group")
    assert survey.figure("overall", "n", where={"respondent_group": "citizen",
                                                "service": "documents"}).value > 0  # fmt: skip


def test_the_overall_question_belongs_to_no_aspect(survey):
    assert survey.overall_item("satisfaction") == "overall"
    assert survey.overall_item("importance") is None


def test_kinds_that_nobody_asked_are_left_out(survey):
    assert survey.kinds_asked("happiness", "satisfaction", "importance") == [
        "satisfaction", "importance",
    ]  # fmt: skip


def test_an_index_stands_for_a_kind_whose_answers_have_weights(year):
    (staff,) = year.measured(["staff"], [])
    assert staff.score_of("happiness") == "index-happiness"
    assert staff.aspect_names("happiness")[0] == "happiness.body"
    assert "index-engagement" in staff.scores_of("engagement")


def test_drivers_come_with_the_most_important_first(year):
    (staff,) = year.measured(["staff"], [])
    drivers = staff.drivers("engagement_overall", staff.aspect_names("happiness"))
    subject = [staff.measured().subject(name).measure for name, _ in drivers]
    ranks = [found.find(2567, own, "rank_for_engagement_overall").value
             for own, (_, found) in zip(subject, drivers, strict=True)]  # fmt: skip
    assert ranks == sorted(ranks)
    assert len(ranks) == 9


def test_the_strongest_questions_of_a_dimension_are_its_own(year):
    (staff,) = year.measured(["staff"], [])
    found = staff.strongest("engagement_overall", "happiness.relax", top=2)
    assert len(found) == 2
    assert {name for name, _ in found} <= {"relax_1", "relax_2", "relax_3"}
    assert found[0][1].value >= found[1][1].value


def test_an_unknown_survey_is_refused_with_its_near_miss(year):
    with pytest.raises(SettingsError, match="satisfaction"):
        year.measured(["satisfacton"], [])


def test_a_year_without_exports_of_the_survey_is_refused(year):
    with pytest.raises(SettingsError, match="2560"):
        SurveyYears(year.answers, "satisfaction", (2559, 2560))


def test_an_unknown_group_is_refused_with_its_near_miss(year):
    with pytest.raises(SettingsError, match="respondent_group"):
        year.measured(["satisfaction"], [], ["respondent_grop"])
    with pytest.raises(SettingsError, match="service"):
        year.measured(["satisfaction"], [], [("respondent_group", "servise")])


def test_reliability_and_structure_are_kept_for_the_seal(year):
    (staff,) = year.measured(["staff"], [])
    alpha = staff.reliability("engagement")["2567/staff.engagement/alpha"]
    factors = staff.structure("engagement")["2567/staff.engagement/factors"]
    assert 0 < alpha.value < 1
    assert factors.value >= 1
    assert {alpha, factors} <= set(staff.results)


def test_a_year_is_opened_without_what_measures_surveys():
    """It is opened by every command, mostly without surveys; scipy takes its time to import."""
    program = "import sys, pmqa_analysis.year; print('scipy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "False"
