"""A measured survey: estimates of items, scores, options and respondents, group by group."""

from fractions import Fraction

import pytest

from pmqa_analysis.measure import MeasuredSurvey, count, read_counts
from pmqa_analysis.settings import FigureRules
from tests.measure.samples import BY, a_book, a_frame, some_rows
from tests.measure.test_counts_table import WAREHOUSE

TWENTY = [("f", "a", 5, 1, 4, 1, 0)] * 12 + [("m", "b", 3, None, 2, 0, 1)] * 8


def measured(rows=TWENTY, by=BY, book=None, minimum=5, **rules):
    book = book or a_book()
    return MeasuredSurvey(count(a_frame(*rows), book, by), book, FigureRules(**rules), minimum)


def test_ids_name_year_survey_question_group_and_statistic():
    assert measured().item("speed", sex="f")["2567/small.speed:sex=f/mean"].value == 5


def test_a_group_of_both_groups_is_named_in_the_order_given():
    assert "2567/small.speed:sex=f,unit=a/mean" in measured().item("speed", sex="f", unit="a")


def test_a_score_is_the_mean_of_the_respondents_means():
    """Twelve have (5 + 5)/2 = 5, eight have 3: the mean is 84/20; pooled it is 144/32."""
    found = measured().score("satisfaction.pace")
    assert found["2567/small.satisfaction.pace/mean"].value == Fraction(84, 20)
    assert found["2567/small.satisfaction.pace/mean"].policy == "respondent_mean"


def test_a_pooled_score_is_the_mean_of_all_answers():
    found = measured(score="pooled").score("satisfaction.pace")
    assert found["2567/small.satisfaction.pace/mean"].value == Fraction(144, 32)
    assert found["2567/small.satisfaction.pace/n"].value == 20


def test_a_score_has_the_percents_of_all_its_answers():
    found = measured(percent_satisfied="top_two").score("satisfaction.pace")
    top = found["2567/small.satisfaction.pace/percent_satisfied"]
    assert (top.numerator, top.denominator, top.policy, top.low) == (24, 32, "top_two.pooled", None)


def test_an_option_is_a_share_of_those_who_answered_the_question():
    share = measured().item("via__web")["2567/small.via__web/share"]
    assert (share.value, share.numerator, share.denominator) == (60, 12, 20)


def test_respondents_have_their_rate_and_the_sample_needed():
    """N = 200: Yamane 200/(1 + 200 × 0.0025) = 133.3; Cochran 131.8; of 120 women, 12."""
    found = measured().respondents()
    assert found["2567/small.respondents/response_rate"].value == 10
    assert found["2567/small.respondents/required_n_yamane"].value == 134
    assert found["2567/small.respondents/required_n_cochran"].value == 132
    women = measured().respondents(sex="f")
    assert women["2567/small.respondents:sex=f/population"].value == 120


def test_the_population_corrects_the_interval_unless_the_rules_say_never():
    corrected = measured().item("staff")["2567/small.staff/mean"]
    plain = measured(finite_population="never").item("staff")["2567/small.staff/mean"]
    ratio = (corrected.high - corrected.low) / (plain.high - plain.low)
    assert float(ratio) == pytest.approx((1 - 20 / 200) ** 0.5)
    assert (corrected.population, plain.population) == (200, None)


def test_a_population_smaller_than_the_answers_is_not_used():
    book = a_book(respondents=[{"year": 2567, "n": 19}])
    found = measured(book=book)
    assert found.item("staff")["2567/small.staff/mean"].population is None
    assert found.respondents()["2567/small.respondents/response_rate"].value is None


def test_every_statistic_of_a_small_group_is_suppressed():
    found = measured(minimum=10)
    sets = (found.item("speed", sex="m"), found.score("satisfaction", sex="m"),
            found.item("via__web", sex="m"), found.respondents(sex="m"))  # fmt: skip
    results = [one for results in sets for one in results.values()]
    assert len(results) > 20
    assert {(one.status, one.shown, one.value, one.n, one.base, one.low) for one in results} == {
        ("suppressed", "*", None, None, None, None)
    }


def test_few_answers_among_many_respondents_are_suppressed_with_their_base():
    rows = [("f", "a", 9, None, 4, 1, 0)] * 20 + [("f", "a", 5, None, 4, 1, 0)] * 3
    found = measured(rows).item("speed")
    assert {one.status for one in found.values()} == {"suppressed"}


def test_all_estimates_cover_every_group_but_those_not_stated():
    rows = [*TWENTY, *[(None, "c", 1, 1, 1, 1, 1)] * 9]
    found = measured(rows).estimates()
    groups = {one.group for one in found.values()}
    assert groups == {"", "sex=f", "sex=m", "unit=a", "unit=b", "unit=c",
                      *(f"sex={sex},unit={unit}" for sex in "fm" for unit in "abc")}  # fmt: skip


def test_a_table_made_elsewhere_gives_items_and_pooled_scores():
    found = MeasuredSurvey(read_counts(WAREHOUSE, a_book()), a_book())
    assert found.item("speed")["2567/small.speed/mean"].value == Fraction(52, 11)
    assert found.score("satisfaction")["2567/small.satisfaction/mean"].policy == "pooled"


def test_results_of_added_parts_are_those_of_the_whole():
    rows, book = some_rows(200), a_book()
    whole = measured(rows).estimates()
    parts = count(a_frame(*rows[:70]), book, BY) + count(a_frame(*rows[70:]), book, BY)
    assert dict(MeasuredSurvey(parts, book, FigureRules(), 5).estimates()) == dict(whole)
