"""Respondents drawn: the margins stated are those found, and a seed decides all."""

from collections import Counter

import numpy as np
import pytest

from pmqa_analysis.clean.surveys.answers import BLANK
from pmqa_analysis.simulate import draw_responses
from tests.simulate.samples import YEAR, a_book, a_plan


def drawn(n=200, seed=1, **plan):
    stated = {"non_answers": 0.0, "blanks": 0.0, **plan}
    return draw_responses(a_book(), a_plan(**stated), "csv", YEAR, n, seed)


def correlation(one, other):
    return float(np.corrcoef(one, other)[0, 1])


def test_the_same_seed_draws_the_same_respondents():
    one, same, other = drawn(), drawn(), drawn(seed=2)
    assert all((one.items[item] == same.items[item]).all() for item in one.items)
    assert (one.submitted, one.groups, one.texts) == (same.submitted, same.groups, same.texts)
    assert one.groups != other.groups


def test_group_sizes_are_the_stated_weights():
    found = drawn(groups={"sex": {"f": 3, "m": 1}}, n=100).groups
    assert Counter(found["sex"]) == {"f": 75, "m": 25}
    assert Counter(found["kind"]) == {"a": 34, "b": 33, "x": 33}


def test_a_group_follows_another():
    rule = {"sex": {"kind": {"a": "f", "b": "m"}}}
    found = drawn(follows=rule).groups
    assert {sex for sex, kind in zip(found["sex"], found["kind"], strict=True) if kind == "a"} == {
        "f"
    }


def test_item_means_are_those_stated():
    found = drawn(items={"item_1": 4.2, "item_9": 2.05, "recommend": 7.5})
    assert found.items["item_1"].mean() == pytest.approx(4.2)
    assert found.items["item_9"].mean() == pytest.approx(2.05)
    assert found.items["recommend"].mean() == pytest.approx(7.5)


def test_gaps_and_refusals_have_their_shares_and_leave_the_mean_alone():
    codes = drawn(n=100, blanks=0.1, non_answers=0.05, items={"item_1": 4.0}).items["item_1"]
    assert (codes == BLANK).sum() == 10
    assert (codes == 9).sum() == 5
    assert codes[(codes != BLANK) & (codes != 9)].mean() == pytest.approx(4.0)


def test_a_scale_without_non_answers_has_none():
    assert set(drawn(non_answers=0.5).items["loyal"].tolist()) <= {1, 2, 3}


def test_items_of_an_aspect_go_together_more_than_others():
    found = drawn(n=4000, correlation=0.6, common=0.3, spread=1.2).items
    within = correlation(found["item_1"], found["item_2"])
    across = correlation(found["item_1"], found["item_6"])
    assert within == pytest.approx(0.6, abs=0.08)
    assert across == pytest.approx(0.18, abs=0.08)


def test_reversed_items_and_dissatisfaction_go_the_other_way():
    found = drawn(n=2000, common=0.8).items
    assert correlation(found["item_6"], found["item_9"]) < -0.2
    assert correlation(found["item_6"], found["trouble"]) < -0.2


def test_a_group_may_answer_higher():
    found = drawn(n=1000, effects={"sex": {"f": 0.5, "m": -0.5}}, items={"item_1": 3.0})
    sex = np.array(found.groups["sex"])
    higher, lower = (found.items["item_1"][sex == code].mean() for code in "fm")
    assert 0.7 < higher - lower < 1.2
    assert found.items["item_1"].mean() == pytest.approx(3.0)


def test_the_careless_give_one_answer_and_take_no_time():
    found = drawn(n=100, careless=0.1)
    assert found.careless.sum() == 10
    scale = np.array([found.items[f"item_{number}"] for number in range(1, 10)])
    straight = (scale == scale[0]).all(axis=0)
    assert (straight == found.careless).all()
    spent = np.array([(end - start).total_seconds() for start, end in
                      zip(found.started, found.submitted, strict=True)])  # fmt: skip
    assert (spent[found.careless] == 3).all()
    assert (spent[~found.careless] >= 12 * 4).all()


def test_no_careful_respondent_gives_one_answer_to_all():
    names = [*(f"item_{number}" for number in range(1, 10)), "trouble"]
    found = drawn(n=300, spread=0.1, items=dict.fromkeys(names, 3.0))
    scale = np.array([found.items[name] for name in names])
    assert not (scale == scale[0]).all(axis=0).any()


def test_moments_are_different_in_order_and_within_the_fiscal_year():
    moments = drawn().submitted
    assert moments == sorted(set(moments))
    assert moments[0].isoformat() >= "2023-11-01"
    assert moments[-1].isoformat() < "2024-10-01"


def test_every_free_text_says_that_it_is_simulated():
    wishes = drawn(text_share=0.5).texts["wish"]
    assert sum(map(bool, wishes)) == 100
    assert all("ข้อมูลจำลอง" in text for text in wishes if text)


def test_options_are_chosen_by_their_shares():
    chosen = drawn(n=100, chosen={"via": {"web": 0.4, "tel": 0.0}}).chosen["via"]
    assert Counter(code for one in chosen for code in one) == {"web": 40}
