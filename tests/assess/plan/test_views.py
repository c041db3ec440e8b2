"""Load, requests, coverage, carry-over, issues and process times, against the printed plan."""

from collections import Counter
from datetime import date

from pmqa_analysis.assess.plan import (
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
from pmqa_analysis.clean.plan import ProcessTime, load_standard_steps
from pmqa_analysis.office import Office
from tests.offices import DATA
from tests.plan_samples import KPIS, real_plan

REAL = real_plan()
STEPS = load_standard_steps(Office(DATA), Ledger())


def test_the_load_of_a_unit_counts_the_rows_that_it_owns(plan):
    loads = {load.unit.unit_en: load for load in workload(plan)}
    assert (loads["First"].owned.value, loads["First"].by_category[6].value) == (1, 0)
    assert (loads["All"].owned.value, loads["All"].involved.value) == (0, 1)


def test_the_policy_bureau_owns_59_rows_and_is_first():
    load = workload(REAL)[0]
    assert load.unit.unit_en == "Policy and Planning Bureau"
    assert (load.owned.value, load.involved.value) == (59, 2)
    assert sum(count.value for count in load.by_category.values()) == 59


def test_every_id_of_the_loads_is_its_own():
    ids = [result.id for load in workload(REAL) for result in load.results]
    assert len(set(ids)) == len(ids)


def test_the_confidence_of_the_months_is_that_of_the_legend():
    counts = {name: result.value for name, result in count_confidence(REAL).items()}
    assert counts == {"high": 10, "medium": 36, "low": 14, "unknown": 54}


def test_a_unit_is_asked_for_what_has_begun_or_is_unknown(plan):
    asked = {request.row.activity: request.due for request in request_data(plan, 6)}
    assert asked == {"A": "ended", "B": "unknown", "C": "running"}


def test_a_row_that_its_cell_does_not_own_is_asked_of_the_covering_owner(plan):
    (request,) = [one for one in request_data(plan, 6) if one.row.activity == "B"]
    assert request.unit == "สำนักหนึ่ง"


def test_every_timed_row_is_asked_for_at_the_end_of_the_year():
    assert len({request.row.activity for request in request_data(REAL, 12)}) == 114


def test_an_item_s_level_is_covered_by_a_coded_output(plan):
    found = {(one.item, one.level): one for one in cover_levels(plan, ["1.1"])}
    basic, advance = found["1.1", "Basic"], found["1.1", "Advance"]
    assert (basic.state, basic.codes, basic.result_codes) == ("covered", ("B1",), ("RB1",))
    assert (advance.state, advance.steps.value) == ("uncoded", 1)
    assert found["1.1", "Significance"].state == "open"


def test_a_code_that_names_another_item_counts_there():
    found = {(one.item, one.level): one for one in cover_levels(REAL, ["2.3"])}
    assert {"S1", "S3"} <= set(found["2.3", "Significance"].codes)


def test_the_plan_carries_18_rows_past_its_year_and_links_22_to_other_categories():
    assert len(carry_over(REAL)) == 18
    assert len(cross_category(REAL)) == 22


def test_issues_are_found_kind_by_kind(plan):
    found = [(issue.kind, issue.detail) for issue in find_issues(plan)]
    assert found == [
        ("no_month", "6 เดือน"),
        ("no_target", ""),
        ("needs_host", "ทีมร่วม"),
        ("repeated_step", "A1"),
    ]


def test_an_indicator_with_a_target_is_no_issue(plan):
    issues = [one.entry.kpi for one in find_issues(plan) if one.kind == "no_target"]
    assert issues == [KPIS[0]["kpi"]]


def test_the_issues_of_the_printed_plan():
    found = find_issues(REAL)
    counts = Counter(issue.kind for issue in found)
    assert (counts["no_month"], counts["repeated_step"], counts["needs_host"]) == (54, 2, 4)
    slips = {issue.entry.activity for issue in found if issue.kind == "level_slip"}
    assert slips == {"C2-2.3-11", "C2-2.4-12", "C3-3.4(2)", "C3-3.4(3)", "C3-3.4(4)"}
    silent = {issue.entry.activity for issue in found if issue.kind == "no_output"}
    assert silent == {
        "C1-1.3.3",
        "C1-4.1.5",
        "C1-4.2.1",
        "C1-4.2.2",
        "C1-4.2.3",
        "C2-2.2-9-c",
        "C6-6.1-B2",
    }


def test_the_days_of_the_standard_processes_add_up():
    found = {
        pace.process: (pace.steps.value, pace.undated.value, pace.least.value, pace.most.value)
        for pace in compare_process_times(2565, STEPS, ())
    }
    assert found == {
        "SP": (21, 4, 120, 120),
        "AP4_SELF": (24, 4, 97, 98),
        "AP4_CONS": (8, 6, 15, 15),
        "AP1": (27, 3, 87, 95),
    }


def test_no_days_are_taken_where_none_are_given():
    assert compare_process_times(2565, STEPS, ())[0].actual.status == "not_applicable"


def test_a_step_s_days_count_both_ends_and_its_delay():
    time = ProcessTime("SP-02", date(2022, 1, 3), date(2022, 1, 14), "times.csv:2")
    pace = compare_process_times(2565, STEPS, [time])[0]
    (step,) = pace.paces
    assert (step.actual.value, step.late_by.value) == (12, 2)  # the handbook gives 10 days
    assert pace.actual.value == 12


def test_a_step_that_still_runs_has_no_days():
    time = ProcessTime("SP-02", date(2022, 1, 3), None, "times.csv:2")
    (step,) = compare_process_times(2565, STEPS, [time])[0].paces
    assert step.actual.value is None
