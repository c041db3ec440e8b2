"""Toplines and banners as data: bases, letters, sums that do not add, questions of some years."""

from fractions import Fraction

import pytest

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.tables import banner, toplines
from pmqa_analysis.settings import FigureRules
from tests.measure.samples import BOOK, a_book, a_frame, some_rows
from tests.measure.test_compare import HIGH, LOW, NONE, rows
from tests.measure.test_compare_many import UNITS


def survey_of(responses, minimum=10, book=None, **rules):
    book = book or a_book(**NONE)
    counts = count(a_frame(*responses), book, ["sex", "unit"])
    return MeasuredSurvey(counts, book, FigureRules(**rules), minimum)


class TestToplines:
    def test_every_question_is_a_row_in_the_order_of_the_codebook(self):
        found = toplines(survey_of(some_rows(200)))
        assert [one.item for one in found] == ["speed", "waits", "staff"]

    def test_a_row_has_its_shares_its_base_and_its_figures(self):
        speed = toplines(survey_of(UNITS))[0]
        assert list(speed.shares) == [1, 2, 3, 4, 5]
        assert list(speed.non_answers) == [9]
        assert speed.shares[5].numerator == 30
        assert {"n", "base", "mean", "sd", "percent_satisfied"} <= set(speed.figures)

    def test_shares_of_thirds_do_not_add_up(self):
        thirds = rows("f", (5, 10), (4, 10), (3, 10))
        halves = rows("f", (5, 10), (4, 10))
        assert [toplines(survey_of(one))[0].adds_up for one in (thirds, halves)] == [False, True]

    def test_decimals_decide_whether_they_do(self):
        """100/7, 200/7 and 400/7: 14, 29 and 57 add up; 14.29, 28.57 and 57.14 too."""
        sevenths = rows("f", (5, 10), (4, 20), (3, 40))
        found = [
            toplines(survey_of(sevenths, percent_decimals=one))[0].adds_up for one in (0, 1, 2)
        ]
        assert found == [True, True, True]
        sixths = rows("f", (5, 10), (4, 10), (3, 40))
        assert not toplines(survey_of(sixths, percent_decimals=0))[0].adds_up

    def test_a_question_of_one_year_is_marked_with_it(self):
        items = [dict(one) for one in BOOK["items"]]
        items[1]["years"] = [2567]
        items[2]["years"] = [2566, 2567]
        found = toplines(survey_of(UNITS, book=a_book(items=items, **NONE)))
        assert [one.years for one in found] == [(), (2567,), ()]

    def test_a_group_has_its_own_toplines(self):
        found = toplines(survey_of(UNITS), unit="b")[0]
        assert found.figures["mean"].value == 3
        assert found.figures["mean"].group == "unit=b"

    def test_a_small_group_has_nothing_but_marks(self):
        few = [*UNITS, *rows("f", (5, 9), unit=None)]
        found = toplines(survey_of([*few[:130], *few[-9:]], minimum=60), unit="c")[0]
        shown = {one.shown for one in [*found.shares.values(), *found.figures.values()]}
        assert shown == {"*"}
        assert found.adds_up


class TestBanner:
    FOUND = banner(survey_of(UNITS), "speed", ["unit", "sex"])

    def row(self, statistic):
        return next(one for one in self.FOUND.rows if one.statistic == statistic)

    def test_columns_are_all_and_then_each_category_with_its_letter(self):
        assert [(dict(one.where), one.letter) for one in self.FOUND.columns] == [
            ({}, ""),
            ({"unit": "a"}, "A"),
            ({"unit": "b"}, "B"),
            ({"unit": "c"}, "C"),
            ({"sex": "f"}, "D"),
            ({"sex": "m"}, "E"),
        ]

    def test_every_column_has_its_base(self):
        assert [one.base.value for one in self.FOUND.columns] == [190, 65, 65, 60, 130, 60]

    def test_rows_are_the_shares_and_then_the_statistics(self):
        names = [one.statistic for one in self.FOUND.rows]
        assert names == [*(f"share_{code}" for code in range(1, 6)), "mean",
                         "percent_satisfied_top_two"]  # fmt: skip

    def test_a_cell_names_the_columns_that_it_is_above(self):
        assert [one.above for one in self.row("mean").cells[1:4]] == [("B", "C"), (), ("B",)]

    def test_shares_have_their_own_letters(self):
        assert [one.above for one in self.row("share_2").cells[1:4]] == [(), ("A", "C"), ()]

    def test_all_respondents_are_set_against_nobody(self):
        assert {row.cells[0].above for row in self.FOUND.rows} == {()}

    def test_columns_of_two_groups_are_not_set_against_each_other(self):
        letters = {
            letter for row in self.FOUND.rows for cell in row.cells[4:] for letter in cell.above
        }
        assert letters <= {"D", "E"}

    def test_the_sexes_are_compared(self):
        women, men = self.row("share_4").cells[4:]
        assert (women.above, men.above) == ((), ())
        assert women.result.value == Fraction(100 * 50, 130)

    def test_columns_that_add_up_are_told(self):
        assert len(self.FOUND.adds_up) == 6

    def test_a_statistic_may_be_chosen(self):
        found = banner(survey_of(UNITS), "speed", ["unit"], statistics=["percent_dissatisfied"])
        assert found.rows[-1].statistic == "percent_dissatisfied"
        assert [one.above for one in found.rows[-1].cells[1:]] == [(), ("A", "C"), ()]

    def test_a_small_column_has_marks_and_no_letters(self):
        found = banner(survey_of([*UNITS[:139]], minimum=10), "speed", ["unit"])
        small = [row.cells[3] for row in found.rows]
        assert {(one.result.shown, one.above) for one in small} == {("*", ())}
        assert found.columns[3].base.shown == "*"
        named = {letter for row in found.rows for cell in row.cells for letter in cell.above}
        assert "C" not in named

    def test_a_column_too_small_for_a_test_is_shown_without_letters(self):
        found = banner(survey_of([*UNITS[:150]]), "speed", ["unit"])
        mean = found.rows[5].cells
        assert (mean[3].result.status, mean[3].above) == ("reported", ())
        assert "C" not in mean[1].above

    @pytest.mark.parametrize("responses", [rows("f", *HIGH), rows("f", *LOW)])
    def test_one_category_alone_has_no_letters(self, responses):
        found = banner(survey_of(responses), "speed", ["sex"])
        assert {cell.above for row in found.rows for cell in row.cells} == {()}
