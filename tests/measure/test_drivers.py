"""Drivers of an outcome: importance, correlations, lowest items."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.drivers import (
    correlate,
    estimate_drivers,
    johnson_weights,
    lmg_shares,
    lowest_items,
    strongest_items,
)
from pmqa_analysis.settings import FigureRules
from tests.backtests.regressions import REGRESSIONS
from tests.measure.samples import FIVE, a_book

NAMES = ["pace", "people", "place"]


def a_staff_book(drivers=3):
    """Return a codebook of an overall question and two questions for each of some aspects."""
    aspects = [f"d{number}" for number in range(drivers)]
    items = [{"id": "overall", "titles": ["โดยรวม"], "scale": "five", "kind": "engagement"}]
    items += [
        {"id": f"{aspect}_{half}", "titles": [f"{aspect} {half}"], "scale": "five",
         "kind": "satisfaction", "aspect": aspect}
        for aspect in aspects for half in (1, 2)
    ]  # fmt: skip
    return a_book(
        items=items, multi_selects=[], respondents=[], scales=[{"id": "five", "codes": FIVE}],
        aspects=[{"id": one, "th": one} for one in aspects],
    )  # fmt: skip


def answers(size=400, effects=(1.0, 0.4, 0.0), seed=8):
    """Return answers in which the aspects matter by so much for the overall question."""
    draw = np.random.default_rng(seed)
    hidden = draw.normal(size=(size, len(effects)))
    overall = hidden @ np.array(effects) + draw.normal(0, 0.7, size)
    columns = {"overall": overall}
    for number in range(len(effects)):
        for half in (1, 2):
            columns[f"d{number}_{half}"] = hidden[:, number] + draw.normal(0, 0.4, size)
    frame = pd.DataFrame(columns)
    return np.clip(np.rint(3 + frame), 1, 5).astype("Int8")


def survey_of(frame, drivers=3, **more):
    book = a_staff_book(drivers)
    return MeasuredSurvey(count(frame, book), book, FigureRules(**more))


SCORES = ["satisfaction.d0", "satisfaction.d1", "satisfaction.d2"]


class TestImportance:
    FOUND = estimate_drivers(survey_of(answers()), "overall", SCORES)

    def test_the_drivers_are_ranked(self):
        assert [one.name for one in self.FOUND.drivers] == SCORES
        assert [one.rank for one in self.FOUND.drivers] == [1, 2, 3]

    def test_shares_add_to_one_and_lie_in_their_intervals(self):
        assert sum(one.share for one in self.FOUND.drivers) == pytest.approx(1)
        assert all(one.low <= one.share <= one.high for one in self.FOUND.drivers[:2])

    def test_a_clear_first_is_stable(self):
        assert self.FOUND.first_is_stable
        assert (self.FOUND.drivers[0].rank_low, self.FOUND.drivers[0].rank_high) == (1, 1)

    def test_equal_drivers_are_not(self):
        found = estimate_drivers(survey_of(answers(80, (0.5, 0.5, 0.5))), "overall", SCORES)
        assert not found.first_is_stable
        assert found.drivers[0].rank_high > 1

    def test_the_explained_variance_is_that_of_a_regression_on_rows(self):
        frame = answers().astype(float)
        sums = [frame[[f"d{number}_1", f"d{number}_2"]].sum(axis=1) for number in range(3)]
        design = np.column_stack([np.ones(len(frame)), *sums])
        fitted = design @ np.linalg.lstsq(design, frame["overall"], rcond=None)[0]
        want = np.corrcoef(fitted, frame["overall"])[0, 1] ** 2
        assert self.FOUND.r_squared == pytest.approx(want)
        assert (self.FOUND.method, self.FOUND.n) == ("lmg", 400)

    def test_only_complete_cases_count(self):
        frame = answers()
        frame.loc[:99, "d2_2"] = pd.NA
        found = estimate_drivers(survey_of(frame), "overall", SCORES)
        whole = estimate_drivers(survey_of(frame.dropna()), "overall", SCORES)
        assert found.n == 300
        assert found == whole

    def test_nine_drivers_are_weighed_by_johnson(self):
        effects = (0.9, *[0.2] * 8)
        frame = answers(600, effects)
        names = [f"satisfaction.d{number}" for number in range(9)]
        found = estimate_drivers(survey_of(frame, 9), "overall", names)
        assert (found.method, found.drivers[0].name) == ("johnson", "satisfaction.d0")

    def test_few_cases_a_flat_and_a_doubled_driver_give_nothing(self):
        flat = answers().assign(d2_1=3, d2_2=3).astype("Int8")
        assert estimate_drivers(survey_of(flat), "overall", SCORES) is None
        assert estimate_drivers(survey_of(answers(29)), "overall", SCORES) is None
        twice = answers()
        twice[["d2_1", "d2_2"]] = twice[["d1_1", "d1_2"]]
        assert estimate_drivers(survey_of(twice), "overall", SCORES) is None

    def test_an_outcome_cannot_drive_itself(self):
        with pytest.raises(ValueError, match="cannot be a driver"):
            estimate_drivers(survey_of(answers()), "satisfaction.d0", ["d0_1", "d1_1"])


class TestMethods:
    @pytest.mark.parametrize("drawn", REGRESSIONS)
    def test_lmg_is_that_of_pingouin(self, drawn):
        matrix = np.corrcoef(np.array(drawn["rows"]).T)
        shares = lmg_shares(matrix[None])[0]
        assert shares == pytest.approx(drawn["lmg"], rel=1e-8)
        assert shares.sum() == pytest.approx(drawn["r_squared"])

    @pytest.mark.parametrize("drawn", REGRESSIONS)
    def test_johnson_adds_to_the_same_and_is_near(self, drawn):
        matrix = np.corrcoef(np.array(drawn["rows"]).T)
        weights = johnson_weights(matrix[None])[0]
        assert weights.sum() == pytest.approx(drawn["r_squared"])
        assert weights == pytest.approx(drawn["lmg"], abs=0.03)

    def test_uncorrelated_drivers_have_their_squared_correlations(self):
        matrix = np.array([[1, 0.5, 0.3], [0.5, 1, 0], [0.3, 0, 1]])[None]
        for method in (lmg_shares, johnson_weights):
            assert method(matrix)[0] == pytest.approx([0.25, 0.09])


class TestCorrelations:
    def test_a_correlation_is_that_of_the_rows_with_fishers_interval(self):
        frame = answers().astype(float)
        (found,) = correlate(survey_of(answers()), "overall", ["d0_1"])
        want = np.corrcoef(frame["overall"], frame["d0_1"])[0, 1]
        assert found.r == pytest.approx(want)
        half = 1.959963984540054 / np.sqrt(397)
        assert (found.low, found.high) == pytest.approx(
            (np.tanh(np.arctanh(want) - half), np.tanh(np.arctanh(want) + half))
        )

    def test_the_strongest_items_of_each_dimension(self):
        found = strongest_items(survey_of(answers()), "overall", SCORES, top=1)
        assert list(found) == SCORES
        assert [len(one) for one in found.values()] == [1, 1, 1]
        assert found["satisfaction.d0"][0].r > found["satisfaction.d2"][0].r

    def test_fewer_than_the_minimum_give_no_correlation(self):
        assert correlate(survey_of(answers(9)), "overall", SCORES) == []


def test_the_lowest_items_come_first_and_small_ones_not_at_all():
    frame = answers(40).assign(d1_1=1, d2_2=2).astype("Int8")
    frame.loc[8:, "d0_1"] = pd.NA
    found = lowest_items(survey_of(frame), top=2)
    assert found == [("d1_1", Fraction(1)), ("d2_2", Fraction(2))]
    assert "d0_1" not in [name for name, _ in lowest_items(survey_of(frame), top=9)]
