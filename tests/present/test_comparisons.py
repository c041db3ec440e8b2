"""Surveys side by side, and figures that disagree."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pmqa_analysis.assess import compare_year
from pmqa_analysis.clean import Caution
from pmqa_analysis.present import Wording, comparisons
from pmqa_analysis.results import Disagreement
from tests.offices import a_result, assessed

TH = Wording()
SATISFACTION = ("satisfaction", "engagement")


def texts(row):
    return [cell.text for cell in row.cells]


def figure(text, section, **more):
    return a_result(text, repeated_in=section, **more)


def disagreement(kind, *statements):
    return Disagreement(kind, statements[0].measure, tuple(statements))


@pytest.fixture(scope="module")
def compared(senate):
    return senate.compare_years(senate.surveys(*SATISFACTION), [2561, 2562])


@pytest.fixture(scope="module")
def disagreeing(senate):
    found = senate.disagreements()
    return comparisons.disagreement_table(found, senate, TH)


def row_of(table, *starts):
    return [
        row for row in table.rows
        if all(cell.text.startswith(text) for cell, text in zip(row.cells, starts, strict=False))
    ]  # fmt: skip


def test_a_survey_stands_against_its_own_target(senate):
    table = comparisons.survey_results(senate.surveys(*SATISFACTION), TH)
    (row,) = row_of(table, "7.2.1")
    assert texts(row)[3:] == ["83", "82.75", "82.52", "85.56", "✓ บรรลุ"]


def test_a_survey_names_its_respondents_and_what_was_measured(senate):
    table = comparisons.survey_results(senate.surveys(*SATISFACTION), TH)
    (row,) = row_of(table, "7.5.1")
    assert texts(row)[1:3] == ["สมาชิกวุฒิสภา", "ความพึงพอใจ"]


def test_unnamed_respondents_are_said_to_be_unnamed(senate):
    table = comparisons.survey_results(senate.surveys(*SATISFACTION), TH)
    (row,) = row_of(table, "7.6.5")
    assert texts(row)[1] == "ไม่ระบุ"


def test_no_difference_between_surveys_is_tested(compared):
    table = comparisons.survey_differences(compared, TH)
    assert len(table.rows) == 8
    assert all(row.cells[-1].text.startswith("ไม่ได้ทดสอบ") for row in table.rows)


def test_a_difference_between_years_stands_with_both_years(compared):
    table = comparisons.survey_differences(compared, TH)
    first, second = row_of(table, "7.6.5")
    assert texts(first)[1:5] == ["2561 – 2563", "82.84", "90.48", "+7.64"]
    assert texts(second)[1:5] == ["2562 – 2563", "85.58", "90.48", "+4.90"]


def test_the_change_of_house_is_the_reason_on_7_5_1(compared):
    table = comparisons.survey_differences(compared, TH)
    assert row_of(table, "7.5.1")[0].cells[-1].text == "ไม่ได้ทดสอบ (กลุ่มผู้ตอบเปลี่ยน)"
    assert row_of(table, "7.2.1")[0].cells[-1].text == "ไม่ได้ทดสอบ (ไม่พิมพ์จำนวนผู้ตอบ)"


def test_a_caution_on_other_years_is_no_reason():
    item = assessed("80", ["81", "82", "83"])
    caution = Caution(measure="7.1.1", from_year=2560, to_year=2561, reason="wording_changed",
                      text_th="ก", text_en="a", document="doc", line="7")  # fmt: skip
    pair = compare_year(item, item.history[0], [caution])
    table = comparisons.survey_differences([pair], TH)
    assert table.rows[0].cells[-1].text == "ไม่ได้ทดสอบ (ไม่พิมพ์จำนวนผู้ตอบ)"


def test_a_pair_without_a_value_has_no_row():
    item = assessed("80", [None, "83"])
    pair = compare_year(item, item.history[0], ())
    assert comparisons.survey_differences([pair], TH).rows == ()


def test_the_five_satisfaction_figures_stand_apart(senate):
    figures = senate.survey_figures(*SATISFACTION)
    table = comparisons.stated_surveys("different_measures", figures, senate, TH)
    shown = {row.cells[2].text for row in table.rows}
    assert {"90.92", "85.56", "92.03", "93.01", "89.73"} <= shown
    assert len({row.cells[2].result for row in table.rows}) == len(table.rows)


def test_no_figure_is_the_average_of_the_five(senate):
    average = Fraction("90.92") + Fraction("85.56") + Fraction("92.03") + Fraction("93.01")
    average = (average + Fraction("89.73")) / 5
    assert [r.id for r in senate.known_results().values() if r.value == average] == []


def test_a_figure_without_a_year_says_so_and_where_it_stands(senate):
    figures = senate.survey_figures("satisfaction")
    table = comparisons.stated_surveys("different_measures", figures, senate, TH)
    (row,) = row_of(table, "ความพึงพอใจระบบสารสนเทศทั้ง 51 ระบบ")
    assert texts(row)[2:] == ["86.8560", "ไม่ระบุปี", "หัวข้อ 4.1 บรรทัด 1535"]


def test_plan_targets_are_blank_where_none_is_printed(senate):
    targets = senate.plan_targets(*SATISFACTION)
    table = comparisons.plan_targets(targets, senate.plan_years(), TH)
    assert [column.title for column in table.columns][1:] == [
        "ปี\u00a02563",
        "ปี\u00a02564",
        "ปี\u00a02565",
    ]
    (row,) = row_of(table, "ร้อยละความพึงพอใจของสมาชิกวุฒิสภา")
    assert texts(row)[1:] == ["", "", "85"]


@pytest.mark.parametrize(
    ("starts", "elsewhere"),
    [
        (("7.1.4", "ค่าเป้าหมาย", "93"), "90 (หัวข้อ 4.1 บรรทัด 1456)"),
        (("7.1.5", "ผล", "80.13"), "100 (หัวข้อ 4.1 บรรทัด 1451)"),
        (("7.6.5", "ผล", "90.48"), "ความพึงพอใจระบบสารสนเทศทั้ง 51 ระบบ"
         " 86.8560 (หัวข้อ 4.1 บรรทัด 1535)"),
        (("7.5.1", "ค่าเป้าหมาย", "85"), "ความพึงพอใจการสนับสนุนงานนิติบัญญัติ"
         " 80 (หัวข้อ 2.2 เป้าหมายรายปี บรรทัด 970)"),
        (("7.6.2", "จำนวน", "6"), "ระบุชื่อ 5 รายการ"),
        (("7.3.2", "หน่วยวัด", "เรื่อง"), "ฉบับ (ตารางผลลัพธ์หมวด 5 บรรทัด 2055)"),
    ],
)  # fmt: skip
def test_a_contradiction_of_the_print_is_listed(disagreeing, starts, elsewhere):
    assert elsewhere in [row.cells[3].text for row in row_of(disagreeing, *starts)]


def test_a_disagreement_keeps_the_id_of_the_figure_that_differs(senate):
    of_record = figure("93", "")
    other, same = figure("90", "text_4.1"), figure("93", "cat2_summary")
    found = disagreement("value", of_record, other, same)
    (row,) = comparisons.disagreement_table([found], senate, TH).rows
    assert row.cells[3].text.startswith("90 (หัวข้อ 4.1")
    assert [cell.result for cell in row.cells[2:4]] == [
        "2563/7.1.1/actual", "2563/7.1.1/actual@text_4.1",
    ]  # fmt: skip


def test_two_other_statements_have_a_row_each(senate):
    found = disagreement(
        "value", figure("93", ""), figure("90", "text_4.1"), figure("91", "text_2.3")
    )
    rows = comparisons.disagreement_table([found], senate, TH).rows
    assert [row.cells[3].text for row in rows] == [
        "90 (หัวข้อ 4.1 บรรทัด 7)", "91 (หัวข้อ 2.3 บรรทัด 7)",
    ]  # fmt: skip


def test_two_other_statements_both_keep_their_ids(senate):
    found = disagreement(
        "value", figure("93", ""), figure("90", "text_4.1"), figure("91", "text_2.3")
    )
    table = comparisons.disagreement_table([found], senate, TH)
    ids = {cell.result for row in table.rows for cell in row.cells if cell.result}
    assert {"2563/7.1.1/actual@text_4.1", "2563/7.1.1/actual@text_2.3"} <= ids


@pytest.mark.parametrize("statistic", ["target", "actual", "self_score", "benchmark"])
def test_any_kind_of_figure_may_disagree(senate, statistic):
    statements = [figure(text, section, statistic=statistic) for text, section in
                  (("93", ""), ("90", "text_4.1"))]  # fmt: skip
    table = comparisons.disagreement_table([disagreement("value", *statements)], senate, TH)
    assert table.rows[0].cells[1].text


def test_a_disagreement_in_thai_numerals(senate):
    found = disagreement("value", figure("93", ""), figure("90", "text_4.1"))
    words = Wording("th", "thai")
    (row,) = comparisons.disagreement_table([found], senate, words).rows
    assert texts(row)[2:4] == ["๙๓", "๙๐ (หัวข้อ ๔.๑ บรรทัด ๗)"]


def test_a_statement_without_a_known_section_has_no_place(senate):
    named = replace(figure("5", ""), statistic="named_items")
    found = disagreement("count", figure("6", ""), named)
    (row,) = comparisons.disagreement_table([found], senate, TH).rows
    assert texts(row)[1:4] == ["จำนวน", "6", "ระบุชื่อ 5 รายการ"]
