from fractions import Fraction

import pytest

from pmqa_analysis.clean.scorecards.results import clean_kpi_results
from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS, load_scorecard_results
from tests.clean.scorecards.samples import changed, read
from tests.offices import csv_text, refused

FILE = "raw/2563/kpi_results.csv"


def row(kpi, place="", value="", months="12", **more):
    """Return a row of results with evidence; a place that starts with C is a condition."""
    column = "condition" if place.startswith("C") else "item"
    return {
        "kpi": kpi,
        column: place,
        "round": months,
        "value": value,
        "evidence": "หลักฐาน",
        **more,
    }


@pytest.fixture
def reported(tiny):
    """Return a function that cleans rows of results for the tiny framework."""

    def clean(*rows, changes=None):
        framework = read(tiny, changes)
        table = load_scorecard_results(tiny({FILE: csv_text(RESULT_COLUMNS, rows)}), FILE)
        return clean_kpi_results(table, framework)

    return clean


def kinds(results):
    return [issue.kind for issue in results.issues]


class TestAnswers:
    @pytest.mark.parametrize(
        ("sign", "status"),
        [
            ("N/A", "in_process"), ("อยู่ระหว่างประมวลผล", "in_process"),
            ("-", "not_applicable"), ("ไม่ได้รายงาน", "not_reported"), ("", "not_reported"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("place", ["L1-1", "L3-1"])
    def test_signs_are_told_apart(self, reported, place, sign, status):
        (found,) = reported(row("K1", place, sign)).rows
        assert (found.value, found.tick, found.status) == (None, None, status)

    def test_zero_is_a_result(self, reported):
        (found,) = reported(row("K1", "L3-1", "0")).rows
        assert (found.value, found.status) == (0, "reported")

    @pytest.mark.parametrize(
        ("text", "tick"),
        [("✓", True), ("มี", True), ("TRUE", True), ("1", True), ("๑", True),
         ("✗", False), ("ไม่มี", False), ("0", False), ("False", False)],
    )  # fmt: skip
    def test_a_tick_is_yes_or_no(self, reported, text, tick):
        (found,) = reported(row("K1", "L1-1", text)).rows
        assert (found.tick, found.status) == (tick, "reported")

    @pytest.mark.parametrize("text", ["79.99", "๗๙.๙๙", "79.99%", "79.99 %"])
    def test_a_percentage_is_exact(self, reported, text):
        (found,) = reported(row("K1", "L3-1", text)).rows
        assert found.value == Fraction(7999, 100)

    def test_a_percentage_is_made_of_its_counts(self, reported):
        (found,) = reported(row("K1", "C2", "", numerator="24", denominator="41")).rows
        assert (found.value, found.shown) == (Fraction(2400, 41), "24/41")

    def test_a_percentage_rounded_from_its_counts_agrees(self, reported):
        results = reported(row("K1", "C2", "58.54", numerator="24", denominator="41"))
        assert (results.rows[0].value, kinds(results)) == (Fraction(2400, 41), [])

    def test_a_percentage_that_is_not_that_of_its_counts_is_told(self, reported):
        results = reported(row("K1", "C2", "58.53", numerator="24", denominator="41"))
        assert (results.rows[0].value, kinds(results)) == (Fraction(2400, 41), ["counts_differ"])
        assert "24/41" in results.issues[0].reason_th

    def test_a_kpi_itself_may_have_a_value_and_texts(self, reported):
        told = {"problems": "คนน้อย", "self_score": "4.5", "unit": "สำนัก ก"}
        (found,) = reported(row("K3", "", "12", **told)).rows
        assert (found.place, found.value, found.problems) == ("", 12, "คนน้อย")
        assert (found.self_score, found.unit) == (Fraction(9, 2), "A")

    @pytest.mark.parametrize("sign", ["n/a", "NA", "#N/A"])
    def test_n_a_is_known_as_people_and_spreadsheets_write_it(self, reported, sign):
        assert reported(row("K1", "L3-1", sign)).rows[0].status == "in_process"

    @pytest.mark.parametrize("written", ["L3-1", "l3-1", "3-1", "3.1", "๓.๑"])
    def test_an_item_may_be_written_without_its_letter(self, reported, written):
        assert reported(row("K1", written, "80")).rows[0].place == "L3-1"

    def test_a_condition_may_be_written_without_its_letter(self, reported):
        cells = {"kpi": "K1", "condition": "2", "round": "12", "value": "85", "evidence": "ก"}
        assert reported(cells).rows[0].place == "C2"

    @pytest.mark.parametrize("written", ["6", "๖", "6 เดือน", "รอบ 6 เดือน", "รอบที่ 6", "6.0"])
    def test_a_round_is_a_month_however_it_is_written(self, reported, written):
        assert reported(row("K1", "L1-1", "✓", written)).rows[0].months == 6

    def test_a_percentage_may_say_so(self, reported):
        assert reported(row("K1", "L3-1", "ร้อยละ ๘๐.๕")).rows[0].value == Fraction("80.5")

    def test_blank_rows_are_none(self, reported):
        assert reported({"kpi": ""}, row("K1", "L1-1", "✓")).rows[0].place == "L1-1"


class TestFaults:
    @pytest.mark.parametrize(
        ("cells", "words"),
        [
            (row("K9", "L1-1", "1"), (":2 [kpi]", "K9", "K1")),
            (row("K1", "L9-1", "1"), (":2 [item]", "L9-1", "L5-1")),
            (row("K1", "C9", "1"), (":2 [condition]", "C9", "C3")),
            (row("K1", "L1-1", "1", months="13"), (":2 [round]", "13", "6, 9, 12")),
            (row("K1", "L1-1", "1", months=""), (":2 [round]",)),
            (row("K1", "L1-1", "ก็ดี"), (":2 [value]", "ก็ดี", "N/A")),
            (row("K1", "L3-1", "✓"), (":2 [value]", "✓")),
            (row("K1", "L3-1", "100.01"), (":2 [value]", "100.01", "100")),
            (row("K1", "C1", "-5"), (":2 [value]", "-5")),
            (row("K1", "C2", "", numerator="42", denominator="41"), (":2 [numerator]", "42", "41")),
            (row("K1", "C2", "", numerator="4"), (":2 [denominator]",)),
            (row("K1", "C2", "", numerator="4", denominator="0"), (":2 [denominator]",)),
            (row("K1", "C1", "", numerator="4", denominator="8"), (":2 [numerator]", "คน")),
            (row("K1", "C0", "1"), (":2 [condition]", "C0")),
            (row("K2", "L5-1-1", "1"), (":2 [item]", "L5-1-1")),
            (row("K1", "L1-1", "1", condition="C1"), (":2 [condition]",)),
            (row("K1", "L1-1", "1", unit="สำนัก ง"), (":2 [unit]", "สำนัก ง", "สำนัก ข")),
            (row("K1", "", "", self_score="5.5"), (":2 [self_score]", "5.5", "5")),
            (row("K1", "", "", committee_score="ดี"), (":2 [committee_score]", "ดี")),
        ],
    )  # fmt: skip
    def test_a_cell_that_cannot_be_is_told_with_what_was_expected(self, reported, cells, words):
        with refused(DataError, FILE, *words):
            reported(cells)

    def test_one_answer_twice_is_refused(self, reported):
        with refused(DataError, ":3 [value]", ":2 [value]"):
            reported(row("K1", "L1-1", "1"), row("K1", "L1-1", "0"))

    def test_all_faults_are_told_together(self, reported):
        with refused(PmqaError, "K9", "K8"):
            reported(row("K9", "", "1"), row("K8", "", "1"))

    def test_more_than_100_percent_can_be_allowed(self, reported):
        plain = "K1.S,K1,ร้อยละ,Percent,ร้อยละ,percent,higher,,"
        allowed = changed("measures", f"{plain},", f"{plain}yes,")
        (found,) = reported(row("K1", "C2", "120"), changes=allowed).rows
        assert found.value == 120

    def test_no_fault_where_a_count_passes_100(self, reported):
        assert reported(row("K1", "C1", "120")).rows[0].value == 120


class TestIssues:
    def test_a_tick_without_evidence_is_told(self, reported):
        results = reported(row("K1", "L5-1", "✓", evidence=""))
        assert kinds(results) == ["tick_without_evidence"]
        assert "L5-1" in results.issues[0].reason_en

    @pytest.mark.parametrize("value", ["✗", "N/A", "-"])
    def test_what_is_not_claimed_needs_no_evidence(self, reported, value):
        assert kinds(reported(row("K1", "L5-1", value, evidence=""))) == []

    def test_a_cumulative_value_that_falls_is_told(self, reported):
        results = reported(row("K1", "L3-1", "60", "6"), row("K1", "L3-1", "55", "9"))
        assert kinds(results) == ["value_falls"]
        assert results.issues[0].address.endswith(":3 [value]")

    def test_a_value_that_does_not_pile_up_may_fall(self, reported):
        assert kinds(reported(row("K1", "C2", "90", "6"), row("K1", "C2", "85", "9"))) == []

    def test_a_committees_score_needs_a_reason(self, reported):
        assert kinds(reported(row("K1", committee_score="4"))) == ["score_without_reason"]
        assert kinds(reported(row("K1", committee_score="4", reason="เอกสารครบ"))) == []

    @pytest.mark.parametrize(("score", "told"), [("1", []), ("1.5", ["score_without_evidence"])])
    def test_a_score_above_the_plan_without_evidence_is_told(self, reported, score, told):
        assert kinds(reported(row("K1", self_score=score, evidence=""))) == told

    def test_evidence_of_one_item_is_enough_for_the_score(self, reported):
        rows = [row("K1", self_score="4", evidence=""), row("K1", "L5-1", "✓")]
        assert kinds(reported(*rows)) == []


class TestTwoUnits:
    def test_the_unit_that_reports_the_kpi_counts(self, reported):
        results = reported(row("K1", "L3-1", "90", unit="B"), row("K1", "L3-1", "85", unit="A"))
        assert kinds(results) == ["units_differ_settled"]
        assert results.latest("K1", "L3-1").value == 85
        assert len(results.rows) == 2

    def test_without_the_reporter_nothing_is_known(self, reported):
        results = reported(row("K1", "L3-1", "90", unit="B"), row("K1", "L3-1", "85", unit="A1"))
        assert kinds(results) == ["units_differ"]
        assert results.latest("K1", "L3-1") is None
        assert results.is_contested("K1", "L3-1")
        assert all(word in results.issues[0].reason_th for word in ("B: 90", "A1: 85"))

    def test_units_that_agree_are_one_answer(self, reported):
        results = reported(row("K1", "L3-1", "90.0", unit="B"), row("K1", "L3-1", "90", unit="A"))
        assert (kinds(results), results.latest("K1", "L3-1").value) == ([], 90)

    @pytest.mark.parametrize(
        ("units", "kind"), [(("A", "B"), "units_differ_settled"), (("A1", "B"), "units_differ")]
    )
    def test_scores_of_units_that_differ_are_told(self, reported, units, kind):
        first, second = units
        rows = [row("K1", self_score="5", unit=first), row("K1", self_score="4", unit=second)]
        (issue,) = reported(*rows).issues
        assert issue.kind == kind
        assert all(word in issue.reason_th for word in (f"{first}: 5", f"{second}: 4"))

    def test_a_unit_that_gives_no_score_contests_none(self, reported):
        rows = [row("K1", self_score="5", unit="A"), row("K1", problems="มี", unit="B")]
        assert kinds(reported(*rows)) == []


class TestRounds:
    def test_the_latest_round_counts(self, reported):
        results = reported(row("K1", "L3-1", "60", "6"), row("K1", "L3-1", "80", "9"))
        assert results.latest("K1", "L3-1", 12).value == 80
        assert results.latest("K1", "L3-1", 6).value == 60
        assert results.latest("K1", "L3-1", 3) is None

    def test_what_is_not_reported_again_stays(self, reported):
        results = reported(row("K1", "L3-1", "60", "6"), row("K1", "L3-1", "", "9"))
        assert results.latest("K1", "L3-1", 9).value == 60

    def test_what_is_in_process_is_not_known_any_more(self, reported):
        results = reported(row("K1", "L3-1", "60", "6"), row("K1", "L3-1", "N/A", "9"))
        assert results.latest("K1", "L3-1", 9).status == "in_process"

    @pytest.mark.parametrize(
        ("signs", "status"),
        [
            (("-", "ไม่ได้รายงาน"), "not_reported"), (("N/A", "ไม่ได้รายงาน"), "in_process"),
            (("60", "-"), "not_applicable"), (("-", "60"), "reported"), (("", ""), "not_reported"),
        ],
    )  # fmt: skip
    def test_what_the_last_rounds_leave(self, reported, signs, status):
        rows = [row("K1", "L3-1", sign, month) for sign, month in zip(signs, "69", strict=True)]
        assert reported(*rows).latest("K1", "L3-1").status == status

    def test_one_measure_reported_once_serves_both_its_items(self, reported, tiny):
        results = reported(row("K1", "L3-1", "95"))
        assert results.measured(read(tiny), "K1.P").value == 95

    def test_the_values_of_a_measure_by_month(self, reported, tiny):
        results = reported(
            row("K1", "L3-1", "40", "6"), row("K1", "L3-2", "70", "9"), row("K1", "C2", "9", "9")
        )
        assert results.series(read(tiny), "K1.P") == {6: 40, 9: 70}
