"""The reference values of scores: PMQA 4.0 levels, results against their targets."""

from fractions import Fraction

import pytest

from pmqa_analysis.assess.pmqa.scores import gated_points, success_points, success_rate
from tests.pmqa_samples import BASIC, edition, gated


def test_all_basic_half_of_advance_and_an_open_basic_box():
    """Public scoring code of a Thai department: 300; 350; under 300, Advance earns nothing."""
    criteria = gated()
    item = criteria.items["1.1"]
    without = [box for box in BASIC if box != BASIC[0]]
    assert gated_points(criteria, item, BASIC) == 300
    assert gated_points(criteria, item, (*BASIC, "a1")) == 350
    assert gated_points(criteria, item, (*without, "a1", "a2")) == gated_points(
        criteria, item, without
    )
    assert gated_points(criteria, item, without) < 300


@pytest.mark.parametrize(
    ("actual", "direction", "points"),
    [
        (100, "higher", 300),
        (103, "higher", 400),
        (106, "higher", 500),
        (90, "lower", 500),
    ],
)
def test_category_seven_against_a_target_of_a_hundred(actual, direction, points):
    """Public scoring code of a Thai department."""
    rate = success_rate(Fraction(actual), Fraction(100), direction)
    assert success_points(rate, edition("pmqa4").success_scale) == points
