"""Rows of plain cells: read without a parser, they are what the parser makes of them."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load import sheet as sheets
from pmqa_analysis.load.limits import DEFAULT_LIMITS, column_letter
from pmqa_analysis.load.number_text import NumberFormat
from pmqa_analysis.load.ooxml import Book
from pmqa_analysis.load.plain_rows import PlainRows, xml_text
from pmqa_analysis.load.sheet import read_sheet

FORMATS = (NumberFormat("plain"), NumberFormat("percent", digits=1), NumberFormat("date", "d"),
           NumberFormat("padded", digits=4))  # fmt: skip
BOOK = Book((), ("มากที่สุด", "น้อย", ""), FORMATS, False)
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = "</sheetData></worksheet>"


def read(rows, *, plain=True):
    """Return what is read of rows of XML; ``plain`` says whether the short way may be taken."""
    content = f"{HEAD}{rows}{FOOT}".encode()
    if plain:
        return read_sheet("s", content, BOOK, DEFAULT_LIMITS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainRows, "read", lambda self, row: None)
        return read_sheet("s", content, BOOK, DEFAULT_LIMITS)


def cell(address, written):
    return f'<c r="{address}"{written}'


text = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")),
    max_size=8,
)  # fmt: skip
number = st.one_of(
    st.integers(-5, 10**6), st.floats(-1e6, 1e6, allow_nan=False), st.sampled_from(["007", "1E2"])
)
written = st.one_of(
    number.map(lambda value: f"><v>{value}</v></c>"),
    number.map(lambda value: f' t="n"><v>{value}</v></c>'),
    st.tuples(st.integers(0, 5), st.integers(0, 40_000)).map(
        lambda pair: f' s="{pair[0]}"><v>{pair[1]}</v></c>'
    ),
    st.sampled_from([0, 1, 2]).map(lambda place: f' t="s"><v>{place}</v></c>'),
    st.sampled_from(["0", "1"]).map(lambda value: f' t="b"><v>{value}</v></c>'),
    st.sampled_from(["/>", ' s="1"/>', "></c>", "><v></v></c>",
                     ' t="inlineStr"><is><t></t></is></c>',
                     ' t="e"><v>#N/A</v></c>', "><f>1+1</f><v>2</v></c>", "><f>1+1</f></c>",
                     ' t="s" s="0"><v>1</v></c>', "><v/></c>"]),
    text.map(lambda value: f' t="inlineStr"><is><t>{escape(value)}</t></is></c>'),
    text.map(lambda value: f' t="str"><v>{escape(value)}</v></c>'),
    text.map(lambda value: ' t="inlineStr"><is><t xml:space="preserve">'
             + "".join(f"&#{ord(letter)};" for letter in value) + "</t></is></c>"),
)  # fmt: skip


@st.composite
def rows_of_xml(draw):
    rows = []
    numbers = sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=6)))
    for row in numbers:
        columns = draw(st.lists(st.integers(1, 30), max_size=6, unique=True).map(sorted))
        cells = "".join(cell(f"{column_letter(one)}{row}", draw(written)) for one in columns)
        hidden = draw(st.sampled_from(["", ' hidden="1"', ' hidden="0" spans="1:3"']))
        rows.append(f'<row r="{row}"{hidden}>{cells}</row>' if cells else f'<row r="{row}"/>')
    return "".join(rows)


def outcome(rows, **way):
    try:
        found = read(rows, **way)
    except PmqaError as fault:
        return str(fault)
    return (found.rows, found.hidden_rows, dict(found.marks))


@given(rows_of_xml())
def test_the_short_way_reads_what_the_parser_reads(rows):
    assert outcome(rows) == outcome(rows, plain=False)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>ก</t></r></is></c></row>',
        '<row r="1"><c t="n" r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1" s="1"><v>0.12345</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&unknown;</v></c></row>',
        '<row r="1"/>',
    ],
)
def test_a_row_with_anything_else_is_left_to_the_parser(row):
    reader = sheets._Reader("s", BOOK, DEFAULT_LIMITS)
    assert reader._rows.read(row.removesuffix("</row>").encode()) is None


def test_a_row_between_two_plain_ones_keeps_its_place():
    cells = ["><v>1</v></c>", "><f>1+1</f><v>2</v></c>", "><v>3</v></c>"]
    rows = "".join(f"<row>{cell(f'A{row}', one)}</row>" for row, one in enumerate(cells, 1))
    assert read(rows).rows == {1: ["1"], 2: ["2"], 3: ["3"]}


def test_a_last_row_that_is_not_closed_is_told():
    with pytest.raises(DataError, match="mismatched tag"):
        read('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c>')


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"5", "5"), ("มาก".encode(), "มาก"), (b"&#3617;&#xE32;&#3585;", "มาก"),
        (b"a &amp; &lt;b&gt;", "a & <b>"), (b"&amp;lt;", "&lt;"), (b"&#10;", "\n"),
        (b"&nbsp;", None), (b"&#0;", None), (b"&#xFFFF;", None), (b"a & b", None),
        (b"line\r\n", None), ("มาก".encode("cp874"), None),
    ],
)  # fmt: skip
def test_text_of_xml(raw, found):
    assert xml_text(raw) == found
