"""Survey charts: where the bars stand, what they say, and what a suppressed row hides."""

import pytest

from pmqa_analysis.present import Wording
from pmqa_analysis.present.surveys import dumbbell, importance, likert
from pmqa_analysis.present.surveys.marks import PlacedItem, RankedItem
from pmqa_analysis.present.surveys.rows import label_rows
from tests.present.surveys.samples import figure, likert_row, years_row

TH = Wording()
FIVE = ("น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด")
TWELVE_WORDS = "เจ้าหน้าที่ให้บริการด้วยความสุภาพเป็นมิตรเอาใจใส่และเต็มใจช่วยเหลือผู้รับบริการทุกกลุ่ม"
NAMED = {"name": "chart", "caption": "คำบรรยาย"}


@pytest.fixture
def drawn(monkeypatch):
    """Return what draws a chart and gives back its one pair of axes."""
    kept = []
    for module in (likert, dumbbell, importance):
        monkeypatch.setattr(module, "figure_block", lambda drawing, **_: kept.append(drawing))

    def draw(chart, *given, **more):
        chart(*given, TH, **NAMED, **more)
        return kept[-1].axes[0]

    return draw


def spans(axes):
    return [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in axes.patches]


def texts(axes):
    return [text.get_text() for text in axes.texts]


class TestLikert:
    def test_the_bar_stands_around_the_middle_of_five_points(self, drawn):
        """10 + 10 + half of 20 to the left, half of 20 + 30 + 30 to the right."""
        axes = drawn(likert.likert_chart, [likert_row("ก", 10, 10, 20, 30, 30)], FIVE)
        assert spans(axes)[0][0] == -30
        assert spans(axes)[-1][1] == 70
        assert spans(axes)[2] == (-10, 10)

    def test_four_points_meet_in_the_middle(self, drawn):
        axes = drawn(likert.likert_chart, [likert_row("ก", 10, 20, 30, 40)], FIVE[:4])
        assert spans(axes) == [(-30, -20), (-20, 0), (0, 30), (30, 70)]

    def test_the_unfavourable_side_is_hatched(self, drawn):
        axes = drawn(likert.likert_chart, [likert_row("ก", 20, 20, 20, 20, 20)], FIVE)
        assert [bool(patch.get_hatch()) for patch in axes.patches] == [True, True] + [False] * 3

    def test_an_empty_point_keeps_its_place(self, drawn):
        axes = drawn(likert.likert_chart, [likert_row("ก", 0, 0, 0, 0, 100)], FIVE)
        assert spans(axes) == [(0, 0)] * 4 + [(0, 100)]

    def test_a_tiny_segment_has_no_number_in_it(self, drawn):
        axes = drawn(likert.likert_chart, [likert_row("ก", 1, 2, 2, 45, 50)], FIVE)
        assert texts(axes) == ["45.0", "50.0"]

    def test_a_suppressed_row_draws_no_bar_and_says_why(self, drawn):
        rows = [likert_row("ก", 20, 20, 20, 20, 20), likert_row("ข", *[None] * 5, n=None)]
        axes = drawn(likert.likert_chart, rows, FIVE)
        assert len(axes.patches) == 5
        assert texts(axes)[-1] == TH.text("status.suppressed")

    def test_the_numbers_stand_beside_it_with_their_base(self):
        block = likert.likert_chart([likert_row("ก", 1, 2, 2, 45, 50, n=212)], FIVE, TH, **NAMED)
        assert [cell.text for cell in block.numbers.rows[0].cells] == [
            "ก", "1.0", "2.0", "2.0", "45.0", "50.0", "212",
        ]  # fmt: skip
        assert "1.0 2.0 2.0 45.0 50.0" in block.alt

    def test_no_row_no_chart(self):
        assert likert.likert_chart([], FIVE, TH, **NAMED) is None


class TestYears:
    def test_the_line_says_the_state(self, drawn):
        states = {"changed": "-", "no_evidence": "--", "not_tested": ":"}
        for state, style in states.items():
            axes = drawn(dumbbell.years_chart, [years_row("ก", 80, 85, state=state)], axis="ร้อยละ")
            assert style in {line.get_linestyle() for line in axes.lines}

    def test_a_year_without_a_value_is_a_gap(self, drawn):
        axes = drawn(dumbbell.years_chart, [years_row("ก", None, 84, 85)], axis="ร้อยละ")
        marks = [line for line in axes.lines if line.get_marker() not in ("None", "")]
        assert [line.get_xdata()[0] for line in marks] == [84.0, 85.0]

    def test_a_row_without_any_value_is_left_out(self):
        rows = [years_row("ก", None, None), years_row("ข", 80, 81)]
        block = dumbbell.years_chart(rows, TH, **NAMED, axis="ร้อยละ")
        assert [row.cells[0].text for row in block.numbers.rows] == ["ข"]
        assert dumbbell.years_chart(rows[:1], TH, **NAMED, axis="ร้อยละ") is None

    def test_the_target_is_in_the_numbers_where_there_is_one(self):
        rows = [years_row("ก", 80, 81, target=85), years_row("ข", 80, 81)]
        block = dumbbell.years_chart(rows, TH, **NAMED, axis="ร้อยละ")
        assert [row.cells[3].text for row in block.numbers.rows] == ["85.0", ""]
        assert TH.text("survey_state.not_tested") in block.alt


class TestPlaces:
    def item(self, number, importance_value, performance, quadrant="concentrate_here"):
        return PlacedItem(
            number, f"ข้อ {number}", figure(importance_value, f"i{number}"),
            figure(performance, f"p{number}"), quadrant,
        )  # fmt: skip

    def test_performance_runs_across_and_importance_up(self, drawn):
        centre = (figure(4.2, "ci"), figure(4.0, "cp"))
        axes = drawn(importance.importance_chart, [self.item(1, 4.5, 3.6)], centre)
        point = axes.lines[0]
        assert (point.get_xdata()[0], point.get_ydata()[0]) == (3.6, 4.5)

    def test_a_suppressed_item_is_not_drawn_but_listed(self):
        centre = (figure(4.2, "ci"), figure(4.0, "cp"))
        items = [self.item(1, 4.5, 3.6), self.item(2, None, None)]
        block = importance.importance_chart(items, centre, TH, **NAMED)
        assert len(block.numbers.rows) == 2
        assert block.numbers.rows[1].cells[4].text == ""
        assert "ข้อ 2" not in block.alt

    def test_without_a_centre_there_is_no_chart(self):
        centre = (figure(None, "ci"), figure(4.0, "cp"))
        assert importance.importance_chart([self.item(1, 4, 4)], centre, TH, **NAMED) is None


class TestRanking:
    def test_bars_stand_in_the_order_given_with_their_intervals(self, drawn):
        items = [
            RankedItem("ก", figure(40, "a"), figure(30, "al"), figure(50, "ah")),
            RankedItem("ข", figure(20, "b")),
        ]
        axes = drawn(importance.ranking_chart, items, axis="สัดส่วน")
        assert [patch.get_width() for patch in axes.patches] == [40, 20]
        assert axes.patches[0].get_y() > axes.patches[1].get_y()
        assert list(axes.lines[0].get_xdata()) == [30, 50]

    def test_what_has_no_value_is_not_drawn(self):
        assert importance.ranking_chart([RankedItem("ก", figure(None, "a"))], TH, **NAMED,
                                        axis="ค่า") is None  # fmt: skip


class TestRows:
    def test_a_long_label_makes_its_row_higher(self):
        short, long = (label_rows([text], columns=36, row_mm=7) for text in ("สั้น", TWELVE_WORDS))
        assert long.labels[0].count("\n") >= 1
        assert long.height_mm > short.height_mm

    def test_rows_follow_each_other_downwards(self):
        rows = label_rows(["ก", "ข"], columns=36, row_mm=8)
        assert rows.places == (-4.0, -12.0)
        assert rows.height_mm == 16
