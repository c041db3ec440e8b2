"""Read SPSS files: codes as text, with the labels and missing values that the file declares."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.limits import DEFAULT_LIMITS, Limits, check_area, check_cell
from pmqa_analysis.load.raw_table import RawTable

__all__ = ["read_spss"]

_CODEPAGE = "CP874"


def read_spss(
    path: str,
    content: bytes,
    *,
    encoding: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> RawTable:
    """Read a ``.sav`` or ``.zsav`` file; a row's number is the case's, counted from 1.

    A code is exact text: 5, never 5.0; a system-missing value is blank. Dates are ISO text.
    Titles are the variable labels. Codes that the file declares missing are listed in
    ``missing``: of a range, those that have a label or occur; the range itself is a remark.
    Multiple-response sets are remarks: their name, label and variables.

    Raises:
        DataError: If the file is truncated, in another encoding, or beyond a limit.
    """
    frame, meta = _read(path, content, encoding)
    check_area(path, len(frame), frame.shape[1], limits)
    columns = {str(name): _texts(frame[name]) for name in frame.columns}
    longest = max((len(text) for texts in columns.values() for text in texts), default=0)
    check_cell(path, longest, limits)
    index = pd.RangeIndex(1, len(frame) + 1, name="row")
    text = pd.DataFrame(columns, index=index, columns=list(columns), dtype=object)
    titles = {
        str(name): str(label) for name, label in meta.column_names_to_labels.items()
        if label and label != name
    }  # fmt: skip
    labels = {
        str(name): {_text(code): str(label) for code, label in found.items()}
        for name, found in meta.variable_value_labels.items()
    }
    missing = {
        str(name): tuple(_missing_codes(ranges, columns[str(name)], labels.get(str(name), {})))
        for name, ranges in meta.missing_ranges.items()
    }
    return RawTable(
        path, text, titles=titles, labels=labels, missing=missing, remarks=tuple(_remarks(meta))
    )


def _read(path: str, content: bytes, encoding: str | None) -> tuple[pd.DataFrame, Any]:
    """Return the values and what is known of them; an undeclared codepage is tried as cp874."""
    import pyreadstat

    problem = ""
    for name in (encoding,) if encoding else (None, _CODEPAGE):
        try:
            read: tuple[pd.DataFrame, Any] = pyreadstat.read_sav(
                io.BytesIO(content), user_missing=True, encoding=name
            )
        except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
            problem = problem or str(error).partition("\n")[0]
            if "convert" not in str(error) and not isinstance(error, UnicodeDecodeError):
                break
        except (pyreadstat.PyreadstatError, ValueError, OverflowError, MemoryError) as error:
            problem = type(error).__name__
            break
        else:
            if read[1].number_rows not in (None, len(read[0])):
                break
            return read
    raise DataError("file.bad_spss", where=path, problem=problem or "fewer cases than declared")


def _texts(values: pd.Series[Any]) -> list[str]:
    if values.dtype.kind == "f":
        codes, places = np.unique(values.to_numpy(), return_inverse=True)
        texts = np.array([_text(code) for code in codes], dtype=object)
        return list(texts[places])
    return [_text(value) for value in values]


def _text(value: object) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _missing_codes(
    ranges: list[Mapping[str, Any]], values: list[str], labels: Mapping[str, str]
) -> Iterator[str]:
    told = set()
    for one in ranges:
        low, high = one["lo"], one["hi"]
        within = [_text(low)] if low == high else sorted(
            {code for code in (*values, *labels) if _is_within(code, low, high)}, key=float
        )  # fmt: skip
        for code in within:
            if code not in told:
                told.add(code)
                yield code


def _is_within(code: str, low: float, high: float) -> bool:
    try:
        return bool(float(low) <= float(code) <= float(high))
    except ValueError:
        return False  # a text is in no range of numbers


def _remarks(meta: Any) -> Iterator[str]:  # noqa: ANN401 - pyreadstat's own types are too wide
    yield f"encoding: {meta.file_encoding or 'unknown'}"
    for name, ranges in meta.missing_ranges.items():
        for one in ranges:
            if one["lo"] != one["hi"]:
                yield f"missing range: {name}: {_text(one['lo'])} to {_text(one['hi'])}"
    for name, found in (getattr(meta, "mr_sets", None) or {}).items():
        variables = ", ".join(map(str, found.get("variable_list", ())))
        yield f"multiple-response set: {name} ({found.get('label') or '-'}): {variables}"
