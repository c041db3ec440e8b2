"""Counts as a table: kept in Parquet whole, and taken from a warehouse after checks."""

import io

import pandas as pd
import pytest

from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.measure import count, read_counts, tabulate_counts, write_counts
from tests.measure.samples import BY, a_book, a_frame, some_rows
from tests.offices import refused

WAREHOUSE = pd.DataFrame(
    [("speed", 5, 7, "sex", "f"), ("speed", 4, 3, "sex", "f"), ("speed", None, 2, "sex", "f"),
     ("speed", 5, 1, "sex", "m"), ("speed", 9, 4, "sex", "m")],
    columns=["item", "code", "count", "group_1", "category_1"],
)  # fmt: skip


def counted():
    return count(a_frame(*some_rows(80)), a_book(), BY)


def changed(place, **cells):
    frame = WAREHOUSE.astype(object)
    for name, value in cells.items():
        frame.loc[place, name] = value
    return frame


def test_what_is_written_is_read_bit_for_bit():
    raw = write_counts(counted())
    assert read_counts(raw, a_book()) == counted()
    assert read_counts(io.BytesIO(raw), a_book()) == counted()
    assert write_counts(read_counts(raw, a_book())) == raw


def test_a_file_of_a_part_adds_to_the_rest():
    rows = some_rows(80)
    part = write_counts(count(a_frame(*rows[:30]), a_book(), BY))
    rest = count(a_frame(*rows[30:]), a_book(), BY)
    assert read_counts(part, a_book()) + rest == counted()


def test_an_empty_count_is_written_and_read():
    empty = count(a_frame(), a_book(), BY)
    assert read_counts(write_counts(empty), a_book()) == empty


def test_the_group_by_of_a_warehouse_is_taken():
    counts = read_counts(WAREHOUSE, a_book())
    assert counts.of("speed", sex="f").answers == {1: 0, 2: 0, 3: 0, 4: 3, 5: 7}
    assert (counts.of("speed", sex="f").blank, counts.of("speed", sex="m").base) == (2, 5)
    assert counts.of("speed").answers[5] == 8
    assert counts.respondents() == 17
    assert counts.of("staff").base == 0


def test_two_groups_crossed_are_summed_for_each():
    frame = WAREHOUSE.assign(group_2="unit", category_2="a")
    counts = read_counts(frame, a_book())
    assert counts.of("speed", unit="a").answers[5] == 8
    assert counts.of("speed", sex="f", unit="a").answers[5] == 7


def test_reliability_needs_what_only_responses_give():
    with refused(SettingsError, "satisfaction"):
        read_counts(WAREHOUSE, a_book()).complete("satisfaction")


@pytest.mark.parametrize(
    ("cells", "where"),
    [({"item": "sped"}, "item:2"), ({"code": 6}, "code:2"), ({"count": -1}, "count:2"),
     ({"count": 1.5}, "count:2"), ({"count": None}, "count:2"), ({"count": "x"}, "count:2"),
     ({"category_1": "x"}, "category_1:2"), ({"code": 5}, "code:2")],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_named(cells, where):
    with refused(DataError, where):
        read_counts(changed(1, **cells), a_book())


def test_groups_that_do_not_add_to_the_whole_are_refused():
    total = pd.DataFrame([("speed", 5, 9)], columns=["item", "code", "count"])
    with refused(DataError, "speed"):
        read_counts(pd.concat([WAREHOUSE, total]), a_book())


def test_a_table_without_its_columns_is_refused():
    with refused(DataError, "code"):
        read_counts(WAREHOUSE.drop(columns="code"), a_book())


def test_another_survey_or_year_is_refused():
    with refused(DataError, "other"):
        read_counts(WAREHOUSE.assign(survey="other"), a_book())
    with refused(DataError, "2566"):
        read_counts(WAREHOUSE.assign(fiscal_year=2566), a_book(), year=2567)


def test_an_unknown_kind_is_refused():
    with refused(DataError, "kind:1"):
        read_counts(WAREHOUSE.assign(kind="sums"), a_book())


def test_what_is_no_parquet_is_refused():
    with refused(DataError, "Parquet"):
        read_counts(b"item,code,count\n", a_book())


def test_the_table_has_one_integer_a_row_and_says_what_it_is():
    table = tabulate_counts(counted())
    assert table["count"].dtype == "int64"
    assert set(table["kind"]) >= {"rows", "answers", "scores", "pairwise_n", "complete_sum"}
    assert table[(table["kind"] == "rows") & table["group_1"].isna()]["count"].tolist() == [80]
