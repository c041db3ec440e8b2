"""What pingouin, scipy and factor_analyzer find in drawn answers, found by us from counts alone."""

from fractions import Fraction

import numpy as np
import pytest

from pmqa_analysis.measure.factors import bartlett_sphericity, correlations, fit_factors, kmo
from pmqa_analysis.measure.many_groups import classic_anova, eta_squared, levene, welch_anova
from pmqa_analysis.measure.post_hoc import compare_pairs
from pmqa_analysis.measure.products import CrossProducts
from pmqa_analysis.measure.ranks import kruskal_wallis, mann_whitney, rank_biserial, wilcoxon
from pmqa_analysis.measure.sample import Sample
from pmqa_analysis.measure.scales import estimate_reliability
from pmqa_analysis.measure.shares import chi_square, cramers_v, mcnemar
from pmqa_analysis.measure.two_groups import (
    difference_interval,
    hedges_g,
    one_sample_t,
    student_t,
    welch_t,
)
from tests.backtests.drawn import PAIRS, SCALES, SETS

COUPLES = [(drawn, couple) for drawn in SETS for couple in drawn["pairs"]]


def sample_of(counts):
    return Sample.of(dict(enumerate(counts, start=1)))


def samples_of(drawn):
    return {name: sample_of(counts) for name, counts in drawn["groups"].items()}


def differing(found, expected, rel=1e-9):
    """Return the statistics that are not what the other program found."""
    return {name: (value, expected[name]) for name, value in found.items()
            if float(value) != pytest.approx(expected[name], rel=rel, abs=1e-11)}  # fmt: skip


@pytest.mark.parametrize(("drawn", "couple"), COUPLES)
def test_two_groups(drawn, couple):
    one, other = (sample_of(drawn["groups"][name]) for name in couple)
    mine, theirs = one.moments(), other.moments()
    welch, student = welch_t(mine, theirs), student_t(mine, theirs)
    interval, ranks = difference_interval(mine, theirs), mann_whitney(one, other)
    found = {
        "welch_t": welch.statistic, "welch_df": welch.freedom[0], "welch_p": welch.p,
        "student_t": student.statistic, "student_p": student.p,
        "low": interval.low, "high": interval.high, "hedges_g": hedges_g(mine, theirs).value,
        "mann_whitney_u": ranks.statistic, "mann_whitney_p": ranks.p,
        "rank_biserial": rank_biserial(one, other).value,
    }  # fmt: skip
    assert differing(found, drawn["pairs"][couple]) == {}


@pytest.mark.parametrize("drawn", SETS)
def test_all_groups(drawn):
    samples = list(samples_of(drawn).values())
    moments = [one.moments() for one in samples]
    classic, welch = classic_anova(moments), welch_anova(moments)
    ranks, spread = kruskal_wallis(samples), levene(samples)
    table = list(drawn["groups"].values())
    shares = chi_square(table)
    found = {
        "anova_f": classic.statistic, "anova_p": classic.p,
        "eta_squared": eta_squared(moments).value, "welch_f": welch.statistic,
        "welch_df": welch.freedom[1], "welch_p": welch.p, "kruskal_h": ranks.statistic,
        "kruskal_p": ranks.p, "levene_w": spread.statistic, "levene_p": spread.p,
        "chi_square": shares.statistic, "chi_square_p": shares.p,
        "cramers_v": cramers_v(table).value,
    }  # fmt: skip
    assert differing(found, drawn["all"]) == {}


@pytest.mark.parametrize("drawn", SETS[:3])
@pytest.mark.parametrize("method", ["games_howell", "tukey"])
def test_post_hoc_pairs(drawn, method):
    moments = {name: one.moments() for name, one in samples_of(drawn).items()}
    found = {pair.one + pair.other: pair.p for pair in compare_pairs(method, moments)}
    expected = {couple: one[f"{method}_p"] for couple, one in drawn["pairs"].items()}
    assert differing(found, expected, rel=1e-6) == {}


@pytest.mark.parametrize("scale", SCALES)
def test_reliability(scale):
    found = estimate_reliability(CrossProducts.of_rows(scale["rows"]))
    assert float(found.alpha) == pytest.approx(scale["alpha"], rel=1e-12)
    assert [float(found.interval.low), float(found.interval.high)] == pytest.approx(
        scale["interval"], abs=5e-4
    )
    assert [one.item_total_r for one in found.items] == pytest.approx(scale["item_total_r"])
    deleted = [float(one.alpha_deleted) for one in found.items]
    assert deleted == pytest.approx(scale["alpha_deleted"])


@pytest.mark.parametrize("scale", SCALES)
def test_adequacy_and_sphericity(scale):
    products = CrossProducts.of_rows(scale["rows"])
    matrix = correlations(products)
    whole, items = kmo(matrix)
    test = bartlett_sphericity(matrix, products.n)
    assert whole == pytest.approx(scale["kmo"])
    assert items == pytest.approx(scale["kmo_items"])
    assert [test.statistic, test.p] == pytest.approx(scale["bartlett"])


@pytest.mark.parametrize("scale", SCALES)
def test_loadings_of_one_factor_are_those_of_minres(scale):
    found = fit_factors(CrossProducts.of_rows(scale["rows"]), 1)
    assert [row[0] for row in found.loadings] == pytest.approx(scale["loadings"], abs=2e-4)


@pytest.mark.parametrize("scale", SCALES)
def test_correlations_are_those_of_the_rows(scale):
    found = correlations(CrossProducts.of_rows(scale["rows"]))
    assert found == pytest.approx(np.corrcoef(np.array(scale["rows"]).T))


@pytest.mark.parametrize("drawn", PAIRS)
def test_pairs(drawn):
    differences: dict[int, int] = {}
    for (before, now), count in drawn["pairs"].items():
        differences[now - before] = differences.get(now - before, 0) + count
    sample = Sample.of(differences)
    paired, ranks = one_sample_t(sample.moments(), Fraction(0)), wilcoxon(sample)
    gained = sum(count for (before, now), count in drawn["pairs"].items() if before < 4 <= now)
    lost = sum(count for (before, now), count in drawn["pairs"].items() if now < 4 <= before)
    found = {
        "t": paired.statistic, "p": paired.p, "wilcoxon_w": ranks.statistic,
        "wilcoxon_p": ranks.p, "mcnemar_p": mcnemar(gained, lost).p,
    }  # fmt: skip
    assert differing(found, drawn) == {}
