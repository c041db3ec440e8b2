"""Innovations held to use or satisfaction, by hand, and how they are shown."""

from fractions import Fraction

import pytest

from pmqa_analysis.assess.services.innovations import assess_innovations
from pmqa_analysis.clean.services.innovations import Innovation
from pmqa_analysis.present import Wording
from pmqa_analysis.present.services.innovations import innovation_blocks

TH, EN = Wording("th"), Wording("en")


def one(users=None, satisfied=None, people=50, name="N1", intended=100):
    value = None if satisfied is None else Fraction(satisfied)
    return Innovation(name, "ระบบ", "", "สำนัก ก", intended, users, value, people, "f:2")


def assessed(*entries):
    return assess_innovations(2563, entries, use=70, satisfaction=85, minimum_group=10)


@pytest.mark.parametrize(
    ("users", "satisfied", "verdict"),
    [
        (70, "84.99", "met"), (69, "85", "met"), (90, "90", "met"), (69, "84.999", "not_met"),
        (70, None, "met"), (69, None, "undecided"), (None, "85", "met"),
        (None, "84", "undecided"), (None, None, "undecided"),
    ],
)  # fmt: skip
def test_one_target_is_enough(users, satisfied, verdict):
    (found,) = assessed(one(users, satisfied)).uses
    assert found.verdict == verdict


def test_the_share_is_of_those_it_is_for():
    (found,) = assessed(one(2, intended=3)).uses
    assert (found.use.value, found.use.shown) == (Fraction(200, 3), "66.67")


def test_unknown_numbers_give_no_share():
    (found,) = assessed(one(5, intended=None)).uses
    assert (found.use.value, found.use.status) == (None, "not_applicable")


def test_a_satisfaction_of_few_people_is_hidden_and_decides_nothing():
    (found,) = assessed(one(50, "99", people=9)).uses
    assert (found.satisfaction.shown, found.satisfaction.status) == ("*", "suppressed")
    assert found.verdict == "undecided"


def test_those_that_reach_a_target_are_counted():
    found = assessed(one(80), one(10, "10", name="N2"), one(10, name="N3"))
    assert (found.met.value, found.all.value) == (1, 3)
    assert found.met.policy == "use_or_satisfaction"


def test_a_page_says_how_many_and_which():
    sentence, table = innovation_blocks(assessed(one(80), one(10, "10", name="N2")), TH)
    assert sentence.text.startswith("นวัตกรรมที่ถึงเป้าหมายมี 1 จาก 2 นวัตกรรม")
    assert [row.cells[4].text for row in table.rows] == ["✓ บรรลุ", "✗ ไม่บรรลุ"]


def test_an_innovation_without_an_english_name_keeps_its_thai_one():
    _, table = innovation_blocks(assessed(one(80)), EN)
    assert table.rows[0].cells[0].text == "ระบบ"


def test_without_a_register_nothing_is_shown():
    assert list(innovation_blocks(None, TH)) == []
    assert list(innovation_blocks(assessed(), TH)) == []
