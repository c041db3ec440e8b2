"""What becomes of each row: kept, rejected, a duplicate, or blank; the four add to the rows in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmqa_analysis.clean.issues import Issue, make_issue
from pmqa_analysis.clean.surveys.answers import BLANK, UNKNOWN
from pmqa_analysis.clean.surveys.cell_faults import ISSUES_PER_COLUMN
from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.clean.surveys.decoding import DecodedTable
from pmqa_analysis.clean.surveys.duplicates import find_duplicates
from pmqa_analysis.clean.surveys.labels import label_key
from pmqa_analysis.clean.surveys.texts import Texts
from pmqa_analysis.errors import DataError
from pmqa_analysis.load import RawTable
from pmqa_analysis.settings import SurveyEntry
from pmqa_analysis.thai import BUDDHIST_ERA, FIRST_FISCAL_MONTH

__all__ = [
    "RowCounts", "Verdicts", "file_name", "judge_rows", "outside_year", "reject_reasons",
    "row_address", "row_addresses", "row_issues",
]  # fmt: skip

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows a file had, and what became of them."""

    rows_in: int
    kept: int
    rejected: int
    duplicates: int
    blank: int

    def __add__(self, other: RowCounts) -> RowCounts:
        """Return the counts of two files together."""
        return RowCounts(
            self.rows_in + other.rows_in, self.kept + other.kept,
            self.rejected + other.rejected, self.duplicates + other.duplicates,
            self.blank + other.blank,
        )  # fmt: skip

    def check(self, where: str) -> None:
        """Refuse counts in which a row was lost or counted twice.

        Raises:
            DataError: If rows in are not kept + rejected + duplicates + blank.
        """
        if self.rows_in != self.kept + self.rejected + self.duplicates + self.blank:
            raise DataError(
                "rows.do_not_add", where=where, rows=self.rows_in, kept=self.kept,
                rejected=self.rejected, duplicates=self.duplicates, blank=self.blank,
            )  # fmt: skip


@dataclass(frozen=True)
class Verdicts:
    """What becomes of each row of a corrected table.

    Attributes:
        blank: Rows without any answer.
        reasons: For each rule of rejection, the rows that it sets aside.
        rejected: Rows that any of them sets aside.
        repeats: The position of the row that each repeats, or -1.
        kept: The positions of the others.
    """

    blank: Flags
    reasons: Mapping[str, Flags]
    rejected: Flags
    repeats: Places
    kept: Places

    def reasons_of(self, place: int) -> str:
        """Return the names of the rules that set a row aside."""
        return "; ".join(rule for rule, rows in self.reasons.items() if rows[place])


def judge_rows(
    decoded: DecodedTable, codebook: Codebook, rules: SurveyEntry, year: int, source: str
) -> Verdicts:
    """Return what becomes of each row: blank, else rejected, else a duplicate, else kept."""
    blank = ~decoded.answered
    reasons = {
        rule: rows & ~blank
        for rule, rows in reject_reasons(decoded, codebook, rules, year, source).items()
    }
    rejected = np.logical_or.reduce([np.zeros_like(blank), *reasons.values()])
    people = any(one.role == "respondent" and one.shared_id for one in codebook.fields)
    repeats = find_duplicates(decoded, ~blank & ~rejected, rules.duplicates, ids_are_people=people)
    kept = np.flatnonzero(~blank & ~rejected & (repeats < 0))
    return Verdicts(blank, reasons, rejected, repeats, kept)


def row_issues(decoded: DecodedTable, verdicts: Verdicts) -> Iterator[tuple[int, Issue]]:
    """Yield an issue for each row rejected and each duplicate; the last of many is counted."""
    table = decoded.table
    for kind, rows in (("rejected", np.flatnonzero(verdicts.rejected)),
                       ("duplicate", np.flatnonzero(verdicts.repeats >= 0))):  # fmt: skip
        shown = rows[:ISSUES_PER_COLUMN].tolist()
        for place, row in enumerate(shown, start=1):
            count = len(rows) - len(shown) + 1 if place == len(shown) else 1
            address = row_address(table, row)
            if kind == "rejected":
                reasons = verdicts.reasons_of(row)
                yield row, make_issue("rejected", address, count=count, reasons=reasons)
            else:
                other = row_address(table, int(verdicts.repeats[row]))
                yield row, make_issue("duplicate", address, count=count, other=other)


def file_name(table: RawTable) -> str:
    """Return the file of a table, with its sheet where there is one."""
    return table.name


def row_address(table: RawTable, place: int) -> str:
    """Return the address of the row at a position: file, sheet and row number."""
    return table.row_address(int(table.frame.index[place]))


def row_addresses(table: RawTable, places: Places) -> pd.Index:
    """Return the addresses of the rows at some positions."""
    import pyarrow as pa
    import pyarrow.compute as arrow

    text = pa.large_string()
    prefix = pa.scalar(file_name(table) + ("!" if table.sheet else ":"), text)
    numbers = pa.array(np.asarray(table.frame.index[places], np.int64)).cast(text)
    addresses = arrow.binary_join_element_wise(prefix, numbers, pa.scalar("", text))
    index: pd.Index = pd.Index(pd.array(addresses, dtype="str"), name="address")
    return index


def reject_reasons(
    decoded: DecodedTable, codebook: Codebook, rules: SurveyEntry, year: int, source: str
) -> dict[str, Flags]:
    """Return for each named rule of rejection which rows it sets aside, in the rules' order."""
    size = len(decoded.answered)
    none = np.zeros(size, bool)
    submitted = decoded.roles.get("submitted")
    asked = [one.id for one in codebook.groups if codebook.is_asked(one, year, source)]
    found = {
        "no_consent": _without_consent(decoded, codebook, year, source),
        "incomplete": _blank_in(decoded.roles.get("completed", submitted), none),
        "missing_id": _blank_in(decoded.roles.get("respondent"), none),
        "missing_group": np.logical_or.reduce(
            [none, *(_is_missing(decoded, group, size) for group in asked)]
        ),
        "unknown_answer": decoded.unknown,
        "outside_year": outside_year(decoded.submitted, year),
    }
    return {rule: found[rule] for rule in rules.reject}


def outside_year(submitted: pd.Series, year: int) -> Flags:
    """Return which moments lie outside of a fiscal year; a missing one lies nowhere."""
    start = pd.Timestamp(year - 1 - BUDDHIST_ERA, FIRST_FISCAL_MONTH, 1)
    end = pd.Timestamp(year - BUDDHIST_ERA, FIRST_FISCAL_MONTH, 1)
    outside = submitted.notna() & ~((submitted >= start) & (submitted < end))
    return outside.to_numpy(dtype=bool)


def _without_consent(decoded: DecodedTable, codebook: Codebook, year: int, source: str) -> Flags:
    """Return which rows do not say yes where consent is asked; a blank is no consent."""
    asked = [one for one in codebook.fields
             if one.role == "consent" and codebook.is_asked(one, year, source)]  # fmt: skip
    if not asked:
        return np.zeros(len(decoded.answered), bool)
    texts = decoded.roles.get("consent")
    if texts is None:
        return np.ones(len(decoded.answered), bool)
    accepted = {label_key(text) for text in asked[0].accepts}
    refused = texts.map(lambda text: label_key(text) in accepted) == 0
    return np.asarray(refused, dtype=bool)


def _blank_in(texts: Texts | None, none: Flags) -> Flags:
    return none if texts is None else ~texts.filled


def _is_missing(decoded: DecodedTable, group: str, size: int) -> Flags:
    column = decoded.columns.get(group)
    if column is None:
        return np.ones(size, bool)
    return np.isin(column.codes, (BLANK, UNKNOWN))
