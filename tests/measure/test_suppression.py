"""Small groups: one function hides them, and nothing of them is left."""

from dataclasses import fields
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.measure import (
    MeasuredSurvey,
    banner,
    compare_groups,
    compare_targets,
    compare_two_groups,
    compare_with_rest,
    count,
    reliability_figures,
)
from pmqa_analysis.measure.figures import Subject
from pmqa_analysis.measure.intervals import Interval
from pmqa_analysis.measure.suppression import MARK, is_small, suppress
from pmqa_analysis.settings import FigureRules
from tests.measure.samples import BY, a_book, a_frame, some_rows


def a_result(n):
    subject = Subject(2567, "small", "speed", "sex=f", FigureRules())
    behind = {"n": n, "base": 7, "numerator": 3, "denominator": 7, "population": 9}
    return subject.result("mean", Fraction(47, 13), decimals=2, behind=behind,
                          interval=Interval(Fraction(31, 10), Fraction(39, 10)))  # fmt: skip


@pytest.mark.parametrize(("n", "small"), [(9, True), (10, False), (0, True), (None, False)])
def test_fewer_than_the_minimum_are_small(n, small):
    assert is_small(n, 10) is small


def test_a_minimum_under_five_is_refused():
    with pytest.raises(ValueError, match="5 or more"):
        suppress([a_result(4)], 4)


def test_a_suppressed_result_keeps_its_name_and_no_number():
    (hidden,) = suppress([a_result(9)], 10)
    assert (hidden.id, hidden.shown, hidden.status) == (a_result(9).id, MARK, "suppressed")
    kept = {one.name: getattr(hidden, one.name) for one in fields(hidden)}
    numbers = {name for name, value in kept.items() if isinstance(value, int | Fraction)}
    assert numbers == {"fiscal_year"}


def test_the_others_stay_as_they_are():
    results = [a_result(10), a_result(None)]
    assert suppress(results, 10) == results


@given(st.integers(0, 10**6))
def test_no_figure_of_a_small_group_has_a_number(seed):
    """Every estimate, comparison, banner and driver of a survey of many small groups."""
    book = a_book(respondents=[])
    survey = MeasuredSurvey(count(a_frame(*some_rows(45, seed)), book, BY), book, minimum=10)
    results = list(survey.estimates().values())
    for compared in (
        compare_groups(survey, "unit"),
        compare_with_rest(survey, "unit", "a"),
        compare_two_groups(survey, "sex", "f", "m", ["speed", "satisfaction"]),
        compare_targets(survey, {"speed": Fraction(4)}, sex="f"),
    ):
        results += [one for comparison in compared for one in comparison.results.values()]
    results += [cell.result for row in banner(survey, "speed", ["unit"]).rows for cell in row.cells]
    results += reliability_figures(survey, "satisfaction").values()
    few = [one for one in results if one.n is not None and one.n < 10]
    hidden = [one for one in results if one.status == "suppressed"]
    marks = (None, None, None, "*")
    told = [one for one in hidden if (one.value, one.low, one.n, one.shown) != marks]
    assert (few, told) == ([], [])
    assert hidden


@given(st.integers(0, 10**6))
def test_what_is_shown_is_of_ten_or_more(seed):
    """The counts themselves say which groups had to be hidden."""
    book = a_book(respondents=[])
    counts = count(a_frame(*some_rows(60, seed)), book, BY)
    survey = MeasuredSurvey(counts, book, minimum=10)
    for where in survey.cells:
        small = counts.of("speed", **where).n < 10
        statuses = {one.status for one in survey.item("speed", **where).values()}
        assert (statuses == {"suppressed"}) is small
