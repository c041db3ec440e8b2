"""The chart of scores: what it draws, what it says, and the numbers that it carries."""

import base64
import re

import pytest

from pmqa_analysis.present.scorecards.figures import ScoreBar, score_chart
from tests.offices import a_result
from tests.present.scorecards.samples import WORDS, ids, nothing_known, texts


def bar(label="ก", score="4.0000", floor="4.0000", ceiling="4.0000", before=None):
    return ScoreBar(
        label, a_result(score, "score", measure=label), a_result(floor, "floor", measure=label),
        a_result(ceiling, "ceiling", measure=label),
        None if before is None else a_result(before, "before", measure=label),
    )  # fmt: skip


def drawn(*bars):
    return score_chart(list(bars), WORDS, months=9)


def test_the_caption_and_the_alternative_text_name_the_round():
    block = drawn(bar())
    assert "รอบ 9 เดือน" in block.caption
    assert "1 แท่ง รอบ 9 เดือน" in block.alt


def test_it_is_drawn_twice_and_the_same_each_time():
    one, other = drawn(bar()), drawn(bar())
    assert base64.b64decode(one.png).startswith(b"\x89PNG")
    assert one.svg.lstrip().startswith("<?xml")
    assert (one.svg, one.png) == (other.svg, other.png)


def test_its_numbers_are_results_with_ids():
    table = drawn(bar("ก"), bar("ข", score=None, floor="1.0000", ceiling="5.0000")).numbers
    assert texts(table) == [
        ["ก", "4.0000", "4.0000", "4.0000"], ["ข", "-", "1.0000", "5.0000"],
    ]  # fmt: skip
    assert ids(table)[0] == "2563/ก/score"


def test_the_round_before_has_a_column_where_it_is_known():
    plain, with_before = drawn(bar()), drawn(bar(before="3.0000"), bar("ข"))
    assert len(plain.numbers.columns) == 4
    assert [row[4] for row in texts(with_before.numbers)] == ["3.0000", ""]


@pytest.mark.parametrize(("count", "taller"), [(1, 3), (3, 11)])
def test_more_bars_make_a_taller_chart(count, taller):
    def height(bars):
        svg = drawn(*(bar(str(number)) for number in range(bars))).svg
        return float(re.search(r'height="([\d.]+)pt"', svg).group(1))

    assert height(taller) > height(count)


def test_what_is_not_known_is_no_bar_of_nought():
    """The open part is hatched from floor to ceiling; the legend has one hatched mark more."""
    unknown = drawn(bar(score=None, floor="0.0000", ceiling="5.0000")).svg
    assert drawn(bar()).svg.count("url(#h") == 1
    assert unknown.count("url(#h") == 2


def test_a_note_explains_the_two_kinds_of_bar():
    assert drawn(bar()).notes == ("แถบทึบคือคะแนนที่ได้แล้ว แถบลายคือคะแนนที่ยังเปลี่ยนได้เมื่อทราบผลข้อที่เหลือ",)


def test_a_long_label_is_broken_between_words():
    label = nothing_known().framework.kpis["1.3"].name_th
    block = drawn(bar(label))
    assert texts(block.numbers)[0][0] == label
