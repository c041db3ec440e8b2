"""Units over the years: renamed, merged, split, and what may be compared."""

import pytest

from pmqa_analysis.clean.surveys.history import HISTORY_COLUMNS, clean_unit_history
from pmqa_analysis.errors import DataError
from tests.clean.surveys.samples import a_table
from tests.offices import refused

UNITS = ("a", "b", "c", "d", "e")


def history(*lines):
    rows = []
    for line in lines:
        start, to, year, kind = line.split()
        rows.append(dict(zip(HISTORY_COLUMNS, (start, to, year, kind, "ก", "r", "s"), strict=True)))
    return clean_unit_history(a_table(*rows, path="reference/unit_history.csv"), UNITS)


def test_a_unit_without_a_change_is_itself():
    assert history("a b 2566 renamed").successors("c", 2565, 2567) == ("c",)


def test_a_renamed_unit_is_followed_through_the_years():
    known = history("a b 2566 renamed", "b c 2567 renamed")
    assert known.successors("a", 2565, 2567) == ("c",)
    assert known.successors("a", 2565, 2566) == ("b",)
    assert known.successors("a", 2566, 2566) == ("a",)


def test_a_split_unit_has_several_successors():
    assert history("a b 2566 split", "a c 2566 split").successors("a", 2565, 2566) == ("b", "c")


def test_merged_units_are_compared_together():
    known = history("a c 2566 merged", "b c 2566 merged")
    assert known.comparable(["a", "b", "d"], 2565, 2566) == {"a": ("c",), "b": ("c",), "d": ("d",)}


def test_units_that_share_a_successor_are_one_block():
    known = history("a d 2566 split", "a e 2566 split", "b c 2566 renamed", "c d 2567 merged",
                    "e d 2567 merged")  # fmt: skip
    assert known.comparable(["a", "b"], 2565, 2567) == {"a": ("d",), "b": ("d",)}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("x b 2566 renamed", "from_unit"),
        ("a x 2566 renamed", "to_unit"),
        ("a b 2566 moved", "kind"),
        ("a b 2023 renamed", "from_year"),
        ("a b 2566 merged", "merged"),
        ("a b 2566 split", "split"),
    ],
)
def test_a_row_that_cannot_be_is_refused(line, word):
    with refused(DataError, "reference/unit_history.csv:2", word):
        history(line)


def test_a_circle_is_refused():
    with refused(DataError, "a → b → a"):
        history("a b 2566 renamed", "b a 2567 renamed")
