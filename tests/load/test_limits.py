"""What is too large, no workbook, or not what its name says is refused before it is parsed."""

import io
import zipfile

import pytest
from pydantic import ValidationError

from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.load.limits import Limits, check_file, check_workbook, column_letter, file_family
from tests.load.books import read, saved, with_member, workbook
from tests.offices import refused

XLSX = saved(workbook(["ข้อ 1", "ข้อ 2"], [1, 2]))
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def test_limits_are_frozen_and_know_their_names():
    with pytest.raises(ValidationError):
        Limits(row=5)
    with pytest.raises(ValidationError):
        Limits().rows = 5


@pytest.mark.parametrize(("number", "letter"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_a_column_has_its_letter(number, letter):
    assert column_letter(number) == letter


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.sav", "a.zsav", "a.tsv"])
def test_an_empty_file_is_refused(name):
    with refused(DataError, name, "0"):
        check_file(name, b"", file_family(name))


def test_a_large_file_is_refused_with_both_sizes():
    with refused(DataError, "a.csv", "file_bytes", "11", "10"):
        check_file("a.csv", b"x" * 11, "text", Limits(file_bytes=10))


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", XLSX, "xlsx"),
        ("a.csv", b"<html><body><table>", "HTML"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.csv", b"$FL2@(#)", "SPSS"),
        ("a.csv", b"\x1f\x8b\x08", "gzip"),
        ("a.xls", b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "HTML"),
        ("a.xls", b"<?xml version='1.0'?><Workbook>", "XML"),
        ("a.xlsx", b"a,b\n1,2\n", "text"),
        ("a.xlsx", b"%PDF-1.7", "PDF"),
        ("a.sav", b"a,b\n1,2\n", "text"),
        ("a.sav", XLSX, "xlsx"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_named(name, content, found):
    with refused(DataError, name, found):
        check_file(name, content, file_family(name))


@pytest.mark.parametrize("name", ["a.xlsm", "a.XLSM", "a.xltm", "a.xlsb"])
def test_a_macro_workbook_is_refused_by_its_name(name):
    with refused(DataError, name, ".xlsx"):
        file_family(name)


def test_an_unknown_ending_is_told_with_those_that_are_read():
    with refused(SettingsError, "a.ods", ".ods", ".xlsx"):
        file_family("a.ods")


def test_macros_inside_are_refused():
    with refused(DataError, "a.xlsx", "vbaProject"):
        check_workbook("a.xlsx", with_member(XLSX, "xl/vbaProject.bin", "x"))


def test_links_to_other_workbooks_are_refused():
    with refused(DataError, "a.xlsx", "Excel"):
        check_workbook("a.xlsx", with_member(XLSX, "xl/externalLinks/externalLink1.xml", "<x/>"))


@pytest.mark.parametrize(
    ("stream", "word"), [("EncryptedPackage", "password"), ("Workbook", ".xls")]
)
def test_an_encrypted_and_an_old_workbook_are_told_apart(stream, word):
    content = CFB + stream.encode("utf-16-le")
    with pytest.raises(DataError, match=word):
        check_file("a.xlsx", content, "workbook")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(share):
    with refused(DataError, "a.xlsx"):
        check_workbook("a.xlsx", XLSX[: int(len(XLSX) * share)])


def test_a_zip_bomb_is_refused_without_unpacking():
    bomb = with_member(XLSX, "xl/worksheets/sheet1.xml", b" " * 30_000_000)
    assert len(bomb) < 60_000
    with refused(DataError, "a.xlsx", "ratio", "200"):
        check_workbook("a.xlsx", bomb)


@pytest.mark.parametrize("limit", ["members", "unzipped_bytes"])
def test_a_container_beyond_a_limit_is_refused(limit):
    with refused(DataError, "a.xlsx", limit):
        check_workbook("a.xlsx", XLSX, Limits(**{limit: 3}))


def test_a_zip_without_a_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    with refused(DataError, "a.xlsx", "Word (.docx)"):
        check_workbook("a.xlsx", out.getvalue())


def test_damaged_bytes_inside_a_container_are_refused(tiny):
    place = XLSX.index(b"xl/worksheets/sheet1.xml") + 60
    broken = XLSX[:place] + b"\xff\xff\xff\xff" + XLSX[place + 4 :]
    with refused(DataError, "a.xlsx"):
        read(tiny, "a.xlsx", broken, "workbook")


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        (Limits(rows=1), "rows"), (Limits(columns=1), "columns"), (Limits(cells=1), "cells"),
        (Limits(cell_chars=4), "cell_chars"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_beyond_a_limit_is_refused(tiny, name, limits, word):
    content = "ข้อ 1,ข้อ 2\n1,2\n" if name == "a.csv" else XLSX
    with refused(DataError, name, word):
        read(tiny, name, content, "csv" if name == "a.csv" else "workbook", limits=limits)


def test_too_many_sheets_are_refused(tiny):
    book = workbook(["a"], [1])
    book.create_sheet("b")
    with refused(DataError, "sheets", "2"):
        read(tiny, "a.xlsx", saved(book), "workbook", limits=Limits(sheets=1))
