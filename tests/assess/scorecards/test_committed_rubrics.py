"""What gates which item in the two committed frameworks, tried one condition at a time."""

import pytest

from pmqa_analysis.assess.scorecards.scorecard import score_framework
from tests.assess.scorecards.reports import (
    agreement_scored,
    all_met,
    clean_rows,
    framework,
    results_of,
)

HR = framework("hr_plan_2566")


def lost(changes, kpi, policy=None):
    """Return the items of a KPI of the agreement that are not met after some changes."""
    items = agreement_scored(changes, policy).kpis[kpi].items
    return {item.item.item: item.finding.state for item in items if item.finding.state != "met"}


def hr_scored(changes):
    return score_framework(HR, results_of(HR, {**all_met(HR), **changes}))


class TestAgreement:
    @pytest.mark.parametrize(
        ("condition", "value"),
        [("C1", "59"), ("C2", "84.99"), ("C3", "59.99"), ("C4", "79"), ("C5", "79"), ("C6", "69")],
    )
    def test_each_of_the_six_outcomes_of_1_1_gates_its_100_percent(self, condition, value):
        assert lost({("1.1", condition): value}, "1.1") == {"L3-2": "not_met"}

    def test_an_outcome_that_is_in_process_leaves_the_100_percent_open(self):
        assert lost({("1.1", "C4"): "N/A"}, "1.1") == {"L3-2": "not_known"}

    @pytest.mark.parametrize("condition", ["C1", "C5.2", "C6.1", "C6.5"])
    def test_every_part_of_the_list_of_1_3_is_needed(self, condition):
        assert lost({("1.3", condition): "✗"}, "1.3") == {"L3-2": "not_met"}

    @pytest.mark.parametrize("condition", ["C5", "C6", "C6.3", "C7"])
    def test_two_datasets_are_needed_where_1_3_counts_them(self, condition):
        assert lost({("1.3", condition): "1"}, "1.3") == {"L3-2": "not_met"}

    @pytest.mark.parametrize("condition", ["C1(1)", "C1(2)", "C1(3)"])
    def test_the_plan_of_2_1_covers_three_systems(self, condition):
        assert lost({("2.1", condition): "✗"}, "2.1") == {"L1-1": "not_met"}

    @pytest.mark.parametrize(
        ("condition", "value"),
        [("C2(1)-1", "✗"), ("C2(2)", "✗"), ("C2(3)", "1"), ("C2(4)", "✗")],
    )
    def test_four_outputs_gate_the_100_percent_of_2_1(self, condition, value):
        assert lost({("2.1", condition): value}, "2.1") == {"L3-2": "not_met"}

    def test_the_proposal_of_2_2_has_its_own_conditions(self):
        assert lost({("2.2", "C1.2"): "✗"}, "2.2") == {"L1-1": "not_met"}
        assert lost({("2.2", "C3.2-1"): "✗"}, "2.2") == {}

    def test_the_plan_of_2_3_needs_its_approval(self):
        assert lost({("2.3", "C1"): "✗"}, "2.3") == {"L1-1": "not_met"}

    def test_the_plan_of_1_2_needs_its_four_contents(self):
        assert lost({("1.2", "L1-1-4"): "✗"}, "1.2") == {"L1-1": "not_met"}

    def test_all_outcomes_and_no_report_stop_1_1_at_3(self):
        kpi = agreement_scored({("1.1", "L5-1"): "✗"}, "strict_levels").kpis["1.1"]
        assert kpi.score.value == 3

    def test_1_4_is_5_without_a_certified_unit(self):
        assert agreement_scored().kpis["1.4"].score.value == 5
        places = [item.item for item in framework("agreement_2567").rubrics["1.4"].items.values()]
        assert "1.4.1" not in places


class TestHrPlan:
    def test_one_of_four_subjects_is_enough_for_merit(self):
        none = {("K-1.2.2-1", f"L3-1-{n}"): "✗" for n in range(1, 5)}
        one = {**none, ("K-1.2.2-1", "L3-1-3"): "✓"}
        assert hr_scored(one).kpis["K-1.2.2-1"].score.value == 5
        assert hr_scored(none).kpis["K-1.2.2-1"].score.value == 3

    @pytest.mark.parametrize(("persons", "score"), [("5", 5), ("6", 4)])
    def test_not_more_than_five_persons_are_at_fault(self, persons, score):
        changes = {("K-3.2.1.3-1", "L5-1"): persons}
        assert hr_scored(changes).kpis["K-3.2.1.3-1"].score.value == score

    @pytest.mark.parametrize(("ita", "score"), [("95", 5), ("94.99", 4)])
    def test_ita_aa_is_needed_by_project_3_2_1_2(self, ita, score):
        assert hr_scored({("K-3.2.1.2-1", "L5-2"): ita}).kpis["K-3.2.1.2-1"].score.value == score

    def test_one_measurement_of_ita_feeds_kpi_and_rubric(self):
        rows = [{"kpi": "K-3.2.2-2", "round": "12", "value": "97.43", "evidence": "ประกาศ"}]
        card = score_framework(HR, clean_rows(HR, rows))
        states = {item.item.item: item.finding.state for item in card.kpis["K-3.2.1.2-1"].items}
        assert states["L5-2"] == "met"
        assert states["L1-1"] == "not_known"

    @pytest.mark.parametrize(
        ("percent", "score"), [("45", "4.55"), ("44.99", "4"), ("50", "4.7"), ("60", "5")]
    )
    def test_digital_skills_by_the_reading_of_their_bands(self, percent, score):
        changes = {("K-2.1.3.1-1", "L5-1"): percent}
        shown = hr_scored(changes).kpis["K-2.1.3.1-2"].score
        assert shown.shown == f"{score}0000"[:6] if "." in score else f"{score}.0000"

    def test_kpis_of_one_rubric_have_one_score(self):
        changes = {("K-4.1.1-1", "L5-2"): "✗"}
        card = hr_scored(changes)
        assert card.kpis["K-4.1.1-1"].score.value == card.kpis["K-4.1.1-2"].score.value == 4
