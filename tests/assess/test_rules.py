"""The named rules: verdict, success rate, movement over the years."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.assess import percent_of_target, target_verdict, year_pattern
from pmqa_analysis.rounding import exact, shown

DIRECTIONS = ("higher", "lower")
positive = st.fractions(Fraction(1, 1000), 10**6, max_denominator=1000)
small = st.integers(-2, 2).map(Fraction)
year_values = st.lists(st.none() | small, max_size=6)


def number(text):
    return None if text is None else exact(text)


@pytest.mark.parametrize(
    ("actual", "target", "direction", "verdict"),
    [
        ("95.00", "95", "higher", "met"),
        ("94.995", "95.00", "higher", "not_met"),
        ("94.999999999999999999", "95", "higher", "not_met"),
        ("95.00000000000000000001", "95", "lower", "not_met"),
        ("10", "10", "lower", "met"),
        ("9.99", "10", "lower", "met"),
        ("10.01", "10", "lower", "not_met"),
        ("0", "1", "higher", "not_met"),
        ("0", "0", "higher", "met"),
        ("0", "0", "lower", "met"),
        ("1", "0", "lower", "not_met"),
        ("0", "5", "lower", "met"),
        ("-5", "-10", "higher", "met"),
        ("-20", "-10", "higher", "not_met"),
        ("-20", "-10", "lower", "met"),
        (None, "5", "higher", "no_result"),
        (None, None, "higher", "no_result"),
        ("0", None, "higher", "no_target"),
        ("5", "5", "range", "not_scored"),
        ("5", "5", "", "not_scored"),
        ("5", None, "range", "no_target"),
    ],
)
def test_a_verdict_is_taken_on_exact_values(actual, target, direction, verdict):
    assert target_verdict(number(actual), number(target), direction) == verdict


def test_a_verdict_is_not_that_of_the_shown_text():
    value = exact("94.995")
    assert shown(value, 2) == "95.00"
    assert target_verdict(value, exact("95.00"), "higher") == "not_met"


@pytest.mark.parametrize(
    ("actual", "target", "direction", "percent"),
    [
        ("8", "1", "higher", 800),
        ("93", "93", "higher", 100),
        ("100", "75", "higher", Fraction(400, 3)),
        ("0", "5", "higher", 0),
        ("-5", "10", "higher", 0),
        ("90", "100", "lower", 110),
        ("110", "100", "lower", 90),
        ("100", "100", "lower", 100),
        ("0", "100", "lower", 200),
        ("200", "100", "lower", 0),
        ("350", "100", "lower", 0),
        ("-100", "100", "lower", 300),
        ("106", "100", "higher", 106),
    ],
)
def test_the_success_rate_is_a_ratio_or_its_mirror_and_never_below_zero(
    actual, target, direction, percent
):
    assert percent_of_target(exact(actual), exact(target), direction) == percent


@pytest.mark.parametrize(
    ("actual", "target", "direction"),
    [
        (None, "5", "higher"),
        ("5", None, "higher"),
        ("5", "0", "higher"),
        ("0", "0", "lower"),
        ("-5", "-10", "higher"),
        ("-20", "-10", "lower"),
        ("5", "5", "range"),
        ("5", "5", ""),
    ],
)
def test_without_value_positive_target_or_direction_there_is_no_success_rate(
    actual, target, direction
):
    assert percent_of_target(number(actual), number(target), direction) is None


@given(actual=positive, target=positive, direction=st.sampled_from(DIRECTIONS))
def test_a_target_is_met_exactly_where_the_success_rate_is_a_hundred(actual, target, direction):
    met = target_verdict(actual, target, direction) == "met"
    assert met == (percent_of_target(actual, target, direction) >= 100)


@given(positive, positive)
def test_the_two_directions_mirror_each_other_at_a_hundred(actual, target):
    more = percent_of_target(actual, target, "higher")
    less = percent_of_target(actual, target, "lower")
    assert less == max(0, 200 - more)


@pytest.mark.parametrize(
    ("values", "pattern"),
    [
        ([1, 2, 3], "rose_every_year"),
        ([3, 2, 1], "fell_every_year"),
        ([2, 2, 2], "level"),
        ([1, 2, 2], "never_fell"),
        ([1, 1, 2], "never_fell"),
        ([2, 2, 1], "never_rose"),
        ([2, 1, 3], "fell_then_rose"),
        ([2, 1, 1, 3], "fell_then_rose"),
        ([1, 3, 2], "rose_then_fell"),
        ([1, 2, 1, 2], "mixed"),
        ([2, 1, 2, 1], "mixed"),
        ([None, 1, 2], "rose"),
        ([1, 2], "rose"),
        ([None, 2, 1], "fell"),
        ([None, 1, 1], "same"),
        ([0, 0], "same"),
        ([-2, -1, 0], "rose_every_year"),
        ([1, None, 2], "gap"),
        ([None, 1, None, 2], "gap"),
        ([1, 2, None, 3], "gap"),
        ([None, None, 1], "first_year"),
        ([1], "first_year"),
        ([0], "first_year"),
        ([1, 2, None], "no_value"),
        ([None, None], "no_value"),
        ([None], "no_value"),
        ([], "no_value"),
    ],
)
def test_the_movement_of_the_years_has_a_name(values, pattern):
    assert year_pattern([None if value is None else Fraction(value) for value in values]) == pattern


def test_a_difference_of_a_millionth_is_a_movement():
    assert year_pattern([exact("1"), exact("1.000001"), exact("1.000002")]) == "rose_every_year"


MIRRORED = {
    "rose_every_year": "fell_every_year", "never_fell": "never_rose",
    "fell_then_rose": "rose_then_fell", "rose": "fell",
}  # fmt: skip
MIRRORED |= {other: one for one, other in MIRRORED.items()}


@given(year_values)
def test_negated_values_have_the_mirrored_name(values):
    negated = [None if value is None else -value for value in values]
    pattern = year_pattern(values)
    assert year_pattern(negated) == MIRRORED.get(pattern, pattern)


@given(year_values, st.integers(1, 9), small)
def test_scale_and_origin_do_not_matter(values, factor, shift):
    moved = [None if value is None else value * factor + shift for value in values]
    assert year_pattern(moved) == year_pattern(values)


@given(year_values)
def test_unknown_years_before_the_first_value_do_not_matter(values):
    assert year_pattern([None, None, *values]) == year_pattern(values)


@given(st.lists(small, min_size=3, max_size=6))
def test_rose_every_year_means_each_year_above_the_one_before(values):
    rises = all(later > earlier for earlier, later in pairwise(values))
    assert (year_pattern(values) == "rose_every_year") == rises


@given(year_values)
def test_this_year_without_a_value_is_always_no_value(values):
    assert year_pattern([*values, None]) == "no_value"


@given(st.lists(small, min_size=1, max_size=3), st.lists(small, min_size=1, max_size=3))
def test_a_hole_between_values_is_always_a_gap(before, after):
    assert year_pattern([*before, None, *after]) == "gap"
