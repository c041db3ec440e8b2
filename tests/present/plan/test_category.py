"""The tables of the plan that a category adds: rounds, links, processes."""

from pathlib import Path

import pytest

from pmqa_analysis.present import Wording
from pmqa_analysis.present.plan import category_tables
from pmqa_analysis.present.plan.category import rounds_table
from pmqa_analysis.year import open_year
from tests.offices import DATA

OFFICE = DATA.parent / "examples" / "simulated_office"
TH = Wording("th")


@pytest.fixture(scope="module")
def plan():
    return open_year(2567, office=OFFICE).plan


def names(plan, category, round_="12"):
    progress = plan.progress(round_, category)
    return [table.name for table in category_tables(plan, progress, TH) if table]


def test_category_6_is_shown_by_quarter(plan):
    table = rounds_table(plan.rounds(6), TH)
    assert [row.cells[0].text for row in table.rows] == ["3 เดือน", "6 เดือน", "9 เดือน", "12 เดือน"]


def test_another_category_is_shown_at_two_rounds(plan):
    table = rounds_table(plan.rounds(2), TH)
    assert [row.cells[0].text for row in table.rows] == ["6 เดือน", "12 เดือน"]


def test_no_round_after_that_of_the_report_is_shown(plan):
    assert [progress.month for progress in plan.rounds(6, 6)] == [3, 6]
    (table, *_) = category_tables(plan, plan.progress("6", 2), TH)
    assert [row.cells[0].text for row in table.rows] == ["6 เดือน"]


def test_before_the_first_round_nothing_is_shown(plan):
    assert rounds_table(plan.rounds(2, 3), TH) is None


def test_the_states_of_a_round_add_up_to_its_rows(plan):
    for row in rounds_table(plan.rounds(6), TH).rows:
        base, *states = (int(cell.text) for cell in row.cells[1:-2])
        assert sum(states) == base > 0


def test_each_figure_of_a_round_is_its_own_result(plan):
    ids = [cell.result for row in rounds_table(plan.rounds(6), TH).rows for cell in row.cells[1:]]
    assert len(ids) == len(set(ids))


def test_success_grows_over_the_quarters(plan):
    values = [progress.success.value for progress in plan.rounds(6)]
    assert values == sorted(values)
    assert values[0] < values[-1]


def test_planning_shows_what_is_linked_and_covered(plan):
    assert names(plan, 2) == ["plan_rounds", "category_links", "coverage"]


def test_operations_show_the_processes_and_their_times(plan):
    assert names(plan, 6) == ["plan_rounds", "plan_processes", "standard_processes"]


def test_another_category_shows_its_rounds_alone(plan):
    assert names(plan, 3) == ["plan_rounds"]


def test_a_plan_without_a_report_shows_no_round():
    bare = open_year(2565, office=Path(DATA)).plan
    assert rounds_table(bare.rounds(2), TH) is None
    assert names(bare, 2) == ["category_links", "coverage"]
