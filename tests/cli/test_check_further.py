"""``pmqa check`` opens the assessment and the plan: what is bad is told before anything runs."""

import csv
import io

import openpyxl
import pytest

from tests.cli.test_closing import ASSESSMENT, FILES, PROGRESS
from tests.offices import SETTINGS, write_office
from tests.plan_samples import FOLDER
from tests.pmqa_samples import assessment_csv, box_row


@pytest.fixture
def check(pmqa, tmp_path):
    def run(**changes):
        files = {**FILES, **{path.replace("|", "/"): text for path, text in changes.items()}}
        write_office(tmp_path / "office", files)
        return pmqa("--office", tmp_path / "office", "check", 2563)

    return run


def test_a_sound_year_is_ready(check):
    code, out, err = check()
    assert (code, err) == (0, "")
    assert "ready to run" in out


def test_advance_over_an_open_basic_is_told_and_stops_nothing(check):
    rows = assessment_csv([box_row("b1"), box_row("a1")])
    code, out, _ = check(**{ASSESSMENT: rows})
    assert code == 0
    assert "level_before_lower" in out
    assert "Advance" in out


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (ASSESSMENT, assessment_csv([box_row("b1", evidence_2="")]), "[self]"),
        (ASSESSMENT, assessment_csv([box_row("b9")]), "“b9”"),
        (PROGRESS, FILES[PROGRESS] + "6,Z,,running,10,,สำนักหนึ่ง,,\n", "“Z”"),
        (PROGRESS, FILES[PROGRESS] + "6,B,,running,110,,สำนักหนึ่ง,,\n", "“110”"),
        (PROGRESS, FILES[PROGRESS] + "6,B,,running,0.5,,สำนักหนึ่ง,,\n", "“0.5”"),
        (PROGRESS, FILES[PROGRESS] + "6,B,,running,10,,สำนักไหน,,\n", "[reporter]"),
        (PROGRESS, FILES[PROGRESS] + "6,B,,finished,10,,สำนักหนึ่ง,,\n", "[status]"),
        (PROGRESS, FILES[PROGRESS].encode() + b"\xff\xff", "UTF-8"),
        (f"{FOLDER}/units.csv", "unit_th\n", "units.csv"),
        ("reference/criteria/tiny.yml", "criteria: tiny\n", "tiny.yml"),
    ],
)
def test_what_cannot_be_taken_is_told_without_a_traceback(check, path, text, told):
    code, _, err = check(**{path: text})
    assert code in (1, 2)
    assert told in err
    assert "Traceback" not in err


def as_workbook(text, change=None):
    """Return the bytes of a workbook with the cells of a CSV, changed as an office worker may."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in csv.reader(io.StringIO(text)):
        book.active.append([cell or None for cell in line])
    if change:
        change(book.active)
    book.save(out)
    return out.getvalue()


@pytest.fixture
def check_workbook(check):
    """Return a function that checks the year with its progress in a changed workbook."""

    def run(change=None):
        settings = FILES[SETTINGS].replace(PROGRESS, "raw/2563/progress.xlsx")
        book = as_workbook(FILES[PROGRESS], change)
        return check(**{SETTINGS: settings, "raw/2563/progress.xlsx": book})

    return run


def put(cell, value, number_format="General"):
    def change(sheet):
        sheet[cell] = value
        sheet[cell].number_format = number_format

    return change


def test_the_same_rows_in_a_workbook_are_as_sound(check_workbook):
    assert check_workbook()[0] == 0


@pytest.mark.parametrize(
    ("change", "cell", "told"),
    [
        (put("E2", 1.5, "0%"), "Sheet!E2 [percent]", "“150%”"),
        (put("A2", "รอบแรก"), "Sheet!A2 [round]", "รอบแรก"),
        (put("G2", "#REF!"), "Sheet!G2 [reporter]", "#REF!"),
        (put("D2", "=1+1"), "Sheet!D2", "Excel"),
        (lambda sheet: sheet.merge_cells("D2:E2"), "Sheet!E2 [percent]", "merge"),
        (put("Z1", "จำนวน"), "", "จำนวน"),
        (put("C9", "ยอดรวมทั้งหมดอยู่อีกแผ่น"), "Sheet!", "9"),
    ],
)
def test_a_bad_cell_of_a_workbook_is_told_by_sheet_and_cell(check_workbook, change, cell, told):
    code, _, err = check_workbook(change)
    assert code == 1
    assert f"raw/2563/progress.xlsx {cell}".strip() in err
    assert told in err
    assert "Traceback" not in err
