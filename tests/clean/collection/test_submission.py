"""One workbook: each cell is kept as the table has it, moved where it belongs, or set aside."""

import pytest

from tests.clean.collection.samples import kinds, submitted

PROOF = {"document": "บันทึก"}


def texts(row, **cells):
    """Return what is kept of the cells of one row of the bureau of public relations."""
    one = submitted("PR", {row: {**cells, **PROOF}})
    return dict(one.rows[0].texts) if one.rows else {}


def test_an_empty_workbook_has_no_row_and_no_issue():
    one = submitted("PR", {})
    assert (one.rows, one.set_aside, one.issues) == ((), (), ())


def test_a_row_knows_its_unit_its_round_and_who_reports():
    row = submitted("PR", {"1.1:L1-1": {"tick": "✓", **PROOF}}, 6).rows[0]
    assert (row.unit, row.months, row.row, row.reporter) == ("PR", 6, "1.1:L1-1", True)
    assert not submitted("PR", {"1.3:L1-1": {"tick": "✓", **PROOF}}).rows[0].reporter


def test_the_row_of_a_kpi_is_reported_by_its_reporter():
    assert submitted("PR", {"kpi:1.1": {"problems": "ล่าช้า"}}).rows[0].reporter
    assert not submitted("PR", {"kpi:1.3": {"problems": "ล่าช้า"}}).rows[0].reporter


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("✔", "✓"), ("ใช่", "✓"), ("ไม่มี", "✗"), ("n/a", "N/A"), ("–", "-")],
)
def test_a_tick_is_kept_in_one_way_of_writing(typed, kept):
    assert texts("1.1:L1-1", tick=typed)["tick"] == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("80.00", "80.00"), ("80%", "80"), ("๘๐.๕", "80.5"), ("1,000", "1000"), ("0", "0")],
)
def test_a_number_is_kept_as_typed_in_arabic_digits(typed, kept):
    assert texts("1.1:C1", value=typed)["value"] == kept


@pytest.mark.parametrize("typed", ["N/A", "-", "ไม่ได้รายงาน", "อยู่ระหว่างประมวลผล"])
def test_a_reason_typed_as_a_value_is_a_reason(typed):
    kept = texts("1.1:C2", value=typed)
    assert "value" not in kept
    assert kept["status"] in ("N/A", "-", "ไม่ได้รายงาน")


def test_the_same_reason_twice_is_one():
    one = submitted("PR", {"1.1:C2": {"value": "N/A", "status": "N/A"}})
    assert one.issues == ()
    assert one.rows[0].texts == {"status": "N/A"}


def test_two_reasons_are_told_and_the_second_set_aside():
    one = submitted("PR", {"1.1:C2": {"value": "N/A", "status": "-"}})
    assert kinds(one) == ["value_and_status"]
    assert [cell.text for cell in one.set_aside] == ["-"]


@pytest.mark.parametrize(
    ("row", "column", "typed", "kind"),
    [
        ("1.1:L1-1", "tick", "บางส่วน", "bad_tick"),
        ("1.1:C2", "value", "แปดสิบ", "bad_number"),
        ("1.1:C2", "numerator", "ครึ่ง", "bad_number"),
        ("1.1:C2", "denominator", "ทั้งหมด", "bad_number"),
        ("1.1:C2", "status", "รอผล", "bad_status"),
        ("1.1:L1-1", "date", "ปลายปี", "bad_date"),
        ("kpi:1.1", "self_score", "5.01", "bad_score"),
        ("kpi:1.1", "self_score", "-1", "bad_score"),
        ("kpi:1.1", "self_score", "ดี", "bad_score"),
    ],
)
def test_what_cannot_be_taken_is_set_aside_with_its_text(row, column, typed, kind):
    one = submitted("PR", {row: {column: typed}})
    assert kinds(one) == [kind]
    assert [(cell.text, cell.reason) for cell in one.set_aside] == [(typed, kind)]
    assert one.rows == ()


def test_the_rest_of_a_row_is_still_taken():
    one = submitted("PR", {"1.1:L1-1": {"tick": "✓", "date": "ปลายปี", **PROOF}})
    assert dict(one.rows[0].texts) == {"tick": "✓", "document": "บันทึก"}


@pytest.mark.parametrize("score", ["0", "5", "4.5"])
def test_a_self_score_within_the_scale_is_taken(score):
    assert submitted("PR", {"kpi:1.1": {"self_score": score}}).issues == ()


def test_an_issue_names_the_cell():
    issue = submitted("PR", {"1.1:L1-1": {"tick": "บางส่วน"}}).issues[0]
    assert (issue.unit, issue.path) == ("สำนักประชาสัมพันธ์", "PR_12.xlsx")
    assert issue.cell.startswith("ผลรายข้อ!E")
    assert issue.severity == "error"


def test_two_kpis_of_one_unit_stand_apart():
    one = submitted("ICT", {"1.3:L1-1": {"tick": "✓", **PROOF}, "2.1:L1-1": {"tick": "✗"}})
    assert {row.row: row.texts["tick"] for row in one.rows} == {"1.3:L1-1": "✓", "2.1:L1-1": "✗"}
