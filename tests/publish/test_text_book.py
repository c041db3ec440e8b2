"""Tables of text as a workbook: what is written is read again, letter by letter."""

from io import BytesIO

import openpyxl

from pmqa_analysis.publish.text_book import TextTable, text_book_bytes

TABLE = TextTable(
    ("ตัวชี้วัด", "ผล"),
    [{"ตัวชี้วัด": "1.1", "ผล": "80.00"}, {"ผล": "=1+1"}, {"ตัวชี้วัด": "001", "ผล": "-"}],
)


def page(name="ผล"):
    return openpyxl.load_workbook(BytesIO(text_book_bytes({"ผล": TABLE, "อื่น": TABLE})))[name]


def test_each_text_stays_what_it_is():
    rows = [[cell.value for cell in row] for row in page().iter_rows()]
    assert rows == [["ตัวชี้วัด", "ผล"], ["1.1", "80.00"], [None, "=1+1"], ["001", "-"]]


def test_no_text_is_a_formula_or_a_number():
    assert {cell.data_type for row in page().iter_rows() for cell in row if cell.value} == {"s"}


def test_each_table_has_its_sheet_and_its_header_stays_in_sight():
    assert page("อื่น").freeze_panes == "A2"


def test_the_same_tables_give_the_same_bytes():
    assert text_book_bytes({"ผล": TABLE}) == text_book_bytes({"ผล": TABLE})


def test_a_table_without_rows_has_its_header():
    content = text_book_bytes({"ว่าง": TextTable(("ก",), [])})
    assert openpyxl.load_workbook(BytesIO(content))["ว่าง"]["A1"].value == "ก"
