"""What an office was asked and what it used in a fiscal year: complaints, innovations, paper."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pmqa_analysis.assess.services.complaints import ComplaintFigures, assess_complaints
from pmqa_analysis.assess.services.innovations import InnovationFigures, assess_innovations
from pmqa_analysis.assess.services.process_indicators import (
    ProcessFigures,
    assess_process_indicators,
)
from pmqa_analysis.assess.services.resource_use import ResourceCut, assess_resource_use
from pmqa_analysis.clean.services.complaints import load_complaints, load_holidays
from pmqa_analysis.clean.services.innovations import load_innovations
from pmqa_analysis.clean.services.process_indicators import load_process_indicators
from pmqa_analysis.clean.services.resource_use import load_resource_use

if TYPE_CHECKING:
    from pmqa_analysis.year.year import Year

__all__ = ["YearServices"]


class YearServices:
    """The registers that the year's settings name, each read and counted once.

    Args:
        year: The opened year.
    """

    def __init__(self, year: Year) -> None:
        self._year = year

    @cached_property
    def complaints(self) -> ComplaintFigures | None:
        """Return the year's complaints in figures; None without a register.

        Raises:
            DataError: If a row of the register, or a holiday, cannot be taken.
        """
        year, entry = self._year, self._year.settings.complaints
        if entry is None:
            return None
        figures = assess_complaints(
            year.fiscal_year,
            load_complaints(year.office, year.ledger, entry.file, year.fiscal_year),
            load_holidays(year.office, year.ledger), reply_days=entry.reply_days,
            report_days=entry.report_days, target=entry.target,
            minimum_group=entry.minimum_group, rule=year.settings.policies.rounding,
        )  # fmt: skip
        year.computed += figures.results
        return figures

    @cached_property
    def innovations(self) -> InnovationFigures | None:
        """Return the year's innovations against their targets; None without a register.

        Raises:
            DataError: If a row cannot be taken.
        """
        year, entry = self._year, self._year.settings.innovations
        if entry is None:
            return None
        figures = assess_innovations(
            year.fiscal_year, load_innovations(year.office, year.ledger, entry.file), use=entry.use,
            satisfaction=entry.satisfaction, minimum_group=entry.minimum_group,
            rule=year.settings.policies.rounding,
        )  # fmt: skip
        year.computed += figures.results
        return figures

    @cached_property
    def resource_use(self) -> list[ResourceCut]:
        """Return the use of each resource against its base; empty without a register.

        Raises:
            DataError: If a row cannot be taken.
        """
        year, entry = self._year, self._year.settings.resource_use
        if entry is None:
            return []
        uses = load_resource_use(year.office, year.ledger, entry.file, year.fiscal_year)
        found = assess_resource_use(year.fiscal_year, uses, year.settings.policies.rounding)
        year.computed += [result for one in found for result in one.results]
        return found

    @cached_property
    def process_indicators(self) -> ProcessFigures | None:
        """Return the year's process indicators against their targets; None without a register.

        Raises:
            DataError: If a row cannot be taken.
        """
        year, entry = self._year, self._year.settings.process_indicators
        if entry is None:
            return None
        entries = load_process_indicators(year.office, year.ledger, entry.file)
        figures = assess_process_indicators(
            year.fiscal_year, entries, year.settings.policies.rounding
        )
        year.computed += figures.results
        return figures
