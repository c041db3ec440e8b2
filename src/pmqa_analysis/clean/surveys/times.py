"""Moments of a response, read from text: Common or Buddhist Era, the day before the month."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from pmqa_analysis.load.forms import parse_timestamp
from pmqa_analysis.thai import BUDDHIST_ERA

__all__ = ["parse_moments"]

# A year from here on is Buddhist Era.
FIRST_BUDDHIST = 2400
# Layouts read for all rows at once; every other text is read by itself.
_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y, %H:%M:%S", "%Y/%m/%d %I:%M:%S %p GMT+7",
)  # fmt: skip
# What a text must look like to be read by pyarrow, fifteen times faster; all agree on it.
_PLAIN = {
    "%d": r"(?:0?[1-9]|[12]\d|3[01])", "%m": r"(?:0?[1-9]|1[0-2])", "%Y": r"[1-9]\d{3}",
    "%H": r"(?:[01]?\d|2[0-3])", "%M": r"[0-5]\d", "%S": r"[0-5]\d",
    "%I": r"(?:0?[1-9]|1[0-2])", "%p": "[AP]M",
}  # fmt: skip
# pyarrow reads 31/02 as 3 March: the first days after a month of less than 31 are read again.
_OVERRUN_DAYS, _OVERRUN_MONTHS = 3, (3, 5, 7, 10, 12)
_TWO_NUMBERS = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
# A date of 2000 to 2099 as Excel counts it, in a cell without a date's format.
_SERIAL = re.compile(r"(?:3[6-9]|[4-6]\d|7[0-2])\d{3}(?:\.\d+)?")
_SERIAL_ZERO = np.datetime64("1899-12-30", "us")


def parse_moments(texts: pd.Series, *, serials: bool = False) -> pd.Series:
    """Return the moments that the texts of one column name, missing where a text names none.

    The local time of Thailand, in the Common Era. The day comes before the month. Where a text
    of the column can only have the month first, the others that could be read both ways are
    read neither way. With ``serials`` (a workbook's column) the number of a day is its date.
    """
    moments = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[us]")
    left = texts[texts != ""]
    for layout in _likely_formats(left):
        read = _common_era(_read(left, layout)).dropna()
        moments.loc[read.index] = read
        left = left.drop(read.index)
    if left.empty:
        return moments
    numbers, unique = pd.factorize(left.to_numpy(dtype=object))
    parsed = np.array([_parse(str(text), serials) for text in unique], dtype="datetime64[us]")
    moments.loc[left.index] = parsed[numbers]
    if any(_order(str(text)) == "month first" for text in unique):
        moments[texts.map(lambda text: _order(str(text)) == "either").to_numpy(bool)] = pd.NaT
    return moments


def _parse(text: str, serials: bool) -> np.datetime64 | None:
    if serials and _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + np.timedelta64(round(float(text) * 86_400), "s")
    moment = parse_timestamp(text)
    return None if moment is None else np.datetime64(moment, "us")


def _read(texts: pd.Series, layout: str) -> pd.Series:
    """Return the moments of the texts that have a layout and lie in the calendar."""
    moments = _read_plain(texts, layout)
    left = texts[moments.isna()]
    read = pd.to_datetime(left, format=layout, errors="coerce").astype("datetime64[us]")
    moments.loc[left.index] = read
    return moments


def _read_plain(texts: pd.Series, layout: str) -> pd.Series:
    """Return the moments of the plain texts of a layout; others are missing, and some of them."""
    import pyarrow as pa
    import pyarrow.compute as arrow

    pattern = re.escape(layout)
    for directive, looks in _PLAIN.items():
        pattern = pattern.replace(directive, looks)
    cells = pa.array(texts.array, pa.large_string())
    plain = arrow.if_else(arrow.match_substring_regex(cells, rf"\A{pattern}\z"), cells, None)
    read = arrow.strptime(plain, format=layout, unit="us", error_is_null=True)
    overrun = arrow.and_(
        arrow.less_equal(arrow.day(read), _OVERRUN_DAYS),
        arrow.is_in(arrow.month(read), pa.array(_OVERRUN_MONTHS, pa.int64())),
    )
    read = arrow.if_else(overrun, None, read)
    values = read.to_numpy(zero_copy_only=False).astype("datetime64[us]")
    return pd.Series(values, index=texts.index)


def _order(text: str) -> str:
    """Return whether the month or the day comes first, or could either; B.E. has the day first."""
    found = _TWO_NUMBERS.match(text)
    if not found or found[1] == found[2] or int(found[1]) > 12:
        return "day first"
    if int(found[2]) <= 12 and int(found[3]) >= FIRST_BUDDHIST:
        return "day first"
    return "month first" if int(found[2]) > 12 else "either"


def _likely_formats(texts: pd.Series) -> Iterator[str]:
    """Yield the layouts that one of the first texts has."""
    sample = pd.Series([str(text) for text in texts.iloc[:20]], dtype=object)
    for layout in _FORMATS:
        if pd.to_datetime(sample, format=layout, errors="coerce").notna().any():
            yield layout


def _common_era(moments: pd.Series) -> pd.Series:
    """Return moments with Buddhist years made common ones; those that do not exist missing."""
    buddhist = moments.dt.year >= FIRST_BUDDHIST
    if not buddhist.any():
        return moments
    shifted = moments[buddhist] - pd.DateOffset(years=BUDDHIST_ERA)
    shifted[shifted.dt.day != moments[buddhist].dt.day] = pd.NaT
    changed = moments.copy()
    changed[buddhist] = shifted
    return changed
