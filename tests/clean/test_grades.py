"""Grades of indicators: read, ordered, and shown year by year."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pmqa_analysis.clean.grades import GRADES, load_grades
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.errors import DataError
from pmqa_analysis.present import Wording
from pmqa_analysis.present.grades import grade_blocks
from pmqa_analysis.year import open_year
from tests.offices import csv_text, refused

OFFICE = Path(__file__).parents[2] / "examples" / "simulated_office"
COLUMNS = ("scale", "grade", "name_th", "name_en", "low", "low_printed", "high_printed", "printed",
           "document", "lines", "note")  # fmt: skip
TH = Wording("th")


def row(grade, low, scale="7.4.1"):
    return {"scale": scale, "grade": grade, "name_th": f"ระดับ {grade}", "low": low}


def read(tiny, *rows):
    return load_grades(tiny({GRADES: csv_text(COLUMNS, rows)}), Ledger(), {"7.4.1"})


@pytest.fixture(scope="module")
def year():
    return open_year(2567, office=OFFICE)


def test_an_office_without_the_file_has_none(tiny):
    assert load_grades(tiny(), Ledger(), {"7.4.1"}) == {}


def test_the_best_grade_stands_first(tiny):
    found = read(tiny, row("B", "75"), row("AA", "95"), row("A", "85"))
    assert [one.grade for one in found["7.4.1"]] == ["AA", "A", "B"]
    assert found["7.4.1"][0].low == Fraction(95)


def test_an_indicator_that_the_register_has_not_is_told(tiny):
    with refused(DataError, "9.9.9", "grades.csv:2"):
        read(tiny, row("AA", "95", scale="9.9.9"))


def test_a_page_says_the_grade_of_every_year(year):
    answer, table = grade_blocks(year.category(1), year.grades, TH)
    assert "95.10 อยู่ในระดับ AA" in answer.text
    assert [cell.text for cell in table.rows[0].cells[1:]] == [
        "92.75 · ระดับ A", "93.88 · ระดับ A", "95.10 · ระดับ AA",
    ]  # fmt: skip
    assert table.rows[0].cells[3].result == "2567/7.4.1/actual"


def test_a_value_just_below_keeps_the_lower_grade(year):
    (item,) = (one for one in year.category(1) if one.measure.measure == "7.4.1")
    below = replace(item.actual, value=Fraction("94.999"), shown="95.00")
    changed = replace(item, actual=below, history=(*item.history[:-1], below))
    answer, _ = grade_blocks([changed], year.grades, TH)
    assert "ระดับ A " in answer.text


def test_a_year_without_a_value_has_no_grade(year):
    (item,) = (one for one in year.category(1) if one.measure.measure == "7.4.1")
    gone = replace(item.history[0], value=None, status="not_reported", shown="-")
    _, table = grade_blocks([replace(item, history=(gone, *item.history[1:]))], year.grades, TH)
    assert table.rows[0].cells[1].text == "-"


def test_without_graded_indicators_nothing_is_shown(year):
    assert list(grade_blocks(year.category(6), year.grades, TH)) == []
