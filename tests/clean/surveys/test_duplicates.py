"""Duplicates: by the survey's named rule only; careless answers are flagged and kept."""

import pandas as pd
import pytest

from pmqa_analysis.clean.surveys.duplicates import has_time_of_day
from pmqa_analysis.clean.surveys.rows import RowCounts
from pmqa_analysis.clean.surveys.sources import join_sources
from pmqa_analysis.errors import DataError
from tests.clean.surveys.samples import (
    BOOK,
    FILE,
    SECRET,
    SPEED,
    a_book,
    a_row,
    a_table,
    cleaned,
    found,
    rules,
)
from tests.offices import refused

OTHER = "raw/2567/counter.xlsx"


def ids(survey):
    return [address.rpartition(":")[2] for address in survey.responses.index]


@pytest.mark.parametrize(
    ("rule", "kept"),
    [("none", "234"), ("first_of_id", "24"), ("last_of_id", "34"), ("id_or_same_answers", "24"),
     ("same_answers_and_time", "234")],
)  # fmt: skip
def test_rows_with_one_id(rule, kept):
    rows = (a_row(1), a_row(2, รหัส="001"), a_row(3))
    assert ids(cleaned(*rows, duplicates=rule)) == list(kept)


@pytest.mark.parametrize(
    ("rule", "kept"), [("none", "23"), ("first_of_id", "23"), ("same_answers_and_time", "2"),
                       ("id_or_same_answers", "2")]
)  # fmt: skip
def test_rows_with_equal_answers_and_time(rule, kept):
    assert ids(cleaned(a_row(1), a_row(1, รหัส="777"), duplicates=rule)) == list(kept)


@pytest.mark.parametrize("cells", [{SPEED: "น้อย"}, {"ข้อเสนอแนะ": "x"}, {"ประทับเวลา": ""}])
def test_rows_that_differ_in_one_answer_or_have_no_time_are_two(cells):
    first = a_row(1, **({"ประทับเวลา": ""} if "ประทับเวลา" in cells else {}))
    assert cleaned(first, a_row(1, **cells)).counts.kept == 2


def test_a_duplicate_is_told_with_the_row_that_it_repeats():
    survey = cleaned(a_row(1), a_row(1))
    assert survey.counts == RowCounts(2, 1, 0, 1, 0)
    [issue] = survey.issues
    assert (issue.kind, issue.address) == ("duplicate", f"{FILE}:3")
    assert f"{FILE}:2" in issue.reason_en


def test_a_doubled_id_that_the_rule_lets_pass_is_flagged():
    survey = cleaned(a_row(1), a_row(2, รหัส="001"))
    assert survey.flags["doubled_id"].tolist() == [False, True]
    assert found(survey) == [("doubled_id", f"{FILE}:3")]


def test_a_rejected_row_is_no_original():
    survey = cleaned(a_row(1, ยินยอม=""), a_row(1))
    assert survey.counts == RowCounts(2, 1, 1, 0, 0)


def two_files(book=None, second=(), **own):
    book = book or a_book()
    one = cleaned(a_row(1), a_row(2), book=book, **own)
    other = cleaned(
        table=a_table(*(second or [a_row(1)]), path=OTHER), book=book, source="counter", **own
    )
    return one, other, book


def test_sources_are_joined_and_stay_on_every_record():
    one, other, book = two_files(second=[a_row(5)])
    joined = join_sources([one, other], book, rules())
    assert joined.responses["source"].tolist() == ["online", "online", "counter"]
    assert joined.counts == RowCounts(3, 3, 0, 0, 0)


def test_equal_answers_and_time_in_two_files_are_one_response():
    one, other, book = two_files()
    joined = join_sources([one, other], book, rules())
    assert joined.files[OTHER] == RowCounts(1, 0, 0, 1, 0)
    assert found(joined) == [("duplicate", f"{OTHER}:2")]
    assert SECRET not in repr(joined)


@pytest.mark.parametrize(("shared", "kept"), [(True, 2), (False, 3)])
def test_an_id_counts_across_files_only_where_it_is_shared(shared, kept):
    fields = [{**one, **({"shared_id": shared} if one["role"] == "respondent" else {})}
              for one in BOOK["fields"]]  # fmt: skip
    second = [a_row(9, รหัส="001")]
    one, other, book = two_files(a_book(fields=fields), second, duplicates="first_of_id")
    assert join_sources([one, other], book, rules(duplicates="first_of_id")).counts.kept == kept


def test_one_file_twice_is_refused():
    one, _, book = two_files()
    with refused(DataError, FILE):
        join_sources([one, one], book, rules())


def test_sources_of_two_years_are_refused():
    one, _, book = two_files()
    with refused(DataError, "2566", "2567"):
        join_sources([one, cleaned(table=a_table(a_row(), path="b"), year=2566)], book, rules())


def long_book(reverse=True):
    items = [{"id": f"i{number}", "titles": [f"ข้อ {number}"], "scale": "five",
              "kind": "satisfaction", "reverse": reverse and number == 3}
             for number in range(9)]  # fmt: skip
    started = {"id": "began", "role": "started", "titles": ["เริ่ม"], "identifier": "indirect"}
    return a_book(items=items, fields=[*BOOK["fields"], started])


def long_row(answers, start="2024-01-31 09:00:00", end="2024-01-31 09:05:00"):
    row = {key: text for key, text in a_row().items() if key not in (SPEED, BOOK["items"][1]
                                                                     ["titles"][0])}  # fmt: skip
    return {**row, "ประทับเวลา": end, "เริ่ม": start,
            **{f"ข้อ {number}": text for number, text in enumerate(answers)}}  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "reverse", "flagged"),
    [("555555555", True, True), ("555555555", False, False), ("555555554", True, False),
     (["5"] * 7 + ["", ""], True, False), (["5"] * 8 + [""], True, True),
     (["5", "5", "5", ""] + ["5"] * 5, True, False)],
)  # fmt: skip
def test_a_straight_line_over_reversed_items_is_flagged_and_kept(answers, reverse, flagged):
    survey = cleaned(long_row(answers), book=long_book(reverse))
    assert survey.flags["straight_line"].tolist() == [flagged]
    assert len(found(survey, "straight_line")) == flagged
    assert survey.counts.kept == 1


@pytest.mark.parametrize(("end", "fast"), [("09:00:08", True), ("09:00:09", False),
                                           ("08:59:59", False)])  # fmt: skip
def test_an_impossible_speed_is_flagged_and_kept(end, fast):
    survey = cleaned(long_row("123451234", end=f"2024-01-31 {end}"), book=long_book())
    assert survey.flags["too_fast"].tolist() == [fast]
    assert survey.counts.kept == 1


def test_flags_stand_on_the_rows_of_the_responses():
    survey = cleaned(a_row(1), a_row(2, ยินยอม=""), a_row(3))
    pd.testing.assert_index_equal(survey.flags.index, survey.responses.index)


def test_answers_of_one_day_without_a_time_are_no_duplicates():
    """Paper forms have a date only, and many of one day answer alike."""
    rows = [a_row(number, ประทับเวลา="31/01/2567") for number in (1, 2, 3)]
    assert cleaned(*rows).counts.duplicates == 0


def test_two_people_who_answer_alike_at_one_second_stay_two():
    people = [{**field, "shared_id": True} if field["id"] == "person" else field
              for field in BOOK["fields"]]  # fmt: skip
    rows = [a_row(1, รหัส=number, ประทับเวลา="2024-01-31 09:05:03") for number in ("001", "002")]
    assert cleaned(*rows, book=a_book(fields=people)).counts.duplicates == 0
    assert cleaned(*rows).counts.duplicates == 1


def test_a_date_is_no_time_across_files_either():
    parts = [cleaned(table=a_table(a_row(1, ประทับเวลา="31/01/2567"), path=path), source=source)
             for path, source in ((FILE, "online"), ("b.csv", "counter"))]  # fmt: skip
    assert join_sources(parts, a_book(), rules()).counts.duplicates == 0


def test_midnight_is_what_a_date_reads_as():
    moments = pd.Series([pd.Timestamp("2024-01-31"), pd.Timestamp("2024-01-31 00:00:01"), pd.NaT])
    assert has_time_of_day(moments).tolist() == [False, True, False]


def test_of_rows_sent_at_one_second_those_that_answer_alike_are_duplicates():
    second = {"ประทับเวลา": "2024-01-31 09:05:03"}
    rows = [a_row(1, **second), a_row(2, **second), a_row(3, **second, **{SPEED: "น้อย"}), a_row(4)]
    assert ids(cleaned(*rows)) == ["2", "4", "5"]
