"""The texts of a column: each asked once, and the same however the column is held."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.clean.surveys.texts import Texts, distinct

CELLS = ["มาก", " มาก ", "", "\u200b", "5", "05", "มาก", "\u00a0น้อย"]
KINDS = ["object", "str", "category"]


def held(cells, kind):
    return pd.Series(cells, dtype=object).astype(kind)


def read_again(texts):
    return [texts.texts[number] for number in texts.rows]


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_has_its_text_without_what_nobody_sees(kind):
    found = distinct(held(CELLS, kind), {}, ())
    assert read_again(found) == ["มาก", "มาก", "", "", "5", "05", "มาก", "น้อย"]
    assert found.filled.tolist() == [True, True, False, False, True, True, True, True]


@pytest.mark.parametrize("kind", ["object", "str"])
def test_a_missing_cell_is_blank(kind):
    assert read_again(distinct(held(["ก", None, np.nan], kind), {}, ())) == ["ก", "", ""]


@pytest.mark.parametrize("kind", KINDS)
def test_a_label_of_the_file_stands_for_its_code(kind):
    found = distinct(held(["1", "2", "9", "3"], kind), {"1": "มาก", "2": "น้อย"}, ("9",))
    assert read_again(found) == ["มาก", "น้อย", "", "3"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_cells_are_no_texts(kind):
    found = distinct(held([], kind), {}, ())
    assert (len(found.rows), found.filled.tolist(), found.map(len).tolist()) == (0, [], [])


VALUES = [
    np.array([True, False, True]), np.array([-32768, 5, 1], np.int16), np.array([0.5, np.nan, 2]),
    np.array(["2024-01-31T09:05", "NaT", "1999-12-31"], "datetime64[us]"),
]  # fmt: skip


@pytest.mark.parametrize("values", VALUES)
@given(rows=st.lists(st.integers(0, 2), max_size=20))
def test_a_value_of_each_text_is_given_to_every_row(values, rows):
    spread = Texts.of(np.array(rows, np.int8), ["ก", "ข", "ค"]).spread(values)
    assert spread.dtype == values.dtype
    np.testing.assert_array_equal(spread, values[np.array(rows, int)])


def test_rows_with_one_of_some_texts_are_found():
    texts = Texts.of(np.array([0, 2, 1, 2]), ["ก", "ข", "ค"])
    assert texts.where({0, 2}).tolist() == [True, True, False, True]
    assert texts.where(()).tolist() == [False] * 4
    assert texts.map(len).tolist() == [1] * 4
