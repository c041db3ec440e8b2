"""Widths of columns on paper: as designed where that fits, no word cut, no blank wasted."""

import pytest

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.publish.column_widths import column_widths, shared_out, text_ems


def table_of(columns, *rows):
    rows = [Row(cells=tuple(Cell(text=text) for text in row)) for row in rows]
    return Table(name="t", caption="ผล", columns=columns, rows=tuple(rows))


def widths(table, whole=170.0):
    return column_widths(table, whole, points=10, blank=2)


def test_a_table_that_fits_keeps_its_design():
    table = table_of((Column(title="ด้าน", width=3), Column(title="ผล")), ("ก", "1"))
    assert widths(table) == [127.5, 42.5]


def test_a_word_that_would_be_cut_gets_its_room():
    # สารสนเทศ has eight letters of 0.56 em; an em of 10 points is 3.53 mm.
    table = table_of((Column(title="ด้าน", width=9), Column(title="สารสนเทศ")), ("ก" * 90, "1"))
    assert widths(table, 100)[1] == pytest.approx(8 * 0.56 * 10 * 25.4 / 72 + 2)


def test_a_column_of_short_text_gives_way_to_one_that_wraps():
    columns = (Column(title="ที่", width=2), Column(title="รายการ", width=1))
    narrow, wide = widths(table_of(columns, ("1", "การพัฒนา " * 20)))
    assert narrow < 15
    assert narrow + wide == pytest.approx(170)


def test_an_interval_stays_on_one_line():
    columns = (Column(title="ด้าน", width=20), Column(title="ช่วง", width=1))
    table = table_of(columns, ("การพัฒนา " * 20, "80.39 – 81.72"))
    assert widths(table)[1] >= (8 * 0.56 + 5 * 0.4) * 10 * 25.4 / 72


def test_a_verdict_of_two_words_stays_on_one_line():
    columns = (Column(title="ด้าน", width=20), Column(title="ผล", width=1))
    table = table_of(columns, ("การพัฒนา " * 20, "✗ ไม่บรรลุ"))
    assert widths(table)[1] >= text_ems("✗ ไม่บรรลุ") * 10 * 25.4 / 72


def test_the_column_of_names_keeps_most_of_its_room():
    columns = (
        Column(title="ข้อ", width=4, row_header=True),
        *(Column(title="ประชาสังคม", width=1) for _ in range(4)),
    )
    assert widths(table_of(columns, ("การพัฒนา " * 20, *"1234")), 120)[0] > 0.7 * 60


def test_shares_follow_the_weights():
    assert shared_out(100, [3, 1], [0, 0], [200, 200]) == [75, 25]


def test_a_share_under_its_low_is_raised_and_the_others_give():
    assert shared_out(100, [8, 1, 1], [0, 20, 0], [200, 200, 200]) == pytest.approx(
        [80 * 8 / 9, 20, 80 / 9]
    )


def test_a_share_over_its_high_is_cut_and_the_others_gain():
    assert shared_out(100, [1, 1], [0, 0], [200, 20]) == [80, 20]


def test_lows_that_are_too_much_shrink_alike():
    assert shared_out(100, [1, 1], [150, 50], [150, 50]) == [75, 25]


def test_what_the_highs_leave_over_goes_by_weight():
    # 20 and 30 leave 50: 25 each
    assert shared_out(100, [1, 1], [0, 0], [20, 30]) == [45, 55]


def test_a_mark_over_a_letter_takes_no_room():
    assert text_ems("ที่") == text_ems("ท") == 0.56


def test_a_digit_is_as_wide_as_a_thai_letter_and_a_sign_narrower():
    assert text_ems("ก1") == pytest.approx(2 * 0.56)
    assert text_ems("1.") == pytest.approx(0.56 + 0.4)


def test_names_give_way_before_a_figure_is_torn():
    columns = (Column(title="ข้อ", width=9, row_header=True), Column(title="n"), Column(title="N"))
    table = table_of(columns, ("การพัฒนา " * 20, "1,234,567", "1,234,567"))
    assert min(widths(table, 60)[1:]) >= text_ems("1,234,567") * 10 * 25.4 / 72 + 2 - 1e-9
