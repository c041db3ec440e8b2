"""What was found in a survey's data and where, and how its questions differ from last year's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pmqa_analysis.assess.quality import SurveyQuality
from pmqa_analysis.blocks import Block, Cell, Run, Table
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.surveys.codebook_check import Finding
from pmqa_analysis.present.data_quality.names import name_of
from pmqa_analysis.present.grid import columns_of, grid
from pmqa_analysis.present.wording import Wording

__all__ = ["drift_section", "issues_section"]

_ROWS_TOLD, _COLUMNS_TOLD = 30, 10
# A cell or a row: file, sheet and letter, then the row, then the title.
_ADDRESS = re.compile(r"(?P<file>[^\[]*[:!][A-Z]{0,3}?)(?P<row>\d+)(?P<title> \[.*\])?", re.DOTALL)


def issues_section(quality: SurveyQuality, words: Wording) -> Iterator[Block]:
    """Yield what was found in a survey's data, under its heading."""
    yield words.heading("quality_issues", level=2)
    yield _issues_by_kind(quality, words) or words.say("quality.no_issues")


def drift_section(findings: Sequence[Finding] | None, words: Wording) -> Iterator[Block]:
    """Yield how the questions differ from the year before, under its heading.

    A sentence says where none does, or where there is no year before.
    """
    yield words.heading("quality_drift", level=2)
    if not findings:
        yield words.say("quality.first_survey_year" if findings is None else "quality.no_drift")
    for finding in findings or ():
        yield words.passage(
            words.strong(words.text(f"drift.{finding.kind}")),
            words.runs("quality.drift", text=finding.th if words.language == "th" else finding.en),
            style="item",
        )  # fmt: skip


def _issues_by_kind(quality: SurveyQuality, words: Wording) -> Table | None:
    """Return how many cells or rows of each kind of fault, and where; None where there is none."""
    by_kind: dict[str, list[Issue]] = {kind: [] for kind in quality.issues}
    for issue in quality.survey.issues:
        by_kind.setdefault(issue.kind, []).append(issue)
    return grid(
        f"{quality.survey.survey}_issues",
        words.text("caption.quality_issues", survey=name_of(quality.codebook, words)),
        (
            *columns_of(words, "column", ("quality_kind", 2.6), ("quality_severity", 1.2)),
            *columns_of(words, "column", ("quality_count", 0.8), align="end", row_header=False),
            *columns_of(words, "column", ("quality_addresses", 6), row_header=False),
        ),
        [
            (
                Cell(text=words.text(f"issue_kind.{kind}")),
                Cell(text=words.text(f"severity.{by_kind[kind][0].severity}")),
                words.cell(count),
                Cell(text=_addresses(by_kind[kind], quality.survey.files, words)),
            )
            for kind, count in quality.issues.items()
        ],
        notes=(words.text("note.quality_addresses"),),
    )  # fmt: skip


def _addresses(issues: Sequence[Issue], files: Iterable[str], words: Wording) -> str:
    """Return the rows of a kind column by column, and whether there are more."""
    columns: dict[str, list[str]] = {}
    more = any(issue.count > 1 for issue in issues)
    for issue in issues:
        found = _ADDRESS.fullmatch(issue.address)
        column = f"{found['file'].rstrip(':!')}{found['title'] or ''}" if found else issue.address
        rows = columns.setdefault(column, [])
        more |= len(rows) >= _ROWS_TOLD
        if found and len(rows) < _ROWS_TOLD:
            rows.append(found["row"])
    names = _told_once([*columns][:_COLUMNS_TOLD], files)
    told = [
        _rows_of(name, rows, words) for name, rows in zip(names, columns.values(), strict=False)
    ]
    more |= len(columns) > _COLUMNS_TOLD
    return " · ".join(told) + (words.text("quality.more_addresses") if more else "")


def _told_once(columns: Sequence[str], files: Iterable[str]) -> Iterator[str]:
    """Yield columns, the file named where it differs from that of the one before."""
    last = ""
    for column in columns:
        file = next((file for file in files if column.startswith(file)), "")
        own = column.removeprefix(file).lstrip("! ")
        yield own if own and file and file == last else column
        last = file


def _rows_of(column: str, rows: Sequence[str], words: Wording) -> str:
    """Return a column with the rows of it; a path and a row's number stay as they are."""
    if not rows:
        return column
    told = {"column": (Run(text=column),), "rows": (Run(text=", ".join(rows)),)}
    return words.text("quality.rows_of", **told)
