"""The form of a unit: what it asks, of whom, and that each framework can be asked."""

import re

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.office import Office
from pmqa_analysis.present import Wording
from pmqa_analysis.present.scorecards.entry_form import NO_VALUE, TICKS, reporting_units, unit_form
from tests.offices import DATA

DOCUMENTS = {"kpi-framework-2567", "hr-plan-2566"}


@pytest.fixture(scope="module")
def office():
    return Office(DATA)


@pytest.fixture(scope="module")
def agreement(office):
    return load_framework(office, Ledger(), "agreement_2567", DOCUMENTS)


def form(office, framework, unit, months=12, words=None):
    card = office.card
    return unit_form(framework, framework.units[unit], months, card, words or Wording())


def asked(book):
    return {row.key: row.asks for sheet in book.sheets for row in sheet.rows if row.asks}


def test_every_kpi_is_asked_of_the_unit_that_reports_it(office, agreement):
    for kpi in agreement.kpis.values():
        unit = agreement.reporter_of(kpi.kpi)
        keys = asked(form(office, agreement, unit.unit))
        assert f"kpi:{kpi.kpi}" in keys
        assert f"{kpi.rubric}:L1-1" in keys


def test_a_tick_has_its_list_and_the_reasons_for_none(office, agreement):
    column = next(c for c in form(office, agreement, "PR").sheets[1].columns if c.key == "tick")
    assert column.choices == (*TICKS, *NO_VALUE)


def test_every_heading_of_a_condition_asks_nothing(office, agreement):
    rows = {row.key: row for row in form(office, agreement, "PR").sheets[1].rows}
    assert rows["1.1:C0"].asks == ()
    assert rows["1.1:C0"].texts["place"] == "เงื่อนไข"
    assert rows["1.1:C2"].texts["expected"] == "≥ ร้อยละ 85"


def test_the_marks_say_what_the_workbook_is(office, agreement):
    marks = form(office, agreement, "ICT", 6).marks
    assert {key: marks[key] for key in ("form", "framework", "fiscal_year", "round", "unit")} == {
        "form": "kpi", "framework": "agreement_2567", "fiscal_year": "2567", "round": "6",
        "unit": "ICT",
    }  # fmt: skip
    assert re.fullmatch(r"[0-9a-f]{12}", marks["version"])


def test_another_print_has_another_version(office, agreement):
    versions = {form(office, agreement, unit).marks["version"] for unit in ("PR", "ICT", "CA")}
    assert len(versions) == 3
    assert form(office, agreement, "PR").marks["version"] in versions


def test_a_simulated_office_says_so(office, agreement):
    card = office.card.model_copy(update={"simulated": True})
    book = unit_form(agreement, agreement.units["PR"], 12, card, Wording())
    assert any("ข้อมูลจำลอง" in line for line in book.sheets[0].lines)
    assert not any("ข้อมูลจำลอง" in line for line in form(office, agreement, "PR").sheets[0].lines)


def test_the_hr_plan_is_asked_of_its_units_and_committees(office):
    plan = load_framework(office, Ledger(), "hr_plan_2566", DOCUMENTS)
    units = [unit.unit for unit in reporting_units(plan)]
    assert {"HRD", "CA", "ICT", "POL"} <= set(units)
    keys = [key for unit in units for key in asked(form(office, plan, unit))]
    assert {f"kpi:{kpi}" for kpi in ("K-3.2.2-2", "K-1.1.1.1-1")} <= set(keys)


def test_the_form_can_be_english(office, agreement):
    book = form(office, agreement, "PR", words=Wording("en"))
    assert [sheet.name for sheet in book.sheets] == ["Instructions", "Items", "Problems"]


@pytest.mark.parametrize("framework", ["agreement_2567", "hr_plan_2566"])
def test_no_row_is_asked_twice_on_a_sheet(office, framework):
    found = load_framework(office, Ledger(), framework, DOCUMENTS)
    for unit in reporting_units(found):
        for sheet in form(office, found, unit.unit).sheets:
            keys = [row.key for row in sheet.rows]
            assert len(keys) == len(set(keys))


def test_the_value_of_a_kpi_is_asked_where_it_is_more_than_a_level(office, agreement):
    plan = load_framework(office, Ledger(), "hr_plan_2566", DOCUMENTS)
    items = {row.key: row.asks for row in form(office, plan, "POL").sheets[1].rows}
    assert {"value", "numerator", "status", "document"} <= set(items["kpi:K-3.2.2-2"])
    assert items["kpi:K-3.2.2-1"] == ()
    assert "numerator" not in items["kpi:K-3.2.2-3"]
    own = {row.key: row.asks for row in form(office, agreement, "PR").sheets[1].rows}
    assert own["kpi:1.1"] == ()


def test_each_owner_of_a_plan_reports_it(office):
    plan = load_framework(office, Ledger(), "hr_plan_2566", DOCUMENTS)
    lines = form(office, plan, "POL").sheets[0].lines
    assert any("เป็นผู้รายงาน" in line and "K-3.2.2-2" in line for line in lines)
