"""What a framework's measures were in the year before, month by month."""

from __future__ import annotations

from collections.abc import Container
from fractions import Fraction

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.clean.scorecards.results import clean_kpi_results
from pmqa_analysis.load.scorecard_results import load_scorecard_results
from pmqa_analysis.office import Office

__all__ = ["values_last_year"]


def values_last_year(
    office: Office, ledger: Ledger, framework: Framework, documents: Container[str]
) -> dict[str, dict[int, Fraction]]:
    """Return last year's values by month of each measure that it has under the same name.

    Last year's framework is the one of the same name with the year before; empty where that
    year has no settings or no results.

    Args:
        office: The office's folder.
        ledger: The year's corrections.
        framework: This year's.
        documents: The documents that the register knows.

    Raises:
        DataError: If last year's framework or results cannot be taken.
    """
    year = framework.fiscal_year - 1
    name = f"{framework.id.removesuffix(str(framework.fiscal_year))}{year}"
    entries = office.settings(year).scorecards if year in office.years else ()
    path = next((entry.results for entry in entries if entry.framework == name), None)
    if path is None:
        return {}
    before = load_framework(office, ledger, name, documents)
    results = clean_kpi_results(ledger.apply(load_scorecard_results(office, path)), before)
    return {
        measure: results.series(before, measure) for measure in (*before.measures, *before.kpis)
    }
