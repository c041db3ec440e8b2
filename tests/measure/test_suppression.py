"""Small groups: one function hides them, and nothing of them is left."""

from dataclasses import fields
from fractions import Fraction

import pytest

from pmqa_analysis.measure.figures import Subject
from pmqa_analysis.measure.intervals import Interval
from pmqa_analysis.measure.suppression import MARK, is_small, suppress
from pmqa_analysis.settings import FigureRules


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
