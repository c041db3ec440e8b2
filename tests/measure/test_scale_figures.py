"""Reliability, structure and drivers as results with ids, n and suppression."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.drivers import estimate_drivers
from pmqa_analysis.measure.needs import estimate_needs
from pmqa_analysis.measure.scale_figures import (
    correlation_figures,
    driver_figures,
    reliability_figures,
    structure_figures,
)
from pmqa_analysis.measure.scales import estimate_reliability
from pmqa_analysis.settings import FigureRules
from tests.measure.samples import BOOK, a_book, a_frame
from tests.measure.test_drivers import SCORES, answers, survey_of
from tests.measure.test_scales import two_factors

SURVEY = survey_of(answers())


def two_dimensions():
    """Return a survey of six items, the first three of one factor and the last three of another."""
    names = [f"d{number}_{half}" for number in range(3) for half in (1, 2)]
    frame = pd.DataFrame(two_factors(), columns=names).assign(overall=3)
    return survey_of(frame.astype("Int8"))


class TestReliability:
    FOUND = reliability_figures(SURVEY, "satisfaction")

    def test_alpha_is_exact_and_has_its_interval(self):
        alpha = self.FOUND["2567/small.satisfaction/alpha"]
        want = estimate_reliability(SURVEY.counts.complete("satisfaction"))
        assert (alpha.value, alpha.policy, alpha.n) == (want.alpha, "cronbach", 400)
        assert (alpha.low, alpha.high) == (want.interval.low, want.interval.high)

    @pytest.mark.parametrize("name", ["alpha_standardized", "mean_r"])
    def test_the_scale_has_its_other_figures(self, name):
        assert 0 < self.FOUND[f"2567/small.satisfaction/{name}"].value < 1

    def test_omega_is_that_of_one_factor(self):
        found = reliability_figures(two_dimensions(), "satisfaction.d0")
        assert found["2567/small.satisfaction.d0/omega_total"].status == "not_testable"
        draw = np.random.default_rng(6)
        hidden = draw.normal(size=(400, 1))
        rows = np.clip(np.rint(3 + hidden + draw.normal(0, 0.7, (400, 7))), 1, 5)
        frame = pd.DataFrame(rows, columns=list(answers(2).columns)).astype("Int8")
        found = reliability_figures(survey_of(frame), "satisfaction")
        omega, alpha = (found[f"2567/small.satisfaction/{one}"] for one in ("omega_total", "alpha"))
        assert float(omega.value) == pytest.approx(float(alpha.value), abs=0.01)
        assert omega.policy == "one_factor"

    def test_every_item_has_its_total_correlation_and_alpha_without_it(self):
        for item in ("d0_1", "d2_2"):
            assert f"2567/small.{item}/item_total_r_in_satisfaction" in self.FOUND
            assert f"2567/small.{item}/alpha_deleted_in_satisfaction" in self.FOUND

    def test_every_pair_of_items_has_its_correlation(self):
        pairs = [one for one in self.FOUND if "/r_with_" in one]
        assert len(pairs) == 6 * 5 / 2
        assert self.FOUND["2567/small.d0_1/r_with_d0_2_in_satisfaction"].value > Fraction(1, 2)

    def test_few_complete_cases_are_suppressed_whole(self):
        found = reliability_figures(survey_of(answers(9)), "satisfaction")
        assert {(one.status, one.value, one.low) for one in found.values()} == {
            ("suppressed", None, None)
        }

    def test_what_does_not_vary_is_not_testable(self):
        flat = answers(40).assign(d1_1=3, d1_2=3).astype("Int8")
        found = reliability_figures(survey_of(flat), "satisfaction.d1")
        assert found["2567/small.satisfaction.d1/alpha"].status == "not_testable"


class TestStructure:
    FOUND = structure_figures(two_dimensions(), "satisfaction")

    def test_eigenvalues_stand_beside_those_of_chance(self):
        values = [self.FOUND[f"2567/small.satisfaction/eigenvalue_{k}"].value for k in range(1, 7)]
        assert float(sum(values)) == pytest.approx(6)
        assert self.FOUND["2567/small.satisfaction/chance_eigenvalue_1"].value > 1
        assert self.FOUND["2567/small.satisfaction/factors"].value == 2

    def test_adequacy_and_sphericity_are_told(self):
        assert 0 < self.FOUND["2567/small.satisfaction/kmo"].value < 1
        assert self.FOUND["2567/small.satisfaction/p_bartlett_sphericity"].value < Fraction(1, 1000)

    def test_every_item_has_a_loading_on_every_factor(self):
        loadings = [one for one in self.FOUND if "/loading_" in one]
        assert len(loadings) == 12
        policies = {self.FOUND[one].policy for one in loadings}
        assert policies == {"principal_axes.varimax"}

    def test_what_does_not_vary_has_no_structure(self):
        flat = answers(40).assign(d1_1=3).astype("Int8")
        found = structure_figures(survey_of(flat), "satisfaction")
        assert [one.status for one in found.values()] == ["not_testable"]

    def test_few_complete_cases_are_suppressed(self):
        found = structure_figures(survey_of(answers(9)), "satisfaction")
        assert {one.status for one in found.values()} == {"suppressed"}


class TestDrivers:
    FOUND = driver_figures(SURVEY, "overall", SCORES)

    def test_importance_is_a_percent_of_what_is_explained(self):
        shares = [self.FOUND[f"2567/small.{name}/importance_for_overall"] for name in SCORES]
        assert float(sum(one.value for one in shares)) == pytest.approx(100)
        assert {(one.unit, one.policy, one.n) for one in shares} == {("%", "lmg", 400)}

    def test_ranks_have_their_range(self):
        rank = self.FOUND["2567/small.satisfaction.d0/rank_for_overall"]
        assert (rank.value, rank.low, rank.high, rank.shown) == (1, 1, 1, "1")

    def test_r_squared_is_that_of_all(self):
        want = estimate_drivers(SURVEY, "overall", SCORES).r_squared
        assert float(self.FOUND["2567/small.overall/r_squared"].value) == want

    def test_drivers_that_cannot_be_estimated_give_nothing(self):
        assert len(driver_figures(survey_of(answers(9)), "overall", SCORES)) == 0

    def test_correlations_alone(self):
        found = correlation_figures(SURVEY, "overall", SCORES)
        one = found["2567/small.satisfaction.d0/r_with_overall"]
        assert one == self.FOUND["2567/small.satisfaction.d0/r_with_overall"]
        assert one.low < one.value < one.high


class TestNeeds:
    @staticmethod
    def survey(rows):
        items = [dict(one) for one in BOOK["items"]]
        items[0] = {**items[0], "aspect": "pace", "kind": "importance"}
        items[1] = {**items[1], "aspect": "pace", "reverse": False}
        items[2] = {**items[2], "aspect": "people"}
        more = {**items[0], "id": "polite", "titles": ["สำคัญ"], "aspect": "people"}
        book = a_book(items=[*items, more], respondents=[])
        frame = a_frame(*[(*row[:5], None, None) for row in rows])
        frame["polite"] = [row[5] for row in rows]
        return MeasuredSurvey(
            count(frame.astype({"polite": "Int8"}), book), book, FigureRules(), 10
        )

    def test_the_most_urgent_aspect_comes_first(self):
        """Pace: 5 wanted, 3 found, (5 − 3)/3; people: 4 wanted, 4 found, 0."""
        pace, people = estimate_needs(self.survey([("f", "a", 5, 3, 4, 4)] * 12))
        assert [(one.aspect, one.rank) for one in (pace, people)] == [("pace", 1), ("people", 2)]
        assert (pace.pni.value, people.pni.value) == (Fraction(2, 3), 0)
        assert (pace.gap.value, pace.gap.shown) == (-2, "\u22122.00")

    def test_quadrants_are_those_of_importance_and_performance(self):
        pace, people = estimate_needs(self.survey([("f", "a", 5, 3, 4, 4)] * 12))
        assert (pace.quadrant, people.quadrant) == ("concentrate_here", "possible_overkill")

    def test_the_sources_of_an_index_are_its_two_means(self):
        pace, _ = estimate_needs(self.survey([("f", "a", 5, 3, 4, 4)] * 12))
        assert (
            pace.pni.source == "2567/small.importance.pace/mean 2567/small.satisfaction.pace/mean"
        )

    def test_a_suppressed_side_hides_index_gap_and_quadrant(self):
        rows = [("f", "a", 5, 3, 4, 4)] * 9 + [("f", "a", None, 3, 4, 4)] * 9
        people, pace = estimate_needs(self.survey(rows))
        assert (pace.aspect, pace.rank, pace.quadrant) == ("pace", None, None)
        assert {one.shown for one in (pace.wanted, pace.gap, pace.pni)} == {"*"}
        assert people.rank == 1
