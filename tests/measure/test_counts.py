"""Counts: integers by item, answer and group, and cross-products that add exactly."""

import random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.measure import MeasuredSurvey, count, count_parts
from pmqa_analysis.measure.counts import Frequencies
from tests.clean.surveys import samples as cleaning
from tests.measure.samples import BY, ITEMS, a_book, a_frame, some_rows
from tests.offices import refused

ROWS = [
    ("f", "a", 5, 1, 4, 1, 0),
    ("f", "b", 4, 2, None, 1, 1),
    ("m", "a", 9, 5, 3, 0, None),
    (None, "a", None, 3, 2, None, None),
]


def counted(rows=ROWS, by=BY, **parts):
    return count(a_frame(*rows), a_book(**parts), by)


def test_an_item_has_its_answers_non_answers_and_blanks():
    speed = counted().of("speed")
    assert speed == Frequencies({1: 0, 2: 0, 3: 0, 4: 1, 5: 1}, {9: 1}, 1)
    assert (speed.n, speed.base) == (2, 3)


def test_a_group_has_its_own_answers():
    assert counted().of("staff", sex="m").answers == {1: 0, 2: 0, 3: 1, 4: 0, 5: 0}


def test_groups_are_crossed_in_any_order():
    counts = counted()
    assert counts.of("speed", unit="b", sex="f").answers[4] == 1
    assert counts.of("speed", unit="b", sex="m").base == 0


def test_a_respondent_without_a_category_is_counted_apart():
    counts = counted()
    assert (counts.respondents(sex="f"), counts.respondents(sex="")) == (2, 1)
    assert counts.respondents() == 4


def test_an_option_is_an_item_with_two_codes():
    assert counted().of("via__web").answers == {0: 1, 1: 2}
    assert counted().of("via__web").blank == 1


def test_a_score_keeps_how_many_items_and_their_sum_with_reversed_ones_mirrored():
    """First row: 5 and 6 − 1; second: 4 and 6 − 2; third: only 6 − 5; fourth: only 3."""
    assert counted().score("satisfaction.pace") == {(1, 1): 1, (1, 3): 1, (2, 8): 1, (2, 10): 1}
    assert counted().score("satisfaction.pace", sex="m") == {(1, 1): 1}


def test_cross_products_of_complete_cases_use_mirrored_codes():
    """Only the first response is complete: 5, 5 (mirrored 1) and 4."""
    complete = counted().complete("satisfaction")
    assert complete.n == 1
    assert complete.sums.tolist() == [5, 5, 4]
    assert complete.products.tolist() == [[25, 25, 20], [25, 25, 20], [20, 20, 16]]


def test_pairwise_products_use_those_who_answered_both():
    pairwise = counted().products.pairwise
    speed, waits = 0, 1
    assert pairwise[:, speed, waits].tolist() == [2, 9, 41, 41]
    assert pairwise[0].tolist() == [[2, 2, 1], [2, 4, 3], [1, 3, 3]]


def test_an_index_of_weights_is_counted_where_the_scale_has_them():
    weights = [0, 10, 25, 75, 100]
    weighted = [{"code": one, "th": str(one), "weight": weights[one - 1]} for one in range(1, 6)]
    counts = counted(
        [("f", "a", 5, 1, 4, 1, 0), ("f", "a", 2, None, None, 1, 0)],
        scales=[{"id": "five", "codes": weighted}],
    )
    assert counts.score("index-satisfaction") == {(1, 10): 1, (3, 275): 1}


def test_kinds_on_two_scales_have_a_score_for_each():
    two = {"id": "two", "codes": [{"code": 0, "th": "ไม่"}, {"code": 1, "th": "ใช่"}]}
    book = a_book()
    items = [{**one.model_dump(exclude_defaults=True)} for one in book.items]
    items[2]["scale"] = "two"
    scales = [*a_book().model_dump(exclude_defaults=True)["scales"], two]
    counts = count(a_frame(("f", "a", 5, 1, 1, 1, 0)), a_book(items=items, scales=scales))
    assert sorted(counts.layout.scores) == [
        "satisfaction-five", "satisfaction-two", "satisfaction.pace-five",
        "satisfaction.people-two",
    ]  # fmt: skip


@given(st.integers(0, 10**6))
def test_counts_of_eight_parts_add_to_counts_of_the_whole(seed):
    rows = some_rows(60, seed)
    draw = random.Random(seed)
    parts = [[] for _ in range(8)]
    for row in rows:
        draw.choice(parts).append(row)
    whole, book = counted(rows), a_book()
    added = sum(count(a_frame(*part), book, BY) for part in parts)
    assert added == whole
    assert dict(MeasuredSurvey(added, book).estimates()) == dict(
        MeasuredSurvey(whole, book).estimates()
    )
    assert [key for key, array in added.arrays() if array.dtype != np.int64] == []


def test_parts_by_threads_equal_the_whole():
    rows = some_rows(500)
    parts = (a_frame(*rows[start : start + 90]) for start in range(0, 500, 90))
    assert count_parts(parts, a_book(), BY, year=2567) == counted(rows)


def test_many_cells_are_counted_grouping_by_grouping():
    """A hundred categories each of three groups are not counted by all three at once."""
    names = {name: [f"{name}{number}" for number in range(100)] for name in ("one", "two", "three")}
    groups = [
        {"id": name, "name_th": name, "titles": [name], "identifier": "plain",
         "categories": [{"code": one, "th": one} for one in codes]}
        for name, codes in names.items()
    ]  # fmt: skip
    book = a_book(groups=groups, respondents=[])
    frame = a_frame(*some_rows(300)).drop(columns=["sex", "unit"])
    draw = random.Random(2)
    for name in ("one", "two", "three"):
        frame[name] = [f"{name}{draw.randrange(100)}" for _ in range(300)]
    counts = count(frame, book, ["one", ("two", "three")])
    mine = frame[(frame["one"] == "one7")]["speed"]
    assert counts.of("speed", one="one7").answers[5] == int((mine == 5).sum())
    assert counts.rows[("two",)].sum() == counts.rows[("two", "three")].sum() == 300
    assert counts.score("satisfaction") == counted(some_rows(300)).score("satisfaction")


def test_arrow_tables_and_frames_give_the_same():
    frame = a_frame(*some_rows(50))
    table = pa.Table.from_pandas(frame, preserve_index=False)
    floats = frame.astype(dict.fromkeys(ITEMS, "Float64"))
    texts = frame.astype({"sex": "object", "unit": "object"})
    want = count(frame, a_book(), BY)
    assert [count(one, a_book(), BY) == want for one in (table, floats, texts)] == [True] * 3


def test_a_cleaned_survey_gives_its_non_answers_too():
    survey = cleaning.cleaned(
        cleaning.a_row(1), cleaning.a_row(2, **{cleaning.SPEED: "ไม่มีความเห็น"})
    )
    counts = count(survey, cleaning.a_book(), ["sex", "source"])
    assert counts.layout.fiscal_year == 2567
    assert counts.of("speed").non_answers == {9: 1}
    assert counts.of("speed", source="online").answers[4] == 1


def test_an_empty_survey_counts_to_nothing():
    counts = counted([])
    assert (counts.respondents(), counts.of("speed").n, counts.complete("all").n) == (0, 0, 0)


@pytest.mark.parametrize(
    ("by", "named"),
    [(["sax"], "sex"), ([("sex", "unit", "source")], "× source"), ([("sex", "sex")], "sex")],
)  # fmt: skip
def test_a_group_that_cannot_be_counted_is_named(by, named):
    with refused(SettingsError, named):
        counted(by=by)


def test_what_was_not_counted_is_named():
    counts = counted()
    for call, named in (
        (lambda: counts.of("sped"), "speed"),
        (lambda: counts.of("speed", unit="a", source="online"), "sex × unit"),
        (lambda: counts.of("speed", sex="x"), "f, m"),
        (lambda: counts.score("satisfied"), "satisfaction"),
        (lambda: counts.complete("five"), "satisfaction"),
    ):
        with refused(SettingsError, named):
            call()


def test_codes_outside_of_the_codebook_are_counted_but_never_told():
    with refused(DataError, "speed", "2") as caught:
        counted([("f", "a", 77, 1, 1, 1, 0), ("f", "a", 76, 1, 1, 1, 0)])
    assert "77" not in str(caught.value)


def test_fractions_and_unknown_categories_are_refused():
    frame = a_frame(*ROWS)
    with refused(DataError, "speed"):
        count(frame.astype({"speed": "Float64"}).replace({"speed": {5.0: 4.5}}), a_book())
    with refused(DataError, "sex"):
        count(frame.astype({"sex": "object"}).fillna({"sex": "x"}), a_book(), ["sex"])
    with refused(DataError, "staff"):
        count(frame.drop(columns="staff"), a_book())


def test_counts_of_another_layout_do_not_add():
    with pytest.raises(DataError):
        counted() + counted(by=["sex"])


def test_a_repr_tells_no_answer():
    assert repr(counted()) == "<Counts small 2567: 4 × 5>"


def test_one_group_may_be_named_alone():
    assert counted(by="sex") == counted(by=["sex"])


def test_counts_add_to_counts_alone():
    with pytest.raises(TypeError):
        3 + counted()
