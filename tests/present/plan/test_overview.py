"""The committee's pages of a plan: what to decide, issues and levels counted."""

from pmqa_analysis.assess.plan import (
    assess_progress,
    count_coverage,
    count_issues,
    count_requests,
    cover_levels,
    find_issues,
    request_data,
    workload,
)
from pmqa_analysis.present import Wording
from pmqa_analysis.present import plan as show
from tests.plan_samples import progress, real_plan, reported

TH, EN = Wording("th"), Wording("en")
REAL = real_plan()


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def lines(passages):
    return [passage.text for passage in passages]


def decisions(plan, *reports, words=EN, counts=()):
    at_six = assess_progress(plan, progress(plan, *reports), 6, "timed_rows")
    return lines(show.plan_decisions(at_six, counts, words))


def test_a_silent_plan_asks_for_reports_alone(plan):
    assert decisions(plan) == [
        "Ask the units to report the 3 of 3 rows that are not reported, by a date?"
    ]


def test_moved_and_overdue_rows_are_to_be_decided(plan):
    found = decisions(
        plan, reported("A", "late", percent="40", cause="x"), reported("B", "moved", cause="y"),
        reported("C", "running", percent="10"),
    )  # fmt: skip
    assert found == [
        "Press on with the 1 overdue rows, or change their plan?",
        "Accept that 1 rows are moved and 0 cancelled, for the reasons given?",
    ]


def test_issues_that_a_committee_settles_come_the_most_pressing_first(plan):
    found = decisions(plan, counts=count_issues(plan, find_issues(plan)))
    assert [line.split()[0] for line in found] == ["Ask", "Name", "Set", "Have"]


def test_where_all_is_done_there_is_nothing_to_decide(plan):
    done = [reported(name, "done") for name in "ABC"]
    assert decisions(plan, *done) == ["The figures raise nothing to decide."]


def test_issues_are_shown_with_their_counts_by_category(plan):
    table = show.issue_summary(count_issues(plan, find_issues(plan)), plan, TH)
    assert ["กิจกรรมที่ยังต้องการเจ้าภาพหลัก", "0", "1", "1"] in texts(table)
    assert [column.title for column in table.columns] == ["ประเด็น", "หมวด 1", "หมวด 6", "รวม"]


def test_a_plan_without_issues_shows_no_table(plan):
    assert show.issue_summary([], plan, TH) is None


def test_levels_are_counted_with_the_signs_of_the_matrix(plan):
    counts = count_coverage(plan, cover_levels(plan, ["1.1", "6.1"]))
    table = show.coverage_summary(counts, EN)
    assert texts(table)[0] == ["Basic", "✓ 1", "– 0", "✗ 0", "○ 1"]
    assert [cell.tone for cell in table.rows[2].cells[1:]] == ["plain", "plain", "bad", "muted"]


def test_the_load_shows_what_each_unit_has_to_report(plan):
    asked = count_requests(plan, request_data(plan, 6), 6)
    rows = {row[0]: row[-1] for row in texts(show.workload_table(workload(plan), plan, TH, asked))}
    assert rows == {"สำนักหนึ่ง": "2", "ทีมร่วม": "1", "ทุกสำนัก": "0"}
