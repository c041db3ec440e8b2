"""Markdown of an office: places by anchor, plain text, and nothing that could act."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.clean.prose import Reference, clean_text


def paragraphs(text):
    return clean_text("t.md", "## หัวข้อ {#a}\n\n" + text)[-1].paragraphs


def texts(text):
    return [paragraph.text for paragraph in paragraphs(text)]


def test_a_heading_with_an_anchor_begins_a_place():
    before, first, second = clean_text("t.md", "# ชื่อ\n\n## ก {#a}\n\nหนึ่ง\n\n## ข {#b}\n\nสอง\n")
    assert (before.anchor, [one.style for one in before.paragraphs]) == ("", ["heading"])
    assert (first.anchor, first.address, first.paragraphs[0].text) == ("a", "t.md:3", "หนึ่ง")
    assert (second.anchor, second.paragraphs[0].address) == ("b", "t.md:9")


def test_a_heading_without_an_anchor_stays_in_its_place():
    assert [(one.style, one.text) for one in paragraphs("### ย่อย\n\nข้อความ")] == [
        ("heading", "ย่อย"), ("body", "ข้อความ"),
    ]  # fmt: skip


def test_a_comment_is_a_note_to_the_writer_and_keeps_the_lines():
    found = paragraphs("<!-- เขียน\nตรงนี้ -->\n\nข้อความ")
    assert [(one.text, one.line) for one in found] == [("ข้อความ", 6)]


def test_items_are_items_and_numbered_ones_keep_their_number():
    found = paragraphs("- ก\n- ข\n\n3. ค\n4. ง")
    assert [(one.style, one.number, one.text) for one in found] == [
        ("item", 0, "ก"), ("item", 0, "ข"), ("numbered", 3, "ค"), ("numbered", 4, "ง"),
    ]  # fmt: skip


def test_a_second_paragraph_of_an_item_is_no_new_item():
    assert [one.style for one in paragraphs("- ก\n\n  ต่อ")] == ["item", "body"]


def test_a_list_in_a_list_is_read_through():
    assert texts("- ก\n  - ข\n- ค") == ["ก", "ข", "ค"]


def test_emphasis_is_kept_as_strong_or_left():
    spans = paragraphs("ก **ข** *ค*")[0].spans
    assert [span.text for span in spans if span.strong] == ["ข"]
    assert "".join(span.text for span in spans) == "ก ข ค"


def test_lines_of_one_paragraph_are_joined_by_a_blank():
    assert texts("ก\nข  \nค") == ["ก ข ค"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<b onclick=x>ก</b>", "<b onclick=x>ก</b>"),
        ("[คลิก](https://evil.example)", "คลิก"),
        ("[คลิก](javascript:alert(1))", "[คลิก](javascript:alert(1))"),
        ("![ภาพ](https://evil.example/x.png)", "ภาพ"),
        ("`{code}`", "{code}"),
        ("&lt;i&gt;", "<i>"),
        ("[a]: https://evil.example", "[a]: https://evil.example"),
        ("$x$ #let x = 1", "$x$ #let x = 1"),
        ("<!-- ไม่ปิด", "<!-- ไม่ปิด"),
    ],
)
def test_markup_is_letters_and_an_address_goes(written, read):
    assert texts(written) == [read]


def test_what_cannot_be_seen_is_left_out():
    assert texts("ก\u202eข\u200bค\x00ง\x07") == ["กขคง"]


def test_a_word_wider_than_a_line_can_break():
    assert texts("x" * 130) == ["x" * 60 + "\u200b" + "x" * 60 + "\u200b" + "x" * 10]


def test_a_fence_is_text():
    assert texts("```html\n<b>\n```") == ["<b>"]


def test_a_reference_keeps_its_parts():
    (span,) = paragraphs("{๗.๒.๑.target@๒๕๖๓@text_4.1}")[0].spans
    assert span.reference == Reference(
        "{๗.๒.๑.target@๒๕๖๓@text_4.1}", "7.2.1.target", "2563", "text_4.1"
    )
    assert span.reference.ids == (
        "2563/7.2.1.target/actual@text_4.1", "2563/7.2.1/target@text_4.1",
    )  # fmt: skip


def test_a_name_with_underscores_is_no_emphasis():
    (span,) = paragraphs("{7.2.1.percent_of_target@2563}")[0].spans
    assert span.reference.name == "7.2.1.percent_of_target"


def test_braces_without_a_year_name_no_result():
    (span,) = paragraphs("{7.2.1}")[0].spans
    assert span.reference.ids == ()


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_nothing_unseen_is_left(text):
    for section in clean_text("t.md", text):
        for paragraph in section.paragraphs:
            assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\ufffe]", paragraph.text)


@given(st.lists(st.sampled_from("#*_-<>![](){}`~|\\&;:\"'1. กx\n\t"), max_size=60).map("".join))
def test_any_markup_can_be_read(text):
    for section in clean_text("t.md", "## x {#a}\n\n" + text):
        assert all(paragraph.line >= 1 for paragraph in section.paragraphs)
