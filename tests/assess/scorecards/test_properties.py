"""What must hold of every scorecard, whatever is reported and under whichever policy."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.assess.scorecards.policies import POLICIES, Rung, Step, ladder_score, score_of
from pmqa_analysis.assess.scorecards.scorecard import score_framework
from pmqa_analysis.clean.scorecards.model import Ladder
from tests.assess.scorecards.reports import all_met, clean_rows, framework, results_of

AGREEMENT = framework("agreement_2567")
# The plan's progress is reported once, at the item of 100 percent, and serves both its items.
ANSWERS = {place: answer for place, answer in all_met(AGREEMENT).items() if place[1] != "L3-1"}
STATES = st.sampled_from(["met", "not_met", "N/A", "-", "ไม่ได้รายงาน", None])
REPORTS = st.fixed_dictionaries(dict.fromkeys(ANSWERS, STATES))
POLICY = st.sampled_from(sorted(POLICIES))
CREDITS = st.sampled_from([Fraction(0), Fraction("0.55"), Fraction("0.85"), Fraction(1)])
LEVELS = st.lists(st.lists(CREDITS, min_size=1, max_size=4), min_size=3, max_size=3)


def answers(states):
    worse = {
        place: "✗" if text == "✓" else "0" for place, text in ANSWERS.items()
    }  # fmt: skip
    return {
        place: {"met": ANSWERS[place], "not_met": worse[place]}.get(state, state)
        for place, state in states.items()
    }


def scored(states, policy, *, one=AGREEMENT):
    return score_framework(one, results_of(one, answers(states)), policy=policy)


def rungs(levels):
    return [
        Rung(level, tuple(
            Step(f"L{level}-{n}", Fraction(points, len(shares)), credit)
            for n, credit in enumerate(shares)
        ))
        for (level, points), shares in zip(((1, 1), (3, 2), (5, 2)), levels, strict=True)
    ]  # fmt: skip


@given(REPORTS, POLICY)
def test_a_total_lies_within_floor_and_ceiling(states, policy):
    card = scored(states, policy)
    for part in (*card.parts.values(), card.total):
        assert part.floor.value <= part.secured.value <= part.attainable.value
        assert part.attainable.value <= part.ceiling.value
        if part.provisional.value is not None:
            assert part.floor.value <= part.provisional.value <= part.ceiling.value
        if part.is_complete:
            assert part.floor.value == part.score.value == part.ceiling.value


@given(REPORTS, POLICY, st.randoms(use_true_random=False))
def test_what_becomes_known_lands_within_what_was_attainable(states, policy, chance):
    known = {
        place: state if state in ("met", "not_met") else chance.choice(["met", "not_met"])
        for place, state in states.items()
    }
    before, after = scored(states, policy).total, scored(known, policy).total
    assert before.secured.value <= after.score.value <= before.attainable.value


@given(REPORTS, POLICY, st.sampled_from(sorted(ANSWERS)))
def test_meeting_one_more_item_never_lowers_a_score(states, policy, place):
    before, after = scored(states, policy), scored({**states, place: "met"}, policy)
    for kpi, score in before.kpis.items():
        assert after.kpis[kpi].floor.value >= score.floor.value
    assert after.total.secured.value >= before.total.secured.value


@given(LEVELS, POLICY, st.integers(0, 2), CREDITS)
def test_meeting_more_of_an_item_never_lowers_a_score(levels, policy, level, credit):
    better = [list(shares) for shares in levels]
    better[level][-1] = max(credit, better[level][-1])
    rule = POLICIES[policy]
    assert score_of(policy, rule(rungs(better))) >= score_of(policy, rule(rungs(levels)))


@given(LEVELS)
def test_the_policies_stand_in_order_of_strictness(levels):
    strict, ladder, cumulative, equal = (
        sum(POLICIES[name](rungs(levels)).values())
        for name in ("strict_levels", "ladder", "cumulative", "equal_split")
    )
    assert strict <= ladder <= equal
    assert strict <= cumulative <= equal


@given(REPORTS, POLICY, st.randoms(use_true_random=False))
def test_scores_do_not_depend_on_the_order_of_rows(states, policy, chance):
    rows = [
        {"kpi": kpi, "condition" if place.startswith("C") else "item": place, "round": "12",
         "value": value, "evidence": "หลักฐาน"}
        for (kpi, place), value in answers(states).items()
        if value is not None
    ]  # fmt: skip
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    cards = [
        score_framework(AGREEMENT, clean_rows(AGREEMENT, order), policy=policy)
        for order in (rows, shuffled)
    ]
    values = [[(one.id, one.value, one.status) for one in card.results] for card in cards]
    assert values[0] == values[1]


@given(REPORTS, POLICY, st.integers(1, 7))
def test_weights_scale_out(states, policy, factor):
    kpis = {
        name: kpi.model_copy(update={"weight": kpi.weight * factor})
        for name, kpi in AGREEMENT.kpis.items()
    }
    head = AGREEMENT.head.model_copy(update={"weights": 100 * factor})
    heavier = replace(AGREEMENT, kpis=kpis, head=head)
    plain, scaled = scored(states, policy), scored(states, policy, one=heavier)
    assert scaled.total.provisional.value == plain.total.provisional.value
    assert scaled.total.floor.value == plain.total.floor.value
    for name, kpi in plain.kpis.items():
        assert scaled.kpis[name].contribution.value == kpi.contribution.value


@given(st.lists(st.integers(0, 200), min_size=5, max_size=5, unique=True), st.integers(-10, 210))
def test_a_ladder_never_falls_as_the_value_rises(bounds, value):
    steps = [
        Ladder(kpi="K", level=level, low=Fraction(low), high=None)
        for level, low in enumerate(sorted(bounds), start=1)
    ]
    lower, higher = ladder_score(Fraction(value), steps), ladder_score(Fraction(value + 1), steps)
    assert 1 <= lower <= higher <= 5


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_contributions_add_to_the_total(policy):
    rng = random.Random(2567)
    states = {place: rng.choice(["met", "not_met"]) for place in ANSWERS}
    card = scored(states, policy)
    assert sum(kpi.contribution.value for kpi in card.kpis.values()) == card.total.score.value
