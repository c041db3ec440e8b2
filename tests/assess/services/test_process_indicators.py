"""Process indicators held to their targets by hand, and how they are shown."""

from fractions import Fraction

import pytest

from pmqa_analysis.assess.services.process_indicators import assess_process_indicators
from pmqa_analysis.clean.services.process_indicators import QUARTERS, ProcessIndicator
from pmqa_analysis.present import Wording
from pmqa_analysis.present.services.process_indicators import process_indicator_blocks

TH, EN = Wording("th"), Wording("en")


def one(*values, name="M1", kind="leading", target="95", direction="higher", process="งาน ก",
        unit="ร้อยละ"):  # fmt: skip
    texts = [*values, *[None] * (4 - len(values))]
    known = {quarter: None if text is None else Fraction(text)
             for quarter, text in zip(QUARTERS, texts, strict=True)}  # fmt: skip
    return ProcessIndicator(
        name, process, "", kind, f"ตัวชี้วัด {name}", "", unit, "percent", direction,
        None if target is None else Fraction(target), known, 2, "สำนัก ก", "f:2",
    )  # fmt: skip


def assessed(*entries):
    return assess_process_indicators(2563, entries)


@pytest.mark.parametrize(
    ("value", "target", "direction", "verdict"),
    [
        ("94.995", "95", "higher", "not_met"), ("95", "95", "higher", "met"),
        ("10.01", "10", "lower", "not_met"), ("10", "10", "lower", "met"),
        ("0", "10", "lower", "met"), ("50", None, "higher", "no_target"),
    ],
)  # fmt: skip
def test_each_quarter_is_held_to_the_target_on_the_exact_value(value, target, direction, verdict):
    (found,) = assessed(one(value, target=target, direction=direction)).courses
    assert (found.latest, found.verdict) == ("q1", verdict)


def test_the_latest_quarter_decides():
    (found,) = assessed(one("90", "96", None, None)).courses
    assert dict(found.verdicts) == {
        "q1": "not_met", "q2": "met", "q3": "no_result", "q4": "no_result",
    }  # fmt: skip
    assert (found.latest, found.verdict) == ("q2", "met")


def test_nothing_reported_decides_nothing():
    (found,) = assessed(one()).courses
    assert (found.latest, found.verdict, found.is_warning) == ("", "no_result", False)


def test_only_a_leading_indicator_that_misses_warns():
    found = assessed(one("90"), one("90", name="M2", kind="lagging"), one("99", name="M3"))
    assert [course.entry.indicator for course in found.warnings] == ["M1"]


def test_the_counts_are_results_of_the_year():
    found = assessed(one("90"), one("99", name="M2", kind="cost"), one(name="M3"))
    counts = {name: count.value for name, count in found.counts.items()}
    assert counts == {"all": 3, "known": 2, "met": 1, "not_met": 1, "leading": 2, "warning": 1}
    ids = [result.id for result in found.results]
    assert "2563/process_indicators.M1/q1" in ids
    assert len(ids) == len(set(ids)) == 3 * 5 + 6


def test_a_page_says_what_warns_and_shows_every_quarter():
    answer, warning, table = process_indicator_blocks(assessed(one("90", "91.5")), TH)
    assert "มีผลแล้ว 1 ตัว" in answer.text
    assert "ไตรมาส 2 ได้ร้อยละ 91.50 เป้าหมายร้อยละ 95.00" in warning.text
    group, row = table.rows
    assert group.cells[0].text == "งาน ก"
    assert [cell.text for cell in row.cells[2:]] == [
        "≥ 95.00", "90.00", "91.50", "-", "-", "✗ ไม่บรรลุ",
    ]  # fmt: skip
    assert [cell.tone for cell in row.cells[3:6]] == ["bad", "bad", "muted"]


def test_a_count_keeps_its_unit_behind_it():
    less = one("12", direction="lower", target="10", unit="เรื่อง")
    _, warning, table = process_indicator_blocks(assessed(less), TH)
    assert "ได้ 12.00 เรื่อง เป้าหมาย 10.00 เรื่อง" in warning.text
    assert table.rows[1].cells[2].text == "≤ 10.00"


def test_rows_of_one_process_stand_together():
    found = assessed(one("99"), one("99", name="M2", process="งาน ข"), one("99", name="M3"))
    _, table = process_indicator_blocks(found, TH)
    assert [row.cells[0].text.split(" (")[0] for row in table.rows] == [
        "งาน ก", "ตัวชี้วัด M1", "ตัวชี้วัด M3", "งาน ข", "ตัวชี้วัด M2",
    ]  # fmt: skip


def test_an_indicator_without_an_english_name_keeps_its_thai_one():
    _, _, table = process_indicator_blocks(assessed(one("90")), EN)
    assert table.rows[1].cells[0].text == "ตัวชี้วัด M1 (percent)"


def test_without_a_register_nothing_is_shown():
    assert list(process_indicator_blocks(None, TH)) == []
    assert list(process_indicator_blocks(assessed(), TH)) == []
