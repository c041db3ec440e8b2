from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.attainment import count_parts, find_attainments
from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.scorecard import score_framework
from pmqa_analysis.assess.scorecards.trends import (
    count_coverage,
    find_easy_targets,
    find_trends,
    grade_of,
)
from pmqa_analysis.clean.scorecards.results import KpiResults
from tests.assess.scorecards.reports import all_met, clean_rows, framework, results_of

F = Fraction
AGREEMENT, HR = framework("agreement_2567"), framework("hr_plan_2566")
FIGURES = ScoreFigures(AGREEMENT, 12, "equal_split")
HR_FIGURES = ScoreFigures(HR, 12, "equal_split")


def trend(measure, results=None):
    (found,) = [one for one in find_trends(AGREEMENT, "1.1", results) if one.measure == measure]
    return found


class TestTrend:
    def test_kpi_1_1_has_six_measures_over_five_years(self):
        trends = find_trends(AGREEMENT, "1.1")
        assert [one.measure for one in trends] == [f"1.1.{n}" for n in range(1, 7)]
        assert {one.years for one in trends} == {(2565, 2566, 2567, 2568, 2569)}

    def test_na_a_dash_and_a_value_are_told_apart(self):
        actuals = trend("1.1.2").actuals
        assert [actuals[year].status for year in (2565, 2566, 2567)] == [
            "reported", "in_process", "not_applicable",
        ]  # fmt: skip
        assert [actuals[year].shown for year in (2565, 2566, 2567)] == ["90", "N/A", "-"]

    def test_a_measure_that_begins_in_2567_has_nothing_before(self):
        found = trend("1.1.6")
        targets = [found.targets[year].shown for year in (2565, 2566, 2567)]
        actuals = [found.actuals[year].status for year in (2565, 2566, 2567)]
        assert targets == ["-", "-", "70"]
        assert actuals == ["not_applicable", "not_applicable", "not_reported"]

    def test_the_count_in_brackets_stays_with_its_percentage(self):
        found = trend("1.1.3")
        assert (found.actuals[2565].shown, found.counts) == ("58.54", {2565: 24})

    def test_what_was_reported_this_year_goes_before_a_dash(self):
        rows = [{"kpi": "1.1", "condition": "C2", "round": "12", "value": "91", "evidence": "ก"}]
        actual = trend("1.1.2", clean_rows(AGREEMENT, rows)).actuals[2567]
        assert (actual.value, actual.id) == (91, "2567/agreement_2567.1.1.2/reported")

    def test_another_agencys_result_is_a_benchmark(self):
        (found,) = find_trends(AGREEMENT, "2.3")
        assert found.actuals[2566].value == F("97.43")
        ((agency, result),) = found.benchmarks
        assert (agency, result.value) == ("สำนักงานเลขาธิการสภาผู้แทนราษฎร", F("95.13"))

    def test_its_figures_name_document_and_line(self):
        assert trend("1.1.2").actuals[2565].source == "kpi-framework-2567:117"

    def test_no_two_figures_share_an_id(self):
        results = [one for each in find_trends(AGREEMENT) for one in each.results]
        assert len({one.id for one in results}) == len(results)


class TestEasyTargets:
    def test_four_targets_of_2567_lie_below_earlier_results(self):
        found = [
            (one.measure, one.target.value, one.earlier.value)
            for one in find_easy_targets(AGREEMENT)
        ]
        assert found == [
            ("1.1.2", 85, 90), ("1.1.4", 80, F("86.78")), ("1.1.5", 80, F("88.10")),
            ("2.3.1", 95, F("97.43")),
        ]  # fmt: skip

    def test_a_target_above_what_was_reached_is_none(self):
        easy = trend("1.1.1").easy_targets
        assert [(one.target.fiscal_year, one.earlier.value) for one in easy] == [(2566, 41)]


class TestGrades:
    @pytest.mark.parametrize(
        ("percent", "grade"),
        [("89.5", "silver"), ("90", "gold"), ("79.99", "bronze"), ("60", "bronze"),
         ("59.99", "not_certified"), ("80", "silver"), ("100", "gold")],
    )  # fmt: skip
    def test_green_office(self, percent, grade):
        assert grade_of(F(percent), AGREEMENT.scales["green_office"]).grade == grade

    @pytest.mark.parametrize(
        ("score", "grade"),
        [("95", "AA"), ("94.995", "A"), ("84.999", "B"), ("75", "B"), ("65", "C"), ("55", "D"),
         ("50", "E"), ("49.99", "F"), ("0", "F")],
    )  # fmt: skip
    def test_ita(self, score, grade):
        assert grade_of(F(score), HR.scales["ita"]).grade == grade

    def test_a_scale_of_names_grades_no_number(self):
        assert grade_of(F(3), HR.scales["moral_organisation"]) is None


def test_green_office_reaches_5_then_11_then_19_of_19_units():
    years = count_coverage(AGREEMENT, "green_office", FIGURES)
    found = [(one.fiscal_year, one.state, one.reached.value, one.whole.value) for one in years]
    assert found == [
        (2566, "certified", 5, 19), (2567, "planned", 11, 19), (2568, "planned", 19, 19),
    ]  # fmt: skip
    assert [one.added.value for one in years] == [5, 6, 8]


def attained(kpi, *values):
    rows = [{"kpi": kpi, "round": "12", "value": value, "evidence": "ก"} for value in values]
    found = find_attainments(HR, clean_rows(HR, rows), HR_FIGURES)
    return next(one for one in found if one.kpi.kpi == kpi)


class TestAttainment:
    @pytest.mark.parametrize(
        ("value", "verdict"), [("4", "not_met"), ("7", "depends"), ("10", "met")]
    )
    def test_innovations_are_held_to_5_and_to_10(self, value, verdict):
        found = attained("K-2.3.3.1-1", value)
        assert found.verdict == verdict
        assert sorted({test.target.target for test in found.tests}) == [5, 10]

    @pytest.mark.parametrize(("value", "verdict"), [("14.99", "met"), ("15", "not_met")])
    def test_transfers_must_stay_below_15(self, value, verdict):
        assert attained("K-1.2.1.1-2", value).verdict == verdict

    def test_where_no_operator_is_printed_reaching_is_enough(self):
        assert attained("K-1.2.1.1-4", "62").verdict == "met"

    def test_ita_of_2566_is_aa_by_what_is_printed(self):
        found = find_attainments(HR, KpiResults(), HR_FIGURES)
        (ita,) = [one for one in found if one.kpi.kpi == "K-3.2.2-2"]
        assert (ita.actual.value, ita.grade.grade, ita.verdict) == (F("97.43"), "AA", "met")

    @pytest.mark.parametrize(
        ("kpi", "verdict"), [("K-1.1.2.2-1", "no_target"), ("K-1.1.1.1-1", "no_result")]
    )
    def test_what_cannot_be_said_is_told_apart(self, kpi, verdict):
        assert attained(kpi).verdict == verdict

    def test_all_kpis_are_listed(self):
        assert len(find_attainments(HR, KpiResults(), HR_FIGURES)) == 55


class TestTree:
    def test_parts_stand_in_print_order_with_their_depth(self):
        card = score_framework(HR, results_of(HR, all_met(HR)))
        tree = count_parts(card, HR_FIGURES)
        assert [(one.part.part, one.depth) for one in tree[:4]] == [
            ("S1", 0), ("1.1", 1), ("1.1.1", 2), ("1.1.1.1", 3),
        ]  # fmt: skip
        assert len(tree) == 77
        assert (tree[0].kpis.value, tree[0].counts["met"].value) == (16, 16)

    def test_nothing_reported_is_not_yet_measurable(self):
        tree = count_parts(score_framework(HR, KpiResults()), HR_FIGURES)
        counts = {one.part.part: one.counts["not_yet_measurable"].value for one in tree}
        assert [counts[name] for name in ("S1", "S2", "S3", "S4")] == [16, 20, 12, 7]
