"""What a page says of complaints and of resources, and that it says nothing without data."""

import pytest

from pmqa_analysis.assess.services.complaints import assess_complaints
from pmqa_analysis.assess.services.resource_use import assess_resource_use
from pmqa_analysis.blocks import Passage, Table
from pmqa_analysis.present import Wording
from pmqa_analysis.present.services.complaints import complaint_blocks
from pmqa_analysis.present.services.resource_use import resource_blocks
from pmqa_analysis.settings import ComplaintsEntry, ResourceUseEntry
from tests.clean.services.samples import case, cases_of, use, uses_of

TH, EN = Wording("th"), Wording("en")
DAY = "2020-01-06"
PROMISE = ComplaintsEntry(file="complaints.csv")
BASE = ResourceUseEntry(file="resource_use.csv", base_year=2562)


@pytest.fixture
def blocks(tiny):
    def shown(*rows, words=TH, minimum=5):
        figures = assess_complaints(
            2563, cases_of(tiny, *rows), frozenset(), reply_days=3, report_days=15, target=80,
            minimum_group=minimum,
        )  # fmt: skip
        return [one for one in complaint_blocks(figures, PROMISE, words) if one is not None]

    return shown


@pytest.fixture
def resources(tiny):
    def shown(*rows, words=TH):
        cuts = assess_resource_use(2563, uses_of(tiny, *rows))
        return list(resource_blocks(cuts, BASE, words))

    return shown


def said(blocks):
    return [one.text for one in blocks if isinstance(one, Passage)]


def test_without_a_register_nothing_is_shown():
    assert list(complaint_blocks(None, None, TH)) == []
    assert list(resource_blocks([], None, TH)) == []


def test_the_sentences_give_the_promise_and_the_figures(blocks):
    scores = [case(str(n), DAY, "2020-01-07", satisfaction="5") for n in range(4)]
    again = case("9", DAY, "2020-01-20", satisfaction="4", repeat_of="0", urgent="yes",
                 reported="2020-01-08")  # fmt: skip
    first, reply, urgent, repeats, satisfaction = said(blocks(*scores, again))
    assert first == "ปีนี้มีข้อร้องเรียน 5 เรื่อง รายไตรมาสนับจากเดือนตุลาคม คือ 0, 5, 0 และ 0 เรื่อง"
    assert "ภายใน 3 วันทำการ 4 เรื่อง จากที่ครบกำหนด 5 เรื่อง คิดเป็นร้อยละ 80.00" in reply
    assert "ภายใน 15 วันทำการ 1 เรื่อง" in urgent
    assert "1 เรื่อง คิดเป็นร้อยละ 20.00" in repeats
    assert "ร้อยละ 96.00 จากผู้ตอบ 5 คน ถึงเป้าหมายร้อยละ 80" in satisfaction


def test_a_missed_target_of_satisfaction_is_said(blocks):
    rows = [case(str(n), DAY, satisfaction="3") for n in range(5)]
    assert "ยังไม่ถึงเป้าหมายร้อยละ 80" in said(blocks(*rows))[-1]


def test_few_scores_are_not_shown_anywhere(blocks):
    shown = said(blocks(case("1", DAY, satisfaction="2")))[-1]
    assert shown.endswith("น้อยเกินกว่าจะแสดงค่า")
    assert "40" not in shown


@pytest.mark.parametrize(
    ("words", "text"),
    [(TH, "ยังไม่มีเรื่องใดที่ตอบแล้ว"), (EN, "None has been answered")],
    ids=["th", "en"],
)
def test_where_nothing_was_answered_no_days_are_told(blocks, words, text):
    reply = said(blocks(case("1", DAY), words=words))[1]
    assert reply.endswith(text)
    assert "0.00" in reply


def test_the_tables_count_kinds_by_channel_and_replies_by_bureau(blocks):
    found = [one for one in blocks(case("1", DAY), case("2", DAY, kind="compliment"))
             if isinstance(one, Table)]  # fmt: skip
    received, pace = found
    assert [cell.text for cell in received.rows[0].cells] == ["ข้อร้องเรียน", "0", "0", "0", "1",
                                                              "0", "1"]  # fmt: skip
    assert [row.cells[0].text for row in pace.rows] == [
        "สำนัก ก", "ทุกหน่วยงาน ตอบกลับภายใน 3 วันทำการ", "เรื่องเร่งด่วน รายงานภายใน 15 วันทำการ",
    ]  # fmt: skip
    assert all(cell.result for row in pace.rows for cell in row.cells[1:])


def test_they_are_told_in_english_too(blocks):
    assert said(blocks(case("1", DAY), words=EN))[0].startswith("1 complaints came in")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (use("2019-10", "80", "100"), "ลดลงร้อยละ 20.00"),
        (use("2019-10", "120", "100"), "ไม่ลดลง"),
        (use("2019-10", "120"), "ยังไม่มีค่าของปีฐาน พ.ศ. 2562"),
    ],
)
def test_a_resource_is_told_with_its_base_and_period(resources, row, told):
    (sentence,) = said(resources(row))
    assert sentence.startswith("กระดาษ ตุลาคม 2562")
    assert told in sentence


def test_the_table_has_bureaus_and_all(resources):
    table = resources(use("2019-10", "80", "100"), use("2019-11", "90", bureau="สำนัก ข"))[-1]
    assert [row.cells[0].text for row in table.rows] == [
        "กระดาษ (แผ่น) · สำนัก ก", "กระดาษ (แผ่น) · สำนัก ข", "กระดาษ (แผ่น) · ทุกหน่วยงาน",
    ]  # fmt: skip
    assert table.rows[1].cells[3].text == "-"


def test_a_period_of_months_in_english(resources):
    rows = (use("2019-10", "8", "10"), use("2020-01", "8", "10"))
    assert "Oct 2562 – Jan 2563" in said(resources(*rows, words=EN))[0]
