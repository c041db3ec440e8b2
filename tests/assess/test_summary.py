"""Counts over a set of measures."""

import pytest

from pmqa_analysis.assess import summarise
from tests.offices import assessed

MET = assessed("5", ["4", "6"])
FELL_SHORT = assessed("5", ["6", "4"])
UNCHANGED = assessed("5", ["5", "5"])
NO_TARGET = assessed(None, ["1", "2"])
NO_RESULT = assessed("5", ["1", None])
FIRST_YEAR = assessed("5", [None, "5"])
RANGE = assessed("5", ["4", "6"], "range")
ALL = (MET, FELL_SHORT, UNCHANGED, NO_TARGET, NO_RESULT, FIRST_YEAR, RANGE)


def counts(*items):
    summary = summarise(items, name="all", fiscal_year=2563)
    return {result.statistic: int(result.value) for result in summary.results}


def test_verdicts_and_movements_are_counted():
    assert counts(*ALL) == {
        "total": 7, "assessed": 4, "met": 3, "not_met": 1,
        "higher": 3, "lower": 1, "same": 1, "no_last_year": 2,
    }  # fmt: skip


def test_no_measures_count_nothing():
    assert set(counts().values()) == {0}


def test_met_and_not_met_part_the_assessed():
    found = counts(*ALL)
    assert found["met"] + found["not_met"] == found["assessed"]


def test_movements_part_the_total():
    found = counts(*ALL)
    parts = (found["higher"], found["lower"], found["same"], found["no_last_year"])
    assert sum(parts) == found["total"]


def test_counts_of_parts_add_up_to_counts_of_the_whole():
    one, other, whole = counts(*ALL[:3]), counts(*ALL[3:]), counts(*ALL)
    assert {name: one[name] + other[name] for name in whole} == whole


def test_a_count_is_a_result_with_an_id_and_without_a_unit():
    met = summarise([MET], name="group-7.1", fiscal_year=2563).met
    assert (met.id, met.shown, met.unit) == ("2563/group-7.1/met", "1", "")
    assert (met.status, met.policy) == ("reported", "count_of_measures")


def test_thirty_of_thirty_are_met(senate):
    summary = summarise(senate.indicators(), name="all", fiscal_year=2563)
    assert [summary.total.shown, summary.assessed.shown, summary.met.shown] == ["30", "30", "30"]
    assert summary.not_met.shown == "0"


def test_no_printed_indicator_is_lower_than_last_year(senate):
    """Counted by hand: ten have no value in 2562."""
    summary = summarise(senate.indicators(), name="all", fiscal_year=2563)
    assert (summary.lower.shown, summary.same.shown) == ("0", "0")
    assert (summary.higher.shown, summary.no_last_year.shown) == ("20", "10")


@pytest.mark.parametrize(("category", "count"), [(1, 9), (2, 5), (3, 5), (4, 2), (5, 5), (6, 3)])
def test_all_indicators_of_a_category_are_met(senate, category, count):
    summary = summarise(senate.category(category), name="category", fiscal_year=2563)
    assert (summary.met.value, summary.total.value) == (count, count)
