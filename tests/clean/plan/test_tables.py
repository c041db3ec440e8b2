"""A plan's tables: loaded without loss, and nothing that leads nowhere is taken."""

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan import load_plan, load_standard_steps, month_texts
from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.office import Office
from tests.offices import DATA, refused
from tests.plan_samples import FOLDER, KPIS, ROWS, head, plan_files, real_plan, row, timed


@pytest.fixture
def plan_of(tiny):
    return lambda **tables: load_plan(tiny(plan_files(**tables)), Ledger(), FOLDER, 2563)


def with_row(more):
    return (*ROWS, more)


def test_a_plan_is_read_with_all_its_tables(plan_of):
    plan = plan_of()
    assert (len(plan.activities), len(plan.outputs), len(plan.kpis)) == (6, 4, 2)
    assert [output.output for output in plan.outputs_of["A"]] == ["A/1", "A/2"]


def test_a_row_without_an_owner_cell_has_the_owners_of_the_row_that_covers_it(plan_of):
    plan = plan_of()
    assert plan.owners(plan.activities["B"]) == ("สำนักหนึ่ง",)


def test_a_repeated_row_is_counted_with_the_first(plan_of):
    plan = plan_of()
    assert plan.counted(plan.activities["B1"]).activity == "A1"
    assert not plan.activities["B1"].is_work


def test_the_months_of_a_fiscal_year_begin_in_october():
    assert month_texts(2565)[0] == "2021-10"
    assert month_texts(2565)[-1] == "2022-09"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (row("D", owners="สำนักสอง"), "สำนักสอง"),
        (row("D", involved="สำนักสอง"), "[involved]"),
        (row("D", parent="ZZ"), "[parent]"),
        (row("D", same_as="ZZ"), "[same_as]"),
        (row("D", kind="step", same_as="B1"), "[same_as]"),
        (row("A"), "[activity]"),
        (row("D", codes="B"), "[codes]"),
        (row("D", result_codes="RX1"), "[result_codes]"),
        (row("D", kind="task"), "[kind]"),
        (timed("D", active_months="2020-10"), "2020-10"),
        (timed("D", last_month="2019-09"), "2019-09"),
        (timed("D", first_month="2020-03", last_month="2019-11"), "[last_month]"),
        (timed("D", first_month="", last_month="", active_months=""), "[month_confidence]"),
        (timed("D", "unknown", first_month="2019-10"), "[month_confidence]"),
        (row("D", category="9"), "[category]"),
    ],
)
def test_a_row_that_cannot_be_is_told_with_its_cell(plan_of, more, told):
    with pytest.raises(DataError) as caught:
        plan_of(activities=with_row(more))
    assert told in caught.value.en
    assert f"{FOLDER}/activities.csv:8" in caught.value.th


def test_all_faults_of_a_plan_are_told_together(plan_of):
    outputs = ({"output": "Q/1", "activity": "Q", "footnote": "no"},)
    with pytest.raises(PmqaError) as caught:
        plan_of(activities=with_row(row("D", owners="x")), outputs=outputs)
    assert len(caught.value.faults) == 2


def test_a_category_with_two_heads_is_refused(plan_of):
    with refused(DataError, "heads.csv:4 [category]", "heads.csv:2"):
        plan_of(heads=(head("1"), head("6"), head("1")))


def test_an_indicator_of_an_unknown_activity_is_refused(plan_of):
    with refused(DataError, "kpis.csv:4", "“Z”"):
        plan_of(kpis=(*KPIS, {**KPIS[1], "kpi": "K3", "activity": "Z"}))


class TestTheCommittedPlan:
    PLAN = real_plan()

    def test_every_row_of_the_six_plans_is_there(self):
        by_category = [len(self.PLAN.rows(category)) for category in range(1, 7)]
        assert by_category == [64, 43, 33, 42, 151, 28]
        assert sum(by_category) == len(self.PLAN.activities) == 361

    def test_every_output_indicator_duty_and_process_is_there(self):
        sizes = [
            len(table)
            for table in (
                self.PLAN.outputs,
                self.PLAN.kpis,
                self.PLAN.duties,
                self.PLAN.processes,
                self.PLAN.objectives,
                self.PLAN.surveys,
            )
        ]
        assert sizes == [240, 49, 47, 22, 17, 26]

    def test_every_row_names_its_document_and_line(self):
        tables = [*self.PLAN.activities.values(), *self.PLAN.outputs.values(), *self.PLAN.duties]
        assert {one.document for one in tables} == {"pmqa-plan-2565"}
        assert all(part.isdecimal() for one in tables for part in one.line.split())

    def test_114_rows_are_timed_and_half_of_their_months_unknown(self):
        timed_rows = [one.month_confidence for one in self.PLAN.rows() if one.is_timed]
        counts = [timed_rows.count(name) for name in ("high", "medium", "low", "unknown")]
        assert counts == [10, 36, 14, 54]

    def test_the_three_prints_of_one_step_are_one(self):
        repeated = {one.activity: one.same_as for one in self.PLAN.rows() if one.same_as}
        assert repeated == {"C1-1.1.4-1": "C1-1.1.3-3", "C1-4.2.3-1": "C1-1.1.3-3"}
        lines = {self.PLAN.activities[name].line for name in (*repeated, "C1-1.1.3-3")}
        assert lines == {"58", "59", "127"}

    def test_only_one_category_prints_a_budget(self):
        budgets = [each.budget_baht for each in self.PLAN.heads.values()]
        assert budgets == ["", "65000", "", "", "", ""]

    def test_the_standard_processes_have_86_steps(self):
        assert len(load_standard_steps(Office(DATA), Ledger())) == 86
