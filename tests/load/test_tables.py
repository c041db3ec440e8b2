"""Tables are read as text, unchanged, with the address of every cell."""

import datetime
import io

import openpyxl
import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.load import load_entries, load_table
from pmqa_analysis.load.raw_table import Mark
from tests.offices import refused

COLUMNS = ("measure", "value")


@pytest.fixture
def load(tiny):
    """Return a function that reads a table with this content."""

    def read(content, name="t.csv"):
        return load_table(tiny({name: content}), name, COLUMNS)

    return read


def cells(table):
    return {row: list(values) for row, *values in table.frame.itertuples()}


def workbook(*rows, sheets=1):
    """Return the bytes of a workbook whose first sheet has these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(1, sheets):
        book.create_sheet(f"other{number}").append(["unknown"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_rows_are_counted_as_a_person_counts_them(load):
    table = load("measure,value\n7.1.1,8\n7.1.2,9\n")
    assert cells(table) == {2: ["7.1.1", "8"], 3: ["7.1.2", "9"]}


def test_an_address_names_file_row_and_column(load):
    assert load("measure,value\n7.1.1,8\n").address(2, "value") == "t.csv:2 [value]"


@pytest.mark.parametrize(
    "text", ["NA", "None", "N/A", "-", "", "007", "3,000", "12.50", "๔", "=1+1"]
)
def test_a_cell_stays_as_it_came(load, text):
    assert cells(load(f'measure,value\n7.1.1,"{text}"\n')) == {2: ["7.1.1", text]}


def test_columns_may_stand_in_any_order(load):
    assert cells(load("value,measure\n8,7.1.1\n")) == {2: ["7.1.1", "8"]}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(load, end):
    content = end.join(["measure,value", "7.1.1,8", "7.1.2,9", ""])
    assert cells(load(content)) == {2: ["7.1.1", "8"], 3: ["7.1.2", "9"]}


def test_the_last_line_needs_no_end(load):
    assert cells(load("measure,value\n7.1.1,8")) == {2: ["7.1.1", "8"]}


def test_a_byte_order_mark_is_no_part_of_the_header(load):
    assert cells(load(b"\xef\xbb\xbfmeasure,value\n7.1.1,8\n")) == {2: ["7.1.1", "8"]}


@pytest.mark.parametrize("blank", [" ", "  ", "\t", "\u00a0", "\u2003"])
def test_blanks_around_a_cell_or_title_are_dropped(load, blank):
    content = f"measure{blank},{blank}value\n{blank}7.1.1,8{blank}\n"
    assert cells(load(content)) == {2: ["7.1.1", "8"]}


def test_a_blank_inside_a_cell_stays(load):
    assert cells(load("measure,value\n7.1.1,1\u00a0234\n")) == {2: ["7.1.1", "1\u00a0234"]}


@pytest.mark.parametrize("empty", ["", ",", "  ,  "])
def test_empty_rows_are_passed_over_and_counted(load, empty):
    table = load(f"measure,value\n{empty}\n7.1.1,8\n{empty}\n{empty}\n")
    assert cells(table) == {3: ["7.1.1", "8"]}


def test_a_quoted_cell_of_two_lines_counts_as_two(load):
    table = load('measure,value\n"7.1\n.1",8\n7.1.2,9\n')
    assert cells(table) == {2: ["7.1\n.1", "8"], 4: ["7.1.2", "9"]}


def test_a_header_alone_is_a_table_without_rows(load):
    table = load("measure,value\n")
    assert (len(table.frame), list(table.frame.columns)) == (0, ["measure", "value"])


@pytest.mark.parametrize("content", ["", "\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(load, content):
    with refused(DataError, "t.csv"):
        load(content)


@pytest.mark.parametrize(
    ("row", "found"), [("7.1.1", "1"), ("7.1.1,8,9", "3"), ("7.1.1,1,234", "3")]
)
def test_a_row_of_another_length_is_named_with_both_lengths(load, row, found):
    with refused(DataError, "t.csv:3", found, "2"):
        load(f"measure,value\n7.1.1,8\n{row}\n")


def test_an_unknown_column_is_named_with_the_nearest(load):
    with refused(DataError, "t.csv", "“valeu”", "value"):
        load("measure,valeu\n")


def test_a_doubled_column_is_named(load):
    with refused(DataError, "t.csv", "“value”"):
        load("measure,value,value \n")


def test_all_missing_columns_are_named(tiny):
    with refused(DataError, "t.csv", "value, note"):
        load_table(tiny({"t.csv": "measure\n"}), "t.csv", ["measure", "value", "note"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_text_may_be_in_any_encoding_and_have_any_delimiter_of_excel(load, encoding, sign):
    text = sign.join(["measure", "value"]) + f"\n7.1.1{sign}8\nก ข{sign}9\n"
    assert cells(load(text.encode(encoding))) == {2: ["7.1.1", "8"], 3: ["ก ข", "9"]}


def test_signs_inside_the_cells_of_a_table_part_nothing(load):
    text = "measure,value\na; b; c,x|y\n" + "d; e; f,1\n" * 9
    assert cells(load(text))[2] == ["a; b; c", "x|y"]


@pytest.mark.parametrize(
    "content", [b"measure,value\n7.1.1,\xff\xfe\n", b"measure,value\n\xe01,8\n"]
)
def test_a_text_in_no_known_encoding_is_refused_with_its_line(load, content):
    with refused(DataError, "t.csv", "2", "UTF-8"):
        load(content)


def test_a_quote_that_is_never_closed_is_refused_with_its_line(load):
    with refused(DataError, "t.csv:3", "CSV"):
        load('measure,value\n7.1.1,8\n7.1.2,"9\n')


def test_a_missing_file_is_named(tiny):
    with refused(DataError, "raw/none.csv"):
        load_table(tiny(), "raw/none.csv", COLUMNS)


def test_a_sum_in_a_workbook_is_read_as_excel_shows_it(load):
    content = workbook(["measure", "value"], ["7.1.1", 4.35 * 100], ["7.1.2", 1e16])
    assert [value for _, value in cells(load(content, "t.xlsx")).values()] == [
        "435", "10000000000000000",
    ]  # fmt: skip


def test_numbers_of_a_workbook_are_read_as_text(load):
    content = workbook(["measure", "value"], ["7.1.1", 8], ["7.1.2", 97.14], ["7.1.3", "12.50"])
    assert [value for _, value in cells(load(content, "t.xlsx")).values()] == [
        "8", "97.14", "12.50",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["t.xlsx", "t.XLSX"])
def test_a_workbook_is_known_by_its_ending(load, name):
    content = workbook(["measure", "value"], ["7.1.1", 8])
    assert cells(load(content, name)) == {2: ["7.1.1", "8"]}


def test_an_empty_cell_of_a_workbook_is_blank_and_an_empty_row_passed_over(load):
    content = workbook(["measure", "value"], ["7.1.1", None], [None, None], ["7.1.2", 0])
    assert cells(load(content, "t.xlsx")) == {2: ["7.1.1", ""], 4: ["7.1.2", "0"]}


def test_a_workbook_is_read_from_its_first_sheet(load):
    content = workbook(["measure", "value"], ["7.1.1", 8], sheets=2)
    assert cells(load(content, "t.xlsx")) == {2: ["7.1.1", "8"]}


def test_a_formula_without_a_stored_value_is_refused_with_its_cell(load):
    content = workbook(["measure", "value"], ["7.1.1", "=1+1"])
    with refused(DataError, "t.xlsx Sheet!B2", "Excel"):
        load(content, "t.xlsx")


def test_a_date_in_a_workbook_is_a_text_that_no_number_is_made_of(load):
    content = workbook(["measure", "value"], ["7.1.1", datetime.datetime(2020, 9, 30)])
    assert cells(load(content, "t.xlsx")) == {2: ["7.1.1", "2020-09-30 00:00:00"]}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"measure,value\n"])
def test_a_file_that_is_no_workbook_is_refused(load, content):
    with refused(DataError, "t.xlsx"):
        load(content, "t.xlsx")


def test_a_workbook_of_the_old_kind_is_refused(load):
    with refused(DataError, "t.xls", ".xls", ".xlsx"):
        load(b"\xd0\xcf\x11\xe0", "t.xls")


def changed_book(change, *rows):
    """Return the bytes of a workbook whose sheet is changed after its rows are written."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    change(book.active)
    book.save(out)
    return out.getvalue()


def test_a_cell_of_a_workbook_is_named_by_sheet_letter_and_row(load):
    table = load(workbook(["value", "measure"], [8, "7.1.1"]), "t.xlsx")
    assert table.address(2, "value") == "t.xlsx Sheet!A2 [value]"
    assert table.row_address(2) == "t.xlsx Sheet!2"


def test_a_value_that_a_merged_cell_would_swallow_is_refused(load):
    rows = (["measure", "value"], ["7.1.1", 8], ["7.1.2", 9])
    with refused(DataError, "t.xlsx Sheet!B3 [value]"):
        load(changed_book(lambda sheet: sheet.merge_cells("B2:B3"), *rows), "t.xlsx")


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_value_of_excel_is_no_text(load, value):
    with refused(DataError, "t.xlsx Sheet!B2 [value]", value):
        load(workbook(["measure", "value"], ["7.1.1", value]), "t.xlsx")


def test_a_date_and_a_percentage_are_read_as_a_person_sees_them(load):
    def change(sheet):
        sheet["A2"].number_format, sheet["B2"].number_format = "yyyy-mm-dd", "0%"

    rows = (["measure", "value"], [datetime.date(2020, 9, 30), 0.5])
    assert cells(load(changed_book(change, *rows), "t.xlsx")) == {2: ["2020-09-30", "50%"]}


def test_a_title_above_the_table_and_other_sheets_do_not_matter(load):
    def change(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "แบบรายงาน"
        sheet.parent.create_sheet("สรุป", 0)["A1"] = "สรุปผล"

    content = changed_book(change, ["measure", "value"], ["7.1.1", 8])
    assert cells(load(content, "t.xlsx")) == {3: ["7.1.1", "8"]}


def test_a_list_of_entries_is_read(tiny):
    assert load_entries(tiny({"e.yml": "- id: a\n- id: b\n"}), "e.yml") == [
        {"id": "a"},
        {"id": "b"},
    ]


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "[]", "null"])
def test_a_list_may_be_empty(tiny, content):
    assert load_entries(tiny({"e.yml": content}), "e.yml") == []


def test_a_list_that_is_not_there_is_empty(tiny):
    assert load_entries(tiny(), "e.yml") == []


@pytest.mark.parametrize(
    "content",
    ["id: a", "text", "- a: [", "- {a: 1, a: 2}", "- 2563-13-45", "5", b"- \xa1", "[" * 500],
)
def test_what_is_no_list_is_refused(tiny, content):
    with refused(DataError, "e.yml", "YAML"):
        load_entries(tiny({"e.yml": content}), "e.yml")


def test_the_line_of_broken_yaml_is_named(tiny):
    with refused(DataError, "e.yml", " 2"):
        load_entries(tiny({"e.yml": "- a: 1\n- b: c: d\n"}), "e.yml")


def test_a_folder_in_the_place_of_a_list_is_refused(tiny):
    office = tiny()
    (office.folder / "e.yml").mkdir()
    with refused(DataError, "e.yml"):
        load_entries(office, "e.yml")


def test_a_csv_that_was_renamed_to_xlsx_is_told_as_such(load):
    with refused(DataError, "t.xlsx", "CSV") as caught:
        load(b"measure,value\n7.1.1,8\n", "t.xlsx")
    assert caught.value.key == "table.not_excel"


def test_a_hidden_copy_of_the_sheet_is_not_read_and_gets_a_mark(load):
    book = openpyxl.load_workbook(io.BytesIO(workbook(("measure", "value"), ("7.1.1", 8))))
    book.active.sheet_state = "hidden"
    now = book.create_sheet("now")
    now.append(["measure", "value"])
    now.append(["7.1.1", 9])
    out = io.BytesIO()
    book.save(out)
    table = load(out.getvalue(), "t.xlsx")
    assert cells(table) == {2: ["7.1.1", "9"]}
    assert table.marks == (Mark("sheet_not_read", "t.xlsx Sheet"),)
