"""Counts as one long table: what is kept in Parquet, and what a warehouse can hand over."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.errors import DataError
from pmqa_analysis.measure.counts import Counts
from pmqa_analysis.measure.counts_reading import counts_of_table
from pmqa_analysis.measure.layout import Grouping, Layout

__all__ = ["COUNTS_COLUMNS", "read_counts", "tabulate_counts", "write_counts"]

COUNTS_COLUMNS = (
    "survey", "fiscal_year", "kind", "scale", "item", "other", "group_1", "category_1",
    "group_2", "category_2", "code", "answered", "count",
)  # fmt: skip
_PAIRWISE = ("pairwise_n", "pairwise_sum", "pairwise_squares", "pairwise_products")
_TYPES = {"fiscal_year": pa.int16(), "code": pa.int32(), "answered": pa.int32(),
          "count": pa.int64()}  # fmt: skip


def tabulate_counts(counts: Counts) -> pd.DataFrame:
    """Return counts as a table, one integer a row, with :data:`COUNTS_COLUMNS`.

    ``kind`` is ``rows`` (respondents of a cell), ``answers`` (of an item with a code; no code
    is a blank), ``scores`` (``code`` is the sum, ``answered`` of how many items), one of
    ``pairwise_…``, or ``complete_n``, ``complete_sum``, ``complete_products`` of a ``scale``.
    """
    parts = [part for part in _parts(counts) if len(part)]
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    frame["survey"], frame["fiscal_year"] = counts.layout.survey, counts.layout.fiscal_year
    frame = frame.reindex(columns=list(COUNTS_COLUMNS))
    return frame.astype({"code": "Int32", "answered": "Int32", "count": "int64"})


def write_counts(counts: Counts) -> bytes:
    """Return counts as the bytes of a Parquet file."""
    schema = pa.schema([(name, _TYPES.get(name, pa.string())) for name in COUNTS_COLUMNS])
    table = pa.Table.from_pandas(tabulate_counts(counts), schema=schema, preserve_index=False)
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def read_counts(
    source: bytes | IO[bytes] | pd.DataFrame, codebook: Codebook, *, year: int | None = None
) -> Counts:
    """Return the counts that a Parquet file or a table made elsewhere holds.

    Needed are ``item``, ``code`` (empty for a blank) and ``count``, for groups also
    ``group_1``, ``category_1`` (empty for not stated) and so on; for the rest see
    :func:`tabulate_counts`. A table of answers alone gives every figure of an item; scores and
    reliability need what only responses give.

    Args:
        source: The bytes of a Parquet file, an open one, or a table.
        codebook: Of the survey.
        year: Fiscal year; else that of the table, or the last of the codebook.

    Raises:
        DataError: If it is no such table, names what the codebook does not know, holds a count
            that is no whole number or a row twice, or its groups do not add to the whole.
    """
    frame = source if isinstance(source, pd.DataFrame) else _load(source)
    return counts_of_table(frame.reset_index(drop=True), codebook, year)


def _load(source: bytes | IO[bytes]) -> pd.DataFrame:
    opened = io.BytesIO(source) if isinstance(source, bytes) else source
    broken = False
    try:
        frame: pd.DataFrame = pq.read_table(opened).to_pandas()
    except (pa.ArrowInvalid, OSError):
        broken = True
    if broken:
        raise DataError("counts.no_parquet", where=getattr(opened, "name", "-"))
    return frame


def _parts(counts: Counts) -> Iterator[pd.DataFrame]:
    layout = counts.layout
    for grouping, rows in counts.rows.items():
        places = _cell_columns(layout, grouping)
        yield pd.DataFrame({"kind": "rows", **places, "count": rows})
        for item, array in counts.answers[grouping].items():
            yield _answers(item, layout, grouping, array)
        for name, table in counts.scores[grouping].items():
            mine = {key: np.asarray(names, dtype=object)[table[:, 0]]
                    for key, names in places.items()}  # fmt: skip
            yield pd.DataFrame({"kind": "scores", "item": name, **mine, "answered": table[:, 1],
                                "code": table[:, 2], "count": table[:, 3]})  # fmt: skip
    yield from _products(counts)


def _cell_columns(layout: Layout, grouping: Grouping) -> dict[str, list[str]]:
    cells = list(layout.cells(grouping))
    found: dict[str, list[str]] = {}
    for place, group in enumerate(grouping):
        found[f"group_{place + 1}"] = [group] * len(cells)
        found[f"category_{place + 1}"] = [cell[place] for cell in cells]
    return found


def _answers(item: str, layout: Layout, grouping: Grouping, array: np.ndarray) -> pd.DataFrame:
    codes: list[int | None] = [*layout.items[item].codes, None]
    places = _cell_columns(layout, grouping)
    frame = {key: np.repeat(np.asarray(names, dtype=object), len(codes))
             for key, names in places.items()}  # fmt: skip
    column = pd.array(codes * len(array), dtype="Int32")
    return pd.DataFrame(
        {"kind": "answers", "item": item, **frame, "code": column, "count": array.ravel()}
    )


def _products(counts: Counts) -> Iterator[pd.DataFrame]:
    if counts.products is None:
        return
    for kind, matrix in zip(_PAIRWISE, counts.products.pairwise, strict=True):
        yield _square(kind, "", counts.products.items, matrix)
    for name, one in counts.products.complete.items():
        yield pd.DataFrame({"kind": ["complete_n"], "scale": [name], "count": [one.n]})
        yield pd.DataFrame(
            {"kind": "complete_sum", "scale": name, "item": list(one.items), "count": one.sums}
        )
        yield _square("complete_products", name, one.items, one.products)


def _square(kind: str, scale: str, items: tuple[str, ...], matrix: Any) -> pd.DataFrame:  # noqa: ANN401
    names = np.asarray(items, dtype=object)
    return pd.DataFrame(
        {"kind": kind, "scale": scale, "item": np.repeat(names, len(items)),
         "other": np.tile(names, len(items)), "count": matrix.ravel()}
    )  # fmt: skip
