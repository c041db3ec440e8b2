"""Comparisons have three states, each with its reason, and the sound test decides."""

from fractions import Fraction

import pytest

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.compare import (
    CHOSEN,
    SATISFIED,
    compare_targets,
    compare_two_groups,
    compare_with_office,
    compare_with_rest,
    compare_years,
)
from pmqa_analysis.settings import FigureRules
from tests.measure.samples import BOOK, BY, a_book, a_frame

NONE = {"respondents": []}


def rows(sex, *answers, unit="a"):
    """Return responses of one sex: each answer is (code, how many give it to every item)."""
    return [
        (sex, unit, code, 6 - code, code, 1, 0) for code, times in answers for _ in range(times)
    ]


def measured(responses, year=2567, minimum=10, book=None, **rules):
    book = book or a_book(**NONE)
    counts = count(a_frame(*responses), book, BY, year=year)
    return MeasuredSurvey(counts, book, FigureRules(**rules), minimum)


HIGH, LOW = [(5, 30), (4, 30), (3, 5)], [(4, 20), (3, 25), (2, 20)]


def years(now=HIGH, before=LOW, **more):
    return compare_years(measured(rows("f", *now), **more), measured(rows("f", *before), year=2566))


def by_name(comparisons):
    return {one.name: one for one in comparisons}


class TestYears:
    def test_a_clear_difference_is_a_change(self):
        speed = by_name(years())["speed"]
        assert (speed.state, speed.reason, speed.direction) == ("changed", "", "higher")
        assert speed.difference.value == Fraction(285, 65) - Fraction(195, 65)
        assert speed.difference.low < speed.difference.value < speed.difference.high

    def test_the_same_answers_are_no_evidence(self):
        speed = by_name(years(before=HIGH))["speed"]
        assert (speed.state, speed.direction) == ("no_evidence", "same")
        assert speed.p.value == 1

    def test_the_sound_test_is_first_and_the_conventional_ones_are_beside_it(self):
        speed = by_name(years())["speed"]
        assert [one.test for one in speed.tests] == ["welch_t", "student_t", "mann_whitney"]
        assert speed.p.policy == "welch_t"
        assert [one.policy for one in speed.beside] == ["student_t", "mann_whitney"]

    def test_every_comparison_has_an_effect_size_with_its_interval(self):
        effects = [one.effect for one in years()]
        assert {one.policy for one in effects} == {"hedges_g"}
        assert all(one.low < one.value < one.high for one in effects)

    def test_ids_name_the_year_compared_with(self):
        found = by_name(years())["speed"].results
        assert {"2567/small.speed/mean", "2566/small.speed/mean",
                "2567/small.speed/difference_from_2566",
                "2567/small.speed/p_welch_t_from_2566",
                "2567/small.speed/p_holm_from_2566"} <= set(found)  # fmt: skip

    def test_raw_p_values_are_kept_beside_those_of_the_family(self):
        comparisons = years(now=[(5, 30), (4, 30)], before=[(5, 22), (4, 38)])
        assert [one.p_adjusted.value / one.p.value for one in comparisons] == pytest.approx([3] * 3)

    def test_without_correction_the_raw_p_decides(self):
        found = by_name(years(adjustment="none"))["speed"]
        assert found.p_adjusted.value == found.p.value
        assert found.p_adjusted.policy == "none"

    def test_fewer_answers_than_a_test_needs_are_not_tested_but_shown(self):
        speed = by_name(years(now=[(5, 20), (4, 9)]))["speed"]
        assert (speed.state, speed.reason) == ("not_tested", "below_minimum")
        assert (speed.p, speed.p_adjusted, speed.tests) == (None, None, ())
        assert speed.difference.value > 0

    def test_an_aspect_needs_fewer_answers_than_an_item(self):
        now, before = measured(rows("f", (5, 15), (4, 10))), measured(rows("f", *LOW), year=2566)
        aspect, item = compare_years(now, before, ["satisfaction.pace", "speed"])
        assert (aspect.state, item.state) == ("changed", "not_tested")

    def test_a_suppressed_side_leaves_no_number(self):
        (speed,) = compare_years(
            measured(rows("f", (5, 9))), measured(rows("f", *LOW), year=2566), ["speed"]
        )
        assert (speed.state, speed.reason, speed.tests) == ("not_tested", "below_minimum", ())
        assert speed.is_suppressed
        figures = [speed.difference, speed.effect, speed.sides[0]]
        assert {(one.shown, one.value, one.low, one.n) for one in figures} == {
            ("*", None, None, None)
        }
        assert speed.direction == "unknown"

    def test_nothing_of_the_other_side_tells_a_suppressed_one(self):
        (speed,) = compare_years(
            measured(rows("f", *HIGH)), measured(rows("f", (5, 9)), year=2566), ["speed"]
        )
        assert [one.status for one in speed.sides] == ["reported", "suppressed"]
        assert speed.difference.status == "suppressed"

    def test_a_break_that_the_office_names_is_the_reason(self):
        now, before = measured(rows("f", *HIGH)), measured(rows("f", *LOW), year=2566)
        one, other = compare_years(now, before, ["speed", "staff"],
                                   breaks={"speed": "population_changed"})  # fmt: skip
        assert (one.state, one.reason) == ("not_tested", "population_changed")
        assert one.difference.value == other.difference.value
        assert other.p_adjusted.value == other.p.value
        every = compare_years(now, before, ["staff"], breaks={"*": "population_changed"})
        assert every[0].reason == "population_changed"

    def test_a_changed_wording_is_not_tested(self):
        items = [dict(one) for one in BOOK["items"]]
        items[0]["titles"] = [{"text": "เร็ว", "years": [2566]}, {"text": "รวดเร็ว", "years": [2567]}]
        book = a_book(items=items, **NONE)
        found = compare_years(
            measured(rows("f", *HIGH), book=book),
            measured(rows("f", *LOW), year=2566, book=book),
            ["speed", "staff", "satisfaction.pace", "satisfaction.people"],
        )
        assert [one.reason for one in found] == ["item_changed", "", "item_changed", ""]
        assert found[0].difference is None

    def test_a_changed_scale_is_not_tested(self):
        ten = {"id": "ten", "codes": [{"code": code, "th": str(code)} for code in range(1, 11)]}
        items = [dict(one) for one in BOOK["items"]]
        items[0]["scale"] = {2566: "ten", 2567: "five"}
        book = a_book(items=items, scales=[*BOOK["scales"], ten], **NONE)
        (found,) = compare_years(
            measured(rows("f", *HIGH), book=book),
            measured(rows("f", *LOW), year=2566, book=book),
            ["speed"],
        )
        assert (found.state, found.reason) == ("not_tested", "scale_changed")

    def test_a_question_of_one_year_only_is_not_tested(self):
        items = [dict(one) for one in BOOK["items"]]
        items[2]["years"] = [2567]
        book = a_book(items=items, **NONE)
        (found,) = compare_years(
            measured(rows("f", *HIGH), book=book),
            measured(rows("f", *LOW), year=2566, book=book),
            ["staff"],
        )
        assert (found.state, found.reason) == ("not_tested", "not_asked")
        assert found.sides[1].status == "not_reported"

    def test_another_population_in_the_codebook_is_not_tested(self):
        other = a_book(population="public", **NONE)
        found = compare_years(
            measured(rows("f", *HIGH)), measured(rows("f", *LOW), year=2566, book=other)
        )
        assert {one.reason for one in found} == {"population_changed"}

    def test_answers_without_a_base_are_not_tested(self):
        found = compare_years(measured(rows("f", *HIGH)), measured([], year=2566), ["speed"])
        assert (found[0].state, found[0].reason) == ("not_tested", "below_minimum")

    def test_a_census_of_both_years_leaves_no_chance(self):
        people = [{"year": year, "n": 65} for year in (2566, 2567)]
        book = a_book(respondents=people)
        (found,) = compare_years(
            measured(rows("f", (5, 33), (4, 32)), book=book),
            measured(rows("f", (5, 32), (4, 33)), year=2566, book=book),
            ["speed"],
        )
        assert (found.state, found.p.value) == ("changed", 0)
        assert found.difference.low == found.difference.value == Fraction(1, 65)

    def test_pooled_answers_are_not_tested(self):
        now = measured(rows("f", *HIGH), score="pooled")
        (found,) = compare_years(now, measured(rows("f", *LOW), year=2566), ["satisfaction.pace"])
        assert (found.state, found.reason) == ("not_tested", "answers_not_independent")

    def test_a_group_is_compared_with_itself(self):
        now = measured([*rows("f", *HIGH), *rows("m", *LOW)])
        before = measured([*rows("f", *HIGH), *rows("m", *HIGH)], year=2566)
        women = compare_years(now, before, ["speed"], sex="f")
        men = compare_years(now, before, ["speed"], sex="m")
        assert (women[0].state, men[0].state) == ("no_evidence", "changed")
        assert (men[0].direction, men[0].group) == ("lower", "sex=m")


class TestPercents:
    def test_shares_are_tested_by_z_with_chi_square_beside(self):
        now, before = measured(rows("f", *HIGH)), measured(rows("f", *LOW), year=2566)
        (found,) = compare_years(now, before, ["speed"], statistic=SATISFIED)
        assert [one.test for one in found.tests] == ["two_shares_z", "chi_square"]
        assert found.difference.value == 100 * (Fraction(60, 65) - Fraction(20, 65))
        assert (found.difference.unit, found.effect.policy) == ("%", "cohen_h")
        assert found.state == "changed"

    def test_few_expected_answers_are_tested_by_fisher(self):
        now, before = measured(rows("f", (5, 30), (3, 1))), measured(rows("f", (5, 29), (3, 2)),
                                                                     year=2566)  # fmt: skip
        (found,) = compare_years(now, before, ["speed"], statistic=SATISFIED)
        assert (found.tests[0].test, found.state) == ("fisher", "no_evidence")

    @pytest.mark.parametrize(("before", "p"), [([(5, 29), (3, 2)], 0), ([(5, 30), (3, 1)], 1)])
    def test_between_two_censuses_few_expected_answers_leave_no_chance_either(self, before, p):
        book = a_book(respondents=[{"year": year, "n": 31} for year in (2566, 2567)])
        (found,) = compare_years(
            measured(rows("f", (5, 30), (3, 1)), book=book),
            measured(rows("f", *before), year=2566, book=book), ["speed"], statistic=SATISFIED,
        )  # fmt: skip
        assert (found.tests[0].test, found.p.value) == ("two_shares_z", p)

    def test_a_census_passes_its_target_or_not_without_chance(self):
        book = a_book(respondents=[{"year": 2567, "n": 31}])
        survey = measured(rows("f", (5, 30), (3, 1)), book=book)
        (found,) = compare_targets(survey, {"speed": Fraction(95)}, statistic=SATISFIED)
        assert (found.tests[0].test, found.p.value) == ("one_share_z", 0)

    def test_a_known_population_sharpens_the_test(self):
        people = [{"year": year, "n": 80} for year in (2566, 2567)]
        now, before = rows("f", (5, 40), (3, 25)), rows("f", (5, 33), (3, 32))
        plain, corrected = (
            compare_years(measured(now, book=book), measured(before, year=2566, book=book),
                          ["speed"], statistic=SATISFIED)[0]
            for book in (a_book(**NONE), a_book(respondents=people))
        )  # fmt: skip
        assert corrected.p.value < plain.p.value


MEAN_OF_MAX = "percent_satisfied_mean_of_max"


class TestPercentsOfTheMean:
    """They are the mean on another scale: the test is the same, the unit is percent."""

    @pytest.mark.parametrize(
        ("statistic", "factor"), [(MEAN_OF_MAX, 20), ("percent_satisfied_rescaled", 25)]
    )
    def test_years(self, statistic, factor):
        now, before = measured(rows("f", *HIGH)), measured(rows("f", *LOW), year=2566)
        (mean,) = compare_years(now, before, ["speed"])
        (percent,) = compare_years(now, before, ["speed"], statistic=statistic)
        assert percent.difference.value == factor * mean.difference.value
        assert (percent.difference.unit, percent.sides[0].unit) == ("%", "%")
        assert percent.p.value == pytest.approx(mean.p.value)
        assert f"2567/small.speed/difference_{statistic}_from_2566" in percent.results

    def test_a_target_in_percent(self):
        survey = measured(rows("f", *HIGH))
        (found,) = compare_targets(survey, {"speed": Fraction(85)}, statistic=MEAN_OF_MAX)
        assert found.sides[0].value == Fraction(20 * 285, 65)
        assert found.sides[0].policy == "mean_of_max"
        assert found.difference.value == Fraction(20 * 285, 65) - 85
        assert (found.sides[1].shown, found.sides[1].unit) == ("85.00", "%")

    def test_a_score_against_the_rest(self):
        survey = measured([*rows("f", *HIGH, unit="b"), *rows("m", *LOW)])
        (found,) = compare_with_rest(survey, "unit", "b", ["satisfaction"], statistic=MEAN_OF_MAX)
        assert [one.value for one in found.sides] == [Fraction(20 * 285, 65), 60]

    def test_options_are_compared_as_shares(self):
        chosen = [("f", "a", 5, 1, 4, one, 0) for one in (1, 1, 1, 0)] * 20
        fewer = [("f", "a", 5, 1, 4, one, 0) for one in (1, 0, 0, 0)] * 20
        (found,) = compare_years(measured(chosen), measured(fewer, year=2566), ["via__web"],
                                 statistic=CHOSEN)  # fmt: skip
        assert (found.state, found.difference.value) == ("changed", 50)
        assert (found.sides[0].policy, found.sides[0].numerator) == ("share_of_respondents", 60)


class TestGroups:
    def test_two_categories(self):
        survey = measured([*rows("f", *HIGH), *rows("m", *LOW)])
        found = by_name(compare_two_groups(survey, "sex", "f", "m"))["speed"]
        assert (found.state, found.kind, found.against) == ("changed", "group", "sex=m")
        assert [one.group for one in found.sides] == ["sex=f", "sex=m"]

    def test_a_unit_against_the_rest(self):
        """Ten who do not state their unit belong to the rest."""
        survey = measured(
            [*rows("f", *HIGH, unit="b"), *rows("m", *LOW), *rows("f", (5, 10), unit=None)]
        )
        (found,) = compare_with_rest(survey, "unit", "b", ["speed"])
        assert (found.state, found.against) == ("changed", "rest")
        assert found.sides[1].value == Fraction(195 + 50, 75)
        assert found.sides[1].group == "unit=not_b"

    def test_a_score_against_the_rest_adds_the_respondents(self):
        survey = measured([*rows("f", *HIGH, unit="b"), *rows("m", *LOW)])
        (found,) = compare_with_rest(survey, "unit", "b", ["satisfaction"])
        assert found.sides[1].value == 3


class TestOffices:
    def test_another_office_is_compared_whatever_its_population(self):
        mine, theirs = (
            measured(rows("f", *HIGH)),
            measured(rows("f", *LOW), book=a_book(population="other staff", **NONE)),
        )
        (found,) = compare_with_office(mine, theirs, "house", ["speed"])
        assert (found.state, found.kind, found.against) == ("changed", "office", "office=house")
        assert found.sides[1].id == "2567/small.speed:office=house/mean"
        assert len(found.results) == len(set(found.results))

    def test_a_question_that_the_other_office_did_not_ask_is_not_tested(self):
        book = a_book(items=BOOK["items"][:2], **NONE)
        theirs = measured(rows("f", *LOW), book=book)
        (found,) = compare_with_office(measured(rows("f", *HIGH)), theirs, "house", ["staff"])
        assert (found.state, found.reason) == ("not_tested", "not_asked")


class TestTargets:
    def test_a_mean_against_a_target(self):
        survey = measured(rows("f", *HIGH))
        high, low = (
            compare_targets(survey, {"speed": target})[0]
            for target in (Fraction(3), Fraction(285, 65))
        )
        assert (high.state, high.tests[0].test) == ("changed", "one_sample_t")
        assert (low.state, low.direction, low.p.value) == ("no_evidence", "same", 1)
        assert high.difference.value == Fraction(285, 65) - 3

    def test_a_percent_against_a_target(self):
        survey = measured(rows("f", *HIGH))
        (found,) = compare_targets(survey, {"speed": Fraction(80)}, statistic=SATISFIED)
        assert [one.test for one in found.tests] == ["one_share_z", "one_share_binomial"]
        assert found.difference.value == Fraction(100 * 60, 65) - 80
        assert (found.sides[1].shown, found.sides[1].policy) == ("80.00", "given")
        assert found.effect.low < found.effect.value < found.effect.high

    def test_a_share_near_a_hundred_is_tested_exactly(self):
        survey = measured(rows("f", *HIGH))
        (found,) = compare_targets(survey, {"speed": Fraction(95)}, statistic=SATISFIED)
        assert found.tests[0].test == "one_share_binomial"

    def test_few_answers_are_not_tested_against_a_target(self):
        (found,) = compare_targets(measured(rows("f", (5, 20))), {"speed": Fraction(4)})
        assert (found.state, found.reason) == ("not_tested", "below_minimum")


class TestShownFigures:
    def test_a_difference_that_the_shown_sides_do_not_have_is_noted(self):
        """4.5769 and 4.4533 are shown as 4.58 and 4.45; their difference as +0.12."""
        now, before = [(5, 15), (4, 11)], [(5, 34), (4, 41)]
        (found,) = compare_years(
            measured(rows("f", *now)), measured(rows("f", *before), year=2566), ["speed"]
        )
        assert [one.shown for one in found.sides] == ["4.58", "4.45"]
        assert found.difference.shown == "+0.12"
        assert found.shown_disagree

    def test_one_that_they_have_is_not(self):
        assert not any(one.shown_disagree for one in years())
