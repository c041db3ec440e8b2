"""Draws the yearly development plans: two or three rows an item, and the plan's registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pmqa_analysis.clean.plan import Activity, Output, month_texts
from pmqa_analysis.clean.plan import model as models
from pmqa_analysis.simulate.draw import SIMULATED
from simulated.tables import Drawn, marked, read_margins, read_rows, seeded, spread, table

__all__ = ["PlanRow", "draw_plans", "plan_rows"]

PlanRow = dict[str, Any]
_STATED: Mapping[str, type[BaseModel]] = {
    "heads": models.PlanHead, "objectives": models.PlanObjective, "kpis": models.PlanKpi,
    "duties": models.Duty, "processes": models.PlanProcess, "surveys": models.PlanSurvey,
    "units": models.PlanUnit,
}  # fmt: skip


def draw_plans(office: Path) -> Iterator[Drawn]:
    """Yield the tables of each year's plan: rows and outputs drawn, registers as stated."""
    margins = read_margins(office, "plan")
    for year in margins["years"]:
        folder, rows = f"raw/{year}/plan", plan_rows(office, margins, year)
        yield _table(f"{folder}/activities.csv", Activity, rows, margins)
        yield _table(f"{folder}/outputs.csv", Output, [_output(row) for row in rows], margins)
        for name, model in _STATED.items():
            stated = [_filled(row, year) for row in margins[name]]
            yield _table(f"{folder}/{name}.csv", model, stated, margins)


def plan_rows(office: Path, margins: Mapping[str, Any], year: int) -> list[PlanRow]:
    """Return the rows of a year's plan: for each item one of each level that it has."""
    items = [item for item in read_rows(office / "reference" / "items.csv")
             if int(item["category"]) in margins["bureaus"]]  # fmt: skip
    generator = seeded(margins["seed"], year)
    extended = {item["item"] for item in generator.sample(items, margins["extended_items"])}
    rows = [
        _row(item, number, level, margins["levels"][level], margins, year)
        for item in items
        for number, level in enumerate(margins["levels"], 1)
        if level != "Significance" or item["item"] in extended
    ]
    for level, own in margins["levels"].items():
        of_level = [row for row in rows if row["levels"] == level]
        confidences = spread(own["months_known"], len(of_level), generator)
        for row, confidence in zip(of_level, confidences, strict=True):
            row.update(_months(confidence, own["window"], year))
    for change, number in margins["open"].items():
        for row in generator.sample([row for row in rows if _may(change, row)], number):
            row.update(_CHANGES[change](row, margins, year))
    return rows


def _row(
    item: Mapping[str, str], number: int, level: str, own: Mapping[str, Any],
    margins: Mapping[str, Any], year: int,
) -> PlanRow:  # fmt: skip
    letter, (first, last) = level[0], own["window"]
    thai, english = item["title_th"], item["title_en"]
    return {
        "activity": f"S{item['item']}-{letter}1", "category": item["category"],
        "item": item["item"], "number": f"{item['item']}.{number}", "kind": "activity",
        "levels": level, "text_th": own["text_th"].format(title=thai),
        "text_en": own["text_en"].format(title=english[0].lower() + english[1:]),
        "duration": f"{last - first + 1} เดือน", "months": last - first + 1,
        "owners": margins["bureaus"][int(item["category"])],
        "involved": margins["everyone"] if level == "Advance" else "",
        "codes": f"{letter}1", "result_codes": f"R{letter}1",
        "outputs_printed": own["output"], "doubtful": "no",
    }  # fmt: skip


def _months(confidence: str, window: list[int], year: int) -> PlanRow:
    """Return the months of a row, as surely as the plan tells them."""
    if confidence == "unknown":
        return {"month_confidence": confidence}
    months = month_texts(year)[window[0] : window[1] + 1]
    return {"month_confidence": confidence, "first_month": months[0], "last_month": months[-1],
            "active_months": " ".join(months),
            "doubtful": "yes" if confidence == "low" else "no"}  # fmt: skip


def _may(change: str, row: Mapping[str, Any]) -> bool:
    """Return whether a row may be left open in this way: only the last level goes on."""
    return change != "continuing" or row["levels"] == "Significance"


_CHANGES: Mapping[str, Any] = {
    "without_code": lambda row, margins, year: {"result_codes": ""},
    "joint": lambda row, margins, year: {"owners": margins["joint_team"]},
    "continuing": lambda row, margins, year: {"beyond": "continuing", "beyond_years": year + 1},
    "linked": lambda row, margins, year: {"linked_categories": int(row["category"]) % 6 + 1},
}


def _output(row: PlanRow) -> PlanRow:
    return {"output": f"{row['activity']}/1", "activity": row["activity"], "number": 1,
            "text_th": marked(f"{row['outputs_printed']} หัวข้อ {row['item']}"),
            "result_codes": row["result_codes"], "footnote": "no"}  # fmt: skip


def _filled(row: Mapping[str, Any], year: int) -> PlanRow:
    """Return a stated row with the year, and the next one, in its texts."""
    return {name: cell.format(year=year, first=month_texts(year)[0], last=month_texts(year)[-1])
            if isinstance(cell, str) else cell for name, cell in row.items()}  # fmt: skip


def _table(
    path: str, model: type[BaseModel], rows: list[PlanRow], margins: Mapping[str, Any]
) -> Drawn:
    lines = count(2)
    found = [{"document": margins["document"], "line": next(lines), **row} for row in rows]
    columns = list(model.model_fields)
    if "note" in columns:
        found = [{**row, "note": SIMULATED} for row in found]
    return table(path, columns, found)
