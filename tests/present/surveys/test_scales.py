"""Pages on the instrument: reliability, what each question adds, the lowest questions."""

import pytest

from pmqa_analysis.present import Wording
from pmqa_analysis.present.surveys import scales
from tests.present.surveys.measured import a_survey, values

TH, EN = Wording(), Wording("en")
KINDS = ["satisfaction", "importance"]


@pytest.fixture(scope="module")
def survey():
    return a_survey()


def test_a_scale_of_one_question_has_no_reliability(survey):
    """Of satisfaction there are three questions, two of one aspect; of importance two."""
    table = scales.reliability_table(survey, KINDS, TH)
    names = [row.cells[0].text for row in table.rows]
    assert names == ["ความพึงพอใจ", "ความรวดเร็ว", "ความสำคัญ"]
    assert [row.cells[1].text for row in table.rows] == ["3", "2", "2"]


def test_the_whole_stands_out_from_its_aspects(survey):
    table = scales.reliability_table(survey, KINDS, TH)
    assert [row.kind for row in table.rows] == ["total", "data", "total"]


def test_everybody_who_answers_alike_in_all_questions_has_an_alpha_of_one(survey):
    """Each gives one code throughout, the reversed question its mirror."""
    table = scales.reliability_table(survey, KINDS, TH)
    assert {row.cells[3].text for row in table.rows} == {"1.000"}


def test_without_a_scale_there_is_no_table(survey):
    assert scales.reliability_table(survey, ["happiness"], TH) is None
    assert scales.item_fit_tables(survey, ["happiness"], TH) == []


def test_each_question_of_the_whole_is_listed(survey):
    first, second = scales.item_fit_tables(survey, KINDS, EN)
    assert len(first.rows) == 3
    assert [row.cells[1].text for row in second.rows] == ["1.000", "1.000"]


def test_the_lowest_questions_come_first_and_no_reversed_one(survey):
    chart = scales.lowest_chart(survey, ["satisfaction"], TH)
    texts = values(chart.numbers)
    assert texts == ["รวดเร็ว", "4.47", "สุภาพ", "4.47"]


def test_hidden_questions_are_not_ranked():
    survey = a_survey(now=(("f", "a", 5, 4), ("m", "b", 4, 4)))
    assert scales.lowest_chart(survey, ["satisfaction"], TH) is None


@pytest.fixture(scope="module")
def varied():
    """Return a survey of sixty who differ, each giving one code to every question."""
    groups = [("f", "a", code, 12) for code in (1, 2, 3, 4, 5)]
    return a_survey(now=groups, before=groups)


class TestDrivers:
    """Two dimensions of one question each, and an outcome that is one of them."""

    def test_drivers_that_repeat_each_other_cannot_be_told_apart(self, varied):
        names = ["importance.pace", "importance.people"]
        assert scales.drivers_table(varied, "speed", names, TH) is None

    def test_one_driver_explains_all(self, varied):
        table = scales.drivers_table(varied, "speed", ["importance.pace"], TH)
        rank, name, share, _, r, top = [cell.text for cell in table.rows[0].cells]
        assert (rank, name, share, r) == ("1", "ความรวดเร็ว", "100.00", "1.000")
        assert top == "รวดเร็ว (importance)"


def test_questions_that_are_all_alike_have_no_structure(survey):
    assert scales.structure_table(survey, "importance", TH) is None
    assert scales.structure_table(survey, "happiness", TH) is None
