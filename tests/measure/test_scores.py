"""Scores of several answers, and of two measures beside each other."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.measure.counts import Frequencies
from pmqa_analysis.measure.scores import (
    find_quadrants,
    gap,
    pni_modified,
    pooled_sample,
    respondent_moments,
    respondent_sample,
    satisfied_percent,
    share_index,
)


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 7), st.integers(-9, 35)), st.integers(1, 9), min_size=1
    )
)
def test_moments_of_respondents_are_those_of_their_means(score):
    assert respondent_moments(score, None) == respondent_sample(score).moments()


def test_pooled_answers_are_counted_by_their_worth():
    one, other = Frequencies({1: 2, 2: 1}, {}), Frequencies({1: 0, 2: 3}, {})
    pooled = pooled_sample([(one, {1: 1, 2: 2}), (other, {1: 2, 2: 1})])
    assert dict(zip(pooled.values, pooled.counts, strict=True)) == {1: 5, 2: 1}


def test_a_scale_from_below_zero_has_no_mean_of_max():
    frequencies = Frequencies({-1: 2, 0: 2, 1: 4}, {})
    assert satisfied_percent("mean_of_max", frequencies) is None
    assert satisfied_percent("rescaled", frequencies) == Fraction(125, 2)


def test_an_index_of_nothing_but_the_best_is_a_hundred():
    assert share_index({0: 0, 1: 7}, {0: 0, 1: 100}) == 100


def test_needs_and_gaps():
    assert pni_modified(Fraction(4), Fraction(0)) is None
    assert gap(Fraction(9, 2), Fraction(4)) == Fraction(-1, 2)


def test_quadrants_cross_at_the_means():
    points = [("a", 5, 2), ("b", 5, 4), ("c", 1, 2), ("d", 1, 4)]
    found = find_quadrants([(name, Fraction(one), Fraction(two)) for name, one, two in points])
    assert found == {"a": "concentrate_here", "b": "keep_up", "c": "low_priority",
                     "d": "possible_overkill"}  # fmt: skip
    assert find_quadrants([]) == {}
