"""Golden values of both schemes, and the cap as a property."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.assess.pmqa.scores import (
    band_of,
    capped_percent,
    gated_points,
    highest_level,
    success_points,
    success_rate,
)
from tests.pmqa_samples import BASIC, edition, gated

CRITERIA = gated()
ITEM = CRITERIA.items["1.1"]
SCALE = edition("pmqa4").success_scale
BANDS = edition("pmqa2562").bands


@pytest.mark.parametrize(
    ("boxes", "points", "level"),
    [
        ((), 0, None),
        (BASIC, 300, "Basic"),
        ((*BASIC, "a1"), 350, "Basic"),
        ((*BASIC, "a1", "a2"), 400, "Advance"),
        ((*BASIC, "a1", "a2", "s1"), 500, "Significance"),
        (("b1", "b2", "a1", "a2", "s1"), 200, None),
        ((*BASIC, "a1", "s1"), 350, "Basic"),
    ],
)
def test_a_level_earns_only_above_whole_lower_ones(boxes, points, level):
    assert gated_points(CRITERIA, ITEM, boxes) == points
    assert highest_level(CRITERIA, ITEM, boxes) == level


def test_a_level_without_a_list_earns_nothing_and_shuts_the_gate():
    item = CRITERIA.items["1.2"]
    assert gated_points(CRITERIA, item, {"c1"}) == 300
    assert highest_level(CRITERIA, item, {"c1"}) == "Basic"


@given(st.sets(st.sampled_from([*BASIC, "a1", "a2", "s1"])), st.sampled_from([*BASIC, "a1"]))
def test_one_more_tick_never_loses_points(boxes, more):
    assert gated_points(CRITERIA, ITEM, boxes | {more}) >= gated_points(CRITERIA, ITEM, boxes)


@given(st.sets(st.sampled_from(["b1", "b2", "a1", "a2", "s1"])))
def test_with_a_basic_box_open_an_item_stays_under_300(boxes):
    assert gated_points(CRITERIA, ITEM, boxes) < 300


@pytest.mark.parametrize(
    ("actual", "target", "direction", "rate", "points"),
    [
        (100, 100, "higher", 100, 300),
        (101, 100, "higher", 101, 300),
        (103, 100, "higher", 103, 400),
        (105, 100, "higher", 105, 400),
        (106, 100, "higher", 106, 500),
        (50, 100, "higher", 50, 150),
        (90, 100, "lower", 110, 500),
        (100, 100, "lower", 100, 300),
        (110, 100, "lower", 90, 270),
        (300, 100, "lower", 0, 0),
        (0, 100, "higher", 0, 0),
        (0, 100, "lower", 200, 500),
        (-5, 100, "higher", 0, 0),
        (0, 0, "lower", 100, 300),
        (1, 0, "lower", 0, 0),
        (0, 0, "higher", 100, 300),
        (4, 0, "higher", 100, 300),
    ],
)
def test_a_success_rate_and_its_points(actual, target, direction, rate, points):
    found = success_rate(Fraction(actual), Fraction(target), direction)
    assert found == rate
    assert success_points(found, SCALE) == points


@pytest.mark.parametrize(
    ("actual", "target", "direction"),
    [(None, 5, "higher"), (5, None, "higher"), (5, -1, "higher"), (5, 5, ""), (5, 5, "range")],
)
def test_without_an_operand_there_is_no_rate(actual, target, direction):
    exact = [None if value is None else Fraction(value) for value in (actual, target)]
    assert success_rate(*exact, direction) is None


@given(
    st.fractions(min_value=-1000, max_value=10000),
    st.fractions(min_value=0, max_value=1000),
    st.sampled_from(["higher", "lower"]),
)
def test_points_of_results_are_never_negative_nor_above_500(actual, target, direction):
    rate = success_rate(actual, target, direction)
    assert rate >= 0
    assert 0 <= success_points(rate, SCALE) <= 500


def test_an_item_is_the_mean_of_its_dimensions():
    assert capped_percent([Fraction(each) for each in (50, 55, 60, 65)], BANDS) == Fraction(115, 2)


def test_an_item_stays_in_the_band_of_its_weakest_dimension():
    assert capped_percent([Fraction(each) for each in (90, 90, 90, 20)], BANDS) == 25


PERCENTS = st.lists(st.integers(0, 20).map(lambda step: Fraction(5 * step)), min_size=4, max_size=4)


@given(PERCENTS)
def test_the_cap_holds_for_every_mix_of_dimensions(percents):
    percent = capped_percent(percents, BANDS)
    assert band_of(percent, BANDS).lower <= band_of(min(percents), BANDS).lower
    assert min(percents) <= percent <= sum(percents) / 4


@given(PERCENTS)
def test_dimensions_all_alike_are_not_capped(percents):
    assert capped_percent([percents[0]] * 4, BANDS) == percents[0]


def test_a_percentage_between_two_bands_belongs_to_the_lower():
    assert band_of(Fraction(119, 4), BANDS).band == "10-25"
