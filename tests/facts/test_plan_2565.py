"""The committed plan against counts made from the print by another program."""

from collections import Counter

import pytest

from tests.plan_samples import real_plan

PLAN = real_plan()
ROWS = PLAN.rows()


def test_the_rows_by_kind():
    assert Counter(row.kind for row in ROWS) == {
        "activity": 142,
        "detail": 124,
        "step": 57,
        "section": 26,
        "note": 12,
    }


@pytest.mark.parametrize(
    ("item", "rows"),
    [
        ("1.1", 26),
        ("1.2", 13),
        ("1.3", 11),
        ("1.4", 14),
        ("2.1", 16),
        ("2.2", 12),
        ("2.3", 7),
        ("2.4", 8),
        ("3.1", 11),
        ("3.2", 9),
        ("3.3", 6),
        ("3.4", 6),
        ("4.1", 14),
        ("4.2", 8),
        ("4.3", 7),
        ("4.4", 13),
        ("5.1", 47),
        ("5.2", 41),
        ("5.3", 22),
        ("5.4", 41),
        ("6.1", 7),
        ("6.2", 7),
        ("6.3", 5),
        ("6.4", 9),
    ],
)
def test_the_rows_of_an_item(item, rows):
    assert sum(row.item == item for row in ROWS) == rows


def test_the_levels_that_are_printed():
    levels = Counter(" ".join(row.levels) for row in ROWS)
    assert levels == {
        "": 99,
        "Basic": 92,
        "Significance": 90,
        "Advance": 73,
        "Basic Advance": 5,
        "Basic Significance": 1,
        "Advance Significance": 1,
    }


def test_category_1_prints_no_level():
    assert {row.levels for row in PLAN.rows(1)} == {()}


def test_some_rows_have_output_codes_of_more_than_one_level():
    mixed = [row.activity for row in ROWS if len({code[1] for code in row.result_codes}) > 1]
    assert {"C2-2.1-g", "C3-3.2(3)", "C3-3.4(4)"} <= set(mixed)


@pytest.mark.parametrize(
    ("kpi", "operator", "target"),
    [
        ("K1-02", "equal", "AA"),
        ("K3-01", "", "100"),
        ("K3-02", "", "87"),
        ("K3-03", "at_least", "70"),
        ("K3-04", "at_least", "85"),
        ("K3-05", "at_least", "80"),
        ("K4-01", "", ""),
        ("K4-02", "decrease", ""),
        ("K5-01", "", ""),
    ],
)
def test_an_indicator_s_printed_target(kpi, operator, target):
    found = PLAN.kpis[kpi]
    assert (found.operator, found.target) == (operator, target)


def test_the_duty_of_two_rounds_is_the_policy_bureau_s():
    duty = PLAN.duties[0]
    assert duty.line == "244"
    assert duty.frequency == "two_rounds"


def test_the_processes_are_4_core_and_the_rest_support():
    kinds = Counter(process.kind for process in PLAN.processes)
    assert set(kinds) == {"core", "support"}
    assert sum(kinds.values()) == 22


def test_no_person_is_named_as_a_unit():
    assert [unit for unit in PLAN.units if unit.startswith("ดร.")] == []


def test_what_is_carried_on_is_told_apart():
    kinds = Counter(row.beyond for row in ROWS if row.beyond)
    assert kinds == {"moved": 9, "continuing": 8, "review": 1}
    assert {row.beyond_years for row in ROWS if row.beyond == "review"} == {"2566"}


def test_a_repaired_text_keeps_what_was_printed():
    repaired = [row for row in ROWS if row.text_printed]
    assert len(repaired) == 23
    assert all(row.text_printed != row.text_th for row in repaired)
