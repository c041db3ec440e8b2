"""Sheets of KPI results, wide or long, as one long table: a row for each value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.tables import RawTable
from pmqa_analysis.thai import normalise, to_arabic_digits

__all__ = ["LONG_COLUMNS", "long_results"]

LONG_COLUMNS = (
    "indicator", "name", "unit", "year", "kind", "value",
    "address", "described_at", "unit_at", "year_at", "kind_at",
)  # fmt: skip
_BARE_YEAR = re.compile(r"(?:(?:ผล|ปี|ปีงบประมาณ|พ\.ศ\.)\s*)*\d{4}")
_COMMON_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(25\d\d)(?!\d)")
# The first word found in a title says what its values are; the scores stand before the results.
_KINDS = (
    ("self_score", ("คะแนนประเมินตนเอง", "ประเมินตนเอง", "self")),
    ("committee_score", ("คะแนนกรรมการ", "คะแนนคณะกรรมการ", "กรรมการ", "committee")),
    ("benchmark", ("ค่าเทียบเคียง", "เทียบเคียง", "คู่เทียบ", "benchmark")),
    ("target", ("เป้าหมาย", "target")),
    ("actual", ("ผลการดำเนินงาน", "ผลลัพธ์", "ผลดำเนินการ", "ผลงาน", "actual", "result")),
)
_RESULTS = ("ผล", "ผลจริง", "ผลที่ได้", "ค่าจริง", "ผลการปฏิบัติงาน")
_KIND_NAMES = tuple(name for name, _ in _KINDS)
_DESCRIBING = {
    "indicator": ("รหัสตัวชี้วัด", "รหัส", "indicator", "measure", "ลำดับ", "ที่"),
    "name": ("ชื่อตัวชี้วัด", "ตัวชี้วัด", "name", "indicator name"),
    "unit": ("หน่วยวัด", "หน่วยนับ", "หน่วย", "unit"),
}
_LONG = {
    "year": ("ปีงบประมาณ", "ปี", "พ.ศ.", "year", "fiscal_year"),
    "kind": ("ประเภท", "ชนิด", "kind"),
    "value": ("ค่า", "ผล", "ผลการดำเนินงาน", "value"),
}


def long_results(table: RawTable, *, year: int | None = None) -> RawTable:
    """Return a sheet of KPI results with one row for each value, blank ones included.

    The wide sheet has a column for each year (``ผลการดำเนินงาน / ปี 2563``); the long one has columns
    for year, kind and value. Values are not changed. The rows are counted from 1, for one row of
    a sheet holds several values: where each stands is its ``address``, and where the words beside
    it stand is ``described_at``, ``unit_at``, ``year_at`` and ``kind_at``.

    Args:
        table: The sheet as it was read.
        year: The fiscal year (B.E.) of columns that name none, such as ค่าเป้าหมาย.

    Raises:
        DataError: If there is no column of indicators, or none of values.
    """
    titles = {str(key): normalise(table.titles.get(key, key)) for key in table.frame.columns}
    describing = _find(titles, _DESCRIBING)
    if not {"indicator", "name"} & set(describing):
        raise DataError("kpi.no_indicators", where=_where(table), known=", ".join(titles.values()))
    long = _find({key: title for key, title in titles.items() if key not in describing.values()},
                 _LONG)  # fmt: skip
    if {"year", "value"} <= set(long):
        rows = _rows_of_long(table, describing, long)
    else:
        rows = _rows_of_wide(table, titles, describing, year)
    frame = pd.DataFrame(rows, columns=list(LONG_COLUMNS), dtype=object)
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    return replace(table, frame=frame, titles={}, letters={}, labels={}, missing={})


def _find(titles: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return for each known name the column with the first of its titles, or under a wider one."""
    found: dict[str, str] = {}
    lowest = {key: title.rpartition(" / ")[2].lower() for key, title in titles.items()}
    for name, words in known.items():
        for word in words:
            key = next((key for key, title in lowest.items() if title == word), None)
            if key is not None and key not in found.values():
                found[name] = key
                break
    return found


def _rows_of_wide(
    table: RawTable, titles: Mapping[str, str], describing: Mapping[str, str], year: int | None
) -> list[dict[str, str]]:
    values = {
        key: (kind, _year_of(title, year))
        for key, title in titles.items()
        if key not in describing.values() and (kind := _kind_of(title))
    }
    if not values:
        raise DataError("kpi.no_values", where=_where(table), known=", ".join(titles.values()))
    return [
        {**_described(table, row, cells, describing), "year": found, "kind": kind,
         "value": cells[key], "address": (at := table.address(row, key)), "year_at": at,
         "kind_at": at}
        for row, cells in table.records()
        if any(cells[key].strip() for key in (*describing.values(), *values))
        for key, (kind, found) in values.items()
    ]  # fmt: skip


def _rows_of_long(
    table: RawTable, describing: Mapping[str, str], long: Mapping[str, str]
) -> list[dict[str, str]]:
    return [
        {**_described(table, row, cells, describing), "year": cells[long["year"]],
         "kind": _kind_cell(cells, long), "value": cells[long["value"]],
         "address": table.address(row, long["value"]),
         "year_at": table.address(row, long["year"]),
         "kind_at": table.address(row, long.get("kind", long["value"]))}
        for row, cells in table.records()
        if any(text.strip() for text in cells.values())
    ]  # fmt: skip


def _described(
    table: RawTable, row: int, cells: Mapping[str, str], describing: Mapping[str, str]
) -> dict[str, str]:
    told = {name: cells[describing[name]] if name in describing else "" for name in _DESCRIBING}
    filled = [name for name in ("indicator", "name") if told[name].strip()]
    said = next(iter(filled), next(iter(describing)))
    return {
        **told, "described_at": table.address(row, describing[said]),
        "unit_at": table.address(row, describing.get("unit", describing[said])),
    }  # fmt: skip


def _kind_of(title: str) -> str:
    """Return what the values under a title are; those under a bare year are results."""
    plain = title.lower()
    found = next((kind for kind, words in _KINDS if any(word in plain for word in words)), "")
    parts = to_arabic_digits(plain).split(" / ")
    return found or ("actual" if all(map(_names_a_result, parts)) else "")


def _names_a_result(part: str) -> bool:
    """Return whether a part of a title is a year, or a word for a result or for a year."""
    return part in (*_RESULTS, "ปี", "ปีงบประมาณ") or bool(_BARE_YEAR.fullmatch(part))


def _kind_cell(cells: Mapping[str, str], long: Mapping[str, str]) -> str:
    """Return the kind that a cell names in Thai or English; as it stands where it is unknown."""
    text = cells[long["kind"]].strip() if "kind" in long else "actual"
    if text in _KIND_NAMES:
        return text
    return "actual" if text in _RESULTS else _kind_of(text) or text


def _year_of(title: str, year: int | None) -> str:
    """Return the year that a title names; one of the Common Era is no year, and told as it is."""
    plain = to_arabic_digits(title)
    found = _YEAR.search(plain) or _COMMON_YEAR.search(plain)
    return found.group(1) if found else str(year or "")


def _where(table: RawTable) -> str:
    return f"{table.path} {table.sheet}".strip()
