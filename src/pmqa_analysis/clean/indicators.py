"""Indicators: one value of one measure in one fiscal year, typed and checked cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast, get_args

from pmqa_analysis.clean.register import MEASURES, Measure, Register
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import RawTable
from pmqa_analysis.results import Status
from pmqa_analysis.rounding import exact, printed_decimals
from pmqa_analysis.thai import parse_fiscal_year, to_arabic_digits

__all__ = ["COLUMNS", "PRINTED_STATUSES", "Indicator", "clean_indicators"]

COLUMNS = (
    "measure", "section", "fiscal_year", "kind", "value", "printed",
    "unit_printed", "name_printed", "document", "line", "note",
)  # fmt: skip
Kind = Literal["target", "actual", "self_score", "committee_score", "benchmark"]

# What the print says where it gives no value, and the status that it means.
PRINTED_STATUSES: Mapping[str, Status] = {
    "-": "not_applicable",
    "–": "not_applicable",
    "N/A": "in_process",
    "อยู่ระหว่างประมวลผล": "in_process",
    "ไม่ได้รายงาน": "not_reported",
    "": "not_reported",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One value of one measure in one fiscal year, as one section of the sources states it.

    ``value`` is exact, and None where ``status`` says why there is none, or where the value is
    a ``level`` name. ``decimals`` are those of the print. ``fiscal_year`` is None where the
    source prints no year. ``address`` is the cell of the value.
    """

    measure: str
    section: str
    fiscal_year: int | None
    kind: Kind
    value: Fraction | None
    level: str
    printed: str
    decimals: int | None
    status: Status
    unit: str
    name: str
    document: str
    line: str
    note: str
    address: str


def clean_indicators(table: RawTable, register: Register) -> list[Indicator]:
    """Turn a table of figures into indicators.

    Args:
        table: Columns :data:`COLUMNS`; one row per figure.
        register: What may be measured, and where.

    Raises:
        DataError: Every cell that cannot be taken, told together: a text where a number
            belongs, a value that is not what is printed, an unknown measure, section, document,
            kind or year, a target without a unit, one figure twice.
    """
    faults: list[PmqaError] = []
    indicators: list[Indicator] = []
    first_at: dict[tuple[str, ...], int] = {}
    for row, cells in table.records():
        key = tuple(cells[name] for name in ("measure", "section", "fiscal_year", "kind"))
        try:
            if key in first_at:
                other = table.address(first_at[key], "measure")
                raise DataError("row.doubled", where=table.address(row, "measure"), other=other)
            indicators.append(_clean_row(table, row, cells, register))
        except PmqaError as fault:
            faults.append(fault)
        first_at.setdefault(key, row)
    raise_faults(faults)
    return indicators


def _clean_row(
    table: RawTable, row: int, cells: Mapping[str, str], register: Register
) -> Indicator:
    measure = _measure(table.address(row, "measure"), cells["measure"], register)
    _check_link(table.address(row, "section"), cells["section"], register.sections, "sections")
    _check_link(table.address(row, "document"), cells["document"], register.documents, "documents")
    kind = _kind(table.address(row, "kind"), cells["kind"])
    is_level = measure.value_type == "level"
    value, status = (
        (None, _level_status(table, row, cells)) if is_level else _number(table, row, cells)
    )
    if kind == "target" and value is not None and not measure.unit_th:
        raise DataError(
            "measure.target_without_unit", where=table.address(row, "unit_printed"),
            measure=measure.measure, register=MEASURES,
        )  # fmt: skip
    return Indicator(
        measure=measure.measure,
        section=cells["section"],
        fiscal_year=_year(table.address(row, "fiscal_year"), cells["fiscal_year"]),
        kind=kind,
        value=value,
        level=cells["value"] if is_level else "",
        printed=cells["printed"],
        decimals=None if value is None else printed_decimals(cells["printed"] or cells["value"]),
        status=status,
        unit=cells["unit_printed"] or measure.unit_th,
        name=cells["name_printed"] or measure.name_th,
        document=cells["document"],
        line=cells["line"],
        note=cells["note"],
        address=table.address(row, "value"),
    )


def _number(table: RawTable, row: int, cells: Mapping[str, str]) -> tuple[Fraction | None, Status]:
    """Return a row's exact value and status; the value must be what is printed.

    An office may fill in only one of the two.
    """
    address, printed = table.address(row, "value"), cells["printed"]
    if printed in PRINTED_STATUSES and not cells["value"]:
        return None, PRINTED_STATUSES[printed]
    if printed in PRINTED_STATUSES and printed:
        raise DataError("cell.value_without_print", where=address, found=printed)
    value = _exact(address, cells["value"]) if cells["value"] else None
    as_printed = _exact(table.address(row, "printed"), printed.strip("()")) if printed else value
    if value not in (None, as_printed):
        raise DataError(
            "cell.printed_differs", where=address, found=cells["value"], expected=printed
        )
    return as_printed, "reported"


def _exact(address: str, text: str) -> Fraction:
    try:
        return exact(to_arabic_digits(text))
    except ValueError:
        raise DataError("cell.not_a_number", where=address, found=text) from None


def _level_status(table: RawTable, row: int, cells: Mapping[str, str]) -> Status:
    if cells["value"]:
        return "reported"
    if cells["printed"] in PRINTED_STATUSES:
        return PRINTED_STATUSES[cells["printed"]]
    raise DataError("cell.missing", where=table.address(row, "value"))


def _measure(address: str, found: str, register: Register) -> Measure:
    if found not in register.measures:
        near = nearest(found, register.measures) or "-"
        raise DataError(
            "link.unknown_measure", where=address, found=found, near=near, register=MEASURES
        )
    return register.measures[found]


def _check_link(address: str, found: str, known: Mapping[str, object], name: str) -> None:
    if found not in known:
        raise DataError(
            "link.unknown", where=address, found=found, near=nearest(found, known) or "-",
            register=f"reference/{name}.csv",
        )  # fmt: skip


def _kind(address: str, found: str) -> Kind:
    if found not in get_args(Kind):
        expected = ", ".join(get_args(Kind))
        raise DataError("cell.not_allowed", where=address, found=found, expected=expected)
    return cast(Kind, found)


def _year(address: str, found: str) -> int | None:
    if not found:
        return None
    try:
        return parse_fiscal_year(found)
    except PmqaError:
        raise DataError(
            "cell.not_allowed", where=address, found=found, expected="2563 (พ.ศ.)"
        ) from None
