"""Writes the yearly tables of indicators: the stated values, the target first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pmqa_analysis.simulate.draw import SIMULATED
from simulated.tables import Drawn, read_margins, table

__all__ = ["draw_results"]

COLUMNS = ("measure", "section", "fiscal_year", "kind", "value", "printed", "unit_printed",
           "name_printed", "document", "line", "note")  # fmt: skip
NO_VALUE = "-"


def draw_results(office: Path) -> Iterator[Drawn]:
    """Yield the indicators of each year, with the two years before it."""
    margins = read_margins(office, "results")
    for year in margins["years"]:
        rows = [row for measure, stated in margins["measures"].items()
                for row in _rows(measure, stated, year)]  # fmt: skip
        for line, row in enumerate(rows, start=2):
            row |= {"section": margins["section"], "document": margins["document"],
                    "line": line, "note": SIMULATED}  # fmt: skip
        yield table(f"raw/{year}/results.csv", COLUMNS, rows)


def _rows(
    measure: str, stated: Mapping[str, Mapping[int, str]], year: int
) -> Iterator[dict[str, object]]:
    yield _row(measure, year, "target", stated["target"][year])
    for shown in (year - 2, year - 1, year):
        yield _row(measure, shown, "actual", stated["actual"].get(shown, ""))


def _row(measure: str, year: int, kind: str, value: str) -> dict[str, object]:
    return {"measure": measure, "fiscal_year": year, "kind": kind, "value": value,
            "printed": value or NO_VALUE}  # fmt: skip
