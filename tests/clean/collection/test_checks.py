"""Whether what was entered can be: each bound on both of its sides."""

import pytest

from pmqa_analysis.clean.collection.checks import requirement_of
from tests.clean.collection.samples import AGREEMENT, kinds, submitted

PROOF = {"document": "บันทึก"}


def checked(row, **cells):
    return submitted("PR", {row: cells})


def kept(one):
    return dict(one.rows[0].texts) if one.rows else {}


@pytest.mark.parametrize(
    ("row", "asked"),
    [("1.1:L1-1", "L1-1"), ("1.1:C2", "C2"), ("1.3:C5.1", "C5.1"), ("kpi:1.1", "1.1"),
     ("kpi:9.9", None), ("1.1:L9-9", None), ("9.9:L1-1", None)],
)  # fmt: skip
def test_a_row_is_an_item_a_condition_or_a_kpi(row, asked):
    found = requirement_of(AGREEMENT, row)
    assert (found.place if found else None) == asked


@pytest.mark.parametrize(
    ("value", "found"),
    [("100", []), ("100.01", ["over_100"]), ("0", []), ("-0.01", ["below_zero"])],
)
def test_a_percentage_lies_between_nought_and_a_hundred(value, found):
    one = checked("1.1:C2", value=value, **PROOF)
    assert kinds(one) == found
    assert ("value" in kept(one)) == (not found)


def test_a_count_may_be_over_a_hundred():
    assert kinds(checked("1.1:C1", value="120", **PROOF)) == []


@pytest.mark.parametrize(
    ("numerator", "denominator", "found"),
    [
        ("24", "41", []),
        ("41", "41", []),
        ("42", "41", ["ratio_over"]),
        ("0", "41", []),
        ("24", "", ["ratio_half"]),
        ("", "41", ["ratio_half"]),
        ("24", "0", ["ratio_half"]),
        ("-1", "41", ["below_zero"]),
    ],
)
def test_counts_are_two_and_the_part_is_not_over_the_whole(numerator, denominator, found):
    cells = {"numerator": numerator, "denominator": denominator}
    one = checked("1.1:C2", **{name: text for name, text in cells.items() if text}, **PROOF)
    assert kinds(one) == found


@pytest.mark.parametrize(("numerator", "denominator"), [("42", "41"), ("24", "0")])
def test_counts_that_cannot_be_are_set_aside_both(numerator, denominator):
    one = checked("1.1:C2", numerator=numerator, denominator=denominator, **PROOF)
    assert {"numerator", "denominator"} & kept(one).keys() == set()
    assert {cell.text for cell in one.set_aside} == {numerator, denominator}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("58.54", []),  # 24/41 = 58.5365…
        ("58.5", []),
        ("59", []),
        ("58.53", ["ratio_differs"]),
        ("60", ["ratio_differs"]),
    ],
)
def test_a_percentage_is_compared_with_its_counts_as_it_is_shown(value, found):
    one = checked("1.1:C3", value=value, numerator="24", denominator="41", **PROOF)
    assert kinds(one) == found
    assert kept(one)["value"] == value


def test_a_difference_names_both_percentages():
    one = checked("1.1:C3", value="60", numerator="24", denominator="41", **PROOF)
    assert "60" in one.issues[0].th
    assert "58.54" in one.issues[0].th


def test_a_value_goes_before_a_reason_for_having_none():
    one = checked("1.1:C2", value="85", status="N/A", **PROOF)
    assert kinds(one) == ["value_and_status"]
    assert "status" not in kept(one)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"tick": "✓"}, ["no_evidence"]),
        ({"tick": "✓", "document": "แผน"}, []),
        ({"tick": "✓", "link": "//แฟ้มกลาง/แผน.pdf"}, []),
        ({"tick": "✗"}, []),
        ({"tick": "N/A"}, []),
        ({"document": "แผน"}, []),
    ],
)
def test_what_is_claimed_needs_evidence(cells, found):
    assert kinds(checked("1.1:L1-1", **cells)) == found


def test_a_value_without_evidence_is_still_in_the_table():
    one = checked("1.1:C1", value="60")
    assert kinds(one) == ["no_evidence"]
    assert kept(one) == {"value": "60"}
    assert one.issues[0].severity == "warning"


def test_several_faults_of_one_row_are_all_told():
    one = checked("1.1:C2", value="108", numerator="9", denominator="8")
    assert kinds(one) == ["over_100", "ratio_over", "no_evidence"]


def test_problems_of_a_kpi_are_not_checked_as_numbers():
    assert kinds(checked("kpi:1.1", problems="เกินร้อยละ 100", summary="-")) == []
