"""Every mix of boxes of a small list, against the rule written another way; and by hand."""

from fractions import Fraction
from itertools import product

import pytest

from pmqa_analysis.assess.pmqa.scores import gated_points, highest_level
from tests.pmqa_samples import BASIC, gated

CRITERIA = gated()
ITEM = CRITERIA.items["1.1"]
ADVANCE, SIGNIFICANCE = ("a1", "a2"), ("s1",)
ALL = (*BASIC, *ADVANCE, *SIGNIFICANCE)


def by_hand(ticked):
    """Return the points as a person would add them up."""
    basic = sum(box in ticked for box in BASIC)
    advance = sum(box in ticked for box in ADVANCE)
    significance = sum(box in ticked for box in SIGNIFICANCE)
    points = Fraction(300 * basic, 3)
    if basic == 3:
        points += Fraction(100 * advance, 2)
    if basic == 3 and advance == 2:
        points += 100 * significance
    return points


def mixes():
    for choice in product([False, True], repeat=len(ALL)):
        yield {box for box, taken in zip(ALL, choice, strict=True) if taken}


def test_all_64_mixes_earn_what_a_person_would_add_up():
    found = [(gated_points(CRITERIA, ITEM, mix), by_hand(mix)) for mix in mixes()]
    assert len(found) == 64
    assert [pair for pair in found if pair[0] != pair[1]] == []


def test_300_points_and_more_are_the_basic_level_and_more():
    for mix in mixes():
        reached = highest_level(CRITERIA, ITEM, mix)
        points = gated_points(CRITERIA, ITEM, mix)
        assert (reached is not None) == (points >= 300)
        assert (reached == "Significance") == (points == 500)


def test_boxes_of_another_item_do_not_count():
    assert gated_points(CRITERIA, ITEM, {"c1", "zz"}) == 0


@pytest.mark.parametrize("count", range(4))
def test_a_third_of_the_basic_boxes_earns_a_third_of_its_points(count):
    assert gated_points(CRITERIA, ITEM, set(BASIC[:count])) == 100 * count


def test_points_stay_exact():
    criteria = gated(
        "          - {box: b3, level: Basic, text_th: ค, text_en: c}\n",
        "".join(
            f"          - {{box: x{number}, level: Basic, text_th: ค, text_en: c}}\n"
            for number in range(5)
        ),
    )
    points = gated_points(criteria, criteria.items["1.1"], {"b1"})
    assert points == Fraction(300, 7)
