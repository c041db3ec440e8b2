"""Read CSV and TSV as exported: every encoding and delimiter in use, every cell as it came."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load.damaged_cells import is_sound_frame, repair_table
from pmqa_analysis.load.decoding import decode
from pmqa_analysis.load.headers import name_columns, row_ranges
from pmqa_analysis.load.limits import DEFAULT_LIMITS, Limits, check_area, check_cell
from pmqa_analysis.load.mojibake import UTF8_MARK, is_sound, is_sound_utf8, repair_mojibake
from pmqa_analysis.load.raw_table import Mark, RawTable
from pmqa_analysis.load.records import (
    Records,
    choose_delimiter,
    count_records,
)
from pmqa_analysis.load.short_rows import check_quoted_rows, short_rows
from pmqa_analysis.load.text_columns import parse_columns

__all__ = ["read_delimited"]

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}
# Of the bytes, for the choice of the delimiter.
_SAMPLE = 2**20


def read_delimited(
    path: str,
    content: bytes,
    *,
    encoding: str | None = None,
    header_row: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> RawTable:
    """Read a delimited text; nothing is stripped, typed or filled in.

    A row's number is that of its record, the header's being 1 where it stands first: the row
    that a person sees when the file is opened in Excel. A cell of several lines is one row
    there, and an empty line is one, too. Blank rows stay; those after the last row with a value
    are left out.

    Args:
        path: Name of the file, for addresses.
        content: Its bytes, checked by :func:`limits.check_file`.
        encoding: The encoding, where it is known; see :func:`decoding.decode`.
        header_row: Row of the titles; the first row with a value otherwise.
        limits: What is refused before parsing.

    Raises:
        DataError: If it cannot be decoded, is empty, has a row of another length, an unclosed
            quote, or goes beyond a limit.
    """
    if encoding in (None, "utf-8", "utf-8-sig"):
        quick = _read_regular(path, content, encoding, header_row, limits)
        if quick is not None:
            return quick
    data, name, damage = _in_utf8(path, content, encoding)
    delimiter = choose_delimiter(data[:_SAMPLE].decode("utf-8", "ignore"), path)
    records = count_records(data, delimiter)
    if not records.plain:
        rows = _parse_rows(path, data, delimiter, limits)
        header, titles, frame, short = _frame_of_rows(path, rows, header_row, limits)
    else:
        header, titles, frame, short = _frame_of_records(
            path, data, records, delimiter, header_row, limits
        )
    check_quoted_rows(path, frame, short, delimiter)
    remarks = [*_remarks(name, delimiter, header), *([f"mojibake: {damage}"] if damage else [])]
    table = _table(path, titles, frame, remarks)
    marks = tuple(Mark("short_row", f"{path}:{row}") for row in short)
    if damage.startswith("repaired"):
        marks = (Mark("mojibake_repaired", path), *marks)
        return replace(table, marks=marks)
    table = replace(table, marks=marks)
    return repair_table(table) if damage else table


def _read_regular(
    path: str, content: bytes, encoding: str | None, header_row: int | None, limits: Limits
) -> RawTable | None:
    """Return the table of a text in UTF-8 whose records are all alike and whose letters are sound.

    Letters are looked at in each distinct cell once. None where anything asks for a second look:
    the whole text is then read, record by record, and its faults told.
    """
    start = len(UTF8_MARK) if content.startswith(UTF8_MARK) else 0
    sample = content[start : start + _SAMPLE]
    delimiter = choose_delimiter(sample.decode("utf-8", "ignore"), path)
    first, header = count_records(sample, delimiter), header_row or 1
    if b"\0" in content or not (1 <= header < len(first.cells) and first.cells[:header].all()):
        return None
    after, width = start + int(first.ends[header - 1]), int(first.cells[header - 1])
    head = content[start:after]
    try:
        check_area(path, content.count(b"\n") + 1, width, limits)
        above = _parse_rows(path, head, delimiter, limits)
        frame = parse_columns(content, after, width, delimiter)
        sound = is_sound(head.decode("utf-8")) and is_sound_frame(frame, limits.cell_chars)
    except (PmqaError, ValueError):
        return None  # told with its address when the whole text is read
    if not (sound and count_records(head, delimiter).plain):
        return None
    frame.index = pd.RangeIndex(header + 1, header + 1 + len(frame), name="row")
    name = encoding or ("utf-8-sig" if start else "utf-8")
    return _table(path, above[-1], frame, _remarks(name, delimiter, header))


def _remarks(encoding: str, delimiter: str, header: int) -> list[str]:
    return [
        f"encoding: {encoding}", f"delimiter: {_NAMES[delimiter]}", f"header rows: {header}"
    ]  # fmt: skip


def _in_utf8(path: str, content: bytes, encoding: str | None) -> tuple[bytes, str, str]:
    """Return a text in UTF-8, the encoding that it had, and what was damaged in it.

    A sound text in UTF-8 is looked at piece by piece, and never held as a second whole.
    """
    if encoding in (None, "utf-8") and is_sound_utf8(content):
        return content, "utf-8", ""
    text, name = decode(path, content, encoding)
    text, damage = repair_mojibake(text)
    unchanged = not damage.startswith("repaired") and name == "utf-8"
    whole = content.removeprefix(UTF8_MARK) if unchanged else text.encode("utf-8")
    return whole, name, damage


def _frame_of_records(
    path: str, data: bytes, records: Records, delimiter: str, header_row: int | None, limits: Limits
) -> tuple[int, list[str], pd.DataFrame, list[int]]:
    cells = records.cells
    header = _header_row(path, (np.flatnonzero(cells) + 1).tolist(), len(cells), header_row)
    width = int(cells[header - 1])
    check_area(path, len(cells), width, limits)
    short = short_rows(path, cells, header)
    _check_long_cells(path, data, records, delimiter, limits)
    start = int(records.ends[header - 2]) if header > 1 else 0
    first = data[start : int(records.ends[header - 1])].decode("utf-8")
    titles = next(csv.reader(io.StringIO(first, newline=""), delimiter=delimiter))
    try:
        frame = _frame_of_body(data, cells, records, header, delimiter)
    except ValueError:  # the parser counts other records: told without what stands in them
        frame = pd.DataFrame()
    if len(frame) != len(cells) - header:
        raise DataError("table.bad_csv", where=path, problem="line ends differ")
    frame.index = pd.RangeIndex(header + 1, len(cells) + 1, name="row")
    return header, titles, frame, short


def _frame_of_body(
    data: bytes, cells: npt.NDArray[np.int64], records: Records, header: int, delimiter: str
) -> pd.DataFrame:
    """Return the cells below the header; pandas alone knows of short rows."""
    width, after = int(cells[header - 1]), int(records.ends[header - 1])
    if ((cells[header:] == width) | (cells[header:] == 0)).all():
        return parse_columns(data, after, width, delimiter)
    return pd.read_csv(
        io.BytesIO(data[after:]), sep=delimiter, header=None, names=range(width),
        dtype=object, na_filter=False, index_col=False, skip_blank_lines=False,
        encoding="utf-8", engine="c",
    )  # fmt: skip


def _frame_of_rows(
    path: str, rows: Sequence[Sequence[str]], header_row: int | None, limits: Limits
) -> tuple[int, list[str], pd.DataFrame, list[int]]:
    filled = [number for number, cells in enumerate(rows, start=1) if cells]
    header = _header_row(path, filled, len(rows), header_row)
    titles = list(rows[header - 1])
    check_area(path, len(rows), len(titles), limits)
    short = short_rows(path, np.array([len(cells) for cells in rows], np.int64), header)
    blank = [""] * len(titles)
    index = pd.RangeIndex(header + 1, len(rows) + 1, name="row")
    body = [[*cells, *blank[len(cells) :]] for cells in rows[header:]]
    frame = pd.DataFrame(body, columns=range(len(titles)), index=index, dtype=object)
    return header, titles, frame, short


def _parse_rows(
    path: str, data: bytes, delimiter: str, limits: Limits, first: int = 1
) -> list[list[str]]:  # fmt: skip
    """Parse a text whose quotes or line ends need it; twenty times slower than pandas."""
    text = io.StringIO(data.decode("utf-8"), newline="")
    reader: Iterator[list[str]] = csv.reader(text, delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for cells in reader:
            longest = max(map(len, cells), default=0)
            check_cell(f"{path}:{len(rows) + first}", longest, limits)
            rows.append(cells)
    except csv.Error as error:
        where = f"{path}:{len(rows) + first}"
        raise DataError("table.bad_csv", where=where, problem=error) from None
    return rows


def _header_row(path: str, filled: Sequence[int], count: int, header_row: int | None) -> int:
    if not len(filled):
        raise DataError("table.empty", where=path)
    if header_row is None:
        return int(filled[0])
    if not 1 <= header_row <= count or header_row not in filled:
        raise DataError("table.no_header_row", where=path, found=header_row, rows=count)
    return header_row


def _check_long_cells(
    path: str, data: bytes, records: Records, delimiter: str, limits: Limits
) -> None:
    """Look into the records alone that are long enough to hold a cell beyond the limit."""
    starts = np.concatenate([np.array([0]), records.ends[:-1]])
    for row in np.flatnonzero(records.ends - starts > limits.cell_chars):
        text = data[int(starts[row]) : int(records.ends[row])].decode("utf-8")
        cells = _parse_rows(path, text.encode("utf-8"), delimiter, _UNLIMITED, int(row) + 1)
        longest = max((len(cell) for record in cells for cell in record), default=0)
        check_cell(f"{path}:{int(row) + 1}", longest, limits)


def _table(
    path: str, titles: Sequence[str], frame: pd.DataFrame, remarks: Sequence[str]
) -> RawTable:
    """Return the table without its empty end and its columns that have neither title nor value."""
    empty = _blank_rows(frame)
    keep = [
        place for place, title in enumerate(titles) if title.strip() or (frame[place] != "").any()
    ]
    last = _last_filled(len(frame), empty)
    blank = [int(frame.index[int(row)]) for row in empty if row < last]
    named = name_columns([titles[place] for place in keep], [str(place + 1) for place in keep])
    more = [*named.remarks, *([f"blank rows: {row_ranges(blank)}"] if blank else [])]
    if last < len(frame) or len(keep) < len(titles):
        frame = frame.iloc[:last][keep]
    frame.columns = pd.Index(named.keys)
    return RawTable(path, frame, titles=named.titles, remarks=(*remarks, *more))


def _blank_rows(frame: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Return the positions of the rows without a value; columns of few texts are asked first."""
    columns = [frame.iloc[:, place] for place in range(frame.shape[1])]
    blank = np.arange(len(frame))
    for cells in sorted(columns, key=_distinct_texts):
        blank = blank[(cells.iloc[blank] == "").to_numpy()]
        if not len(blank):
            break
    return blank


def _last_filled(rows: int, blank: npt.NDArray[np.intp]) -> int:
    """Return the position after the last row with a value."""
    filled = np.ones(rows, bool)
    filled[blank] = False
    return int(np.flatnonzero(filled)[-1]) + 1 if filled.any() else 0


def _distinct_texts(column: pd.Series) -> int:
    """Return how many texts a column holds, where that is known."""
    few = isinstance(column.dtype, pd.CategoricalDtype)
    return len(column.cat.categories) if few else len(column)


_UNLIMITED = Limits(cell_chars=2**40)
