"""Planted faults: as many as asked, in turn, one a respondent, each where it is said to stand."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest

from tests.simulate.samples import made

TEXT_KINDS = {
    "unknown_answer", "other_scale", "unreadable_time", "off_scale", "blank", "duplicate",
    "outside_year", "rejected", "doubled_id",
}  # fmt: skip


def body(export):
    return list(csv.reader(io.StringIO(export.content.decode(), newline="")))[1:]


def header(export):
    return next(csv.reader(io.StringIO(export.content.decode(), newline="")))


def one(export, kind):
    """Return the first fault of a kind and the row of the file in which it stands."""
    fault = next(fault for fault in export.planted if fault.kind == kind)
    return fault, dict(zip(header(export), body(export)[fault.row], strict=True))


@pytest.mark.parametrize("count", [0, 1, 10, 20])
def test_as_many_are_planted_as_are_asked_for(count):
    assert len(made("csv", messy=count).planted) == count


def test_every_kind_has_its_turn():
    assert {fault.kind for fault in made("csv", messy=10).planted} == TEXT_KINDS


def test_a_file_of_numbers_has_no_faults_of_text():
    kinds = {fault.kind for fault in made("spss", "a.sav", messy=12).planted}
    assert kinds == {"off_scale", "blank", "duplicate", "outside_year", "rejected", "doubled_id"}


def test_no_respondent_has_two():
    export = made("csv", messy=20)
    people = [export.rows[fault.row] for fault in export.planted if fault.kind != "blank"]
    assert max(Counter(people).values()) == 1


def test_there_are_no_more_than_there_are_respondents_for():
    assert len(made("csv", n=7, messy=100).planted) == 3


def test_a_number_off_the_scale_is_beyond_every_scale():
    fault, row = one(made("csv", messy=10), "off_scale")
    assert fault.column
    assert "13" in row.values()


def test_a_date_that_does_not_exist_is_written():
    _, row = one(made("csv", messy=10), "unreadable_time")
    assert row["ประทับเวลา"].startswith("30/02/")


def test_consent_is_refused():
    fault, row = one(made("csv", messy=10), "rejected")
    assert row["ยินยอมหรือไม่"] == "ไม่ยินยอม"
    assert fault.column == ""


def test_a_blank_row_is_empty_and_stands_before_a_respondent():
    export = made("csv", messy=10)
    fault, row = one(export, "blank")
    assert set(row.values()) == {""}
    assert export.rows[fault.row] is None
    assert export.rows[fault.row + 1] is not None


def test_a_duplicate_is_the_whole_row_once_more():
    export = made("csv", messy=10)
    fault, _ = one(export, "duplicate")
    first = export.rows.index(export.rows[fault.row])
    assert first < fault.row
    assert body(export)[first] == body(export)[fault.row]


def test_an_id_stands_twice_and_the_later_row_is_told():
    export = made("csv", messy=10)
    fault, row = one(export, "doubled_id")
    same = [place for place, cells in enumerate(body(export)) if row["เลขที่"] in cells]
    assert fault.row == max(same)
    assert len(same) == 2
