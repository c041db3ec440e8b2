"""One fiscal year's standing against the PMQA criteria."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from pmqa_analysis.assess.pmqa import Gap, Side, Standing, assess_standing, find_gaps
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.pmqa import (
    Answers,
    Criteria,
    LockRecord,
    check_unchanged,
    load_answers,
    load_criteria,
    read_locks,
)
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.results import Result

if TYPE_CHECKING:
    from pmqa_analysis.year.year import Year

__all__ = ["CrossCheck", "YearPmqa"]


@dataclass(frozen=True)
class CrossCheck:
    """One figure that stands in several places, the figure of record first."""

    measure: str
    statements: tuple[Result, ...]

    @property
    def agrees(self) -> bool:
        """Return whether every place states the same."""
        return len({item.shown if item.value is None else item.value
                    for item in self.statements}) == 1  # fmt: skip


class YearPmqa:
    """The assessment of one fiscal year: criteria, answers, standing, gaps, earlier years.

    Args:
        year: The opened year, whose results feed category 7.
    """

    def __init__(self, year: Year) -> None:
        self._year = year

    @cached_property
    def criteria(self) -> Criteria:
        """Return the edition that the year is assessed by.

        Raises:
            SettingsError: If the settings name none, or it cannot be taken.
        """
        entry = self._year.settings.assessment
        if entry is None:
            where = f"settings/{self._year.fiscal_year}.yml"
            raise SettingsError("settings.missing_key", where=where, name="assessment")
        return load_criteria(self._year.office, entry.criteria)

    @cached_property
    def answers(self) -> Answers | None:
        """Return what the office and its assessor say; None where nothing is assessed yet.

        Raises:
            DataError: If a cell cannot be taken, or a closed file was edited.
        """
        entry = self._year.settings.assessment
        if entry is None or entry.file is None:
            return None
        office, ledger = self._year.office, self._year.ledger
        check_unchanged(office, self.locks, entry.file)
        return load_answers(office, ledger, entry.file, self.criteria)

    @cached_property
    def locks(self) -> tuple[LockRecord, ...]:
        """Return the closings and reopenings that the office recorded."""
        return read_locks(self._year.office)

    @cached_property
    def standing(self) -> Standing:
        """Return the points and levels of items, categories and all."""
        year = self._year
        fed = {group.group: members for group, members in year.groups().items()}
        standing = assess_standing(year.fiscal_year, self.criteria, self.answers, fed)
        year.computed += standing.results
        return standing

    def gaps(self, side: Side = "self") -> list[Gap]:
        """Return each item's step to its next level, what gains most first."""
        if self.answers is None:
            return []
        gaps = find_gaps(self.standing, self.answers, side)
        self._year.computed += [figure for gap in gaps for figure in (gap.gain, gap.gain_per_box)]
        return gaps

    @cached_property
    def history(self) -> Mapping[int, Standing]:
        """Return the standings of the years shown that have an assessment of the same edition."""
        from pmqa_analysis.year.year import Year

        year, found = self._year, {}
        for earlier in year.settings.history:
            if earlier in year.office.years:
                opened = Year(year.office, earlier)
                entry = opened.settings.assessment
                if entry and entry.file and entry.criteria == self.criteria.criteria:
                    found[earlier] = opened.pmqa.standing
                    year.computed += opened.pmqa.standing.results
        return {**found, year.fiscal_year: self.standing}

    @property
    def most_points(self) -> int:
        """Return the most points that an item can have: its levels', or the largest item's."""
        if self.criteria.rule == "gated_levels":
            return self.criteria.total_points
        shares = [
            category.points_of(item)
            for category in self.criteria.categories
            for item in category.items
        ]
        return math.ceil(max(shares))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return what is doubtful in the answers."""
        return () if self.answers is None else self.answers.issues

    def cross_check(self) -> list[CrossCheck]:
        """Return every figure that several sections, or a KPI too, state; differing ones first."""

        def key(result: Result) -> tuple[str, int, str]:
            return result.measure, result.fiscal_year or 0, result.statistic

        stated = sorted((one for one in self._year.results.values() if one.section), key=key)
        kpis = self._year.scorecards.repeated()
        groups = [
            (*same, *kpis.get(same[0].id, ()))
            for _, members in groupby(stated, key=key)
            if (same := tuple(members))
        ]
        checks = [CrossCheck(same[0].measure, same) for same in groups if len(same) > 1]
        return sorted(checks, key=lambda check: check.agrees)
