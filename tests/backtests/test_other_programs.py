"""Scipy and statsmodels from rows, on drawn data, beside our statistics from counts."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats import oneway, proportion
from statsmodels.stats.multicomp import pairwise_tukeyhsd
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from pmqa_analysis.measure.intervals import wilson_interval
from pmqa_analysis.measure.many_groups import classic_anova, levene, welch_anova
from pmqa_analysis.measure.post_hoc import compare_pairs
from pmqa_analysis.measure.ranks import kruskal_wallis, mann_whitney, rank_biserial, wilcoxon
from pmqa_analysis.measure.sample import Sample
from pmqa_analysis.measure.shares import (
    chi_square,
    fisher,
    one_share_binomial,
    one_share_z,
    share_difference_interval,
    two_shares_z,
)
from pmqa_analysis.measure.tested import holm
from pmqa_analysis.measure.trend import mann_kendall
from pmqa_analysis.measure.two_groups import difference_interval, hedges_g, student_t, welch_t

ANSWERS = st.lists(st.integers(1, 5), min_size=8, max_size=40).filter(lambda one: len(set(one)) > 1)
SHARE = st.integers(5, 300).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))


def counted(rows):
    return Sample.of_rows(rows)


def close(one, other):
    return one == pytest.approx(other, rel=1e-8, abs=1e-9)


@given(ANSWERS, ANSWERS)
def test_t_tests_of_two_groups(one, other):
    mine, theirs = counted(one).moments(), counted(other).moments()
    welch, student = welch_t(mine, theirs), student_t(mine, theirs)
    want = stats.ttest_ind(one, other, equal_var=False)
    assert close((welch.statistic, welch.p), (want.statistic, want.pvalue))
    assert close(welch.freedom[0], want.df)
    want = stats.ttest_ind(one, other)
    assert close((student.statistic, student.p), (want.statistic, want.pvalue))


@given(ANSWERS, ANSWERS)
def test_intervals_of_a_difference(one, other):
    mine, theirs = counted(one).moments(), counted(other).moments()
    both = CompareMeans(DescrStatsW(one), DescrStatsW(other))
    for pooled, name in ((False, "unequal"), (True, "pooled")):
        found = difference_interval(mine, theirs, pooled=pooled)
        want = both.tconfint_diff(usevar=name)
        assert close((float(found.low), float(found.high)), want)


@given(ANSWERS, ANSWERS)
def test_hedges_g(one, other):
    """The definition of pingouin's compute_effsize and compute_esci."""
    n, m = len(one), len(other)
    pooled = np.sqrt(
        ((n - 1) * np.var(one, ddof=1) + (m - 1) * np.var(other, ddof=1)) / (n + m - 2)
    )
    want = (np.mean(one) - np.mean(other)) / pooled * (1 - 3 / (4 * (n + m) - 9))
    error = np.sqrt((n + m) / (n * m) + want**2 / (2 * (n + m)))
    found = hedges_g(counted(one).moments(), counted(other).moments())
    assert close(found.value, want)
    assert close(found.high - found.value, stats.t.ppf(0.975, n + m - 2) * error)


@given(st.lists(ANSWERS, min_size=3, max_size=5))
def test_analyses_of_variance(groups):
    moments = [counted(rows).moments() for rows in groups]
    classic, welch = classic_anova(moments), welch_anova(moments)
    assume(classic.statistic > 0)  # of equal means scipy finds a little less than nothing
    want = stats.f_oneway(*groups)
    assert close((classic.statistic, classic.p), (want.statistic, want.pvalue))
    want = oneway.anova_oneway(groups, use_var="unequal", welch_correction=True)
    assert close((welch.statistic, welch.p), (want.statistic, want.pvalue))
    assert close(welch.freedom, tuple(want.df))


@given(st.lists(ANSWERS, min_size=2, max_size=4), st.sampled_from(["mean", "median"]))
def test_levene(groups, center):
    spread = [sum(abs(row - getattr(np, center)(rows)) for row in rows) for rows in groups]
    assume(max(spread) > 0)
    found = levene([counted(rows) for rows in groups], center=center)
    assume(found.statistic not in (0.0, float("inf")))
    want = stats.levene(*groups, center=center)
    assert close((found.statistic, found.p), (want.statistic, want.pvalue))


@given(ANSWERS, ANSWERS)
def test_mann_whitney(one, other):
    found = mann_whitney(counted(one), counted(other))
    want = stats.mannwhitneyu(one, other, method="asymptotic")
    assert close((found.statistic, found.p), (want.statistic, want.pvalue))


@given(ANSWERS, ANSWERS)
def test_the_rank_biserial_correlation_is_that_of_all_pairs(one, other):
    pairs = [(mine > theirs) - (mine < theirs) for mine in one for theirs in other]
    found = rank_biserial(counted(one), counted(other))
    assert close(found.value, sum(pairs) / len(pairs))
    assert found.low <= found.value <= found.high


@given(st.lists(ANSWERS, min_size=2, max_size=5))
def test_kruskal_wallis(groups):
    found = kruskal_wallis([counted(rows) for rows in groups])
    # Of equal groups scipy makes a statistic a hair below zero, whose p it cannot tell.
    want = max(stats.kruskal(*groups).statistic, 0.0)
    p = stats.chi2.sf(want, len(groups) - 1)
    assert (found.statistic, found.p) == pytest.approx((want, p), abs=1e-6)


@given(st.lists(st.integers(-4, 4), min_size=12, max_size=40))
def test_wilcoxon(differences):
    assume(any(differences))
    found = wilcoxon(counted(differences))
    want = stats.wilcoxon(differences, method="asymptotic")
    assert close((found.statistic, found.p), (want.statistic, want.pvalue))


@given(SHARE)
def test_wilson(share):
    found = wilson_interval(*share)
    want = proportion.proportion_confint(*share, method="wilson")
    assert close((float(found.low), float(found.high)), want)


@given(SHARE, SHARE)
def test_two_shares(one, other):
    found = two_shares_z(one, other)
    want = proportion.proportions_ztest([one[0], other[0]], [one[1], other[1]])
    assert close((found.statistic, found.p), want)
    table = chi_square([[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]])
    assert close(table.statistic, found.statistic**2)


@given(SHARE, SHARE)
def test_newcombe(one, other):
    found = share_difference_interval(one, other)
    want = proportion.confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert close((float(found.low), float(found.high)), want)


@given(SHARE, SHARE)
def test_fisher(one, other):
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    assert close(fisher(one, other).p, stats.fisher_exact(table).pvalue)


@given(SHARE, st.integers(1, 99))
def test_a_share_against_a_value(share, percent):
    from fractions import Fraction

    value = Fraction(percent, 100)
    found = one_share_z(share, value)
    want = proportion.proportions_ztest(*share, value=percent / 100, prop_var=percent / 100)
    assert close((found.statistic, found.p), want)
    exact = one_share_binomial(share, value)
    assert close(exact.p, stats.binomtest(*share, percent / 100).pvalue)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm(raw):
    assert close(holm(raw), multipletests(raw, method="holm")[1].tolist())


@given(st.lists(st.integers(1, 6), min_size=3, max_size=7))
def test_exact_mann_kendall_is_the_share_of_all_orders(values):
    """Against the plain enumeration of every order."""
    from itertools import permutations

    def score(order):
        return sum((b > a) - (b < a) for i, a in enumerate(order) for b in order[i + 1 :])

    orders = list(permutations(values))
    as_large = sum(abs(score(order)) >= abs(score(values)) for order in orders)
    assert close(mann_kendall(values).p, as_large / len(orders))


@given(st.permutations(range(12)))
def test_mann_kendall_of_many_years_is_near_kendalls_tau(values):
    found = mann_kendall(values)
    assert found.test == "mann_kendall_normal"
    want = stats.kendalltau(range(12), values, method="exact").pvalue
    assert found.p == pytest.approx(want, abs=0.04)


def three_groups():
    draw = np.random.default_rng(4)
    return {
        name: draw.integers(1, 6, size).tolist()
        for name, size in zip("abc", (20, 31, 44), strict=True)
    }


def test_tukey_kramer_of_unequal_groups():
    groups = three_groups()
    found = compare_pairs("tukey", {name: counted(rows).moments() for name, rows in groups.items()})
    values = np.concatenate(list(groups.values()))
    names = np.repeat(list(groups), [len(rows) for rows in groups.values()])
    want = pairwise_tukeyhsd(values, names)
    assert [pair.p for pair in found] == pytest.approx(want.pvalues, abs=1e-6)
    assert [-pair.high for pair in found] == pytest.approx(want.confint[:, 0], abs=1e-5)


def test_games_howell():
    groups = three_groups()
    found = compare_pairs(
        "games_howell", {name: counted(rows).moments() for name, rows in groups.items()}
    )
    want = stats.tukey_hsd(*groups.values(), equal_var=False)
    interval = want.confidence_interval()
    for pair, (one, other) in zip(found, [(0, 1), (0, 2), (1, 2)], strict=True):
        assert pair.p == pytest.approx(want.pvalue[one, other], abs=1e-9)
        assert pair.low == pytest.approx(interval.low[one, other], abs=1e-6)


def test_scheffe_of_two_groups_is_the_anova():
    groups = {name: counted(rows).moments() for name, rows in list(three_groups().items())[:2]}
    (pair,) = compare_pairs("scheffe", groups)
    assert close((pair.statistic, pair.p), (classic_anova(list(groups.values())).statistic,
                                            classic_anova(list(groups.values())).p))  # fmt: skip


def test_lsd_of_two_groups_is_student():
    groups = {name: counted(rows).moments() for name, rows in list(three_groups().items())[:2]}
    (pair,) = compare_pairs("lsd", groups)
    want = student_t(*groups.values())
    interval = difference_interval(*groups.values(), pooled=True)
    assert close((pair.statistic, pair.p), (want.statistic, want.p))
    assert close((pair.low, pair.high), (float(interval.low), float(interval.high)))
