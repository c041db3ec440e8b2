"""Reports at a round: each has its own name, and the record of the set knows them all."""

import pytest

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import Office
from pmqa_analysis.publish.rounds import (
    at_round,
    bare_name,
    reports_of_set,
    standing_reports,
    with_named_rounds,
)
from tests.offices import DATA, refused
from tests.publish.tiny import an_office

REPORTS = """
  - {id: plan_m12, notebook: plan, parameters: {round: "12"}}
  - {id: plan_6_m12, notebook: plan, parameters: {category: 6, round: "12"}}
  - {id: card, notebook: card, parameters: {round: 12}}
  - {id: other, notebook: other}
"""


@pytest.fixture
def settings(tmp_path):
    return an_office(tmp_path, REPORTS).settings(2563)


def names(settings):
    return [entry.id for entry in settings.reports]


def stand(folder, *reports):
    for report in reports:
        (folder / report).mkdir(parents=True)
        (folder / report / "done.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("report", "bare"),
    [("plan_m12", "plan"), ("plan_6_q1", "plan_6"), ("kpi_scorecard_6", "kpi_scorecard_6"),
     ("form6", "form6"), ("faq_q5", "faq_q5")],
)  # fmt: skip
def test_a_bare_name_has_no_round(report, bare):
    assert bare_name(report) == bare


def test_each_round_has_its_own_names(settings):
    assert names(at_round(settings, "6", [6])) == ["plan_m6", "plan_6_m6", "card_m6", "other"]
    assert names(at_round(settings, "9", [6])) == ["plan_m9", "plan_6_m9", "card_m9", "other"]


def test_a_round_is_a_parameter_of_the_type_that_the_settings_have(settings):
    changed = at_round(settings, "6", [6]).reports
    assert [entry.parameters.get("round") for entry in changed] == ["6", "6", 6, None]


def test_the_settings_own_round_keeps_its_names(settings):
    assert at_round(settings, "12", [6]) == settings


def test_a_quarter_has_the_reports_of_the_quarterly_categories_alone(settings):
    changed = at_round(settings, "Q1", [6])
    assert names(changed) == ["plan_6_q1", "other"]
    assert changed.reports[0].parameters == {"category": 6, "round": "q1"}


def test_a_round_may_be_written_in_thai_digits(settings):
    assert at_round(settings, "๖", [6]) == at_round(settings, "6", [6])


@pytest.mark.parametrize("round_", ["0", "13", "q5", "m6", "x"])
def test_what_is_no_round_is_refused(settings, round_):
    with refused(SettingsError, "settings/2563.yml", round_):
        at_round(settings, round_, [6])


def test_a_report_that_the_settings_list_at_several_rounds_is_made_once(tmp_path):
    reports = """
  - {id: card_6, notebook: card, parameters: {round: 6}}
  - {id: card_12, notebook: card, parameters: {round: 12}}
"""
    settings = an_office(tmp_path, reports).settings(2563)
    assert names(at_round(settings, "6", [6])) == ["card_6"]
    assert len(names(at_round(settings, "9", [6]))) == 1


@pytest.mark.parametrize(("round_", "reports"), [
    ("6", "\n  - {id: other, notebook: other}\n"),
    ("q1", '\n  - {id: plan, notebook: plan, parameters: {category: 1, round: "12"}}\n'),
])  # fmt: skip
def test_a_year_without_such_a_report_refuses_the_round(tmp_path, round_, reports):
    settings = an_office(tmp_path, reports).settings(2563)
    with refused(SettingsError, "settings/2563.yml", round_):
        at_round(settings, round_, [6])


def test_a_name_tells_its_round(settings):
    (*given, plan, card) = with_named_rounds(settings, ["plan_m6", "card_m9", "nobody_m6"]).reports
    assert tuple(given) == settings.reports
    assert (plan.id, plan.parameters) == ("plan_m6", {"round": "6"})
    assert (card.id, card.parameters) == ("card_m9", {"round": 9})


def test_only_what_has_a_record_stands_in_a_set(tmp_path):
    stand(tmp_path, "plan_m6")
    (tmp_path / "plan_m9").mkdir()
    assert standing_reports(tmp_path) == ["plan_m6"]


def test_a_set_holds_what_is_asked_for_and_the_other_rounds_that_stand_there(tmp_path, settings):
    folder = stand(tmp_path / "out", "plan_m6", "plan_m12", "foreign", "card_m9")
    asked = at_round(settings, "6", [6])
    assert names(reports_of_set(settings, asked, folder)) == [
        "plan_m6", "plan_m12", "plan_6_m6", "card_m6", "card_m9", "other",
    ]  # fmt: skip


def test_a_set_is_what_the_settings_list_where_no_other_round_stands(tmp_path, settings):
    assert reports_of_set(settings, settings, tmp_path / "out") == settings


def test_the_committed_year_has_its_category_and_plan_reports_at_each_round():
    settings = Office(DATA).settings(2565)
    at_six = names(at_round(settings, "6", [6]))
    assert {"plan_progress_m6", "plan_6_m6", "brief_office_m6", "category_1_m6"} <= set(at_six)
    assert not set(at_six) & set(names(settings))
    assert names(at_round(settings, "q1", [6])) == ["plan_6_q1", "category_6_q1", "brief_6_q1"]
    assert at_round(settings, "12", [6]) == settings
