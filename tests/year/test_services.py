"""The registers of a year, from its settings; those of the simulated office, drawn anew."""

from pathlib import Path

import pytest

from pmqa_analysis.clean.services.complaints import COMPLAINT_COLUMNS
from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.measure.targets import hold_to_target
from pmqa_analysis.present import Wording
from pmqa_analysis.present.surveys.targets import group_target_table, group_target_tables
from pmqa_analysis.year import Year, open_year
from tests.clean.services.samples import CASES, case
from tests.offices import SETTINGS, TINY, csv_text, refused

ROOT = Path(__file__).parents[2]
OFFICE = ROOT / "examples" / "simulated_office"
ENTRY = f"complaints: {{file: {CASES}, reply_days: 1}}\n"


@pytest.fixture(scope="module")
def simulated():
    return open_year(2567, office=OFFICE)


@pytest.fixture(scope="module")
def survey(simulated):
    (opened,) = simulated.measured(["satisfaction"], [], ["service", "respondent_group"])
    return opened


def a_year(tiny, *rows, entry=ENTRY):
    files = {SETTINGS: TINY[SETTINGS] + entry, CASES: csv_text(COMPLAINT_COLUMNS, rows)}
    return Year(tiny(files), 2563)


def test_a_year_without_registers_has_none(tiny):
    services = Year(tiny(), 2563).services
    assert (services.complaints, services.innovations) == (None, None)
    assert services.resource_use == []


def test_the_settings_say_how_many_days_are_promised(tiny):
    year = a_year(tiny, case("1", "2020-01-06", "2020-01-08"))
    assert year.services.complaints.reply.late.value == 1
    known = year.known_results()
    assert known["2563/complaints.reply/late"].policy == "within_1_working_days"


def test_a_fault_of_a_register_stops_the_batch_before_any_report(tiny):
    with refused(DataError, "fax", "complaints.csv:2"):
        a_year(tiny, case("1", "2020-01-06", channel="fax")).check_further()


def test_an_unknown_key_of_the_settings_is_told(tiny):
    with pytest.raises(SettingsError):
        a_year(tiny, entry=ENTRY.replace("reply_days", "days"))


def test_the_simulated_register_adds_up(simulated):
    found = simulated.services.complaints
    kinds = {kind: one.value for (kind, channel), one in found.received.items() if channel is None}
    assert kinds == {"complaint": 44, "suggestion": 31, "comment": 18, "compliment": 26}
    assert sum(one.value for one in found.quarters) == 44
    assert found.reply.due.value + found.reply.waiting.value == 44


def test_the_simulated_innovations_show_every_verdict(simulated):
    found = {one.entry.innovation: one.verdict for one in simulated.services.innovations.uses}
    assert found == {"N1": "met", "N2": "met", "N3": "met", "N4": "not_met", "N5": "undecided"}


def test_each_process_is_held_to_the_target_of_all(survey):
    found = survey.groups_against_target("satisfaction", "service")
    assert {one.target.value for one in found} == {87}
    by_value = [one.category for one in sorted(found, key=lambda one: one.actual.value)]
    # as drawn: those with a complaint are less satisfied, those of meetings more
    assert (by_value[0], by_value[-1]) == ("complaints", "meetings")
    assert sum(one.n.value for one in found) <= survey.figure("respondents", "n").value
    assert all(one.verdict == hold_to_target(one.actual, one.target) for one in found)


def test_a_score_without_a_target_is_held_to_none(survey):
    assert survey.groups_against_target("satisfaction.staff", "service") == []
    assert group_target_table(survey, "dissatisfaction", "service", Wording("th")) is None


def test_the_table_names_categories_and_verdicts(survey):
    service, group = group_target_tables(survey, "satisfaction", Wording("th"))
    assert "เป้าหมายร้อยละ 87" in service.caption
    assert {row.cells[4].text for row in group.rows} == {"✓ บรรลุ", "✗ ไม่บรรลุ"}
    assert len(group.rows) == 7


def test_the_simulated_process_indicators_warn_and_wait(simulated):
    found = simulated.services.process_indicators
    assert {one.entry.kind for one in found.courses} == {"leading", "lagging", "cost"}
    assert [one.entry.indicator for one in found.warnings] == ["M1", "F1"]
    (waiting,) = (one for one in found.courses if one.latest == "q3")
    assert waiting.entry.indicator == "F1"


def test_a_year_without_process_indicators_has_none(tiny):
    assert Year(tiny(), 2563).services.process_indicators is None
