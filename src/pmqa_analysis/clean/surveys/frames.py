"""The frames of a cleaned survey, built from codes, and the schema that they keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from pmqa_analysis.clean.surveys.answers import Column
from pmqa_analysis.clean.surveys.codebook import Codebook, Question
from pmqa_analysis.clean.surveys.decoding import DecodedTable
from pmqa_analysis.errors import DataError

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

__all__ = [
    "build_non_answers", "build_responses", "build_texts", "check_schema", "option_columns",
    "responses_schema",
]  # fmt: skip

Places = npt.NDArray[np.intp]


def option_columns(codebook: Codebook, year: int) -> tuple[str, ...]:
    """Return the columns of the options of a year's multi-select sets, ``set__option``."""
    sets = (one for one in codebook.multi_selects if not one.years or year in one.years)
    return tuple(f"{one.id}__{option.code}" for one in sets for option in one.options)


def build_responses(
    decoded: DecodedTable, kept: Places, index: pd.Index, codebook: Codebook, year: int, source: str
) -> pd.DataFrame:
    """Return one row a response, in codes; see :class:`CleanedSurvey` for its columns."""
    size = len(kept)
    columns: dict[str, object] = {
        "respondent": _respondents(decoded, kept),
        "source": _sources(decoded, kept, codebook, source),
        "fiscal_year": np.full(size, year, np.int16),
        "submitted": decoded.submitted.to_numpy()[kept],
    }
    for group in codebook.groups:
        if not group.years or year in group.years:
            codes = _codes(decoded.columns.get(group.id), kept)
            names = [one.code for one in group.categories]
            columns[group.id] = _categories(np.maximum(codes, -1), names)
    for item, scale in codebook.items_of(year):
        codes = _codes(decoded.columns.get(item.id), kept)
        columns[item.id] = _integers(codes, scale.answers)
    for name in option_columns(codebook, year):
        codes = _codes(decoded.columns.get(name), kept)
        columns[name] = pd.arrays.BooleanArray(codes == 1, codes < 0)
    return pd.DataFrame(columns, index=index)


def build_non_answers(
    decoded: DecodedTable, kept: Places, index: pd.Index, codebook: Codebook, year: int
) -> pd.DataFrame:
    """Return the non-answer codes of the items whose scale has any, on the same rows."""
    return pd.DataFrame(
        {
            item.id: _integers(_codes(decoded.columns.get(item.id), kept), scale.non_answers)
            for item, scale in codebook.items_of(year)
            if scale.non_answers
        },
        index=index,
    )


def build_texts(
    decoded: DecodedTable, kept: Places, index: pd.Index, codebook: Codebook, year: int
) -> pd.DataFrame:
    """Return the free texts, and the words behind each ``other``, on the same rows."""
    worded: list[Question] = [*codebook.texts]
    worded += (one for one in codebook.groups if one.other is not None)
    worded += (one for one in codebook.multi_selects if one.other is not None)
    names = [one.id for one in worded if not one.years or year in one.years]
    return pd.DataFrame(
        {
            name: decoded.texts[name].array[kept] if name in decoded.texts
            else pd.array([None] * len(kept), dtype="str")
            for name in names
        },
        index=index,
    )  # fmt: skip


def responses_schema(codebook: Codebook, year: int) -> DataFrameSchema:
    """Return the schema of a year's responses: every column, its type, its codes."""
    import pandera.pandas as pa

    def closed(codes: Iterable[str]) -> pa.Column:
        return pa.Column(pd.CategoricalDtype(list(codes)), nullable=True)

    columns: dict[str, pa.Column] = {
        "respondent": pa.Column(pd.StringDtype(na_value=np.nan), nullable=True),
        "source": closed(one.id for one in codebook.sources),
        "fiscal_year": pa.Column("int16", pa.Check.eq(year)),
        "submitted": pa.Column("datetime64[us]", nullable=True),
    }
    for group in codebook.groups:
        if not group.years or year in group.years:
            columns[group.id] = closed(one.code for one in group.categories)
    for item, scale in codebook.items_of(year):
        known = pa.Check(_has_only, ignore_na=False, codes=scale.answers)
        columns[item.id] = pa.Column("Int8", known, nullable=True)
    for name in option_columns(codebook, year):
        columns[name] = pa.Column("boolean", nullable=True)
    pa.DataFrameSchema().validate(pd.DataFrame())  # loads what pandera loads at its first check
    unique = pa.Check(_are_unique, name="unique")
    index = pa.Index(pd.StringDtype(na_value=np.nan), unique, name="address")
    return pa.DataFrameSchema(columns, index=index, strict=True, ordered=True)


def check_schema(responses: pd.DataFrame, schema: DataFrameSchema, where: str) -> None:
    """Hold responses to their schema.

    Raises:
        DataError: With the column and the check that failed, never with a value.
    """
    from pandera.errors import SchemaError

    failed: tuple[str, str] | None = None
    try:
        schema.validate(responses, inplace=True)
    except SchemaError as error:
        failed = (str(getattr(error.schema, "name", "-")), error.reason_code.name
                  if error.reason_code else "-")  # fmt: skip
    if failed is not None:  # outside of the handler: pandera's error holds the values
        raise DataError("responses.bad_frame", where=where, column=failed[0], check=failed[1])


def _are_unique(addresses: pd.Series) -> bool:
    """Return whether no address stands twice; those of ascending rows are not searched."""
    import pyarrow as pa
    import pyarrow.compute as arrow

    texts = pa.array(addresses.array, pa.large_string())
    sizes = arrow.binary_length(texts).to_numpy()
    after = arrow.greater(texts[1:], texts[:-1]).to_numpy(zero_copy_only=False)
    longer, alike = sizes[1:] > sizes[:-1], sizes[1:] == sizes[:-1]
    return bool((longer | (alike & after)).all()) or addresses.is_unique


def _has_only(answers: pd.Series, codes: Iterable[int]) -> bool:
    """Return whether every answer is one of the codes; ten times as fast as ``isin``."""
    known = answers.isna().to_numpy()
    numbers = answers.to_numpy(np.int8, na_value=0)
    for code in codes:
        known = known | (numbers == code)
    return bool(known.all())


def _codes(column: Column | None, kept: Places) -> npt.NDArray[np.int16]:
    """Return a column's codes of the rows kept; -1 or less where there is none."""
    if column is None:
        return np.full(len(kept), -32768, np.int16)
    return column.codes if len(kept) == len(column.codes) else column.codes[kept]


def _integers(codes: npt.NDArray[np.int16], allowed: tuple[int, ...]) -> pd.arrays.IntegerArray:
    """Return the codes that are allowed, the others missing."""
    missing = np.ones(len(codes), np.bool_)
    for code in allowed:
        missing &= codes != code
    return pd.arrays.IntegerArray(codes.astype(np.int8) * ~missing + missing, missing)


def _respondents(decoded: DecodedTable, kept: Places) -> ExtensionArray:
    ids = decoded.roles.get("respondent")
    if ids is None:
        return pd.array([None] * len(kept), dtype="str")
    import pyarrow as pa
    import pyarrow.compute as arrow

    names = arrow.if_else(arrow.equal(ids.distinct, ""), None, ids.distinct)
    respondents: ExtensionArray = pd.array(names.take(pa.array(ids.rows[kept])), dtype="str")
    return respondents


def _sources(
    decoded: DecodedTable, kept: Places, codebook: Codebook, source: str
) -> ExtensionArray:
    """Return each record's source: that of its own column where there is one, else the file's."""
    names = [one.id for one in codebook.sources]
    own = decoded.columns.get("source")
    codes = np.full(len(kept), names.index(source), np.int16)
    if own is not None:
        codes = np.where(own.codes[kept] >= 0, own.codes[kept], codes)
    return _categories(codes, names)


def _categories(codes: npt.NDArray[np.int16], names: list[str]) -> ExtensionArray:
    """Return categories by their positions, the negative ones missing."""
    places: npt.NDArray[np.signedinteger[Any]] = codes
    return pd.Categorical.from_codes(places, categories=pd.Index(names))
