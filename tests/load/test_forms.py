"""Google Forms and Microsoft Forms: times, grids, several choices, consent, other text."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.load.forms import (
    find_form_columns,
    grid_title,
    parse_timestamp,
    split_options,
)
from tests.load.books import read, saved, workbook

MOMENT = datetime(2024, 1, 31, 13, 2, 3)
GOOGLE = (
    "ประทับเวลา,ยินยอมให้ใช้ข้อมูล,ความพึงพอใจ [ความรวดเร็ว],ความพึงพอใจ [ความสุภาพ],ช่องทาง,อื่น ๆ โปรดระบุ\n"
    '"31/1/2567, 13:02:03",ยินยอม,5,4,"เว็บไซต์, โทรศัพท์",\n'
)


@pytest.mark.parametrize(
    "text",
    [
        "2024/01/31 1:02:03 PM GMT+7",
        "31/1/2567, 13:02:03",
        "31/1/2024 13:02:03",
        "1/31/2024 13:02:03",
        "2024-01-31 13:02:03",
        "2024-01-31T13:02:03",
        "๓๑/๑/๒๕๖๗ ๑๓:๐๒:๐๓",
        "2567/01/31 1:02:03 หลังเที่ยง GMT+7",
        "31 ม.ค. 2567 13:02:03 น.",
        "31 มกราคม พ.ศ. 2567 13:02:03",
        "2024-01-31T06:02:03Z",
        "2024-01-31 13:02:03.250",
        "31/01/2567 เวลา 13:02:03 น.",
        "2024/01/31 1:02:03\u202fPM GMT+7",
        "2024-01-31T13:02:03+07:00",
    ],
)
def test_a_time_is_read_in_every_form(text):
    assert parse_timestamp(text) == MOMENT


@pytest.mark.parametrize(
    ("text", "hour"),
    [("31/1/2567 12:00:00 AM", 0), ("31/1/2567 12:00:00 หลังเที่ยง", 12), ("31/1/2567", 0)],
)
def test_noon_and_midnight_are_told_apart(text, hour):
    assert parse_timestamp(text) == datetime(2024, 1, 31, hour)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30/02/2567",
        "31/1/67",
        "13/13/2567",
        "มกราคม",
        "31/1/2567 25:00",
        "2567",
        "31/1/2567 13:00 PM",
        "29/2/2566",
        "0/1/2567",
    ],
)
def test_what_is_no_time_is_none(text):
    assert parse_timestamp(text) is None


def test_a_leap_day_is_that_of_the_common_era():
    assert parse_timestamp("29/2/2567") == datetime(2024, 2, 29)


def test_the_day_comes_before_the_month():
    assert parse_timestamp("3/4/2567") == datetime(2024, 4, 3)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("คำถาม [ข้อย่อย]", ("คำถาม", "ข้อย่อย")), ("คำถาม", ("คำถาม", "")),
        ("ก [ข] [ค]", ("ก [ข]", "ค")), ("ก [ข [ค]]", ("ก", "ข [ค]")), ("[ก]", ("[ก]", "")),
        ("ก [ข] ค", ("ก [ข] ค", "")), ("ก]", ("ก]", "")),
    ],
)  # fmt: skip
def test_a_grid_title_is_parted(title, parts):
    assert grid_title(title) == parts


OPTIONS = ("เว็บไซต์", "โทรศัพท์", "เอกสาร, หนังสือ", "เอกสาร", "มา;ไป")


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("เว็บไซต์;โทรศัพท์;", ["เว็บไซต์", "โทรศัพท์"], ""),
        ("เว็บไซต์, โทรศัพท์", ["เว็บไซต์", "โทรศัพท์"], ""),
        ("เอกสาร, หนังสือ, เว็บไซต์", ["เอกสาร, หนังสือ", "เว็บไซต์"], ""),
        ("เอกสาร, เว็บไซต์", ["เอกสาร", "เว็บไซต์"], ""),
        ("มา;ไป;เอกสาร", ["มา;ไป", "เอกสาร"], ""),
        ("เว็บไซต์, จดหมาย, ป้าย", ["เว็บไซต์"], "จดหมาย, ป้าย"),
        ("จดหมาย, เว็บไซต์", ["เว็บไซต์"], "จดหมาย"),
        ("จดหมาย, เว็บไซต์, ป้าย", ["เว็บไซต์"], "จดหมาย; ป้าย"),
        ("เว็บไซต์ใหม่", [], "เว็บไซต์ใหม่"), ("หนังสือ", [], "หนังสือ"), ("", [], ""),
        ("เว็บไซต์,โทรศัพท์", ["เว็บไซต์", "โทรศัพท์"], ""),
    ],
)  # fmt: skip
def test_choices_are_parted_by_the_known_options(text, found, rest):
    assert split_options(text, OPTIONS) == (found, rest)


def test_a_shorter_option_is_taken_where_all_is_then_known():
    assert split_options("a, b, c", ["a", "a, b", "b, c"]) == (["a", "b, c"], "")


@given(st.lists(st.sampled_from(OPTIONS), unique=True), st.sampled_from([";", ", "]))
def test_what_was_joined_is_parted_again(chosen, separator):
    text = separator.join(chosen)
    if "เอกสาร, หนังสือ" in chosen or separator == ";" or "หนังสือ" not in text:
        assert split_options(text, OPTIONS) == (chosen, "")


@pytest.mark.parametrize("name", ["f.csv", "f.xlsx"])
def test_an_export_is_read_with_its_columns_told(tiny, name):
    rows = [["ประทับเวลา", "ยินยอมหรือไม่", "ก [ข]", "อื่น ๆ"], ["31/1/2567, 13:02:03", "ยินยอม", 5, "x"]]
    content = GOOGLE if name == "f.csv" else saved(workbook(*rows))
    (table,) = read(tiny, name, content, "google_forms")
    columns = find_form_columns(table)
    assert columns.timestamps == ("ประทับเวลา",)
    assert len(columns.consent) == len(columns.other) == len(columns.grids) == 1
    assert "timestamp column: ประทับเวลา" in table.remarks
    assert table.frame.loc[2, "ประทับเวลา"] == "31/1/2567, 13:02:03"


def test_a_buddhist_year_read_as_a_common_one_is_told_with_its_cell(tiny):
    book = workbook(["Start time", "Q"], [datetime(2024, 1, 31), 1], [datetime(2567, 1, 31), 2])
    (table,) = read(tiny, "f.xlsx", saved(book), "microsoft_forms")
    assert "B.E. year read as C.E.: f.xlsx ข้อมูล!A3 [Start time]" in table.remarks
