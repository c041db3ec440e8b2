"""What stands in one cell: a tick, a number, a reason, a day; and what stands in a row."""

from fractions import Fraction

import pytest

from pmqa_analysis.clean.collection.entered import (
    Entered,
    read_date,
    read_number,
    read_status,
    read_tick,
)


def row(**texts):
    places = {name: f"PR.xlsx ผล!{name}" for name in texts}
    return Entered("PR", 12, "1.1:L1-1", True, texts, places)


@pytest.mark.parametrize(
    ("text", "tick"),
    [("✓", "✓"), ("✔", "✓"), ("ใช่", "✓"), ("TRUE", "✓"), ("✗", "✗"), (" ไม่มี ", "✗"),
     ("N/A", "N/A"), ("n/a", "N/A"), ("-", "-"), ("–", "-"), ("ไม่ได้รายงาน", "ไม่ได้รายงาน"),
     ("บางส่วน", None), ("x", "✗"), ("๑", "✓"), ("ยังไม่ครบ", "✗")],
)  # fmt: skip
def test_a_tick_is_read_or_not_at_all(text, tick):
    assert read_tick(text) == tick


@pytest.mark.parametrize(
    ("text", "status"), [("อยู่ระหว่างประมวลผล", "N/A"), ("0", None), ("รอ", None)]
)
def test_zero_is_no_reason(text, status):
    assert read_status(text) == status


@pytest.mark.parametrize(
    ("text", "number"),
    [("79.99", Fraction(7999, 100)), ("๘๐.๕๐", Fraction(161, 2)), ("80%", 80), ("1,234", 1234),
     ("0", 0), ("-1", -1), ("\u22121", -1), ("แปดสิบ", None), ("", None), ("80-90", None)],
)  # fmt: skip
def test_a_number_is_exact(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-03-31", "2024-03-31"), ("31/3/2567", "2024-03-31"), ("๓๑ มีนาคม ๒๕๖๗", "2024-03-31"),
     ("สิ้นเดือน", None), ("31/13/2567", None)],
)  # fmt: skip
def test_a_day_is_of_either_era(text, day):
    assert read_date(text) == day


def test_the_answer_of_a_row_is_its_tick_its_reason_or_its_exact_value():
    assert row(tick="✓").answer == "✓"
    assert row(status="N/A").answer == "N/A"
    assert row(value="80.00").answer == row(value="80").answer == "80"
    assert row(document="บันทึก").answer == ""


def test_counts_alone_are_an_answer():
    counted = row(numerator="24", denominator="41")
    assert counted.ratio == Fraction(2400, 41)
    assert counted.answer == "2400/41"
    assert row(numerator="24", denominator="0").ratio is None


def test_a_self_score_is_what_a_row_of_a_kpi_answers():
    assert row(self_score="4.50", problems="ล่าช้า").answer == "9/2"


def test_the_address_of_a_row_is_that_of_its_answer():
    assert row(document="บันทึก", value="80").address == "PR.xlsx ผล!value"
    assert row(document="บันทึก").address == "PR.xlsx ผล!document"
