"""The schema of responses: what breaks it is found, in whatever order the rows stand."""

from __future__ import annotations

import pandas as pd
import pytest

from pmqa_analysis.clean.surveys.frames import check_schema, responses_schema
from pmqa_analysis.errors import DataError
from tests.clean.surveys.samples import a_book, a_row, cleaned
from tests.offices import refused

ROWS = [a_row(number) for number in range(1, 13)]


def responses():
    return cleaned(*ROWS).responses


def check(frame):
    check_schema(frame, responses_schema(a_book(), 2567), "a.csv")


@pytest.mark.parametrize("order", [1, -1])
def test_addresses_are_unique_in_any_order(order):
    check(responses().iloc[::order])


@pytest.mark.parametrize("doubled", [[0, 0], [0, 1, 2, 1], [9, 10, 11, 9]])
def test_an_address_that_stands_twice_is_refused(doubled):
    with refused(DataError, "a.csv"):
        check(responses().iloc[doubled])


@pytest.mark.parametrize("code", [6, 0, -128])
def test_an_answer_off_its_scale_is_refused(code):
    frame = responses().assign(speed=pd.array([5] * 11 + [code], dtype="Int8"))
    with refused(DataError, "speed"):
        check(frame)


def test_a_missing_answer_is_no_fault():
    check(responses().assign(speed=pd.array([5] * 11 + [pd.NA], dtype="Int8")))
