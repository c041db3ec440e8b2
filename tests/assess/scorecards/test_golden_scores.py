"""The worked examples of the issue, each by hand, as exact fractions."""

from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.findings import band_points, count_needed
from pmqa_analysis.assess.scorecards.policies import ladder_score
from pmqa_analysis.assess.scorecards.scorecard import compare_policies, score_framework
from pmqa_analysis.clean.scorecards.model import Ladder
from tests.assess.scorecards.reports import (
    agreement_scored,
    all_met,
    framework,
    results_of,
)

F = Fraction
POLICIES = ["equal_split", "strict_levels", "cumulative", "ladder"]
ITA = ("2.3", "L5-2")
SATISFACTION = ("1.2", "L5-1")
OUTCOME = ("1.1", "C6")


def score(card, kpi):
    return card.kpis[kpi].score.value


class TestAgreement:
    @pytest.mark.parametrize("policy", POLICIES)
    def test_all_met_is_5_and_100_percent(self, policy):
        total = agreement_scored(policy=policy).total
        assert (total.score.value, total.percent.value) == (5, 100)
        assert (total.score.shown, total.percent.shown) == ("5.0000", "100.00")

    @pytest.mark.parametrize(
        ("policy", "kpi", "total"),
        [("equal_split", 4, F("4.85")), ("cumulative", 2, F("4.55")),
         ("strict_levels", 1, F("4.4")), ("ladder", 2, F("4.55"))],
    )  # fmt: skip
    def test_1_1_missing_one_outcome(self, policy, kpi, total):
        card = agreement_scored({OUTCOME: "69.99"}, policy)
        assert (score(card, "1.1"), card.total.score.value) == (kpi, total)

    @pytest.mark.parametrize(
        ("value", "points", "adds"), [("79.99", 4, F("0.60")), ("80.00", 5, F("0.75"))]
    )
    def test_1_2_is_held_to_80_exactly(self, value, points, adds):
        kpi = agreement_scored({SATISFACTION: value}).kpis["1.2"]
        assert (kpi.score.value, kpi.contribution.value) == (points, adds)

    @pytest.mark.parametrize(("ita", "adds"), [("94.99", F("0.40")), ("97.43", F("0.50"))])
    def test_2_3_is_held_to_ita_95(self, ita, adds):
        assert agreement_scored({ITA: ita}).kpis["2.3"].contribution.value == adds

    def test_94_995_does_not_reach_95(self):
        assert agreement_scored({ITA: "94.995"}).kpis["2.3"].contribution.value == F("0.40")

    def test_1_1_at_3_and_the_others_5(self):
        card = agreement_scored({("1.1", "L5-1"): "✗"})
        assert score(card, "1.1") == 3
        assert card.total.score.value == F("4.70")
        assert [part.score.value for part in card.components] == [F("4.50"), 5]

    def test_the_two_totals_of_a_switched_policy_stand_side_by_side(self):
        one = framework("agreement_2567")
        results = results_of(one, {**all_met(one), OUTCOME: "69"})
        cards = compare_policies(one, results, ["equal_split", "cumulative"])
        totals = [cards[name].total.score for name in ("equal_split", "cumulative")]
        assert [total.value for total in totals] == [F("4.85"), F("4.55")]
        assert [total.id for total in totals] == [
            "2567/agreement_2567.total/score_m12",
            "2567/agreement_2567.total/score_m12_cumulative",
        ]

    def test_24_of_41_are_58_54_percent_and_miss_60(self):
        cells = {"kpi": "1.1", "condition": "C3", "round": "12", "evidence": "ทะเบียน",
                 "numerator": "24", "denominator": "41"}  # fmt: skip
        card = agreement_scored({("1.1", "C3"): None}, more=[cells])
        (unmet,) = [one for one in card.kpis["1.1"].items[2].finding.unmet if one.place == "C3"]
        (reason,) = unmet.reasons
        assert (reason.kind, reason.found, reason.needed) == ("below_threshold", F(2400, 41), 60)
        assert reason.count_needed == 25
        assert score(card, "1.1") == 4


class TestHrPlan:
    @pytest.mark.parametrize(
        ("percent", "points"),
        [("69.5", F("0.55")), ("64.9", 0), ("65", F("0.55")), ("70", F("0.70")),
         ("79.99", F("0.85")), ("80", 1)],
    )  # fmt: skip
    def test_bands_hold_from_their_lower_bound_to_the_next(self, percent, points):
        assert band_points(F(percent), framework("hr_plan_2566").bands["R-S1-09"]) == points

    @pytest.mark.parametrize(("percent", "earned"), [("69.5", F("0.55")), ("64.9", 0)])
    def test_the_points_of_a_band_are_the_points_of_its_item(self, percent, earned):
        one = framework("hr_plan_2566")
        answers = {**all_met(one), ("K-1.2.3.1-1", "L5-1"): percent}
        card = score_framework(one, results_of(one, answers))
        assert score(card, "K-1.2.3.1-1") == 4 + earned

    def test_the_language_rubric_gives_5_by_its_own_points(self):
        one = framework("hr_plan_2566")
        answers = {**all_met(one), ("K-2.1.4.1-1", "L5-2"): "57"}
        items = score_framework(one, results_of(one, answers)).kpis["K-2.1.4.1-1"].items
        points = {item.item.item: item.points.value for item in items if item.item.level == 5}
        assert points == {"L5-1": F("0.3"), "L5-2": F("0.55"), "L5-3": 1}

    def test_all_met_gives_5_to_every_kpi_of_a_rubric_and_no_total(self):
        one = framework("hr_plan_2566")
        card = score_framework(one, results_of(one, all_met(one)))
        assert {kpi.score.value for kpi in card.kpis.values()} == {5}
        assert (card.total, dict(card.parts)) == (None, {})

    def test_a_transfer_rate_of_15_is_not_less_than_15(self):
        one = framework("hr_plan_2566")
        answers = {**all_met(one), ("K-1.2.1.1-1", "L5-1"): "15"}
        card = score_framework(one, results_of(one, answers))
        assert score(card, "K-1.2.1.1-2") == 5 - F(2, 3)


@pytest.mark.parametrize(
    ("operator", "base", "count"),
    [
        (">=", 64, 39),
        (">=", 65, 39),
        (">", 65, 40),
        (">", 64, 39),
        ("<=", 64, None),
        ("=", 64, None),
    ],
)
def test_how_many_of_a_base_reach_60_percent(operator, base, count):
    assert count_needed(F(60), operator, F(base)) == count


def steps(lows=(None,) * 5, highs=(None,) * 5):
    return [
        Ladder(kpi="K", level=level, low=low, high=high)
        for level, (low, high) in enumerate(zip(lows, highs, strict=True), start=1)
    ]


class TestLadder:
    RISING = steps(tuple(map(F, (60, 70, 80, 90, 100))))
    FALLING = steps(highs=tuple(map(F, (30, 25, 20, 15, 10))))
    RANGE = steps(tuple(map(F, (10, 20, 30, 40, 45))), tuple(map(F, (90, 80, 70, 60, 55))))

    @pytest.mark.parametrize(
        ("value", "expected"),
        [("85", F("3.5")), ("60", 1), ("59", 1), ("100", 5), ("130", 5), ("62.5", F("1.25"))],
    )
    def test_more_is_better(self, value, expected):
        assert ladder_score(F(value), self.RISING) == expected

    @pytest.mark.parametrize(
        ("value", "expected"), [("10", 5), ("9", 5), ("12.5", F("4.5")), ("31", 1), ("20", 3)]
    )
    def test_less_is_better(self, value, expected):
        assert ladder_score(F(value), self.FALLING) == expected

    @pytest.mark.parametrize(
        ("value", "expected"),
        [("50", 5), ("45", 5), ("55", 5), ("35", F("3.5")), ("75", F("2.5")), ("5", 1), ("99", 1)],
    )
    def test_a_range_is_better(self, value, expected):
        assert ladder_score(F(value), self.RANGE) == expected
