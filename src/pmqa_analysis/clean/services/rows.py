"""Rows of a register: each read by its own reader, all faults of the file told together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Protocol, TypeVar

from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load import RawTable

__all__ = ["RowReader", "read_rows"]


class _Row(Protocol):
    @property
    def address(self) -> str: ...


_RowT = TypeVar("_RowT", bound=_Row)
_KeyT = TypeVar("_KeyT", bound=Hashable)
# Makes a row of the table, its number and its cells; raises what is wrong with it.
RowReader = Callable[[RawTable, int, Mapping[str, str]], _RowT]


def read_rows(
    table: RawTable, read: RowReader[_RowT], key: Callable[[_RowT], _KeyT]
) -> tuple[dict[_KeyT, _RowT], list[PmqaError]]:
    """Return the rows that can be taken, in the file's order, and the faults of all others.

    Args:
        table: As corrected.
        read: Reads one row.
        key: By what a row may stand once: a second one is a fault.
    """
    found: dict[_KeyT, _RowT] = {}
    faults: list[PmqaError] = []
    for number, cells in table.records():
        try:
            one = read(table, number, cells)
        except PmqaError as fault:
            faults.append(fault)
            continue
        first = found.setdefault(key(one), one)
        if first is not one:
            faults.append(DataError("row.doubled", where=one.address, other=first.address))
    return found, faults
