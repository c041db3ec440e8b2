"""Marks on the responses that were kept: what an analyst may want to leave out, and why."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmqa_analysis.clean.issues import Issue, IssueKind, make_issue
from pmqa_analysis.clean.surveys.careless import count_straight_lines, is_too_fast
from pmqa_analysis.clean.surveys.cell_faults import ISSUES_PER_COLUMN
from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.clean.surveys.decoding import DecodedTable
from pmqa_analysis.clean.surveys.duplicates import repeats_of_id
from pmqa_analysis.clean.surveys.rows import Verdicts, outside_year, row_address
from pmqa_analysis.settings import SurveyEntry

__all__ = ["FLAGS", "flag_responses"]

FLAGS = (
    "unknown_answer", "outside_year", "doubled_id", "straight_line", "too_fast", "partial",
)  # fmt: skip
# The two calendars of Excel lie this far apart.
_DAYS_1904 = pd.Timedelta(days=1462)
Numbers = npt.NDArray[np.intp]


def flag_responses(
    decoded: DecodedTable, responses: pd.DataFrame, verdicts: Verdicts, codebook: Codebook,
    rules: SurveyEntry, year: int, source: str,
) -> tuple[pd.DataFrame, list[tuple[int, Issue]]]:  # fmt: skip
    """Return the marks of each response, and an issue for each mark with its row's position.

    An unknown answer has its own issue at its cell.
    """
    kept = verdicts.kept
    eligible = np.zeros(len(decoded.answered), bool)
    eligible[kept] = True
    doubled = repeats_of_id(decoded.roles.get("respondent"), eligible)
    straight = count_straight_lines(responses, codebook, year).to_numpy()
    answered = _answered_items(responses, codebook, year)
    seconds = pd.Series(decoded.seconds.to_numpy()[kept], index=responses.index)
    marks = {
        "unknown_answer": decoded.unknown[kept],
        "outside_year": outside_year(decoded.submitted, year)[kept],
        "doubled_id": doubled[kept] >= 0,
        "straight_line": straight > 0,
        "too_fast": is_too_fast(answered, seconds, rules.seconds_per_item).to_numpy(),
        "partial": _partial(decoded, codebook, source)[kept],
    }
    shifted = _other_calendar(decoded, year)[kept] & marks["outside_year"]
    issues = [
        *_issues(decoded, "outside_year", kept[marks["outside_year"] & ~shifted], year=year),
        *_issues(decoded, "date_1904", kept[shifted], year=year),
        *_issues(decoded, "partial", kept[marks["partial"]]),
        *_doubled(decoded, kept[marks["doubled_id"]], doubled),
        *_counted(decoded, "straight_line", kept, straight * marks["straight_line"]),
        *_counted(decoded, "too_fast", kept, answered.to_numpy() * marks["too_fast"]),
    ]
    return pd.DataFrame(marks, index=responses.index), issues


def _partial(
    decoded: DecodedTable, codebook: Codebook, source: str
) -> npt.NDArray[np.bool_]:  # fmt: skip
    """Return which rows were begun and not sent, where the export tells."""
    ended = decoded.roles.get("completed")
    kind = next(one.kind for one in codebook.sources if one.id == source)
    if ended is None and kind == "limesurvey":
        ended = decoded.roles.get("submitted")
    if ended is None:
        return np.zeros(len(decoded.answered), bool)
    return ~ended.filled


def _other_calendar(decoded: DecodedTable, year: int) -> npt.NDArray[np.bool_]:
    """Return which moments lie in the fiscal year by Excel's other calendar only."""
    moments = decoded.submitted
    inside = np.zeros(len(moments), bool)
    for shift in (_DAYS_1904, -_DAYS_1904):
        inside |= (moments.notna() & ~outside_year(moments + shift, year)).to_numpy()
    return inside


def _answered_items(responses: pd.DataFrame, codebook: Codebook, year: int) -> pd.Series:
    total = np.zeros(len(responses), np.int16)
    for item, _ in codebook.items_of(year):
        total += responses[item.id].notna().to_numpy()
    return pd.Series(total, index=responses.index)


def _issues(
    decoded: DecodedTable, kind: IssueKind, rows: Numbers, **particulars: object
) -> Iterator[tuple[int, Issue]]:
    for row, count in _told(rows):
        address = row_address(decoded.table, row)
        yield row, make_issue(kind, address, count=count, **particulars)


def _doubled(decoded: DecodedTable, rows: Numbers, repeats: Numbers) -> Iterator[tuple[int, Issue]]:
    for row, count in _told(rows):
        address, other = (row_address(decoded.table, at) for at in (row, int(repeats[row])))
        yield row, make_issue("doubled_id", address, count=count, other=other)


def _counted(
    decoded: DecodedTable, kind: IssueKind, kept: Numbers, items: npt.NDArray[np.int16]
) -> Iterator[tuple[int, Issue]]:
    """Yield an issue for each response with a number of items, naming the number."""
    by_row = dict(zip(kept[items > 0].tolist(), items[items > 0].tolist(), strict=True))
    for row, count in _told(kept[items > 0]):
        address = row_address(decoded.table, row)
        yield row, make_issue(kind, address, count=count, items=by_row[row])


def _told(rows: Numbers) -> Iterator[tuple[int, int]]:
    """Yield the first rows, and for each how many it stands for."""
    shown = rows[:ISSUES_PER_COLUMN].tolist()
    for place, row in enumerate(shown, start=1):
        yield row, len(rows) - len(shown) + 1 if place == len(shown) else 1
