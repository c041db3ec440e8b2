"""Thai words kept whole at the ends of lines, and the borders between them."""

import pytest

from pmqa_analysis.publish.line_breaks import text_columns, whole_words


def shown(text: str, columns: int = 80) -> str:
    """Return the pieces of a text with bars between them; kept words in brackets."""
    pieces = whole_words(text, columns)
    return "|".join(one if isinstance(one, str) else f"[{one[0]}]" for one in pieces)


def test_short_words_join_their_neighbours_and_long_ones_are_kept_whole() -> None:
    assert shown("ในระบบของสำนัก") == "ใน|[ระบบ]|ของ|[สำนัก]"


def test_a_text_without_thai_is_one_piece() -> None:
    assert whole_words("Application Report", 5) == ["Application Report"]


def test_an_empty_text_has_no_kept_word() -> None:
    assert not any(isinstance(piece, list) for piece in whole_words("", 10))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("สามารถตอบสนองความต้องการ", "ตอบสนองความต้องการ"),
        ("และติดตามเรื่องร้องเรียน", "ติดตามเรื่อง"),
        ("สายงานวิชาการที่มี", "สายงานวิชาการ"),
        ("ที่บรรลุผลสัมฤทธิ์", "บรรลุผลสัมฤทธิ์"),
        ("เชื่อมโยงตั้งแต่ต้น", "ตั้งแต่ต้น"),
    ],
)
def test_two_words_that_may_be_two_others_stay_together(text: str, kept: str) -> None:
    assert [kept] in whole_words(text, 80)


def test_unsure_words_part_where_together_they_are_too_wide() -> None:
    assert shown("สายงานวิชาการ", 9) == "สาย|[งานวิชาการ]"


def test_words_with_a_sure_border_may_part() -> None:
    assert shown("ระบบสารสนเทศ") == "[ระบบ]|[สารสนเทศ]"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("เทคโนโลยีสารสนเทศ", "[เทคโนโลยี]|[สารสนเทศ]"),
        ("สำนักงานเลขาธิการวุฒิสภา", "[สำนักงาน]|[เลขาธิการ]|[วุฒิสภา]"),
    ],
)
def test_a_word_too_wide_breaks_between_the_words_it_is_made_of(word: str, parts: str) -> None:
    assert shown(word, 9) == parts


def test_a_word_that_may_fit_is_left_to_the_page() -> None:
    assert shown("เป้าหมาย", 6) == "เป้าหมาย"


def test_a_word_made_of_no_others_is_left_to_be_broken() -> None:
    assert shown("เจเนอเรชัน", 5) == "เจเนอเรชัน"


def test_pieces_together_are_the_text() -> None:
    text = "7.2.1 ความพึงพอใจของผู้รับบริการ สูงกว่าแล้วต่ำกว่าปีก่อน (ร้อยละ 83.60)"
    pieces = whole_words(text, 12)
    assert "".join(one if isinstance(one, str) else one[0] for one in pieces) == text


def test_higher_and_lower_are_words_of_reports() -> None:
    assert "[สูงกว่า]" in shown("ปี 2567 สูงกว่าแล้วต่ำกว่าปีก่อน")


def test_marks_take_no_column() -> None:
    assert text_columns("ที่นี้") == 2
