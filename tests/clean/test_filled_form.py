"""A filled workbook held against its form: nothing of it is lost, each change has its cell."""

import pytest

from pmqa_analysis.clean.filled_form import compare_form, read_marks
from tests.forms import DATE, DOCUMENT, FORM, SHEET, TICK, VALUE, compared, filled, opened, reread


def faults(form):
    return [(fault.kind, fault.address.rpartition("!")[2], fault.found) for fault in form.faults]


def test_an_empty_form_has_neither_answers_nor_faults():
    form = compared({})
    assert (form.answers, form.set_aside, form.faults) == ((), (), ())


def test_an_answer_has_its_row_its_column_and_its_cell():
    answer = compared({TICK: "✓"}).answers[0]
    assert (answer.row, answer.column, answer.text) == ("1.1/1/1", "tick", "✓")
    assert answer.address == f"PR.xlsx {SHEET}!{TICK}"


def test_not_available_a_dash_and_zero_stay_three_things():
    texts = [compared({TICK: text}).answers[0].text for text in ("N/A", "-", "ไม่ได้รายงาน")]
    assert texts == ["N/A", "-", "ไม่ได้รายงาน"]
    assert compared({VALUE: 0}).answers[0].text == "0"


@pytest.mark.parametrize(("value", "text"), [(79.99, "79.99"), (80, "80"), ("80.00", "80.00")])
def test_a_number_is_the_text_that_was_typed(value, text):
    assert compared({VALUE: value}).answers[0].text == text


def test_the_marks_can_be_read_again():
    assert read_marks(filled({})) == dict(FORM.marks)


def test_another_workbook_has_no_marks():
    book = opened()
    del book["pmqa"]
    assert read_marks(reread(book)) == {}


def test_a_text_beside_the_form_is_set_aside_and_told():
    form = compared({"H5": "ดูแฟ้มแนบ", TICK: "✓"})
    assert faults(form) == [("stray", "H5", "ดูแฟ้มแนบ")]
    assert [one.text for one in form.set_aside] == ["ดูแฟ้มแนบ"]
    assert [one.text for one in form.answers] == ["✓"]


def test_a_text_in_a_cell_that_asks_nothing_is_set_aside():
    form = compared({"C6": "✓"})
    assert faults(form) == [("stray", "C6", "✓")]
    assert form.set_aside[0].row == "1.1/3/1"


def test_a_changed_wording_is_told_and_its_row_still_taken():
    form = compared({"B5": "มีแผนงาน", TICK: "✓"})
    assert faults(form) == [("wording", "B5", "มีแผนงาน")]
    assert form.faults[0].expected == "มีแผน"
    assert [one.text for one in form.answers] == ["✓"]
    assert [one.text for one in form.set_aside] == ["มีแผนงาน"]


@pytest.mark.parametrize(
    ("cells", "place"),
    [({"A5": "1.1/1/9"}, "A5"), ({"C3": "คะแนน"}, "C3"), ({"A7": "1.2"}, "A7")],
)
def test_a_moved_key_or_title_sets_the_sheet_aside_whole(cells, place):
    form = compared({**cells, TICK: "✓", DOCUMENT: "บันทึก"})
    assert [(fault.kind, fault.address.rpartition("!")[2]) for fault in form.faults] == [
        ("structure", place)
    ]
    assert form.answers == ()
    assert {"✓", "บันทึก"} <= {one.text for one in form.set_aside}


def test_an_inserted_row_is_named_by_its_first_cell():
    book = opened()
    book[SHEET][DOCUMENT] = "บันทึก"
    book[SHEET].insert_rows(5)
    form = compare_form(reread(book), FORM)
    assert faults(form) == [("structure", "A5", "")]
    assert [one.text for one in form.set_aside] == ["บันทึก"]


def test_an_answer_that_reads_like_a_printed_text_is_not_lost():
    form = compared({"A5": "x", DOCUMENT: "มีแผน"})
    assert sorted(one.text for one in form.set_aside) == ["x", "มีแผน"]


def test_a_missing_sheet_is_told():
    book = opened()
    del book[SHEET]
    form = compare_form(reread(book), FORM)
    assert [(fault.kind, fault.expected) for fault in form.faults] == [("sheet_missing", SHEET)]


def test_what_stands_on_a_sheet_of_their_own_is_set_aside():
    book = opened()
    book.create_sheet("บันทึกช่วยจำ")["B2"] = "รอข้อมูล"
    form = compare_form(reread(book), FORM)
    assert faults(form) == [("stray", "B2", "รอข้อมูล")]
    assert form.set_aside[0].text == "รอข้อมูล"


def test_every_filled_cell_is_an_answer_or_set_aside():
    cells = {
        TICK: "✓",
        VALUE: 81.5,
        DATE: "2024-03-31",
        DOCUMENT: "บันทึก",
        "K9": "โปรดโทร",
        "B9": "ก",
    }
    form = compared(cells)
    kept = sorted(one.text for one in (*form.answers, *form.set_aside))
    assert kept == sorted(str(value) for value in cells.values())


def test_a_renamed_sheet_is_one_fault_and_its_answers_are_kept():
    book = opened()
    book[SHEET][DOCUMENT] = "บันทึก"
    book[SHEET].title = "ผลใหม่"
    form = compare_form(reread(book), FORM)
    assert [(fault.kind, fault.expected) for fault in form.faults] == [("sheet_missing", SHEET)]
    assert [one.text for one in form.set_aside] == ["บันทึก"]
    assert form.set_aside[0].address == f"PR.xlsx ผลใหม่!{DOCUMENT}"
