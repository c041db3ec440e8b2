"""Progress lines: each that cannot be is told with its cell, and nothing is guessed."""

from fractions import Fraction

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan import load_plan, load_process_times, load_progress
from pmqa_analysis.errors import DataError, PmqaError
from tests.offices import refused
from tests.plan_samples import FOLDER, plan_files, progress, reported


def test_a_line_is_read_with_its_round_and_evidence(plan):
    (line,) = progress(plan, reported("A", "done", output="A/1"))
    assert (line.month, line.output, line.percent) == (6, "A/1", 100)
    assert line.evidence[0].document == "minutes"


def test_lines_are_ordered_by_round(plan):
    lines = progress(
        plan,
        reported("A", "done", round="12"),
        reported("A", "running", percent="40"),
    )
    assert [line.month for line in lines] == [6, 12]


def test_a_percentage_is_exact_and_may_be_unknown(plan):
    given = progress(plan, reported("A", "running", percent="๓๓.๕"), reported("B", "running"))
    assert [line.percent for line in given] == [Fraction(67, 2), None]


def test_category_6_reports_by_quarter(plan):
    (line,) = progress(plan, reported("C", "running", round="q3"))
    assert line.month == 9


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (reported("Z", "running"), "[activity]"),
        (reported("B1", "running"), "“A1”"),
        (reported("A", "running", round="9"), "[round]"),
        (reported("A", "running", round="q1"), "quarterly"),
        (reported("A", "finished"), "[status]"),
        (reported("A", "running", percent="101"), "[percent]"),
        (reported("A", "running", percent="-1"), "[percent]"),
        (reported("A", "running", percent="half"), "[percent]"),
        (reported("A", "done", percent="80"), "[percent]"),
        (reported("A", "not_started", percent="5"), "[percent]"),
        (reported("A", "done", evidence=""), "[evidence]"),
        (reported("A", "done", evidence="minutes"), "[evidence]"),
        (reported("A", "done", output="C/1"), "[output]"),
        (reported("A", "late"), "[cause]"),
        (reported("A", "moved"), "[cause]"),
        (reported("A", "cancelled"), "[cause]"),
        (reported("A", "running", reporter="สำนักหนึง"), "“สำนักหนึ่ง”"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_cell(plan, line, told):
    with pytest.raises(DataError) as caught:
        progress(plan, line)
    assert told in caught.value.en
    assert "plan_progress.csv:2" in caught.value.th


def test_an_activity_is_reported_once_a_round(plan):
    with refused(DataError, "plan_progress.csv:3", "plan_progress.csv:2"):
        progress(plan, reported("A", "running"), reported("A", "done"))


FALLING = (
    reported("A", "running", percent="60"),
    reported("A", "running", percent="50", round="12"),
)


def test_a_percentage_that_falls_without_a_reason_is_refused(plan):
    with refused(DataError, "plan_progress.csv:3", "60", "50"):
        progress(plan, *FALLING)


def test_a_percentage_may_fall_for_a_reason(plan):
    assert len(progress(plan, FALLING[0], {**FALLING[1], "cause": "counted anew"})) == 2


def test_all_faults_are_told_together(plan):
    with pytest.raises(PmqaError) as caught:
        progress(plan, reported("Z", "running"), reported("A", "late"))
    assert len(caught.value.faults) == 2


def test_progress_is_read_from_the_office_s_folder(tiny):
    text = (
        "round,activity,output,status,percent,evidence,reporter,cause,correction\n"
        "6,A,,running,10,,สำนักหนึ่ง,,\n"
    )
    office = tiny(plan_files(), {"raw/2563/progress.csv": text})
    plan = load_plan(office, Ledger(), FOLDER, 2563)
    assert load_progress(office, Ledger(), "raw/2563/progress.csv", plan)[0].percent == 10


def times(tiny, line):
    office = tiny({"times.csv": f"step,started,ended,note\n{line}\n"})
    return load_process_times(office, Ledger(), "times.csv", {"SP-01"})


def test_the_days_of_a_step_are_read(tiny):
    (time,) = times(tiny, "SP-01,2022-01-03,2022-01-07,")
    assert (time.ended - time.started).days == 4


@pytest.mark.parametrize(
    "line", ["SP-02,2022-01-03,,", "SP-01,2022-01-08,2022-01-07,", "SP-01,soon,,x", "SP-01,,,"]
)
def test_days_that_cannot_be_are_refused(tiny, line):
    with pytest.raises(DataError) as caught:
        times(tiny, line)
    assert "times.csv:2" in caught.value.th


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("SP-01,2565-01-03,,", "[started]"),
        ("SP-01,2022-01-03,2565-01-07,", "[ended]"),
        ("SP-01,2022-01-08,2022-01-07,", "[ended]"),
        ("SP-01,3 ม.ค. 2565,,", "[started]"),
        ("SP-01,0002-01-03,,", "[started]"),
    ],
)
def test_a_day_that_cannot_be_is_told_with_its_own_cell(tiny, line, cell):
    with refused(DataError, f"times.csv:2 {cell}"):
        times(tiny, line)


@pytest.mark.parametrize("text", ["6", "๖", "6 เดือน"])
def test_a_round_is_read_as_people_write_it(plan, text):
    (line,) = progress(plan, {**reported("A", "running"), "round": text})
    assert line.month == 6
