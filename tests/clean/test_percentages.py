"""A percentage as offices write it; what may mean two things is refused."""

from fractions import Fraction

import pytest

from pmqa_analysis.clean.percentages import read_percentage


@pytest.mark.parametrize(
    "text", ["50", "50%", "50 %", "๕๐", "๕๐%", "50.00", "ร้อยละ 50", "50\uff05"]
)
def test_the_same_percentage_is_read_however_it_is_written(text):
    assert read_percentage(text) == 50


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("100", 100), ("33.33", Fraction(3333, 100)), ("0.5%", Fraction(1, 2))],
)
def test_it_is_exact(text, value):
    assert read_percentage(text) == value


@pytest.mark.parametrize("text", ["0.5", "๐.๕", ".99", "0.001"])
def test_a_bare_number_below_one_may_be_the_half_that_a_spreadsheet_shows_as_50(text):
    with pytest.raises(ValueError, match=r"percentage|number"):
        read_percentage(text)


@pytest.mark.parametrize("text", ["", "-1", "101", "100.01", "ครึ่งหนึ่ง", "NaN", "1e1", "50,5", "%"])
def test_what_is_no_percentage_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read_percentage(text)
