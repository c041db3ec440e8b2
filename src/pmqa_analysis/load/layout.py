"""Where a sheet's table stands: titles above, the header's rows, the data, notes below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.limits import column_letter
from pmqa_analysis.load.sheet import Merge, Sheet
from pmqa_analysis.thai import normalise

__all__ = ["Layout", "find_layout"]

_SAMPLE, _MOST_LEVELS = 200, 5
_FILLED_SHARE = 0.6
_NOTE = re.compile(r"\s*(?:หมายเหตุ|ที่มา|แหล่งที่มา|ข้อมูล\s*ณ|notes?\b|sources?\b|\*)", re.IGNORECASE)
_YEAR = re.compile(r"(?:25\d\d|๒๕[๐-๙]{2}|20\d\d)")
_NUMBER = re.compile(r"[-+]?[\d๐-๙][\d๐-๙,.]*%?")


@dataclass(frozen=True)
class Layout:
    """The parts of a sheet; rows and columns are counted from 1.

    Attributes:
        header_rows: Rows of the header, the data start below the last.
        titles: Title of each column, of several rows joined as ``upper / lower``.
        columns: Columns that have a title or a value.
        last_row: Last row of data; that of the header where there is none.
        remarks: Titles above, notes below, columns that a merged title covers.
        notes: Rows below the table that were taken for notes, and do not say that they are.
        covered: Columns without a title of their own, under one that is merged over them.
    """

    header_rows: tuple[int, ...]
    titles: tuple[str, ...]
    columns: list[int]
    last_row: int
    remarks: tuple[str, ...]
    notes: tuple[int, ...] = ()
    covered: tuple[int, ...] = ()


def find_layout(sheet: Sheet, header_row: int | None = None) -> Layout:
    """Find the table of a sheet that holds values.

    The header starts at the first row that fills most of the table's width (merged cells count
    whole) with at least two texts; a table of one column starts at its first value.

    Raises:
        DataError: If the header row given is empty or not there.
    """
    rows = sorted(sheet.rows)
    if header_row is not None and header_row not in sheet.rows:
        raise DataError("table.no_header_row", where=sheet.where, found=header_row, rows=rows[-1])
    first = header_row or _first_header_row(sheet, rows)
    header = _header_rows(sheet, first)
    body = [row for row in rows if row > header[-1]]
    columns = _columns(sheet, header, body)
    last, notes = _part_notes(sheet, body, len(columns))
    titles = [_title(sheet, header, column) for column in columns]
    above = [row for row in rows if row < first]
    remarks = [
        *(f"title above: {_told(sheet, row)}" for row in above),
        *(
            f"merged title: {area} covers {', '.join(map(column_letter, hidden))}"
            for area, hidden in _covered(sheet, header, columns)
        ),
        *(f"note below: {_told(sheet, row)}" for row in notes),
    ]
    covered = [one for _, hidden in _covered(sheet, header, columns) for one in hidden]
    return Layout(
        tuple(header), tuple(titles), columns, last or header[-1], tuple(remarks),
        tuple(row for row in notes if not _says_so(sheet, row)),
        tuple(covered),
    )  # fmt: skip


def _first_header_row(sheet: Sheet, rows: Sequence[int]) -> int:
    sample = rows[:_SAMPLE]
    widths = Counter(_filled(sheet, row) for row in sample)
    width = max(widths, key=lambda one: (widths[one] * min(one, 3), one))
    for row in sample:
        texts = [text for text in sheet.rows[row] if text.strip()]
        if width < 2 or (len(texts) >= 2 and _spread(sheet, row) >= _FILLED_SHARE * width):
            return row
    return rows[0]


def _filled(sheet: Sheet, row: int) -> int:
    return sum(1 for text in sheet.rows.get(row, ()) if text.strip())


def _spread(sheet: Sheet, row: int) -> int:
    """Return how many columns a row fills, a merged cell counting for all that it covers."""
    more = sum(
        last - first for top, first, _, last in sheet.merges
        if top == row and _cell(sheet, row, first).strip()
    )  # fmt: skip
    return _filled(sheet, row) + more


def _header_rows(sheet: Sheet, first: int) -> list[int]:
    header = [first]
    while len(header) < _MOST_LEVELS and _goes_on(sheet, first, header[-1]):
        header.append(header[-1] + 1)
    return header


def _goes_on(sheet: Sheet, first: int, row: int) -> bool:
    """Return whether the row below belongs to the header."""
    below = row + 1
    if any(first <= top <= row < bottom for top, _, bottom, _ in sheet.merges):
        return True
    if not sheet.rows.get(below):
        return False
    width = max(len(sheet.rows[row]), len(sheet.rows[below]))
    merged = _across(sheet, row)
    covered = {column for _, start, _, end in merged for column in range(start, end + 1)}
    upper = {one for one in range(1, width + 1) if _cell(sheet, row, one).strip()} | covered
    lower = {one for one in range(1, width + 1) if _cell(sheet, below, one).strip()}
    blank = set(range(1, width + 1)) - upper
    if merged:
        alone = upper - covered
        return bool(lower & covered) and not lower & alone and _are_titles(sheet, below, lower)
    # Without a merge only years tell titles from the answers of a first row with a gap.
    years = all(_YEAR.search(_cell(sheet, below, one)) for one in lower)
    return bool(blank) and blank <= lower and bool(upper - lower) and years


def _are_titles(sheet: Sheet, row: int, columns: set[int]) -> bool:
    """Return whether cells read as titles: all different, and no numbers but years."""
    texts = [_cell(sheet, row, column).strip() for column in columns]
    numbers = [text for text in texts if _NUMBER.fullmatch(text) and not _YEAR.fullmatch(text)]
    return not numbers and (len(set(texts)) > 1 or len(texts) == 1)


def _across(sheet: Sheet, row: int) -> list[Merge]:
    return [one for one in sheet.merges if one[0] == row and one[3] > one[1]]


def _title(sheet: Sheet, header: Sequence[int], column: int) -> str:
    parts: list[str] = []
    for row in header:
        text = normalise(_shown(sheet, header, row, column))
        if text and text not in parts[-1:]:
            parts.append(text)
    if len(header) == 1:  # exactly as exported
        return _shown(sheet, header, header[0], column)
    return " / ".join(parts)


def _shown(sheet: Sheet, header: Sequence[int], row: int, column: int) -> str:
    """Return the text that a person sees over a column in a row of the header."""
    for top, first, bottom, last in sheet.merges:
        if top <= row <= bottom and first <= column <= last:
            return _cell(sheet, top, first)
    text = _cell(sheet, row, column)
    if text.strip() or row == header[-1]:
        return text
    left = column  # a group's title that was never merged stands over its first column
    while left > 1 and not _cell(sheet, row, left).strip():
        left -= 1
    return _cell(sheet, row, left) if _is_group(sheet, header, left, column) else text


def _is_group(sheet: Sheet, header: Sequence[int], left: int, column: int) -> bool:
    """Return whether the title over ``left`` has titles under it, there and in ``column``."""
    last = header[-1]
    return bool(_cell(sheet, last, left).strip() and _cell(sheet, last, column).strip())


def _covered(
    sheet: Sheet, header: Sequence[int], columns: Sequence[int]
) -> Iterator[tuple[str, list[int]]]:
    """Yield each merged title of the last header row, and the columns that it covers."""
    for top, first, bottom, last in sheet.merges:
        if top in header and bottom == header[-1] and last > first:
            hidden = [one for one in range(first + 1, last + 1) if one in columns]
            if hidden:
                area = f"{column_letter(first)}{top}:{column_letter(last)}{bottom}"
                yield area, hidden


def _columns(sheet: Sheet, header: Sequence[int], body: Sequence[int]) -> list[int]:
    width = max((len(sheet.rows[row]) for row in (*header, *body) if row in sheet.rows), default=0)
    open_columns = {
        column for column in range(1, width + 1) if not _title(sheet, header, column).strip()
    }
    used = set(range(1, width + 1)) - open_columns
    for row in body:
        if not open_columns:
            break
        found = {
            column for column in open_columns
            if column <= len(sheet.rows[row]) and sheet.rows[row][column - 1]
        }  # fmt: skip
        used |= found
        open_columns -= found
    return sorted(used)


def _part_notes(sheet: Sheet, body: Sequence[int], width: int) -> tuple[int, list[int]]:
    """Return the last row of data, and the rows of notes below it.

    A note says so (หมายเหตุ, ที่มา, Note, Source, *) and fills one or two cells, or stands alone in
    its row below an empty one, where the table has three columns or more.
    """
    rows, notes = list(body), []
    while rows:
        row = rows[-1]
        texts = [text for text in sheet.rows[row] if text.strip()]
        says_so = len(texts) <= 2 and bool(texts) and bool(_NOTE.match(texts[0]))
        if not texts or says_so:
            notes.append(rows.pop())
            continue
        block = list(islice(_block_above(sheet, rows), 20))
        apart = block[-1] - 1 not in sheet.rows and len(rows) > len(block)
        alone = all(_filled(sheet, one) == 1 for one in block)
        if not (apart and alone and width >= 3):
            break
        notes += [rows.pop() for _ in block]
    return (rows[-1] if rows else 0), [row for row in reversed(notes) if _filled(sheet, row)]


def _says_so(sheet: Sheet, row: int) -> bool:
    """Return whether a row begins with a word for a note or a source."""
    texts = [text for text in sheet.rows[row] if text.strip()]
    return bool(_NOTE.match(texts[0])) and not texts[0].strip().startswith("*")


def _block_above(sheet: Sheet, rows: Sequence[int]) -> list[int]:
    """Return the last rows that stand without an empty row between them, the last first."""
    block = [rows[-1]]
    for row in reversed(rows[:-1]):
        if row != block[-1] - 1 or len(block) > 20:
            break
        block.append(row)
    return block


def _told(sheet: Sheet, row: int) -> str:
    texts = [normalise(text) for text in sheet.rows[row] if text.strip()]
    return f"row {row}: {' | '.join(texts)}"


def _cell(sheet: Sheet, row: int, column: int) -> str:
    cells = sheet.rows.get(row, ())
    return cells[column - 1] if column <= len(cells) else ""
