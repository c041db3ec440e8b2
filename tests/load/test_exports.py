"""The one door for exports: each kind by its reader, with wrong use told."""

import csv
import io

import pytest

from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.load.exports import load_export
from tests.load.books import read, rows_of, saved, workbook
from tests.offices import refused


@pytest.mark.parametrize("kind", ["csv", "google_forms", "microsoft_forms", "limesurvey"])
def test_a_text_is_read_as_its_kind(tiny, kind):
    (table,) = read(tiny, "a.csv", "id,ข้อ 1\n1,5\n", kind)
    assert rows_of(table) == {2: ["1", "5"]}


def test_an_unknown_kind_is_told_with_the_nearest(tiny):
    with refused(SettingsError, "a.csv", "google_form", "google_forms"):
        read(tiny, "a.csv", "a\n1\n", "google_form")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.csv", "workbook"), ("a.xlsx", "csv"), ("a.csv", "spss"), ("a.sav", "workbook")],
)
def test_a_kind_that_the_file_cannot_be_is_wrong_use(tiny, name, kind):
    with refused(SettingsError, name, kind):
        read(tiny, name, b"x", kind)


def test_the_office_remembers_what_was_read(tiny):
    office = tiny({"raw/a.csv": "a\n1\n"})
    load_export(office, "raw/a.csv", kind="csv")
    assert "raw/a.csv" in office.inputs_read


def test_a_missing_file_is_named(tiny):
    with refused(DataError, "raw/none.csv"):
        load_export(tiny(), "raw/none.csv", kind="csv")


def test_a_workbook_named_csv_is_refused(tiny):
    with refused(DataError, "a.csv", "xlsx"):
        read(tiny, "a.csv", saved(workbook(["a"], [1])), "csv")


def test_options_reach_the_reader(tiny):
    book = workbook(["ผลสำรวจ"], ["ก", "ข"], [1, 2])
    (table,) = read(tiny, "a.xlsx", saved(book), "workbook", sheet="ข้อมูล", header_row=2)
    assert rows_of(table) == {3: ["1", "2"]}
    (text,) = read(tiny, "b.csv", "ก\n1\n".encode("cp874"), "csv", encoding="cp874")
    assert "encoding: cp874" in text.remarks


def test_csv_and_workbook_of_one_table_agree(tiny):
    rows = [["ที่", "ข้อ 1", "ข้อ 2"], ["007", "มาก", ""], ["8", "น้อย", "-"]]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    (text,) = read(tiny, "a.csv", out.getvalue(), "csv")
    (book,) = read(tiny, "a.xlsx", saved(workbook(*rows)), "workbook")
    assert rows_of(text) == rows_of(book)
