"""The columns of a block of responses as positions in the layout, whatever holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pmqa_analysis.clean.surveys.responses import CleanedSurvey
from pmqa_analysis.errors import DataError
from pmqa_analysis.measure.layout import ItemPlan, Layout

__all__ = ["BLOCK_ROWS", "Block", "Rows", "blocks_of"]

Rows: TypeAlias = "CleanedSurvey | pd.DataFrame | pa.Table | pa.RecordBatch"
Positions = npt.NDArray[np.intp]
Codes = npt.NDArray[np.int8]
BLOCK_ROWS = 1 << 17
_BLANK = -128


@dataclass(frozen=True)
class Block:
    """Some responses: for each item the position of every code, for each group of every category.

    A blank has the position after the last code, a category not stated the last position.
    """

    size: int
    items: dict[str, Codes]
    groups: dict[str, Positions]


def blocks_of(rows: Rows, layout: Layout) -> Iterator[Block]:
    """Yield responses in blocks of at most :data:`BLOCK_ROWS`.

    Raises:
        DataError: If a column is missing, or holds a code or category that the codebook does
            not know. The message names the column, never the answer.
    """
    size = len(rows.responses) if isinstance(rows, CleanedSurvey) else len(rows)
    for start in range(0, size, BLOCK_ROWS):
        stop = min(size, start + BLOCK_ROWS)
        if isinstance(rows, CleanedSurvey):
            yield _cleaned(rows, layout, start, stop)
        else:
            yield _plain(rows, layout, start, stop)


def _cleaned(survey: CleanedSurvey, layout: Layout, start: int, stop: int) -> Block:
    frame = survey.responses.iloc[start:stop]
    beside = survey.non_answers.iloc[start:stop]
    items = {}
    for name, plan in layout.items.items():
        codes = _integers(_column(frame, name), name)
        if name in beside:
            codes = np.where(codes == _BLANK, _integers(beside[name], name), codes)
        items[name] = _positions(codes, plan)
    return Block(stop - start, items, _groups(frame, layout))


def _plain(rows: pd.DataFrame | pa.Table, layout: Layout, start: int, stop: int) -> Block:
    if isinstance(rows, pd.DataFrame):
        part = rows.iloc[start:stop]
    else:
        part = rows.slice(start, stop - start)
    items = {
        name: _positions(_integers(_column(part, name), name), plan)
        for name, plan in layout.items.items()
    }
    return Block(stop - start, items, _groups(part, layout))


def _column(rows: pd.DataFrame | pa.Table, name: str) -> pd.Series | pa.Array:
    known = rows.columns if isinstance(rows, pd.DataFrame) else rows.schema.names
    if name not in known:
        raise DataError("counts.no_column", where=name)
    found = rows[name] if isinstance(rows, pd.DataFrame) else rows.column(name)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _integers(column: pd.Series | pa.Array, name: str) -> Codes:
    """Return a column's codes, -128 where there is none."""
    if isinstance(column, pa.Array):
        column = column.cast(pa.int8()) if pa.types.is_boolean(column.type) else column
        if column.type == pa.int8():
            filled: Codes = column.fill_null(_BLANK).to_numpy(zero_copy_only=False)
            return filled
        column = column.to_pandas()
    if column.dtype in (np.dtype("int8"), pd.Int8Dtype(), pd.BooleanDtype(), np.dtype("bool")):
        return np.asarray(column.to_numpy(dtype=np.int8, na_value=_BLANK))
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    given = column.notna().to_numpy(dtype=bool)
    with np.errstate(invalid="ignore"):
        whole = (numbers == np.trunc(numbers)) & (np.abs(numbers) < -_BLANK)
    if (given & ~whole).any():
        raise DataError("counts.unknown_code", where=name, count=int((given & ~whole).sum()))
    return np.where(given, numbers, _BLANK).astype(np.int8)


def _positions(codes: Codes, plan: ItemPlan) -> Codes:
    """Return the position of each code in the plan; that after the last for a blank."""
    lookup = np.full(256, -1, np.int8)
    lookup[_BLANK] = len(plan.codes)
    lookup[list(plan.codes)] = np.arange(len(plan.codes))
    positions: Codes = lookup[codes.view(np.uint8)]
    if (positions < 0).any():
        raise DataError("counts.unknown_code", where=plan.id, count=int((positions < 0).sum()))
    return positions


def _groups(rows: pd.DataFrame | pa.Table, layout: Layout) -> dict[str, Positions]:
    return {
        group: _category_positions(_column(rows, group), group, names)
        for group, names in layout.categories.items()
    }


def _category_positions(
    column: pd.Series | pa.Array, group: str, names: tuple[str, ...]
) -> Positions:
    """Return the position of each row's category; the last for none."""
    if isinstance(column, pa.Array):
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        found = coded.dictionary.to_pylist()
        rows = coded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    else:
        categorical = column.astype("category")
        found = categorical.cat.categories.tolist()
        rows = categorical.cat.codes.to_numpy(dtype=np.int64)
    place = {name: number for number, name in enumerate(names)}
    lookup = np.array([*(place.get(str(name), -1) for name in found), len(names) - 1], np.intp)
    positions: Positions = lookup[rows]
    if (positions < 0).any():
        raise DataError("counts.unknown_category", where=group, count=int((positions < 0).sum()))
    return positions
