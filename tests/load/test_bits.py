"""Marks on letters, a bit each: what is asked of 64 at once is what a loop finds one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.load.bits import bits, bits_at, count_before, inside_of, shifted

marks = st.lists(st.booleans(), min_size=1, max_size=200)


def as_list(found, size):
    return [bool(one) for one in bits_at(found, np.arange(size))]


@given(marks)
def test_a_bit_is_the_mark_of_its_letter(given_marks):
    found = bits(np.array(given_marks))
    assert as_list(found, len(given_marks)) == given_marks
    assert int(np.bitwise_count(found).sum()) == sum(given_marks)


@given(marks, st.sampled_from([0, 1]))
def test_a_letter_is_within_after_an_odd_number_of_quotes(quotes, before):
    within, inside = inside_of(bits(np.array(quotes)), before)
    counts = [(before + sum(quotes[: place + 1])) % 2 == 1 for place in range(len(quotes))]
    assert as_list(within, len(quotes)) == counts
    assert inside == counts[-1]


@given(marks, st.sampled_from([0, 1]))
def test_a_shifted_mark_stands_one_letter_later(given_marks, first):
    moved, _ = shifted(bits(np.array(given_marks)), first)
    assert as_list(moved, len(given_marks)) == [bool(first), *given_marks[:-1]]


@pytest.mark.parametrize("last", [False, True])
def test_the_mark_of_the_last_letter_of_a_full_word_goes_on(last):
    assert shifted(bits(np.array([False] * 63 + [last])), 0)[1] == int(last)


@given(marks)
def test_the_marks_before_a_position_are_counted(given_marks):
    found = count_before(bits(np.array(given_marks)), np.arange(len(given_marks)))
    assert found.tolist() == [sum(given_marks[:place]) for place in range(len(given_marks))]
