from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.forecast import (
    find_forecasts,
    last_year_shape,
    straight_line,
)
from tests.assess.scorecards.reports import clean_rows
from tests.clean.scorecards.samples import changed, read

F = Fraction
LAST_YEAR = {"K1.P": {6: F(50), 9: F(80), 12: F(100)}}


@pytest.fixture
def forecast(tiny):
    """Return a function that forecasts a measure of the tiny framework from values by month."""

    def make(values, *, measure="K1.P", item="L3-2", months=9, last_year=None, changes=None):
        one = read(tiny, changes)
        kpi = measure.partition(".")[0]
        column = "condition" if item.startswith("C") else "item"
        rows = [
            {"kpi": kpi, column: item, "round": str(month), "value": value, "evidence": "ก"}
            for month, value in values.items()
        ]
        figures = ScoreFigures(one, months, "equal_split")
        found = find_forecasts(one, clean_rows(one, rows), figures, last_year or {})
        return next(each for each in found if each.measure == measure)

    return make


class TestMethods:
    @pytest.mark.parametrize(
        ("values", "month", "expected"),
        [({6: F(40)}, 12, 80), ({6: F(40), 9: F(66)}, 12, 88), ({3: F(7)}, 9, 21), ({}, 12, None)],
    )
    def test_a_straight_line_from_nothing_through_the_last_value(self, values, month, expected):
        assert straight_line(values, month) == expected

    def test_the_shape_of_last_year(self):
        assert last_year_shape({6: F(40)}, LAST_YEAR["K1.P"], 12) == 80
        assert last_year_shape({9: F(60)}, LAST_YEAR["K1.P"], 12) == 75

    @pytest.mark.parametrize("last_year", [{}, {6: F(0), 12: F(100)}, {6: F(50)}])
    def test_without_last_years_values_there_is_no_shape(self, last_year):
        assert last_year_shape({6: F(40)}, last_year, 12) is None


class TestForecast:
    def test_each_method_projects_from_each_round(self, forecast):
        found = forecast({6: "40", 9: "66"}, last_year=LAST_YEAR)
        made = {(one.method, one.made_at): one.value.value for one in found.projections}
        assert made == {
            ("straight_line", 6): 80, ("last_year_shape", 6): 80,
            ("straight_line", 9): 88, ("last_year_shape", 9): F("82.5"),
        }  # fmt: skip

    def test_the_band_is_the_range_of_all_projections(self, forecast):
        found = forecast({6: "40", 9: "66"}, last_year=LAST_YEAR)
        assert (found.low.value, found.high.value) == (80, 88)

    def test_one_projection_alone_has_no_band(self, forecast):
        found = forecast({6: "40"})
        assert (found.low.value, found.low.status) == (None, "not_testable")
        assert len(found.projections) == 1

    def test_the_latest_projections_are_told_apart(self, forecast):
        found = forecast({6: "40", 9: "66"}, last_year=LAST_YEAR)
        assert {one.made_at for one in found.latest} == {9}

    def test_a_percentage_does_not_pass_100(self, forecast):
        (projection,) = forecast({6: "60"}).projections
        assert projection.value.value == 100

    def test_its_figures_carry_the_method_as_policy_and_never_the_name_of_a_result(self, forecast):
        (projection,) = forecast({6: "40"}, months=6).projections
        assert projection.value.policy == "straight_line"
        assert projection.value.id == ("2563/tiny.K1.P/forecast_straight_line_of_m6_for_m12_m6")

    def test_an_earlier_estimate_stands_beside_what_came(self, forecast):
        (check,) = forecast({6: "40", 9: "66"}).checks
        assert (check.projection.made_at, check.projection.for_month) == (6, 9)
        values = (check.projection.value.value, check.actual.value, check.error.value)
        assert values == (60, 66, 6)

    def test_a_value_that_does_not_pile_up_is_not_projected(self, forecast):
        found = forecast({6: "84"}, measure="K1.S", item="C2")
        assert (found.projections, found.outlook) == ((), "below_now")

    def test_the_hardest_threshold_of_a_measure_is_asked_for(self, forecast):
        assert forecast({6: "40"}).threshold.value == 100

    def test_the_hardest_threshold_need_not_stand_last(self, forecast):
        turned = changed("items", "K1.P,>=,80", "K1.P,>=,110")
        assert forecast({6: "40"}, changes=turned).threshold.value == 110


class TestOutlook:
    @pytest.mark.parametrize(
        ("values", "last_year", "outlook"),
        [
            ({}, None, "not_known"),
            ({6: "50"}, None, "on_track"),
            ({6: "49"}, None, "likely_to_miss"),
            ({6: "49"}, {"K1.P": {6: F(49), 12: F(100)}}, "uncertain"),
            ({6: "100"}, None, "reached"),
        ],
    )
    def test_against_a_threshold_of_100(self, forecast, values, last_year, outlook):
        assert forecast(values, last_year=last_year).outlook == outlook

    @pytest.mark.parametrize(("value", "outlook"), [("100", "reached"), ("99", "missed")])
    def test_at_the_end_of_the_year_nothing_is_projected(self, forecast, value, outlook):
        found = forecast({12: value}, months=12)
        assert (found.projections, found.outlook) == ((), outlook)

    @pytest.mark.parametrize(
        ("value", "outlook"), [("4", "on_track"), ("6", "likely_to_miss"), ("11", "likely_to_miss")]
    )
    def test_where_less_is_better_a_low_start_is_no_end(self, forecast, value, outlook):
        piles_up = changed("measures", "days,lower,,", "days,lower,yes,")
        found = forecast({6: value}, measure="K3.D", item="L5-1", changes=piles_up)
        assert found.outlook == outlook

    def test_a_value_reached_that_can_still_fall_is_on_track_or_reached(self, forecast):
        assert forecast({6: "90"}, measure="K1.S", item="C2").outlook == "reached"
