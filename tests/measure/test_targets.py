"""Targets in percent: met on the exact value; sure or not by the test of the mean behind it."""

from fractions import Fraction

import pytest

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.targets import compare_percent_targets, mean_of_percent
from pmqa_analysis.settings import FigureRules
from tests.measure.samples import BOOK, a_book, a_frame


def measured(*answers, minimum=10, **rules):
    """Return a survey: each answer is (code, how many give it to every item)."""
    rows = [("f", "a", code, 6 - code, code, 1, 0) for code, times in answers
            for _ in range(times)]  # fmt: skip
    book = a_book(respondents=[])
    return MeasuredSurvey(count(a_frame(*rows), book, year=2567), book, FigureRules(**rules),
                          minimum)  # fmt: skip


def held(survey, **targets):
    return {one.name: one for one in compare_percent_targets(survey, targets)}


@pytest.mark.parametrize(
    ("rule", "percent", "levels", "mean"),
    [("mean_of_max", 80, (1, 5), 4), ("rescaled", 75, (1, 5), 4), ("rescaled", 50, (0, 10), 5)],
)
def test_a_percent_is_a_mean_of_the_scale(rule, percent, levels, mean):
    assert mean_of_percent(rule, Fraction(percent), levels) == mean


def test_a_target_that_is_just_reached_is_met():
    """40 times 4 is a mean of 4, that is 80 percent of 5."""
    speed = held(measured((4, 40)), speed=80)["speed"]
    assert (speed.verdict, speed.actual.value, speed.target.value) == ("met", 80, 80)


def test_a_thousandth_below_is_not_met():
    """39 times 4 and once 3: 159/40 of 5 is 79.5 percent."""
    speed = held(measured((4, 39), (3, 1)), speed=80)["speed"]
    assert (speed.verdict, speed.actual.shown) == ("not_met", "79.50")


def test_a_difference_within_the_error_is_no_evidence():
    speed = held(measured((5, 20), (3, 21)), speed=80)["speed"]
    assert (speed.verdict, speed.comparison.state) == ("not_met", "no_evidence")


def test_a_clear_difference_is_found():
    assert held(measured((5, 40), (4, 10)), speed=80)["speed"].comparison.state == "changed"


def test_a_score_has_a_target_too():
    found = held(measured((5, 40), (4, 10)), satisfaction=90)["satisfaction"]
    assert (found.verdict, found.actual.value) == ("met", 96)


def test_under_top_two_an_item_is_a_share_and_a_score_is_not_tested():
    survey = measured((5, 30), (1, 10), percent_satisfied="top_two")
    found = held(survey, speed=70, satisfaction=70)
    assert found["speed"].actual.value == 75
    assert found["speed"].comparison.statistic == "percent_satisfied_top_two"
    assert found["satisfaction"].comparison is None


def test_too_few_answers_give_no_result():
    speed = held(measured((5, 9)), speed=80)["speed"]
    assert (speed.verdict, speed.actual.status) == ("no_result", "suppressed")


def test_all_targets_of_a_survey_are_one_family():
    """Three scores of one mean each: the smallest p is adjusted for all three."""
    found = held(measured((5, 22), (4, 38)), speed=90, staff=90, satisfaction=90)
    ratios = {float(one.comparison.p_adjusted.value / one.comparison.p.value)
              for one in found.values()}  # fmt: skip
    assert ratios == {3}


@pytest.mark.parametrize(("target", "verdict"), [(79, "not_met"), (80, "met"), (81, "met")])
def test_dissatisfaction_meets_its_target_when_it_does_not_pass_it(target, verdict):
    """40 times 4 is 80 percent of 5."""
    items = [{**one, "kind": "dissatisfaction", "reverse": False} for one in BOOK["items"]]
    book = a_book(respondents=[], items=items)
    rows = [("f", "a", 4, 4, 4, 1, 0)] * 40
    survey = MeasuredSurvey(count(a_frame(*rows), book, year=2567), book)
    found = held(survey, speed=target, dissatisfaction=target)
    assert {one.verdict for one in found.values()} == {verdict}
