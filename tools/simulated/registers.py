"""Draws the registers of complaints, innovations and resource use, and the dates of processes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pmqa_analysis.clean.plan.process_times import PROCESS_TIME_COLUMNS
from pmqa_analysis.clean.services.complaints import COMPLAINT_COLUMNS
from pmqa_analysis.clean.services.innovations import INNOVATION_COLUMNS
from pmqa_analysis.clean.services.process_indicators import PROCESS_INDICATOR_COLUMNS, QUARTERS
from pmqa_analysis.clean.services.resource_use import RESOURCE_COLUMNS
from pmqa_analysis.simulate.draw import SIMULATED
from pmqa_analysis.thai import BUDDHIST_ERA, fiscal_months
from simulated.tables import Drawn, marked, read_margins, seeded, table

__all__ = ["draw_registers"]

Row = dict[str, object]


def draw_registers(office: Path) -> Iterator[Drawn]:
    """Yield the registers of each year that the margins state."""
    margins = read_margins(office, "registers")
    for year, own in margins["years"].items():
        folder, generator = f"raw/{year}", seeded(margins["seed"], year)
        if "complaints" in own:
            cases = _complaints(year, own["complaints"], margins["bureaus"], generator)
            yield table(f"{folder}/complaints.csv", COMPLAINT_COLUMNS, cases)
            uses = _resource_use(year, own["resource_use"], margins["bureaus"], generator)
            yield table(f"{folder}/resource_use.csv", RESOURCE_COLUMNS, uses)
            made = _innovations(own["innovations"])
            yield table(f"{folder}/innovations.csv", INNOVATION_COLUMNS, made)
            known = _process_indicators(own["process_indicators"], generator)
            yield table(f"{folder}/process_indicators.csv", PROCESS_INDICATOR_COLUMNS, known)
        if "process_times" in own:
            steps = _process_times(own["process_times"])
            yield table(f"{folder}/process_times.csv", PROCESS_TIME_COLUMNS, steps)


def _complaints(
    year: int, own: Mapping[str, Any], bureaus: list[str], generator: random.Random
) -> list[Row]:
    """Return cases in the order of the day: some late, some urgent, some open."""
    kinds = [kind for kind, cases in own["kinds"].items() for _ in range(cases)]
    begin = date(year - BUDDHIST_ERA - 1, 10, 1)
    end = date(year - BUDDHIST_ERA, 9, 30)
    days = sorted(begin + timedelta(generator.randrange((end - begin).days + 1)) for _ in kinds)
    generator.shuffle(kinds)
    rows: list[Row] = []
    for number, (kind, day) in enumerate(zip(kinds, days, strict=True), 1):
        is_complaint = kind == "complaint"
        urgent = kind != "compliment" and generator.random() < own["urgent"]
        answered = kind != "compliment" and generator.random() < own["answered"]
        earlier = [row["id"] for row in rows if row["kind"] == "complaint"]
        again = is_complaint and earlier and generator.random() < own["repeated"]
        reply = day + timedelta(_weighted(own["days_to_reply"], generator))
        report = day + timedelta(generator.randint(*own["days_to_report"]))
        asked = is_complaint and answered and reply <= end and generator.random() < own["asked"]
        rows.append({
            "id": f"{SIMULATED}-{number:03}", "kind": kind, "received": day,
            "channel": generator.choice(own["channels"]), "bureau": generator.choice(bureaus),
            "answered": reply if answered and reply <= end else "",
            "urgent": "yes" if urgent else "",
            "reported": report if urgent and report <= end else "",
            "repeat_of": generator.choice(earlier) if again else "",
            "satisfaction": _weighted(own["satisfaction"], generator) if asked else "",
        })  # fmt: skip
    return rows


def _weighted(weights: Mapping[int, int], generator: random.Random) -> int:
    return generator.choices(list(weights), list(weights.values()))[0]


def _resource_use(
    year: int, own: Mapping[str, Any], bureaus: list[str], generator: random.Random
) -> Iterator[Row]:
    """Yield the use by kind, bureau and month; what the margins say has no base is left without."""
    for kind, usual in own.items():
        for bureau in bureaus:
            for buddhist_year, month in fiscal_months(year):
                base = round(usual["month"] * generator.uniform(*usual["around"]))
                count = round(base * generator.uniform(*usual["left"]))
                yield {
                    "month": f"{buddhist_year - BUDDHIST_ERA}-{month:02}", "bureau": bureau,
                    "kind": kind, "count": count, "cost": f"{count * usual['price']:.2f}",
                    "base": "" if bureau in usual.get("without_base", ()) else base,
                }  # fmt: skip


def _innovations(stated: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    for one in stated:
        yield {**one, "name_th": marked(one["name_th"]), "name_en": f"{one['name_en']} (simulated)"}


def _process_indicators(
    stated: Mapping[str, Mapping[str, Any]], generator: random.Random
) -> Iterator[Row]:
    """Yield the indicators of each process: their values move by a step a quarter, and a little."""
    for process, own in stated.items():
        for one in own["indicators"]:
            begin, step, around, decimals = one["course"]
            values = {
                quarter: f"{begin + step * place + generator.uniform(-around, around):.{decimals}f}"
                for place, quarter in enumerate(QUARTERS)
                if quarter not in one.get("silent", ())
            }
            names = {name: cell for name, cell in one.items() if name not in ("course", "silent")}
            yield {"process_th": process, "process_en": own["en"], "owner": own["owner"],
                   **names, **values, "note": SIMULATED}  # fmt: skip


def _process_times(stated: Mapping[str, list[date]]) -> Iterator[Row]:
    for step, (started, ended) in stated.items():
        yield {"step": step, "started": started, "ended": ended, "note": SIMULATED}
