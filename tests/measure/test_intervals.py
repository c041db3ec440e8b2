"""Intervals, bands, sample sizes and strata: by hand, and their invariants."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.measure.bands import band_cuts, find_band, find_index_band
from pmqa_analysis.measure.intervals import (
    effective_n,
    mean_interval,
    share_margin,
    wilson_interval,
)
from pmqa_analysis.measure.sample import Moments, Sample, exact_float
from pmqa_analysis.measure.sampling import (
    cochran_size,
    kish_effect,
    response_rate,
    stratify,
    yamane_size,
)

SHARES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SHARES)
def test_the_interval_of_the_others_is_the_mirror(share):
    count, n = share
    mine, others = wilson_interval(count, n), wilson_interval(n - count, n)
    assert (mine.low, mine.high) == (1 - others.high, 1 - others.low)


@given(SHARES, st.integers(0, 300))
def test_a_known_population_never_widens_an_interval(share, more):
    count, n = share
    plain, corrected = wilson_interval(count, n), wilson_interval(count, n, population=n + more)
    assert corrected.high - corrected.low <= plain.high - plain.low
    assert corrected.low <= Fraction(count, n) <= corrected.high


@given(st.lists(st.integers(1, 5), min_size=2, max_size=40))
def test_everybody_answered_leaves_a_mean_without_error(rows):
    moments = Sample.of_rows(rows).moments(population=len(rows))
    assert moments.error_variance == 0
    assert share_margin(Fraction(1, 3), len(rows), population=len(rows)) == 0


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=30))
def test_moments_are_those_of_the_rows(rows):
    n, mean = len(rows), Fraction(sum(rows), len(rows))
    moments = Sample.of_rows(rows).moments()
    assert (moments.n, moments.mean) == (n, mean)
    assert moments.variance == sum((row - mean) ** 2 for row in rows) / (n - 1)


def test_more_answers_than_people_are_refused():
    with pytest.raises(ValueError, match="population"):
        effective_n(11, 10)
    with pytest.raises(ValueError, match="population"):
        Moments(11, Fraction(1), Fraction(1), 10)
    with pytest.raises(ValueError, match="response rate"):
        response_rate(11, 10)


def test_a_mean_of_one_has_no_interval():
    assert mean_interval(Sample.of_rows([3]).moments()) is None


def test_a_float_keeps_every_digit():
    assert exact_float(0.1) == Fraction(1, 10)
    with pytest.raises(ValueError, match="finite"):
        exact_float(float("nan"))


def test_the_cuts_are_those_printed():
    five = range(1, 6)
    assert [float(cut) for cut in band_cuts("boonchom", five)] == [1.5, 2.5, 3.5, 4.5]
    assert [float(cut) for cut in band_cuts("equal_width", five)] == [1.8, 2.6, 3.4, 4.2]
    assert [float(cut) for cut in band_cuts("boonchom", [0, 1])] == [0.5]


@pytest.mark.parametrize(
    ("mean", "number", "near"),
    [
        ("4.55", 5, True),
        ("4.551", 5, False),
        ("4.505", 5, True),
        ("4.50", 4, True),
        ("4", 4, False),
    ],
)
def test_a_mean_near_a_cut_says_so(mean, number, near):
    band = find_band(Fraction(mean), band_cuts("boonchom", range(1, 6)))
    assert (band.number, band.is_near) == (number, near)


@pytest.mark.parametrize(
    ("index", "number"), [(0, 1), ("24.99", 1), (25, 2), (50, 3), (75, 4), (100, 4)]
)
def test_a_band_of_an_index_holds_its_lower_end(index, number):
    assert find_index_band(Fraction(index)).number == number


def test_samples_needed_are_rounded_up():
    """Yamane's own table: 400 people at 5 % need 200; Cochran of an endless population 385."""
    assert (yamane_size(400), yamane_size(10_000), cochran_size()) == (200, 385, 385)
    assert cochran_size(1000) == 278


def test_kish_effect_of_equal_weights_is_one():
    assert kish_effect([(Fraction(3), 40)]) == 1
    assert kish_effect([(Fraction(1), 10), (Fraction(3), 10)]) == Fraction(20 * 100, 1600)


def test_strata_of_equal_shares_give_the_plain_mean():
    strata = [Sample.of_rows(rows).moments(100) for rows in ([1, 2, 3], [3, 4, 5])]
    assert stratify(strata).mean == 3
    with pytest.raises(ValueError, match="population"):
        stratify([Sample.of_rows([1, 2]).moments()])
