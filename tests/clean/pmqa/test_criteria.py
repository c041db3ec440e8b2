"""The criteria as data: every sum and every link is checked when they are read."""

from fractions import Fraction

import pytest

from pmqa_analysis.clean.pmqa import load_criteria
from pmqa_analysis.errors import DataError, PmqaError, SettingsError
from pmqa_analysis.office import Office
from tests.offices import DATA, refused
from tests.pmqa_samples import GATED, edition, gated


def test_the_levels_of_pmqa_4_earn_300_and_twice_100():
    assert [level.points for level in edition("pmqa4").levels] == [300, 100, 100]


def test_pmqa_4_has_seven_categories_of_four_items_and_six_groups_of_results():
    assert [len(each.items) for each in edition("pmqa4").categories] == [4, 4, 4, 4, 4, 4, 6]


def test_every_item_of_pmqa_4_has_both_titles_and_says_where_its_list_is_from():
    process = [item for item in edition("pmqa4").items.values() if not item.item.startswith("7")]
    assert all(item.title_th and item.title_en for item in process)
    assert {item.checklist for item in process} == {"plan", "plan_without_levels"}


def test_only_category_1_has_a_list_without_printed_levels():
    items = edition("pmqa4").items.values()
    found = {item.item[0] for item in items if item.checklist == "plan_without_levels"}
    assert found == {"1"}


def test_the_points_of_pmqa_2562_sum_to_1000():
    points = [each.points for each in edition("pmqa2562").categories]
    assert points == [120, 80, 110, 100, 90, 100, 400]
    assert sum(points) == 1000


def test_items_without_points_share_those_of_their_category():
    results = edition("pmqa2562").categories[-1]
    assert [results.points_of(item) for item in results.items] == [Fraction(200, 3)] * 6


def test_the_six_bands_of_pmqa_2562_reach_from_0_to_100():
    bands = edition("pmqa2562").bands
    assert [(band.lower, band.upper) for band in bands] == [
        (0, 5),
        (10, 25),
        (30, 45),
        (50, 65),
        (70, 85),
        (90, 100),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("points: 300", "points: 250", "450"),
        ("box: b2", "box: b1", "“b1” stands twice"),
        ('item: "1.2"', 'item: "1.1"', "“1.1” stands twice"),
        ("category: 7", "category: 1", "“1” stands twice"),
        ("box: b3, level: Basic", "box: b3, level: Bassic", "“Bassic”"),
        ("up_to: 101", "up_to: 99", "lowest step first"),
        ("{points: 500}", "{up_to: 200, points: 500}", "only the last step"),
        ("{up_to: 101, points: 300}", "{up_to: 101}", "either points"),
        ("rule: gated_levels", "rule: weakest_dimension", "no dimensions"),
        ("edition: Tiny", "editon: Tiny", "editon"),
    ],
)
def test_what_does_not_hold_together_is_refused(old, new, told):
    with pytest.raises(PmqaError) as caught:
        gated(old, new)
    assert told in str(caught.value)
    assert caught.value.where == "tiny.yml"


def test_a_band_that_overlaps_is_refused(tmp_path):
    text = (DATA / "reference/criteria/pmqa2562.yml").read_text(encoding="utf-8")
    folder = tmp_path / "reference" / "criteria"
    folder.mkdir(parents=True)
    (tmp_path / "office.yml").write_bytes((DATA / "office.yml").read_bytes())
    (folder / "pmqa2562.yml").write_text(text.replace("lower: 30", "lower: 20"), encoding="utf-8")
    with refused(SettingsError, "pmqa2562.yml", "without overlap"):
        load_criteria(Office(tmp_path), "pmqa2562")


def test_an_edition_that_is_not_there_is_told():
    with refused(DataError, "reference/criteria/pmqa9.yml"):
        load_criteria(Office(DATA), "pmqa9")


def test_an_edition_has_the_name_of_its_file(tmp_path):
    (tmp_path / "reference" / "criteria").mkdir(parents=True)
    (tmp_path / "office.yml").write_bytes((DATA / "office.yml").read_bytes())
    (tmp_path / "reference/criteria/other.yml").write_text(GATED, encoding="utf-8")
    with refused(SettingsError, "other.yml", "tiny"):
        load_criteria(Office(tmp_path), "other")


def test_an_item_finds_its_category_and_an_unknown_one_is_a_key_error():
    assert gated().category_of("7.2").category == 7
    with pytest.raises(KeyError):
        gated().category_of("9.9")
