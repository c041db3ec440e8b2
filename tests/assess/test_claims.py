"""What the sources claim, tested on their figures."""

import pytest

from pmqa_analysis.assess import check_claim
from pmqa_analysis.clean import Claim
from tests.offices import assessed


def claim(pattern, measures):
    return Claim(
        claim="c", statement_th="ดีขึ้น", statement_en="better", pattern=pattern,
        measures=measures, document="doc", line="7",
    )  # fmt: skip


def outcome(pattern, *values):
    [(_, found)] = check_claim(claim(pattern, "m"), {"m": assessed("1", values)}).outcomes
    return found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["1", "2", "3"], "holds"),
        (["1", "1.0000001", "3"], "holds"),
        (["1", "1", "3"], "fails"),
        (["2", "1", "3"], "fails"),
        (["1", "3", "2"], "fails"),
        ([None, "2", "3"], "unknown"),
        ([None, "3", "2"], "fails"),
        (["1", None, "3"], "unknown"),
        (["3", None, "1"], "fails"),
        (["1", "2", None], "unknown"),
        (["2", "1", None], "fails"),
        ([None, None, None], "unknown"),
        (["1"], "unknown"),
        (["-3", "-2", "0"], "holds"),
    ],
)
def test_rose_every_year_needs_each_year_above_the_one_before(values, found):
    assert outcome("rose_every_year", *values) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["9", "2", "3"], "holds"),
        ([None, "2", "3"], "holds"),
        (["1", "3", "3"], "fails"),
        (["1", "3", "2"], "fails"),
        (["1", None, "3"], "unknown"),
        (["1", "2", None], "unknown"),
        (["3"], "unknown"),
    ],
)
def test_rose_from_last_year_needs_this_year_above_the_last(values, found):
    assert outcome("rose_from_last_year", *values) == found


RISING, FALLING, UNKNOWN = ["1", "2"], ["2", "1"], [None, "1"]


@pytest.mark.parametrize(
    ("histories", "holds"),
    [
        ([RISING, RISING], True),
        ([RISING, FALLING], False),
        ([RISING, UNKNOWN], None),
        ([UNKNOWN, FALLING], False),
        ([UNKNOWN], None),
        ([], None),
    ],
)
def test_a_claim_holds_where_all_of_its_measures_bear_it_out(histories, holds):
    items = {f"m{number}": assessed("1", values) for number, values in enumerate(histories)}
    assert check_claim(claim("rose_every_year", " ".join(items)), items).holds is holds


@pytest.fixture
def outcomes(senate):
    """Return a function that names the outcome of each measure of a printed claim."""

    def of(name):
        [test] = [test for test in senate.claims() if test.claim.claim == name]
        return {item.measure.measure: found for item, found in test.outcomes}, test.holds

    return of


def test_improved_every_year_fails_for_two_of_the_four_printed_indicators(outcomes):
    found, holds = outcomes("5.2-trend")
    assert found == {"7.2.1": "fails", "7.3.3": "fails", "7.5.1": "holds", "7.6.5": "holds"}
    assert holds is False


def test_the_parts_of_the_ita_cannot_be_tested_without_the_figures_of_2562(outcomes):
    found, holds = outcomes("1.2-ita-aspects")
    assert (set(found.values()), holds) == ({"unknown"}, None)


def test_a_printed_claim_without_figures_has_no_outcomes(outcomes):
    assert outcomes("4.2-five-issues") == ({}, None)
