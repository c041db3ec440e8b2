"""The small pieces of Word: runs, paragraphs, fields, bookmarks."""

from xml.dom.minidom import parseString

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.blocks import Run
from pmqa_analysis.publish.word.markup import (
    attribute,
    bookmarked,
    field,
    paragraph,
    run,
    runs,
    twips,
    word_text,
)


def parsed(markup):
    return parseString(f'<w:x xmlns:w="urn:w">{markup}</w:x>').documentElement


def texts(markup):
    return [
        "".join(t.data for t in one.childNodes)
        for one in parsed(markup).getElementsByTagName("w:t")
    ]


@pytest.mark.parametrize(
    ("millimetres", "expected"), [(0, 0), (25.4, 1440), (170, 9638), (210, 11906)]
)
def test_lengths_are_twentieths_of_a_point(millimetres, expected):
    assert twips(millimetres) == expected


def test_a_text_keeps_its_blanks():
    assert word_text(" ก  ข ") == '<w:t xml:space="preserve"> ก  ข </w:t>'


def test_tabs_and_line_ends_are_word_s_own():
    assert [node.tagName for node in parsed(word_text("ก\tข\r\nค")).childNodes] == [
        "w:t", "w:tab", "w:t", "w:br", "w:t",
    ]  # fmt: skip


def test_an_empty_text_is_no_run():
    assert run("") == ""


def test_bold_is_told_for_thai_too():
    assert "<w:b/><w:bCs/>" in run("ก", strong=True)
    assert "<w:rPr>" not in run("ก")


def test_a_style_stands_first():
    assert run("ก", style="ToneGood", strong=True).startswith(
        '<w:r><w:rPr><w:rStyle w:val="ToneGood"/><w:b/>'
    )


def test_a_sign_stands_alone_in_its_font():
    assert texts(run("✓ บรรลุ ▲")) == ["✓", " บรรลุ ", "▲"]
    assert run("✓ บรรลุ").count("DejaVu Sans Symbols") == 4


def test_runs_are_in_order():
    assert texts(runs((Run(text="ก"), Run(text="ข", strong=True)))) == ["ก", "ข"]


def test_a_field_shows_its_number_until_it_is_counted():
    (simple,) = parsed(field("SEQ Table", "3")).getElementsByTagName("w:fldSimple")
    assert simple.getAttribute("w:instr") == " SEQ Table "
    assert texts(field("SEQ Table", "3")) == ["3"]


def test_properties_stand_in_the_order_of_the_standard():
    markup = paragraph("Caption", run("ก"), before="<w:keepNext/>", after='<w:jc w:val="right"/>')
    (properties,) = parsed(markup).getElementsByTagName("w:pPr")
    assert [node.tagName for node in properties.childNodes] == ["w:pStyle", "w:keepNext", "w:jc"]


def test_a_bookmark_closes_with_its_own_number():
    markup = bookmarked("_Toc1", 7, run("ก"))
    (start,) = parsed(markup).getElementsByTagName("w:bookmarkStart")
    (end,) = parsed(markup).getElementsByTagName("w:bookmarkEnd")
    assert start.getAttribute("w:id") == end.getAttribute("w:id") == "7"
    assert start.getAttribute("w:name") == "_Toc1"


@given(st.text())
def test_any_text_gives_markup_that_can_be_read(text):
    assert parsed(run(text)) is not None
    assert parsed(f"<w:y w:z={attribute(text)}/>") is not None
