"""A zip with the same bytes each time, and text that every Office file can hold."""

import time
import zipfile
from io import BytesIO
from xml.dom.minidom import parseString

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.publish.archives import office_text, read_archive, write_archive


def test_the_same_parts_give_the_same_bytes_at_another_time():
    first = write_archive({"a.xml": b"<a/>"})
    time.sleep(2.1)  # a zip notes time in steps of two seconds
    assert write_archive({"a.xml": b"<a/>"}) == first


def test_parts_keep_their_order():
    content = write_archive({"b": b"2", "a": b"1"})
    assert list(read_archive(content)) == ["b", "a"]
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None


@given(st.dictionaries(st.text("abc/", min_size=1, max_size=5), st.binary(max_size=50)))
def test_what_was_written_is_read(parts):
    assert read_archive(write_archive(parts)) == parts


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("น้ำหนัก", "น้ำหนัก"),
        ("ก\tข\nค", "ก\tข\nค"),
        ("ก\x00\x08\x0b\x1fข", "กข"),
        ("ก\ufffe\uffffข", "กข"),
        ("ก\ud800ข", "กข"),
        ("😀", "😀"),
    ],
)
def test_only_what_no_xml_can_hold_goes(text, kept):
    assert office_text(text) == kept


@given(st.text())
def test_any_text_left_can_stand_in_xml(text):
    from xml.sax.saxutils import escape

    assert parseString(f"<a>{escape(office_text(text))}</a>")
