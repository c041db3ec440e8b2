"""Records counted over the bytes: as csv counts them, wherever the text is cut into pieces."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.load import records
from pmqa_analysis.load.records import count_letter, count_records, split_records

PIECES = ["a", '"', ",", "\n", "\r\n", "\r", '""', '","', '"\r\n', "ก", ";", "a" * 61, "a" * 64]
CELL = st.lists(st.sampled_from(["a", ",", "\n", "\r\n", '"', "ก" * 9]), max_size=6).map("".join)


def counted(text):
    found = count_records(text.encode(), ",")
    return found.plain, found.cells.tolist(), found.ends.tolist()


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(records, "_CHUNK", 64)
    monkeypatch.setattr(records, "_PART", 100)


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


@given(ROWS, ENDS, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.booleans())
def test_parts_are_whole_records_and_together_the_text(rows, end, quoting, ended):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=end).writerows(rows)
    text = out.getvalue().encode() if ended else out.getvalue().encode().removesuffix(end.encode())
    parts = list(split_records(text, ","))
    assert b"".join(text[part.start : part.end] for part in parts) == text
    ends = set(count_records(text, ",").ends.tolist())
    assert {part.end for part in parts} <= ends
    for part in parts:
        whole = text[part.start : part.end].decode()
        records_of_it = list(csv.reader(io.StringIO(whole, newline="")))
        lines = whole.count("\n") + (not whole.endswith("\n"))
        assert part.lines_within or len(records_of_it) == lines


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_what_is_split_is_plain_and_its_blank_lines_are_told(text):
    found = count_records(text.encode(), ",")
    if not found.plain:
        with pytest.raises(ValueError, match="readers"):
            list(split_records(text.encode(), ","))
        return
    starts = [0, *found.ends[:-1].tolist()]
    blank = [start for start, cells in zip(starts, found.cells, strict=False) if not cells]
    for part in split_records(text.encode(), ","):
        held = any(part.start <= start < part.end for start in blank)
        assert part.blank_lines or not held


def test_a_letter_is_counted_between_two_positions():
    text = b"aba" * 100
    assert (count_letter(text, b"a"), count_letter(text, b"a", 1, 5)) == (200, 2)
