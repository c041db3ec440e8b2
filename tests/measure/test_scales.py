"""Reliability and factors: what can be said, and when nothing can."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.measure.factors import (
    correlations,
    estimate_structure,
    fit_factors,
    kmo,
    parallel_eigenvalues,
)
from pmqa_analysis.measure.products import CrossProducts
from pmqa_analysis.measure.scales import (
    alpha_interval,
    cronbach_alpha,
    estimate_reliability,
    omega_total,
)

ROWS = st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=2, max_size=30)


def two_factors(n=600, seed=3):
    """Return answers to six items: the first three go together, and the last three."""
    draw = np.random.default_rng(seed)
    hidden = draw.normal(size=(n, 2)).repeat(3, axis=1)
    return np.clip(np.rint(3 + hidden + draw.normal(0, 0.6, (n, 6))), 1, 5).astype(int).tolist()


@given(ROWS, st.integers(0, 30))
def test_products_of_parts_add_to_those_of_the_whole(rows, cut):
    whole = CrossProducts.of_rows(rows)
    parts = [part for part in (rows[:cut], rows[cut:]) if part]
    added = sum((CrossProducts.of_rows(part) for part in parts[1:]),
                start=CrossProducts.of_rows(parts[0]))  # fmt: skip
    assert added.n == whole.n
    assert np.array_equal(added.products, whole.products)
    assert cronbach_alpha(added) == cronbach_alpha(whole)


def test_alpha_of_the_same_item_twice_is_one():
    assert cronbach_alpha(CrossProducts.of_rows([[1, 1], [3, 3], [4, 4]])) == 1


def test_alpha_by_hand():
    """Variances 1 and 1, of the sum 3: 2 (1 − 2/3) = 2/3."""
    assert cronbach_alpha(CrossProducts.of_rows([[1, 1], [2, 3], [3, 2]])) == Fraction(2, 3)


def test_nothing_is_said_where_nothing_varies():
    flat = CrossProducts.of_rows([[4, 4, 4], [4, 4, 4]])
    found = estimate_reliability(flat)
    assert (found.alpha, found.interval, found.omega, found.correlations) == (None,) * 4
    assert [one.item_total_r for one in found.items] == [None] * 3
    assert (estimate_structure(flat), fit_factors(flat, 1)) == (None, None)


def test_nobody_answered_gives_nothing():
    none = CrossProducts.of_rows(np.zeros((0, 3), int).tolist() or [[0, 0, 0]])
    assert cronbach_alpha(none) is None
    assert alpha_interval(None, 0, 3) is None


def test_the_standardized_alpha_is_that_of_equal_correlations():
    found = estimate_reliability(CrossProducts.of_rows(two_factors()))
    mean_r = found.mean_r
    assert found.standardized == pytest.approx(6 * mean_r / (1 + 5 * mean_r))
    assert found.correlations[0][0] == 1


def test_omega_of_one_factor_is_near_the_alpha_of_parallel_items():
    draw = np.random.default_rng(5)
    hidden = draw.normal(size=(3000, 1))
    rows = np.rint(50 + 10 * (hidden + draw.normal(size=(3000, 5)))).astype(int).tolist()
    products = CrossProducts.of_rows(rows)
    assert omega_total(products) == pytest.approx(float(cronbach_alpha(products)), abs=0.005)


def test_omega_needs_three_items():
    assert omega_total(CrossProducts.of_rows([[1, 2], [2, 3], [4, 3]])) is None


def test_an_item_asked_twice_leaves_no_proper_solution():
    rows = [[one, one, other] for one, other in [(1, 2), (2, 1), (4, 4), (3, 5)]]
    products = CrossProducts.of_rows(rows)
    assert kmo(correlations(products)) is None
    assert fit_factors(products, 1) is None


class TestStructure:
    FOUND = estimate_structure(CrossProducts.of_rows(two_factors()))

    def test_eigenvalues_add_to_the_number_of_items(self):
        assert sum(self.FOUND.eigenvalues) == pytest.approx(6)
        assert list(self.FOUND.eigenvalues) == sorted(self.FOUND.eigenvalues, reverse=True)

    def test_two_factors_are_above_chance(self):
        assert self.FOUND.factors == 2
        assert self.FOUND.solution.rotation == "varimax"

    def test_each_item_loads_on_its_own_factor(self):
        loadings = np.abs(np.array(self.FOUND.solution.loadings))
        homes = loadings.argmax(axis=1).tolist()
        assert homes in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])
        assert loadings.max(axis=1).min() > 0.7
        assert loadings.min(axis=1).max() < 0.2

    def test_communalities_are_sums_of_squared_loadings(self):
        squares = (np.array(self.FOUND.solution.loadings) ** 2).sum(axis=1)
        assert self.FOUND.solution.communalities == pytest.approx(squares, abs=1e-6)

    def test_the_office_may_name_the_number_of_factors(self):
        found = estimate_structure(CrossProducts.of_rows(two_factors()), factors=1)
        assert len(found.solution.loadings[0]) == 1
        assert found.solution.rotation == "varimax"


def test_chance_eigenvalues_are_the_same_each_time_and_fall_with_n():
    assert parallel_eigenvalues(50, 5).tolist() == parallel_eigenvalues(50, 5).tolist()
    assert parallel_eigenvalues(50, 5)[0] > parallel_eigenvalues(5000, 5)[0] > 1


def test_chance_eigenvalues_are_those_of_drawn_rows():
    """The matrices drawn whole beside rows drawn one by one."""
    draw = np.random.default_rng(9)
    drawn = [np.linalg.eigvalsh(np.corrcoef(draw.normal(size=(80, 6)).T))[::-1] for _ in range(400)]
    expected = np.percentile(drawn, 95, axis=0)
    assert parallel_eigenvalues(80, 6) == pytest.approx(expected, abs=0.05)
