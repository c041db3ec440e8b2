"""Named levels against the level aimed at; an earlier year's level decides nothing."""

import pytest

from pmqa_analysis.assess.scorecards.levels import check_levels
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.registers import LevelRow, load_registers
from pmqa_analysis.office import Office
from pmqa_analysis.present import Wording
from pmqa_analysis.present.scorecards.registers import level_items
from tests.assess.scorecards.reports import DOCUMENTS, framework
from tests.offices import DATA

PLAN, AGREEMENT = framework("hr_plan_2566"), framework("agreement_2567")


def level(kind, year, grade):
    return LevelRow(
        scale="moral_organisation", fiscal_year=year, kind=kind, grade=grade, agency_th="ก",
        agency_en="a", printed="",
    )  # fmt: skip


def verdict(*rows):
    (check,) = check_levels(PLAN, [level("target", 2566, "3"), *rows])
    return check.verdict


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "not_yet_measurable"),
        ([("actual", 2565, "3")], "not_yet_measurable"),
        ([("actual", 2566, "3")], "met"),
        ([("actual", 2566, "2")], "not_met"),
        ([("actual", 2565, "3"), ("actual", 2566, "1")], "not_met"),
        ([("actual", 2567, "3")], "not_yet_measurable"),
    ],
)
def test_a_level_is_reached_in_its_own_year_or_not_known(rows, expected):
    assert verdict(*(level(*row) for row in rows)) == expected


def test_a_target_of_another_year_is_not_asked():
    assert check_levels(PLAN, [level("target", 2567, "3")]) == ()


def committed(one):
    return check_levels(one, load_registers(Office(DATA), Ledger(), one, DOCUMENTS).levels)


def test_the_plan_of_2566_knows_the_level_of_the_year_before():
    (check,) = committed(PLAN)
    assert (check.actual.fiscal_year, check.actual_grade.name_th) == (2565, "องค์กรคุณธรรมต้นแบบ")
    assert check.verdict == "not_yet_measurable"
    (told,) = level_items([check], Wording())
    assert "เป้าหมายปี 2566 คือองค์กรคุณธรรมต้นแบบ" in told.text
    assert "ยังวัดไม่ได้" in told.text


def test_the_agreement_of_2567_aims_to_keep_the_highest_level():
    (check,) = committed(AGREEMENT)
    assert (check.target_grade.grade, check.actual) == ("3", None)
    (told,) = level_items([check], Wording("en"))
    assert "No level is on record" in told.text
