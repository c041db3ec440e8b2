"""Responses: from one export and its codebook to answers in codes, with nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from operator import add

import pandas as pd

from pmqa_analysis.clean.issues import Issue
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.clean.surveys.decoding import decode_table
from pmqa_analysis.clean.surveys.flags import flag_responses
from pmqa_analysis.clean.surveys.frames import (
    build_non_answers,
    build_responses,
    build_texts,
    check_schema,
    responses_schema,
)
from pmqa_analysis.clean.surveys.matching import check_columns, match_columns
from pmqa_analysis.clean.surveys.quarantine import rejected_rows
from pmqa_analysis.clean.surveys.rows import (
    RowCounts,
    file_name,
    judge_rows,
    row_addresses,
    row_issues,
)
from pmqa_analysis.errors import DataError, SettingsError, nearest
from pmqa_analysis.load import RawTable
from pmqa_analysis.settings import SurveyEntry

__all__ = ["CleanedSurvey", "clean_responses"]


@dataclass(frozen=True, repr=False)
class CleanedSurvey:
    """One survey's responses of one fiscal year, from one file or several.

    All frames but ``rejected`` have the unique address of the source row as their index.

    Attributes:
        survey: Id of the codebook.
        fiscal_year: Buddhist Era.
        responses: ``respondent``, ``source``, ``fiscal_year``, ``submitted``, then groups as
            categories of codes, items as ``Int8`` answers, options ``set__option`` as
            ``boolean``. Missing is no answer, an unknown answer, or a non-answer.
        non_answers: For items whose scale has them, the ``Int8`` code of the non-answer.
        texts: Free texts, and the words behind each ``other``. Never to be published.
        flags: ``unknown_answer``, ``outside_year``, ``doubled_id``, ``straight_line``,
            ``too_fast``, ``partial``.
        issues: What was found, with addresses and never with an answer.
        rejected: The rejected rows whole, as they came, after ``address`` and ``reasons``.
        files: What became of the rows of each file.
        remarks: How each file was read, as ``name: particulars``.
    """

    survey: str
    fiscal_year: int
    responses: pd.DataFrame
    non_answers: pd.DataFrame
    texts: pd.DataFrame
    flags: pd.DataFrame
    issues: tuple[Issue, ...]
    rejected: pd.DataFrame
    files: Mapping[str, RowCounts]
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return how many rows there are; never an answer."""
        return f"<CleanedSurvey {self.survey} {self.fiscal_year}: {self.counts}>"

    @property
    def counts(self) -> RowCounts:
        """Return what became of the rows of all files."""
        return reduce(add, self.files.values(), RowCounts(0, 0, 0, 0, 0))

    def codes(self, item: str) -> pd.Series:
        """Return an item's answers and non-answers in one column of codes."""
        answers = self.responses[item]
        return answers.fillna(self.non_answers[item]) if item in self.non_answers else answers


def clean_responses(
    table: RawTable, codebook: Codebook, source: str, year: int, ledger: Ledger, rules: SurveyEntry
) -> CleanedSurvey:
    """Return the responses of one export, with everything that was doubted or set aside.

    Args:
        table: As it was read: text only.
        codebook: What its columns mean.
        source: Id of the source in the codebook.
        year: Fiscal year, Buddhist Era.
        ledger: Corrections; those of this file are used up.
        rules: The survey's named rules, from the year's settings.

    Raises:
        SettingsError: If the codebook has no such source or year.
        DataError: If a column is not in the codebook or two hold one question, a correction
            matches nothing or its guard fails, or the rows do not add up.
    """
    _check_arguments(table, codebook, source, year)
    match = match_columns(table, codebook, year, source)
    check_columns(table, match)
    corrected = ledger.apply(table, columns=match.columns, private=True)
    with ThreadPoolExecutor(max_workers=1) as beside:
        schema = beside.submit(responses_schema, codebook, year)
        decoded = decode_table(corrected, match, codebook, year)
        verdicts = judge_rows(decoded, codebook, rules, year, source)
        index = row_addresses(corrected, verdicts.kept)
        responses = build_responses(decoded, verdicts.kept, index, codebook, year, source)
        checked = beside.submit(check_schema, responses, schema.result(), table.path)
        flags, flag_issues = flag_responses(
            decoded, responses, verdicts, codebook, rules, year, source
        )
        checked.result()
    told = [*decoded.issues, *row_issues(decoded, verdicts), *flag_issues]
    rejected = rejected_rows(table, corrected, verdicts)
    counts = RowCounts(
        len(table.frame), len(responses), len(rejected), int((verdicts.repeats >= 0).sum()),
        int(verdicts.blank.sum()),
    )  # fmt: skip
    counts.check(table.path)
    return CleanedSurvey(
        survey=codebook.survey,
        fiscal_year=year,
        responses=responses,
        non_answers=build_non_answers(decoded, verdicts.kept, index, codebook, year),
        texts=build_texts(decoded, verdicts.kept, index, codebook, year),
        flags=flags,
        issues=tuple(issue for _, issue in sorted(told, key=lambda one: one[0])),
        rejected=rejected,
        files={file_name(table): counts},
        remarks={file_name(table): table.remarks},
    )


def _check_arguments(table: RawTable, codebook: Codebook, source: str, year: int) -> None:
    sources = [one.id for one in codebook.sources]
    if source not in sources:
        near = nearest(source, sources) or ", ".join(sources)
        raise SettingsError(
            "codebook.unknown", where=codebook.survey, name="sources", found=source, near=near
        )
    if year not in codebook.years:
        known = ", ".join(map(str, codebook.years))
        raise SettingsError("codebook.no_year", where=codebook.survey, year=year, known=known)
    if not table.frame.index.is_unique:
        raise DataError("rows.doubled_number", where=table.path)
