"""Excel workbooks by hand: headers of several rows, notes, what is hidden, dates, percentages."""

import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import numbers
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load.limits import Limits
from pmqa_analysis.load.number_text import number_text, parse_format
from pmqa_analysis.load.workbook import read_workbook
from tests.load.books import member, rows_of, saved, with_member, workbook
from tests.offices import refused

SHEET = "xl/worksheets/sheet1.xml"


def load(book, **options):
    content = book if isinstance(book, bytes) else saved(book)
    return read_workbook("a.xlsx", content, **options)


def one(book, **options):
    (table,) = load(book, **options)
    return table


def shown(value, number_format, *, book=None):
    """Return the text of a cell with this value and format, and the table's remarks."""
    book = book or workbook(["ข้อ 1", "ข้อ 2"], ["x", None])
    cell = book.active["B2"]
    cell.value, cell.number_format = value, number_format
    table = one(book)
    return table.frame.loc[2, "ข้อ 2"], table.remarks


def test_a_cell_has_its_address():
    table = one(workbook(["ข้อ 1", "ข้อ 2"], ["ก", 5]))
    assert rows_of(table) == {2: ["ก", "5"]}
    assert table.address(2, "ข้อ 2") == "a.xlsx ข้อมูล!B2 [ข้อ 2]"


def test_a_table_may_stand_anywhere_in_its_sheet():
    book = openpyxl.Workbook()
    for place, value in {"C4": "ข้อ 1", "D4": "ข้อ 2", "C5": 1, "D5": 2}.items():
        book.active[place] = value
    table = one(book)
    assert rows_of(table) == {5: ["1", "2"]}
    assert table.letters == {"ข้อ 1": "C", "ข้อ 2": "D"}


def test_every_sheet_with_values_is_read_and_empty_ones_told():
    book = workbook(["ก"], [1])
    book.create_sheet("ว่าง")
    book.create_sheet("ที่สอง").append(["ข"])
    first, second = load(book)
    assert (first.sheet, second.sheet) == ("ข้อมูล", "ที่สอง")
    assert "empty sheets: ว่าง" in first.remarks


def test_one_sheet_may_be_named():
    book = workbook(["ก"], [1])
    book.create_sheet("ที่สอง").append(["ข"])
    assert [table.sheet for table in load(book, sheet="ที่สอง")] == ["ที่สอง"]


def test_a_missing_sheet_is_told_with_the_nearest():
    with refused(DataError, "a.xlsx", "“ข้อมูn”", "ข้อมูล"):
        load(workbook(["ก"], [1]), sheet="ข้อมูn")


def test_a_workbook_without_a_value_is_refused():
    with refused(DataError, "a.xlsx"):
        load(openpyxl.Workbook())


def test_a_hidden_sheet_is_read_and_told():
    book = workbook(["ก"], [1])
    book.create_sheet("ลับ").append(["ข"])
    book["ลับ"].sheet_state = "hidden"
    assert "hidden sheet" in load(book)[1].remarks


def test_titles_above_and_notes_below_are_remarks():
    table = one(
        workbook(
            ["ผลสำรวจปี 2567"],
            [None],
            ["ที่", "ข้อ 1", "ข้อ 2", "ข้อ 3"],
            [1, 5, 4, 3],
            [2, 3, 2, 1],
            [None],
            ["รวมจากทุกสำนัก"],
            ["หมายเหตุ: ข้อมูล ณ กันยายน"],
        )
    )
    assert rows_of(table) == {4: ["1", "5", "4", "3"], 5: ["2", "3", "2", "1"]}
    assert "title above: row 1: ผลสำรวจปี 2567" in table.remarks
    assert "note below: row 7: รวมจากทุกสำนัก" in table.remarks
    assert "note below: row 8: หมายเหตุ: ข้อมูล ณ กันยายน" in table.remarks


def test_a_merged_title_across_the_table_is_no_header():
    book = workbook(["ผลสำรวจ"], ["ที่", "ข้อ 1", "ข้อ 2"], [1, 5, 4])
    book.active.merge_cells("A1:C1")
    assert list(one(book).frame.columns) == ["ที่", "ข้อ 1", "ข้อ 2"]


def test_a_last_response_with_one_answer_is_a_row():
    table = one(workbook(["ที่", "ข้อ 1", "ข้อ 2"], [1, 5, 4], [2, None, None]))
    assert rows_of(table)[3] == ["2", "", ""]


def test_merged_headers_are_joined():
    book = workbook(
        ["ที่", "ตัวชี้วัด", "ผลการดำเนินงาน", None, "เป้าหมาย"],
        [None, None, "ปี 2562", "ปี 2563", None],
        [1, "ก", 5, 4, 6],
    )
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        book.active.merge_cells(area)
    table = one(book)
    assert list(table.frame.columns) == [
        "ที่", "ตัวชี้วัด", "ผลการดำเนินงาน / ปี 2562", "ผลการดำเนินงาน / ปี 2563", "เป้าหมาย",
    ]  # fmt: skip
    assert rows_of(table) == {3: ["1", "ก", "5", "4", "6"]}
    assert "header rows: 1-2" in table.remarks


def test_a_group_that_was_not_merged_is_joined_too():
    table = one(workbook(["ที่", "ผล", None], [None, 2562, 2563], [1, 5, 4]))
    assert list(table.frame.columns) == ["ที่", "ผล / 2562", "ผล / 2563"]


def test_a_first_answer_below_a_missing_title_is_a_row():
    table = one(workbook(["ที่", "ข้อ 1", None], [None, "มาก", "น้อย"], [2, "น้อย", "มาก"]))
    assert rows_of(table)[2] == ["", "มาก", "น้อย"]


def test_a_merged_header_that_hides_a_column_is_told_and_nothing_lost():
    book = workbook(["ที่", "ชื่อ", None, "ข้อ 1"], [1, "ก", "ข", 5], [2, "ค", "ง", 4])
    book.active.merge_cells("B1:C1")
    table = one(book)
    assert rows_of(table)[2] == ["1", "ก", "ข", "5"]
    assert list(table.letters.values()) == ["A", "B", "C", "D"]
    assert "merged title: B1:C1 covers C" in table.remarks


def test_hidden_rows_and_columns_are_read_and_told():
    book = workbook(["ก", "ข", "ค"], [1, 2, 3], [4, 5, 6])
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    table = one(book)
    assert rows_of(table)[3] == ["4", "5", "6"]
    assert {"hidden rows: 3", "hidden columns: B"} <= set(table.remarks)


def test_the_header_row_may_be_given():
    table = one(workbook(["ก", "ข"], ["ค", "ง"], [1, 2]), header_row=2)
    assert rows_of(table) == {3: ["1", "2"]}
    with refused(DataError, "a.xlsx", "9"):
        load(workbook(["ก"]), header_row=9)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.853, "0.0%", "85.3%"),
        (0.85, "0%", "85%"),
        (1, "0%", "100%"),
        (0.853, "0.00%", "85.30%"),
        (85.3, "General", "85.3"),
        ("85.3%", "General", "85.3%"),
        ("๘๕.๓", "General", "๘๕.๓"),
        (0.1 + 0.2, "General", "0.3"),
        (434.9999999999999, "0.00", "435"),
        (1e16, "0", "1" + 16 * "0"),
        (7, "00000", "00007"),
        ("007", "General", "007"),
        (True, "General", "TRUE"),
        ("=1+1 ", "@", None),
        (5, "General", "5"),
        (-0.5, "0.0", "-0.5"),
        (" ก ", "General", " ก "),
        (1.5, '0.0" คน"', "1.5"),
        (3, '"ปี" 0', "3"),
        (5, "[Red]0;[Blue]-0", "5"),
    ],
)
def test_a_number_is_read_as_it_is_seen(value, form, text):
    if text is None:
        with refused(DataError, "a.xlsx ข้อมูล!B2"):
            shown(value, form)
        return
    assert shown(value, form)[0] == text


def test_a_percentage_that_shows_fewer_decimals_is_told():
    text, remarks = shown(0.8536, "0%")
    assert text == "85%"
    assert "percentages shown with fewer decimals: B2" in remarks


DAY = datetime.datetime(2020, 9, 30)
MOMENT = datetime.datetime(2020, 9, 30, 14, 5, 9)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (DAY, "dd/mm/yyyy", "2020-09-30"),
        (DAY, numbers.FORMAT_DATE_XLSX14, "2020-09-30"),
        (DAY, "[$-107041E]d mmm yyyy;@", "2020-09-30"),
        (DAY, "d/m/bbbb", "2020-09-30"),
        (DAY, "yyyy-mm-dd h:mm", "2020-09-30 00:00:00"),
        (MOMENT, "d/m/yyyy", "2020-09-30 14:05:09"),
        (MOMENT, "d/m/yyyy h:mm", "2020-09-30 14:05:09"),
        (DAY, "mmm", "2020-09-30"),
        (datetime.time(14, 5), "h:mm", "14:05:00"),
        (datetime.timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
        (1, "d/m/yyyy", "1900-01-01"),
        (59, "d/m/yyyy", "1900-02-28"),
        (61, "d/m/yyyy", "1900-03-01"),
    ],
)
def test_a_date_is_iso_text_whatever_its_form(value, form, text):
    assert shown(value, form)[0] == text


@pytest.mark.parametrize("value", [60, -1, 3_000_000])
def test_a_number_that_no_date_is_stays_a_number(value):
    text, remarks = shown(value, "d/m/yyyy")
    assert text == str(value)
    assert "numbers that no date is: B2" in remarks


def test_dates_of_the_1904_system_are_the_same_days():
    book = workbook(["ข้อ 1", "ข้อ 2"], ["x", None])
    book.epoch = CALENDAR_MAC_1904
    assert shown(DAY, "d/m/yyyy", book=book)[0] == "2020-09-30"


def test_a_buddhist_year_read_as_a_common_one_is_told():
    text, remarks = shown(datetime.datetime(2563, 9, 30), "d/m/yyyy")
    assert text == "2563-09-30"
    assert "B.E. years read as C.E.: B2" in remarks


def test_formulas_without_a_stored_value_are_told_together():
    with refused(PmqaError, "ข้อมูล!A2", "ข้อมูล!B3"):
        load(workbook(["ก", "ข"], ["=1+1", 2], [3, "=B2"]))


def test_a_formula_with_a_stored_value_is_read():
    content = saved(workbook(["ก", "ข"], ["=1+1", "=A2"]))
    sheet = member(content, SHEET).replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")
    sheet = sheet.replace("<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
    sheet = sheet.replace("<f>A2</f><v></v>", "<f>A2</f><v>2.5</v>")
    sheet = sheet.replace("<f>A2</f><v />", "<f>A2</f><v>2.5</v>")
    assert rows_of(one(with_member(content, SHEET, sheet))) == {2: ["2", "2.5"]}


def test_error_values_stay_and_are_told_with_their_cells():
    table = one(workbook(["ก", "ข"], ["#N/A", 1], [2, "#REF!"]))
    assert rows_of(table) == {2: ["#N/A", "1"], 3: ["2", "#REF!"]}
    assert "error values: A2 #N/A, B3 #REF!" in table.remarks


def test_one_cell_at_the_far_end_is_refused():
    book = workbook(["ก", "ข"], [1, 2])
    book.active["XFD1048576"] = "x"
    with refused(DataError, "XFD1048576", "columns"):
        load(book)


def test_one_cell_in_the_last_row_costs_no_memory_beyond_its_rows():
    book = workbook(["ก", "ข", "ค"], [1, 2, 3])
    book.active["A1048576"] = "x"
    table = one(book)
    assert len(table.frame) == 1
    assert "note below: row 1048576: x" in table.remarks


def test_rows_of_a_wide_sheet_are_counted_by_area():
    rows = [[None] * 99 + [1] for _ in range(50)]
    with refused(DataError, "cells"):
        load(workbook(*rows), limits=Limits(cells=1000))


def test_another_prefix_and_cells_without_addresses_are_read():
    content = saved(workbook(["ก", "ข"], [1, 2]))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{space}"><x:sheetData><x:row>'
        '<x:c t="inlineStr"><x:is><x:r><x:t>ก</x:t></x:r><x:r><x:t>า</x:t></x:r>'
        '<x:rPh sb="0" eb="1"><x:t>z</x:t></x:rPh></x:is></x:c>'
        '<x:c t="str"><x:v>ข_x000D_</x:v></x:c></x:row>'
        "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    table = one(with_member(content, SHEET, sheet))
    assert rows_of(table) == {2: ["1", "2"]}
    assert list(table.frame.columns) == ["กา", "ข"]


@pytest.mark.parametrize(
    "sheet",
    ["<worksheet><sheetData><row></sheetData>", "", "<!DOCTYPE a []><worksheet/>", "\x00",
     '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
     '<worksheet><sheetData><row r="1"><c r="A1"><v>x</v></c></row></sheetData></worksheet>'],
)  # fmt: skip
def test_a_damaged_sheet_is_refused(sheet):
    with refused(DataError, "a.xlsx", "Excel"):
        load(with_member(saved(workbook(["ก"], [1])), SHEET, sheet))


def test_a_message_names_no_value():
    sheet = (
        '<worksheet><sheetData><row r="1"><c r="A1"><v>secret</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(DataError) as caught:
        load(with_member(saved(workbook(["ก"], [1])), SHEET, sheet))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0.0%", "percent"), ("d/m/yyyy", "date"), ("[h]:mm", "date"), ("0.00E+00", "plain"),
        ("General", "plain"), ('0" days"', "plain"), ("#,##0.00", "plain"), ("ว/ด/ปปปป", "date"),
        ("000", "padded"), ("0", "plain"), ("[Red]0", "plain"), ("@", "plain"),
    ],
)  # fmt: skip
def test_a_format_is_known_by_its_letters(code, kind):
    assert parse_format(170, code).kind == kind


@given(st.decimals(-(10**6), 10**6, places=4))
def test_a_number_of_four_decimals_comes_back(value):
    assert float(number_text(str(value), parse_format(0))[0]) == float(value)


@given(st.lists(st.lists(st.text("กขำ้ aZ09=&<>\"'\n", min_size=1, max_size=6).filter(str.strip),
                         min_size=3, max_size=3), min_size=1, max_size=5))  # fmt: skip
def test_texts_come_back_as_they_were_written(rows):
    book = openpyxl.Workbook()
    book.active.append(["x", "y", "z"])
    for number, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            cell = book.active.cell(number, place)
            cell.value, cell.data_type = text, "s"
    table = one(book, header_row=1)
    assert [cells for _, cells in sorted(rows_of(table).items())] == rows
