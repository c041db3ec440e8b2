"""One fiscal year of an office, opened: the one door to all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_analysis.assess.scorecards.scorecard import Scorecard
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.surveys.responses import CleanedSurvey
from pmqa_analysis.office import find_office
from pmqa_analysis.results import Disagreement, Results
from pmqa_analysis.thai import parse_fiscal_year
from pmqa_analysis.year.brief import YearBrief
from pmqa_analysis.year.indicators import IndicatorYear
from pmqa_analysis.year.plan import YearPlan
from pmqa_analysis.year.pmqa import YearPmqa
from pmqa_analysis.year.prose import YearProse
from pmqa_analysis.year.quality import DataQuality
from pmqa_analysis.year.scorecards import Scorecards
from pmqa_analysis.year.services import YearServices
from pmqa_analysis.year.surveys import Surveys

if TYPE_CHECKING:
    from pmqa_analysis.year.measured import SurveyYears

__all__ = ["Year", "open_year"]


class Year(IndicatorYear):
    """One fiscal year of an office: its indicators, and a door to each other part of it."""

    @cached_property
    def answers(self) -> Surveys:
        """Return the door of the year's surveys: codebooks, exports, cleaned responses."""
        return Surveys(self.office, self.ledger, self.settings)

    def survey(self, survey: str, fiscal_year: int | None = None) -> CleanedSurvey:
        """Return the cleaned responses of a survey, of this year or an earlier one."""
        return self.answers.open(survey, fiscal_year)

    @cached_property
    def _measured(self) -> list[SurveyYears]:
        return []

    def measured(
        self, surveys: Sequence[str], years: Sequence[int], by: Sequence[str | Sequence[str]] = ()
    ) -> list[SurveyYears]:
        """Return surveys of this year with those of earlier years, counted, broken down ``by``.

        Raises:
            SettingsError: If a survey, a year or a group is unknown.
            DataError: If an export cannot be taken.
        """
        # Imported here alone: a year is mostly opened without surveys, and scipy takes its time.
        from pmqa_analysis.year.measured import SurveyYears

        shown = (*years, self.fiscal_year)
        opened = [SurveyYears(self.answers, survey, shown, by) for survey in surveys]
        self._measured.extend(opened)
        return opened

    def known_results(self) -> Results:
        """Return every figure stated, computed, or asked of a survey so far."""
        asked = [result for survey in self._measured for result in survey.results]
        return super().known_results() | asked

    @cached_property
    def scorecards(self) -> Scorecards:
        """Return the door of the year's frameworks of indicators and their results."""
        return Scorecards(self)

    def disagreements(self) -> list[Disagreement]:
        """Return the figures that sections state differently, and those that a KPI does."""
        repeated = [
            Disagreement("value", self.results[name].measure, (self.results[name], *stated))
            for name, stated in self.scorecards.repeated().items()
        ]
        differing = [one for one in repeated if one.differing]
        return sorted([*super().disagreements(), *differing], key=lambda one: one.measure)

    def scorecard(self, framework: str, *, months: int = 12) -> Scorecard:
        """Return a framework scored on what was reported up to a month of the year."""
        return self.scorecards.open(framework, months=months)

    @cached_property
    def quality(self) -> DataQuality:
        """Return how good the year's data are: its surveys and its printed figures."""
        return DataQuality(self)

    @cached_property
    def pmqa(self) -> YearPmqa:
        """Return the year's standing against the PMQA criteria."""
        return YearPmqa(self)

    @cached_property
    def plan(self) -> YearPlan:
        """Return the year's development plan and its progress."""
        return YearPlan(self)

    @cached_property
    def services(self) -> YearServices:
        """Return the year's complaints, and its use of paper and postage."""
        return YearServices(self)

    def check_further(self) -> tuple[Issue, ...]:
        """Open all else that the settings name; return what is doubtful, but in surveys.

        Raises:
            DataError: If they cannot be taken, or a correction matched nothing.
            SettingsError: If the criteria or a codebook cannot be taken.
        """
        issues = self.scorecards.all_issues
        if self.settings.assessment is not None:
            issues += self.pmqa.issues
            _ = self.pmqa.criteria
        if self.plan.is_there:
            _ = self.plan.reports, self.plan.processes
        services = self.services
        _ = services.complaints, services.innovations, services.resource_use
        _ = services.process_indicators, self.grades
        for survey in self.answers.names:
            self.survey(survey)
        read = self.office.inputs_read
        self.ledger.check_all_used(lambda file: file not in read and self._is_of_other_years(file))
        return issues

    def brief(self, category: int, round_: str = "12") -> YearBrief:
        """Return what a one-page brief needs, of a category or, for 0, of the office."""
        return YearBrief(self, category, round_)

    @cached_property
    def prose(self) -> YearProse:
        """Return what people wrote for the year, held against its figures."""
        return YearProse(self)

    def check_parameters(self, parameters: Mapping[str, object]) -> None:
        """Check what a report's parameters name: category, years, round, framework.

        Raises:
            SettingsError: If the office has no such thing.
        """
        if not self.plan.check_parameters(parameters):
            super().check_parameters(parameters)
        self.scorecards.check_parameters(parameters)


def open_year(fiscal_year: int, *, office: Path | str | None = None) -> Year:
    """Open a fiscal year to explore it.

    Args:
        fiscal_year: Buddhist Era.
        office: The office's folder; by default ``PMQA_OFFICE``, or ``data/`` here or above.

    Raises:
        SettingsError: If there is no such office or year.
        DataError: If the data cannot be taken.
    """
    return Year(find_office(Path(office) if office else None), parse_fiscal_year(fiscal_year))
