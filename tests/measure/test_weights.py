"""Weights: exact where they can be, raked where they must, and always said."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.errors import DataError
from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.weights import (
    Weighting,
    estimate_weighted,
    post_stratify,
    rake,
    weigh_mean,
)
from tests.measure.samples import a_book, a_frame
from tests.offices import refused

BY = ["sex", "unit", ("sex", "unit")]
ROWS = [
    *[("f", "a", 5, None, None, None, None)] * 30,
    *[("f", "b", 4, None, None, None, None)] * 10,
    *[("m", "a", 3, None, None, None, None)] * 20,
    *[("m", "b", 2, None, None, None, None)] * 15,
]


def counted(rows=ROWS):
    return count(a_frame(*rows), a_book(), BY)


def weighted(weighting, rows=ROWS, minimum=5):
    found = estimate_weighted(MeasuredSurvey(counted(rows), a_book(), minimum=minimum), "speed",
                              weighting)  # fmt: skip
    return {one.statistic: one for one in found.values()}


class TestStrata:
    def test_weights_are_what_is_over_what_was_asked(self):
        """40 women and 35 men answered; the people are half and half."""
        found = post_stratify(counted(), "sex", {"f": 100, "m": 100})
        assert found.weights == {("f",): Fraction(75, 80), ("m",): Fraction(75, 70)}
        assert (found.rounds, found.converged, found.left_out) == (0, True, 0)

    def test_the_weighted_mean_is_exact_and_says_that_it_is_weighted(self):
        mean = weighted(post_stratify(counted(), "sex", {"f": 100, "m": 100}))["mean_weighted"]
        women, men = Fraction(190, 40), Fraction(90, 35)
        assert mean.value == (women + men) / 2
        assert mean.weighting == "post_stratification:sex"
        assert mean.as_row()["weighting"] == "post_stratification:sex"
        assert mean.low < mean.value < mean.high

    def test_equal_weights_give_the_plain_mean(self):
        found = post_stratify(counted(), "sex", {"f": 40, "m": 35})
        plain = counted().of("speed").sample
        figures = weighted(found)
        assert set(found.weights.values()) == {1}
        assert figures["mean_weighted"].value == plain.mean
        assert figures["design_effect_weighted"].value == found.design_effect == 1

    def test_shares_are_weighted_sums(self):
        share = weighted(post_stratify(counted(), "sex", {"f": 100, "m": 100}))["share_5_weighted"]
        assert share.value == Fraction(100 * 30, 80)
        assert (share.numerator, share.denominator) == (Fraction(30 * 75, 80), 75)

    def test_those_who_state_no_category_are_left_out_and_told(self):
        rows = [*ROWS, *[(None, "a", 1, None, None, None, None)] * 7]
        found = post_stratify(counted(rows), "sex", {"f": 100, "m": 100})
        assert found.left_out == 7
        assert weighted(found, rows)["n_weighted"].value == 75

    def test_the_range_of_the_weights_is_told(self):
        found = post_stratify(counted(), "sex", {"f": 10, "m": 190})
        assert (found.lowest, found.highest) == (Fraction(3, 32), Fraction(57, 28))
        assert found.design_effect > 1

    def test_few_answers_are_suppressed_weighted_too(self):
        found = weighted(post_stratify(counted(), "sex", {"f": 1, "m": 1}), minimum=80)
        assert {one.status for one in found.values()} == {"suppressed"}

    @pytest.mark.parametrize(
        ("people", "named"), [({"f": 100}, "m"), ({"f": 100, "m": 50, "x": 3}, "x")]
    )
    def test_a_category_without_people_or_respondents_is_refused(self, people, named):
        with refused(DataError, "sex", named):
            post_stratify(counted(), "sex", people)


class TestRaking:
    MARGINS = {"sex": {"f": 120, "m": 80}, "unit": {"a": 90, "b": 110}}  # noqa: RUF012

    def test_both_margins_are_met(self):
        found = rake(counted(), self.MARGINS)
        sizes = {cell: found.weights[cell] * n for cell, n in found.respondents.items()}
        total = sum(sizes.values())
        women = sum(size for cell, size in sizes.items() if cell[0] == "f")
        unit_a = sum(size for cell, size in sizes.items() if cell[1] == "a")
        assert float(women / total) == pytest.approx(0.6, abs=1e-8)
        assert float(unit_a / total) == pytest.approx(0.45, abs=1e-8)

    def test_it_says_how_it_ended(self):
        found = rake(counted(), self.MARGINS)
        assert (found.name, found.converged) == ("raking:sex+unit", True)
        assert 1 < found.rounds < 50
        assert found.largest_gap < Fraction(1, 10**9)

    def test_raked_weights_are_decimals_and_mean_one(self):
        found = rake(counted(), self.MARGINS)
        assert all((weight * 10**12).denominator == 1 for weight in found.weights.values())
        mean = sum(found.weights[cell] * n for cell, n in found.respondents.items()) / 75
        assert float(mean) == pytest.approx(1, abs=1e-11)

    def test_raking_keeps_the_odds_ratio_of_the_answers(self):
        found = rake(counted(), self.MARGINS)
        size = {cell: float(found.weights[cell] * n) for cell, n in found.respondents.items()}
        odds = size["f", "a"] * size["m", "b"] / (size["f", "b"] * size["m", "a"])
        assert odds == pytest.approx(30 * 15 / (10 * 20))

    def test_margins_that_the_answers_have_leave_the_weights_at_one(self):
        found = rake(counted(), {"sex": {"f": 40, "m": 35}, "unit": {"a": 50, "b": 25}})
        assert [float(one) for one in found.weights.values()] == pytest.approx([1] * 4)

    def test_margins_that_cannot_be_met_are_said_not_to_be(self):
        """Women are in unit a alone and men in b alone, but the margins differ."""
        rows = [*ROWS[:30], *ROWS[-15:]]
        found = rake(counted(rows), {"sex": {"f": 50, "m": 50}, "unit": {"a": 60, "b": 40}})
        assert not found.converged
        assert found.largest_gap > Fraction(1, 100)

    def test_an_empty_category_is_refused(self):
        with refused(DataError, "unit", "c"):
            rake(counted(), {**self.MARGINS, "unit": {"a": 1, "b": 1, "c": 1}})


CELLS = st.lists(st.tuples(st.integers(1, 9), *[st.integers(0, 12)] * 5), min_size=1, max_size=4)


@given(CELLS.filter(lambda cells: sum(sum(cell[1:]) for cell in cells) > 1))
def test_a_weighted_mean_and_its_variance_are_those_of_the_rows(cells):
    """R's survey package: n/(n − 1) Σ(w(x − x̄)/Σw)²."""
    weights = {(str(place),): Fraction(cell[0]) for place, cell in enumerate(cells)}
    by_cell = {(str(place),): list(cell[1:]) for place, cell in enumerate(cells)}
    respondents = {cell: sum(counts) for cell, counts in by_cell.items()}
    found = weigh_mean((1, 2, 3, 4, 5), by_cell, Weighting("x", ("g",), weights, respondents, 0))
    rows = [(cell[0], code) for cell in cells for code in range(1, 6) for _ in range(cell[code])]
    weight, values = np.array(rows, float).T
    mean = np.average(values, weights=weight)
    n = len(values)
    variance = n / (n - 1) * ((weight * (values - mean) / weight.sum()) ** 2).sum()
    assert float(found.mean) == pytest.approx(mean)
    assert float(found.variance) == pytest.approx(variance, abs=1e-12)
