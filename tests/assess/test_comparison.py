"""Two years of a measure, and counts that do not fit their names."""

import pytest

from pmqa_analysis.assess import compare_year, count_mismatches
from pmqa_analysis.clean import Caution
from pmqa_analysis.results import Results, disagreements
from tests.offices import a_result, assessed, figure, with_figures

MINUS = "\u2212"


def caution(from_year, to_year, measure="7.1.1"):
    return Caution(
        measure=measure, from_year=from_year, to_year=to_year, reason="population_changed",
        text_th="", text_en="", document="doc", line="7",
    )  # fmt: skip


def compared(values, *cautions, position=0):
    item = assessed("1", values)
    return compare_year(item, item.history[position], cautions)


def test_a_printed_difference_is_never_tested():
    comparison = compared(["83.55", "84.97", "93.01"])
    assert (comparison.state, comparison.reason) == ("not_tested", "not_tested_without_base")
    assert (comparison.difference.shown, comparison.difference.status) == ("+9.46", "reported")


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [("5", "3", f"{MINUS}2"), ("5", "5", "0"), ("0", "5", "+5"), ("5", "0", f"{MINUS}5")],
)
def test_the_difference_is_this_year_less_the_earlier(before, now, text):
    assert compared([before, now]).difference.shown == text


@pytest.mark.parametrize("values", [[None, "5"], ["5", None], [None, None]])
def test_a_year_without_a_value_is_no_pair(values):
    comparison = compared(values, caution(2562, 2563))
    assert (comparison.reason, comparison.difference.value) == ("no_pair", None)


@pytest.mark.parametrize(
    ("breaks", "position", "reason"),
    [
        ((2561, 2562), 0, "not_tested_population"),
        ((2561, 2562), 1, "not_tested_without_base"),
        ((2562, 2563), 1, "not_tested_population"),
        ((2562, 2563), 0, "not_tested_population"),
        ((2561, 2563), 1, "not_tested_population"),
        ((2559, 2560), 0, "not_tested_without_base"),
        ((2563, 2564), 0, "not_tested_without_base"),
    ],
)
def test_a_break_between_the_years_is_the_reason_given(breaks, position, reason):
    assert compared(["1", "2", "3"], caution(*breaks), position=position).reason == reason


def test_a_break_of_another_measure_is_none_of_this():
    assert compared(["1", "2"], caution(2562, 2563, "7.9")).reason == "not_tested_without_base"


def test_a_difference_from_last_year_is_the_same_result_wherever_it_is_made():
    item = assessed("1", ["83.55", "84.97", "93.01"])
    assert compare_year(item, item.last_year, []).difference == item.difference


def test_the_same_result_is_made_with_a_printed_unit_of_its_own(clean):
    from pmqa_analysis.assess import assess_measure, stated_results
    from tests.offices import a_year

    rows = [figure("7.1.1", "actual", year, "5", unit_printed="ฉบับ") for year in ("2562", "2563")]
    data = clean(with_figures(*rows))
    results = stated_results(data, "half_up")
    item = assess_measure(data.register.measures["7.1.1"], results, a_year(2562))
    assert compare_year(item, item.last_year, []).difference == item.difference


@pytest.mark.parametrize(
    ("printed", "found"), [("2", ["2", "3"]), ("3", None), ("-", None), ("0", ["0", "3"])]
)
def test_a_count_that_is_not_the_number_of_things_named_is_found(clean, printed, found):
    register = clean().register
    value = None if printed == "-" else printed
    results = Results([a_result(value, measure="7.2.2")])
    mismatches = count_mismatches(register, results, 2563)
    shown = [[one.shown for one in item.statements] for item in mismatches]
    assert shown == ([] if found is None else [found])


def test_the_number_of_things_named_is_a_result_of_its_own(clean):
    results = Results([a_result("2", measure="7.2.2")])
    [mismatch] = count_mismatches(clean().register, results, 2563)
    named = mismatch.statements[1]
    assert (named.id, named.policy) == ("2563/7.2.2/named_items", "count_of_named_items")


def test_the_difference_of_7_5_1_stands_under_the_change_of_house(senate):
    item = senate.assessments["7.5.1"]
    [first, second] = senate.compare_years([item], [2561, 2562])
    assert (first.difference.shown, first.reason) == ("+9.46", "not_tested_population")
    assert second.difference.shown == "+8.04"


@pytest.fixture(scope="module")
def found(senate):
    """Return every disagreement of the printed report."""
    return {
        (item.kind, item.measure, *(one.shown for one in item.statements))
        for item in senate.disagreements()
    }


@pytest.mark.parametrize(
    "disagreement",
    [
        ("value", "7.1.4", "93", "93", "90"),
        ("value", "7.1.5", "80.13", "80.13", "100"),
        ("look_alike", "7.6.5", "90.48", "86.8560"),
        ("look_alike", "7.5.1", "85", "80"),
        ("look_alike", "7.2.2", "85", "80"),
        ("look_alike", "7.2.1", "85.56", "90.92"),
        ("count", "7.6.2", "6", "5"),
        ("unit", "7.3.2", "32", "32"),
        ("unit", "7.4.2", "2", "2"),
        ("unit", "7.4.3", "2", "2"),
    ],
)
def test_the_known_disagreements_of_the_printed_report_are_found(found, disagreement):
    assert disagreement in found


@pytest.mark.parametrize(
    ("measure", "units"),
    [
        ("7.3.2", ["เรื่อง", "ฉบับ"]),
        ("7.4.2", ["รางวัล", "รางวัลต้นแบบ"]),
        ("7.4.3", ["รางวัล", "รางวัลต้นแบบ"]),
    ],
)
def test_units_that_disagree_are_shown_as_printed(senate, measure, units):
    [item] = [one for one in senate.disagreements() if (one.kind, one.measure) == ("unit", measure)]
    assert [statement.unit for statement in item.statements] == units


def test_figures_on_which_all_sections_agree_are_not_listed(senate):
    values = [item for item in disagreements(senate.results) if item.kind == "value"]
    assert [item.measure for item in values] == ["7.1.4", "7.1.5"]


def test_every_statement_of_a_disagreement_says_where_it_stands(senate):
    statements = [one for item in senate.disagreements() for one in item.statements]
    assert all(one.source for one in statements)
