"""The data quality of a year: each survey once, its figures known to the year."""

import pytest

from pmqa_analysis.year import Year
from tests.clean.surveys.samples import BOOK, SPEED, a_row
from tests.year.offices import book, csv_of, survey_office


@pytest.fixture
def year(tmp_path):
    def opened(**changes):
        return Year(survey_office(tmp_path, **changes), 2567)

    return opened


def test_each_survey_is_counted_once(year):
    opened = year()
    assert opened.quality.surveys is opened.quality.surveys
    assert [one.survey.survey for one in opened.quality.surveys] == ["small"]


def test_its_figures_are_known_to_the_year(year):
    opened = year()
    [survey] = opened.quality.surveys
    known = opened.known_results()
    assert [one.id for one in survey.results if one.id not in known] == []
    assert known["2567/small/kept"].shown == "4"


def test_a_year_without_printed_figures_has_none_to_judge(year):
    assert year().quality.printed is None


def test_a_year_without_surveys_has_its_printed_figures(senate):
    assert senate.quality.surveys == ()
    assert senate.quality.printed.stated.id in senate.known_results()


def test_drift_is_against_the_codebooks_year_before(year):
    items = [{**BOOK["items"][0], "scale": {2566: "two", 2567: "five"}}, BOOK["items"][1]]
    found = year(book=book(items=items)).quality.drift("small")
    assert [(one.kind, one.target) for one in found] == [("scale_changed", "speed")]


def test_without_an_earlier_year_there_is_no_drift(year):
    items = [{**BOOK["items"][0], "titles": ["ความเร็ว"]}, BOOK["items"][1]]
    assert year(book=book(items=items, years=[2567])).quality.drift("small") is None


def test_corrections_of_figures_and_of_surveys_are_told_together(year):
    entry = (
        "- {id: a, file: raw/2567/online.csv, source_row: 2, column: speed, action: flag,"
        ' expect: "มาก", reason_th: ก, reason_en: a, who: b, date: 2024-01-01}\n'
    )
    opened = year(corrections=entry, online=csv_of(a_row(1), a_row(2, **{SPEED: "xx"})))
    assert [(one.kind, one.address) for one in opened.quality.corrections] == [
        ("flagged", f"raw/2567/online.csv:2 [{SPEED}]")
    ]
