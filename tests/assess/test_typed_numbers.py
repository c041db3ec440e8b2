"""Which numbers of a text state a figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.assess.typed_numbers import typed_numbers
from pmqa_analysis.clean.prose import load_vocabulary
from pmqa_analysis.rounding import exact

CODES = {"1.1", "7.1", "7.2.1"}


def digits(text):
    return [number.digits for number in typed_numbers(text, CODES, load_vocabulary())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ได้ 1,200 ครั้ง", ["1200"]),
        ("1,200, 1,300", ["1200", "1300"]),
        ("ได้97.14คะแนน", ["97.14"]),
        ("(3.24)", ["3.24"]),
        ("005", ["5"]),
        ("0.5", ["0.5"]),
        ("12-15 คน", ["12", "15"]),
        ("ไม่มีตัวเลข", []),
    ],
)
def test_a_number_that_states_a_figure(text, expected):
    assert digits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "หมวด 1", "หมวด 1 – 6", "หมวด 1, 2 และ 3", "หัวข้อที่ 4", "มาตรา 270", "หน้า 12",
        "ปี 2563", "พ.ศ. 2561 – 2563", "ปีงบประมาณ 2563", "2563",
        "30 กันยายน 2563", "1 ต.ค. 2562", "09.30 น.",
        "7.2.1", "มิติ 7.1", "ข้อ 1.1", "9.9.9",
        "PMQA 4.0", "ISO 9001", "Q60", "COVID-19", "e-Senate2",
        "1) หนึ่ง 2) สอง", "(1) หนึ่ง", "1. หนึ่ง",
        "category 3", "Section 4 and 5", "page 7",
    ],
)  # fmt: skip
def test_a_number_that_is_no_figure(text):
    assert digits(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("หมวด 3 มี 12 โครงการ", ["12"]),
        ("ปี 2563 ได้ 85 คะแนน", ["85"]),
        ("Impact 5 ครั้ง", ["5"]),  # ends with a word of the list only inside another word
        ("หมวด 1 – 6 รวม 30 ตัว", ["30"]),
        ("1. ได้ 9 ครั้ง", ["9"]),
    ],
)
def test_what_stands_beside_a_number_that_is_none(text, expected):
    assert digits(text) == expected


@pytest.mark.parametrize("text", ["ร้อยละ 85", "ร้อยละ  85", "85%", "85 เปอร์เซ็นต์", "85 percent"])
def test_a_percentage_is_known_from_its_word(text):
    (number,) = typed_numbers(text, CODES, load_vocabulary())
    assert number.percent
    assert number.digits == "85"


@given(st.text("0123456789,. ก%()-–หมวด", max_size=30))
def test_every_number_that_is_told_can_be_calculated_with(text):
    for number in typed_numbers(text, CODES, load_vocabulary()):
        assert exact(number.digits) >= 0
