"""An office's own sheet of KPI results, wide or long, as indicators; each fault by its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import cast, get_args

from pmqa_analysis.clean.indicators import PRINTED_STATUSES, Indicator, Kind
from pmqa_analysis.clean.register import MEASURES, Measure, Register
from pmqa_analysis.clean.surveys.labels import label_key, similarity
from pmqa_analysis.errors import DataError, PmqaError, SettingsError, nearest, raise_faults
from pmqa_analysis.load import RawTable
from pmqa_analysis.load.kpi_results import long_results
from pmqa_analysis.results import Status
from pmqa_analysis.rounding import exact, printed_decimals
from pmqa_analysis.thai import parse_fiscal_year, to_arabic_digits

__all__ = ["clean_kpi_sheet"]

_ERROR_VALUE = re.compile(r"#[A-Z/0?!]+")
_SAME_NAME = 0.6
# Nobody types more decimals; a formula leaves fifteen digits, of which a report shows two.
_MOST_DECIMALS, _OF_A_FORMULA = 6, 2


def clean_kpi_sheet(
    table: RawTable, register: Register, *, year: int, section: str, document: str
) -> list[Indicator]:
    """Return the values of a sheet as indicators, in the order of the sheet.

    A measure is known by its code, else by its exact name. A percentage may be ``85.3`` or
    ``85.3%``; ``0.853`` beside such values is refused, for nobody can say which is meant. What a
    formula leaves, such as 84.9056603773585, stays exact and is shown with two decimals.

    Args:
        table: As it was read.
        register: What may be measured.
        year: The fiscal year (B.E.) of columns that name none.
        section: Id of the section that the sheet is.
        document: Id of the document that it is.

    Raises:
        DataError: Every cell that cannot be taken, told together: an unknown measure, kind or
            year, a name or a unit of another measure, a text or an error of Excel where a number
            belongs, a value twice.
    """
    faults: list[PmqaError] = []
    found: list[Indicator] = []
    first: dict[tuple[object, ...], str] = {}
    covered = {mark.address for mark in table.marks if mark.kind == "merged_cell"}
    for _, cells in long_results(table, year=year).records():
        if cells["address"] in covered:
            faults.append(DataError("issue.merged_cell", where=cells["address"]))
            continue
        try:
            one = _indicator(cells, register, section, document)
            key = (one.measure, one.fiscal_year, one.kind)
            if first.setdefault(key, one.address) != one.address:
                raise DataError("row.doubled", where=one.address, other=first[key])
            found.append(one)
        except PmqaError as fault:
            faults.append(fault)
    faults += _fractions(found, register)
    raise_faults(list({(fault.key, fault.where): fault for fault in faults}.values()))
    return found


def _indicator(
    cells: Mapping[str, str], register: Register, section: str, document: str
) -> Indicator:
    address = cells["address"]
    measure = _measure(cells, register)
    _check_described(cells, measure)
    value, status = _value(address, cells["value"].strip(), measure)
    number = cells["value"].strip().removesuffix("%").strip()
    return Indicator(
        measure=measure.measure, section=section,
        fiscal_year=_year(cells["year_at"], cells["year"]),
        kind=_kind(cells["kind_at"], cells["kind"]),
        value=value, level="", printed=cells["value"].strip(),
        decimals=None if value is None else _decimals(number),
        status=status, unit=measure.unit_th, name=measure.name_th, document=document, line="",
        note="", address=address,
    )  # fmt: skip


def _decimals(number: str) -> int:
    decimals = printed_decimals(to_arabic_digits(number))
    return decimals if decimals <= _MOST_DECIMALS else _OF_A_FORMULA


def _measure(cells: Mapping[str, str], register: Register) -> Measure:
    """Return the measure that a row's code names, else the one that has exactly its name."""
    code, name = to_arabic_digits(cells["indicator"].strip()), cells["name"].strip()
    if code in register.measures:
        return register.measures[code]
    named = [one for one in register.measures.values() if label_key(one.name_th) == label_key(name)]
    if len(named) == 1 and (not code or code.rstrip(".").isdecimal()):  # a running number
        return named[0]
    shown = code or name
    near = nearest(shown, register.measures) or "-"
    raise DataError(
        "link.unknown_measure",
        where=cells["described_at"],
        found=shown,
        near=near,
        register=MEASURES,
    )


def _check_described(cells: Mapping[str, str], measure: Measure) -> None:
    """Refuse a name or a unit that is another's: rows may have slipped."""
    name, unit = cells["name"].strip(), cells["unit"].strip()
    if name and similarity(name, measure.name_th) < _SAME_NAME:
        raise DataError(
            "kpi.other_name", where=cells["described_at"], found=name, expected=measure.name_th
        )
    if unit and label_key(unit) != label_key(measure.unit_th):
        raise DataError(
            "kpi.other_unit", where=cells["unit_at"], found=unit, expected=measure.unit_th
        )


def _value(address: str, text: str, measure: Measure) -> tuple[Fraction | None, Status]:
    if text in PRINTED_STATUSES:
        return None, PRINTED_STATUSES[text]
    if _ERROR_VALUE.fullmatch(text):
        raise DataError("kpi.error_value", where=address, found=text)
    plain = to_arabic_digits(text)
    if plain.endswith("%"):
        if not measure.is_percent:
            raise DataError(
                "kpi.percent_of_count", where=address, found=text, expected=measure.unit_th
            )
        plain = plain.removesuffix("%").strip()
    try:
        return exact(plain), "reported"
    except ValueError:
        raise DataError("cell.not_a_number", where=address, found=text) from None


def _year(address: str, text: str) -> int:
    if not text.strip():
        raise DataError("kpi.no_year", where=address)
    try:
        return parse_fiscal_year(to_arabic_digits(text.strip()))
    except SettingsError:
        raise DataError(
            "cell.not_allowed", where=address, found=text, expected="2563 (พ.ศ.)"
        ) from None


def _kind(address: str, text: str) -> Kind:
    if text not in get_args(Kind):
        expected = ", ".join(get_args(Kind))
        raise DataError("cell.not_allowed", where=address, found=text, expected=expected)
    return cast(Kind, text)


def _fractions(found: Iterable[Indicator], register: Register) -> list[PmqaError]:
    """Return a fault for each percentage of at most 1 beside another of the measure above it."""
    most: dict[str, Fraction] = {}
    doubtful: list[Indicator] = []
    for one in found:
        if one.value is None or not register.measures[one.measure].is_percent:
            continue
        most[one.measure] = max(most.get(one.measure, Fraction(0)), one.value)
        if 0 < one.value <= 1 and not one.printed.endswith("%"):
            doubtful.append(one)
    return [DataError("kpi.fraction", where=one.address, found=one.printed)
            for one in doubtful if most[one.measure] > 1]  # fmt: skip
