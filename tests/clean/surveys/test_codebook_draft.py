"""A first codebook, and the comparison of a codebook with a file and with last year's."""

import pytest
import yaml

from pmqa_analysis.clean.surveys.codebook_check import check_codebook
from pmqa_analysis.clean.surveys.codebook_draft import new_codebook
from pmqa_analysis.clean.surveys.codebook_file import parse_codebook
from pmqa_analysis.errors import SettingsError
from tests.clean.surveys.samples import BOOK, SECRET, SPEED, STAFF, a_book, a_row, a_table
from tests.offices import refused

LABELS = ["มาก", "น้อย", "ปานกลาง", "มาก", "ไม่มีความเห็น", "มากที่สุด"]


def draft_row(number, text):
    """Return a row of the export that the first codebook is made from."""
    sex = "หญิง" if number % 2 else "ชาย"
    more = {SPEED: text, STAFF: str(number % 5 + 1), "ข้อเสนอแนะ": f"{SECRET}{number}"}
    return a_row(number, เพศ=sex, **more)


@pytest.fixture
def draft():
    table = a_table(*(draft_row(number, text) for number, text in enumerate(LABELS)))
    return new_codebook(table, "small")


def test_a_draft_is_refused_until_it_is_finished(draft):
    with refused(SettingsError, "x.yml", "name_th"):
        parse_codebook(draft, "x.yml")


def test_a_draft_finds_scales_groups_moments_and_texts(draft):
    book = yaml.safe_load(draft)
    titles = {part: [one["titles"][0] for one in book[part]] for part in
              ("fields", "items", "groups", "texts")}  # fmt: skip
    assert titles["items"] == [SPEED, STAFF]
    assert "เพศ" in titles["groups"]
    assert titles["fields"] == ["ประทับเวลา"]
    assert "ข้อเสนอแนะ" in titles["texts"]


def test_a_draft_names_the_non_answers_of_a_scale(draft):
    [first, second] = yaml.safe_load(draft)["scales"]
    assert [code["code"] for code in first["codes"]] == [5, 4, 3, 2, 1, 91]
    assert [code["th"] for code in second["codes"]] == ["?"] * 5


def test_a_draft_holds_no_free_text(draft):
    assert SECRET not in draft


def kinds(*arguments, **more):
    return [(one.kind, one.target) for one in check_codebook(*arguments, **more)]


def test_a_file_that_agrees_has_no_findings():
    assert kinds(a_book(), a_table(a_row())) == []


def test_a_missing_and_an_unexpected_column_are_found_with_their_likeness():
    row = {("ความรวดเร็วในการให้บริการ" if key == SPEED else key): text
           for key, text in a_row().items()}  # fmt: skip
    findings = check_codebook(a_book(), a_table(row))
    assert [one.kind for one in findings] == ["missing", "unexpected", "reworded"]
    assert findings[-1].similarity > 0.8


def test_columns_in_another_order_are_found():
    row = dict(reversed(a_row().items()))
    assert kinds(a_book(), a_table(row)) == [("order_changed", "staff")]


def test_a_changed_scale_and_a_changed_wording_are_found():
    items = [{**BOOK["items"][0], "scale": "two"},
             {**BOOK["items"][1], "titles": ["ความสุภาพของพนักงาน"]}]  # fmt: skip
    last = a_book(items=items, years=[2566])
    found = kinds(a_book(), a_table(a_row()), last)
    assert found == [("scale_changed", "speed"), ("reworded", "staff")]


def test_new_and_dropped_questions_are_found():
    items = [BOOK["items"][0], {**BOOK["items"][1], "id": "old"}]
    found = kinds(a_book(), a_table(a_row()), a_book(items=items, years=[2566]))
    assert found == [("new", "staff"), ("gone", "old")]


def test_another_order_than_last_year_is_found():
    last = a_book(items=BOOK["items"][::-1], years=[2566])
    assert kinds(a_book(), a_table(a_row()), last) == [("order_changed", "speed")]


def test_no_finding_holds_an_answer():
    findings = check_codebook(a_book(), a_table(a_row(x=SECRET)))
    assert [one for one in findings if SECRET in repr(one)] == []
