"""One measure of one year: what its figures say and what to look at."""

from fractions import Fraction

import pytest

from pmqa_analysis.assess import assess_measure
from pmqa_analysis.results import Results
from tests.offices import a_measure, a_result, a_year, assessed

MINUS = "\u2212"


def test_figures_of_the_year_are_found_and_the_verdict_taken():
    item = assessed("93", ["83.33", "92.17", "97.14"])
    assert (item.target.shown, item.actual.shown, item.verdict) == ("93", "97.14", "met")
    assert [result.fiscal_year for result in item.history] == [2561, 2562, 2563]


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        ("92.17", "97.14", "+4.97"),
        ("97.14", "92.17", f"{MINUS}4.97"),
        ("85", "85.00", "0.00"),
        ("8", "12.5", "+4.5"),
        ("900", "1200", "+300"),
        ("0", "3", "+3"),
        ("-2", "-5", f"{MINUS}3"),
        ("9000", "1", f"{MINUS}8,999"),
    ],
)
def test_a_difference_has_its_sign_and_the_finer_decimals(before, now, text):
    assert assessed("1", [before, now]).difference.shown == text


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        ("80", "90", "+12.50"),
        ("90", "80", f"{MINUS}11.11"),
        ("80", "80", "0.00"),
        ("3", "4", "+33.33"),
        ("8", "8.005", "+0.06"),
        ("10", "-5", f"{MINUS}150.00"),
    ],
)
def test_a_relative_change_is_in_percent_of_last_year(before, now, text):
    assert assessed("1", [before, now]).relative_change.shown == text


@pytest.mark.parametrize("before", ["0", "-10"])
def test_there_is_no_relative_change_from_zero_or_less(before):
    item = assessed("1", [before, "5"])
    assert (item.relative_change.value, item.relative_change.shown) == (None, "-")
    assert item.difference.value is not None


@pytest.mark.parametrize(
    "values", [["5"], [None, "5"], ["5", None], [None, None], ["4", None, "5"]]
)
def test_there_is_no_difference_without_both_years(values):
    item = assessed("1", values)
    assert (item.difference.value, item.difference.status) == (None, "not_applicable")
    assert item.relative_change.value is None


def test_a_first_year_has_no_last_year():
    item = assessed("1", ["5"])
    assert (item.last_year, item.pattern) == (None, "first_year")
    assert item.difference.id == "2563/7.1.1/difference_from_none"


def test_last_year_is_the_one_before():
    item = assessed("1", ["4", "5", "6"])
    assert item.last_year.shown == "5"
    assert item.difference.id == "2563/7.1.1/difference_from_2562"


@pytest.mark.parametrize(
    ("target", "actual", "direction", "text"),
    [
        ("1", "8", "higher", "800.00"),
        ("85", "84.995", "higher", "99.99"),
        ("3", "2", "higher", "66.67"),
        ("100", "90", "lower", "110.00"),
        ("0", "8", "higher", "-"),
        ("5", "0", "higher", "0.00"),
        (None, "5", "higher", "-"),
        ("5", None, "higher", "-"),
        ("5", "5", "range", "-"),
    ],
)
def test_the_success_rate_is_shown_with_two_decimals(target, actual, direction, text):
    assert assessed(target, [actual], direction).percent_of_target.shown == text


def test_decimals_of_a_success_rate_are_a_setting():
    assert assessed("3", ["2"], derived_decimals=0).percent_of_target.shown == "67"


def test_a_computed_figure_names_its_sources_and_its_policy():
    item = assessed("93", ["92.17", "97.14"])
    assert item.percent_of_target.source == "2563/7.1.1/actual 2563/7.1.1/target"
    assert item.percent_of_target.policy == "ratio_or_mirror"
    assert item.difference.source == "2563/7.1.1/actual 2562/7.1.1/actual"
    assert item.difference.policy == "difference_from_earlier_year"


def test_a_difference_has_the_unit_that_is_printed_with_the_result():
    actuals = [a_result("5", unit="ฉบับ", fiscal_year=year) for year in (2562, 2563)]
    item = assess_measure(a_measure(), Results(actuals), a_year(2562))
    assert item.difference.unit == "ฉบับ"


@pytest.mark.parametrize(
    ("target", "values", "direction", "flags"),
    [
        ("1", [None, "8"], "higher", ["overshoot"]),
        ("4", [None, "8"], "higher", []),
        ("4", [None, "8.001"], "higher", ["overshoot"]),
        ("4", ["4", "5"], "higher", ["target_equals_last_result"]),
        ("4.00", ["4", "5"], "higher", ["target_equals_last_result"]),
        ("4", ["4", "9"], "higher", ["overshoot", "target_equals_last_result"]),
        ("4", ["5", "5"], "higher", ["target_below_earlier_result"]),
        ("4", ["5", None, "5"], "higher", ["target_below_earlier_result"]),
        ("4", ["5", "4", "5"], "higher", [
            "target_equals_last_result", "target_below_earlier_result"]),
        ("4", ["4", "3", "5"], "higher", []),
        ("10", ["8", "9"], "lower", ["target_below_earlier_result"]),
        ("10", ["10", "9"], "lower", ["target_equals_last_result"]),
        ("10", ["12", "9"], "lower", []),
        ("10", ["10", "9"], "range", []),
        ("0", ["0", "5"], "higher", ["target_equals_last_result"]),
        ("0", [None, "5"], "lower", []),
        (None, ["5", "5"], "higher", []),
        ("4", ["5", None], "higher", ["target_below_earlier_result"]),
        ("4", ["5"], "higher", []),
    ],
)  # fmt: skip
def test_flags_say_what_to_look_at(target, values, direction, flags):
    assert list(assessed(target, values, direction).flags) == flags


def test_the_limit_of_an_overshoot_is_a_setting():
    assert assessed("4", ["8.001"], overshoot_percent=300).flags == ()


@pytest.mark.parametrize(
    ("direction", "years"), [("higher", [2561]), ("lower", [2560]), ("range", [])]
)
def test_the_years_that_the_target_asks_less_than_are_named(direction, years):
    item = assessed("10", ["8", "12", "10", "9"], direction)
    assert [result.fiscal_year for result in item.harder_years] == years


def test_without_a_target_no_year_is_harder():
    assert assessed(None, ["8", "9"]).harder_years == ()


def test_a_figure_that_no_source_states_is_not_reported():
    item = assess_measure(a_measure(), Results(), a_year(2562))
    assert (item.target.status, item.actual.status) == ("not_reported", "not_reported")
    assert (item.actual.shown, item.verdict, item.pattern) == (
        "ไม่ได้รายงาน", "no_result", "no_value",
    )  # fmt: skip


def test_a_result_of_zero_is_a_result():
    item = assessed("5", ["3", "0"])
    assert (item.verdict, item.actual.shown, item.difference.shown) == ("not_met", "0", f"{MINUS}3")


def test_figures_of_other_sections_are_not_assessed():
    other = a_result("900", repeated_in="text")
    item = assess_measure(a_measure(), Results([other]), a_year())
    assert item.verdict == "no_result"


def test_every_figure_of_an_assessment_is_among_its_results():
    item = assessed("93", ["83.33", "92.17", "97.14"])
    assert [result.id for result in item.results] == [
        "2563/7.1.1/target", "2563/7.1.1/percent_of_target",
        "2563/7.1.1/difference_from_2562", "2563/7.1.1/relative_change_from_2562",
        "2561/7.1.1/actual", "2562/7.1.1/actual", "2563/7.1.1/actual",
    ]  # fmt: skip


def test_percent_of_target_of_7_1_1_is_800(senate):
    item = senate.assessments["7.1.1"]
    assert (item.percent_of_target.value, item.percent_of_target.shown) == (800, "800.00")


@pytest.mark.parametrize(
    ("measure", "difference", "relative"),
    [
        ("7.1.4", "+4.97", "+5.39"),
        ("7.1.2", "+854", "+29.42"),
        ("7.2.1", "+3.04", "+3.68"),
        ("7.3.3", "+8.20", "+9.78"),
        ("7.4.4", "+1", "+9.09"),
        ("7.5.2", "+54", "+675.00"),
        ("7.2.4", "-", "-"),
    ],
)
def test_the_printed_figures_differ_from_last_year_by_so_much(
    senate, measure, difference, relative
):
    item = senate.assessments[measure]
    assert (item.difference.shown, item.relative_change.shown) == (difference, relative)


def test_the_difference_of_7_1_4_is_exact(senate):
    assert senate.assessments["7.1.4"].difference.value == Fraction(497, 100)


@pytest.mark.parametrize(
    ("measure", "flags"),
    [
        ("7.1.1", {"overshoot", "target_equals_last_result"}),
        ("7.1.2", {"target_below_earlier_result"}),
        ("7.1.4", set()),
        ("7.2.4", {"overshoot"}),
        ("7.3.4", {"overshoot", "target_equals_last_result"}),
        ("7.3.5", {"overshoot", "target_equals_last_result", "target_below_earlier_result"}),
        ("7.4.2", set()),
        ("7.4.4", {"target_equals_last_result"}),
        ("7.5.4", {"target_equals_last_result"}),
        ("7.6.2", set()),
        ("7.6.4", {"target_equals_last_result"}),
    ],
)
def test_the_printed_indicators_have_the_flags_found_by_hand(senate, measure, flags):
    assert set(senate.assessments[measure].flags) == flags


@pytest.mark.parametrize(
    ("measure", "pattern"),
    [
        ("7.1.1", "rose"),
        ("7.1.2", "fell_then_rose"),
        ("7.1.4", "rose_every_year"),
        ("7.1.5", "first_year"),
        ("7.2.1", "fell_then_rose"),
        ("7.3.3", "fell_then_rose"),
        ("7.4.4", "never_fell"),
        ("7.5.1", "rose_every_year"),
        ("7.6.2", "never_fell"),
        ("7.6.5", "rose_every_year"),
    ],
)
def test_the_printed_indicators_moved_as_found_by_hand(senate, measure, pattern):
    assert senate.assessments[measure].pattern == pattern
