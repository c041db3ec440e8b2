"""Rows of a delimited text without their last cells, as spreadsheets leave blank ones out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmqa_analysis.errors import DataError, raise_faults

__all__ = ["check_quoted_rows", "short_rows"]

_TOLD = 20


def short_rows(path: str, cells: npt.NDArray[np.int64], header: int) -> list[int]:
    """Return the rows without their last cells: Excel leaves out those that are blank.

    Refused are a row that is too long, a header that no row is as wide as, and short rows where
    most are.

    Args:
        path: Name of the file, for addresses.
        cells: How many cells each row has, 0 for an empty line.
        header: The header's row, counted from 1.

    Raises:
        DataError: Each row that is refused, or the header.
    """
    width, found = int(cells[header - 1]), cells[header:]
    other = np.flatnonzero((found != width) & (found != 0))
    filled = int(np.count_nonzero(found))
    if filled > 1 and len(other) == filled:
        most = int(np.bincount(found[other]).argmax())
        raise DataError("table.other_header", where=f"{path}:{header}", found=width, rows=most)
    short = other[found[other] < width]
    few = 2 * len(short) < filled
    wrong = other[found[other] > width] if few else other
    raise_faults(
        [
            DataError("table.ragged", where=f"{path}:{header + 1 + row}", found=int(found[row]),
                      expected=width)
            for row in wrong[:_TOLD].tolist()
        ]
    )  # fmt: skip
    return [header + 1 + row for row in short.tolist()]


def check_quoted_rows(
    path: str, frame: pd.DataFrame, short: Sequence[int], delimiter: str
) -> None:  # fmt: skip
    """Refuse a short row that is one cell with delimiters inside: its quotes swallow the others.

    Raises:
        DataError: Each such row.
    """
    raise_faults(
        [
            DataError("table.ragged", where=f"{path}:{row}", found=1, expected=frame.shape[1])
            for row in short[:_TOLD]
            if delimiter in str(frame.at[row, 0]) and (frame.loc[row] != "").sum() == 1
        ]
    )
