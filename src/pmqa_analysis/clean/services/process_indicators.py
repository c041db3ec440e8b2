"""Indicators of processes, quarter by quarter: what leads, what follows, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast, get_args

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.cells import read_choice, read_number
from pmqa_analysis.clean.services.rows import read_rows
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.office import Office
from pmqa_analysis.rounding import printed_decimals
from pmqa_analysis.thai import to_arabic_digits

__all__ = [
    "INDICATOR_KINDS", "PROCESS_INDICATOR_COLUMNS", "QUARTERS", "IndicatorKind",
    "ProcessIndicator", "load_process_indicators",
]  # fmt: skip

IndicatorKind = Literal["leading", "lagging", "cost"]
INDICATOR_KINDS: tuple[IndicatorKind, ...] = get_args(IndicatorKind)
QUARTERS = ("q1", "q2", "q3", "q4")
PROCESS_INDICATOR_COLUMNS = (
    "indicator", "process_th", "process_en", "kind", "name_th", "name_en", "unit_th", "unit_en",
    "direction", "target", *QUARTERS, "owner", "note",
)  # fmt: skip
_DIRECTIONS = ("higher", "lower")
_NEEDED = ("indicator", "process_th", "name_th", "unit_th")


@dataclass(frozen=True, slots=True)
class ProcessIndicator:
    """One indicator of a process: its target, and its value at each quarter.

    A leading indicator warns before the outcome is known; a lagging one is the outcome; the
    third kind is what the process costs. What is not known is None. ``decimals`` are the most
    that its cells have.
    """

    indicator: str
    process_th: str
    process_en: str
    kind: IndicatorKind
    name_th: str
    name_en: str
    unit_th: str
    unit_en: str
    direction: Literal["higher", "lower"]
    target: Fraction | None
    values: Mapping[str, Fraction | None]
    decimals: int
    owner: str
    address: str


def load_process_indicators(
    office: Office, ledger: Ledger, path: str
) -> tuple[ProcessIndicator, ...]:
    """Read a year's register of process indicators, CSV or Excel.

    Raises:
        DataError: Every row that cannot be taken, told together: an id twice, an unknown kind
            or direction, a blank name, a number that is none.
    """
    table = ledger.apply(load_table(office, path, PROCESS_INDICATOR_COLUMNS))
    found, faults = read_rows(table, _indicator, lambda one: one.indicator)
    raise_faults(faults)
    return tuple(found.values())


def _indicator(table: RawTable, number: int, cells: Mapping[str, str]) -> ProcessIndicator:
    def where(column: str) -> str:
        return table.address(number, column)

    for column in _NEEDED:
        if not cells[column]:
            raise DataError("register.blank", where=where(column), name=column)
    kind = read_choice(cells["kind"], INDICATOR_KINDS, where("kind"))
    direction = read_choice(cells["direction"], _DIRECTIONS, where("direction"))
    numbers = {name: read_number(cells[name], where(name)) for name in ("target", *QUARTERS)}
    return ProcessIndicator(
        indicator=cells["indicator"], process_th=cells["process_th"],
        process_en=cells["process_en"], kind=cast("IndicatorKind", kind),
        name_th=cells["name_th"], name_en=cells["name_en"], unit_th=cells["unit_th"],
        unit_en=cells["unit_en"], direction=cast("Literal['higher', 'lower']", direction),
        target=numbers["target"], values={name: numbers[name] for name in QUARTERS},
        decimals=max(printed_decimals(to_arabic_digits(cells[name])) for name in numbers),
        owner=cells["owner"], address=where("indicator"),
    )  # fmt: skip
