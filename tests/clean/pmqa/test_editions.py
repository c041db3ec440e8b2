"""The two editions that are committed: what is printed, what is public practice, what is ours."""

from collections import Counter

import pytest

from pmqa_analysis.clean.pmqa import box_rows
from tests.plan_samples import real_plan
from tests.pmqa_samples import edition

PMQA4 = edition("pmqa4")
PLAN = real_plan()


@pytest.mark.parametrize("name", ["pmqa4", "pmqa2562"])
def test_an_edition_says_that_its_scale_is_public_practice(name):
    source = edition(name).source
    assert source.scale == "public_practice"
    assert source.note_th
    assert source.note_en


def test_every_box_is_filled_by_steps_that_the_plan_prints():
    named = {name for box in PMQA4.boxes.values() for name in box.activities}
    assert named <= set(PLAN.activities)


def test_every_box_names_the_line_on_which_its_first_step_stands():
    for box in PMQA4.boxes.values():
        first = PLAN.activities[box.activities[0]]
        assert box.document == first.document
        assert box.line.split()[0] == first.line.split()[0]


def test_a_coded_box_stands_for_the_code_that_its_steps_print():
    for box in PMQA4.boxes.values():
        item, _, code = box.box.partition("-")
        steps = [PLAN.activities[name] for name in box.activities]
        if item[0] in "23":
            assert all(code in one.codes or f"{item} {code}" in one.codes for one in steps)


def test_a_box_is_at_the_level_of_its_code():
    letters = {"B": "Basic", "A": "Advance", "S": "Significance"}
    for box in PMQA4.boxes.values():
        assert letters[box.box.partition("-")[2][0]] == box.level


def test_the_plan_gives_134_boxes():
    levels = Counter(box.level for box in PMQA4.boxes.values())
    assert sum(levels.values()) == 134
    assert levels["Basic"] > levels["Significance"]


def test_item_3_1_of_the_plan_has_only_the_highest_level():
    item = PMQA4.items["3.1"]
    assert {box.level for box in item.boxes} == {"Significance"}
    assert PMQA4.boxes_of(item, "Basic") == ()


def test_category_7_of_pmqa_4_is_not_typed_in():
    assert not [row for row in box_rows(PMQA4) if row["item"].startswith("7")]


def test_category_7_of_pmqa_2562_is_judged_by_letci():
    rows = [row["box"] for row in box_rows(edition("pmqa2562")) if row["item"] == "7.1"]
    assert rows == [
        "7.1-level",
        "7.1-trend",
        "7.1-comparison",
        "7.1-integration",
    ]


def test_a_process_item_of_pmqa_2562_is_judged_by_adli():
    rows = [row["box"] for row in box_rows(edition("pmqa2562")) if row["item"] == "1.1"]
    assert rows == [
        "1.1-approach",
        "1.1-deployment",
        "1.1-learning",
        "1.1-integration",
    ]


def test_both_editions_have_the_same_seven_categories():
    first, second = (
        [(each.category, each.role) for each in edition(name).categories]
        for name in ("pmqa4", "pmqa2562")
    )
    assert first == second
