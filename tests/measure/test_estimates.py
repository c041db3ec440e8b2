"""Estimates of one question: exact values by hand, with what is behind them."""

from fractions import Fraction

import pytest

from pmqa_analysis.measure.counts import Frequencies
from pmqa_analysis.measure.estimates import ItemFigures, estimate_frequencies
from pmqa_analysis.measure.figures import Subject
from pmqa_analysis.settings import FigureRules

TEN = Frequencies({1: 1, 2: 1, 3: 2, 4: 4, 5: 2}, {9: 5}, 3)


def figures(frequencies=TEN, weights=(), population=None, **rules):
    subject = Subject(2567, "small", "speed", "", FigureRules(**rules))
    item = ItemFigures(subject, frequencies, dict(weights), population)
    return {one.statistic: one for one in estimate_frequencies(item)}


def test_non_answers_are_in_the_base_and_blanks_in_nothing():
    found = figures()
    assert [found[name].value for name in ("n", "base", "non_answers")] == [10, 15, 5]
    assert (found["share_9"].value, found["share_9"].denominator) == (Fraction(100, 3), 15)


def test_a_share_has_its_numerator_denominator_and_policy():
    share = figures()["share_4"]
    assert (share.value, share.shown, share.unit) == (40, "40.00", "%")
    assert (share.numerator, share.denominator, share.policy) == (4, 10, "share_of_answers")


def test_the_mean_is_a_fraction_and_the_deviation_that_of_a_sample():
    """1 + 2 + 6 + 16 + 10 = 35; squares 137; variance (137 − 122.5)/9."""
    found = figures()
    assert found["mean"].value == Fraction(35, 10)
    assert float(found["sd"].value) == pytest.approx((14.5 / 9) ** 0.5, abs=1e-15)
    assert found["median"].value == 4


def test_a_median_between_two_answers_is_halfway():
    assert figures(Frequencies({1: 0, 2: 5, 3: 5, 4: 0, 5: 0}, {}))["median"].value == Fraction(
        5, 2
    )


def test_percent_satisfied_has_three_names_and_one_is_chosen():
    found = figures(percent_satisfied="top_two")
    assert found["percent_satisfied_mean_of_max"].value == 70
    assert found["percent_satisfied_top_two"].value == 60
    assert found["percent_satisfied_rescaled"].value == Fraction(125, 2)
    chosen = found["percent_satisfied"]
    assert (chosen.value, chosen.policy, chosen.numerator, chosen.low) == (
        60, "top_two", 6, found["percent_satisfied_top_two"].low,
    )  # fmt: skip
    assert found["percent_dissatisfied"].value == 20


def test_two_of_three_answers_are_no_top_two():
    found = figures(Frequencies({1: 5, 2: 5, 3: 5}, {}))
    assert found["percent_satisfied_top_two"].status == "not_applicable"
    assert found["percent_satisfied_mean_of_max"].value == Fraction(200, 3)


def test_a_percent_of_the_mean_has_the_interval_of_the_mean():
    found = figures()
    assert found["percent_satisfied_mean_of_max"].low == 20 * found["mean"].low
    assert found["percent_satisfied_rescaled"].high == 25 * (found["mean"].high - 1)


@pytest.mark.parametrize(
    ("policy", "counts", "band", "to_next"),
    [
        ("boonchom", {4: 1, 5: 1}, 4, Fraction(0)),  # 4.50 itself is not above the cut
        ("boonchom", {4: 99, 5: 101}, 5, None),
        ("boonchom", {1: 1, 2: 1}, 1, Fraction(0)),
        ("equal_width", {4: 4, 5: 1}, 4, Fraction(0)),
        ("equal_width", {4: 79, 5: 21}, 5, None),
        ("equal_width", {3: 1}, 3, Fraction(2, 5)),
    ],
)
def test_a_band_is_cut_on_the_exact_mean(policy, counts, band, to_next):
    found = figures(
        Frequencies({code: counts.get(code, 0) for code in range(1, 6)}, {}), band=policy
    )
    assert (found["band"].value, found["band"].policy) == (band, policy)
    assert found["to_next_cut"].value == to_next


def test_the_index_weighs_the_options():
    weights = {1: 0, 2: 10, 3: 25, 4: 75, 5: 100}.items()
    assert figures(weights=weights)["index"].value == Fraction(10 + 50 + 300 + 200, 10)


def test_the_net_promoter_score_is_promoters_less_detractors():
    answers = dict.fromkeys(range(11), 0) | {10: 3, 9: 2, 8: 1, 7: 1, 6: 1, 0: 2}
    found = figures(Frequencies(answers, {}))["net_promoter_score"]
    assert (found.value, found.unit, found.policy) == (20, "", "promoters_9_10")
    assert found.low < 20 < found.high
    assert "net_promoter_score" not in figures()


def test_everybody_answered_leaves_no_error():
    found = figures(population=10)
    assert (found["mean"].low, found["mean"].high) == (found["mean"].value,) * 2
    assert (found["share_4"].low, found["share_4"].high) == (40, 40)
    assert found["mean"].population == 10


def test_one_answer_has_no_deviation_and_no_interval():
    found = figures(Frequencies({1: 0, 2: 0, 3: 1, 4: 0, 5: 0}, {}))
    assert (found["sd"].value, found["mean"].low) == (None, None)


def test_no_answer_is_never_zero():
    found = figures(Frequencies({1: 0, 2: 0, 3: 0, 4: 0, 5: 0}, {9: 4}))
    assert (found["mean"].value, found["mean"].status) == (None, "not_reported")
    assert found["share_5"].value is None


def test_the_confidence_of_an_interval_is_that_of_the_rules():
    wide, narrow = figures(confidence=99)["mean"], figures(confidence=90)["mean"]
    assert (wide.confidence, narrow.confidence) == (99, 90)
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize(
    ("p", "level", "text"),
    [(0.0, 5, "<0.001"), (0.0009, 5, "<0.001"), (0.001, 5, "0.001"), (0.0494, 5, "0.049"),
     (0.0496, 5, "<0.050"), (0.05, 5, "0.050"), (0.0504, 5, "0.050"), (0.00999, 1, "<0.010")],
)  # fmt: skip
def test_a_p_value_below_the_level_is_never_shown_as_the_level(p, level, text):
    subject = Subject(2567, "small", "speed", "", FigureRules(significance=level))
    found = subject.p_value("p", p, policy="welch_t")
    assert found.shown == text
    assert float(found.value) == p
