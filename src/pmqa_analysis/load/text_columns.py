"""The columns of a delimited text, parsed part by part: each distinct text is held once.

Codes are parsed as small numbers, twice as fast as texts. That each cell is the text of its
number is proven for a part at once: no text of a number is shorter, and the cells together
must have as many letters as the part. A part where it does not hold is parsed as text.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from pmqa_analysis.load.records import Part, count_letter, split_records

__all__ = ["parse_columns"]

_BLOCK = 2**20
_SAMPLE = 2**20
_MOST_THREADS = 4
# A column has many texts where so many of its first records, and half of them, have their own.
_MANY = 500
# Stands for a blank among numbers, and is therefore none of them.
_NO_NUMBER = 255
_CODES = {"", *map(str, range(_NO_NUMBER))}
_Kind = Literal["numbers", "few texts", "many texts"]


class _Cells(NamedTuple):
    """Some cells of a column: the place of the text of each, and the texts."""

    places: npt.NDArray[np.signedinteger[Any]]
    texts: list[str]


def parse_columns(data: bytes, start: int, width: int, delimiter: str) -> pd.DataFrame:
    """Return the cells from a position on as text; those of a blank line are blank.

    A column of few texts is a category of them: a tenth of the memory, and cleaning asks each
    text once.

    Args:
        data: The text.
        start: Where the first record after the header starts.
        width: The number of columns.
        delimiter: Of the cells.

    Raises:
        ValueError: If a record has another number of cells, quotes and lines are such that
            readers take them differently, or a text is no UTF-8.
    """
    threads = ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS))
    parsed: list[Future[list[Any]]] = []
    kinds: list[_Kind] = []
    columns = [_Column() for _ in range(width)]
    try:
        for part in split_records(data, delimiter, start):
            kinds = kinds or _guess_kinds(data, part, width, delimiter)
            parsed.append(threads.submit(_parse_part, data, part, kinds, delimiter))
        for task in parsed:
            for column, cells in zip(columns, task.result(), strict=True):
                column.add(cells)
    finally:
        threads.shutdown(cancel_futures=True)
    return pd.DataFrame({place: column.whole() for place, column in enumerate(columns)})


class _Column:
    """A column whose parts come one after another."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._parts: list[Any] = []

    def add(self, cells: Any) -> None:  # noqa: ANN401
        """Add the next part; its texts get the places that they have in the whole column."""
        if isinstance(cells, _Cells):
            places, texts = self._places, cells.texts
            own = [places.setdefault(text, len(places)) for text in texts]
            cells = np.take(np.array(own, _least_type(len(places))), cells.places)
        self._parts.append(cells)

    def whole(self) -> pd.Categorical | ExtensionArray:
        """Return the cells of all parts as texts."""
        import pyarrow as pa

        if self._parts and not isinstance(self._parts[0], np.ndarray):
            texts = pa.chunked_array(self._parts).cast(pa.large_string())
            return pd.array(texts, dtype="str")  # type: ignore[no-any-return]
        places = np.concatenate([np.zeros(0, np.int8), *self._parts])
        categories = pd.Index(list(self._places), dtype=object)
        return pd.Categorical.from_codes(places, categories=categories, validate=False)


def _guess_kinds(data: bytes, part: Part, width: int, delimiter: str) -> list[_Kind]:
    """Return what the first records of each column look like."""
    few: list[_Kind] = ["few texts"] * width
    last = data.rfind(b"\n", part.start, part.start + _SAMPLE)
    sample = part._replace(end=min(last + 1, part.end)) if last >= 0 else part
    try:
        columns = _arrow_columns(data, sample, few, delimiter)
    except ValueError:
        return few  # its last record is cut within a cell; or the parse of all will tell
    return [_kind(column.dictionary.to_pylist(), len(column)) for column in columns]


def _kind(texts: Sequence[str], rows: int) -> _Kind:
    if len(texts) > max(_MANY, rows // 2):
        return "many texts"
    return "numbers" if _CODES.issuperset(texts) else "few texts"


def _parse_part(data: bytes, part: Part, kinds: Sequence[_Kind], delimiter: str) -> list[Any]:
    """Return the cells of each column; those of many texts as Arrow holds them."""
    columns = None
    if "numbers" in kinds and not part.blank_lines:
        columns = _proven_columns(data, part, kinds, delimiter)
    if columns is None:
        as_text: list[_Kind] = ["few texts" if one == "numbers" else one for one in kinds]
        columns = _text_columns(data, part, as_text, delimiter)
    return [_cells(column) for column in columns]


def _text_columns(data: bytes, part: Part, kinds: Sequence[_Kind], delimiter: str) -> list[Any]:
    try:
        return _arrow_columns(data, part, kinds, delimiter)
    except ValueError:  # a record longer than a block; any other fault is found again
        return _arrow_columns(data, part, kinds, delimiter, block=part.end - part.start)


def _arrow_columns(
    data: bytes, part: Part, kinds: Sequence[_Kind], delimiter: str, block: int = _BLOCK
) -> list[Any]:
    import pyarrow as pa
    import pyarrow.csv as arrow

    types = {"numbers": pa.uint8(), "few texts": pa.dictionary(pa.int32(), pa.string()),
             "many texts": pa.string()}  # fmt: skip
    names = [str(place) for place in range(len(kinds))]
    table = arrow.read_csv(
        pa.BufferReader(memoryview(data)[part.start : part.end]),
        read_options=arrow.ReadOptions(
            column_names=names, block_size=block, use_threads=False
        ),
        parse_options=arrow.ParseOptions(
            delimiter=delimiter, ignore_empty_lines=False, newlines_in_values=part.lines_within
        ),
        convert_options=arrow.ConvertOptions(
            column_types={name: types[kind] for name, kind in zip(names, kinds, strict=True)},
            null_values=[""], strings_can_be_null=False, check_utf8=False,
        ),
    )  # fmt: skip
    return [column.combine_chunks() for column in table.columns]


def _proven_columns(
    data: bytes, part: Part, kinds: Sequence[_Kind], delimiter: str
) -> list[Any] | None:
    """Return the columns, or none where a cell of numbers is not the text of a number.

    That is proven where they have all letters of the part but those that part or quote cells.
    """
    try:
        columns = _arrow_columns(data, part, kinds, delimiter)
    except ValueError:
        return None  # a text among them, or a fault that the parse as text tells, too
    letters = part.end - part.start
    letters -= sum(count_letter(data, sign, part.start, part.end) for sign in (b'"', b"\r"))
    letters -= len(columns) * len(columns[0]) - (data[part.end - 1] != ord("\n"))
    if any(map(_has_no_number, columns)) or sum(map(_letters, columns)) != letters:
        return None
    return columns


def _has_no_number(column: Any) -> bool:  # noqa: ANN401
    """Return whether the number that stands for a blank is one of a column's own."""
    import pyarrow as pa
    import pyarrow.compute as arrow

    return bool(pa.types.is_uint8(column.type) and arrow.max(column).as_py() == _NO_NUMBER)


def _letters(column: Any) -> int:  # noqa: ANN401
    """Return how many bytes the cells of a column have, without quotes and carriage returns."""
    import pyarrow as pa
    import pyarrow.compute as arrow

    if pa.types.is_uint8(column.type):
        numbers = column.fill_null(0).to_numpy()
        digits = (int(np.count_nonzero(numbers >= least)) for least in (10, 100))
        return len(numbers) - int(column.null_count) + sum(digits)
    texts = column.dictionary if pa.types.is_dictionary(column.type) else column
    letters = arrow.binary_length(texts).to_numpy()
    for sign in ('"', "\r"):
        letters = letters - arrow.count_substring(texts, sign).to_numpy()
    return int((letters if texts is column else letters[column.indices.to_numpy()]).sum())


def _cells(column: Any) -> Any:  # noqa: ANN401
    """Return the cells of a column as texts."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        texts = column.dictionary.to_pylist()
        return _Cells(column.indices.to_numpy().astype(_least_type(len(texts))), texts)
    return _codes(column) if pa.types.is_uint8(column.type) else column


def _codes(column: Any) -> _Cells:  # noqa: ANN401
    """Return numbers as texts, a null as a blank."""
    import pyarrow.compute as arrow

    numbers = column.fill_null(_NO_NUMBER).to_numpy()
    least, most = arrow.min_max(column).as_py().values()
    between = range(least, most + 1) if least is not None else range(0)
    found = [number for number in (*between, _NO_NUMBER) if (numbers == number).any()]
    places = np.zeros(_NO_NUMBER + 1, np.int16)
    places[found] = np.arange(len(found))
    texts = ["" if number == _NO_NUMBER else str(number) for number in found]
    return _Cells(np.take(places, numbers), texts)


def _least_type(texts: int) -> type[np.signedinteger[Any]]:
    """Return the type of the numbers of so many texts."""
    return np.int8 if texts <= np.iinfo(np.int8).max else np.int32
