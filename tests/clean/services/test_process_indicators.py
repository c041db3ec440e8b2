"""The register of process indicators: every row as written, or told with its cell."""

from fractions import Fraction

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.process_indicators import (
    PROCESS_INDICATOR_COLUMNS,
    load_process_indicators,
)
from pmqa_analysis.errors import DataError, Faults
from tests.offices import csv_text, refused

FILE = "raw/2563/process_indicators.csv"


def row(**more):
    return {
        "indicator": "M1", "process_th": "งานประชุม", "kind": "leading", "name_th": "เอกสารพร้อม",
        "unit_th": "ร้อยละ", "direction": "higher", "target": "95",
    } | more  # fmt: skip


def read(tiny, *rows):
    return load_process_indicators(
        tiny({FILE: csv_text(PROCESS_INDICATOR_COLUMNS, rows)}), Ledger(), FILE
    )


def test_a_row_is_read_exactly(tiny):
    (one,) = read(tiny, row(q1="88.25", q2="๑,๒๐๐"))
    assert one.target == 95
    assert (one.values["q1"], one.values["q2"]) == (Fraction("88.25"), 1200)
    assert (one.kind, one.direction, one.decimals) == ("leading", "higher", 2)


def test_what_is_not_reported_is_unknown_not_zero(tiny):
    (one,) = read(tiny, row(q1="0", q2="", q3="-"))
    assert list(one.values.values()) == [0, None, None, None]


def test_a_target_may_be_missing(tiny):
    (one,) = read(tiny, row(target=""))
    assert one.target is None


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"indicator": ""}, ("[indicator]",)),
        ({"process_th": ""}, ("[process_th]",)),
        ({"unit_th": ""}, ("[unit_th]",)),
        ({"kind": "lead"}, ("lead", "leading", "[kind]")),
        ({"direction": "up"}, ("up", "higher", "[direction]")),
        ({"q3": "มาก"}, ("มาก", "[q3]")),
        ({"target": "80%"}, ("80%", "[target]")),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told(tiny, more, told):
    with refused(DataError, *told):
        read(tiny, row(**more))


def test_an_id_twice_is_told_with_both_rows(tiny):
    with refused(DataError, "process_indicators.csv:2", "process_indicators.csv:3"):
        read(tiny, row(), row())


def test_several_faults_are_told_together(tiny):
    with refused(Faults, "[kind]", "[q1]"):
        read(tiny, row(kind="?"), row(indicator="M2", q1="?"))
