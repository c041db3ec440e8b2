"""Exports of LimeSurvey: question codes as keys, whatever the export wrote over its columns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd

from pmqa_analysis.load.raw_table import RawTable

__all__ = ["read_limesurvey", "response_statuses"]

# The system columns: their code, and their title in an export with full texts.
_SYSTEM = {
    "response id": "id", "date submitted": "submitdate", "last page": "lastpage",
    "start language": "startlanguage", "seed": "seed", "date started": "startdate",
    "date last action": "datestamp", "ip address": "ipaddr", "referrer url": "refurl",
    "access code": "token", "token": "token",
}  # fmt: skip
_TOKEN_COLUMNS = ("token", "firstname", "lastname", "email", "emailstatus", "participant_id")
_NOT_SHOWN = "N/A"
_CODE = r"[A-Za-z][A-Za-z0-9_]*(?:\[[A-Za-z0-9_]+\])*(?:-oth-)?(?:\[[A-Za-z0-9_]+\])*"
_CODE_AND_TEXT = re.compile(rf"({_CODE})\s*[.:]\s+(\S.*)", re.DOTALL)
_ONLY_CODE = re.compile(_CODE)


def read_limesurvey(table: RawTable) -> RawTable:
    """Return an export with question codes as keys and what stood over the columns as titles.

    Read are exports with codes, with full texts (only the system columns have known codes; a
    question keeps its text as key), with both (``Q1. Text``), and with a row of codes below the
    texts. The text of ``other`` has the code ``Q1[other]``, also where it stood as ``Q1-oth-``.
    Cells are not changed; ``N/A``, which stands for a question that was not shown, is declared
    missing. The remarks count completed and partial responses, and name token
    columns: they identify people.
    """
    table = _with_code_row(table)
    keys: list[str] = []
    titles: dict[str, str] = {}
    for key in table.frame.columns:
        title = table.titles.get(key, str(key))
        code = _code(title) or str(key)
        code = str(key) if code in keys else code
        keys.append(code)
        if code != title:
            titles[code] = title
    doubled = [key for key, count in Counter(keys).items() if count > 1]
    if doubled:  # a text that equals another column's code: leave the keys as they were
        return replace(table, remarks=(*table.remarks, f"doubled codes: {', '.join(doubled)}"))
    frame = table.frame.set_axis(keys, axis=1)
    letters = dict(zip(keys, table.letters.values(), strict=False)) if table.letters else {}
    read = replace(table, frame=frame, titles=titles, letters=letters)
    missing = {str(key): (_NOT_SHOWN,) for key in frame.columns if (frame[key] == _NOT_SHOWN).any()}
    return replace(read, missing=missing, remarks=(*table.remarks, *_remarks(read)))


def response_statuses(table: RawTable) -> pd.Series[str]:
    """Return for each row ``complete``, ``partial`` or, without ``submitdate``, ``unknown``.

    LimeSurvey writes ``submitdate`` when the last page is sent (1980-01-01 where answers carry no
    date), and nothing before; ``lastpage`` alone does not tell how many pages there are.
    """
    index = table.frame.index
    if "submitdate" not in table.frame.columns:
        return pd.Series("unknown", index=index, dtype=object)
    sent = table.frame["submitdate"].map(lambda text: text.strip() not in ("", "N/A", "NULL"))
    return pd.Series(np.where(sent, "complete", "partial"), index=index, dtype=object)


def _code(title: str) -> str:
    """Return the code that a title is or begins with; empty where it has none."""
    text = title.strip()
    known = _SYSTEM.get(text.lower())
    if known:
        return known
    found = _CODE_AND_TEXT.fullmatch(text)
    code = found.group(1) if found else text if _ONLY_CODE.fullmatch(text) else ""
    return code.replace("-oth-", "[other]")


def _with_code_row(table: RawTable) -> RawTable:
    """Return the table with the codes of its first row as keys, where that row holds codes."""
    if table.frame.empty:
        return table
    first = [str(cell).strip() for cell in table.frame.iloc[0]]
    if not {"id", "submitdate"} <= set(first) or len(set(first)) < len(first):
        return table
    titles = {
        code: table.titles.get(key, str(key))
        for code, key in zip(first, table.frame.columns, strict=True)
    }
    frame = table.frame.iloc[1:].set_axis(first, axis=1)
    letters = dict(zip(first, table.letters.values(), strict=False)) if table.letters else {}
    remarks = (*table.remarks, f"codes in row {table.frame.index[0]}")
    named = replace(table, frame=frame, letters=letters, remarks=remarks)
    return replace(named, titles={code: title for code, title in titles.items() if code != title})


def _remarks(table: RawTable) -> list[str]:
    counts = response_statuses(table).value_counts()
    remarks = [f"{status} responses: {count}" for status, count in sorted(counts.items())]
    tokens = [name for name in _TOKEN_COLUMNS if name in table.frame.columns]
    return [*remarks, *([f"token columns: {', '.join(tokens)}"] if tokens else [])]
