"""Columns of a counted text: every cell as it stands, each distinct text held once."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.load import records, text_columns
from pmqa_analysis.load.mojibake import is_sound_utf8, repair_mojibake
from pmqa_analysis.load.text_columns import parse_columns
from tests.load.books import read, rows_of

cells = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\r"),
    max_size=6,
)  # fmt: skip
# What may be taken for a number, and is another text; and numbers.
STRANGE = [
    "05", " 5", "5 ", "+5", "-0", "-5", "1e0", "00", "0x5", "0xF", "5.0", "๕", "5\u00a0", "256",
    "255", "254", "300", "99999", '5"', "5\n", "", "NA", "null", "true",
]  # fmt: skip
numbers = st.integers(0, 120).map(str)
widths = st.integers(2, 4)
FAULTY = [
    b"1,2\n3\n", b"1,2\n3,4,5\n", b'1,2\n""\n3,4\n', b"1,2\n \n3,4\n", b'1,"2\n3,4',
    b'1,"2"3\n', b'1,2"3"\n', b"1,2\r3,4\n", b"1,\xe0\n",
]  # fmt: skip


def written(rows, delimiter=",", quoting=csv.QUOTE_ALL, end="\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue().encode()


def parsed(rows, delimiter=",", **options):
    data = b"head\n" + written(rows, delimiter, **options)
    return parse_columns(data, 5, len(rows[0]), delimiter)


def table(element, width=widths):
    """Draw rows of one width."""
    return width.flatmap(
        lambda size: st.lists(
            st.lists(element, min_size=size, max_size=size), min_size=1, max_size=30
        )
    )


@pytest.fixture
def small_parts(monkeypatch):
    """Let a part be some lines only."""
    monkeypatch.setattr(records, "_CHUNK", 64)
    monkeypatch.setattr(records, "_PART", 64)


def in_small_parts(function):
    """Return what a function returns where a part is some lines only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_CHUNK", 64)
        patch.setattr(records, "_PART", 64)
        return function()


def as_lists(frame):
    return frame.astype(object).to_numpy().tolist()


@given(table(cells, st.integers(1, 4)))
def test_every_cell_is_as_it_stands(rows):
    assert as_lists(parsed(rows)) == rows


@given(
    table(numbers | st.sampled_from(STRANGE)), st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip
def test_numbers_and_what_looks_like_them_are_as_they_stand(rows, delimiter, quoting, end):
    options = {"delimiter": delimiter, "quoting": quoting, "end": end}
    assert as_lists(parsed(rows, **options)) == rows
    assert as_lists(in_small_parts(lambda: parsed(rows, **options))) == rows


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("row", [0, 150, 299])
def test_one_strange_cell_among_numbers_is_as_it_stands(small_parts, strange, row):
    rows = [[str(number % 5 + 1), str(number % 120)] for number in range(300)]
    rows[row][0] = strange
    assert as_lists(parsed(rows, quoting=csv.QUOTE_MINIMAL)) == rows


def test_a_shorter_and_a_longer_fault_do_not_make_up_for_each_other(small_parts):
    lines = ["1,2,3"] * 40 + ["", "05,06,3"] + ["1,2,3"] * 40
    frame = parse_columns("\n".join(lines).encode(), 0, 3, ",")
    assert as_lists(frame) == [line.split(",") if line else [""] * 3 for line in lines]


@given(table(numbers), st.lists(st.integers(0, 30), max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_a_blank_line_is_blank_cells(rows, places, end):
    for place in places:
        rows.insert(place, [""] * len(rows[0]))
    text = "".join((",".join(row) if any(row) else "") + end for row in rows).encode()
    read_as = lambda: as_lists(parse_columns(text, 0, len(rows[0]), ","))  # noqa: E731
    assert read_as() == in_small_parts(read_as) == rows


def test_a_deep_text_makes_its_own_part_texts_and_no_other(small_parts, monkeypatch):
    asked = []
    parse = text_columns._arrow_columns

    def spy(data, part, kinds, delimiter):
        asked.append((part.start, kinds[0]))
        return parse(data, part, kinds, delimiter)

    monkeypatch.setattr(text_columns, "_arrow_columns", spy)
    monkeypatch.setattr(text_columns, "_SAMPLE", 64)
    rows = [["1", "2"]] * 200
    rows[120] = ["ไม่ทราบ", "2"]
    assert as_lists(parsed(rows)) == rows
    assert [kind for start, kind in asked if start > 5].count("few texts") == 1


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_the_last_line_may_have_an_end_or_none(end):
    frame = parse_columns(b"1,a\r\n2,b" + end, 0, 2, ",")
    assert as_lists(frame) == [["1", "a"], ["2", "b"]]


@pytest.mark.parametrize("content", FAULTY)
def test_what_readers_take_differently_is_refused(content):
    with pytest.raises(ValueError, match=r"."):
        parse_columns(content, 0, 2, ",")


@pytest.mark.parametrize(
    "text", ["", "NA", "null", "007", "1.0", "-", " มาก ", "True", "2024-01-31"]
)
def test_nothing_is_typed_or_missing(text):
    assert parsed([[text, "x"]]).iloc[0, 0] == text


def test_a_cell_may_hold_the_end_of_a_line_and_the_delimiter():
    assert parsed([["ก\nข", "a,b"], ["c", 'd"e']]).iloc[:, 1].tolist() == ["a,b", 'd"e']


@given(table(st.sampled_from(["ก\n", ",", '"', "\r\n", "5", "", "a" * 40]), st.just(2)))
def test_parts_end_between_records_only(rows):
    assert as_lists(in_small_parts(lambda: parsed(rows))) == rows


@pytest.mark.parametrize("block", [16, 2**20])
def test_a_record_may_be_longer_than_a_block(monkeypatch, block):
    monkeypatch.setattr(text_columns._arrow_columns, "__defaults__", (block,))
    rows = [["5", "ก" * 20], ["4", "ข"], ["3", "ค" * 90]]
    assert as_lists(parsed(rows)) == rows


def test_no_rows_are_no_rows():
    assert parse_columns(b"head\n", 5, 3, ",").shape == (0, 3)


@pytest.mark.parametrize("many", [1, 10, 1000])
def test_columns_of_few_and_of_many_texts_are_the_same(monkeypatch, small_parts, many):
    monkeypatch.setattr(text_columns, "_MANY", many)
    rows = [[f"{number:05d}", "มาก" if number % 3 else "น้อย"] for number in range(400)]
    frame = parsed(rows)
    assert as_lists(frame) == rows


def test_the_texts_of_a_category_stand_in_the_order_of_the_file(small_parts):
    frame = parsed([[text] for text in ["น้อย", "มาก", "น้อย", *["มากที่สุด"] * 99, "ไม่ทราบ"]])
    assert list(frame[0].cat.categories) == ["น้อย", "มาก", "มากที่สุด", "ไม่ทราบ"]


def test_a_column_of_ids_is_no_category(monkeypatch):
    frame = parsed([[f"{number:05d}", "5"] for number in range(2000)])
    assert (str(frame[0].dtype), frame[0].iloc[-1]) == ("str", "01999")


@pytest.mark.parametrize("answer", ["มากที่สุด", "5"])
def test_a_column_of_answers_takes_a_byte_a_row(answer):
    frame = parsed([[answer]] * 500)
    assert frame.memory_usage(index=False, deep=False).sum() < 1000


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
