"""The register of paper and postage: every row as written, or told with its cell."""

from fractions import Fraction

import pytest

from pmqa_analysis.errors import DataError
from tests.clean.services.samples import use, uses_of
from tests.offices import refused


def test_a_row_is_read_as_it_is_written(tiny):
    (one,) = uses_of(tiny, use("2019-10", "1,200", "1500", cost="264.50"))
    assert (one.count, one.base, one.cost) == (1200, 1500, Fraction("264.5"))
    assert (one.month, one.bureau, one.kind) == ("2019-10", "สำนัก ก", "paper")


def test_an_unknown_base_or_cost_is_not_zero(tiny):
    (one,) = uses_of(tiny, use("2019-10", "0"))
    assert (one.count, one.base, one.cost) == (0, None, None)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (use("2020-10", "5"), ("2020-10", "2563", "[month]")),
        (use("2019-13", "5"), ("2019-13", "[month]")),
        (use("", "5"), ("[month]",)),
        (use("2019-10", ""), ("[count]",)),
        (use("2019-10", "5", bureau=""), ("[bureau]",)),
        (use("2019-10", "-5"), ("-5", "[count]")),
        (use("2019-10", "5", "many"), ("many", "[base]")),
        (use("2019-10", "1,2"), ("1,2", "[count]")),
        (use("2019-10", "5", cost="12,5"), ("12,5", "[cost]")),
        (use("2019-10-15", "5"), ("2019-10-15", "[month]")),
        (use("2019-10", "5", cost="-1"), ("-1", "[cost]")),
        (use("2019-10", "5", cost="ฟรี"), ("ฟรี", "[cost]")),
        (use("2019-10", "5", kind="papers"), ("papers", "paper, postage")),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told(tiny, row, told):
    with refused(DataError, *told):
        uses_of(tiny, row)


@pytest.mark.parametrize("month", ["2019-10", "2019-10-01", "2019-10-01 00:00:00", "๒๐๑๙-๑๐"])
def test_a_month_may_be_the_date_that_excel_makes_of_it(tiny, month):
    (one,) = uses_of(tiny, use(month, "๑,๒๐๐"))
    assert (one.month, one.count) == ("2019-10", 1200)


def test_one_month_of_a_bureau_twice_is_told_with_both_rows(tiny):
    with refused(DataError, "resource_use.csv:2", "resource_use.csv:3"):
        uses_of(tiny, use("2019-10", "5"), use("2019-10", "6"))
