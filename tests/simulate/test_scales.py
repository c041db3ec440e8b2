"""Answers of a scale: whole numbers that add up, whose mean is the one stated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.simulate.scales import answer_counts, answer_shares, quotas

FIVE = (1, 2, 3, 4, 5)


def test_shares_are_those_of_a_normal_distribution_cut_between_the_codes():
    shares = answer_shares(FIVE, 3.0, 1.0)
    assert shares == pytest.approx([0.0668, 0.2417, 0.3829, 0.2417, 0.0668], abs=1e-4)


def test_counts_have_the_mean_that_is_stated():
    counts = answer_counts(FIVE, 4.25, 0.9, 200)
    assert sum(counts) == 200
    assert sum(code * count for code, count in zip(FIVE, counts, strict=True)) == 850


def test_a_mean_beyond_the_scale_is_its_end():
    assert answer_counts(FIVE, 9.0, 0.9, 10) == [0, 0, 0, 0, 10]


def test_a_scale_need_not_be_whole():
    assert answer_counts((0, 10), 7.0, 0.9, 10) == [3, 7]


def test_quotas_are_by_largest_remainder():
    assert quotas([1, 1, 1], 10) == [4, 3, 3]
    assert quotas([0.5, 0.3, 0.2], 10) == [5, 3, 2]


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=9), st.integers(0, 500))
def test_quotas_add_up(weights, size):
    counts = quotas(weights, size)
    assert sum(counts) == size
    assert all(abs(count - weight * size / sum(weights)) < 1
               for count, weight in zip(counts, weights, strict=True))  # fmt: skip


@given(st.floats(1, 5), st.floats(0.3, 2), st.integers(1, 400))
def test_the_mean_is_as_near_as_whole_answers_can_be(mean, spread, size):
    counts = answer_counts(FIVE, mean, spread, size)
    assert sum(counts) == size
    assert min(counts) >= 0
    found = sum(code * count for code, count in zip(FIVE, counts, strict=True))
    assert abs(found - mean * size) <= 0.5 + 1e-6
