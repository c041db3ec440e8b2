"""Every kind of bad input has a message of its own: which, where, and in both languages."""

import datetime
import zipfile
from io import BytesIO

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from pmqa_analysis.clean.surveys.codebook_file import parse_codebook
from pmqa_analysis.errors import PmqaError
from pmqa_analysis.load.exports import read_export
from tests.clean.surveys.samples import BOOK, SPEED, a_row, a_table, book_text, cleaned
from tests.load.books import saved, workbook
from tests.load.test_delimited import misread

THAI = "ความพึงพอใจ\nมากที่สุด\nน้อย\n"
NAMES = "file.not_what_it_says"


def sheet(change=None):
    book = workbook(["ก", "ข"], ["1", "2"])
    if change:
        change(book.active)
    return saved(book)


def far(active):
    active["XFD1048576"] = "x"


def bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/workbook.xml", b"0" * 300_000_000)
    return out.getvalue()


def cut_spss(folder):
    path = folder / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": [1.0] * 500}), str(path))
    return path.read_bytes()[:-200]


FILES = {
    "wrong encoding declared": ("a.csv", THAI.encode(), {"encoding": "cp874"},
                                "file.wrong_encoding"),
    "a sheet that is missing": ("a.xlsx", sheet(), {"sheet": "ค"}, "file.no_sheet"),
    "a picture": ("a.csv", b"\x89PNG\r\n\x1a\n", {}, NAMES),
    "a text called a workbook": ("a.xlsx", THAI.encode(), {}, NAMES),
    "an empty file": ("a.csv", b"", {}, "file.empty"),
    "a file of blanks": ("a.csv", b"\n\n", {}, "table.empty"),
    "a zip bomb": ("a.xlsx", bomb(), {}, "file.zip_bomb"),
    "a cell at XFD1048576": ("a.xlsx", sheet(far), {}, "file.far_cell"),
    "a truncated workbook": ("a.xlsx", sheet()[:-300], {}, "file.truncated"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_has_its_own_message(name):
    path, content, options, key = FILES[name]
    kind = "workbook" if path.endswith("xlsx") else "csv"
    with pytest.raises(PmqaError) as caught:
        read_export(path, content, kind=kind, **options)
    assert caught.value.key == key
    assert path in caught.value.th
    assert path in caught.value.en


def test_a_truncated_spss_file(tmp_path):
    with pytest.raises(PmqaError) as caught:
        read_export("a.sav", cut_spss(tmp_path), kind="spss")
    assert caught.value.key == "file.bad_spss"


@pytest.mark.parametrize(
    ("true", "wrong"),
    [("utf-8", "cp1252"), ("utf-8", "cp874"), ("cp874", "cp1252"), ("utf-8", "latin-1")],
)
def test_mojibake_of_four_kinds_is_repaired_on_an_exact_round_trip_only(true, wrong):
    text = misread(THAI, true, wrong)
    [table] = read_export("a.csv", text.encode(), kind="csv")
    assert [one.kind for one in table.marks] == ["mojibake_repaired"]
    assert table.frame.iloc[0, 0] == "มากที่สุด"
    one_cell = f"ก,ข\n{misread('มากที่สุด', true, wrong)}ก,มาก\n"
    [table] = read_export("a.csv", one_cell.encode(), kind="csv")
    assert [one.address for one in table.marks if one.kind == "mojibake"] in (
        ["a.csv:2 [ก]"], []
    )  # fmt: skip


CELLS = {
    "an answer off the scale": ({SPEED: "12"}, "off_scale"),
    "30/02": ({"ประทับเวลา": "30/02/2567 09:00"}, "unreadable_time"),
    "a B.E. year read as C.E.": ({"ประทับเวลา": "2567-01-31 09:00:00"}, "buddhist_year"),
    "an id without its zeros": ({"รหัส": "2"}, "short_id"),
    "a date of the other calendar": ({"ประทับเวลา": "2020-01-30 09:00:00"}, "date_1904"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_that_cannot_be_taken_has_its_own_issue(name):
    cells, kind = CELLS[name]
    [issue] = cleaned(a_row(1), a_row(2, **cells)).issues
    assert issue.kind == kind
    assert issue.address.startswith("raw/2567/online.csv:3")


def test_half_the_labels_of_another_years_scale():
    rows = [a_row(number, **{SPEED: text}) for number, text in enumerate(["พอใจ", "มาก"] * 3)]
    kinds = [issue.kind for issue in cleaned(*rows).issues]
    assert kinds == ["scale_mixed", *["other_scale"] * 3]


def test_two_columns_with_one_question():
    table = a_table(a_row() | {"x": "5"}, titles={"x": SPEED})
    with pytest.raises(PmqaError) as caught:
        cleaned(table=table)
    assert caught.value.key == "column.doubled_question"


def test_a_merged_header_that_hides_a_column():
    book = openpyxl.Workbook()
    book.active.append(list(a_row()))
    book.active.append(list(a_row().values()))
    book.active.merge_cells("E1:F1")
    [table] = read_export("a.xlsx", saved(book), kind="workbook")
    with pytest.raises(PmqaError) as caught:
        cleaned(table=table)
    assert caught.value.key == "column.merged_title"
    assert "F" in caught.value.where


def test_both_calendars_of_excel_give_the_same_day():
    days = []
    for epoch in (openpyxl.utils.datetime.CALENDAR_WINDOWS_1900,
                  openpyxl.utils.datetime.CALENDAR_MAC_1904):  # fmt: skip
        book = workbook(["ก", "ข"])
        book.epoch = epoch
        book.active.append([datetime.datetime(2024, 1, 31), "x"])
        [table] = read_export("a.xlsx", saved(book), kind="workbook")
        days.append(table.frame.iloc[0, 0])
    assert days[0].startswith("2024-01-31")
    assert days[0] == days[1]


SCALE = BOOK["scales"][0]
BOOKS = {
    "an unknown key": ({"surveyy": "x"}, "settings.unknown_key", "surveyy"),
    "an overlap": (
        {"scales": [{**SCALE, "codes": [*SCALE["codes"], {"code": 8, "th": "มาก"}]},
                    BOOK["scales"][1]]}, "codebook.overlap", "มาก"),
    "a scale with one code": (
        {"scales": [{"id": "five", "codes": [SCALE["codes"][0]]}, BOOK["scales"][1]]},
        "codebook.short_scale", "five"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_a_codebook_that_cannot_be_taken(name):
    parts, key, word = BOOKS[name]
    with pytest.raises(PmqaError) as caught:
        parse_codebook(book_text(**parts), "codebooks/x.yml")
    assert caught.value.key == key
    assert word in caught.value.en


def test_every_message_is_another():
    """No two kinds of bad input are told by one message, but for files of another kind."""
    keys = [key for *_, key in FILES.values()] + [key for _, key, _ in BOOKS.values()]
    kinds = [kind for _, kind in CELLS.values()]
    assert len({*keys, *kinds}) == len(keys) + len(kinds) - 1
