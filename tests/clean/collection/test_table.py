"""The tables of a collection: results as their reader takes them, and all that stands beside."""

from pmqa_analysis.clean.collection import table
from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS
from tests.clean.collection.samples import AGREEMENT, gathered, submitted

PROOF = {"document": "บันทึก"}


def rows(*submissions):
    return list(table.result_rows(gathered(*submissions), AGREEMENT))


def test_every_key_is_a_title_of_the_table_of_results():
    cells = {
        "1.1:C2": {"value": "85", "numerator": "17", "denominator": "20", "date": "2024-03-31",
                   "approver": "ผู้อำนวยการ", "link": "//แฟ้ม", "remark": "หมายเหตุ", **PROOF},
        "kpi:1.1": {"summary": "ก", "problems": "ข", "obstacles": "ค", "recommendations": "ง",
                    "self_score": "4", "self_reason": "จ", "contact": "ฉ"},
    }  # fmt: skip
    found = rows(submitted("PR", cells))
    titles = {title for row in found for title in row}
    assert titles <= set(RESULT_COLUMNS.values())
    assert len(titles) == len(RESULT_COLUMNS) - 2  # no item here, and no committee's score


def test_an_item_stands_under_the_kpi_of_its_rubric():
    row = rows(submitted("PR", {"1.1:L1-1": {"tick": "✓", **PROOF}}))[0]
    assert (row["ตัวชี้วัด"], row["ข้อ"], row["รอบ (เดือน)"]) == ("1.1", "L1-1", "12")
    assert "เงื่อนไข" not in row


def test_a_condition_stands_in_its_own_column():
    row = rows(submitted("PR", {"1.1:C2": {"status": "N/A"}}))[0]
    assert (row["เงื่อนไข"], row["ผล"]) == ("C2", "N/A")
    assert "ข้อ" not in row


def test_rounds_come_in_order_and_units_as_in_the_register():
    ticked = {"1.4:L1-1": {"tick": "✓", **PROOF}}
    found = rows(submitted("ICT", ticked), submitted("OPS", ticked), submitted("ICT", ticked, 6))
    assert [(row["รอบ (เดือน)"], row["หน่วยงาน"]) for row in found] == [
        ("6", "ICT"), ("12", "OPS"), ("12", "ICT"),
    ]  # fmt: skip


def test_errors_stand_before_warnings_and_notes():
    one = gathered(
        submitted("PR", {"1.1:L1-1": {"tick": "✓"}, "1.1:C2": {"value": "108", **PROOF}}),
        owed=("PR",),
    )
    found = [(row["severity"], row["kind"]) for row in table.issue_rows(one)]
    assert found == [("error", "over_100"), ("warning", "no_evidence"), ("info", "unanswered")]


def test_what_was_set_aside_keeps_its_cell_and_its_reason():
    one = gathered(submitted("PR", {"1.1:L1-1": {"tick": "บางส่วน"}}))
    (row,) = table.set_aside_rows(one)
    assert (row["unit"], row["text"], row["reason"]) == ("PR", "บางส่วน", "bad_tick")
    assert row["cell"].startswith("PR_12.xlsx ผลรายข้อ!E")


def test_who_owes_two_kpis_has_two_rows():
    found = list(table.sent_rows(gathered(owed=("ICT", "AUD"))))
    assert [(row["unit"], row.get("kpi")) for row in found] == [
        ("ICT", "1.3"), ("ICT", "2.1"), ("AUD", None),
    ]  # fmt: skip
    assert found[0]["items"].startswith("L1-1 L3-1 L5-1 C1")
