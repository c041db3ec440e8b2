"""Columns of any kind that hold the same answers are counted the same."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.measure import count
from tests.measure.samples import ITEMS, a_book
from tests.offices import refused

BOOK = a_book(multi_selects=[])
CODES = [1, 2, 5, None, 9, 4]
PLAIN = {"speed": CODES, "waits": CODES[::-1], "staff": CODES}


def frame(dtype):
    return pd.DataFrame({name: pd.Series(codes, dtype=dtype) for name, codes in PLAIN.items()})


@pytest.mark.parametrize("dtype", ["Int8", "Int16", "Int64", "Float32", "float64", "object"])
def test_numbers_of_any_type(dtype):
    counts = count(frame(dtype), BOOK)
    assert counts.of("speed").answers == {1: 1, 2: 1, 3: 0, 4: 1, 5: 1}
    assert (counts.of("speed").non_answers, counts.of("speed").blank) == ({9: 1}, 1)


@pytest.mark.parametrize("dtype", [pa.int8(), pa.int16(), pa.int64(), pa.float64()])
def test_arrow_columns_of_any_type(dtype):
    table = pa.table({name: pa.array(codes, dtype) for name, codes in PLAIN.items()})
    assert count(table, BOOK) == count(frame("Int8"), BOOK)


def test_record_batches_and_tables_of_many_chunks():
    table = pa.table({name: pa.array(codes, pa.int8()) for name, codes in PLAIN.items()})
    batch = table.to_batches()[0]
    chunks = pa.concat_tables([table.slice(0, 2), table.slice(2)])
    assert count(batch, BOOK) == count(chunks, BOOK) == count(table, BOOK)


@pytest.mark.parametrize("strange", [3.5, 300, -7, 6, "x"])
def test_what_is_no_code_is_refused_by_column(strange):
    given = {name: pd.Series(codes, dtype=object) for name, codes in PLAIN.items()}
    given["waits"][1] = strange
    with refused(DataError, "waits", "1"):
        count(pd.DataFrame(given), BOOK)


@pytest.mark.parametrize(
    "sex",
    [
        pd.Series(["f", "m", None, "f", "m", "f"], dtype="category"),
        pd.Series(["f", "m", None, "f", "m", "f"], dtype="str"),
        pd.Series(["f", "m", None, "f", "m", "f"], dtype=object),
        pd.Series(pd.Categorical.from_codes([0, 1, -1, 0, 1, 0], ["f", "m"])),
    ],
)
def test_groups_of_any_type(sex):
    counts = count(frame("Int8").assign(sex=sex), BOOK, ["sex"])
    assert [counts.respondents(sex=one) for one in ("f", "m", "")] == [3, 2, 1]


def test_options_as_booleans():
    book = a_book()
    given = frame("Int8").assign(via__web=[True, False, None, True, True, False], via__tel=False)
    for column in (given["via__web"].astype("boolean"), given["via__web"].astype("Int8")):
        counts = count(given.assign(via__web=column), book)
        assert counts.of("via__web").answers == {0: 2, 1: 3}


def test_every_block_of_a_long_frame_is_counted():
    """A block has 131,072 rows: this frame has two and a half."""
    size = 327_680
    codes = np.resize(np.array([1, 2, 3, 4, 5], np.int8), size)
    counts = count(pd.DataFrame(dict.fromkeys(ITEMS, codes)), BOOK)
    assert counts.of("staff").answers == dict.fromkeys(range(1, 6), size // 5)
    assert counts.complete("all").n == counts.respondents() == size
