"""Results are found by their id, add up, and show where the sources disagree."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.results import STATUSES, Results, disagreements, exact_text, result_id
from tests.offices import a_result

YEARS = st.integers(2550, 2570)
result_lists = st.lists(
    st.builds(lambda year: a_result(str(year), fiscal_year=year), YEARS), max_size=8
)


def stated(value, section="", **more):
    return a_result(value, repeated_in=section, **more)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ((2563, "7.1.4", "actual"), "2563/7.1.4/actual"),
        ((2563, "7.1.4", "target", "text_4.1"), "2563/7.1.4/target@text_4.1"),
        ((None, "4.1-it", "actual"), "undated/4.1-it/actual"),
    ],
)
def test_an_id_says_year_measure_statistic_and_section(parts, name):
    assert result_id(*parts) == name


def test_there_are_six_statuses():
    assert set(STATUSES) == {
        "reported", "not_reported", "in_process", "not_applicable", "suppressed", "not_testable",
    }  # fmt: skip


def test_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match=r"2563/7\.1\.1/actual: 'unknown' is none of reported"):
        a_result(None, status="unknown")


@pytest.mark.parametrize("status", [status for status in STATUSES if status != "reported"])
def test_a_value_is_always_reported(status):
    with pytest.raises(ValueError, match=f"with a value is reported, not {status}"):
        a_result("0", status=status)


def test_a_level_is_reported_without_a_value():
    assert a_result(None, status="reported", shown="Advance").shown == "Advance"


def test_a_figure_of_another_section_is_not_of_record():
    assert stated("93").is_of_record
    assert not stated("90", "text").is_of_record


def test_a_result_becomes_a_row_of_texts():
    row = a_result("97.14").as_row()
    assert (row["id"], row["value"], row["decimals"]) == ("2563/7.1.1/actual", "97.14", "2")
    assert all(isinstance(cell, str) for cell in row.values())


def test_a_row_without_a_value_has_blanks_not_none():
    row = a_result(None, fiscal_year=None).as_row()
    assert (row["fiscal_year"], row["value"], row["decimals"]) == ("", "", "")


def test_a_result_of_zero_is_a_value_in_its_row():
    assert a_result("0").as_row()["value"] == "0"
    assert a_result("0").as_row()["decimals"] == "0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(9714, 100), "97.14"),
        (Fraction(-1, 200), "-0.005"),
        (Fraction(3000), "3000"),
        (Fraction(0), "0"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-400, 3), "-400/3"),
        (Fraction(25, 2), "12.5"),
        (Fraction(1, 2**13), "0.0001220703125"),
        (Fraction(1, 2**31), "1/2147483648"),
        (None, ""),
    ],
)
def test_an_exact_value_is_a_decimal_where_it_ends(value, text):
    assert exact_text(value) == text


@given(st.fractions())
def test_an_exact_text_reads_back(value):
    assert Fraction(exact_text(value)) == value


def test_results_are_found_by_year_measure_and_statistic():
    results = Results([stated("93", statistic="target"), stated("90", "text", statistic="target")])
    assert results.find(2563, "7.1.1", "target").value == 93
    assert results.find(2563, "7.1.1", "target", "text").value == 90
    assert results.find(2562, "7.1.1", "target") is None


def test_two_different_results_of_one_id_are_an_error():
    with pytest.raises(ValueError, match=r"two different results have the id 2563/7\.1\.1/actual"):
        Results([a_result("1"), a_result("2")])


def test_the_same_result_twice_is_one():
    assert len(Results([a_result("1"), a_result("1")])) == 1


@given(result_lists)
def test_results_added_to_nothing_or_themselves_stay_the_same(some):
    results = Results(some)
    assert dict(results | []) == dict(results)
    assert dict(results | results.values()) == dict(results)


@given(result_lists, result_lists, result_lists)
def test_addition_does_not_depend_on_the_grouping(one, two, three):
    left = (Results(one) | two) | three
    right = Results(one) | (Results(two) | three).values()
    assert list(left.items()) == list(right.items())


@given(result_lists, result_lists)
def test_addition_holds_the_results_of_both_once(one, two):
    both = Results(one) | two
    assert set(both) == {result.id for result in (*one, *two)}
    assert set(both) == set(Results(two) | one)


def test_addition_leaves_its_parts_as_they_were():
    results = Results([a_result("1")])
    assert len(results | [a_result("2", fiscal_year=2562)]) == 2
    assert len(results) == 1


def found(*results, **look_alikes):
    pairs = {name.replace("_", "."): other for name, other in look_alikes.items()}
    return [
        (item.kind, item.measure, [one.shown for one in item.statements])
        for item in disagreements(Results(results), pairs)
    ]


def test_sections_that_agree_are_no_disagreement():
    assert found(stated("93.0"), stated("93", "text")) == []


def test_different_values_disagree_the_figure_of_record_first():
    assert found(stated("93"), stated("90", "text")) == [("value", "7.1.1", ["93", "90"])]


def test_a_hundredth_is_a_disagreement():
    assert len(found(stated("97.14"), stated("97.15", "text"))) == 1


def test_different_units_disagree():
    one, other = stated("32"), stated("32", "cat5", unit="ฉบับ")
    assert found(one, other) == [("unit", "7.1.1", ["32", "32"])]


def test_the_unit_of_a_target_is_not_reported_a_second_time():
    one = stated("32", statistic="target")
    other = stated("32", "cat5", statistic="target", unit="ฉบับ")
    assert found(one, other) == []


def test_a_section_without_a_value_disagrees_with_nobody():
    assert found(stated("93"), stated(None, "text")) == []


def test_zero_and_a_value_disagree():
    assert found(stated("0"), stated("1", "text")) == [("value", "7.1.1", ["0", "1"])]


def test_another_year_is_another_figure():
    assert found(stated("93"), stated("90", "text", fiscal_year=2562)) == []


def test_target_and_result_are_different_figures():
    assert found(stated("93", statistic="target"), stated("90", statistic="actual")) == []


def test_a_look_alike_with_another_value_is_shown_beside_the_figure_of_record():
    one, other = stated("85.56", measure="7.2.1"), stated("90.92", measure="kpi1")
    assert found(one, other, kpi1="7.2.1") == [("look_alike", "7.2.1", ["85.56", "90.92"])]


def test_a_look_alike_with_the_same_value_is_not():
    assert found(stated("5", measure="7.2.1"), stated("5", measure="kpi1"), kpi1="7.2.1") == []


def test_a_look_alike_of_another_year_is_not():
    later = stated("85", measure="kpi1", fiscal_year=2565)
    assert found(stated("80", measure="7.2.1"), later, kpi1="7.2.1") == []


def test_an_undated_look_alike_is_compared_with_the_latest_figure():
    old = stated("80", measure="7.2.1", fiscal_year=2562)
    new = stated("90", measure="7.2.1")
    undated = stated("86.8560", measure="it", fiscal_year=None)
    assert found(old, new, undated, it="7.2.1") == [("look_alike", "7.2.1", ["90", "86.8560"])]


def test_a_look_alike_of_a_measure_without_figures_is_nothing():
    assert found(stated("5", measure="kpi1"), kpi1="7.2.1") == []


def test_an_undated_figure_is_held_against_the_latest_year():
    results = Results(
        [
            stated("90", fiscal_year=2562),
            stated("100", fiscal_year=2563),
            stated("99", "text", fiscal_year=None),
        ]
    )
    [found] = disagreements(results)
    assert [result.shown for result in found.statements] == ["100", "99"]


def test_levels_that_differ_by_name_disagree():
    results = Results(
        [
            a_result(None, status="reported", shown="Advance"),
            a_result(None, status="reported", shown="Basic", repeated_in="text"),
        ]
    )
    [found] = disagreements(results)
    assert found.kind == "value"
