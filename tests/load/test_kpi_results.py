"""KPI results, wide and long, become one long table that keeps each value's cell."""

import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.kpi_results import long_results
from tests.load.books import read, saved, workbook
from tests.offices import refused


def wide():
    book = workbook(
        ["รหัส", "ตัวชี้วัด", "หน่วยวัด", "เป้าหมาย", "ผลการดำเนินงาน", None],
        [None, None, None, None, "ปี ๒๕๖๒", "ปี 2563"],
        ["7.1.1", "ร้อยละ ก", "ร้อยละ", 80, "-", 97.14],
        ["7.1.2", "จำนวน ข", "ครั้ง", "", 5, 6],
    )
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"):
        book.active.merge_cells(area)
    return saved(book)


def test_a_wide_sheet_becomes_long_with_each_cell(tiny):
    (table,) = read(tiny, "k.xlsx", wide(), "workbook")
    rows = long_results(table, year=2563).frame.iloc[:, :7].to_numpy().tolist()
    place = "k.xlsx ข้อมูล!{} [ผลการดำเนินงาน / ปี {}]"
    assert rows[:3] == [
        ["7.1.1", "ร้อยละ ก", "ร้อยละ", "2563", "target", "80", "k.xlsx ข้อมูล!D3 [เป้าหมาย]"],
        ["7.1.1", "ร้อยละ ก", "ร้อยละ", "2562", "actual", "-", place.format("E3", "๒๕๖๒")],
        ["7.1.1", "ร้อยละ ก", "ร้อยละ", "2563", "actual", "97.14", place.format("F3", "2563")],
    ]
    assert [row[5] for row in rows[3:]] == ["", "5", "6"]


def test_a_long_sheet_keeps_its_rows(tiny):
    text = "รหัสตัวชี้วัด,ปี,ประเภท,ค่า\n7.1.1,2563,เป้าหมาย,80\n7.1.1,2563,ผลการดำเนินงาน,97.14\n"
    (table,) = read(tiny, "k.csv", text, "csv")
    frame = long_results(table).frame
    assert list(frame["kind"]) == ["target", "actual"]
    assert list(frame["address"]) == ["k.csv:2 [ค่า]", "k.csv:3 [ค่า]"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("คะแนนประเมินตนเอง ปี 2563", "self_score"), ("คะแนนกรรมการ 2563", "committee_score"),
        ("ค่าเทียบเคียง 2563", "benchmark"), ("2563", "actual"), ("ปีงบประมาณ พ.ศ. 2563", "actual"),
        ("Target 2563", "target"),
    ],
)  # fmt: skip
def test_a_title_says_what_its_values_are(tiny, title, kind):
    (table,) = read(tiny, "k.csv", f"ตัวชี้วัด,{title}\nก,5\n", "csv")
    assert list(long_results(table).frame["kind"]) == [kind]


def test_a_column_that_is_no_value_is_left_out(tiny):
    (table,) = read(tiny, "k.csv", "ตัวชี้วัด,ผู้รับผิดชอบ,2563\nก,ข,5\n", "csv")
    assert list(long_results(table).frame["value"]) == ["5"]


@pytest.mark.parametrize("text", ["ก,2563\nข,5\n", "ตัวชี้วัด,หมายเหตุ\nก,ข\n"])
def test_a_sheet_without_indicators_or_values_is_refused(tiny, text):
    (table,) = read(tiny, "k.csv", text, "csv")
    with refused(DataError, "k.csv"):
        long_results(table)


def test_the_words_beside_a_value_have_cells_of_their_own(tiny):
    (table,) = read(tiny, "k.xlsx", wide(), "workbook")
    row = long_results(table, year=2563).frame.iloc[2]
    assert row["described_at"] == "k.xlsx ข้อมูล!A3 [รหัส]"
    assert row["unit_at"] == "k.xlsx ข้อมูล!C3 [หน่วยวัด]"
    assert row["year_at"] == row["kind_at"] == row["address"]


def test_a_long_row_names_the_cells_of_its_year_and_kind(tiny):
    (table,) = read(tiny, "k.csv", "ตัวชี้วัด,ปี,ประเภท,ค่า\nก,2563,ผล,5\n", "csv")
    row = long_results(table).frame.iloc[0]
    assert (row["kind"], row["year_at"], row["kind_at"], row["described_at"]) == (
        "actual", "k.csv:2 [ปี]", "k.csv:2 [ประเภท]", "k.csv:2 [ตัวชี้วัด]"
    )  # fmt: skip


def test_titles_under_a_merged_one_are_known_by_their_own_words(tiny):
    book = workbook(["ตัวชี้วัด", None, "ผล", None], ["ลำดับ", "ชื่อตัวชี้วัด", "2562", "2563"],
                    [1, "ร้อยละ ก", 5, 6])  # fmt: skip
    for area in ("A1:B1", "C1:D1"):
        book.active.merge_cells(area)
    (table,) = read(tiny, "k.xlsx", saved(book), "workbook")
    frame = long_results(table).frame
    assert frame[["indicator", "name", "year", "value"]].to_numpy().tolist() == [
        ["1", "ร้อยละ ก", "2562", "5"],
        ["1", "ร้อยละ ก", "2563", "6"],
    ]


def test_a_common_year_in_a_title_is_not_taken_for_this_year(tiny):
    (table,) = read(tiny, "k.csv", "ตัวชี้วัด,ผลการดำเนินงาน 2019\nก,5\n", "csv")
    assert list(long_results(table, year=2563).frame["year"]) == ["2019"]


def test_a_long_sheet_may_have_a_column_of_targets_beside_that_of_results(tiny):
    text = "รหัส,ตัวชี้วัด,ปี,เป้าหมาย,{}\n7.1.1,ก,2563,5,6\n7.1.1,ก,๒๕๖๒,4,7\n"
    for result in ("ผล", "ผลงาน", "ผลการดำเนินงาน"):
        (table,) = read(tiny, "k.csv", text.format(result), "csv")
        frame = long_results(table, year=2563).frame
        assert frame[["year", "kind", "value"]].to_numpy().tolist() == [
            ["2563", "target", "5"], ["2563", "actual", "6"],
            ["๒๕๖๒", "target", "4"], ["๒๕๖๒", "actual", "7"],
        ]  # fmt: skip
        assert frame["year_at"].iloc[0] == "k.csv:2 [ปี]"
        assert frame["kind_at"].iloc[0] == "k.csv:2 [เป้าหมาย]"


@pytest.mark.parametrize("title", ["ผล 2562 (12 เดือน)", "2562*", "ปี ๒๕๖๒ (เบื้องต้น)"])
def test_numbers_of_a_year_under_an_unclear_title_are_not_left_out(tiny, title):
    (table,) = read(tiny, "k.csv", f"ตัวชี้วัด,{title},ผล 2563\nก,-,6\nข,5,6\n", "csv")
    with refused(DataError, f"k.csv [{title}]"):
        long_results(table)


@pytest.mark.parametrize(
    "title",
    [
        "ร้อยละของเป้าหมาย ปี 2563", "ผลการดำเนินงานเทียบเป้าหมาย", "% ต่อเป้าหมาย", "ผลต่าง 2563",
        "ผลรวม 2562-2563", "น้ำหนัก ปี 2563",
    ],
)  # fmt: skip
def test_a_column_made_from_others_is_no_value(tiny, title):
    (table,) = read(tiny, "k.csv", f"ตัวชี้วัด,{title},เป้าหมาย 2563,ผล 2563\nก,120,5,6\n", "csv")
    frame = long_results(table).frame
    assert frame[["kind", "value"]].to_numpy().tolist() == [["target", "5"], ["actual", "6"]]


def test_a_note_under_a_title_with_a_year_is_no_value(tiny):
    (table,) = read(tiny, "k.csv", "ตัวชี้วัด,ผลกระทบ 2563,ปี 2563 (หมายเหตุ),2563\nก,1,ดี,6\n", "csv")
    assert list(long_results(table).frame["value"]) == ["6"]


def test_two_columns_of_one_title_have_addresses_of_their_own(tiny):
    (table,) = read(tiny, "k.csv", "ตัวชี้วัด,ผล,ผล\nก,5,6\n", "csv")
    assert list(long_results(table).frame["address"]) == ["k.csv:2 [ผล]", "k.csv:2 [ผล (2)]"]
