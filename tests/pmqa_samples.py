"""Small PMQA criteria and answers, of which each test changes one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pmqa_analysis.clean.pmqa import (
    ASSESSMENT_COLUMNS,
    Answers,
    Criteria,
    load_criteria,
    parse_criteria,
    read_answers,
)
from pmqa_analysis.load import RawTable
from pmqa_analysis.office import Office
from tests.offices import DATA, csv_text

GATED = """\
criteria: tiny
edition: Tiny
title_th: เกณฑ์ตัวอย่าง
title_en: Tiny criteria
source: {scale: office, note_th: ตัวอย่าง, note_en: sample}
rule: gated_levels
total_points: 500
levels:
  - {level: Basic, title_th: พื้นฐาน, points: 300}
  - {level: Advance, title_th: ก้าวหน้า, points: 100}
  - {level: Significance, title_th: เกิดผล, points: 100}
success_scale:
  - {below: 100, points_per_percent: 3}
  - {up_to: 101, points: 300}
  - {up_to: 105, points: 400}
  - {points: 500}
categories:
  - category: 1
    title_th: หมวดหนึ่ง
    title_en: One
    role: process
    items:
      - item: "1.1"
        title_th: หัวข้อ
        title_en: Item
        checklist: office
        boxes:
          - {box: b1, level: Basic, text_th: ก, text_en: a}
          - {box: b2, level: Basic, text_th: ข, text_en: b}
          - {box: b3, level: Basic, text_th: ค, text_en: c}
          - {box: a1, level: Advance, text_th: ง, text_en: d}
          - {box: a2, level: Advance, text_th: จ, text_en: e}
          - {box: s1, level: Significance, text_th: ฉ, text_en: f}
      - item: "1.2"
        title_th: หัวข้อสอง
        title_en: Second
        checklist: office
        boxes:
          - {box: c1, level: Basic, text_th: ก, text_en: a}
  - category: 7
    title_th: ผลลัพธ์
    title_en: Results
    role: results
    items:
      - {item: "7.1", title_th: มิติหนึ่ง, title_en: One}
      - {item: "7.2", title_th: มิติสอง, title_en: Two}
"""
EVIDENCE = {"evidence_1": "minutes | 2022-01-05 |", "evidence_2": "plan | 2022-03-31 | a/b.pdf"}
BASIC = ("b1", "b2", "b3")


def gated(old: str = "", new: str = "") -> Criteria:
    """Return the tiny criteria, with one text changed."""
    return parse_criteria(GATED.replace(old, new, 1) if old else GATED, "tiny.yml")


def edition(name: str) -> Criteria:
    """Return an edition of the committed criteria."""
    return load_criteria(Office(DATA), name)


def box_row(box: str, **more: str) -> dict[str, str]:
    """Return a row of the assessment: ticked, with a reason and two pieces of evidence."""
    item = "1.2" if box.startswith("c") else "1.1"
    return {"item": item, "box": box, "self": "yes", "reason": "done", **EVIDENCE, **more}


def assessment_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """Return an assessment file."""
    return csv_text(ASSESSMENT_COLUMNS, rows)


def raw_assessment(rows: Iterable[Mapping[str, str]]) -> RawTable:
    """Return an assessment as it is read."""
    import pandas as pd

    cells = [[row.get(column, "") for column in ASSESSMENT_COLUMNS] for row in rows]
    index = pd.Index(range(2, 2 + len(cells)), name="row")
    frame = pd.DataFrame(cells, columns=list(ASSESSMENT_COLUMNS), index=index, dtype=object)
    return RawTable("assessment.csv", frame)


def answers(*rows: Mapping[str, str], criteria: Criteria | None = None) -> Answers:
    """Return these rows read against the tiny criteria."""
    return read_answers(raw_assessment(rows), criteria or gated())


def ticked(*boxes: str, **more: Any) -> Answers:
    """Return answers with these boxes ticked by the office."""
    return answers(*(box_row(box, **more) for box in boxes))


ROOT = Path(__file__).parents[1]
