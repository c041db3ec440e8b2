"""The register of complaints: every row as written, or told with its cell."""

from datetime import date

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.complaints import HOLIDAYS, load_holidays
from pmqa_analysis.errors import DataError, Faults
from tests.clean.services.samples import case, cases_of
from tests.offices import refused

DAY = "2020-01-06"


def test_a_case_is_read_as_it_is_written(tiny):
    row = case("1", DAY, "2020-01-08", urgent="yes", reported="2020-01-20", satisfaction="๔")
    (one,) = cases_of(tiny, row)
    assert (one.received, one.answered) == (date(2020, 1, 6), date(2020, 1, 8))
    assert (one.urgent, one.reported) == (True, date(2020, 1, 20))
    assert (one.satisfaction, one.kind, one.channel) == (4, "complaint", "internet")
    assert one.address == "raw/2563/complaints.csv:2 [id]"


def test_blanks_are_unknown_not_zero(tiny):
    (one,) = cases_of(tiny, case("1", DAY))
    assert (one.answered, one.urgent, one.satisfaction) == (None, False, None)


def test_a_case_of_an_earlier_year_may_be_repeated(tiny):
    assert cases_of(tiny, case("1", DAY, repeat_of="2562/17"))[0].repeat_of == "2562/17"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (case("", DAY), ("[id]",)),
        (case("1", DAY, bureau=""), ("[bureau]",)),
        (case("1", DAY, kind="complain"), ("complain", "complaint", "[kind]")),
        (case("1", DAY, channel="fax"), ("fax", "call_center", "[channel]")),
        (case("1", ""), ("[received]", "2563")),
        (case("1", "2020-10-01"), ("2020-10-01", "2563")),
        (case("1", "2563-01-06"), ("2563-01-06", "[received]")),
        (case("1", "6 ม.ค. 63"), ("6 ม.ค. 63", "2024-01-31")),
        (case("1", DAY, "2020-01-03"), ("2020-01-03", DAY, "[answered]")),
        (case("1", DAY, reported="2020-01-07"), ("2020-01-07", "urgent")),
        (case("1", DAY, urgent="maybe"), ("maybe", "yes, no")),
        (case("1", DAY, satisfaction="6"), ("6", "1 – 5")),
        (case("1", DAY, satisfaction="4.5"), ("4.5", "1 – 5")),
        (case("1", DAY, repeat_of="9"), ("“9”", "[id]")),
        (case("1", DAY, repeat_of="1"), ("“1”",)),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told(tiny, row, told):
    with refused(DataError, *told):
        cases_of(tiny, row)


def test_an_id_twice_is_told_with_both_rows(tiny):
    with refused(DataError, "complaints.csv:2", "complaints.csv:3"):
        cases_of(tiny, case("1", DAY), case("1", DAY))


def test_a_case_cannot_repeat_a_later_one(tiny):
    with refused(DataError, "“2”"):
        cases_of(tiny, case("1", DAY, repeat_of="2"), case("2", "2020-02-03"))


def test_all_faults_are_told_together(tiny):
    with refused(Faults, "maybe", "fax"):
        cases_of(tiny, case("1", DAY, urgent="maybe"), case("2", DAY, channel="fax"))


def test_an_office_may_list_its_holidays(tiny):
    text = "date,name_th,name_en\n2020-01-01,ขึ้นปีใหม่,New Year\n"
    assert load_holidays(tiny({HOLIDAYS: text}), Ledger()) == {date(2020, 1, 1)}


def test_an_office_without_a_list_has_no_holidays(tiny):
    assert load_holidays(tiny(), Ledger()) == frozenset()


def test_a_holiday_that_is_no_day_is_told(tiny):
    with refused(DataError, "holidays.csv:2", "1 ม.ค."):
        load_holidays(tiny({HOLIDAYS: "date,name_th,name_en\n1 ม.ค.,ก,A\n"}), Ledger())
