"""The columns of a delimited text whose records are counted: each distinct text is held once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["parse_columns"]

# Some records at a time, in memory that is used again: to take new memory costs more than to parse.
_BLOCK = 2**21
_MANY = 1000


def parse_columns(
    data: bytes, start: int, rows: int, width: int, delimiter: str, *, lines_within: bool,
    middle: int | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the cells from a position on as text, every column a category of its texts.

    A column of answers is then numbers with some texts beside them: a tenth of the memory, and
    cleaning asks each text once.

    Args:
        data: Text in UTF-8 whose records all have ``width`` cells and no bare carriage return.
        start: Where the first record after the header starts.
        rows: How many records follow.
        width: The number of columns.
        delimiter: Of the cells.
        lines_within: Whether a quoted cell may hold the end of a line.
        middle: Where some record ends: what follows is parsed beside what goes before.
    """
    columns = [_Column(rows) for _ in range(width)]
    done = 0
    cuts = [start, len(data)] if middle is None else [start, middle, len(data)]
    parts = [pair for pair in pairwise(cuts) if pair[0] < pair[1]] if rows else []
    parse = partial(_batches, data, width, delimiter, lines_within)
    for batch in _side_by_side(parse, parts):
        for column, cells in zip(columns, batch.columns, strict=True):
            column.take(cells, done)
        done += batch.num_rows
    if done != rows:
        raise ValueError(f"expected {rows} records, parsed {done}")
    return pd.DataFrame({place: column.category() for place, column in enumerate(columns)})


def _side_by_side(
    parse: Callable[[tuple[int, int]], Any], parts: Sequence[tuple[int, int]]
) -> Iterator[Any]:
    """Yield the batches of the parts in their order; those after the first wait in memory."""
    if not parts:
        return
    with ThreadPoolExecutor(max_workers=2) as threads:
        rest = [threads.submit(_all_batches, parse, part) for part in parts[1:]]
        yield from parse(parts[0])
        for part in rest:
            yield from part.result()


def _all_batches(parse: Callable[[tuple[int, int]], Any], part: tuple[int, int]) -> list[Any]:
    return list(parse(part))


def _batches(
    data: bytes, width: int, delimiter: str, lines_within: bool, part: tuple[int, int]
) -> Any:  # noqa: ANN401
    import pyarrow as pa
    import pyarrow.csv as arrow

    names = [str(place) for place in range(width)]
    return arrow.open_csv(
        pa.BufferReader(pa.py_buffer(data).slice(part[0], part[1] - part[0])),
        read_options=arrow.ReadOptions(column_names=names, block_size=_BLOCK, use_threads=True),
        parse_options=arrow.ParseOptions(
            delimiter=delimiter, ignore_empty_lines=False, newlines_in_values=lines_within
        ),
        convert_options=arrow.ConvertOptions(
            column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())),
            null_values=[], strings_can_be_null=False, check_utf8=False,
        ),
    )  # fmt: skip


class _Column:
    """One column: for each row the number of its text, and the texts.

    A column of few texts is numbered as it comes; one of many, such as ids, is left to pyarrow
    until the end.
    """

    def __init__(self, rows: int) -> None:
        self._numbers: npt.NDArray[Any] = np.zeros(rows, np.int8)
        self._texts: dict[str, int] = {}
        self._batches: list[Any] = []

    def take(self, cells: Any, start: int) -> None:  # noqa: ANN401
        """Add the cells of some records from the row ``start`` on."""
        if self._batches or (start == 0 and len(cells.dictionary) > _MANY):
            self._batches.append(cells)
            return
        known, texts = self._texts, cells.dictionary.to_pylist()
        place = np.array([known.setdefault(text, len(known)) for text in texts], np.int32)
        self._widen(len(known))
        self._numbers[start : start + len(cells)] = place[cells.indices.to_numpy()]

    def category(self) -> pd.Categorical:
        """Return the column as a category of its texts."""
        if self._batches:
            import pyarrow as pa

            whole = pa.chunked_array(self._batches).unify_dictionaries().combine_chunks()
            texts = whole.dictionary.to_pylist()
            self._widen(len(texts))
            self._numbers[:] = whole.indices.to_numpy()
        else:
            texts = list(self._texts)
        categories = pd.Index(texts, dtype=object)
        return pd.Categorical.from_codes(self._numbers, categories=categories, validate=False)

    def _widen(self, texts: int) -> None:
        """Hold the numbers in the type that so many texts need."""
        if texts > np.iinfo(self._numbers.dtype).max:
            wider = np.int16 if texts <= np.iinfo(np.int16).max else np.int32
            self._numbers = self._numbers.astype(wider)
