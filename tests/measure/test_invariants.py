"""What must hold whatever the answers are."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pmqa_analysis.measure.many_groups import (
    classic_anova,
    eta_squared,
    levene,
    omega_squared,
    welch_anova,
)
from pmqa_analysis.measure.post_hoc import compare_pairs, significant
from pmqa_analysis.measure.ranks import kruskal_wallis, mann_whitney, rank_biserial, wilcoxon
from pmqa_analysis.measure.sample import Moments, Sample
from pmqa_analysis.measure.shares import (
    chi_square,
    cohen_h,
    cramers_v,
    fisher,
    mcnemar,
    one_share_z,
    share_difference_interval,
    two_shares,
    two_shares_z,
)
from pmqa_analysis.measure.tested import holm
from pmqa_analysis.measure.trend import mann_kendall
from pmqa_analysis.measure.two_groups import (
    difference_interval,
    hedges_g,
    one_sample_g,
    one_sample_t,
    student_t,
    welch_t,
)

COUNTS = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(lambda one: sum(one) > 2)
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def sample_of(counts):
    return Sample.of(dict(enumerate(counts, start=1)))


def flat(value, n=12):
    """Return moments of answers that are all the same."""
    return Moments(n, Fraction(value), Fraction(0))


class TestCensus:
    @pytest.mark.parametrize(("third", "p"), [(3, 1), (4, 0)])
    def test_between_groups_asked_whole_nothing_is_left_to_chance(self, third, p):
        groups = [Moments(30, Fraction(mean), Fraction(1), 30) for mean in (3, 3, third)]
        assert welch_anova(groups).p == p
        assert classic_anova(groups).p > 0

    def test_one_group_asked_whole_leaves_the_others_their_chance(self):
        groups = [Moments(30, Fraction(3), Fraction(1), one) for one in (30, 90, None)]
        groups[0] = Moments(30, Fraction("3.1"), Fraction(1), 30)
        assert 0 < welch_anova(groups).p < 1


class TestMeans:
    @given(COUNTS, st.integers(-3, 3))
    def test_welch_is_student_for_equal_n_and_variance(self, counts, shift):
        one = sample_of(counts).moments()
        assume(one.variance > 0)
        other = Moments(one.n, one.mean + shift, one.variance)
        welch, student = welch_t(one, other), student_t(one, other)
        assert (welch.statistic, welch.p) == pytest.approx((student.statistic, student.p))
        assert welch.freedom == pytest.approx(student.freedom)

    @given(COUNTS, COUNTS)
    def test_the_order_of_the_sides_changes_the_sign_alone(self, one, other):
        mine, theirs = sample_of(one).moments(), sample_of(other).moments()
        forth, back = welch_t(mine, theirs), welch_t(theirs, mine)
        assert (forth.statistic, forth.p) == (-back.statistic, back.p)
        ends, mirrored = difference_interval(mine, theirs), difference_interval(theirs, mine)
        assert (ends.low, ends.high) == (-mirrored.high, -mirrored.low)

    @given(COUNTS, COUNTS)
    def test_an_interval_without_zero_is_a_p_below_the_level(self, one, other):
        mine, theirs = sample_of(one).moments(), sample_of(other).moments()
        assume(mine.variance + theirs.variance > 0)
        found, p = difference_interval(mine, theirs), welch_t(mine, theirs).p
        assume(abs(p - 0.05) > 1e-9)
        assert (found.low > 0 or found.high < 0) == (p < 0.05)

    @given(COUNTS, COUNTS)
    def test_two_groups_by_anova_are_two_groups_by_t(self, one, other):
        moments = [sample_of(one).moments(), sample_of(other).moments()]
        assume(all(group.variance > 0 for group in moments))
        assert classic_anova(moments).p == pytest.approx(student_t(*moments).p, abs=1e-12)
        assert welch_anova(moments).p == pytest.approx(welch_t(*moments).p, abs=1e-12)

    @given(COUNTS)
    def test_a_sample_against_its_own_mean_is_no_difference(self, counts):
        moments = sample_of(counts).moments()
        assert one_sample_t(moments, moments.mean).p == 1

    def test_without_variance_a_difference_is_certain_and_none_is_none(self):
        assert welch_t(flat(4), flat(5)).p == 0
        assert welch_t(flat(4), flat(4)).p == 1
        assert hedges_g(flat(4), flat(5)) is None
        assert one_sample_g(flat(4), Fraction(3)) is None
        assert difference_interval(flat(4), flat(5)).high == -1

    def test_a_census_corrects_both_tests_to_certainty(self):
        one = Moments(10, Fraction(4), Fraction(1), 10)
        other = Moments(10, Fraction(3), Fraction(1), 10)
        assert (welch_t(one, other).p, student_t(one, other).p) == (0, 0)


class TestManyGroups:
    @given(st.lists(COUNTS, min_size=2, max_size=5))
    def test_shares_of_variance_are_shares(self, groups):
        moments = [sample_of(one).moments() for one in groups]
        found = eta_squared(moments)
        assume(found is not None)
        assert 0 <= found.low <= found.high <= 1
        assert 0 <= omega_squared(moments) <= found.value + 1e-12

    def test_groups_without_variance(self):
        assert classic_anova([flat(4), flat(4)]).p == 1
        assert classic_anova([flat(4), flat(5)]).p == 0
        assert welch_anova([flat(4), flat(4), flat(4)]).p == 1
        assert (eta_squared([flat(4), flat(4)]), omega_squared([flat(4), flat(4)])) == (None, 0)
        assert levene([Sample.of({4: 9}), Sample.of({3: 9})]).p == 1

    @pytest.mark.parametrize("method", ["games_howell", "tukey", "scheffe", "lsd"])
    def test_pairs_without_variance(self, method):
        pairs = compare_pairs(method, {"a": flat(4), "b": flat(4), "c": flat(5)})
        assert [pair.p for pair in pairs] == [1, 0, 0]
        assert significant(pairs, 0.05) == [("a", "c"), ("b", "c")]

    def test_scheffe_is_stricter_than_tukey_and_tukey_than_lsd(self):
        drawn = {"a": [1, 3, 9, 8, 4], "b": [2, 5, 9, 4, 1], "c": [5, 5, 5, 5, 5]}
        groups = {name: sample_of(counts).moments() for name, counts in drawn.items()}
        lsd, tukey, scheffe = (
            [pair.p for pair in compare_pairs(method, groups)]
            for method in ("lsd", "tukey", "scheffe")
        )
        assert all(a < b < c for a, b, c in zip(lsd, tukey, scheffe, strict=True))

    def test_an_unknown_method_is_refused(self):
        with pytest.raises(KeyError):
            compare_pairs("duncan", {"a": flat(4)})


class TestRanks:
    @given(COUNTS, COUNTS)
    def test_the_two_statistics_of_mann_whitney_are_all_pairs(self, one, other):
        mine, theirs = sample_of(one), sample_of(other)
        forth, back = mann_whitney(mine, theirs), mann_whitney(theirs, mine)
        assert forth.statistic + back.statistic == mine.n * theirs.n
        assert forth.p == pytest.approx(back.p)

    @given(COUNTS, COUNTS)
    def test_the_rank_biserial_mirrors(self, one, other):
        mine, theirs = sample_of(one), sample_of(other)
        assert rank_biserial(mine, theirs).value == -rank_biserial(theirs, mine).value

    def test_all_tied_ranks_tell_nothing(self):
        one = Sample.of({4: 9})
        assert (mann_whitney(one, one).p, kruskal_wallis([one, one, one]).p) == (1, 1)
        assert wilcoxon(Sample.of({0: 9})).p == 1


class TestShares:
    @given(st.integers(1, 99), st.integers(1, 99))
    def test_an_interval_of_a_difference_holds_it_and_mirrors(self, one, other):
        forth = share_difference_interval((one, 100), (other, 100))
        back = share_difference_interval((other, 100), (one, 100))
        assert forth.low < Fraction(one - other, 100) < forth.high
        assert (forth.low, forth.high) == (-back.high, -back.low)

    def test_the_same_share_is_no_difference(self):
        assert two_shares_z((5, 10), (50, 100)).p == 1
        assert (two_shares_z((0, 10), (0, 20)).p, two_shares_z((10, 10), (9, 9)).p) == (1, 1)
        assert cohen_h((5, 10), (50, 100)).value == 0
        assert chi_square([[5, 5], [50, 50]]).p == 1

    def test_few_expected_answers_call_for_fisher(self):
        assert two_shares((9, 10), (6, 10)).test == "fisher"
        assert two_shares((60, 100), (70, 100)).test == "two_shares_z"

    def test_a_table_of_one_column_tells_nothing(self):
        assert chi_square([[5, 0], [9, 0]]).p == 1
        assert cramers_v([[5, 0], [9, 0]]) is None
        assert fisher((5, 5), (9, 9)).p == 1
        assert mcnemar(0, 0).p == 1

    def test_cramers_v_of_a_perfect_table_is_one(self):
        found = cramers_v([[20, 0], [0, 20]])
        assert found.value == 1
        assert found.low < 1 <= found.high

    def test_a_target_of_a_hundred_is_missed_for_certain(self):
        assert (one_share_z((9, 10), Fraction(1)).p, one_share_z((9, 9), Fraction(1)).p) == (0, 1)


class TestFamilies:
    @given(P_VALUES)
    def test_holm_never_lowers_and_keeps_the_order(self, raw):
        adjusted = holm(raw)
        assert all(one >= p for one, p in zip(adjusted, raw, strict=True))
        ordered = [one for _, one in sorted(zip(raw, adjusted, strict=True))]
        assert ordered == sorted(ordered)

    def test_what_is_not_tested_does_not_count(self):
        assert holm([0.01, None, 0.02]) == [0.02, None, 0.02]
        assert holm([None]) == [None]

    @given(st.lists(st.integers(0, 9), min_size=1, max_size=9))
    def test_a_trend_backwards_is_as_likely(self, values):
        forth, back = mann_kendall(values), mann_kendall(values[::-1])
        assert (forth.statistic, forth.p) == (-back.statistic, back.p)

    def test_no_year_has_no_trend(self):
        assert mann_kendall([]) is None
