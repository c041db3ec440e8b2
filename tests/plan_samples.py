"""A tiny development plan, of which each test changes one thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan import (
    PROGRESS_COLUMNS,
    Plan,
    ProgressReport,
    load_plan,
    read_progress,
)
from pmqa_analysis.clean.plan.model import (
    Activity,
    Duty,
    Output,
    PlanHead,
    PlanKpi,
    PlanObjective,
    PlanProcess,
    PlanSurvey,
    PlanUnit,
)
from pmqa_analysis.load import RawTable
from pmqa_analysis.office import Office
from tests.offices import DATA, csv_text

FOLDER = "raw/2563/plan"
YEAR_MONTHS = {"first_month": "2019-10", "last_month": "2020-09"}


def head(category: str) -> dict[str, str]:
    """Return the head of a category's plan."""
    return {
        "category": category,
        "title_th": f"หมวด {category}",
        "title_en": f"Category {category}",
    }


def row(name: str, category: str = "1", **more: str) -> dict[str, str]:
    """Return an activity's row: no duration, one owner."""
    own = {"item": f"{category}.1", "kind": "activity", "owners": "สำนักหนึ่ง", "doubtful": "no"}
    texts = {"text_th": f"กิจกรรม {name}", "text_en": f"Activity {name}", "number": name}
    return {"activity": name, "category": category, **own, **texts, **more}


def timed(name: str, confidence: str = "high", **more: str) -> dict[str, str]:
    """Return a row with a printed duration; its months are October to March unless unknown."""
    months = {"first_month": "2019-10", "last_month": "2020-03", "active_months": "2019-10 2020-03"}
    known = {} if confidence == "unknown" else months
    base = {"duration": "6 เดือน", "month_confidence": confidence, "outputs_printed": "รายงาน"}
    return row(name, **{**base, **known, **more})


ROWS = (
    row("S", kind="section", owners=""),
    timed("A", levels="Basic", codes="B1", result_codes="RB1", parent="S"),
    timed("B", "unknown", levels="Advance", owners="", owners_from="A", involved="ทุกสำนัก"),
    row("A1", kind="step", parent="A", owners=""),
    row("B1", kind="step", parent="B", owners="", same_as="A1"),
    timed(
        "C",
        "medium",
        category="6",
        last_month="2020-09",
        active_months="2019-10 2020-09",
        beyond="moved",
        beyond_years="2564",
        linked_categories="1",
        owners="ทีมร่วม",
    ),
)
OUTPUTS = (
    {"output": "A/1", "activity": "A", "text_th": "แผน", "result_codes": "RB1", "footnote": "no"},
    {"output": "A/2", "activity": "A", "text_th": "รายงาน", "footnote": "no"},
    {"output": "A/3", "activity": "A", "text_th": "หมายเหตุ", "footnote": "yes"},
    {"output": "C/1", "activity": "C", "text_th": "ตาราง", "footnote": "no"},
)
KPIS = (
    {"kpi": "K1", "category": "1", "scope": "plan", "text_th": "ร้อยละ", "kind": "percent"},
    {
        "kpi": "K2",
        "category": "1",
        "scope": "output",
        "activity": "A",
        "text_th": "จำนวน",
        "kind": "count",
        "operator": "at_least",
        "target": "1",
    },
)
UNITS = (
    {"unit_th": "สำนักหนึ่ง", "unit_en": "First", "kind": "bureau", "aliases": "ส.หนึ่ง"},
    {"unit_th": "ทุกสำนัก", "unit_en": "All", "kind": "collective"},
    {"unit_th": "ทีมร่วม", "unit_en": "Joint", "kind": "joint_team"},
)


def plan_files(**tables: Any) -> dict[str, str]:
    """Return the files of the tiny plan, with these tables in place of its own."""
    given = {
        "heads": (head("1"), head("6")),
        "objectives": (),
        "activities": ROWS,
        "outputs": OUTPUTS,
        "kpis": KPIS,
        "duties": (),
        "processes": (),
        "surveys": (),
        "units": UNITS,
        **tables,
    }
    models = {
        "heads": PlanHead,
        "objectives": PlanObjective,
        "activities": Activity,
        "outputs": Output,
        "kpis": PlanKpi,
        "duties": Duty,
        "processes": PlanProcess,
        "surveys": PlanSurvey,
        "units": PlanUnit,
    }
    return {
        f"{FOLDER}/{name}.csv": csv_text(models[name].model_fields, rows)
        for name, rows in given.items()
    }


def real_plan() -> Plan:
    """Return the committed plan of fiscal year 2565."""
    return load_plan(Office(DATA), Ledger(), "raw/2565/plan", 2565)


def reported(activity: str, status: str, **more: str) -> dict[str, str]:
    """Return a line of progress: of round 6, with evidence where it is done."""
    evidence = {"evidence": "minutes | 2020-01-05 |"} if status == "done" else {}
    base = {"round": "6", "activity": activity, "status": status, "reporter": "สำนักหนึ่ง"}
    return {**base, **evidence, **more}


def progress(plan: Plan, *rows: Mapping[str, str]) -> tuple[ProgressReport, ...]:
    """Return lines of progress as they are read."""
    cells = [[line.get(column, "") for column in PROGRESS_COLUMNS] for line in rows]
    index = pd.Index(range(2, 2 + len(cells)), name="row")
    frame = pd.DataFrame(cells, columns=list(PROGRESS_COLUMNS), index=index, dtype=object)
    return read_progress(RawTable("plan_progress.csv", frame), plan)
