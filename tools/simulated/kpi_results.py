"""Draws what units reported of their KPIs: round by round, with the stated exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS
from pmqa_analysis.simulate.draw import SIMULATED
from pmqa_analysis.thai import BUDDHIST_ERA
from simulated.tables import Drawn, marked, read_margins, read_rows, seeded, table

__all__ = ["draw_kpi_results"]

Row = dict[str, object]


def draw_kpi_results(office: Path) -> Iterator[Drawn]:
    """Yield the results of each framework of the office.

    What asks for a tick gets one, in the rounds of its kind. What asks for a value reaches its
    threshold, by a margin that is drawn; that of the carrying out of a plan grows. What the
    margins state of a place, or of a KPI, holds instead.
    """
    margins = read_margins(office, "kpi_results")
    for framework, own in margins["frameworks"].items():
        path = f"raw/{own['year']}/kpi_results_{own['file']}.csv"
        yield table(path, list(RESULT_COLUMNS), _Framework(office, framework, own, margins).rows())


class _Framework:
    """One framework and what is stated of its results."""

    def __init__(
        self, office: Path, name: str, own: Mapping[str, Any], margins: Mapping[str, Any]
    ) -> None:
        folder = office / "reference" / "frameworks" / name
        self.own, self.margins = own, margins
        self.kpis = read_rows(folder / "kpis.csv")
        owners = reversed(read_rows(folder / "owners.csv"))
        self.units = {row["sheet"]: row["unit"] for row in owners if row["unit"]}
        self.places = [*read_rows(folder / "items.csv"), *read_rows(folder / "conditions.csv")]
        self.random = seeded(margins["seed"], name)
        head = yaml.safe_load(folder.with_suffix(".yml").read_text(encoding="utf-8"))
        self.rounds: list[int] = head["rounds"]

    def rows(self) -> Iterator[Row]:
        """Yield the rows of every KPI, those of a shared rubric once, then those of whole KPIs."""
        done: set[str] = set()
        for kpi in self.kpis:
            if kpi["rubric"] and kpi["rubric"] not in done:
                done.add(kpi["rubric"])
                yield from self._answers(kpi)
        for kpi in self.kpis:
            yield from self._whole(kpi)

    def _answers(self, kpi: Mapping[str, str]) -> Iterator[Row]:
        asked = [row for row in self.places if row["rubric"] == kpi["rubric"]
                 and row["answer"] != "none"]  # fmt: skip
        highest = {row["measure"]: row for row in asked if row["measure"]}
        for row in asked:
            if row["measure"] and highest[row["measure"]] is not row:
                continue
            column = "item" if "item" in row else "condition"
            place = row[column]
            stated = self.own.get("values", {}).get(f"{kpi['kpi']}/{place}", {})
            for months, value in {**self._usual(row), **stated}.items():
                answer = self._answer(f"{kpi['kpi']}/{place}", months, value)
                yield self._row(kpi, months, {column: place, **answer})

    def _usual(self, row: Mapping[str, str]) -> dict[int, str]:
        """Return the answers by round of a place of which nothing is stated."""
        kind = row.get("kind", "condition")
        if row["answer"] == "tick":
            return dict(self.margins["ticks"][kind])
        if kind == "execution" and row["measure"].endswith(".P"):
            return dict(self.margins["execution"])
        if row.get("bands"):
            value = self.random.randint(*self.margins["banded"])
        else:
            value = int(float(row["threshold"])) + self.random.randint(*self.margins["above"])
        known = self.rounds[0 if kind == "plan" else -1]
        return {**(self.margins["awaited"] if kind != "plan" else {}), known: str(value)}

    def _answer(self, place: str, months: int, value: str) -> Row:
        texts, counts = self.margins["texts"], value.split("/")
        bare = place in self.own.get("without_evidence", ()) and months == self.rounds[-1]
        if value in self.margins["no_value"] or bare:
            return {"value": value}
        told = {"value": value} if len(counts) == 1 else dict(
            zip(("numerator", "denominator"), counts, strict=True))  # fmt: skip
        return {**told, "evidence": marked(texts["evidence"]), "evidence_date": self._day(months),
                "approver": texts["approver"]}  # fmt: skip

    def _whole(self, kpi: Mapping[str, str]) -> Iterator[Row]:
        for months, stated in self.own.get("whole", {}).get(kpi["kpi"], {}).items():
            texts = {name: marked(self.margins["texts"][name]) for name in stated.get("tells", ())}
            scores = {name: text for name, text in stated.items() if name != "tells"}
            evidence = marked(self.margins["texts"]["report"])
            yield self._row(kpi, months, {"evidence": evidence, **texts, **scores})

    def _row(self, kpi: Mapping[str, str], months: int, more: Row) -> Row:
        unit = self.units.get(kpi["sheet"], "")
        return {"kpi": kpi["kpi"], "round": months, "unit": unit, "note": SIMULATED, **more}

    def _day(self, months: int) -> str:
        month = (9 + months - 1) % 12 + 1
        return date(self.own["year"] - BUDDHIST_ERA, month, self.margins["day"]).isoformat()
