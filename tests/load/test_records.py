"""Records counted over the bytes: as csv counts them, wherever the text is cut into pieces."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.load import records
from pmqa_analysis.load.records import count_records

PIECES = ["a", '"', ",", "\n", "\r\n", "\r", '""', '","', '"\r\n', "ก", ";", "a" * 61, "a" * 64]
CELL = st.lists(st.sampled_from(["a", ",", "\n", "\r\n", '"', "ก" * 9]), max_size=6).map("".join)


def counted(text):
    found = count_records(text.encode(), ",")
    return found.plain, found.cells.tolist(), found.ends.tolist()


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(records, "_CHUNK", 64)


ROWS = st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=12)
ENDS = st.sampled_from(["\n", "\r\n"])


@given(ROWS, ENDS, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_a_written_text_is_plain_and_has_the_cells_written(rows, end, quoting):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=end).writerows(rows)
    plain, cells, ends = counted(out.getvalue())
    assert plain
    assert cells == [len(row) for row in rows]
    assert ends[-1] == len(out.getvalue().encode())


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_it_is_all_the_same_where_the_text_is_cut(text):
    pieces = counted(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_CHUNK", 2**20)
        assert counted(text) == pieces


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_what_is_plain_is_read_by_csv_as_counted(text):
    plain, cells, _ = counted(text)
    if plain:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert [len(row) for row in rows] == cells


@pytest.mark.parametrize("before", [0, 61, 62, 63, 64])
@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('"a"', True), ('"a"\r\n', True), ('"a""b"\n', True), ('"a",b\n', True),
        ('"a"b\n', False), ('a"b"\n', False), ('"a\n', False), ("a\rb\n", False), ("a\r", False),
        ('"a\rb"\n', False), ('"a\r\nb"\n', True), ('"a" ,b\n', False), ('""\n', True),
    ],
)  # fmt: skip
def test_plain_is_told_at_every_place_of_a_word(before, text, plain):
    assert counted("x" * before + "\n" + text)[0] is plain
