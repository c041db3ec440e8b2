"""An assessment: no score without evidence and reason, nothing guessed, all faults told."""

from datetime import date
from fractions import Fraction

import pytest

from pmqa_analysis.clean.pmqa import Evidence, box_rows
from pmqa_analysis.clean.pmqa.evidence import parse_evidence
from pmqa_analysis.errors import DataError, Faults
from tests.offices import refused
from tests.pmqa_samples import EVIDENCE, answers, box_row, edition, gated, ticked


def test_a_box_is_read_with_its_evidence_side_by_side_with_the_assessor():
    given = answers(box_row("b1", assessor="no"))
    answer = given.by_box["b1"]
    assert (answer.self, answer.assessor) == (1, 0)
    assert answer.evidence == (
        Evidence("minutes", date(2022, 1, 5)),
        Evidence("plan", date(2022, 3, 31), "a/b.pdf"),
    )


def test_a_blank_box_is_no_answer():
    answer = answers({"item": "1.1", "box": "b1"}).by_box["b1"]
    assert (answer.self, answer.assessor) == (None, None)


@pytest.mark.parametrize("text", ["yes", "Yes", "✓", "✔", "ใช่", "ผ่าน", "๑", "TRUE"])
def test_a_tick_is_read_in_the_ways_in_which_people_write_it(text):
    assert ticked("b1", self=text).ticked("1.1", "self") == {"b1"}


def test_no_score_without_evidence():
    with refused(DataError, "b1", "2"):
        answers({"item": "1.1", "box": "b1", "self": "yes", "reason": "done"})


def test_one_piece_of_evidence_is_not_enough():
    with refused(DataError, "b1", "1"):
        ticked("b1", evidence_2="")


def test_the_same_piece_twice_is_one_piece():
    with refused(DataError, "b1", "1"):
        ticked("b1", evidence_2=EVIDENCE["evidence_1"])


@pytest.mark.parametrize("day", ["2565-01-05", "5/1/2565", "5 ม.ค. 2565", "0001-01-05"])
def test_a_day_of_evidence_is_one_of_the_common_era(day):
    with refused(DataError, "[evidence_1]", day):
        ticked("b1", evidence_1=f"minutes | {day} |")


def test_no_score_without_a_reason():
    with refused(DataError, "assessment.csv:2 [reason]", "b1"):
        ticked("b1", reason="")


def test_an_assessor_gives_a_reason_too():
    with refused(DataError, "[assessor_reason]"):
        ticked("b1", assessor="yes")


def test_a_box_scored_no_needs_neither():
    assert answers({"item": "1.1", "box": "b1", "self": "no"}).by_box["b1"].self == 0


@pytest.mark.parametrize(
    "text",
    [
        "minutes",
        "minutes | soon |",
        "| 2022-01-05 |",
        "a | 2565-13-01 |",
        "a | 2022-01-05 | javascript:alert(1)",
        "a | 2022-01-05 | x | y",
    ],
)
def test_evidence_that_cannot_be_read_is_told_with_its_cell(text):
    with refused(DataError, "[evidence_1]", text):
        ticked("b1", evidence_1=text)


def test_evidence_may_have_a_thai_name_and_no_link():
    given = parse_evidence("รายงานการประชุม | 2022-03-31 | แฟ้ม/มติที่ประชุม.pdf")
    assert given.link == "แฟ้ม/มติที่ประชุม.pdf"


def test_an_unknown_box_is_told_with_its_near_miss():
    with refused(DataError, "“b11”", "“b1”"):
        ticked("b11")


def test_a_box_under_another_item_is_refused():
    with refused(DataError, "“b1”"):
        answers(box_row("b1", item="1.2"))


def test_a_box_that_stands_twice_is_refused():
    with refused(DataError, "assessment.csv:3", "assessment.csv:2"):
        ticked("b1", "b1")


def test_a_score_that_is_none_is_refused():
    with refused(DataError, "“maybe”"):
        ticked("b1", self="maybe")


def test_all_faults_are_told_together():
    with pytest.raises(Faults) as caught:
        answers(box_row("b1", reason=""), box_row("zz"), box_row("b2", self="maybe"))
    assert len(caught.value.faults) == 3


def test_advance_ticked_with_basic_open_is_an_issue():
    (issue,) = ticked("b1", "a1", "a2").issues
    assert issue.kind == "level_before_lower"
    assert issue.count == 2
    assert "Advance" in issue.reason_en
    assert "Basic" in issue.reason_th


def test_a_whole_level_below_is_no_issue():
    assert ticked("b1", "b2", "b3", "a1").issues == ()


def test_a_dimension_is_a_percentage_in_steps_of_five():
    criteria = edition("pmqa2562")
    row = {"item": "1.1", "box": "1.1-approach", "self": "45", "reason": "done", **EVIDENCE}
    assert answers(row, criteria=criteria).by_box["1.1-approach"].self == Fraction(45)
    for wrong in ("47", "105", "-5", "yes"):
        with refused(DataError, f"“{wrong}”"):
            answers({**row, "self": wrong}, criteria=criteria)


def test_the_rows_of_the_form_are_the_boxes_or_the_dimensions():
    assert [row["box"] for row in box_rows(gated())] == ["b1", "b2", "b3", "a1", "a2", "s1", "c1"]
    assert len(list(box_rows(edition("pmqa2562")))) == 18 * 4
