"""A KPI that is an indicator too: typed once, or its two statements compared."""

from fractions import Fraction

import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS
from pmqa_analysis.present import Wording
from pmqa_analysis.present.assessment import cross_check
from pmqa_analysis.present.comparisons import disagreement_table, kpi_place
from pmqa_analysis.year import Year
from tests.clean.scorecards.samples import FOLDER, files
from tests.offices import SETTINGS, YEAR, csv_text, refused

FILE = "raw/2563/kpi_results.csv"
ENTRY = "scorecards:\n  - {framework: tiny, results: raw/2563/kpi_results.csv}\n"
LINKS = "measure,indicator,document,lines,note\n"
TH = Wording("th")


@pytest.fixture
def opened(tiny):
    """Return a function that opens the tiny year with a link and rows of results."""

    def open_with(link, *rows):
        links = {f"{FOLDER}/tiny/indicators.csv": LINKS + link}
        changes = {SETTINGS: YEAR + ENTRY, FILE: csv_text(RESULT_COLUMNS, rows), **files(), **links}
        return Year(tiny(changes), 2563)

    return open_with


def row(kpi, item, value, **more):
    return {"kpi": kpi, "item": item, "round": "12", "value": value, "evidence": "ก", **more}


# 7.2.1 is 84.995 percent in the tiny office's results of 2563.
def test_a_measure_without_a_report_takes_the_indicators_value(opened):
    year = opened("K2.S,7.2.1,doc,1,")
    found = year.scorecards.results("tiny").measured(year.scorecards.framework("tiny"), "K2.S")
    assert (found.value, found.address) == (Fraction("84.995"), "2563/7.2.1/actual")
    assert year.scorecard("tiny").kpis["K2"].floor.value == 1  # 80 and more earns the whole point
    assert year.scorecards.repeated() == {}


def test_it_is_known_at_the_years_end_only(opened):
    year = opened("K2.S,7.2.1,doc,1,")
    results, framework = year.scorecards.results("tiny"), year.scorecards.framework("tiny")
    assert results.measured(framework, "K2.S", 9) is None


@pytest.mark.parametrize("written", ["-", "N/A"])
def test_a_measure_that_a_unit_speaks_of_at_the_years_end_keeps_what_it_says(opened, written):
    year = opened("K2.S,7.2.1,doc,1,", row("K2", "L5-1", written))
    results = year.scorecards.results("tiny")
    assert results.measured(year.scorecards.framework("tiny"), "K2.S").value is None


def test_a_value_of_an_earlier_round_is_neither_kept_nor_compared(opened):
    year = opened("K2.S,7.2.1,doc,1,", row("K2", "L5-1", "70", round="9"))
    results = year.scorecards.results("tiny")
    assert results.measured(year.scorecards.framework("tiny"), "K2.S").value == Fraction("84.995")
    assert year.scorecards.repeated() == {}


def differing(year):
    """Return the values that disagree with the indicator; the tiny office has a look-alike too."""
    return [one for one in year.disagreements() if (one.measure, one.kind) == ("7.2.1", "value")]


def test_a_reported_value_that_differs_is_in_the_cross_check_and_the_disagreements(opened):
    year = opened("K2.S,7.2.1,doc,1,", row("K2", "L5-1", "85"))
    (check,) = [one for one in year.pmqa.cross_check() if one.measure == "7.2.1"]
    assert [one.id for one in check.statements][-1] == "2563/tiny.K2.S/reported_m12"
    assert not check.agrees
    (found,) = differing(year)
    assert [one.value for one in found.statements] == [Fraction("84.995"), 85]
    assert "2563/tiny.K2.S/reported_m12" in year.known_results()


def test_the_same_value_agrees_and_is_no_disagreement(opened):
    year = opened("K2.S,7.2.1,doc,1,", row("K2", "L5-1", "84.995"))
    (check,) = [one for one in year.pmqa.cross_check() if one.measure == "7.2.1"]
    assert check.agrees
    assert differing(year) == []


def test_the_tables_say_in_which_report_it_stands(opened):
    year = opened("K2.S,7.2.1,doc,1,", row("K2", "L5-1", "85"))
    table = cross_check(year.pmqa.cross_check(), year, TH)[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    (told,) = [row for row in rows if row[3] == "แบบรายงานตัวชี้วัดที่ K2.S ของกรอบจำลอง"]
    assert (told[2], told[4]) == ("85.000", "ไม่ตรงกัน")
    (line,) = disagreement_table(differing(year), year, TH).rows
    assert line.cells[3].text == "85.000 (แบบรายงานตัวชี้วัดที่ K2.S ของกรอบจำลอง)"


def test_a_figure_of_no_framework_has_no_such_place(opened):
    year = opened("K2.S,7.2.1,doc,1,")
    assert kpi_place(year.results["2563/7.2.1/actual"], year, TH) == ""


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("K2.S,7.2.9,doc,1,", ("7.2.9", "7.2.2", "indicators.csv:2 [indicator]")),
        ("K1.N,7.2.1,doc,1,", ("K1.N", "คน", "ร้อยละ", "[measure]")),
        ("K2.X,7.2.1,doc,1,", ("K2.X", "K2.S", "[measure]")),
    ],
)
def test_a_link_that_cannot_be_taken_is_told(opened, link, told):
    with refused(DataError, *told):
        opened(link).scorecards.results("tiny")
