"""Success by a named rule, overdue rows, and what is not reported."""

from fractions import Fraction

from pmqa_analysis.assess.plan import assess_progress
from tests.plan_samples import progress, real_plan, reported


def test_success_is_the_share_of_timed_rows_that_are_done(plan):
    found = assess_progress(plan, progress(plan, reported("A", "done")), 6, "timed_rows")
    assert (found.base.value, found.counts["done"].value) == (3, 1)
    assert found.success.value == Fraction(100, 3)
    assert found.success.shown == "33.33"
    assert found.success.policy == "timed_rows"


def test_activities_count_a_repeated_step_once(plan):
    lines = progress(plan, reported("A1", "done"))
    found = assess_progress(plan, lines, 6, "activities")
    assert (found.base.value, found.success.value) == (4, 25)  # A, B, A1, C; B1 is A1 again


def test_outputs_count_neither_footnotes_nor_the_activity_s_own_line(plan):
    lines = progress(plan, reported("A", "done"), reported("A", "done", output="A/2"))
    found = assess_progress(plan, lines, 6, "outputs")
    assert (found.base.value, found.success.value) == (3, Fraction(100, 3))


def test_where_nothing_is_reported_there_is_no_percentage(plan):
    found = assess_progress(plan, (), 6, "timed_rows")
    assert (found.success.value, found.success.status) == (None, "not_reported")
    assert found.counts["not_reported"].value == 3
    assert found.success.shown == "ไม่ได้รายงาน"


def test_reported_but_not_done_is_zero_and_not_missing(plan):
    found = assess_progress(plan, progress(plan, reported("A", "running")), 6, "timed_rows")
    assert found.success.value == 0


def test_a_later_round_does_not_count_in_an_earlier_one(plan):
    lines = progress(plan, reported("A", "running"), reported("A", "done", round="12"))
    assert assess_progress(plan, lines, 6, "timed_rows").counts["done"].value == 0
    later = assess_progress(plan, lines, 12, "timed_rows")
    assert later.counts["done"].value == 1
    (row,) = later.in_state("done")
    assert row.before.status == "running"


def test_a_moved_row_stays_in_the_base(plan):
    lines = progress(plan, reported("A", "moved", cause="budget"), reported("B", "done"))
    found = assess_progress(plan, lines, 6, "timed_rows")
    assert (found.base.value, found.success.value) == (3, Fraction(100, 3))


def test_a_row_is_overdue_when_its_known_months_are_past(plan):
    found = assess_progress(plan, (), 6, "timed_rows")
    assert {row.row.activity: row.overdue for row in found.rows if row.row.is_timed} == {
        "A": True,
        "B": False,
        "C": False,
    }
    assert found.overdue.value == 1


def test_a_done_row_is_not_overdue(plan):
    found = assess_progress(plan, progress(plan, reported("A", "done")), 6, "timed_rows")
    assert found.overdue.value == 0


def test_one_category_has_its_own_ids(plan):
    found = assess_progress(plan, (), 12, "timed_rows", 6)
    assert found.base.value == 1
    assert found.base.id == "2563/plan-6/base_timed_rows_12_months"


def test_the_committed_plan_has_three_bases():
    plan = real_plan()
    bases = [
        assess_progress(plan, (), 12, rule).base.value
        for rule in ("timed_rows", "activities", "outputs")
    ]
    assert bases == [114, 197, 235]  # 240 outputs less 5 footnotes; 199 works less 2 repeated
