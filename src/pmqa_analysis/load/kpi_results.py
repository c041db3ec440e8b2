"""Sheets of KPI results, wide or long, as one long table: a row for each value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load.raw_table import RawTable
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
# A column of the results made from two others, such as the percentage of the target.
_COMPARED = re.compile(r"(?:(?:ร้อยละ|%|สัดส่วน)\s*(?:ของ|ต่อ)|เทียบ(?:กับ)?|บรรลุ)\s*(?:ค่า)?เป้าหมาย")
# How titles of results by year begin; ผลต่าง is a difference.
_LIKE_A_RESULT = re.compile(r"ผล(?!ต่าง|กระทบ)|ปี|พ\.ศ\.|(?:25|20)\d\d")
_NUMBER = re.compile(r"\s*[-+]?[\d๐-๙]")
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


@dataclass(frozen=True, slots=True)
class _ValueColumn:
    """A column of values: their kind and year, each blank where every row tells its own."""

    key: str
    kind: str
    year: str


def long_results(table: RawTable, *, year: int | None = None) -> RawTable:
    """Return a sheet of KPI results with one row for each value, blank ones included.

    The wide sheet has a column for each year (``ผลการดำเนินงาน / ปี 2563``). The long one has a
    column of years, and beside it columns of kinds and values, or one for the targets and one for
    the results. Values are not changed. The rows are counted from 1, for one row of a sheet holds
    several values: where each stands is its ``address``, and where the words beside it stand is
    ``described_at``, ``unit_at``, ``year_at`` and ``kind_at``.

    Args:
        table: The sheet as it was read.
        year: The fiscal year (B.E.) of columns that name none, such as ค่าเป้าหมาย.

    Raises:
        DataError: If there is no column of indicators, or none of values, or if the title over
            the numbers of a year does not say plainly that they are results.
    """
    titles = {str(key): normalise(table.titles.get(key, key)) for key in table.frame.columns}
    describing = _find(titles, _DESCRIBING)
    if not {"indicator", "name"} & set(describing):
        raise DataError("kpi.no_indicators", where=table.name, known=", ".join(titles.values()))
    left = {key: title for key, title in titles.items() if key not in describing.values()}
    beside = _find(left, _LONG)
    beside = beside if "year" in beside else {}
    values = list(_value_columns(left, beside))
    taken = [*describing.values(), *beside.values(), *(one.key for one in values)]
    raise_faults(list(_unknown_columns(table, titles, taken)))
    if not values:
        raise DataError("kpi.no_values", where=table.name, known=", ".join(titles.values()))
    rows = [
        {**_described(table, row, cells, describing),
         **_stated(table, row, cells, column, beside, str(year or ""))}
        for row, cells in table.records()
        if any(cells[key].strip() for key in taken)
        for column in values
    ]  # fmt: skip
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


def _value_columns(
    titles: Mapping[str, str], beside: Mapping[str, str]
) -> Iterator[_ValueColumn]:  # fmt: skip
    for key, title in titles.items():
        if key == beside.get("value"):
            yield _ValueColumn(key, "", "")
        elif key not in beside.values() and (kind := _kind_of(title)):
            yield _ValueColumn(key, kind, _year_of(title))


def _unknown_columns(
    table: RawTable, titles: Mapping[str, str], taken: Collection[str]
) -> Iterator[DataError]:
    """Yield a fault for each column left out that seems to hold the results of one year."""
    for key, title in titles.items():
        plain = to_arabic_digits(title)
        seems = len(set(_YEAR.findall(plain))) == 1 and _LIKE_A_RESULT.match(plain)
        if seems and key not in taken and any(map(_NUMBER.match, set(table.frame[key]))):
            yield DataError("kpi.unknown_column", where=table.column_address(key))


def _stated(
    table: RawTable, row: int, cells: Mapping[str, str], column: _ValueColumn,
    beside: Mapping[str, str], year: str,
) -> dict[str, str]:  # fmt: skip
    """Return a value with its kind and year: those of its title, else those of its row."""
    kind_key = "" if column.kind else beside.get("kind", "")
    year_key = "" if column.year else beside.get("year", "")
    return {
        "value": cells[column.key],
        "address": table.address(row, column.key),
        "kind": column.kind or (_kind_told(cells[kind_key].strip()) if kind_key else "actual"),
        "kind_at": table.address(row, kind_key or column.key),
        "year": column.year or (cells[year_key] if year_key else year),
        "year_at": table.address(row, year_key or column.key),
    }


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
    if _COMPARED.search(plain):
        return ""
    found = next((kind for kind, words in _KINDS if any(word in plain for word in words)), "")
    parts = to_arabic_digits(plain).split(" / ")
    return found or ("actual" if all(map(_names_a_result, parts)) else "")


def _names_a_result(part: str) -> bool:
    """Return whether a part of a title is a year, or a word for a result or for a year."""
    return part in (*_RESULTS, "ปี", "ปีงบประมาณ") or bool(_BARE_YEAR.fullmatch(part))


def _kind_told(text: str) -> str:
    """Return the kind that a cell names in Thai or English; as it stands where it is unknown."""
    if text in _KIND_NAMES:
        return text
    return "actual" if text in _RESULTS else _kind_of(text) or text


def _year_of(title: str) -> str:
    """Return the year that a title names; one of the Common Era is no year, and told as it is."""
    plain = to_arabic_digits(title)
    found = _YEAR.search(plain) or _COMMON_YEAR.search(plain)
    return found.group(1) if found else ""
