"""Every figure of a survey from its counts beside pandas on its rows."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.scale_figures import reliability_figures
from pmqa_analysis.measure.scales import cronbach_alpha
from pmqa_analysis.settings import FigureRules
from tests.measure.samples import BY, ITEMS, a_book, a_frame, some_rows

BOOK = a_book(respondents=[])
FRAME = a_frame(*some_rows(400, seed=7))
SURVEY = MeasuredSurvey(count(FRAME, BOOK, BY), BOOK, FigureRules(), 5)
GROUPS = [{}, {"sex": "f"}, {"sex": "m"}, {"unit": "b"}, {"sex": "m", "unit": "c"}]
MIRRORED = {"speed": False, "waits": True, "staff": False}


def rows_of(where):
    """Return the rows of a group."""
    chosen = pd.Series(True, index=FRAME.index)
    for group, category in where.items():
        chosen &= FRAME[group].eq(category).fillna(False)
    return FRAME[chosen]


def answers_of(item, where):
    """Return the answers, without blanks and non-answers, as plain numbers."""
    given = rows_of(where)[item].dropna().astype(int)
    return given[given <= 5]


def worths(where):
    """Return answers as they count in a score: NaN for none, the reversed item mirrored."""
    frame = rows_of(where)[ITEMS].astype("Float64").astype(float)
    frame = frame.where(frame <= 5)
    return frame.assign(waits=6 - frame["waits"])


def figure(name, statistic, where):
    found = SURVEY.score(name, **where) if "satisfaction" in name else SURVEY.item(name, **where)
    return next(one for one in found.values() if one.statistic == statistic)


@pytest.mark.parametrize("where", GROUPS)
@pytest.mark.parametrize("item", ITEMS)
class TestItems:
    def test_n_base_and_non_answers(self, item, where):
        given = rows_of(where)[item].dropna().astype(int)
        expected = [int((given <= 5).sum()), len(given), int((given == 9).sum())]
        found = [figure(item, name, where).value for name in ("n", "base", "non_answers")]
        assert found == expected

    def test_the_distribution(self, item, where):
        counts = answers_of(item, where).value_counts()
        for code in range(1, 6):
            assert figure(item, f"share_{code}", where).numerator == counts.get(code, 0)

    def test_mean_deviation_and_median(self, item, where):
        answers = answers_of(item, where)
        assert float(figure(item, "mean", where).value) == pytest.approx(answers.mean())
        assert float(figure(item, "sd", where).value) == pytest.approx(answers.std())
        assert figure(item, "median", where).value == Fraction(answers.median())

    def test_percents(self, item, where):
        answers = answers_of(item, where)
        expected = {
            "percent_satisfied_mean_of_max": 20 * answers.mean(),
            "percent_satisfied_rescaled": 25 * (answers.mean() - 1),
            "percent_satisfied_top_two": 100 * (answers >= 4).mean(),
            "percent_dissatisfied": 100 * (answers <= 2).mean(),
        }
        found = {name: float(figure(item, name, where).value) for name in expected}
        assert found == pytest.approx(expected)

    def test_the_band(self, item, where):
        band = figure(item, "band", where).value
        assert band == 1 + sum(answers_of(item, where).mean() > cut for cut in (1.5, 2.5, 3.5, 4.5))


@pytest.mark.parametrize("where", GROUPS)
class TestScores:
    @pytest.mark.parametrize(
        ("score", "items"),
        [
            ("satisfaction", ITEMS),
            ("satisfaction.pace", ["speed", "waits"]),
            ("satisfaction.people", ["staff"]),
        ],
    )
    def test_the_mean_of_respondents_means(self, where, score, items):
        means = worths(where)[items].mean(axis=1).dropna()
        assert figure(score, "n", where).value == len(means)
        assert float(figure(score, "mean", where).value) == pytest.approx(means.mean())
        assert float(figure(score, "sd", where).value) == pytest.approx(means.std())

    def test_the_pooled_mean(self, where):
        pooled = MeasuredSurvey(SURVEY.counts, BOOK, FigureRules(score="pooled"), 5)
        found = pooled.moments("satisfaction", **where)
        assert float(found.mean) == pytest.approx(np.nanmean(worths(where).to_numpy()))


class TestProducts:
    def test_complete_cases(self):
        complete = worths({}).dropna()
        found = SURVEY.counts.complete("satisfaction")
        assert found.n == len(complete)
        assert found.covariance() == pytest.approx(complete.cov().to_numpy())

    def test_alpha(self):
        complete = worths({}).dropna()
        own, total = complete.var().sum(), complete.sum(axis=1).var()
        alpha = cronbach_alpha(SURVEY.counts.complete("satisfaction"))
        assert float(alpha) == pytest.approx(1.5 * (1 - own / total))

    def test_pairs(self):
        """The correlation of two items over those who answered both is that of pandas."""
        n, sums, squares, products = (one.astype(float) for one in SURVEY.counts.products.pairwise)
        above = n * products - sums * sums.T
        spread = n * squares - sums * sums
        found = above / np.sqrt(spread * spread.T)
        assert found == pytest.approx(worths({}).corr().to_numpy())

    def test_pairwise_covariances(self):
        rules = FigureRules(cases="pairwise")
        found = MeasuredSurvey(SURVEY.counts, BOOK, rules, 5).scale("satisfaction")
        matrix = [[float(one) for one in row] for row in found.scatter()]
        assert np.array(matrix) == pytest.approx(worths({}).cov().to_numpy())

    def test_alpha_of_pairs_is_that_of_psych(self):
        """R's psych takes covariances pair by pair: 3/2 (1 − Σ own / Σ all)."""
        rules = FigureRules(cases="pairwise")
        survey = MeasuredSurvey(SURVEY.counts, BOOK, rules, 5)
        covariances = worths({}).cov().to_numpy()
        want = 1.5 * (1 - np.trace(covariances) / covariances.sum())
        found = reliability_figures(survey, "satisfaction")
        assert float(found["2567/small.satisfaction/alpha"].value) == pytest.approx(want)
        assert found["2567/small.satisfaction/n_cases"].policy == "pairwise"

    def test_without_blanks_both_cases_agree(self):
        frame = FRAME.dropna(subset=ITEMS)
        frame = frame[(frame[ITEMS] <= 5).all(axis=1)]
        counts = count(frame, BOOK)
        both = [
            reliability_figures(MeasuredSurvey(counts, BOOK, FigureRules(cases=cases), 5), "all")
            for cases in ("complete_case", "pairwise")
        ]
        values = [{name: one.value for name, one in found.items()} for found in both]
        assert values[0].keys() == values[1].keys()
        exact = "2567/small.all/alpha"
        assert values[0][exact] == values[1][exact]
