"""The simulated office's plan, progress and assessment: taken whole, and marked everywhere."""

from pathlib import Path

import pytest

from pmqa_analysis.office import Office
from pmqa_analysis.year import Year
from tests.offices import DATA

FOLDER = DATA.parent / "examples" / "simulated_office"
SIMULATED = "ข้อมูลจำลอง"


@pytest.fixture(scope="module")
def year():
    return Year(Office(FOLDER), 2565)


def test_the_office_says_that_it_is_simulated(year):
    assert year.office.card.simulated
    assert SIMULATED in year.office.card.name_th


def test_every_made_up_sentence_says_so():
    for path in ("raw/2565/assessment.csv", "raw/2566/assessment.csv"):
        lines = Path(FOLDER / path).read_text(encoding="utf-8").splitlines()[1:]
        ticked = [line for line in lines if ",yes," in line]
        assert len(ticked) > 60
        assert all(SIMULATED in line for line in ticked)


def test_progress_is_reported_at_both_rounds(year):
    at_six, at_twelve = (year.plan.progress(months) for months in (6, 12))
    assert at_six.base.value == at_twelve.base.value == 60
    assert 0 < at_six.success.value < at_twelve.success.value < 100


def test_category_6_is_reported_by_quarter(year):
    months = {report.month for report in year.plan.reports if report.activity.startswith("S6")}
    assert months == {3, 6, 9, 12}


def test_every_status_occurs(year):
    states = {state for state, count in year.plan.progress(12).counts.items() if count.value}
    assert {"done", "late", "moved", "cancelled"} <= states


def test_the_assessment_rises_over_the_years():
    totals = [
        Year(Office(FOLDER), each).pmqa.standing.total["self"].value for each in (2565, 2566, 2567)
    ]
    assert totals == sorted(totals)
    assert totals[0] < totals[-1]


def test_the_assessor_differs_here_and_there(year):
    assert 0 < len(year.pmqa.standing.differences) < 20


def test_the_radar_has_two_years():
    assert list(Year(Office(FOLDER), 2566).pmqa.history) == [2565, 2566]


def test_the_times_of_the_standard_process_are_compared(year):
    (pace,) = year.plan.processes
    assert (pace.least.value, pace.most.value) == (33, 41)
    assert pace.actual.value == 12 + 22 + 4 + 3
    late = {step.step.step: step.late_by.value for step in pace.paces}
    assert late == {"PL-1": 0, "PL-2": 5, "PL-3": 0, "PL-4": 0}
