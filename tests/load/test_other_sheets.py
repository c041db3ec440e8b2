"""Sheets of a workbook that were not read, though they hold the same table."""

import pytest

from pmqa_analysis.load.exports import read_export
from pmqa_analysis.load.raw_table import Mark
from tests.load.books import saved, workbook

TITLES = ("ที่", "เพศ", "ความพึงพอใจ", "ข้อเสนอแนะ")


def marks(book, sheet="ข้อมูล"):
    [table] = read_export("raw/2567/a.xlsx", saved(book), kind="workbook", sheet=sheet)
    return table.marks


def with_sheet(name, *rows, state="visible"):
    book = workbook(TITLES, (1, "หญิง", 5, "ดี"))
    sheet = book.create_sheet(name)
    sheet.sheet_state = state
    for row in rows:
        sheet.append(row)
    return book


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_a_sheet_with_the_same_titles_is_told(state):
    book = with_sheet("ครึ่งหลัง", TITLES, (2, "ชาย", 4, ""), state=state)
    assert marks(book) == (Mark("sheet_not_read", "raw/2567/a.xlsx ครึ่งหลัง"),)


def test_titles_above_and_most_of_the_titles_are_enough():
    book = with_sheet("ปีก่อน", ("ผลสำรวจ",), (), ("ที่", "เพศ", "ความพึงพอใจ"), (1, "ชาย", 3))
    assert marks(book) == (Mark("sheet_not_read", "raw/2567/a.xlsx ปีก่อน"),)


def test_another_table_an_explanation_and_an_empty_sheet_are_not_told():
    book = with_sheet("สรุป", ("ตัวชี้วัด", "ผล"), ("ร้อยละ", 85))
    book.create_sheet("คำชี้แจง")["A1"] = "โปรดกรอกแผ่นข้อมูล"
    book.create_sheet("ว่าง")
    assert marks(book) == ()


def test_a_formula_of_another_sheet_needs_no_value():
    book = with_sheet("สรุป", ("รวม", "เฉลี่ย", "ร้อยละ", "n"), ("=1+1", 2, 3, 4))
    assert marks(book) == ()


def test_only_the_first_rows_of_another_sheet_are_read():
    rows = [(number, "ชาย", 4, "") for number in range(40)]
    book = with_sheet("ครึ่งหลัง", TITLES, *rows, ("=1+1", "", "", ""))
    assert [mark.kind for mark in marks(book)] == ["sheet_not_read"]


def test_a_hidden_sheet_that_is_read_is_told():
    book = with_sheet("อื่น", ("ก", "ข"), (1, 2))
    book["ข้อมูล"].sheet_state = "hidden"
    book.active = 1
    assert marks(book) == (Mark("hidden_sheet", "raw/2567/a.xlsx ข้อมูล"),)
