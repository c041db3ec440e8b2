"""The text files of a year: found, read as they are, remembered."""

import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.prose import load_texts, text_folder


def test_the_folder_is_the_year_s():
    assert text_folder(2563) == "text/2563"


def test_files_come_in_the_order_of_their_names_and_only_markdown(tiny):
    office = tiny({
        "text/2563/b.md": "ข", "text/2563/a.md": "ก", "text/2563/notes.txt": "-",
        "text/2563/.hidden.md": "-", "text/2562/a.md": "ปีก่อน",
    })  # fmt: skip
    assert [(raw.path, raw.text) for raw in load_texts(office, 2563)] == [
        ("text/2563/a.md", "ก"), ("text/2563/b.md", "ข"),
    ]  # fmt: skip


def test_a_year_without_a_folder_has_no_text(tiny):
    assert load_texts(tiny(), 2563) == ()


def test_line_ends_and_the_mark_of_windows_are_read_through(tiny):
    office = tiny({"text/2563/a.md": "\ufeffก\r\nข\rค".encode()})
    assert load_texts(office, 2563)[0].text == "ก\nข\nค"


def test_what_was_read_is_remembered(tiny):
    office = tiny({"text/2563/a.md": "ก"})
    load_texts(office, 2563)
    assert "text/2563/a.md" in office.inputs_read


def test_another_encoding_is_told_with_its_line(tiny):
    office = tiny({"text/2563/a.md": b"a\nb\n" + "ก".encode("cp874")})
    with pytest.raises(DataError) as caught:
        load_texts(office, 2563)
    assert caught.value.key == "table.not_utf8"
    assert "text/2563/a.md:3" in str(caught.value)
