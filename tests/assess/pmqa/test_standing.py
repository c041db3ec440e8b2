"""From answers and results to items, categories and a total; the gaps by what gains most."""

from fractions import Fraction

from pmqa_analysis.assess.pmqa import assess_standing, find_gaps
from pmqa_analysis.results import Results
from tests.offices import assessed
from tests.pmqa_samples import BASIC, EVIDENCE, answers, box_row, edition, gated, ticked


def standing_of(given, results=None, criteria=None):
    return assess_standing(2565, criteria or gated(), given, results or {})


def points(standing, side="self"):
    return {item.item.item: item.points[side].value for item in standing.items}


def test_an_item_that_nobody_assessed_has_no_points_rather_than_zero():
    standing = standing_of(ticked(*BASIC))
    assert points(standing) == {"1.1": 300, "1.2": None, "7.1": None, "7.2": None}
    missing = standing.items[1].points["self"]
    assert (missing.status, missing.shown) == ("not_reported", "ไม่ได้รายงาน")


def test_a_category_is_the_mean_of_its_assessed_items_and_the_total_of_the_categories():
    standing = standing_of(ticked(*BASIC, "c1", "a1"))
    assert standing.categories[0].points["self"].value == Fraction(650, 2)
    assert standing.total["self"].value == 325


def test_a_total_over_some_of_the_items_is_provisional():
    standing = standing_of(ticked(*BASIC, "c1"))
    assert (standing.assessed_items["self"].value, standing.all_items.value) == (2, 4)
    assert standing.is_provisional("self")


def test_without_an_assessment_nothing_is_scored():
    standing = standing_of(None)
    assert standing.total["self"].value is None
    assert standing.assessed_items["self"].value == 0


def test_a_count_of_items_names_the_file_that_it_is_counted_in():
    standing, bare = standing_of(ticked(*BASIC)), standing_of(None)
    edition_file = f"reference/criteria/{gated().criteria}.yml"
    assert standing.all_items.source == bare.assessed_items["self"].source == edition_file
    assert standing.assessed_items["self"].source == ticked(*BASIC).file


def test_the_assessor_stands_beside_and_each_difference_is_listed():
    given = answers(
        box_row("b1", assessor="no"),
        box_row("b2", assessor="yes", assessor_reason="seen"),
        box_row("b3"),
    )
    standing = standing_of(given)
    assert points(standing)["1.1"] == 300
    assert points(standing, "assessor")["1.1"] == 100
    assert [answer.box for answer in standing.differences] == ["b1"]


def test_category_7_is_fed_by_results_for_both_sides():
    results = {"7.1": [assessed("100", ["103"]), assessed("100", ["90"], "lower")]}
    standing = standing_of(None, results)
    item = standing.items[2]
    assert [score.points.value for score in item.indicators] == [400, 500]
    assert item.points["self"].value == item.points["assessor"].value == 450
    assert item.indicators[0].rate.shown == "103.00"


def test_an_indicator_without_a_target_is_left_out_and_not_zero():
    results = {"7.1": [assessed("100", ["100"]), assessed(None, ["90"])]}
    item = standing_of(None, results).items[2]
    assert len(item.indicators) == 1
    assert item.points["self"].value == 300


def test_every_figure_has_an_id_of_its_own():
    results = {"7.1": [assessed("100", ["103"])]}
    found = list(standing_of(ticked("b1"), results).results)
    ids = {result.id for result in found}
    assert len(Results(found)) == len(ids)
    assert "2565/tiny-1.1/self_points" in ids
    assert "2565/tiny-total/assessor_points" in ids


def test_pmqa_2562_sums_points_and_caps_the_item():
    row = {"item": "1.1", "self": "90", "reason": "done", **EVIDENCE}
    names = ("approach", "deployment", "learning", "integration")
    rows = [{**row, "box": f"1.1-{name}"} for name in names]
    rows[-1]["self"] = "20"
    criteria = edition("pmqa2562")
    standing = standing_of(answers(*rows, criteria=criteria), criteria=criteria)
    item = standing.items[0]
    assert item.points["self"].value == 15  # 60 points × 25 %
    assert item.level["self"] == "10-25"
    assert standing.total["self"].value == 15


def test_an_item_of_pmqa_2562_with_a_dimension_missing_is_not_scored():
    row = {"item": "1.1", "box": "1.1-approach", "self": "90", "reason": "done", **EVIDENCE}
    criteria = edition("pmqa2562")
    standing = standing_of(answers(row, criteria=criteria), criteria=criteria)
    assert standing.items[0].points["self"].value is None


def test_a_gap_lists_the_open_boxes_of_the_next_level():
    given = ticked("b1", "b2", "c1")
    (gap, *_) = find_gaps(standing_of(given), given)
    assert (gap.item.item.item, gap.level, gap.open_boxes) == ("1.1", "Basic", ("b3",))
    assert gap.gain.value == 100


def test_a_gap_counts_what_it_unlocks_above():
    given = ticked("b1", "b2", "a1", "a2")
    (gap,) = find_gaps(standing_of(given), given)
    assert gap.gain.value == 200  # 100 of Basic, and 100 of Advance already ticked


def test_gaps_are_ordered_by_the_gain_of_one_box():
    given = answers(
        box_row("b1"),
        {"item": "1.2", "box": "c1", "self": "no"},
    )
    gaps = find_gaps(standing_of(given), given)
    assert [(gap.item.item.item, gap.gain_per_box.value) for gap in gaps] == [
        ("1.2", 300),
        ("1.1", 100),
    ]


def test_an_item_at_its_highest_level_has_no_gap():
    given = ticked(*BASIC, "a1", "a2", "s1")
    assert find_gaps(standing_of(given), given) == []


def test_a_gap_of_pmqa_2562_names_the_weakest_dimensions():
    row = {"item": "1.1", "self": "50", "reason": "done", **EVIDENCE}
    names = ("approach", "deployment", "learning", "integration")
    rows = [{**row, "box": f"1.1-{name}"} for name in names]
    rows[2]["self"] = "20"
    criteria = edition("pmqa2562")
    given = answers(*rows, criteria=criteria)
    (gap,) = find_gaps(standing_of(given, criteria=criteria), given)
    assert (gap.level, gap.open_boxes) == ("30-45", ("1.1-learning",))
    assert gap.gain.value == 12  # from 25 % (the cap) to 45 % (the next one) of 60 points


def test_results_alone_make_no_total():
    standing = standing_of(None, {"7.1": [assessed("100", ["103"])]})
    assert standing.categories[-1].points["self"].value == 400
    assert standing.total["self"].value is None
    assert standing.total["self"].status == "not_reported"
