"""Columns of a counted text: every cell as it stands, each distinct text held once."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.load import text_columns
from pmqa_analysis.load.mojibake import is_sound_utf8, repair_mojibake
from pmqa_analysis.load.text_columns import parse_columns
from tests.load.books import read, rows_of

cells = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\r"),
    max_size=6,
)  # fmt: skip


def parsed(rows, delimiter=",", quoting=csv.QUOTE_ALL):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)
    data = b"head\n" + out.getvalue().encode()
    return parse_columns(data, 5, len(rows), len(rows[0]), delimiter, lines_within=True)


@given(st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=20)
))  # fmt: skip
def test_every_cell_is_as_it_stands(rows):
    frame = parsed(rows)
    assert frame.astype(object).to_numpy().tolist() == rows


@pytest.mark.parametrize(
    "text", ["", "NA", "null", "007", "1.0", "-", " มาก ", "True", "2024-01-31"]
)
def test_nothing_is_typed_or_missing(text):
    assert parsed([[text, "x"]]).iloc[0, 0] == text


def test_a_cell_may_hold_the_end_of_a_line_and_the_delimiter():
    assert parsed([["ก\nข", "a,b"], ["c", 'd"e']]).iloc[:, 1].tolist() == ["a,b", 'd"e']


def test_no_rows_are_no_rows():
    frame = parse_columns(b"head\n", 5, 0, 3, ",", lines_within=False)
    assert frame.shape == (0, 3)


@pytest.mark.parametrize("many", [1, 3, 1000])
@pytest.mark.parametrize("block", [2**8, 2**22])
def test_columns_of_few_and_of_many_texts_are_the_same(monkeypatch, many, block):
    monkeypatch.setattr(text_columns, "_MANY", many)
    monkeypatch.setattr(text_columns, "_BLOCK", block)
    rows = [[f"{number:05d}", "มาก" if number % 3 else "น้อย"] for number in range(400)]
    frame = parsed(rows)
    assert frame.astype(object).to_numpy().tolist() == rows
    assert list(frame[1].cat.categories) == ["น้อย", "มาก"]


def test_a_column_of_answers_takes_a_byte_a_row():
    frame = parsed([["มากที่สุด"]] * 500)
    assert frame.memory_usage(index=False, deep=False).sum() < 1000


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=2, max_size=20), st.data())
def test_two_halves_are_the_whole(rows, data):
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows(rows[:1])
    first = data.draw(st.integers(1, len(rows)))
    writer.writerows(rows[1:first])
    middle = len(out.getvalue().encode())
    writer.writerows(rows[first:])
    text = out.getvalue().encode()
    whole = parse_columns(text, 0, len(rows), 2, ",", lines_within=True)
    halves = parse_columns(text, 0, len(rows), 2, ",", lines_within=True, middle=middle)
    pd.testing.assert_frame_equal(halves, whole)


def test_other_records_than_counted_are_refused():
    with pytest.raises(ValueError, match="expected 3 records"):
        parse_columns(b"a\nb\n", 0, 3, 1, ",", lines_within=False)


def test_a_correction_may_bring_a_new_text(tiny):
    (table,) = read(tiny, "a.csv", "ชื่อ,ค่า\nก,1\nข,2\n", "csv")
    changed = table.frame["ค่า"].astype(object)
    changed.loc[3] = "9"
    assert changed.tolist() == ["1", "9"]
    assert rows_of(table) == {2: ["ก", "1"], 3: ["ข", "2"]}
    assert isinstance(table.frame["ค่า"].dtype, pd.CategoricalDtype)


@pytest.mark.parametrize(
    "content",
    ["มาก".encode("cp874"), b"\xef\xbb\xbfa", b"a\0b", "café".encode(),
     "มารยาว".encode().decode("cp874").encode(), b"\xe0\xb8"],
)  # fmt: skip
def test_what_may_be_damaged_is_looked_at_whole(content):
    assert not is_sound_utf8(content)


@pytest.mark.parametrize("text", ["", "a,1", "เธอน้อยที่สุด เนื้อหา เน้น", "ก" * 700_000])
def test_sound_text_is_known_piece_by_piece(text):
    assert is_sound_utf8(text.encode())


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_what_is_sound_needs_no_repair(text):
    if is_sound_utf8(text.encode()):
        assert repair_mojibake(text) == (text, "")
