"""How good the data of one fiscal year are: each survey, and the printed figures."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pmqa_analysis.assess.quality import (
    PrintedQuality,
    SurveyQuality,
    printed_quality,
    survey_quality,
)
from pmqa_analysis.clean.issues import Issue
from pmqa_analysis.clean.surveys.codebook_check import Finding, compare_years

if TYPE_CHECKING:
    from pmqa_analysis.year.year import Year

__all__ = ["DataQuality"]


class DataQuality:
    """What is known of how good a year's data are; every figure of it is a result of the year.

    Args:
        year: The opened year.
    """

    def __init__(self, year: Year) -> None:
        self._year = year

    @cached_property
    def surveys(self) -> tuple[SurveyQuality, ...]:
        """Return the quality of each survey, in the order of the settings.

        Raises:
            SettingsError: If a codebook cannot be taken.
            DataError: If a file of a survey cannot be taken.
        """
        year, answers = self._year, self._year.answers
        found = tuple(
            survey_quality(
                year.survey(name), answers.codebook(name), answers.rules(name),
                year.settings.policies,
            )
            for name in answers.names
        )  # fmt: skip
        year.computed += [result for one in found for result in one.results]
        return found

    @cached_property
    def printed(self) -> PrintedQuality | None:
        """Return what the printed figures lack and contradict; None where none is stated."""
        year = self._year
        if not year.results:
            return None
        found = printed_quality(
            year.results, year.register, year.indicators(), year.disagreements(), year.claims(),
            self.corrections, year.fiscal_year, year.settings.policies,
        )  # fmt: skip
        year.computed += found.results
        return found

    @property
    def corrections(self) -> tuple[Issue, ...]:
        """Return every correction applied: to figures, assessment, plan, registers and surveys."""
        self._year.check_further()
        surveys = (issue for one in self.surveys for issue in one.survey.issues)
        applied = ("corrected", "dropped", "flagged")
        return tuple(issue for issue in (*self._year.issues, *surveys) if issue.kind in applied)

    def drift(self, survey: str) -> list[Finding] | None:
        """Return how the items of a survey differ from those of the codebook's year before.

        None where the codebook has no earlier year.
        """
        codebook = self._year.answers.codebook(survey)
        earlier = [year for year in codebook.years if year < self._year.fiscal_year]
        if not earlier:
            return None
        return list(compare_years(codebook, self._year.fiscal_year, codebook, max(earlier)))
