"""Tables of a plan: what stands in the cells, and that nothing is shown where nothing is."""

import pytest

from pmqa_analysis.assess.plan import (
    assess_progress,
    carry_over,
    compare_process_times,
    count_confidence,
    cover_levels,
    cross_category,
    find_issues,
    request_data,
    workload,
)
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan import load_standard_steps
from pmqa_analysis.office import Office
from pmqa_analysis.present import Wording
from pmqa_analysis.present import plan as show
from pmqa_analysis.results import Results
from tests.offices import DATA
from tests.plan_samples import progress, real_plan, reported

TH, EN = Wording("th"), Wording("en")
REAL = real_plan()


@pytest.fixture
def at_six(plan):
    lines = progress(
        plan,
        reported("A", "done"),
        reported("A", "done", output="A/1"),
        reported("B", "late", percent="40", cause="ขาดคน", correction="เพิ่มคน"),
    )
    return assess_progress(plan, lines, 6, "timed_rows")


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def parts_of(plan, lines=(), month=6):
    return {
        category: assess_progress(plan, lines, month, "timed_rows", category)
        for category in plan.heads
    }


def test_progress_has_a_row_a_category_and_a_total(plan, at_six):
    table = show.progress_table(parts_of(plan), at_six, plan, TH)
    assert [row.kind for row in table.rows] == ["data", "data", "total"]
    assert texts(table)[2][0] == "ทุกหมวด"
    assert texts(table)[2][1:5] == ["3", "0", "0", "1"]
    assert texts(table)[2][-1] == "33.33"


def test_one_category_has_no_total(plan):
    parts = {1: assess_progress(plan, (), 6, "timed_rows", 1)}
    table = show.progress_table(parts, parts[1], plan, TH)
    assert [row.kind for row in table.rows] == ["data"]


def test_the_rule_of_counting_is_printed_under_the_table(plan, at_six):
    table = show.progress_table(parts_of(plan), at_six, plan, TH)
    assert "แถวของแผนที่พิมพ์ระยะเวลา" in table.notes[0]


def test_every_figure_of_the_table_has_an_id(plan, at_six):
    table = show.progress_table(parts_of(plan), at_six, plan, TH)
    known = Results(at_six.results)
    total = table.rows[-1].cells[1:]
    assert all(cell.result in known for cell in total)


def test_a_category_where_nothing_is_reported_says_so_and_not_zero(plan, at_six):
    table = show.progress_table(parts_of(plan), at_six, plan, TH)
    assert texts(table)[0][-1] == "ไม่ได้รายงาน"


def test_rows_behind_tell_cause_and_correction(plan, at_six):
    table = show.rows_in_state("behind", at_six.in_state("late"), plan, TH)
    (row,) = texts(table)
    assert row[0] == "B กิจกรรม B"
    assert row[1] == "ไม่ทราบเดือน"
    assert row[2] == "สำนักหนึ่ง"
    assert row[3:] == ["▲ ล่าช้า", "40", "ขาดคน", "เพิ่มคน"]


def test_where_no_row_is_behind_there_is_no_table(plan):
    assert show.rows_in_state("behind", [], plan, TH) is None


def test_evidence_names_document_and_day(at_six):
    (row,) = texts(show.evidence_table(at_six.rows, TH))
    assert row == ["A", "แผน", "✓ แล้วเสร็จ", "minutes (5 มกราคม 2563)"]
    (row,) = texts(show.evidence_table(at_six.rows, EN))
    assert row[-1] == "minutes (2020-01-05)"


def test_the_heaviest_load_is_the_policy_bureau_s(plan):
    table = show.workload_table(workload(REAL), REAL, TH)
    assert texts(table)[0] == ["สำนักนโยบายและแผน", "18", "7", "20", "6", "0", "8", "59", "2"]
    assert show.workload_table([], plan, TH) is None


def test_requests_stand_under_their_unit(plan):
    table = show.request_table(request_data(plan, 6), plan, TH)
    kinds = [(row.kind, row.cells[0].text) for row in table.rows]
    assert kinds == [
        ("group", "สำนักหนึ่ง"),
        ("data", "A กิจกรรม A"),
        ("data", "B กิจกรรม B"),
        ("group", "ทีมร่วม"),
        ("data", "C กิจกรรม C"),
    ]
    assert texts(table)[1][1:] == [
        "ต.ค. 2562 – มี.ค. 2563",
        "ครบกำหนดในรอบนี้",
        "แผน; และอีก 1 รายการ",
    ]
    assert texts(table)[2][3] == "แผนไม่ได้ระบุผลผลิต"


def test_coverage_shows_codes_and_what_is_open(plan):
    table = show.coverage_table(cover_levels(plan, ["1.1", "6.1"]), TH)
    assert [column.title for column in table.columns][1:] == ["Basic", "Advance", "Significance"]
    assert texts(table)[0] == [
        "1.1",
        "✓ 1 ขั้น B1 → RB1",
        "– 1 ขั้น ไม่มีรหัสผลผลิต",
        "✗ 0 ขั้น ยังเปิดอยู่",
    ]
    assert texts(table)[1][1] == "○ แผนไม่พิมพ์ระดับ"


def test_work_carried_over_tells_how_and_when(plan):
    (row,) = texts(show.carry_over_table(carry_over(plan), plan, TH))
    assert row == ["C กิจกรรม C", "ดำเนินการในปีถัดไป", "2564", "ทีมร่วม"]


def test_links_name_both_categories(plan):
    (row,) = texts(show.link_table(cross_category(plan), TH))
    assert row[1:] == ["6", "1"]


def test_issues_stand_under_their_kind_with_their_count_and_line():
    table = show.issue_table(find_issues(REAL), TH)
    groups = [row.cells[0].text for row in table.rows if row.kind == "group"]
    assert "ขั้นตอนที่แผนพิมพ์ซ้ำ นับครั้งเดียว (2)" in groups
    assert "กิจกรรมที่มีระยะเวลาแต่ไม่ทราบเดือน (54)" in groups
    repeated = [row for row in texts(table) if len(row) == 3 and row[1] == "C1-1.1.3-3"]
    assert [row[2] for row in repeated] == ["59", "127"]


def test_the_register_shows_the_one_budget():
    table = show.plan_register(REAL, 0, TH)
    assert [row[3] for row in texts(table)] == ["-", "65,000 บาท", "-", "-", "-", "-"]
    assert len(show.plan_register(REAL, 3, TH).rows) == 1


def test_processes_show_planned_days_and_a_dash_for_those_not_given():
    paces = compare_process_times(2565, load_standard_steps(Office(DATA), Ledger()), ())
    rows = texts(show.process_table(paces, TH))
    assert rows[0][1:] == ["21", "4", "120", "120", "-"]
    assert show.process_table([], TH) is None


def test_the_answer_says_what_is_done(at_six):
    text = "".join(run.text for run in show.plan_answer(at_six, TH))
    assert text.startswith("รอบ 6 เดือน แล้วเสร็จร้อยละ 33.33 คือ 1 จาก 3 รายการ ล่าช้า 1")


def test_the_answer_says_that_nothing_is_reported(plan):
    silent = assess_progress(plan, (), 12, "timed_rows")
    text = "".join(run.text for run in show.plan_answer(silent, TH))
    assert "ยังไม่มีรายงานสถานะ" in text
    assert "3 รายการ" in text
    notes = [passage.text for passage in show.plan_notes(silent, TH)]
    assert any("ไม่ใช่ศูนย์" in note for note in notes)


def test_overdue_rows_are_told_in_both_cases(plan, at_six):
    late = assess_progress(plan, progress(plan, reported("A", "running")), 6, "timed_rows")
    assert "1 กิจกรรมที่พ้นเดือนสุดท้าย" in list(show.plan_notes(late, TH))[-1].text
    silent = assess_progress(plan, (), 6, "timed_rows")
    assert "ยังไม่มีรายงาน" in list(show.plan_notes(silent, TH))[-1].text
    assert list(show.plan_notes(at_six, TH)) == []


def test_the_confidence_sentence_counts_all_four():
    passage = show.confidence_sentence(count_confidence(REAL), TH)
    figures = [run.text for run in passage.runs if run.result]
    assert figures == ["10", "36", "14", "54"]


@pytest.mark.parametrize("counting", ["timed_rows", "activities", "outputs"])
def test_each_rule_of_counting_is_explained_in_both_languages(plan, counting):
    found = assess_progress(plan, (), 6, counting)
    for words in (TH, EN):
        assert counting in next(iter(show.plan_method(found, words))).text
