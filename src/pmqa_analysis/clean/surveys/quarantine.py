"""Rejected rows, whole and as they came, with the reasons; ``load.private`` writes them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from pmqa_analysis.clean.surveys.rows import Verdicts, row_addresses
from pmqa_analysis.load import RawTable

__all__ = ["ADDRESS", "CORRECTION", "REASONS", "join_rejected", "quarantine_path", "rejected_rows"]

ADDRESS, REASONS = "address", "reasons"
CORRECTION = "correction"


def quarantine_path(survey: str, year: int) -> str:
    """Return where a survey's rejected rows go, inside the office's folder."""
    return f"private/{year}/quarantine_{survey}.csv"


def rejected_rows(table: RawTable, corrected: RawTable, verdicts: Verdicts) -> pd.DataFrame:
    """Return the rejected rows in the file's order.

    Args:
        table: As it came; its texts are what is kept.
        corrected: After the corrections, which may have dropped rows.
        verdicts: On the rows of ``corrected``.
    """
    rejected = np.flatnonzero(verdicts.rejected)
    reasons = {
        int(corrected.frame.index[row]): verdicts.reasons_of(row) for row in rejected.tolist()
    }
    dropped = table.frame.index.difference(corrected.frame.index, sort=False)
    reasons |= dict.fromkeys(map(int, dropped), CORRECTION)
    places = np.flatnonzero(table.frame.index.isin(list(reasons)))
    rows = table.frame.iloc[places].astype(object)
    addresses = row_addresses(table, places)
    told = [reasons[int(number)] for number in rows.index]
    rows.insert(0, _free(REASONS, rows), pd.Series(told, index=rows.index, dtype=object))
    rows.insert(0, _free(ADDRESS, rows), pd.Series(addresses, index=rows.index, dtype=object))
    return rows.reset_index(drop=True)


def join_rejected(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the rejected rows of several files; a column that a file lacks is blank there."""
    frames = [part for part in parts if len(part)]
    if not frames:
        return pd.DataFrame(columns=[ADDRESS, REASONS], dtype=object)
    return pd.concat(frames, ignore_index=True).fillna("")


def _free(name: str, rows: pd.DataFrame) -> str:
    """Return a name that no column of the file has."""
    while name in rows.columns:
        name = f"pmqa_{name}"
    return name
