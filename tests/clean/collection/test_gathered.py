"""The workbooks together: doubled ones, contradictions, falls, and who has not sent what."""

import pytest

from pmqa_analysis.clean.collection.gathered import gather
from pmqa_analysis.clean.collection.issues import entry_issue
from tests.clean.collection.samples import AGREEMENT, form_of, gathered, kinds, submitted

PROOF = {"document": "บันทึก"}
TICKED = {"tick": "✓", **PROOF}


def test_rows_of_all_units_are_gathered():
    one = gathered(submitted("PR", {"1.1:L1-1": TICKED}), submitted("ICT", {"1.3:L1-1": TICKED}))
    assert [(row.unit, row.row) for row in one.rows] == [("PR", "1.1:L1-1"), ("ICT", "1.3:L1-1")]


def test_the_second_workbook_of_a_unit_and_round_is_set_aside_whole():
    first = submitted("PR", {"1.1:L1-1": TICKED}, path="a.xlsx")
    second = submitted("PR", {"1.1:L1-1": {"tick": "✗"}, "kpi:1.1": {"problems": "ช้า"}},
                       path="b.xlsx")  # fmt: skip
    one = gathered(first, second)
    assert kinds(one) == ["twice"]
    assert "a.xlsx" in one.issues[0].th
    assert [row.texts["tick"] for row in one.rows] == ["✓"]
    assert sorted((cell.text, cell.reason) for cell in one.set_aside) == [
        ("ช้า", "twice"), ("✗", "twice"),
    ]  # fmt: skip


def test_two_rounds_of_a_unit_are_not_doubled():
    one = gathered(submitted("PR", {"1.1:L1-1": TICKED}, 6), submitted("PR", {"1.1:L1-1": TICKED}))
    assert kinds(one) == []
    assert [row.months for row in one.rows] == [6, 12]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"tick": "✓", **PROOF}, []),
        ({"tick": "✗"}, ["differs"]),
        ({"tick": "N/A"}, ["differs"]),
        ({"document": "ส่งให้ผู้รายงานแล้ว"}, []),
    ],
)
def test_an_answer_is_held_against_that_of_the_reporter(other, found):
    one = gathered(submitted("COM3", {"1.2:L1-1": other}), submitted("COM2", {"1.2:L1-1": TICKED}))
    assert kinds(one) == found


def test_the_other_unit_is_told_at_its_own_cell():
    one = gathered(
        submitted("COM2", {"1.2:L1-1": TICKED}), submitted("COM3", {"1.2:L1-1": {"tick": "✗"}})
    )
    issue = one.issues[0]
    assert issue.path == "COM3_12.xlsx"
    assert "สำนักกรรมาธิการ 2 (COM2_12.xlsx ผลรายข้อ!" in issue.th


@pytest.mark.parametrize(("value", "found"), [("80.00", []), ("80", []), ("80.01", ["differs"])])
def test_values_are_compared_exactly_not_as_texts(value, found):
    own = submitted("COM2", {"1.2:L3-1": {"value": "80", **PROOF}})
    other = submitted("COM3", {"1.2:L3-1": {"value": value, **PROOF}})
    assert kinds(gathered(own, other)) == found


def test_counts_and_their_percentage_are_one_answer():
    own = submitted("COM2", {"1.2:L5-1": {"value": "75", **PROOF}})
    other = submitted("COM3", {"1.2:L5-1": {"numerator": "3", "denominator": "4", **PROOF}})
    assert kinds(gathered(own, other)) == []


def test_other_rounds_do_not_contradict():
    own = submitted("COM2", {"1.2:L1-1": TICKED})
    other = submitted("COM3", {"1.2:L1-1": {"tick": "✗"}}, 6)
    assert kinds(gathered(own, other)) == []


def test_self_scores_of_two_units_are_compared_too():
    own = submitted("COM2", {"kpi:1.2": {"self_score": "5"}})
    other = submitted("COM3", {"kpi:1.2": {"self_score": "4"}})
    assert kinds(gathered(own, other)) == ["differs"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("60", "80", "100"), []),
        (("60", "60", "60"), []),
        (("60", "55", "100"), ["fell"]),
        (("60", "55", "58"), ["fell", "fell"]),
    ],
)
def test_a_cumulative_value_never_falls(values, found):
    sent = [
        submitted("PR", {"1.1:L3-1": {"value": value, **PROOF}}, months)
        for months, value in zip((6, 9, 12), values, strict=True)
    ]
    one = gathered(*sent)
    assert kinds(one) == found
    assert len(one.rows) == 3


def test_a_fall_names_the_highest_round_before():
    one = gathered(
        submitted("PR", {"1.1:L3-1": {"value": "60", **PROOF}}, 6),
        submitted("PR", {"1.1:L3-1": {"value": "55", **PROOF}}),
    )
    assert "60 ของรอบ 6 เดือน" in one.issues[0].th


def test_a_measure_that_is_not_cumulative_may_fall():
    one = gathered(
        submitted("PR", {"1.1:C2": {"value": "90", **PROOF}}, 6),
        submitted("PR", {"1.1:C2": {"value": "85", **PROOF}}),
    )
    assert kinds(one) == []


class TestSent:
    def test_who_sent_nothing_owes_all_that_it_reports(self):
        (sent,) = gathered(owed=("PR",)).sent
        assert (sent.state, sent.path, list(sent.owed)) == ("not_sent", "", ["1.1"])
        assert len(sent.owed["1.1"]) == 9

    def test_who_reports_nothing_owes_nothing(self):
        (sent,) = gathered(owed=("AUD",)).sent
        assert (sent.state, sent.owed) == ("not_sent", {})

    def test_an_empty_workbook_was_sent_and_is_empty(self):
        (sent,) = gathered(submitted("PR", {}), owed=("PR",)).sent
        assert (sent.state, sent.path) == ("empty", "PR_12.xlsx")

    def test_a_supporter_with_any_row_is_complete(self):
        (sent,) = gathered(submitted("AUD", {"1.4:L1-1": TICKED}), owed=("AUD",)).sent
        assert sent.state == "complete"

    def test_a_reporter_owes_what_it_has_not_answered(self):
        one = gathered(submitted("PR", {"1.1:L1-1": TICKED}), owed=("PR",))
        (sent,) = one.sent
        assert (sent.state, sent.owed["1.1"][0]) == ("incomplete", "L3-1")
        assert "L1-1" not in sent.owed["1.1"]
        assert kinds(one) == ["unanswered"]
        assert "L3-1, L5-1, C1" in one.issues[0].th

    def test_evidence_alone_answers_nothing(self):
        (sent,) = gathered(submitted("PR", {"1.1:L1-1": PROOF}), owed=("PR",)).sent
        assert "L1-1" in sent.owed["1.1"]

    def test_a_reason_for_no_value_is_an_answer(self):
        (sent,) = gathered(submitted("PR", {"1.1:C2": {"status": "N/A"}}), owed=("PR",)).sent
        assert "C2" not in sent.owed["1.1"]

    def test_another_round_is_no_answer(self):
        (sent,) = gathered(submitted("PR", {"1.1:L1-1": TICKED}, 6), owed=("PR",)).sent
        assert sent.state == "not_sent"


def test_what_was_found_before_comes_first():
    before = entry_issue("foreign", "", "x.xlsx")
    forms = [(AGREEMENT.units["PR"], 12, form_of("PR"))]
    one = gather([submitted("PR", {"1.1:L1-1": {"tick": "✓"}})], forms, AGREEMENT, [before])
    assert kinds(one)[:2] == ["foreign", "no_evidence"]
