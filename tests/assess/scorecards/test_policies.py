"""The policies on a rubric of one item, two items and two items, each example by hand."""

from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.policies import (
    Rung,
    Step,
    cumulative,
    equal_split,
    ladder,
    make_rungs,
    score_of,
    strict_levels,
)
from pmqa_analysis.clean.scorecards.framework import Level, Rubric
from pmqa_analysis.clean.scorecards.model import Item

ALL = (1, 1, 1, 1, 1)
F = Fraction


def rungs(*met):
    """Return the rungs of 1, 2 and 2 points with one, two and two items."""
    first, *others = (Fraction(str(one)) for one in met)
    return [
        Rung(1, (Step("a", F(1), first),)),
        Rung(3, (Step("b", F(1), others[0]), Step("c", F(1), others[1]))),
        Rung(5, (Step("d", F(1), others[2]), Step("e", F(1), others[3]))),
    ]


def total(policy, *met):
    return sum(policy(rungs(*met)).values())


@pytest.mark.parametrize("policy", [equal_split, cumulative, strict_levels, ladder])
class TestEvery:
    def test_all_met_gives_all_points(self, policy):
        assert policy(rungs(*ALL)) == dict.fromkeys("abcde", F(1))

    def test_nothing_met_gives_none(self, policy):
        assert total(policy, 0, 0, 0, 0, 0) == 0

    def test_every_item_has_its_points(self, policy):
        assert list(policy(rungs(1, 0, 1, 0, 1))) == list("abcde")


@pytest.mark.parametrize(
    ("met", "equal", "running", "ladders", "strict"),
    [
        ((1, 1, 0, 1, 1), 4, 2, 2, 1),
        ((1, 0, 1, 1, 1), 4, 1, 2, 1),
        ((0, 1, 1, 1, 1), 4, 0, 0, 0),
        ((1, 1, 1, 0, 1), 4, 3, 4, 3),
        ((1, 1, 1, 1, 0), 4, 4, 4, 3),
        ((1, 1, 1, 0, 0), 3, 3, 3, 3),
        ((0, 0, 0, 1, 1), 2, 0, 0, 0),
        ((1, 0, 0, 0, 0), 1, 1, 1, 1),
    ],
)
def test_what_each_policy_gives(met, equal, running, ladders, strict):
    found = [total(policy, *met) for policy in (equal_split, cumulative, ladder, strict_levels)]
    assert found == [equal, running, ladders, strict]


class TestParts:
    PARTLY = (1, 1, 1, "0.55", 1)

    def test_a_part_of_an_item_gives_a_part_of_its_points(self):
        assert total(equal_split, *self.PARTLY) == F("4.55")

    def test_under_cumulative_an_item_partly_met_lets_the_next_count(self):
        assert total(cumulative, *self.PARTLY) == F("4.55")

    def test_under_strict_levels_a_level_is_whole_or_nothing(self):
        assert total(strict_levels, *self.PARTLY) == 3

    def test_a_ladder_takes_the_part_and_no_level_above_it(self):
        assert total(ladder, *self.PARTLY) == F("4.55")
        assert total(ladder, 1, "0.55", 1, 1, 1) == F("2.55")


class TestScore:
    def test_a_ladder_begins_at_1(self):
        assert score_of("ladder", {"a": F(0), "b": F("0.5")}) == 1

    def test_the_others_begin_at_0(self):
        assert score_of("equal_split", {"a": F(0), "b": F("0.5")}) == F("0.5")


def item(name, points=None):
    blank = dict.fromkeys(
        ("rubric", "parent", "rule", "measure", "operator", "unit_th", "bands", "recipient",
         "text_th", "printed"), "",
    )  # fmt: skip
    return Item(
        **blank, item=name, level=5, kind="outcome", answer="tick", count=None, threshold=None,
        points=points,
    )  # fmt: skip


def shares(points, *items):
    level = Level(5, points, items)
    rubric = Rubric("R", (level,), {one.item: one for one in items}, {})
    (rung,) = make_rungs(rubric, {one.item: F(1) for one in items})
    return [step.share for step in rung.steps]


class TestShares:
    def test_items_share_the_points_of_their_level_equally(self):
        assert shares(2, item("a"), item("b"), item("c")) == [F(2, 3)] * 3

    def test_items_without_points_share_what_those_with_leave(self):
        assert shares(2, item("a", F("0.3")), item("b", F("0.7")), item("c")) == [
            F("0.3"), F("0.7"), 1,
        ]  # fmt: skip

    def test_items_may_all_have_their_own(self):
        assert shares(2, item("a", F("1.5")), item("b", F("0.5"))) == [F("1.5"), F("0.5")]
