"""Which characters can be printed: those of the fonts, and none that would refuse a report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_analysis.blocks import Passage, Run
from pmqa_analysis.blocks.characters import printable, unprintable
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.pdf import write_pdf
from tests.samples import sample_seal
from tools.list_characters import characters, main, ranges


def test_the_list_is_that_of_the_fonts():
    assert main(["--check"]) == 0


def test_ranges_join_neighbours():
    assert ranges([0x41, 0x43, 0x42, 0xE01]) == ["0041-0043", "0E01-0E01"]


@pytest.mark.parametrize("text", ["น้ำหนัก ๙๗.๑๔ − ± ≥ ✓ ✗", "plain", "ก\u200bข\u00a0"])
def test_what_the_fonts_have_stays(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("ดี 😀 มาก 😀", "ดี ? มาก ?", ["😀"]),
        ("中文", "??", ["中", "文"]),
        ("\ufffd", "?", ["\ufffd"]),
        ("จริงหรือ?", "จริงหรือ?", []),
    ],
)
def test_what_no_font_has_is_a_question_mark(text, shown, missing):
    assert printable(text) == shown
    assert unprintable(text) == missing


def test_blanks_become_plain_and_controls_go():
    assert printable("ก\u202fข\tค\nง\x07จ") == "ก ข ค งจ"
    assert unprintable("ก\u202fข\x07") == []


def test_every_thai_letter_can_be_printed():
    thai = "".join(map(chr, [*range(0xE01, 0xE3B), *range(0xE3F, 0xE5C)]))
    assert unprintable(thai) == []
    assert {ord(letter) for letter in thai} <= characters()


@settings(max_examples=15)
@given(st.text(max_size=40))
def test_no_text_refuses_a_report(text):
    """PDF/UA is refused where a character has no glyph."""
    document = Document((Passage(runs=(Run(text=text),)),), sample_seal())
    assert write_pdf(document)[:4] == b"%PDF"
