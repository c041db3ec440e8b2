"""What is asked, in words: where it stands, and the threshold with its sign."""

from fractions import Fraction

import pytest

from pmqa_analysis.present import Wording
from pmqa_analysis.present.scorecards.requirements import (
    compared_text,
    expected_text,
    place_text,
)
from tests.present.scorecards.samples import WORDS, nothing_known

AGREEMENT = nothing_known().framework
PLAN = nothing_known("hr_plan_2566").framework


def item(kpi, name, framework=AGREEMENT):
    return framework.rubrics[kpi].items[name]


def condition(kpi, name):
    return AGREEMENT.rubrics[kpi].conditions[name]


@pytest.mark.parametrize(
    ("kpi", "name", "text"),
    [("1.1", "L1-1", "ระดับ 1 ข้อ 1"), ("1.1", "L3-2", "ระดับ 3 ข้อ 2"),
     ("1.2", "L1-1-4", "ระดับ 1 ข้อ 1-4")],
)  # fmt: skip
def test_an_item_is_called_by_level_and_number(kpi, name, text):
    assert place_text(item(kpi, name), WORDS) == text


@pytest.mark.parametrize(
    ("kpi", "name", "text"),
    [("1.1", "C0", "เงื่อนไข"), ("1.1", "C6", "เงื่อนไข 6"), ("1.3", "C5.2", "เงื่อนไข 5.2"),
     ("2.1", "C2(1)-3", "เงื่อนไข 2(1)-3")],
)  # fmt: skip
def test_a_condition_is_called_by_its_number(kpi, name, text):
    assert place_text(condition(kpi, name), WORDS) == text


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (item("1.1", "L1-1"), "ทำเครื่องหมาย"),
        (item("1.1", "L3-1"), "≥ ร้อยละ 80"),
        (item("2.3", "L5-2"), "≥ ร้อยละ 95"),
        (condition("1.1", "C1"), "≥ 60 คน"),
        (condition("2.1", "C2(3)"), "≥ 2 หน่วยงาน"),
        (condition("1.1", "C0"), ""),
    ],
)
def test_a_threshold_has_its_sign_and_its_unit(asked, text):
    assert expected_text(asked, WORDS) == text


def test_an_item_with_bands_asks_for_a_value():
    banded = next(one for one in PLAN.rubrics["R-S1-09"].items.values() if one.bands)
    assert expected_text(banded, WORDS).startswith("ค่า (")


def test_less_than_keeps_its_sign():
    signs = {
        expected_text(one, WORDS).partition(" ")[0]
        for rubric in PLAN.rubrics.values()
        for one in rubric.items.values()
        if one.threshold is not None and one.answer == "value"
    }
    assert {"≥", "<", "≤"} <= signs


def test_numbers_follow_the_numerals_of_the_report():
    assert place_text(item("1.1", "L3-2"), Wording("th", "thai")) == "ระดับ ๓ ข้อ ๒"
    assert place_text(item("1.1", "L3-2"), Wording("en")) == "Level 3 item 2"


@pytest.mark.parametrize(
    ("value", "other", "unit", "text"),
    [
        (Fraction(2400, 41), 60, "ร้อยละ", "ร้อยละ 58.54"),
        (Fraction(94995, 1000), 95, "ร้อยละ", "ร้อยละ 94.995"),
        (Fraction(299999, 3000), 100, "ร้อยละ", "ร้อยละ 99.9997"),
        (Fraction(12), 10, "คน", " 12 คน"),
        (Fraction(12), 10, "", " 12"),
    ],
)
def test_a_figure_beside_its_threshold_is_never_rounded_onto_it(value, other, unit, text):
    assert compared_text(value, Fraction(other), unit, WORDS) == text
