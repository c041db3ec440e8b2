"""The register of innovations: every row as written, or told with its cell."""

from fractions import Fraction

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.innovations import INNOVATION_COLUMNS, load_innovations
from pmqa_analysis.errors import DataError
from tests.offices import csv_text, refused

FILE = "raw/2563/innovations.csv"


def row(**more):
    return {"innovation": "N1", "name_th": "ระบบ", "name_en": "System", "intended": "100"} | more


def read(tiny, *rows):
    return load_innovations(tiny({FILE: csv_text(INNOVATION_COLUMNS, rows)}), Ledger(), FILE)


def test_a_row_is_read_as_it_is_written(tiny):
    (one,) = read(tiny, row(users="70", satisfaction="84.5", respondents="๑๒", bureau="สำนัก ก"))
    assert (one.intended, one.users, one.respondents) == (100, 70, 12)
    assert (one.satisfaction, one.bureau) == (Fraction("84.5"), "สำนัก ก")


def test_blanks_are_unknown_not_zero(tiny):
    (one,) = read(tiny, row(intended=""))
    assert (one.intended, one.users, one.satisfaction, one.respondents) == (None,) * 4


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"innovation": ""}, ("[innovation]",)),
        ({"name_th": ""}, ("[name_th]",)),
        ({"users": "101"}, ("101", "0 – 100", "[users]")),
        ({"intended": "0"}, ("[intended]", "≥ 1")),
        ({"satisfaction": "100.5", "respondents": "9"}, ("100.5", "[satisfaction]")),
        ({"satisfaction": "ดี", "respondents": "9"}, ("ดี", "[satisfaction]")),
        ({"satisfaction": "90"}, ("[respondents]",)),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told(tiny, more, told):
    with refused(DataError, *told):
        read(tiny, row(**more))


def test_an_id_twice_is_told_with_both_rows(tiny):
    with refused(DataError, "innovations.csv:2", "innovations.csv:3"):
        read(tiny, row(), row())
