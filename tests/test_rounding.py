"""Figures are exact, and rounded half up at the one moment of showing."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.rounding import (
    decimals_apart,
    exact,
    printed_decimals,
    round_exact,
    shown,
)

MINUS = "\u2212"
decimals = st.integers(0, 6)
exact_decimals = st.decimals(-(10**9), 10**9, places=8)
fractions = st.fractions(-(10**6), 10**6, max_denominator=5000)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(9, 8), 2, "1.13"),
        (Fraction(825, 200), 2, "4.13"),
        (exact("4.505"), 2, "4.51"),
        (exact("94.995"), 2, "95.00"),
        (exact("2.5"), 0, "3"),
        (exact("0.5"), 0, "1"),
        (Fraction(2, 3), 2, "0.67"),
        (exact("86.8560"), 4, "86.8560"),
        (Fraction(0), 2, "0.00"),
        (exact("3757"), 0, "3,757"),
        (exact("999999.995"), 2, "1,000,000.00"),
    ],
)
def test_a_tie_goes_up(value, places, text):
    assert shown(value, places) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("-2.5", 0, f"{MINUS}3"),
        ("-1.125", 2, f"{MINUS}1.13"),
        ("-1234.5", 1, f"{MINUS}1,234.5"),
        ("-0.004", 2, "0.00"),
        ("-0.005", 2, f"{MINUS}0.01"),
    ],
)
def test_a_negative_figure_mirrors_the_positive_and_a_rounded_zero_has_no_sign(value, places, text):
    assert shown(exact(value), places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("4.97", "+4.97"), ("-4.97", f"{MINUS}4.97"), ("0", "0.00"), ("0.004", "0.00")],
)
def test_a_sign_is_written_on_request(value, text):
    assert shown(exact(value), 2, sign=True) == text


@pytest.mark.parametrize(
    ("rule", "value", "rounded"),
    [
        ("half_up", "2.5", "3"),
        ("half_even", "2.5", "2"),
        ("half_even", "3.5", "4"),
        ("half_even", "2.51", "3"),
        ("truncate", "2.99", "2"),
        ("truncate", "-2.99", "-2"),
    ],
)
def test_the_other_rules_do_as_they_are_called(rule, value, rounded):
    assert round_exact(exact(value), 0, rule) == Decimal(rounded)


@given(exact_decimals, decimals)
def test_half_up_is_that_of_the_decimal_standard(value, places):
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=40))
    assert round_exact(Fraction(value), places) == expected


@pytest.mark.parametrize(
    ("rule", "standard"), [("half_even", ROUND_HALF_EVEN), ("truncate", ROUND_DOWN)]
)
@given(value=exact_decimals, places=decimals)
def test_every_rule_is_that_of_the_decimal_standard(rule, standard, value, places):
    expected = value.quantize(Decimal(1).scaleb(-places), standard, Context(prec=40))
    assert round_exact(Fraction(value), places, rule) == expected


@given(fractions, decimals)
def test_rounding_moves_a_figure_by_half_a_unit_at_most(value, places):
    moved = abs(Fraction(round_exact(value, places)) - value)
    assert moved <= Fraction(1, 2 * 10**places)


@given(fractions, fractions, decimals)
def test_rounding_keeps_the_order(one, other, places):
    low, high = sorted((one, other))
    assert round_exact(low, places) <= round_exact(high, places)


@given(fractions, decimals)
def test_the_shown_text_reads_back_as_the_rounded_figure(value, places):
    text = shown(value, places).replace(MINUS, "-")
    assert exact(text) == Fraction(round_exact(value, places))


def test_a_figure_of_forty_digits_keeps_them_all():
    number = int("1234567890" * 4)
    assert shown(Fraction(number), 0).replace(",", "") == "1234567890" * 4


def test_round_exact_refuses_a_float():
    with pytest.raises(TypeError, match="expected a Fraction, found float"):
        round_exact(1.125, 2)


def test_an_unknown_rule_is_an_error():
    with pytest.raises(KeyError, match="half_down"):
        round_exact(Fraction(1), 2, "half_down")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("97.14", Fraction(9714, 100)),
        ("12.50", Fraction(25, 2)),
        ("3,000", Fraction(3000)),
        ("1,234,567.8", Fraction(12345678, 10)),
        ("-5", Fraction(-5)),
        ("+5", Fraction(5)),
        ("0", Fraction(0)),
        ("007", Fraction(7)),
        (3, Fraction(3)),
        (Decimal("4.505"), Fraction(901, 200)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_an_exact_number_is_read_exactly(text, value):
    assert exact(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "abc", "1,23", "1234,567", "12,34,567", "1,2345", "0,123", "1.234,5", "1.",
        ".5", "1 234", "1\u00a0234", "97.14%", "1e3", "1/3", "NaN", "Infinity", "0x10", "1_000",
        "--5", "5-", "(5)", "๙๗", "\u22125", "97.14\n", "9" * 5000,
    ],
)  # fmt: skip
def test_any_other_text_is_no_number(text):
    with pytest.raises(ValueError, match=r".+"):
        exact(text)


@pytest.mark.parametrize("value", [1.0, 0.1, float("nan"), True, False])
def test_a_float_or_a_bool_is_not_exact(value):
    with pytest.raises(TypeError, match=f"exact number, found {type(value).__name__}"):
        exact(value)


@pytest.mark.parametrize(
    ("text", "count"), [("93", 0), ("12.50", 2), ("3,000", 0), ("86.8560", 4), ("(3.24)", 2)]
)
def test_the_decimals_of_a_print_are_counted_with_their_zeros(text, count):
    assert printed_decimals(text) == count


@pytest.mark.parametrize(
    ("value", "other", "decimals"),
    [("94.995", "95", 3), ("94.99", "95", 2), ("95", "95", 2), ("94.99996", "95", 5)],
)
def test_two_numbers_that_differ_are_shown_apart(value, other, decimals):
    assert decimals_apart(exact(value), exact(other), 2) == decimals
