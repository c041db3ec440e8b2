from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.outlook import (
    find_gains,
    find_missing_evidence,
    find_moves,
)
from pmqa_analysis.assess.scorecards.scorecard import score_framework
from tests.assess.scorecards.reports import (
    agreement_scored,
    all_met,
    clean_rows,
    framework,
    results_of,
)

AGREEMENT = framework("agreement_2567")


def told(kpi, **cells):
    return {"kpi": kpi, "round": "12", "evidence": "หลักฐาน", **cells}


class TestKpi:
    def test_it_says_which_items_are_met_and_what_each_earns(self):
        kpi = agreement_scored({("1.2", "L5-1"): "79", ("1.2", "L5-2"): None}).kpis["1.2"]
        points = {item.item.item: item.points.value for item in kpi.items}
        assert points == {"L1-1": 1, "L3-1": 1, "L3-2": 1, "L5-1": 0, "L5-2": None}
        assert [item.item.item for item in kpi.items_in("not_known")] == ["L5-2"]
        assert (kpi.score.value, kpi.floor.value, kpi.ceiling.value) == (None, 3, 4)
        assert kpi.verdict == "not_yet_measurable"

    @pytest.mark.parametrize(
        ("changes", "verdict"),
        [({}, "met"), ({("1.1", "L5-1"): "✗"}, "partly_met"),
         ({("1.1", place): "✗" if place in ("L1-1", "L5-1") else "0"
           for place in ("L1-1", "L3-1", "L3-2", "L5-1")}, "not_met")],
    )  # fmt: skip
    def test_its_verdict(self, changes, verdict):
        assert agreement_scored(changes).kpis["1.1"].verdict == verdict

    def test_a_kpi_whose_open_item_cannot_change_it_is_scored(self):
        changes = {("1.1", "L1-1"): "✗", ("1.1", "L5-1"): None}
        assert agreement_scored(changes, "strict_levels").kpis["1.1"].score.value == 0

    def test_the_next_level_names_what_is_open_in_it(self):
        changes = {("1.1", "C6"): "60", ("1.1", "L5-1"): "✗"}
        level, items = agreement_scored(changes).kpis["1.1"].next_level
        assert (level, [item.item.item for item in items]) == (3, ["L3-2"])

    def test_at_the_top_there_is_no_next_level(self):
        assert agreement_scored().kpis["1.1"].next_level is None

    def test_its_figures_have_ids_and_sources(self):
        kpi = agreement_scored().kpis["1.1"]
        assert kpi.score.id == "2567/agreement_2567.1.1/score_m12"
        assert kpi.score.source.split()[0] == "2567/agreement_2567.1.1.L1-1/points_m12"
        assert kpi.items[0].points.source.startswith("kpi_results.csv:")
        assert (kpi.score.policy, kpi.contribution.policy) == ("equal_split", "weight_of_score")

    def test_what_is_in_process_is_told_apart_from_what_is_not_reported(self):
        processing = agreement_scored({("2.3", "L5-2"): "N/A"}).kpis["2.3"].score
        missing = agreement_scored({("2.3", "L5-2"): None}).kpis["2.3"].score
        assert (processing.status, processing.shown) == ("in_process", "N/A")
        assert (missing.status, missing.shown) == ("not_reported", "ไม่ได้รายงาน")


class TestTotals:
    def test_a_kpi_that_is_not_scored_is_no_zero(self):
        total = agreement_scored({("1.1", "L5-1"): None}).total
        assert (total.score.value, total.provisional.value) == (None, 5)
        assert (total.floor.value, total.ceiling.value) == (Fraction("4.25"), 5)
        assert (total.secured.value, total.attainable.value) == (Fraction("4.7"), 5)
        assert (total.scored_weight.shown, total.weight.shown) == ("85", "100")

    def test_components_are_weighed_by_their_own_kpis(self):
        changes = {("2.1", "L5-1"): "✗"}
        first, second = agreement_scored(changes).components
        assert (first.score.value, second.score.value) == (5, Fraction("4.5"))

    def test_groups_have_scores_too(self):
        card = agreement_scored({("1.3", "L5-1"): "✗"})
        assert card.parts["G-JNT"].score.value == 4

    def test_every_figure_of_a_scorecard_has_its_own_id(self):
        results = agreement_scored().results
        assert len({one.id for one in results}) == len(results)


class TestClaims:
    def test_self_and_committee_stand_side_by_side(self):
        row = told("1.1", self_score="5", committee_score="4.5", reason="เอกสารไม่ครบ")
        kpi = agreement_scored(more=[row]).kpis["1.1"]
        assert (kpi.self_score.result.value, kpi.committee_score.result.value) == (
            5,
            Fraction(9, 2),
        )
        assert (kpi.difference.value, kpi.difference.shown) == (Fraction(-1, 2), "−0.5000")
        assert (kpi.committee_score.reason, kpi.committee_score.refused) == ("เอกสารไม่ครบ", "")

    @pytest.mark.parametrize(("score", "refused"), [("1.01", "no_evidence"), ("1", "")])
    def test_a_score_above_the_plan_without_evidence_is_refused(self, score, refused):
        rows = [{"kpi": "1.1", "round": "12", "self_score": score}]
        card = score_framework(AGREEMENT, clean_rows(AGREEMENT, rows))
        assert card.kpis["1.1"].self_score.refused == refused

    def test_a_committees_score_without_a_reason_is_refused(self):
        kpi = agreement_scored(more=[told("1.1", committee_score="4")]).kpis["1.1"]
        assert (kpi.committee_score.refused, kpi.difference.value) == ("no_reason", None)

    def test_of_two_units_scores_that_of_the_reporter_stands(self):
        rows = [told("1.1", self_score="5", unit="PR"), told("1.1", self_score="3", unit="CA")]
        assert agreement_scored(more=rows).kpis["1.1"].self_score.result.value == 5

    def test_the_score_of_the_last_round_stands(self):
        rows = [told("1.1", self_score="5"), told("1.1", self_score="3", round="6")]
        assert agreement_scored(more=rows).kpis["1.1"].self_score.result.value == 5

    def test_without_scores_there_is_no_difference(self):
        kpi = agreement_scored().kpis["1.1"]
        assert (kpi.self_score.result.value, kpi.difference.status) == (None, "not_applicable")


SOME_OPEN = {("1.1", "L5-1"): "✗", ("2.3", "L5-2"): "94", ("1.2", "L5-1"): None}


class TestGains:
    def test_the_item_that_gains_most_for_the_total_stands_first(self):
        gains = find_gains(agreement_scored(SOME_OPEN))
        told_ = [(gain.kpi.kpi.kpi, gain.item.item.item, gain.total_gain.value) for gain in gains]
        assert told_ == [
            ("1.1", "L5-1", Fraction("0.3")), ("1.2", "L5-1", Fraction("0.15")),
            ("2.3", "L5-2", Fraction("0.1")),
        ]  # fmt: skip

    def test_meeting_the_first_alone_gives_that_gain(self):
        before = agreement_scored(SOME_OPEN).total.secured.value
        after = agreement_scored({**SOME_OPEN, ("1.1", "L5-1"): "✓"}).total.secured.value
        assert after - before == Fraction("0.3")

    def test_under_cumulative_an_item_that_waits_gains_nothing_alone(self):
        changes = {("1.1", "L3-1"): "0", ("1.1", "L3-2"): "0", ("1.1", "L5-1"): "✗"}
        gains = find_gains(agreement_scored(changes, "cumulative"))
        assert [gain.kpi_gain.value for gain in gains] == [1, 0, 0]

    def test_without_weights_the_kpi_with_most_to_gain_stands_first(self):
        one = framework("hr_plan_2566")
        answers = {**all_met(one), ("K-1.1.1.2-1", "L5-1"): "✗", ("K-3.1.1.1-1", "L5-1"): "75"}
        gains = find_gains(score_framework(one, results_of(one, answers)))
        assert [gain.kpi_gain.value for gain in gains[:2]] == [2, Fraction("0.3")]
        assert gains[0].total_gain.status == "not_applicable"


class TestMovesAndEvidence:
    def test_what_moved_since_the_last_round(self):
        rows = [
            told("1.1", item="L3-1", round="6", value="70"),
            told("1.1", item="L3-1", round="9", value="85"),
        ]
        results = clean_rows(AGREEMENT, rows)
        cards = [score_framework(AGREEMENT, results, months=months) for months in (6, 9)]
        (move,) = find_moves(*cards)
        assert (move.kpi.kpi, move.item.item.item) == ("1.1", "L3-1")
        assert (move.before, move.after) == ("not_met", "met")

    def test_a_claim_without_evidence_lacks_the_document_asked_for(self):
        rows = [told("1.1", item="L5-1", value="✓", evidence="")]
        missing = find_missing_evidence(score_framework(AGREEMENT, clean_rows(AGREEMENT, rows)))
        found = [one for one in missing if (one.kpi.kpi, one.place) == ("1.1", "L5-1")]
        assert [(one.why, one.recipient_th) for one in found] == [("no_evidence", "หัวหน้าส่วนราชการ")]

    def test_what_nobody_reported_is_missing_too(self):
        missing = find_missing_evidence(score_framework(AGREEMENT, clean_rows(AGREEMENT, [])))
        assert {one.kpi.kpi for one in missing} == set(AGREEMENT.kpis)
        assert {one.why for one in missing} == {"not_reported"}

    def test_with_all_met_and_proven_nothing_is_missing(self):
        assert find_missing_evidence(agreement_scored()) == ()
