"""All categories at once, every pair, a row of years, and the same people in two years."""

from fractions import Fraction

import pytest

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.compare_many import (
    compare_category_pairs,
    compare_groups,
    compare_trend,
)
from pmqa_analysis.measure.drafts import SATISFIED
from pmqa_analysis.measure.paired import compare_paired_years, count_pairs
from pmqa_analysis.settings import FigureRules
from tests.clean.surveys import samples as cleaning
from tests.measure.samples import a_book, a_frame
from tests.measure.test_compare import HIGH, LOW, NONE, measured, rows

UNITS = [
    *rows("f", *HIGH, unit="a"),
    *rows("f", *LOW, unit="b"),
    *rows("m", (4, 30), (3, 30), unit="c"),
]


def by_unit(responses, **rules):
    book = a_book(**NONE)
    counts = count(a_frame(*responses), book, ["unit"])
    return MeasuredSurvey(counts, book, FigureRules(**rules), 10)


class TestGroups:
    def test_units_that_differ_are_a_change(self):
        found = {one.name: one for one in compare_groups(by_unit(UNITS), "unit")}["speed"]
        assert (found.state, found.kind, found.against) == ("changed", "groups", "unit")
        assert [one.group for one in found.sides] == ["unit=a", "unit=b", "unit=c"]
        assert found.difference is None

    def test_welch_decides_and_the_expected_tests_stand_beside(self):
        (found,) = compare_groups(by_unit(UNITS), "unit", ["speed"])
        assert found.p.policy == "welch_anova"
        assert [one.policy for one in found.beside] == ["anova", "levene_mean", "kruskal_wallis"]

    def test_the_effect_is_eta_squared_with_its_interval(self):
        (found,) = compare_groups(by_unit(UNITS), "unit", ["speed"])
        assert found.effect.policy == "eta_squared"
        assert 0 < found.effect.low < found.effect.value < found.effect.high < 1

    def test_a_small_category_is_left_out(self):
        (found,) = compare_groups(by_unit([*UNITS[:130], *UNITS[130:150]]), "unit", ["speed"])
        assert [one.group for one in found.sides] == ["unit=a", "unit=b"]
        assert found.state == "changed"

    def test_one_category_alone_is_not_tested(self):
        (found,) = compare_groups(by_unit(UNITS[:70]), "unit", ["speed"])
        assert (found.state, found.reason) == ("not_tested", "below_minimum")

    def test_a_family_is_corrected_over_its_items(self):
        found = compare_groups(by_unit(UNITS), "unit")
        assert all(one.p_adjusted.value >= one.p.value for one in found)
        assert {one.p_adjusted.policy for one in found} == {"holm"}

    def test_shares_are_tested_by_chi_square(self):
        (found,) = compare_groups(by_unit(UNITS), "unit", ["speed"], statistic=SATISFIED)
        assert (found.tests[0].test, found.effect.policy) == ("chi_square", "cramers_v")
        assert [one.value for one in found.sides][2] == 50

    def test_percents_of_the_mean_are_tested_as_the_mean(self):
        survey, statistic = by_unit(UNITS), "percent_satisfied_mean_of_max"
        (mean,) = compare_groups(survey, "unit", ["speed"])
        (percent,) = compare_groups(survey, "unit", ["speed"], statistic=statistic)
        assert percent.p.value == pytest.approx(mean.p.value)
        assert [one.value for one in percent.sides] == [20 * one.value for one in mean.sides]

    def test_options_are_tested_as_shares(self):
        chosen = [("f", unit, 4, 2, 4, int(place < most), 0)
                  for unit, most in (("a", 30), ("b", 10)) for place in range(40)]  # fmt: skip
        (found,) = compare_groups(by_unit(chosen), "unit", ["via__web"], statistic="share")
        assert [one.value for one in found.sides] == [75, 25]
        assert found.state == "changed"

    def test_answers_that_do_not_vary_tell_nothing(self):
        same = [*rows("f", (4, 40), unit="a"), *rows("f", (4, 40), unit="b")]
        (found,) = compare_groups(by_unit(same), "unit", ["speed"])
        assert (found.state, found.reason) == ("not_tested", "no_variation")

    def test_pooled_answers_are_not_tested(self):
        (found,) = compare_groups(by_unit(UNITS, score="pooled"), "unit", ["satisfaction"])
        assert found.reason == "answers_not_independent"


class TestPairs:
    def test_every_pair_is_judged_by_games_howell(self):
        found = compare_category_pairs(by_unit(UNITS), "unit", "speed")
        assert [(one.group, one.against) for one in found] == [
            ("unit=a", "unit=b"), ("unit=a", "unit=c"), ("unit=b", "unit=c"),
        ]  # fmt: skip
        assert [one.state for one in found] == ["changed", "changed", "changed"]
        assert {one.p.policy for one in found} == {"games_howell"}
        assert found[0].difference.value == Fraction(285, 65) - 3

    def test_scheffe_and_lsd_stand_beside_it(self):
        found = compare_category_pairs(by_unit(UNITS), "unit", "speed")
        assert [one.policy for one in found[0].beside] == ["scheffe", "lsd"]

    def test_the_method_corrects_itself_but_lsd_does_not(self):
        games, lsd = (
            compare_category_pairs(by_unit(UNITS), "unit", "speed", method=method)
            for method in ("games_howell", "lsd")
        )
        assert [one.p_adjusted.value for one in games] == [one.p.value for one in games]
        assert games[0].p_adjusted.policy == "by_method"
        assert lsd[2].p_adjusted.policy == "holm"

    def test_small_categories_make_no_pair(self):
        assert compare_category_pairs(by_unit(UNITS[:70]), "unit", "speed") == []


class TestTrend:
    @staticmethod
    def years(number):
        years = list(range(2561, 2561 + number))
        book = a_book(years=years, **NONE)
        return [
            measured(rows("f", (5, 20 + 4 * place), (3, 40)), year=year, book=book)
            for place, year in enumerate(years)
        ]

    @pytest.mark.parametrize("number", [2, 3, 4])
    def test_four_years_and_fewer_are_never_testable(self, number):
        found = compare_trend(self.years(number), "speed")
        assert (found.state, found.reason, found.p) == ("not_tested", "few_years", None)

    def test_five_years_of_rising_are_tested_exactly(self):
        found = compare_trend(self.years(5), "speed")
        assert (found.state, found.p.policy) == ("changed", "mann_kendall_exact")
        assert float(found.p.value) == pytest.approx(1 / 60)
        assert len(found.sides) == 5

    def test_a_break_between_years_stops_the_trend(self):
        found = compare_trend(self.years(5), "speed", breaks={2563: "population_changed"})
        assert (found.state, found.reason) == ("not_tested", "population_changed")

    def test_too_few_answers_in_one_year_stop_it_too(self):
        years = self.years(5)
        years[2] = measured(rows("f", (5, 12)), year=2563, book=years[0].codebook)
        assert compare_trend(years, "speed").reason == "below_minimum"


class TestPaired:
    BOOK = cleaning.a_book(years=[2566, 2567])

    def two_years(self, before, now):
        surveys = []
        for year, answers in ((2566, before), (2567, now)):
            given = [
                cleaning.a_row(person, **{cleaning.SPEED: str(code), cleaning.STAFF: "3"})
                for person, code in answers
            ]
            surveys.append(cleaning.cleaned(*given, year=year, duplicates="none", book=self.BOOK))
        return surveys

    def compared(self, before, now, minimum=10):
        earlier, later = self.two_years(before, now)
        pairs = count_pairs(later, earlier, self.BOOK)
        measured_years = [
            MeasuredSurvey(count(one, self.BOOK), self.BOOK, FigureRules(), minimum)
            for one in (later, earlier)
        ]
        return pairs, compare_paired_years(*measured_years, pairs, ["speed", "satisfaction"])

    def test_people_are_matched_by_their_id(self):
        earlier, later = self.two_years([(1, 3), (2, 4), (3, 5)], [(2, 5), (3, 5), (9, 1)])
        pairs = count_pairs(later, earlier, self.BOOK)
        assert pairs.people == 2
        assert pairs.pairs["speed"] == {(4, 5): 1, (5, 5): 1}
        assert pairs.pairs["satisfaction"] == {(Fraction(7, 2), 4): 1, (4, 4): 1}

    def test_an_id_that_stands_twice_is_no_match(self):
        earlier, later = self.two_years([(1, 3), (1, 4), (2, 2)], [(1, 5), (2, 3)])
        assert count_pairs(later, earlier, self.BOOK).people == 1

    def test_the_paired_test_decides_with_wilcoxon_beside(self):
        people = range(1, 41)
        before = [(person, 2 + person % 2) for person in people]
        now = [(person, 3 + person % 2 + (person % 5 == 0)) for person in people]
        pairs, (speed, score) = self.compared(before, now)
        assert pairs.people == 40
        assert [one.test for one in speed.tests] == ["one_sample_t", "wilcoxon"]
        assert (speed.state, speed.kind) == ("changed", "paired_year")
        assert speed.difference.value == 1 + Fraction(8, 40)
        assert score.difference.value == speed.difference.value / 2

    def test_few_pairs_are_not_tested(self):
        before, now = ([(person, code) for person in range(1, 21)] for code in (3, 4))
        _, (speed, score) = self.compared(before, now)
        assert (speed.state, speed.reason) == ("not_tested", "below_minimum")
        assert score.state == "changed"

    def test_nobody_in_both_years_gives_no_figure(self):
        _, (speed, _) = self.compared([(1, 3)] * 1, [(2, 4)])
        assert (speed.state, speed.difference) == ("not_tested", None)
