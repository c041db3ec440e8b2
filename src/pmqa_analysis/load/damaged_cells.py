"""Single cells with mojibake in a file that is sound: each repaired where that is exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pmqa_analysis.load.mojibake import is_sound, repair_mojibake
from pmqa_analysis.load.raw_table import Mark, MarkKind, RawTable
from pmqa_analysis.load.sheet import Sheet

__all__ = ["is_sound_frame", "may_be_damaged", "repair_cells", "repair_table"]


def may_be_damaged(texts: Sequence[str]) -> bool:
    """Return whether any of the texts looks damaged; of no texts, nothing is known."""
    return not texts or bool(repair_mojibake("\n".join(texts))[1])


def is_sound_frame(frame: pd.DataFrame, longest: int) -> bool:
    """Return whether no text in a frame of UTF-8 looks damaged, or has more bytes than that.

    Raises:
        ValueError: If one is no UTF-8.
    """
    return all(_is_sound_column(frame.iloc[:, place], longest) for place in range(frame.shape[1]))


def _is_sound_column(cells: pd.Series, longest: int) -> bool:
    import pyarrow as pa
    import pyarrow.compute as arrow

    few = isinstance(cells.dtype, pd.CategoricalDtype)
    texts = pa.array(cells.cat.categories if few else cells.array, pa.large_string())
    if (arrow.max(arrow.binary_length(texts)).as_py() or 0) > longest:
        return False
    return arrow.all(arrow.string_is_ascii(texts)).as_py() or is_sound("\n".join(texts.to_pylist()))


def repair_cells(sheet: Sheet) -> None:
    """Repair the cells of a sheet, and note in it each that was damaged."""
    known: dict[str, tuple[str, MarkKind | None]] = {}
    for row, cells in sheet.rows.items():
        for place, text in enumerate(cells):
            if text.isascii():
                continue
            found = known.get(text)
            if found is None:
                found = known[text] = _repaired(text)
            cells[place], kind = found
            if kind is not None:
                sheet.damaged.append((row, place + 1, kind))


def repair_table(table: RawTable) -> RawTable:
    """Return a table with its damaged titles and cells repaired where that is exact."""
    titles = {str(key): _repaired(str(key)) for key in table.frame.columns}
    frame = table.frame.copy(deep=False)
    found: list[tuple[int, str, MarkKind]] = []
    for key in frame.columns:
        numbers, unique = pd.factorize(frame[key].array, use_na_sentinel=False)
        outcomes = [_repaired(str(text)) for text in unique]
        if any(kind for _, kind in outcomes):
            texts = np.array([text for text, _ in outcomes], dtype=object)
            frame[key] = texts[numbers]
            kinds = [outcomes[number][1] for number in numbers.tolist()]
            found += [(int(row), str(key), kind)
                      for row, kind in zip(frame.index, kinds, strict=True) if kind]  # fmt: skip
    names = _free_names({key: text for key, (text, _) in titles.items()})
    repaired = replace(
        table, frame=frame.rename(columns=names),
        titles={names[key]: _repaired(title)[0] for key, title in table.titles.items()},
        letters={names[key]: letter for key, letter in table.letters.items()},
    )  # fmt: skip
    marks = [Mark(kind, repaired.column_address(names[key]))
             for key, (_, kind) in titles.items() if kind]  # fmt: skip
    marks += [Mark(kind, repaired.address(row, names[key])) for row, key, kind in found]
    return replace(repaired, marks=(*table.marks, *marks))


def _repaired(text: str) -> tuple[str, MarkKind | None]:
    """Return a text, repaired where that is exact, and what it was."""
    repaired, remark = repair_mojibake(text)
    if not remark:
        return text, None
    return repaired, "mojibake_repaired" if remark.startswith("repaired") else "mojibake"


def _free_names(names: dict[str, str]) -> dict[str, str]:
    """Return the new names of columns; where two would be one, all keep the old ones."""
    return names if len(set(names.values())) == len(names) else {key: key for key in names}
