"""The bytes of an export: text, workbook or SPSS; the same columns give the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.simulate.columns import ExportColumn
from pmqa_analysis.simulate.draw import SIMULATED
from pmqa_analysis.simulate.writing import Style

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NOTICE", "spss_bytes", "text_bytes", "workbook_bytes"]

NOTICE = f"{SIMULATED} ไม่ใช่คำตอบจริงของผู้ใด / Simulated data, no real answers"
_ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8-sig", "utf-16": "utf-16", "cp874": "cp874"}
_SHEETS = {"google_forms": "การตอบแบบฟอร์ม 1", "microsoft_forms": "Sheet1"}
_TWO_ROWS = " / "
# The first row of the header in a workbook made by hand: two titles and a blank row stand above.
_HEAD = 4
_MOMENT = datetime(2020, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:(modified|created)[^>]*>)[^<]*")
# Where the head of an SPSS file has the day and the time at which it was written.
_SPSS_DAY, _SPSS_TITLE = 92, 109
_VARIABLE_LABEL_BYTES, _VALUE_LABEL_BYTES = 250, 120


def text_bytes(
    columns: Sequence[ExportColumn], rows: Sequence[int | None], style: Style, delimiter: str
) -> bytes:
    """Return a delimited text: every cell quoted in LimeSurvey's, else only where it must be.

    Raises:
        SettingsError: If the encoding is none that offices use, or has not all the letters.
    """
    out = io.StringIO(newline="")
    ends = "\r\n" if style.kind == "csv" else "\n"
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator=ends,
        quoting=csv.QUOTE_ALL if style.kind == "limesurvey" else csv.QUOTE_MINIMAL,
    )  # fmt: skip
    writer.writerow([column.heading(style) for column in columns])
    writer.writerows([_text(column, row) for column in columns] for row in rows)
    encoding = _ENCODINGS.get(style.encoding)
    text = out.getvalue()
    if encoding == "utf-16":  # its mark and one order of bytes, on every machine
        return b"\xff\xfe" + text.encode("utf-16-le")
    try:
        return text.encode(encoding or "ascii")
    except UnicodeEncodeError as error:
        letter = text[error.start]
    raise SettingsError("simulate.bad_encoding", where=style.encoding, letter=letter,
                        known=", ".join(_ENCODINGS))  # fmt: skip


def workbook_bytes(
    columns: Sequence[ExportColumn], rows: Sequence[int | None], style: Style, title: str
) -> bytes:
    """Return a workbook: as a form exports it, or as a person made it, with titles and notes."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    book.properties.title = NOTICE
    by_hand = style.kind not in _SHEETS
    sheet = book.create_sheet(_SHEETS.get(style.kind, SIMULATED))
    titles = [column.heading(style) for column in columns]
    if by_hand:
        _write_head(sheet, titles, title)
    else:
        sheet.append(titles)
    for row in rows:
        sheet.append([None if row is None else column.cells[row] for column in columns])
    if by_hand:
        sheet.append([])
        sheet.append([f"หมายเหตุ: {NOTICE}"])
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def spss_bytes(
    columns: Sequence[ExportColumn], rows: Sequence[int | None], *, compressed: bool
) -> bytes:
    """Return an SPSS file with its labels and missing values; ``compressed`` is ``.zsav``.

    The writer takes nothing but a file, so one is made and removed again.
    """
    import pandas as pd
    import pyreadstat

    labels = {one.key: {code: text for code, text in one.labels.items() if _is_short(text)}
              for one in columns if one.labels}  # fmt: skip
    frame = pd.DataFrame({one.key: _variable(one, rows) for one in columns})
    with TemporaryDirectory() as folder:
        place = Path(folder, "simulated.sav")
        pyreadstat.write_sav(
            frame, place, file_label=SIMULATED, note=SIMULATED,
            compress=compressed, row_compress=not compressed,
            column_labels={one.key: _cut(one.title) for one in columns},
            variable_value_labels=labels,
            missing_ranges={one.key: list(one.missing) for one in columns if one.missing},
        )  # fmt: skip
        content = bytearray(place.read_bytes())
    content[_SPSS_DAY:_SPSS_TITLE] = f"{_MOMENT:%d %b %y%H:%M:%S}".encode()
    return bytes(content)


def _text(column: ExportColumn, row: int | None) -> str:
    cell = None if row is None else column.cells[row]
    return "" if cell is None else str(cell)


def _write_head(sheet: Any, titles: Sequence[str], title: str) -> None:  # noqa: ANN401
    """Write titles above the table, and its header in two rows where titles are of two parts."""
    sheet.append([NOTICE])
    sheet.append([title])
    sheet.append([])
    parts = [text.partition(_TWO_ROWS) for text in titles]
    if not any(lower for _, _, lower in parts):
        sheet.append(titles)
        return
    uppers = [upper for upper, _, _ in parts]
    starts = [place for place, text in enumerate(uppers) if not place or uppers[place - 1] != text]
    for first, after in pairwise([*starts, len(uppers)]):
        if after - first > 1:  # openpyxl's stubs do not know the merged cells of such a sheet
            sheet.merged_cells.add(_area(_HEAD, first + 1, _HEAD, after))
        elif not parts[first][2]:
            sheet.merged_cells.add(_area(_HEAD, after, _HEAD + 1, after))
    sheet.append([text if place in starts else None for place, text in enumerate(uppers)])
    sheet.append([lower or None for _, _, lower in parts])


def _area(top: int, left: int, bottom: int, right: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _without_clock(content: bytes) -> bytes:
    """Return a workbook with its members' times, and its own, at one fixed moment."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _MOMENT.timetuple()[:6])
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + f"{_MOMENT.isoformat()}Z".encode(), data)
            new.writestr(member, data)
    return out.getvalue()


def _variable(column: ExportColumn, rows: Sequence[int | None]) -> pd.Series:
    import pandas as pd

    cells = [None if row is None else column.cells[row] for row in rows]
    given = [cell for cell in cells if cell is not None]
    if given and all(isinstance(cell, datetime) for cell in given):
        return pd.Series(cells, dtype="datetime64[us]")
    if given and all(isinstance(cell, int) for cell in given):
        return pd.Series([float("nan") if cell is None else cell for cell in cells], dtype=float)
    return pd.Series(["" if cell is None else str(cell) for cell in cells], dtype="str")


def _is_short(text: str) -> bool:
    return len(text.encode()) <= _VALUE_LABEL_BYTES


def _cut(text: str) -> str:
    return text.encode()[:_VARIABLE_LABEL_BYTES].decode(errors="ignore")
