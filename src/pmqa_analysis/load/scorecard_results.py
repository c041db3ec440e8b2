"""Read the results that units report for a framework's KPIs: one row for each answer."""

from __future__ import annotations

from dataclasses import replace

from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load.exports import ExportKind, load_export
from pmqa_analysis.load.limits import file_family
from pmqa_analysis.load.raw_table import Mark, RawTable
from pmqa_analysis.office import Office
from pmqa_analysis.thai import normalise

__all__ = ["RESULT_COLUMNS", "load_scorecard_results"]

# Each column with the Thai title by which it is known too; the first five must be there.
RESULT_COLUMNS = {
    "kpi": "ตัวชี้วัด",
    "item": "ข้อ",
    "condition": "เงื่อนไข",
    "round": "รอบ (เดือน)",
    "value": "ผล",
    "numerator": "ตัวตั้ง",
    "denominator": "ตัวหาร",
    "evidence": "หลักฐาน",
    "evidence_date": "วันที่ของหลักฐาน",
    "approver": "ผู้อนุมัติ",
    "link": "ลิงก์",
    "unit": "หน่วยงาน",
    "reporter": "ผู้รายงาน",
    "outcome": "ผลการดำเนินงาน",
    "problems": "ปัญหา",
    "obstacles": "อุปสรรค",
    "recommendations": "ข้อเสนอแนะ",
    "self_score": "คะแนนประเมินตนเอง",
    "committee_score": "คะแนนกรรมการ",
    "reason": "เหตุผล",
    "note": "หมายเหตุ",
}
_NEEDED = ("kpi", "item", "condition", "round", "value")


def load_scorecard_results(office: Office, path: str) -> RawTable:
    """Read a CSV or Excel file of results, with all columns of :data:`RESULT_COLUMNS`.

    Columns may stand in any order, under their own or their Thai titles; one that is not there
    is blank in every row. Of a workbook the first sheet with a column of KPIs is read; another
    gets a mark.

    Raises:
        DataError: If the file cannot be read, a needed column is not there, a column stands
            twice, or one is unknown: then its cell is named.
    """
    kind: ExportKind = "workbook" if file_family(path) == "workbook" else "csv"
    tables = load_export(office, path, kind=kind)
    table, *others = [one for one in tables if "kpi" in _names(one).values()] or tables[:1]
    unread = (Mark("sheet_not_read", one.name) for one in others)
    names = _names(table)
    _check_columns(table, names)
    frame = table.frame.rename(columns=names)
    for name in RESULT_COLUMNS:
        if name not in frame.columns:
            frame[name] = ""
    letters = {names[key]: letter for key, letter in table.letters.items()}
    titles = {names[key]: str(table.titles.get(key, key)) for key in names}
    return replace(
        table, frame=frame[list(RESULT_COLUMNS)], letters=letters, titles=titles,
        marks=(*table.marks, *unread),
    )  # fmt: skip


def _names(table: RawTable) -> dict[str, str]:
    """Return the name of each column's key; an unknown one keeps its title."""
    known = {title: name for name, title in RESULT_COLUMNS.items()}
    found = {}
    for key in map(str, table.frame.columns):
        title = normalise(str(table.titles.get(key, key)))
        found[key] = known.get(title, title.lower() if title.lower() in RESULT_COLUMNS else title)
    return found


def _check_columns(table: RawTable, names: dict[str, str]) -> None:
    faults: list[PmqaError] = []
    seen: dict[str, str] = {}
    for key, name in names.items():
        where = _header(table, key)
        if name not in RESULT_COLUMNS:
            near = nearest(name, (*RESULT_COLUMNS, *RESULT_COLUMNS.values())) or "-"
            faults.append(DataError("results.unknown_column", where=where, name=name, near=near))
        elif seen.setdefault(name, where) != where:
            faults.append(DataError("row.doubled", where=where, other=seen[name]))
    missing = [f"{name} ({RESULT_COLUMNS[name]})" for name in _NEEDED if name not in seen]
    if missing:
        where = f"{table.path} {table.sheet}".strip()
        faults.append(DataError("table.missing_column", where=where, name=", ".join(missing)))
    raise_faults(faults)


def _header(table: RawTable, key: str) -> str:
    """Return where a column's title stands: the row above the first of the data."""
    rows = table.frame.index
    row = int(rows[0]) - 1 if len(rows) else 1
    return table.address(max(row, 1), key)
