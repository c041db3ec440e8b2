"""The Gantt chart: unknown months look unknown, and the legend counts the whole plan."""

import pytest

from pmqa_analysis.assess.plan import assess_progress, count_confidence
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan import load_plan
from pmqa_analysis.present import Wording
from pmqa_analysis.present.plan import plan_gantt
from pmqa_analysis.present.plan.gantt import BARS, _runs
from pmqa_analysis.present.plan.labels import month_span, month_title, row_text
from tests.plan_samples import FOLDER, plan_files, real_plan, timed

TH, EN = Wording("th"), Wording("en")
REAL = real_plan()


def charts(category, words=TH):
    part = assess_progress(REAL, (), 6, "timed_rows", category)
    return list(plan_gantt(REAL, part, count_confidence(REAL), words))


@pytest.fixture(scope="module")
def category_3():
    return charts(3)


def test_a_category_of_24_rows_has_one_chart_and_one_of_39_two(category_3):
    assert [chart.name for chart in category_3] == ["gantt_3_1"]
    assert [chart.name for chart in charts(1)] == ["gantt_1_1", "gantt_1_2"]


def compact(category):
    part = assess_progress(REAL, (), 6, "timed_rows", category)
    return list(plan_gantt(REAL, part, count_confidence(REAL), TH, compact=True))


def test_a_compact_chart_has_room_for_the_largest_category():
    (chart,) = compact(1)
    assert len(chart.numbers.rows) == 39


def test_compact_charts_say_once_how_they_are_read():
    assert [len(chart.notes) for category in REAL.heads for chart in compact(category)] == [
        2, 0, 0, 0, 0, 0,
    ]  # fmt: skip


def test_every_timed_row_of_the_plan_is_drawn_once():
    drawn = [
        row.cells[0].text.split()[0]
        for category in REAL.heads
        for chart in charts(category)
        for row in chart.numbers.rows
    ]
    expected = [row.activity for row in REAL.rows() if row.is_timed]
    assert sorted(drawn) == sorted(expected)
    assert len(drawn) == 114


def test_its_numbers_say_which_months_are_unknown(category_3):
    rows = {row.cells[0].text.split()[0]: row for row in category_3[0].numbers.rows}
    assert [cell.text for cell in rows["C3-3.1.1(4)"].cells[1:]] == [
        "ไม่ทราบเดือน",
        "ไม่ทราบเดือน",
        "– ไม่ได้รายงาน",
    ]
    assert rows["C3-3.1.1(1)"].cells[1].text == "ต.ค. 2564"


def test_an_unknown_month_is_an_empty_frame_and_a_sure_one_is_full():
    assert BARS["unknown"]["facecolor"] == "none"
    assert BARS["high"]["facecolor"] == BARS["high"]["edgecolor"]
    assert len({str(style) for style in BARS.values()}) == 4


def test_the_chart_tells_its_content_in_words(category_3):
    assert "24 กิจกรรม" in category_3[0].alt
    assert "6 เดือน" in category_3[0].caption
    assert "กรอบจุดเปล่า" in category_3[0].notes[0]


def test_the_same_chart_is_the_same_file():
    assert charts(2)[0].svg == charts(2)[0].svg


def test_a_category_without_timed_rows_has_no_chart(tiny):
    plan = load_plan(tiny(plan_files()), Ledger(), FOLDER, 2563)
    empty = assess_progress(plan, (), 6, "timed_rows", 9)
    assert list(plan_gantt(plan, empty, count_confidence(plan), TH)) == []


def test_runs_of_months_are_drawn_apart():
    assert list(_runs([True, False, True, True, False])) == [(0, 1), (2, 2)]
    assert list(_runs([True, True])) == [(0, 2)]


def test_months_are_of_the_era_of_the_language():
    assert month_title("2021-10", TH) == "ต.ค. 2564"
    assert month_title("2021-10", EN) == "Oct 2021"
    assert month_title("2021-10", Wording("th", "thai")) == "ต.ค. ๒๕๖๔"


def test_a_row_that_goes_on_has_a_first_month_only():
    assert month_span(REAL.activities["C5-5"], TH) == "ตั้งแต่ ต.ค. 2564"


def test_a_row_that_is_not_timed_has_no_months():
    assert month_span(REAL.activities["C1-1"], TH) == ""


def test_a_row_s_number_is_not_said_twice():
    assert row_text(REAL.activities["C1-1.1.2"], EN, 60).startswith("C1-1.1.2 Executives set")
    assert row_text(REAL.activities["C3-3.4(2)"], TH, 40).startswith("C3-3.4(2) การใช้ระบบติดตาม")


def test_a_long_text_is_cut_between_words(tiny):
    rows = (timed("A", text_th="ผู้บริหารมีการกำหนดทิศทางขององค์การที่ตอบสนองพันธกิจ"),)
    plan = load_plan(tiny(plan_files(activities=rows, outputs=(), kpis=())), Ledger(), FOLDER, 2563)
    text = row_text(plan.activities["A"], TH, 20)
    assert text.endswith(" …")
    assert len(text) < 40
