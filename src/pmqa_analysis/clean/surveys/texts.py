"""The distinct texts of one column of an export: each is asked once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as arrow

__all__ = ["Texts", "distinct"]

# What a reader does not see at the ends of a text: a cell of nothing else is blank.
_UNSEEN = " \t\n\r\v\f\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
Rows = npt.NDArray[np.signedinteger[Any]]
_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True)
class Texts:
    """The distinct texts of a column, and for each row the number of its text.

    A column of ids has a million: they are held, and asked at once, by Arrow.
    """

    rows: Rows
    distinct: pa.LargeStringArray

    @classmethod
    def of(cls, rows: Rows, texts: Sequence[str]) -> Texts:
        """Return a column by the number of each row's text, and the texts."""
        return cls(rows, pa.array(texts, pa.large_string()))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the distinct texts."""
        return tuple(self.distinct.to_pylist())

    @cached_property
    def lengths(self) -> npt.NDArray[np.int32]:
        """Return of how many letters each text is."""
        lengths: npt.NDArray[np.int32] = arrow.utf8_length(self.distinct).to_numpy()
        return lengths

    @cached_property
    def filled(self) -> npt.NDArray[np.bool_]:
        """Return which rows have a text."""
        return self.spread(self.lengths > 0)

    def spread(self, values: npt.NDArray[_Value]) -> npt.NDArray[_Value]:
        """Return for every row the value of its text, without first making its number wider."""
        plain = pa.array(values.view(f"u{values.itemsize}"))
        spread = arrow.take(plain, pa.array(self.rows), boundscheck=False)
        found: npt.NDArray[_Value] = spread.to_numpy().view(values.dtype)
        return found

    def map(self, code: Callable[[str], int]) -> npt.NDArray[np.int16]:
        """Return the code of every row, each distinct text being coded once."""
        return self.spread(np.array([code(text) for text in self.texts], np.int16))

    def where(self, chosen: Collection[int]) -> npt.NDArray[np.bool_]:
        """Return which rows have one of the texts with these numbers."""
        wanted = np.zeros(len(self.distinct), dtype=bool)
        wanted[list(chosen)] = True
        return self.spread(wanted)


def distinct(cells: pd.Series, labels: Mapping[str, str], missing: Sequence[str]) -> Texts:
    """Return a column's texts, each once; a blank, and a code declared missing, is ``""``.

    Args:
        cells: Texts as exported.
        labels: The file's own label of each code: it stands for the code.
        missing: The codes that the file declares missing; those with a label keep it, since
            the codebook may know it as a non-answer.
    """
    rows, unique = _factorised(cells)
    texts = Texts(rows, arrow.utf8_trim(unique, characters=_UNSEEN))
    if not (labels or missing):
        return texts
    empty = {code for code in missing if code not in labels}
    return Texts.of(rows, ["" if one in empty else labels.get(one, one) for one in texts.texts])


def _factorised(cells: pd.Series) -> tuple[Rows, pa.LargeStringArray]:
    """Return for each cell the number of its text, and the texts; a missing one is blank."""
    text = pa.large_string()
    if isinstance(cells.dtype, pd.CategoricalDtype) and not cells.hasnans:
        numbers: Rows = np.asarray(cells.cat.codes)
        return numbers, pa.array(map(str, cells.cat.categories), text)
    if isinstance(cells.dtype, pd.StringDtype):
        found = pa.chunked_array(pa.array(cells.fillna("").array, text)).combine_chunks()
        encoded = found.dictionary_encode()
        return encoded.indices.to_numpy(), encoded.dictionary
    rows, unique = pd.factorize(cells.array, use_na_sentinel=False)
    return rows, pa.array(["" if pd.isna(one) else str(one) for one in unique], text)
