"""Rows that are no one's answers are told wherever they stand."""

from dataclasses import replace

import pytest

from pmqa_analysis.clean.surveys import odd_rows as module
from pmqa_analysis.clean.surveys.odd_rows import odd_rows
from tests.clean.surveys.samples import FILE, SPEED, a_row, a_table, cleaned, found

AT = "ประทับเวลา"
HEADER = {title: title for title in a_row()}


@pytest.mark.parametrize("word", ["รวม", "ค่าเฉลี่ย", "ร้อยละ", "Total", "S.D.", "ผลรวมทั้งหมด"])
def test_a_row_of_sums_or_means_at_the_end_is_told(word):
    survey = cleaned(a_row(1), a_row(2, ประทับเวลา=word))
    assert ("summary_row", f"{FILE}:3") in found(survey)


@pytest.mark.parametrize("word", ["รวมใจ", "ร้อยเอ็ด", "Meaning", "totally"])
def test_a_word_that_only_begins_alike_is_no_summary(word):
    assert found(cleaned(a_row(1), a_row(2, ประทับเวลา=word)), "summary_row") == []


def test_a_sum_in_the_middle_is_told_also_behind_blank_cells():
    rows = [a_row(number) for number in range(1, 13)]
    rows[3] |= {AT: "", "รหัส": "", "ยินยอม": "รวม"}
    assert found(cleaned(*rows), "summary_row") == [("summary_row", f"{FILE}:5")]


def test_a_header_that_stands_again_is_told_and_no_sum():
    survey = cleaned(a_row(1), HEADER, a_row(2), reject=[])
    assert found(survey, "header_repeated", "summary_row") == [("header_repeated", f"{FILE}:3")]
    assert survey.counts.rows_in == survey.counts.kept == 3


def test_one_title_given_as_an_answer_is_no_header():
    assert found(cleaned(a_row(1, **{AT: AT})), "header_repeated") == []


def test_a_table_of_two_columns_has_no_repeated_header():
    assert list(odd_rows(a_table({AT: AT, SPEED: SPEED}))) == []


def test_of_a_large_table_only_the_last_rows_are_asked(monkeypatch):
    monkeypatch.setattr(module, "_MOST_ROWS", 8)
    rows = [a_row(number, **{AT: "รวม"} if number in (2, 9) else {}) for number in range(1, 10)]
    told = [issue.address for _, issue in odd_rows(a_table(*rows))]
    assert told == [f"{FILE}:10"]


def test_a_table_without_a_row_is_told():
    table = a_table(a_row())
    empty = replace(table, frame=table.frame.iloc[:0])
    assert [(place, issue.kind, issue.address) for place, issue in odd_rows(empty)] == [
        (-1, "no_rows", FILE)
    ]
    assert found(cleaned(table=empty)) == [("no_rows", FILE)]
