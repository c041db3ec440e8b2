"""Prose against figures: ids, typed numbers, words that claim; of the tiny office:

7.1.1 800 → 900 → 1,200, target 1,000     7.1.2 – → 12.50 → 8.00, less is better, target 10
7.2.1 84.00 → 83.50 → 84.995, target 85, a survey      7.2.2 only 2563: 2
"""

import pytest

from pmqa_analysis.assess.prose import check_paragraph
from pmqa_analysis.assess.prose_claims import claim_outcome
from pmqa_analysis.assess.typed_numbers import typed_numbers
from pmqa_analysis.clean import Measure
from pmqa_analysis.clean.prose import CLAIMS, clean_text, load_vocabulary
from pmqa_analysis.report import Year
from tests.offices import MEASURE_ROWS, MEASURES, csv_text


@pytest.fixture
def year(tiny):
    return Year(tiny(), 2563)


@pytest.fixture
def told(year):
    """Return a function that tells what a paragraph's figures do not bear: kind and what."""

    def tell(text):
        (paragraph,) = clean_text("t.md", f"## x {{#a}}\n\n{text}")[-1].paragraphs
        return [issue.kind for issue in check_paragraph(paragraph, year.prose._facts)]

    return tell


def numbers(text):
    codes = {"7.1", "1.1", "7.2.1"}
    return [
        (number.text, number.percent) for number in typed_numbers(text, codes, load_vocabulary())
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ได้ {7.1.1@2563} ครั้ง",
        "เป้าหมาย {7.1.1.target@2563} ครั้ง ปีก่อน {7.1.1@2562}",
        "บรรลุ {all.met@2563} ตัวชี้วัด มิติ 7.1 {group-7.1.total@2563} ตัว",
        "คิดเป็นร้อยละ {7.1.1.percent_of_target@2563} ของเป้าหมาย",
        "ที่อื่นว่า {7.1.1.target@2563@text}",
        "ค่าที่ไม่ระบุปี {extra@undated}",
    ],
)
def test_a_known_figure_is_no_issue(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    ["{9.9.9@2563}", "{7.1.1@2570}", "{7.1.1.targett@2563}", "{7.1.1}", "{}", "{7.1.1@}",
     "{7.1.1.target@2563@nowhere}"],
)  # fmt: skip
def test_an_unknown_figure_is_told(told, text):
    assert told(f"ได้ {text} ครั้ง") == ["unknown_figure"]


def test_an_unknown_figure_is_told_with_its_near_miss(year):
    (paragraph,) = clean_text("t.md", "## x {#a}\n\n{7.1.1.taget@2563} {7.1.1}")[-1].paragraphs
    first, second = check_paragraph(paragraph, year.prose._facts)
    assert "near: {7.1.1.target@2563}" in first.reason_en
    assert "near: {7.1.1@2563}" in second.reason_en
    assert first.address == "t.md:3"


@pytest.mark.parametrize(
    "text",
    [
        "1,200 ครั้ง",
        "1200 ครั้ง",
        "๑,๒๐๐ ครั้ง",
        "ร้อยละ 84.995",
        "ร้อยละ 8",
        "8.00%",
        "ปี 2562 ได้ 900 ครั้ง",
        "จาก {7.1.1@2562} (900) ครั้ง",
        "ต่างกัน 300 ครั้ง",
        "ตามมาตรา 270 หมวด 3 และ 4 หัวข้อ 1.1 ปี 2561 – 2563",
        "PMQA 4.0 และ Q60 วันที่ 30 กันยายน 2563 เวลา 09.30 น.",
        "1) ข้อแรก (2) ข้อสอง",
        "ตัวชี้วัด 7.2.1",
    ],
)
def test_a_number_that_is_a_result_or_no_figure_is_no_issue(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1,201 ครั้ง",
        "๙๙๙ ครั้ง",
        "ร้อยละ 84.99",
        "800 ครั้ง",  # an earlier year's result, and that year is not named
        "ร้อยละ 1,200",  # a count, not a percentage
        "99.5%",
        "ร้อยละ 2563",
    ],
)
def test_a_number_that_is_no_result_is_told(told, text):
    assert told(text) == ["unmatched_number"]


def test_what_counts_as_a_typed_number():
    assert numbers("ได้ 1,200 ครั้ง ร้อยละ 84.5 และ 90%") == [
        ("1,200", False), ("84.5", True), ("90", True),
    ]  # fmt: skip


def test_a_code_that_is_said_to_be_a_percentage_is_a_number():
    assert numbers("ร้อยละ 7.1") == [("7.1", True)]
    assert numbers("มิติ 7.1 และ 7.1") == []


@pytest.mark.parametrize(
    "text",
    [
        "{7.1.1@2563} เพิ่มขึ้นอย่างต่อเนื่อง",
        "เพิ่มขึ้นจาก {7.1.1@2562} เป็น {7.1.1@2563}",
        "{7.1.1@2563} บรรลุเป้าหมาย และสูงที่สุด",
        "{7.1.2@2563} ลดลง",
        "{7.1.2@2563} ดีขึ้น",
        "{7.2.1@2563} สูงกว่าปีก่อน แต่ไม่บรรลุเป้าหมาย",
        "ตัวชี้วัด 7.1.1 เพิ่มขึ้น ส่วน 7.1.2 ลดลง",
        "เพิ่มขึ้น {7.1.1@2563} และลดลง {7.1.2@2563}",
        "the result {7.1.1@2563} increased",
        "{7.1.1@2563} ไม่ลดลง",
        "เพิ่มขึ้นและบรรลุเป้าหมายคือ {7.1.1@2563}",
        "prose and rosebud",
        "{7.2.1@2563} ไม่บรรลุเป้าหมาย ({7.2.1.target@2563}) ส่วน {7.1.1@2563} บรรลุเป้าหมาย",
    ],
)
def test_a_claim_that_the_figures_bear_is_no_issue(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{7.1.1@2563} ลดลง", "claim_fails"),
        ("{7.2.1@2563} เพิ่มขึ้นอย่างต่อเนื่อง", "claim_fails"),
        ("{7.1.2@2563} แย่ลง", "claim_fails"),
        ("{7.2.1@2563} บรรลุเป้าหมาย", "claim_fails"),
        ("{7.1.1@2563} ต่ำที่สุด", "claim_fails"),
        ("{7.1.1@2563} คงที่", "claim_fails"),
        ("{7.1.2@2563} ลดลงทุกปี", "claim_unknown"),  # 2561 has no value
        ("{7.2.2@2563} เพิ่มขึ้น", "claim_unknown"),  # one year only
        ("{7.2.1@2563} เพิ่มขึ้น", "claim_untested"),  # a survey without its base
        ("ผลงานเพิ่มขึ้นมาก", "claim_without_figure"),
        ("{level.target@2565} เพิ่มขึ้น", "claim_unknown"),
    ],
)
def test_a_claim_that_the_figures_do_not_bear_is_told(told, text, kind):
    assert told(text) == [kind]


def test_each_claim_is_held_against_its_own_measure(told):
    assert told("7.1.1 ลดลง ส่วน 7.1.2 เพิ่มขึ้น") == ["claim_fails", "claim_fails"]
    assert told("{7.1.1@2563} และ {7.1.2@2563} เพิ่มขึ้น") == ["claim_fails"]


def test_a_claiming_word_in_the_name_of_a_measure_claims_nothing(tiny):
    rows = [
        {**row, "short_th": "กระดาษที่ลดลง"} if row["measure"] == "7.1.1" else row
        for row in MEASURE_ROWS
    ]
    year = Year(tiny({MEASURES: csv_text(Measure.model_fields, rows)}), 2563)
    text = "## x {#a}\n\nกระดาษที่ลดลง {7.1.1@2563} เพิ่มขึ้น และค่าใช้จ่ายลดลง"
    (paragraph,) = clean_text("t.md", text)[-1].paragraphs
    assert [issue.kind for issue in check_paragraph(paragraph, year.prose._facts)] == [
        "claim_fails"  # of the last word, which speaks of 7.1.1 too
    ]


def test_a_denied_claim_claims_nothing(told):
    assert told("{7.1.1@2563} ยังไม่คงที่") == []


def test_every_claim_has_its_test(year):
    item = year.assessments["7.1.1"]
    borne = {claim for claim in CLAIMS if claim_outcome(claim, item) == "holds"}
    assert borne == {
        "rose_every_year", "better_every_year", "never_fell", "rose", "better", "higher",
        "highest", "met",
    }  # fmt: skip


def test_less_is_better_turns_better_around(year):
    item = year.assessments["7.1.2"]
    borne = {claim for claim in CLAIMS if claim_outcome(claim, item) == "holds"}
    assert borne == {"fell", "better", "lower", "lowest", "met"}


@pytest.mark.parametrize(
    "text",
    [
        "โทรศัพท์ 0 2831 9111 ต่อ 1234 หรือ 02-831-9111 และ 081-234-5678",
        "มาตรฐาน ISO 9001:2015 อาคาร 2 ชั้น 5 ห้อง 501 รหัสไปรษณีย์ 10300",
        "เวลา 08:30–16:30 น. และ 08.30 – 16.30 น.",
        "มาตรา 12 วรรค 2 หน้า 45 วันที่ 1/10/2562 ครั้งที่ 5/2563",
    ],
)
def test_telephones_rooms_and_clocks_are_no_figures(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text", ["หนึ่งในสามของผู้ตอบ", "เกินครึ่งของผู้ตอบ", "เป็นสองเท่า", "ร้อยละเก้าสิบห้า", "Two thirds of them"]
)
def test_an_amount_in_words_is_told_as_a_number_that_nothing_bears(told, text):
    assert told(text) == ["unmatched_number"]


def test_a_number_of_another_measure_is_told_beside_the_one_that_is_named(told):
    assert told("ตัวชี้วัด 7.1.1 ได้ 84.995") == ["unmatched_number"]
    assert told("ตัวชี้วัด 7.1.1 ได้ 1,200 เป้าหมาย 1,000") == []
    assert told("ตัวชี้วัด 7.1.1 ได้ 1,200 และตัวชี้วัด 7.2.2 ได้ 2") == []
