"""The door to a year's plan."""

import pytest

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.year import Year
from tests.offices import DATA, SETTINGS, TINY, refused
from tests.plan_samples import FOLDER, plan_files

ENTRY = f"plan: {{folder: {FOLDER}, counting: outputs}}\n"


@pytest.fixture
def year(tiny):
    return Year(tiny(plan_files(), {SETTINGS: TINY[SETTINGS] + ENTRY}), 2563)


def test_a_plan_is_assessed_by_the_year_s_own_rule(year):
    progress = year.plan.progress("6")
    assert (progress.counting, progress.base.value) == ("outputs", 3)
    assert year.known_results()[progress.base.id] == progress.base


CORRECTION = """
- id: printed-name
  file: {file}
  row: {row}
  column: {column}
  action: override
  expect: {expect}
  value: ชื่อที่ถูก
  reason_th: พิมพ์ตก
  reason_en: slip
  who: tester
  date: 2026-11-25
"""


@pytest.mark.parametrize(
    ("file", "row", "column", "expect", "told"),
    [(f"{FOLDER}/activities.csv", "{activity: S}", "text_th", "กิจกรรม S", 1),
     ("reference/documents.csv", "{document: doc}", "title_th", '""', 0)],
)  # fmt: skip
def test_only_corrections_of_its_own_files_are_told(tiny, file, row, column, expect, told):
    ledger = CORRECTION.format(file=file, row=row, column=column, expect=expect)
    files = {SETTINGS: TINY[SETTINGS] + ENTRY, "corrections.yml": ledger}
    year = Year(tiny(plan_files(), files), 2563)
    assert year.plan.plan.heads
    assert len(year.plan.corrections) == told
    assert len(year.issues) >= 1


def test_each_category_is_assessed_by_itself(year):
    found = {
        category: each.base.value for category, each in year.plan.progress_by_category(12).items()
    }
    assert found == {1: 2, 6: 1}


def test_a_quarter_is_a_round_and_a_seventh_month_is_none(year):
    assert year.plan.progress("q1").month == 3
    with refused(SettingsError, "round 7", "q4"):
        year.plan.progress(7)


def test_a_year_without_a_plan_says_which_key_is_missing(senate):
    assert not senate.plan.is_there
    with refused(SettingsError, "settings/2563.yml", "plan"):
        _ = senate.plan.plan


def test_every_view_s_figures_are_known_to_the_seal(year):
    views = [
        *year.plan.confidence().values(),
        *(load.owned for load in year.plan.workload()),
        *(each.steps for each in year.plan.coverage()),
    ]
    assert {result.id for result in views} <= set(year.known_results())


def test_an_office_without_a_handbook_has_no_standard_process(year):
    assert year.plan.processes == []


def test_the_committed_year_has_a_plan_and_no_progress():
    from pmqa_analysis.office import Office

    opened = Year(Office(DATA), 2565)
    assert opened.plan.reports == ()
    assert opened.plan.progress(12).success.status == "not_reported"
    assert len(opened.plan.requests(12, 3)) >= 24


class TestRounds:
    """The parameter ``round`` of a report is checked before anything runs."""

    def test_a_round_that_is_none_is_refused_before_anything_runs(self, year):
        with refused(SettingsError, "round 5"):
            year.check_parameters({"round": "5", "category": 0})

    def test_a_report_of_a_round_may_be_of_all_categories_and_of_no_unknown_one(self, year):
        year.check_parameters({"round": "6", "category": 0})
        with refused(SettingsError, "9", "1, 7"):
            year.check_parameters({"round": "6", "category": 9})
