"""One KPI's sheet: ticks, conditions, reasons, what was written, what the framework says."""

from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.findings import Reason
from pmqa_analysis.assess.scorecards.outlook import find_missing_evidence
from pmqa_analysis.present import Wording
from pmqa_analysis.present.scorecards import duties, kpi_sheet, passages
from tests.assess.scorecards.reports import agreement_scored, clean_rows
from tests.present.scorecards.samples import (
    WORDS,
    all_known,
    nothing_known,
    row_of,
    some_known,
    texts,
)


def rubric(card, kpi):
    return kpi_sheet.rubric_table(card.kpis[kpi], WORDS)


def told(passages_):
    return [one.text for one in passages_]


def test_the_answer_names_score_verdict_and_policy():
    card = some_known()
    runs = kpi_sheet.kpi_answer(card.kpis["1.1"], card.framework, WORDS)
    text = "".join(run.text for run in runs)
    assert text == ("คะแนน 4.0000 จาก 5 บรรลุบางส่วน ผ่านเกณฑ์ 3 จาก 4 ข้อ ตามกติกาแบ่งคะแนนเท่ากัน")


def test_the_answer_of_what_is_not_known_has_both_ends():
    card = some_known()
    runs = kpi_sheet.kpi_answer(card.kpis["1.2"], card.framework, WORDS)
    assert "ยังไม่ทราบผล 1 จาก 5 ข้อ" in "".join(run.text for run in runs)
    assert "ระหว่าง 4.0000 ถึง 5.0000" in "".join(run.text for run in runs)


def test_facts_name_weight_owners_and_policy():
    card = nothing_known()
    table = kpi_sheet.facts_table(card.kpis["1.2"], card.framework, WORDS)
    assert row_of(table, "น้ำหนัก")[1] == "15"
    assert row_of(table, "เจ้าภาพหลัก")[1].startswith("สำนักกรรมาธิการ 2 (ผู้รายงาน), สำนักการประชุม")
    assert row_of(table, "หน่วยงานสนับสนุน")[1].endswith("และสำนักรายงานการประชุมและชวเลข")
    assert row_of(table, "คุณลักษณะ")[1] == "ผลลัพธ์"


def test_an_item_has_its_tick_its_share_and_its_points():
    row = row_of(rubric(some_known(), "1.1"), "ระดับ 1 ข้อ 1")
    assert row[1:] == ["ทำเครื่องหมาย", "✓ ทำแล้ว", "✓ ผ่าน", "1.0000", "1.0000"]


def test_an_item_that_its_gate_holds_back_earns_nothing():
    row = row_of(rubric(some_known(), "1.1"), "ระดับ 3 ข้อ 2")
    assert row[1:] == ["≥ ร้อยละ 100", "100", "✗ ไม่ผ่าน", "1.0000", "0.0000"]


def test_what_is_not_known_has_no_points():
    row = row_of(rubric(some_known(), "1.2"), "ระดับ 5 ข้อ 2")
    assert row[2:] == ["ยังไม่มีรายงาน", "… ยังไม่ทราบ", "1.0000", "ยังวัดไม่ได้"]


def test_the_total_stands_below_the_items():
    assert texts(rubric(some_known(), "1.1"))[-1][-1] == "4.0000"


def test_conditions_name_the_item_that_they_gate_and_what_was_reported():
    card = some_known()
    table = kpi_sheet.conditions_table(card.kpis["1.1"], card.framework, WORDS)
    assert row_of(table, "เงื่อนไข : ")[1] == "ระดับ 3 ข้อ 2"
    assert row_of(table, "เงื่อนไข 2 ")[2:] == ["≥ ร้อยละ 85", "84.99", "✗ ไม่ผ่าน"]
    assert row_of(table, "เงื่อนไข 1 ")[3:] == ["60", "✓ ผ่าน"]


def test_a_condition_that_gates_nothing_says_so():
    card = nothing_known()
    table = kpi_sheet.conditions_table(card.kpis["2.3"], card.framework, WORDS)
    assert row_of(table, "เงื่อนไข 2")[4] == "ไม่ใช่เงื่อนไขของคะแนน"


def test_a_kpi_without_conditions_has_no_table_of_them():
    card = nothing_known()
    assert kpi_sheet.conditions_table(card.kpis["1.2"], card.framework, WORDS) is None
    assert list(passages.conditions(card.kpis["1.2"], card.framework, WORDS)) == []


def test_the_checklist_of_open_data_has_all_its_points():
    """KPI 1.3: seven conditions with eight parts, and the line that heads them."""
    card = nothing_known()
    table = kpi_sheet.conditions_table(card.kpis["1.3"], card.framework, WORDS)
    assert len(table.rows) == 16


def test_what_is_not_met_says_why():
    card = some_known()
    items = told(kpi_sheet.open_items(card.kpis["1.1"], card.framework, WORDS))
    assert any("เงื่อนไขของข้อนี้ยังไม่ผ่าน" in item for item in items)
    assert any(item.startswith("เงื่อนไข 2 ") and "ได้ร้อยละ 84.99 ต้องไม่น้อยกว่าร้อยละ 85" in item
               for item in items)  # fmt: skip


def test_a_percentage_of_counts_says_how_many_are_needed():
    """24 of 41 are 58.54 percent; 60 percent of 41 are 25."""
    card = agreement_scored({("1.1", "C3"): None}, more=[
        {"kpi": "1.1", "condition": "C3", "round": "12", "numerator": "24", "denominator": "41",
         "evidence": "บันทึก"}])  # fmt: skip
    items = told(kpi_sheet.open_items(card.kpis["1.1"], card.framework, WORDS))
    assert any("ต้องได้อย่างน้อย 25 จากฐานที่รายงาน" in item for item in items)
    table = kpi_sheet.conditions_table(card.kpis["1.1"], card.framework, WORDS)
    assert row_of(table, "เงื่อนไข 3 ")[3] == "58.54 (24/41)"


def test_where_all_is_met_nothing_is_open():
    card = all_known()
    items = told(kpi_sheet.open_items(card.kpis["1.1"], card.framework, WORDS))
    assert items == ["ทุกข้อผ่านเกณฑ์ ไม่มีข้อค้าง"]


def test_the_four_sections_stand_whether_written_or_not():
    card = some_known()
    items = told(kpi_sheet.narratives(card.kpis["1.1"].reported, card.framework, WORDS))
    assert items == [
        "ผลการดำเนินงาน ยังไม่มีหน่วยงานใดรายงาน",
        "ปัญหา งบประมาณล่าช้า (สำนักประชาสัมพันธ์ รอบ 12 เดือน)",
        "อุปสรรค ยังไม่มีหน่วยงานใดรายงาน",
        "ข้อเสนอแนะ ยังไม่มีหน่วยงานใดรายงาน",
    ]


def test_scores_that_were_given_are_told_with_their_difference():
    items = told(passages.claims(some_known().kpis["1.1"], WORDS))
    assert items[0].startswith("คะแนนประเมินตนเอง 5.0000")
    assert items[2].endswith("\u22121.0000")


def test_a_score_without_evidence_is_refused():
    one = nothing_known().framework
    rows = clean_rows(one, [{"kpi": "1.1", "round": "12", "self_score": "4"}])
    from pmqa_analysis.assess.scorecards.scorecard import score_framework

    items = told(passages.claims(score_framework(one, rows).kpis["1.1"], WORDS))
    assert "ไม่รับ เพราะสูงกว่าระดับแผนโดยไม่มีหลักฐาน" in items[0]


@pytest.mark.parametrize(
    ("value", "text"), [("N/A", "อยู่ระหว่างประมวลผล"), ("0", "0"), ("ไม่ได้รายงาน", "ไม่ได้รายงาน")]
)
def test_no_value_says_its_reason_and_zero_is_shown(value, text):
    card = agreement_scored({("1.1", "C2"): value})
    table = kpi_sheet.conditions_table(card.kpis["1.1"], card.framework, WORDS)
    assert text in row_of(table, "เงื่อนไข 2 ")[3]


def test_missing_evidence_names_document_and_addressee():
    card = some_known()
    missing = [one for one in find_missing_evidence(card) if one.kpi.kpi == "1.2"]
    assert texts(duties.evidence_table(missing, WORDS)) == [
        ["1.2 สนับสนุนการพิจารณาร่างพระราชบัญญัติ", "ระดับ 5 ข้อ 2",
         "รายงานผลการดำเนินการตามแผนเพิ่มประสิทธิภาพ", "หัวหน้าส่วนราชการ", "ยังไม่รายงาน"],
    ]  # fmt: skip
    assert duties.evidence_table([], WORDS) is None


def test_the_sheet_can_be_english_with_exact_shares():
    words = Wording("en")
    table = kpi_sheet.rubric_table(some_known().kpis["1.1"], words)
    assert row_of(table, "Level 3 item 2")[3] == "✗ not met"
    assert some_known().kpis["1.1"].items[1].share.value == Fraction(1)


@pytest.mark.parametrize(
    ("operator", "kind", "told_th", "told_en"),
    [
        (">=", "below_threshold", "ได้ 12 คน ต้องไม่น้อยกว่า 15 คน", "12 คน, at least 15 คน is asked"),
        (">", "below_threshold", "ได้ 12 คน ต้องมากกว่า 15 คน", "12 คน, more than 15 คน is asked"),
        ("<=", "above_threshold", "ได้ 12 คน ต้องไม่เกิน 15 คน", "12 คน, at most 15 คน is asked"),
        ("<", "above_threshold", "ได้ 12 คน ต้องน้อยกว่า 15 คน", "12 คน, less than 15 คน is asked"),
        ("", "below_threshold", "ได้ 12 คน ต้องไม่น้อยกว่า 15 คน", "12 คน, at least 15 คน is asked"),
    ],
)
def test_a_reason_says_what_the_printed_sign_asks(operator, kind, told_th, told_en):
    asked = nothing_known().framework.rubrics["1.1"].conditions["C1"]
    asked = asked.model_copy(update={"operator": operator})
    reason = Reason(kind, "C1", Fraction(12), Fraction(15))
    assert kpi_sheet.reason_text(reason, asked, WORDS) == told_th
    assert kpi_sheet.reason_text(reason, asked, Wording("en")) == told_en
