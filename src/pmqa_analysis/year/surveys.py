"""The surveys of one fiscal year: from the files that the settings name to cleaned responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.surveys.codebook import Codebook, Source
from pmqa_analysis.clean.surveys.codebook_file import load_codebook
from pmqa_analysis.clean.surveys.history import (
    HISTORY_COLUMNS,
    HISTORY_FILE,
    UnitHistory,
    clean_unit_history,
)
from pmqa_analysis.clean.surveys.responses import CleanedSurvey, clean_responses
from pmqa_analysis.clean.surveys.sources import join_sources
from pmqa_analysis.errors import PmqaError, SettingsError, nearest, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.load.exports import load_export
from pmqa_analysis.office import Office
from pmqa_analysis.settings import SurveyEntry, YearSettings

__all__ = ["Surveys"]


class Surveys:
    """The surveys that a year's settings name, each cleaned once and kept.

    Args:
        office: The office's folder.
        ledger: The year's corrections.
        settings: Of the fiscal year.
    """

    def __init__(self, office: Office, ledger: Ledger, settings: YearSettings) -> None:
        self.office = office
        self.ledger = ledger
        self.settings = settings
        self._codebooks: dict[str, Codebook] = {}
        self._cleaned: dict[tuple[str, int], CleanedSurvey] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Return the ids of the year's surveys, in the order of the settings."""
        return tuple(entry.codebook for entry in self.settings.surveys)

    def rules(self, survey: str, fiscal_year: int | None = None) -> SurveyEntry:
        """Return the named rules of a survey: those of its own year where that has any.

        Raises:
            SettingsError: If the settings name no such survey.
        """
        year = fiscal_year or self.settings.fiscal_year
        settings = self.settings
        if year != settings.fiscal_year and year in self.office.years:
            settings = self.office.settings(year)
        own = {entry.codebook: entry for entry in self.settings.surveys}
        earlier = {entry.codebook: entry for entry in settings.surveys}
        if survey not in own:
            near = nearest(survey, own) or ", ".join(own) or "-"
            where = f"settings/{self.settings.fiscal_year}.yml"
            raise SettingsError("survey.not_in_year", where=where, found=survey, near=near)
        return earlier.get(survey, own[survey])

    def codebook(self, survey: str) -> Codebook:
        """Return the codebook of a survey.

        Raises:
            SettingsError: If the settings name no such survey, or its codebook cannot be taken.
            DataError: If there is no such codebook.
        """
        self.rules(survey)
        if survey not in self._codebooks:
            self._codebooks[survey] = load_codebook(self.office, survey)
        return self._codebooks[survey]

    def open(self, survey: str, fiscal_year: int | None = None) -> CleanedSurvey:
        """Return the cleaned responses of all sources of a survey.

        Args:
            survey: Id of the codebook.
            fiscal_year: An earlier year of the codebook; this year otherwise.

        Raises:
            SettingsError: If the survey or the year is unknown, or no source has a file.
            DataError: If a file cannot be read or taken, or a correction matches nothing.
        """
        year = fiscal_year or self.settings.fiscal_year
        if (survey, year) not in self._cleaned:
            self._cleaned[survey, year] = self._clean(survey, year)
        return self._cleaned[survey, year]

    def tables(self, survey: str, fiscal_year: int | None = None) -> Iterator[
        tuple[Source, RawTable]
    ]:  # fmt: skip
        """Yield the raw tables of a survey's sources as they came, source by source.

        Raises:
            SettingsError: If the year is unknown, or no source has a file in it.
            DataError: The faults of all files that cannot be read, told together.
        """
        codebook = self.codebook(survey)
        year = fiscal_year or self.settings.fiscal_year
        sources = self.sources(survey, year)
        if not sources:
            raise SettingsError("survey.no_file", where=codebook.survey, year=year)
        read: list[tuple[Source, RawTable]] = []
        faults: list[PmqaError] = []
        for source in sources:
            try:
                tables = load_export(
                    self.office, source.file_of(year), kind=source.kind, sheet=source.sheet,
                    encoding=source.encoding, header_row=source.header_row,
                )  # fmt: skip
            except PmqaError as fault:
                faults.append(fault)
            else:
                read += ((source, table) for table in tables)
        raise_faults(faults)
        yield from read

    def sources(self, survey: str, fiscal_year: int | None = None) -> list[Source]:
        """Return the sources of a survey that have a file in a year.

        Raises:
            SettingsError: If the codebook does not have that year.
        """
        codebook = self.codebook(survey)
        year = fiscal_year or self.settings.fiscal_year
        if year not in codebook.years:
            known = ", ".join(map(str, codebook.years))
            raise SettingsError("codebook.no_year", where=survey, year=year, known=known)
        return [source for source in codebook.sources if source.file_of(year)]

    def unit_history(self, survey: str, group: str) -> UnitHistory:
        """Return how the units of a group were renamed, merged or split over the years.

        Raises:
            SettingsError: If the codebook has no such group.
            DataError: If a row of the history cannot be taken.
        """
        groups = {one.id: one for one in self.codebook(survey).groups}
        if group not in groups:
            near = nearest(group, groups) or ", ".join(groups) or "-"
            raise SettingsError(
                "codebook.unknown", where=survey, name="groups", found=group, near=near
            )
        if not self.office.has(HISTORY_FILE):
            return UnitHistory()
        units = [one.code for one in groups[group].categories]
        table = self.ledger.apply(load_table(self.office, HISTORY_FILE, HISTORY_COLUMNS))
        return clean_unit_history(table, units)

    def _clean(self, survey: str, year: int) -> CleanedSurvey:
        codebook, rules = self.codebook(survey), self.rules(survey, year)
        parts: list[CleanedSurvey] = []
        faults: list[PmqaError] = []
        for source, table in self.tables(survey, year):
            try:
                parts.append(clean_responses(table, codebook, source.id, year, self.ledger, rules))
            except PmqaError as fault:
                faults.append(fault)
        raise_faults(faults)
        joined = join_sources(parts, codebook, rules)
        files = [source.file_of(year) or "" for source in self.sources(survey, year)]
        return replace(joined, issues=(*self.ledger.issues_of(*files), *joined.issues))
