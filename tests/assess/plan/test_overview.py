"""A plan in counts, held against the printed plan and a tiny one counted by hand."""

from collections import Counter

from pmqa_analysis.assess.plan import (
    count_coverage,
    count_issues,
    count_requests,
    cover_levels,
    find_issues,
    request_data,
)
from tests.plan_samples import real_plan

REAL = real_plan()


def test_issues_are_counted_by_kind_and_category(plan):
    found = {one.kind: one for one in count_issues(plan, find_issues(plan))}
    assert set(found) == {"no_month", "no_target", "needs_host", "repeated_step"}
    by_category = found["needs_host"].by_category
    assert {category: count.value for category, count in by_category.items()} == {1: 0, 6: 1}
    assert found["needs_host"].total.value == 1


def test_the_most_frequent_issue_is_first_and_none_is_lost():
    issues = find_issues(REAL)
    counts = count_issues(REAL, issues)
    totals = [int(one.total.value) for one in counts]
    assert (counts[0].kind, totals[0]) == ("no_month", 54)
    assert totals == sorted(totals, reverse=True)
    assert {one.kind: one.total.value for one in counts} == Counter(one.kind for one in issues)
    assert all(sum(c.value for c in one.by_category.values()) == one.total.value for one in counts)


def test_a_plan_without_issues_has_no_counts(plan):
    assert count_issues(plan, []) == []


def test_each_unit_is_asked_for_its_rows(plan):
    asked = count_requests(plan, request_data(plan, 6), 6)
    counts = {unit: result.value for unit, result in asked.items()}
    assert counts == {"สำนักหนึ่ง": 2, "ทุกสำนัก": 0, "ทีมร่วม": 1, "": 0}


def test_every_count_has_an_id_of_its_own():
    counts = count_issues(REAL, find_issues(REAL))
    ids = [result.id for one in counts for result in one.results]
    ids += [result.id for result in count_requests(REAL, request_data(REAL, 12), 12).values()]
    assert len(set(ids)) == len(ids)


def test_items_are_counted_by_level_and_state(plan):
    counts = count_coverage(plan, cover_levels(plan, ["1.1", "6.1"]))
    found = {
        level: {state: count.value for state, count in states.items() if count.value}
        for level, states in counts.items()
    }
    assert found == {
        "Basic": {"covered": 1, "no_level": 1},
        "Advance": {"uncoded": 1, "no_level": 1},
        "Significance": {"open": 1, "no_level": 1},
    }
