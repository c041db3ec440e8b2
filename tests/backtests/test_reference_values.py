"""Values that other programs computed, at the decimals that they print.

Each is found from rows, from counts of values alone, and from the counts of two halves added.
"""

from collections import Counter
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.measure import count
from pmqa_analysis.measure.intervals import mean_interval, share_margin, wilson_interval
from pmqa_analysis.measure.many_groups import (
    classic_anova,
    eta_squared,
    levene,
    welch_anova,
)
from pmqa_analysis.measure.post_hoc import compare_pairs
from pmqa_analysis.measure.products import CrossProducts
from pmqa_analysis.measure.ranks import kruskal_wallis, mann_whitney
from pmqa_analysis.measure.sample import Moments, Sample
from pmqa_analysis.measure.sampling import stratify
from pmqa_analysis.measure.scales import alpha_interval, cronbach_alpha
from pmqa_analysis.measure.scores import pni_modified, share_index
from pmqa_analysis.measure.shares import chi_square, fisher
from pmqa_analysis.measure.tested import holm
from pmqa_analysis.measure.trend import mann_kendall
from pmqa_analysis.measure.two_groups import (
    difference_interval,
    one_sample_t,
    student_t,
    welch_t,
)
from pmqa_analysis.rounding import round_exact
from tests.backtests.data import (
    D1,
    D2,
    D3,
    D5,
    D6_A,
    D6_B,
    FEMALES,
    LOTS,
    MALES,
    RELIEF,
    SHELLS,
    SIRSTV,
)


def from_rows(rows):
    return Sample.of_rows(rows)


def from_counts(rows):
    return Sample.of(dict(Counter(rows)))


def from_halves(rows):
    half = len(rows) // 2
    return from_counts(rows[:half]) + from_counts(rows[half:])


@pytest.fixture(params=[from_rows, from_counts, from_halves], ids=lambda made: made.__name__)
def sample(request):
    """Return a function that makes a sample in one of three ways."""
    return request.param


def a_survey_of(rows):
    """Return answers of 1 - 7 counted by a codebook, as two parts added."""
    names = [f"i{place}" for place in range(len(rows[0]))]
    scale = {"id": "seven", "codes": [{"code": code, "th": str(code)} for code in range(1, 8)]}
    book = Codebook.model_validate({
        "survey": "d1", "name_th": "ชุดข้อมูล", "population": "anybody", "years": [2567],
        "sources": [{"id": "file", "name_th": "แฟ้ม", "kind": "csv"}], "scales": [scale],
        "items": [{"id": name, "titles": [name], "scale": "seven", "kind": "satisfaction"}
                  for name in names],
    })  # fmt: skip
    frame = pd.DataFrame(rows, columns=names)
    return count(frame[:6], book) + count(frame[6:], book)


@pytest.fixture
def moments(sample):
    return lambda rows, population=None: sample(rows).moments(population)


def printed(value, text):
    """Return whether a value, rounded to the decimals of a printed text, is that text."""
    decimals = len(text.partition(".")[2])
    exact = value if isinstance(value, Fraction) else Fraction(value)
    return str(round_exact(exact, decimals)) == text


def all_printed(**pairs):
    """Return the names of the values that differ from what is printed."""
    return [f"{name}: {float(value)!r} is not {text}" for name, (value, text) in pairs.items()
            if not printed(value, text)]  # fmt: skip


class TestMeans:
    def test_welch_t_of_two_samples(self, moments):
        """pingouin's tests (R)."""
        found = welch_t(moments(D6_A), moments(D6_B))
        interval = difference_interval(moments(D6_A), moments(D6_B))
        wrong = all_printed(
            t=(found.statistic, "-2.84199"),
            df=(found.freedom[0], "9.49438"),
            p=(found.p, "0.01837"),
            low=(interval.low, "-6.26"),
            high=(interval.high, "-0.74"),
        )
        assert wrong == []

    def test_student_t_of_two_samples(self, moments):
        """pingouin's tests (R)."""
        found = student_t(moments(D6_A), moments(D6_B))
        assert all_printed(t=(found.statistic, "-2.84199"), p=(found.p, "0.01749")) == []
        assert found.freedom == (10,)

    def test_one_sample_t_against_zero(self, moments):
        """pingouin's tests (R)."""
        found = one_sample_t(moments(D6_A), Fraction(0))
        interval = mean_interval(moments(D6_A))
        wrong = all_printed(
            t=(found.statistic, "5.17549"),
            p=(found.p, "0.00354"),
            low=(interval.low, "2.52"),
            high=(interval.high, "7.48"),
        )
        assert wrong == []

    def test_one_way_anova_of_four_groups(self, moments):
        """pingouin's tests (JASP)."""
        groups = [moments(rows) for rows in D2.values()]
        found = classic_anova(groups)
        wrong = all_printed(
            f=(found.statistic, "6.791"),
            p=(found.p, "0.004"),
            eta=(eta_squared(groups).value, "0.576"),
        )
        assert wrong == []

    def test_welch_anova_of_four_groups(self, moments):
        """pingouin's tests (JASP)."""
        found = welch_anova([moments(rows) for rows in D2.values()])
        wrong = all_printed(
            f=(found.statistic, "5.8901"),
            df=(found.freedom[1], "8.3298"),
            p=(found.p, "0.0188"),
        )
        assert wrong == []
        assert found.freedom[0] == 3

    def test_anova_of_silicon_resistivity(self, moments):
        """NIST StRD, SiRstv, certified."""
        found = classic_anova([moments(rows) for rows in SIRSTV])
        assert printed(found.statistic, "1.18046237440255")
        assert found.freedom == (4, 20)

    def test_anova_of_shell_lengths(self, moments):
        """scipy's documentation of f_oneway."""
        found = classic_anova([moments(rows) for rows in SHELLS])
        assert found.statistic == pytest.approx(7.121019471642447, rel=1e-13)
        assert found.p == pytest.approx(0.0002812242314534544, rel=1e-12)

    def test_levene_about_the_median(self, sample):
        """scipy's documentation of levene."""
        found = levene([sample(rows) for rows in LOTS], center="median")
        assert found.p == pytest.approx(0.002431505967249681, rel=1e-12)

    def test_tukey_of_three_brands(self, moments):
        """scipy's documentation of tukey_hsd."""
        groups = {name: moments(rows) for name, rows in RELIEF.items()}
        found = {(pair.one, pair.other): pair for pair in compare_pairs("tukey", groups)}
        wrong = all_printed(
            difference=(found["0", "1"].difference, "-4.600"),
            p=(found["0", "1"].p, "0.014"),
            low=(found["0", "1"].low, "-8.249"),
            high=(found["0", "1"].high, "-0.951"),
            second=(found["0", "2"].p, "0.980"),
            third=(found["1", "2"].p, "0.020"),
        )
        assert wrong == []


class TestRanks:
    def test_mann_whitney_of_ages(self, sample):
        """scipy's documentation of mannwhitneyu, asymptotic with continuity."""
        found = mann_whitney(sample(MALES), sample(FEMALES))
        assert found.statistic == 17
        assert found.p == pytest.approx(0.11134688653314041, rel=1e-12)

    def test_kruskal_wallis_without_and_with_ties(self, sample):
        """scipy's documentation of kruskal."""
        plain = kruskal_wallis([sample([1, 3, 5, 7, 9]), sample([2, 4, 6, 8, 10])])
        assert plain.statistic == pytest.approx(0.2727272727272734, rel=1e-12)
        assert plain.p == pytest.approx(0.6015081344405895, rel=1e-12)
        tied = kruskal_wallis([sample([1, 1, 1]), sample([2, 2, 2]), sample([2, 2])])
        assert tied.statistic == pytest.approx(7.0)
        assert tied.p == pytest.approx(0.0301973834223185, rel=1e-12)


class TestShares:
    @pytest.mark.parametrize(
        ("count", "n", "low", "high"),
        [
            (18, 20, "0.6989663547715128", "0.972133518786232"),
            (0, 30, "0", "0.11351339"),
            (19, 38, "0.348499283643951", "0.651500716356049"),
        ],
    )
    def test_wilson_intervals(self, count, n, low, high):
        """statsmodels' tests (R binom)."""
        found = wilson_interval(count, n)
        assert float(found.low) == pytest.approx(float(low), abs=5e-16)
        assert float(found.high) == pytest.approx(float(high), abs=0.5 * 10 ** -(len(high) - 2))

    def test_chi_square_of_four_shares(self):
        """statsmodels' tests (R prop.test)."""
        found = chi_square([[73, 13], [90, 3], [114, 22], [75, 7]])
        assert found.statistic == pytest.approx(11.11938768628861, rel=1e-14)
        assert found.p == pytest.approx(0.011097511366581344, rel=1e-13)

    def test_chi_square_of_a_table(self):
        """scipy's documentation of chi2_contingency."""
        found = chi_square([[10, 10, 20], [20, 20, 20]])
        assert found.statistic == pytest.approx(2.7777777777777777)
        assert found.p == pytest.approx(0.24935220877729619)
        assert found.freedom == (2,)

    def test_fisher_of_whales_and_sharks(self):
        """scipy's documentation of fisher_exact: 8 and 2, 1 and 5."""
        found = fisher((8, 10), (1, 6))
        assert found.statistic == 20
        assert found.p == pytest.approx(0.034965034965034937)

    @pytest.mark.parametrize(
        ("n", "population", "share", "margin"),
        [
            (120, 200, "0.43", "5.62"),
            (80, 150, "0.50", "7.51"),
            (40, 50, "0.30", "6.42"),
            (375, 500, "0.60", "2.48"),
        ],
    )
    def test_margins_with_the_population_known(self, n, population, share, margin):
        """UK Civil Service People Survey, technical guide, recomputed."""
        found = share_margin(Fraction(share), n, population=population)
        assert printed(100 * found, margin)


class TestFamilies:
    def test_holm(self):
        """statsmodels' tests (R multtest)."""
        raw = [0.001, 0.002, 0.003, 0.004, 0.005, 0.05, 0.06, 0.07, 0.08, 0.09]
        expected = [0.01, 0.018, 0.024, 0.028, 0.03, 0.25, 0.25, 0.25, 0.25, 0.25]
        assert holm(raw) == pytest.approx(expected)

    @pytest.mark.parametrize(("n", "p"), [(4, "0.0833333"), (5, "0.0166667"), (6, "0.0027778")])
    def test_exact_mann_kendall_of_a_rise_without_break(self, n, p):
        """Enumeration."""
        found = mann_kendall([Fraction(value) for value in range(n)])
        assert printed(found.p, p)
        assert found.test == "mann_kendall_exact"


class TestStrata:
    def test_two_strata_with_and_without_correction(self, moments):
        """R survey."""
        strata = [moments(rows, population) for rows, population in D3]
        found = stratify(strata)
        wrong = all_printed(
            mean=(found.mean, "5.4481"),
            plain=(stratify(strata, corrected=False).standard_error, "0.7413"),
            corrected=(found.standard_error, "0.616"),
        )
        assert wrong == []

    def test_three_strata_from_summaries_alone(self):
        """R survey."""
        strata = [
            Moments(n, Fraction(mean), Fraction(deviation) ** 2, population)
            for n, population, mean, deviation in D5
        ]
        found = stratify(strata)
        assert all_printed(mean=(found.mean, "662.29"), se=(found.standard_error, "9.4089")) == []


class TestScales:
    @pytest.mark.parametrize("half", [0, 6])
    def test_alpha_and_its_interval(self, half):
        """pingouin's tests (R psych); from all rows, and from the products of two parts."""
        products = CrossProducts.of_rows(D1[half:])
        if half:
            products = products + CrossProducts.of_rows(D1[:half])
        alpha = cronbach_alpha(products)
        interval = alpha_interval(alpha, 15, 10)
        assert float(alpha) == 0.5917188485995826
        wrong = all_printed(
            low=(interval.low, "0.195"),
            high=(interval.high, "0.840"),
        )
        assert wrong == []

    def test_alpha_from_a_survey_that_was_counted(self):
        """The same answers as a survey on a scale of seven, counted in two parts."""
        survey = a_survey_of(D1)
        assert float(cronbach_alpha(survey.complete("satisfaction"))) == 0.5917188485995826

    def test_alpha_from_rows_by_its_definition(self):
        rows = np.array(D1)
        own, total = rows.var(axis=0, ddof=1).sum(), rows.sum(axis=1).var(ddof=1)
        alpha = cronbach_alpha(CrossProducts.of_rows(D1))
        assert float(alpha) == pytest.approx(10 / 9 * (1 - own / total), rel=1e-14)


class TestIndices:
    """UK Civil Service People Survey, technical guide; Thai needs assessment."""

    def test_the_index_of_respondents(self, sample):
        assert sample([65, 25, 70, 35, 50, 100, 90, 40, 20, 35]).mean == 53

    @pytest.mark.parametrize(
        ("shares", "index"), [((10, 40, 10, 16, 24), 49), ((22, 28, 34, 12, 4), 63)]
    )
    def test_two_indices_of_shares_with_the_same_positive_half(self, shares, index):
        by_code = dict(zip((5, 4, 3, 2, 1), shares, strict=True))
        weights = {5: 100, 4: 75, 3: 50, 2: 25, 1: 0}
        assert share_index(by_code, weights) == index
        assert by_code[5] + by_code[4] == 50

    def test_shown_parts_need_not_add_to_the_whole_shown(self):
        """103/166/176/96/24 of 565: 18 and 29 are shown, and together 48."""
        parts = [Fraction(100 * count, 565) for count in (103, 166)]
        assert [str(round_exact(part, 0)) for part in parts] == ["18", "29"]
        assert str(round_exact(sum(parts, Fraction(0)), 0)) == "48"

    def test_a_difference_is_taken_before_rounding(self):
        """52.952 against 58.495: shown 53 and 58, difference −6."""
        one, other = Fraction("52.952"), Fraction("58.495")
        assert [str(round_exact(value, 0)) for value in (one, other, one - other)] == [
            "53", "58", "-6",
        ]  # fmt: skip

    def test_the_modified_priority_needs_index(self):
        assert pni_modified(Fraction("4.5"), Fraction("3.6")) == Fraction(1, 4)
