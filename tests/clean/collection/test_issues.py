"""The issues of filled workbooks: each kind has its sentences, its unit, file and cell."""

from typing import get_args

import pytest

from pmqa_analysis.clean.collection.issues import EntryIssueKind, entry_issue

PARTICULARS = dict.fromkeys(
    ("problem", "name", "found", "expected", "known", "other", "place", "earlier", "months"), "x"
)
CELL = "ส่ง/PR รอบ 12.xlsx ผลรายข้อ!E12"


@pytest.mark.parametrize("kind", get_args(EntryIssueKind))
def test_each_kind_says_where_in_both_languages(kind):
    issue = entry_issue(kind, "สำนักประชาสัมพันธ์", CELL, **PARTICULARS)
    assert CELL in issue.th
    assert CELL in issue.en
    assert (issue.path, issue.cell) == ("ส่ง/PR รอบ 12.xlsx", "ผลรายข้อ!E12")


def test_a_whole_file_has_no_cell():
    issue = entry_issue("foreign", "", "PR.xlsx")
    assert (issue.path, issue.cell) == ("PR.xlsx", "")


@pytest.mark.parametrize(
    ("kind", "severity"),
    [("structure", "error"), ("no_evidence", "warning"), ("unanswered", "info"),
     ("differs", "warning"), ("not_xlsx", "warning")],
)  # fmt: skip
def test_what_is_set_aside_is_an_error_and_what_wants_a_look_a_warning(kind, severity):
    assert entry_issue(kind, "", CELL, **PARTICULARS).severity == severity
