"""Odd cells, rows and columns: each with its own issue at its own address."""

import datetime

import openpyxl
import pandas as pd
import pytest

from pmqa_analysis.clean.surveys.cell_faults import part_errors, short_ids
from pmqa_analysis.clean.surveys.texts import distinct
from pmqa_analysis.errors import DataError
from pmqa_analysis.load.exports import read_export
from pmqa_analysis.load.raw_table import Mark
from tests.clean.surveys.samples import (
    FILE,
    SECRET,
    SPEED,
    STAFF,
    a_book,
    a_row,
    a_table,
    cleaned,
    found,
)
from tests.load.books import saved
from tests.load.test_delimited import misread
from tests.offices import refused

AT = "ประทับเวลา"


def texts(*cells):
    return distinct(pd.Series(cells, dtype=object), {}, ())


def in_workbook(*rows, change=None):
    """Return the survey that a workbook with these rows gives; ``change`` may edit its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ตอบ"
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    if change:
        change(sheet)
    [table] = read_export("raw/2567/a.xlsx", saved(book), kind="workbook")
    return cleaned(table=table)


@pytest.mark.parametrize("column", [SPEED, "เพศ", "ช่องทาง", "ข้อเสนอแนะ", "รหัส"])
def test_an_error_of_excel_is_no_answer_whatever_the_column(column):
    survey = cleaned(a_row(1), a_row(2, **{column: "#DIV/0!"}))
    assert found(survey) == [("error_value", f"{FILE}:3 [{column}]")]
    assert survey.flags["unknown_answer"].tolist() == [False, True]
    assert not (survey.texts["wish"] == "#DIV/0!").any()


def test_a_row_with_nothing_but_an_error_is_kept():
    row = dict.fromkeys(a_row(), "") | {SPEED: "#N/A", "ยินยอม": "ยินยอม"}
    assert cleaned(a_row(), row).counts.blank == 0


def test_errors_are_parted_from_texts():
    kept, rows = part_errors(texts("#REF!", "a", "#REF!", "N/A"))
    assert (kept.texts, rows.tolist()) == (("", "a", "N/A"), [0, 2])


def test_a_buddhist_year_written_as_a_common_one_is_read_and_told():
    survey = cleaned(a_row(1), a_row(2, ประทับเวลา="2567-01-31 09:05:02"))
    assert found(survey) == [("buddhist_year", f"{FILE}:3 [{AT}]")]
    assert survey.responses["submitted"].dt.year.tolist() == [2024, 2024]


def test_a_column_that_writes_all_its_years_so_is_told_once():
    rows = [a_row(number, ประทับเวลา=f"2567-01-31 09:05:0{number}") for number in range(3)]
    [issue] = cleaned(*rows).issues
    assert (issue.kind, issue.address, issue.count) == ("buddhist_year", f"{FILE} [{AT}]", 3)


def test_a_date_cell_of_a_buddhist_year_is_told():
    moment = datetime.datetime(2567, 1, 31, 9, 5)
    survey = in_workbook(a_row(1), a_row(2) | {AT: moment})
    assert found(survey) == [("buddhist_year", "raw/2567/a.xlsx ตอบ!A3 [ประทับเวลา]")]


@pytest.mark.parametrize(
    ("ids", "short"), [(["001", "002", "3"], [2]), (["1", "2"], []), (["a01", "2"], []),
                       (["0012", "300", "4000"], [1])],
)  # fmt: skip
def test_an_id_that_lost_its_zeros_is_found(ids, short):
    assert short_ids(texts(*ids)).tolist() == short


def test_an_id_that_lost_its_zeros_is_told():
    assert found(cleaned(a_row(1), a_row(2, รหัส="2"))) == [("short_id", f"{FILE}:3 [รหัส]")]


@pytest.mark.parametrize("days", [1462, -1462])
def test_a_date_of_the_other_calendar_of_excel_is_told(days):
    moment = pd.Timestamp("2024-01-31 09:05:02") + pd.Timedelta(days=days)
    survey = cleaned(a_row(1), a_row(2, ประทับเวลา=str(moment)))
    assert found(survey) == [("date_1904", f"{FILE}:3")]
    assert survey.flags["outside_year"].tolist() == [False, True]


def test_hidden_rows_and_columns_are_read_and_told():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["E"].hidden = True

    survey = in_workbook(*(a_row(number) for number in range(1, 5)), change=hide)
    assert found(survey) == [
        ("hidden_column", f"raw/2567/a.xlsx ตอบ!E [{SPEED}]"),
        ("hidden_row", "raw/2567/a.xlsx ตอบ!3"),
    ]
    assert survey.issues[1].count == 2
    assert survey.counts.kept == 4


def test_a_row_below_the_table_that_was_taken_for_a_note_is_told_without_its_text():
    def note(sheet):
        sheet.cell(5, 1, SECRET)

    survey = in_workbook(a_row(1), a_row(2), change=note)
    assert found(survey) == [("note_below", "raw/2567/a.xlsx ตอบ!5")]
    assert SECRET not in survey.issues[0].reason_th + survey.issues[0].reason_en


def test_a_merged_title_that_hides_a_question_is_refused_with_its_column():
    with refused(DataError, "raw/2567/a.xlsx ตอบ!F", "speed"):
        in_workbook(a_row(1), a_row(2), change=lambda sheet: sheet.merge_cells("E1:F1"))


def test_damaged_cells_of_a_workbook_are_repaired_where_that_is_exact():
    whole = misread("มากที่สุด", "utf-8", "cp1252")
    survey = in_workbook(a_row(1, **{SPEED: whole}), a_row(2, **{STAFF: whole + "ก"}))
    assert found(survey) == [
        ("mojibake_repaired", f"raw/2567/a.xlsx ตอบ!E2 [{SPEED}]"),
        ("mojibake", f"raw/2567/a.xlsx ตอบ!F3 [{STAFF}]"),
    ]
    assert survey.responses["speed"].tolist() == [5, 4]


def test_damaged_titles_of_a_workbook_are_repaired():
    def damage(sheet):
        sheet["E1"] = misread(SPEED, "utf-8", "cp1252")

    assert found(in_workbook(a_row(1), change=damage)) == [
        ("mojibake_repaired", f"raw/2567/a.xlsx ตอบ!E [{SPEED}]")
    ]


def test_a_response_that_was_not_sent_is_told_and_counts():
    book = a_book(sources=[{"id": "online", "name_th": "ออนไลน์", "kind": "limesurvey"}])
    survey = cleaned(a_row(1), a_row(2, ประทับเวลา=""), book=book)
    assert found(survey) == [("partial", f"{FILE}:3")]
    assert survey.flags["partial"].tolist() == [False, True]


def test_a_blank_time_elsewhere_is_no_partial_response():
    assert found(cleaned(a_row(1), a_row(2, ประทับเวลา=""))) == []


def test_marks_of_the_reader_become_issues_with_their_counts():
    table = a_table(a_row(), marks=(Mark("hidden_row", f"{FILE}:7", 3),))
    [issue] = cleaned(table=table).issues
    assert (issue.kind, issue.address, issue.count) == ("hidden_row", f"{FILE}:7", 3)


def test_how_a_file_was_read_is_kept():
    assert cleaned(table=a_table(a_row(), remarks=("encoding: cp874",))).remarks == {
        FILE: ("encoding: cp874",)
    }


def test_cells_that_a_merged_one_covers_are_missing_and_told():
    survey = in_workbook(*(a_row(number) for number in (1, 2, 3)),
                         change=lambda sheet: sheet.merge_cells("D2:D4"))  # fmt: skip
    assert found(survey) == [
        ("merged_cell", "raw/2567/a.xlsx ตอบ!D3 [เพศ]"),
        ("merged_cell", "raw/2567/a.xlsx ตอบ!D4 [เพศ]"),
    ]
    assert survey.responses["sex"].isna().tolist() == [False, True, True]
