"""Thai numerals, fiscal years, dates, blanks, order and lines."""

import os
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.thai import (
    THAI_MONTHS,
    buddhist_date,
    buddhist_datetime,
    fiscal_months,
    fiscal_year_of,
    normalise,
    parse_day,
    parse_fiscal_year,
    sort_thai,
    split_words,
    to_arabic_digits,
    to_thai_digits,
    wrap_words,
)
from tests.offices import refused

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
# Thai letters, digits, points, commas and blanks: a sentence without Latin names.
thai_texts = st.text(st.sampled_from("กขคำน้ีร้อยละ 0123456789.,()-"), max_size=40)


def test_ten_arabic_digits_have_ten_thai_ones():
    assert to_thai_digits("0123456789") == "๐๑๒๓๔๕๖๗๘๙"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ร้อยละ 97.14", "ร้อยละ ๙๗.๑๔"),
        ("3,757 ครั้ง", "๓,๗๕๗ ครั้ง"),
        ("ตัวชี้วัด 7.1.4", "ตัวชี้วัด ๗.๑.๔"),
        ("เกณฑ์ PMQA 4.0 ปี 2563", "เกณฑ์ PMQA 4.0 ปี ๒๕๖๓"),
        ("ข้อ Q60 ได้ 58", "ข้อ Q60 ได้ ๕๘"),
        ("Secretariat 4.0", "Secretariat 4.0"),
        ("(ITA) 92.20", "(ITA) ๙๒.๒๐"),
        ("", ""),
    ],
)
def test_numbers_turn_thai_but_not_those_of_latin_names(text, written):
    assert to_thai_digits(text) == written


@given(thai_texts)
@example("97.14")
def test_digits_come_back_as_they_were(text):
    assert to_arabic_digits(to_thai_digits(text)) == text


@given(st.text())
def test_writing_thai_digits_twice_is_writing_them_once(text):
    assert to_thai_digits(to_thai_digits(text)) == to_thai_digits(text)


@given(thai_texts)
def test_no_arabic_digit_is_left_in_a_thai_sentence(text):
    assert not set("0123456789") & set(to_thai_digits(text))


@pytest.mark.parametrize("text", ["2563", "๒๕๖๓", 2563, " 2563 ", "\u00a0๒๕๖๓", "๒๕63"])
def test_a_fiscal_year_is_read_in_both_numerals(text):
    assert parse_fiscal_year(text) == 2563


@pytest.mark.parametrize("text", ["", "63", "25633", "ปี 2563", "2563.0", "-2563", None, True])
def test_what_is_no_year_is_refused_with_an_example(text):
    with refused(SettingsError, f"“{text}”", "2563"):
        parse_fiscal_year(text)


@pytest.mark.parametrize(
    ("text", "meant"), [("2020", "2563"), ("2026", "2569"), ("๒๐๒๐", "2563"), ("1999", "2542")]
)
def test_a_year_of_the_common_era_is_refused_and_the_buddhist_one_named(text, meant):
    with refused(SettingsError, f"“{text}”", meant):
        parse_fiscal_year(text)


@pytest.mark.parametrize("text", ["0000", "9999", "2400", "2700"])
def test_a_year_far_off_is_refused(text):
    with refused(SettingsError, text, "2563"):
        parse_fiscal_year(text)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2019, 9, 30), 2562),
        (date(2019, 10, 1), 2563),
        (date(2020, 1, 1), 2563),
        (date(2020, 2, 29), 2563),
        (date(2020, 9, 30), 2563),
        (date(2020, 10, 1), 2564),
    ],
)
def test_a_fiscal_year_begins_in_october(day, year):
    assert fiscal_year_of(day) == year


@given(days)
def test_a_day_lies_in_one_of_the_months_of_its_fiscal_year(day):
    assert (day.year + 543, day.month) in fiscal_months(fiscal_year_of(day))


def test_the_months_of_a_year_run_from_october_to_september():
    months = fiscal_months(2563)
    assert (months[0], months[2], months[3], months[-1]) == (
        (2562, 10), (2562, 12), (2563, 1), (2563, 9),
    )  # fmt: skip


@given(st.integers(2450, 2699))
def test_twelve_months_follow_each_other(year):
    serial = [when * 12 + month for when, month in fiscal_months(year)]
    assert [later - earlier for earlier, later in pairwise(serial)] == [1] * 11


def test_a_day_is_written_in_the_buddhist_era():
    assert buddhist_date(date(2020, 9, 30)) == "30 กันยายน 2563"


def test_a_moment_is_written_in_its_own_time_zone():
    written = buddhist_datetime("2020-09-30T14:05:00+07:00")
    assert written == "30 กันยายน 2563 เวลา 14:05 น. (UTC+07:00)"


def test_months_of_thirty_one_days_end_in_khom():
    long_months = [THAI_MONTHS[month - 1] for month in (1, 3, 5, 7, 8, 10, 12)]
    assert all(name.endswith("คม") for name in long_months)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  ก   ข ", "ก ข"),
        ("ก\u00a0ข", "ก ข"),
        ("ก\r\n\tข", "ก ข"),
        ("สำนักงาน", "สำนักงาน"),
        ("cafe\u0301", "café"),
        ("", ""),
    ],
)
def test_blanks_become_one_and_letters_are_composed(text, clean):
    assert normalise(text) == clean


@given(st.text())
def test_normalising_twice_is_normalising_once(text):
    assert normalise(normalise(text)) == normalise(text)


def test_sara_am_stays_one_letter():
    assert "\u0e33" in normalise("น้ำ")
    assert "\u0e4d" not in normalise("น้ำ")


def test_thai_sorts_by_consonant_not_by_leading_vowel():
    assert sort_thai(["เก้า", "ขา", "กา", "ไก่"]) == ["กา", "เก้า", "ไก่", "ขา"]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (30, ["ความพึงพอใจของผู้รับบริการ"]),
        (14, ["ความพึงพอใจของ", "ผู้รับบริการ"]),
        (9, ["ความพึงพอใจ", "ของ", "ผู้รับบริการ"]),
    ],
)
def test_lines_break_between_words_only(width, lines):
    assert wrap_words("ความพึงพอใจของผู้รับบริการ", width) == lines


def test_no_letter_is_lost_in_lines():
    text = "ร้อยละความสำเร็จของโครงการตามแผนปฏิบัติราชการประจำปี 2563"
    lines = wrap_words(text, 18)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_line_never_begins_with_a_mark():
    lines = wrap_words("ที่ปรึกษาผู้ทรงคุณวุฒิด้านนิติบัญญัติและการปฏิรูปประเทศ", 10)
    assert not [line for line in lines if line[0] in "ะัาำิีึืุู็่้๊๋์"]


def test_marks_take_no_column():
    assert wrap_words("น้ำ", 2) == ["น้ำ"]


def test_a_word_wider_than_the_line_stands_alone():
    assert wrap_words("ก Secretariat ข", 4) == ["ก", "Secretariat", "ข"]


@pytest.mark.parametrize("text", ["", "   "])
def test_no_text_has_no_lines(text):
    assert wrap_words(text, 10) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("สำนักวิชาการ", ["สำนัก", "วิชาการ"]),
        ("สำนักกฎหมาย", ["สำนัก", "กฎหมาย"]),
        ("สำนักประชาสัมพันธ์", ["สำนัก", "ประชาสัมพันธ์"]),
        ("สำนักการประชุม", ["สำนัก", "การประชุม"]),
        ("นักวิชาการ", ["นักวิชาการ"]),
    ],
)
def test_a_bureau_is_no_profession(name, words):
    """The dictionary has นักวิชาการ, and would break a line inside สำนัก."""
    assert split_words(name) == words


@given(thai_texts)
def test_the_words_joined_are_the_text(text):
    assert "".join(split_words(text)) == text


def test_words_are_found_without_writing_into_the_home(tmp_path):
    code = "from pmqa_analysis.thai import split_words; print(len(split_words('การดำเนินงาน')))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "HOME": str(tmp_path)}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert int(done.stdout) >= 1
    assert list(tmp_path.iterdir()) == []


def test_a_line_does_not_break_inside_a_text_that_is_spoken_of():
    """The dictionary has ความใน, and would break ข้อความในเอกสาร inside its first word."""
    assert split_words("ของข้อความในเอกสาร") == ["ของ", "ข้อความ", "ใน", "เอกสาร"]


@pytest.mark.parametrize("text", ["2024-01-31", "๒๐๒๔-๐๑-๓๑", "2024-01-31 00:00:00"])
def test_a_day_is_read_in_either_numerals(text):
    assert parse_day(text).isoformat() == "2024-01-31"


@pytest.mark.parametrize("text", ["2567-01-31", "1899-12-31", "2024-02-30", "31/1/2024", ""])
def test_what_is_no_day_of_the_common_era_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_day(text)
