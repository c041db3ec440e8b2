"""The forms of a year's PMQA assessment and of its plan's progress, with the rows to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_analysis.clean.plan import PROGRESS_COLUMNS, ROUNDS, Plan
from pmqa_analysis.clean.pmqa import ASSESSMENT_COLUMNS, Criteria, box_rows
from pmqa_analysis.present.entry_sheets.sheet import EntryColumn, entry_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["assessment_form", "progress_form"]

_EVIDENCE = "เอกสาร | วันที่ เช่น 2022-03-31 | ลิงก์ (ไม่ใส่ก็ได้)"
_PROMPTS = {
    "self": "หน่วยงานประเมินตนเอง", "assessor": "ผู้ประเมิน",
    "reason": "เหตุผลของคะแนนที่ให้ตนเอง", "assessor_reason": "เหตุผลของผู้ประเมิน",
    "strengths": "จุดแข็ง", "improvements": "โอกาสในการปรับปรุง",
    "evidence": f"หลักฐาน คั่นหลายชิ้นด้วย ; แต่ละชิ้น: {_EVIDENCE}",
    "percent": "ร้อยละ 0 – 100", "cause": "สาเหตุ เมื่อล่าช้า เลื่อน หรือยกเลิก",
    "correction": "การแก้ไข", "output": "รหัสผลผลิต เว้นว่างเมื่อรายงานทั้งกิจกรรม",
}  # fmt: skip
_STATUSES = ("not_started", "running", "done", "late", "moved", "cancelled")
_WIDE = ("text", "reason", "assessor_reason", "strengths", "improvements", "evidence", "cause")


def assessment_form(criteria: Criteria, *, simulated: bool = False) -> Workbook:
    """Return the workbook of an assessment: a row a box, or a dimension, to be answered."""
    rows = list(box_rows(criteria))
    scores = ("yes", "no") if criteria.rule == "gated_levels" else _percents()
    columns = [
        EntryColumn(
            name, width=40 if name in _WIDE else 18,
            answers=scores if name in ("self", "assessor") else (),
            prompt=_EVIDENCE if name.startswith("evidence") else _PROMPTS.get(name, ""),
            fixed=tuple(row.get(name, "") for row in rows) if name in rows[0] else (),
        )
        for name in ASSESSMENT_COLUMNS
    ]  # fmt: skip
    return entry_workbook(criteria.criteria, columns, simulated=simulated)


def progress_form(plan: Plan, *, simulated: bool = False) -> Workbook:
    """Return the workbook of a plan's progress: a row for each activity with a duration."""
    timed = [row.activity for row in plan.rows() if row.is_timed and not row.same_as]
    answers = {
        "round": tuple(ROUNDS), "status": _STATUSES, "reporter": tuple(plan.units),
    }  # fmt: skip
    columns = [
        EntryColumn(
            name, width=40 if name in _WIDE else 18, answers=answers.get(name, ()),
            prompt=_PROMPTS.get(name, ""), fixed=tuple(timed) if name == "activity" else (),
        )
        for name in PROGRESS_COLUMNS
    ]  # fmt: skip
    return entry_workbook(f"plan {plan.fiscal_year}", columns, simulated=simulated)


def _percents() -> tuple[str, ...]:
    return tuple(str(percent) for percent in range(0, 101, 5))
