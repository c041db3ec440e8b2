"""Whose a workbook is: taken by its marks, or refused with every text that stands in it."""

import pytest

from pmqa_analysis.clean.collection.intake import Refused, take_workbook
from pmqa_analysis.clean.collection.submission import Submission
from pmqa_analysis.load.filled_book import FilledBook, FilledSheet
from tests.clean.collection.samples import AGREEMENT, filled_book, form_of

UNITS = {unit: AGREEMENT.units[unit] for unit in ("PR", "ICT")}


def taken(book):
    return take_workbook(book, AGREEMENT, UNITS, lambda unit, months: form_of(unit.unit, months))


def test_a_form_of_ours_is_taken_and_checked():
    one = taken(filled_book("PR", {"1.1:L1-1": {"tick": "✓"}}, 6))
    assert isinstance(one, Submission)
    assert (one.unit.unit, one.months) == ("PR", 6)
    assert [issue.kind for issue in one.issues] == ["no_evidence"]


def test_a_workbook_without_marks_is_foreign():
    page = FilledSheet("x.xlsx", "แผ่น1", {(1, 1): "ก", (4, 2): "ข"})
    one = taken(FilledBook("x.xlsx", (page,)))
    assert isinstance(one, Refused)
    assert one.issue.kind == "foreign"
    assert [(cell.text, cell.address) for cell in one.set_aside] == [
        ("ก", "x.xlsx แผ่น1!A1"), ("ข", "x.xlsx แผ่น1!B4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "kind", "words"),
    [
        ({"form": "survey"}, "foreign", ""),
        ({"unit": "COM9"}, "unknown_unit", "COM9"),
        ({"unit": ""}, "unknown_unit", "PR, ICT"),
        ({"round": "7"}, "other_form", "6, 9, 12"),
        ({"office": "house"}, "other_form", "house"),
        ({"framework": "agreement_2566"}, "other_form", "agreement_2566"),
        ({"fiscal_year": "2566"}, "other_form", "2567"),
    ],
)
def test_another_form_is_refused_with_what_was_expected(marks, kind, words):
    one = taken(filled_book("PR", {"1.1:L1-1": {"tick": "✓"}}, marks=marks))
    assert isinstance(one, Refused)
    assert one.issue.kind == kind
    assert words in one.issue.th
    assert "✓" in [cell.text for cell in one.set_aside]


def test_another_version_of_the_print_is_no_reason_to_refuse():
    """Changed wordings are told cell by cell instead."""
    one = taken(filled_book("PR", {}, marks={"version": "0" * 12}))
    assert isinstance(one, Submission)
    assert one.issues == ()


def test_the_marks_themselves_are_not_set_aside():
    one = taken(filled_book("PR", {}, marks={"unit": "COM9"}))
    assert "agreement_2567" not in [cell.text for cell in one.set_aside]
