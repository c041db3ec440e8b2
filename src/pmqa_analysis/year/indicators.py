"""The indicators of one fiscal year: their results, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import pandas as pd

from pmqa_analysis.assess import (
    Assessment,
    ClaimTest,
    Summary,
    YearComparison,
    assess_measure,
    check_claim,
    compare_year,
    count_mismatches,
    stated_results,
    summarise,
)
from pmqa_analysis.clean import Group, Issue, Item, Measure, YearData, clean_year
from pmqa_analysis.clean.grades import load_grades
from pmqa_analysis.clean.ledger import load_ledger
from pmqa_analysis.clean.scorecards.printed import Grade
from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.office import Office
from pmqa_analysis.results import Disagreement, Result, Results, disagreements, result_id
from pmqa_analysis.settings import YearSettings

__all__ = ["IndicatorYear"]


class IndicatorYear:
    """One fiscal year of an office: its indicators, their results, and what follows from them.

    Args:
        office: The office's folder.
        fiscal_year: Buddhist Era.

    Raises:
        SettingsError: If the year has no settings, or they cannot be taken.
        DataError: If the data cannot be taken.
    """

    def __init__(self, office: Office, fiscal_year: int) -> None:
        self.office = office
        self.fiscal_year = fiscal_year
        self.settings: YearSettings = office.settings(fiscal_year)
        self.ledger = load_ledger(office)
        self.data: YearData = clean_year(office, self.ledger, self.settings)
        self.ledger.check_all_used(lambda file: office.has(file) or self._is_of_other_years(file))
        results = self.settings.inputs.results
        if results is not None and not self.data.of_record:
            raise DataError("table.no_rows", where=results)
        self.register = self.data.register
        self.results: Results = stated_results(self.data, self.settings.policies.rounding)
        self.computed: list[Result] = []

    def _is_of_other_years(self, file: str) -> bool:
        """Return whether a file need not be read for this year: a correction of it may wait."""
        folder = re.match(r"raw/(\d{4})/", file)
        if folder is None:
            return file.startswith("reference/") and self.office.has(file)
        year = int(folder[1])
        known = year in (*self.office.years, *self.settings.history) or self.office.has(file)
        return year != self.fiscal_year and known

    @cached_property
    def assessments(self) -> Mapping[str, Assessment]:
        """Return every measure's assessment, by measure."""
        return {
            measure.measure: assess_measure(measure, self.results, self.settings)
            for measure in self.register.measures.values()
        }

    @cached_property
    def grades(self) -> Mapping[str, tuple[Grade, ...]]:
        """Return the grades of each indicator that has any, the best first.

        Raises:
            DataError: If a row cannot be taken.
        """
        return load_grades(self.office, self.ledger, self.register.measures)

    @property
    def last_year(self) -> int | None:
        """Return the year before, where it is shown."""
        return self.settings.history[-1] if self.settings.history else None

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return what was corrected, dropped or flagged in the files read so far, but surveys'."""
        return self.ledger.issues

    def category(self, category: int) -> list[Assessment]:
        """Return the assessed measures of a PMQA category, in the order of the print.

        Raises:
            SettingsError: If the office has no such category, or it reports no measure.
        """
        if category not in self.register.categories:
            known = ", ".join(map(str, self.register.categories))
            raise SettingsError("report.unknown_category", where=str(category), known=known)
        measures = self.register.measures_of(category)
        if not measures:
            raise SettingsError("report.empty_category", where=str(category))
        return [self.assessments[measure.measure] for measure in measures]

    def category_parts(self, category: int) -> Sequence[Item | Group]:
        """Return the items of a process category, or the groups of the results category."""
        if self.register.categories[category].role == "results":
            return list(self.register.groups.values())
        return [item for item in self.register.items.values() if item.category == category]

    def groups(self) -> dict[Group, list[Assessment]]:
        """Return the assessed indicators of each group of the results part."""
        return {
            group: [item for item in self.assessments.values() if item.measure.group == group.group]
            for group in self.register.groups.values()
        }

    def indicators(self) -> list[Assessment]:
        """Return all assessed indicators of the results part, in order."""
        return [item for members in self.groups().values() for item in members]

    def summary(self, assessments: Sequence[Assessment], name: str) -> Summary:
        """Return the counts over some measures; ``name`` is what the set is called in ids."""
        summary = summarise(assessments, name=name, fiscal_year=self.fiscal_year)
        self.computed += summary.results
        return summary

    def group_summaries(self) -> dict[Group, Summary]:
        """Return the counts of each group."""
        return {
            group: self.summary(members, f"group-{group.group}")
            for group, members in self.groups().items()
        }

    def surveys(self, *kinds: str) -> list[Assessment]:
        """Return the survey measures of these kinds that have a value in a year shown."""
        return [
            item
            for item in self.assessments.values()
            if item.measure.survey_kind in kinds
            and any(result.value is not None for result in item.history)
        ]

    def survey_figures(self, *kinds: str) -> list[Result]:
        """Return this year's and the undated survey figures of these kinds, each once."""
        return [
            result
            for result in self.results.values()
            if result.statistic == "actual" and result.is_of_record and result.value is not None
            and result.fiscal_year in (self.fiscal_year, None)
            and self.register.measures[result.measure].survey_kind in kinds
        ]  # fmt: skip

    def compare_years(
        self, assessments: Sequence[Assessment], years: Sequence[int]
    ) -> list[YearComparison]:
        """Return each measure against each earlier year.

        Raises:
            SettingsError: If a year is not among the earlier years of the settings.
        """
        for year in years:
            if year not in self.settings.history:
                known = ", ".join(map(str, self.settings.history)) or "-"
                raise SettingsError("report.year_not_shown", where=str(year), known=known)
        compared = [
            compare_year(item, before, self.register.cautions)
            for item in assessments
            for before in item.history[:-1]
            if before.fiscal_year in years
        ]
        self.computed += [item.difference for item in compared]
        return compared

    def plan_years(self) -> list[int]:
        """Return this year and the later years for which a target is stated."""
        later = {
            result.fiscal_year
            for result in self.results.values()
            if result.statistic == "target" and (result.fiscal_year or 0) > self.fiscal_year
        }
        return [self.fiscal_year, *sorted(year for year in later if year)]

    def plan_targets(self, *kinds: str) -> dict[Measure, list[Result | None]]:
        """Return the survey measures with a target in a later year, one result a plan year."""
        found = {}
        for measure in self.register.measures.values():
            if measure.survey_kind in kinds:
                row = [
                    self.results.get(result_id(year, measure.measure, "target"))
                    for year in self.plan_years()
                ]
                if any(row[1:]):
                    found[measure] = row
        return found

    def disagreements(self) -> list[Disagreement]:
        """Return the figures that the sections of the sources state differently."""
        look_alikes = {
            measure.measure: measure.related_to
            for measure in self.register.measures.values()
            if measure.related_to
        }
        counts = count_mismatches(self.register, self.results, self.fiscal_year)
        self.computed += [result for item in counts for result in item.statements]
        return sorted(
            [*disagreements(self.results, look_alikes), *counts], key=lambda item: item.measure
        )

    def claims(self) -> list[ClaimTest]:
        """Return what the sources say about directions, tested on their figures."""
        return [check_claim(claim, self.assessments) for claim in self.data.claims]

    def check_parameters(self, parameters: Mapping[str, object]) -> None:
        """Check what a report's parameters name: its category, and the years it compares.

        Raises:
            SettingsError: If the office has no such category or year.
        """
        category, years = parameters.get("category"), parameters.get("compare_years")
        if isinstance(category, int):
            self.category(category)
        if isinstance(years, list):
            self.compare_years([], years)

    def stated_in(self, section: str) -> list[Result]:
        """Return the figures that our report shows in the place of a section of the sources.

        For a category's table these are the figures of record, which the category's report
        shows; for any other section they are the section's own figures.
        """
        category = self.register.sections[section].category
        if category is None:
            return [result for result in self.results.values() if result.section == section]
        figures = (self.assessments[each.measure] for each in self.register.measures_of(category))
        return [figure for item in figures for figure in (item.target, item.actual)]

    def known_results(self) -> Results:
        """Return every figure stated or computed so far."""
        assessed = [result for item in self.assessments.values() for result in item.results]
        return self.results | [*assessed, *self.computed]

    def frame(self, assessments: Iterable[Assessment]) -> pd.DataFrame:
        """Return a table to explore: one row a measure, texts as shown, NA for no value."""
        rows = [
            {
                "measure": item.measure.measure,
                "name": item.measure.short_th,
                "unit": item.measure.unit_th,
                "target": item.target.shown if item.target.value is not None else pd.NA,
                **{
                    str(result.fiscal_year): result.shown if result.value is not None else pd.NA
                    for result in item.history
                },
                "verdict": item.verdict,
                "pattern": item.pattern,
                "flags": " ".join(item.flags),
            }
            for item in assessments
        ]
        return pd.DataFrame(rows, columns=None if rows else ["measure"]).set_index("measure")
