"""The workbook to be filled in: what is locked, what is open, what may be chosen."""

import re
import zipfile
from io import BytesIO

from pmqa_analysis.blocks.entry import MARKS_SHEET
from pmqa_analysis.publish.entry_book import entry_book_bytes
from tests.forms import DATE, DOCUMENT, FORM, SHEET, TICK, TICKS, VALUE, opened


def open_cells(page):
    return {
        cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked
    }


def rules(page):
    return {str(rule.sqref): rule for rule in page.data_validations.dataValidation}


def test_only_what_is_asked_can_be_typed_in():
    page = opened()[SHEET]
    assert page.protection.sheet
    assert open_cells(page) == {TICK, DATE, DOCUMENT, VALUE, "F6"}


def test_the_instructions_are_locked_whole():
    page = opened()["คำชี้แจง"]
    assert page.protection.sheet
    assert open_cells(page) == set()
    assert page["B2"].value == "กรอกเฉพาะช่องสีเหลือง"


def test_a_choice_has_its_list():
    rule = rules(opened()[SHEET])[TICK]
    assert (rule.type, rule.formula1) == ("list", '"' + ",".join(TICKS) + '"')
    assert (rule.prompt, rule.showInputMessage) == ("เลือกจากรายการ", True)


def test_a_number_and_a_date_have_their_rules():
    found = rules(opened()[SHEET])
    assert (found[VALUE].type, found[DATE].type) == ("decimal", "date")


def test_a_date_of_the_buddhist_era_may_be_typed_as_text():
    assert rules(opened()[SHEET])[DATE].errorStyle == "warning"


def test_no_list_is_longer_than_excel_takes():
    assert all(len(rule.formula1) <= 255 for rule in rules(opened()[SHEET]).values())


def test_the_keys_stand_in_a_hidden_column():
    page = opened()[SHEET]
    assert page.column_dimensions["A"].hidden
    assert [page.cell(row, 1).value for row in (4, 5, 6)] == ["1.1", "1.1/1/1", "1.1/3/1"]


def test_a_hidden_sheet_says_what_the_workbook_is():
    book = opened()
    page = book[MARKS_SHEET]
    assert page.sheet_state == "veryHidden"
    assert {row[0].value: row[1].value for row in page.iter_rows()} == dict(FORM.marks)


def test_the_titles_stay_in_sight_and_on_each_printed_page():
    page = opened()[SHEET]
    assert page.freeze_panes == "B4"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"


def test_the_same_form_gives_the_same_bytes():
    assert entry_book_bytes(FORM) == entry_book_bytes(FORM)


def test_it_does_not_say_when_it_was_saved():
    with zipfile.ZipFile(BytesIO(entry_book_bytes(FORM))) as book:
        times = re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", book.read("docProps/core.xml").decode())
        days = {member.date_time for member in book.infolist()}
    assert set(times) == {"2000-01-01T00:00:00Z"}
    assert days == {(1980, 1, 1, 0, 0, 0)}
