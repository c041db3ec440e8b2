"""CSV and TSV: every encoding and delimiter, every cell as it came, every fault with its row."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.errors import DataError, Faults, PmqaError, SettingsError
from pmqa_analysis.load import delimited
from pmqa_analysis.load.delimited import read_delimited
from pmqa_analysis.load.mojibake import _decoding_table
from pmqa_analysis.load.raw_table import Mark
from tests.load.books import rows_of
from tests.offices import refused

THAI = "ความพึงพอใจ,น้ำดื่ม\nมากที่สุด,ปานกลาง\nน้อย,ไม่มี\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp874"]


def load(text, written="utf-8", name="a.csv", **options):
    content = text if isinstance(text, bytes) else text.encode(written)
    return read_delimited(name, content, **options)


def misread(text, true, wrong):
    """Return the text as a program shows it that took one encoding for another."""
    return "".join(_decoding_table(wrong)[byte] for byte in text.encode(true))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_is_read_and_reported(encoding):
    table = load(THAI, encoding)
    assert rows_of(table) == {2: ["มากที่สุด", "ปานกลาง"], 3: ["น้อย", "ไม่มี"]}
    assert f"encoding: {encoding}" in table.remarks


@pytest.mark.parametrize(("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab")])
def test_every_delimiter_is_found_and_reported(delimiter, name):
    table = load(THAI.replace(",", delimiter))
    assert rows_of(table)[3] == ["น้อย", "ไม่มี"]
    assert f"delimiter: {name}" in table.remarks


def test_a_comma_in_the_titles_of_a_semicolon_file_parts_nothing():
    table = load("เวลา;ข้อ 1, 2, 3, 4\n1;2\n3;4\n")
    assert list(table.frame.columns) == ["เวลา", "ข้อ 1, 2, 3, 4"]


@pytest.mark.parametrize("cell", ["NA", "None", "-", "", " 5 ", "007", "๔", "=1+1", "nan", "1e5"])
def test_a_cell_stays_as_it_came(cell):
    assert rows_of(load(f"a,b\n{cell},x\n")) == {2: [cell, "x"]}


def test_a_cell_of_several_lines_is_one_row_as_in_excel():
    assert rows_of(load('a,b\n"x\ny",1\nz,2\n')) == {2: ["x\ny", "1"], 3: ["z", "2"]}


def test_a_blank_row_stays_and_is_told_and_those_at_the_end_go():
    table = load("a,b\n1,2\n\n,\n3,4\n,\n\n")
    assert rows_of(table) == {2: ["1", "2"], 3: ["", ""], 4: ["", ""], 5: ["3", "4"]}
    assert "blank rows: 3-4" in table.remarks


@pytest.mark.parametrize("row", ["1,2,3", '"1,2"', '1,"2",'])
def test_a_row_that_is_too_long_or_quoted_whole_is_named(row):
    found = "1" if row == '"1,2"' else "3"
    with refused(DataError, "a.csv:3", found, "2"):
        load(f'a,b\n"1\n1",2\n{row}\n5,6\n7,8\n')


@pytest.mark.parametrize("first", ["1,2,3", '"1\n1",2,3', '"หญิง",2,3'])
def test_the_last_cells_that_a_row_lacks_are_blank_and_told(first):
    table = load(f"a,b,c\n{first}\n4\n5,6\n7,8,9\n1,2,3\n")
    rows = rows_of(table)
    assert [rows[3], rows[4], rows[5]] == [["4", "", ""], ["5", "6", ""], ["7", "8", "9"]]
    assert table.marks == (Mark("short_row", "a.csv:3"), Mark("short_row", "a.csv:4"))


def test_short_rows_are_refused_where_most_are():
    with refused(PmqaError, "a.csv:2", "a.csv:4"):
        load("a,b\n1\n2,3\n4\n")


@pytest.mark.parametrize("wide", ["1,2,3", '"ก",2,"ข\nค"'])
def test_a_title_above_the_header_is_told_once(wide):
    with refused(DataError, "a.csv:1", "1", "3", "header_row") as caught:
        load(f"ผลสำรวจ\na,b,c\n{wide}\n{wide}\n")
    assert not isinstance(caught.value, Faults)


@pytest.mark.parametrize("size", [40_000, 140_000])
def test_a_cell_that_is_too_long_is_named_by_its_row(size):
    with refused(DataError, "a.csv:4"):
        load(f"a,b\n1,2\n3,4\n5,{'x' * size}\n7,8\n")


def test_an_empty_line_is_no_short_row():
    assert load("a,b\n1,2\n\n3,4\n").marks == ()


def test_all_ragged_rows_are_told_together():
    with refused(PmqaError, "a.csv:2", "a.csv:4"):
        load("a,b\n1,2,3\n2,3\n4,5,6\n")


def test_an_unclosed_quote_is_refused_with_its_row():
    with refused(DataError, "a.csv:3"):
        load('a,b\n1,2\n"3,4\n5,6\n')


def test_a_quote_inside_a_cell_is_a_letter():
    assert rows_of(load('a,b\nจอ 5" ใหญ่,1\n')) == {2: ['จอ 5" ใหญ่', "1"]}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(end):
    assert rows_of(load(end.join(["a,b", "1,2", "3,4", ""]))) == {2: ["1", "2"], 3: ["3", "4"]}


def test_doubled_and_missing_titles_are_kept_apart_and_told():
    table = load("ข้อ,ข้อ,,\n1,2,3,\n")
    assert list(table.frame.columns) == ["ข้อ", "ข้อ (2)", "column 3"]
    assert table.titles == {"ข้อ (2)": "ข้อ"}
    assert "doubled title: ข้อ: columns 1, 2" in table.remarks
    assert "untitled columns: 3" in table.remarks
    assert table.address(2, "ข้อ (2)") == "a.csv:2 [ข้อ (2)]"


def test_the_header_row_may_be_given():
    assert rows_of(load("รายงาน,\nที่,ข้อ\n1,5\n", header_row=2)) == {3: ["1", "5"]}
    with refused(DataError, "a.csv", "9"):
        load("a,b\n1,2\n", header_row=9)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\n\n", b"\r\n"])
def test_a_file_without_a_value_is_refused(content):
    with refused(DataError, "a.csv"):
        load(content)


@pytest.mark.parametrize(
    ("written", "declared", "fits"),
    [
        ("utf-8", "cp874", "utf-8"), ("cp874", "utf-8", "cp874"), ("utf-16", "utf-8", "utf-16"),
        ("utf-8", "utf-16", "utf-8"), ("cp874", "utf-16", "cp874"), ("utf-8-sig", "cp874", "utf-8"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_refused_with_what_fits(written, declared, fits):
    with refused(DataError, "a.csv", f"({declared})", fits):
        load(THAI, written, encoding=declared)


@pytest.mark.parametrize("encoding", [*ENCODINGS, "TIS-620", "utf_8"])
def test_a_true_declaration_is_taken(encoding):
    written = "cp874" if encoding == "TIS-620" else encoding
    assert rows_of(load(THAI, written, encoding=encoding))[3] == ["น้อย", "ไม่มี"]


def test_an_unknown_encoding_is_wrong_use():
    with refused(SettingsError, "ebcdic", "cp874"):
        load(THAI, encoding="ebcdic")


def test_a_text_with_nul_is_refused():
    with refused(DataError, "a.csv", "NUL"):
        load("a,b\n1,2\n".encode("utf-16-le"))


@pytest.mark.parametrize("content", ["café,a\n1,2\n".encode("cp1252"), THAI.encode()[:-3]])
def test_what_is_no_thai_text_is_refused(content):
    with refused(DataError, "a.csv", "cp874"):
        load(content)


KINDS = [
    ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp874"), ("cp874", "cp1252"),
    ("cp874", "latin-1"),
]  # fmt: skip


@pytest.mark.parametrize(("true", "wrong"), KINDS)
def test_mojibake_is_repaired_and_told(true, wrong):
    table = load(misread(THAI, true, wrong))
    assert rows_of(table) == {2: ["มากที่สุด", "ปานกลาง"], 3: ["น้อย", "ไม่มี"]}
    assert [one for one in table.remarks if one.startswith("mojibake: repaired")]


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "cp874"])
def test_double_mojibake_is_repaired(wrong):
    table = load(misread(misread(THAI, "utf-8", wrong), "utf-8", wrong))
    assert rows_of(table)[3] == ["น้อย", "ไม่มี"]
    assert "mojibake: repaired (double)" in table.remarks


@pytest.mark.parametrize(("true", "wrong"), KINDS)
def test_mojibake_of_one_cell_is_repaired_and_told_with_its_address(true, wrong):
    damaged = misread("มากที่สุด", true, wrong)
    table = load(f"ความพึงพอใจ\n{damaged}\nน้อย\n")
    assert rows_of(table) == {2: ["มากที่สุด"], 3: ["น้อย"]}
    assert table.marks == (Mark("mojibake_repaired", "a.csv:2 [ความพึงพอใจ]"),)


def test_mojibake_of_a_title_is_repaired_and_told():
    table = load(f"{misread('ความพึงพอใจ', 'utf-8', 'cp1252')},ข\nมาก,น้อย\n")
    assert list(table.frame.columns) == ["ความพึงพอใจ", "ข"]
    assert table.marks == (Mark("mojibake_repaired", "a.csv [ความพึงพอใจ]"),)


def test_mojibake_without_an_exact_way_back_is_left_and_told():
    damaged = misread("มากที่สุด", "utf-8", "cp1252") + "ก"
    table = load(f"ความพึงพอใจ\n{damaged}\n")
    assert rows_of(table) == {2: [damaged]}
    assert table.marks == (Mark("mojibake", "a.csv:2 [ความพึงพอใจ]"),)


@pytest.mark.parametrize("text", ["เธอ,เน้น\nเธอเน้น,เธน\n", "café,naïve\n1,2\n", THAI])
def test_sound_text_is_no_mojibake(text):
    assert not [one for one in load(text).remarks if "mojibake" in one]


LETTERS = [*"กขๆaZ09-,;\t\"'\n\r=฿ ", "น้ำ", "ที่"]
CELL = st.lists(st.sampled_from(LETTERS), max_size=8).map("".join)


@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(ENCODINGS),
)
def test_what_was_written_is_read_again(rows, delimiter, encoding):
    rows = [*rows, ("ก", "ข", "ค")]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("x", "y", "ก"), *rows])
    table = load(out.getvalue(), encoding, "a.tsv" if delimiter == "\t" else "a.csv")
    assert [tuple(row) for row in table.frame.to_numpy()] == rows
    assert list(table.frame.index) == list(range(2, len(rows) + 2))


PARTS = [*'กa5 ,;"\n\r', "\r\n", '""', '","', '"\n"', "น้อย", "เธน", "à¸", "\u00a0", "\ufeff", "\0"]
REGULAR = st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=6)
ODD = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)


def outcome(content, **options):
    try:
        table = read_delimited("a.csv", content, **options)
    except PmqaError as fault:
        return str(fault)
    frame = table.frame
    return (frame.astype(object).to_numpy().tolist(), frame.index.tolist(), list(frame.columns),
            table.titles, table.remarks, table.marks)  # fmt: skip


def read_both_ways(content, **options):
    quick = outcome(content, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_read_regular", lambda *_: None)
        assert outcome(content, **options) == quick


@given(REGULAR, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
       st.sampled_from(["\n", "\r\n"]), st.sampled_from(ENCODINGS),
       st.sampled_from([None, "utf-8", "cp874"]), ODD, st.integers(0, 60))  # fmt: skip
def test_a_regular_text_is_read_quickly_as_it_is_read_whole(
    rows, quoting, end, encoding, declared, more, place
):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=end).writerows(rows)
    text = out.getvalue()
    read_both_ways(text.encode(encoding), encoding=declared)
    read_both_ways((text[:place] + more + text[place:]).encode(encoding, "replace"))


@given(ODD.map(str.encode), st.binary(max_size=4), st.sampled_from([None, 1, 2]))
def test_an_odd_text_is_told_of_as_when_it_is_read_whole(content, damage, header_row):
    read_both_ways(b"a,b\n" + content + damage, header_row=header_row)


@pytest.mark.parametrize("declared", [None, "utf-8", "utf-8-sig"])
def test_a_mark_at_the_start_is_no_letter_of_the_title(declared):
    assert list(load('"",ข\n1,2\n', "utf-8-sig", encoding=declared).frame) == ["column 1", "ข"]
    assert list(load("ก,ข\n\n1,2\n", "utf-8-sig", encoding=declared).frame) == ["ก", "ข"]


@pytest.mark.parametrize("title", ['ก"ข,c"', '"ก"ข,c', "ก\rข,c"])
def test_a_strange_title_is_read_as_csv_reads_it(title):
    read_both_ways(f"{title}\n1,2\n3,4\n".encode())


@pytest.mark.parametrize("strange", ["05", " 5", "0x5", "๕", "", "300"])
def test_one_cell_among_many_codes_is_as_it_stands(strange):
    lines = [f"{row:05d};{row % 5};3" for row in range(30_000)]
    lines[29_000] = f"29000;{strange};3"
    table = load("\r\n".join(["เลขที่;ข้อ 1;ข้อ 2", *lines]), "utf-8-sig")
    assert [";".join(row) for row in table.frame.itertuples(index=False)] == lines


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig"])
def test_a_regular_text_is_read_quickly(written, monkeypatch):
    monkeypatch.setattr(delimited, "decode", None)
    assert rows_of(load(THAI + '"ก\n,",เธอ\n', written))[4] == ["ก\n,", "เธอ"]
