"""All columns of one export in codes, with what is doubtful in each, before rows are judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmqa_analysis.clean.issues import Issue, make_issue
from pmqa_analysis.clean.surveys.answers import (
    BLANK,
    UNKNOWN,
    Column,
    Doubt,
    decode_group,
    decode_option,
    decode_options,
    decode_scale,
)
from pmqa_analysis.clean.surveys.cell_faults import (
    ISSUES_PER_COLUMN,
    buddhist_years,
    cell_issues,
    part_errors,
    short_ids,
)
from pmqa_analysis.clean.surveys.codebook import (
    Codebook,
    FieldColumn,
    FreeText,
    Group,
    Item,
    MultiSelect,
)
from pmqa_analysis.clean.surveys.labels import label_key, scale_labels
from pmqa_analysis.clean.surveys.matching import ColumnMatch, column_address
from pmqa_analysis.clean.surveys.odd_rows import odd_rows
from pmqa_analysis.clean.surveys.texts import Texts, distinct
from pmqa_analysis.clean.surveys.times import parse_moments
from pmqa_analysis.load import RawTable

__all__ = ["DecodedTable", "decode_table"]

Flags = npt.NDArray[np.bool_]
# From this share of a column's answers on, labels of another scale are no slip of the pen.
MIXED_SHARE = 0.1
_MOMENTS = ("submitted", "started")


@dataclass
class DecodedTable:
    """One export in codes, row by row in the order of the file.

    Attributes:
        table: As corrected.
        cells: For each column that answers a question, its texts.
        columns: For each group, item and option (``set__option``), its codes.
        texts: For each free text, and each group or set with an ``other``, the words.
        roles: For each role of a column about the response, its texts.
        submitted: When the response was sent, missing where unknown.
        seconds: How long it took, missing where unknown.
        answered: Whether the row holds any answer.
        unknown: Whether any answer of it is unknown.
        compared: For each column of answers, and of the time sent, its texts.
        issues: Of cells and columns, each with the position of its row (-1 for a column).
    """

    table: RawTable
    cells: Mapping[str, Texts]
    columns: dict[str, Column] = field(default_factory=dict)
    texts: dict[str, pd.Series] = field(default_factory=dict)
    roles: dict[str, Texts] = field(default_factory=dict)
    submitted: pd.Series = field(default_factory=pd.Series)
    seconds: pd.Series = field(default_factory=pd.Series)
    answered: Flags = field(default_factory=lambda: np.zeros(0, bool))
    unknown: Flags = field(default_factory=lambda: np.zeros(0, bool))
    compared: dict[str, Texts] = field(default_factory=dict)
    issues: list[tuple[int, Issue]] = field(default_factory=list)

    def note(self, texts: Texts, key: str, column: Column) -> None:
        """Add to the row's marks what one column of answers says, and its doubts."""
        self.answered |= column.codes != BLANK
        self.unknown |= column.codes == UNKNOWN
        for doubt in column.doubts:
            self.issues += _doubts(self.table, key, texts, doubt)


def decode_table(
    table: RawTable, match: ColumnMatch, codebook: Codebook, year: int
) -> DecodedTable:
    """Return the columns of an export in the codes of its codebook."""
    size = len(table.frame)
    cells = _distinct_cells(table, set(match.columns.values()))
    found = DecodedTable(table, cells, answered=np.zeros(size, bool), unknown=np.zeros(size, bool))
    found.issues += ((-1, issue) for issue in _column_issues(table, match))
    found.issues += odd_rows(table)
    for question in codebook.questions:
        if isinstance(question, MultiSelect):
            _decode_set(found, question, match)
        elif (key := match.columns.get(question.id)) is None:
            continue
        elif isinstance(question, Item):
            _decode_item(found, question, key, codebook, year)
        elif isinstance(question, Group):
            _decode_group(found, question, key)
        elif isinstance(question, FreeText):
            _decode_text(found, question, key)
        elif isinstance(question, FieldColumn):
            _decode_field(found, question, key, codebook)
    _decode_times(found, match, codebook)
    damaged = {mark.address for mark in table.marks if mark.kind == "mojibake"}
    found.issues = [(row, issue) for row, issue in found.issues
                    if issue.kind != "unknown_answer" or issue.address not in damaged]  # fmt: skip
    return found


def _distinct_cells(table: RawTable, keys: Set[str]) -> dict[str, Texts]:
    """Return the texts of each column; those of ids and times, a million, side by side."""

    def texts_of(key: str) -> Texts:
        return distinct(table.frame[key], table.labels.get(key, {}), table.missing.get(key, ()))

    with ThreadPoolExecutor() as threads:
        return dict(zip(keys, threads.map(texts_of, keys), strict=True))


def _texts_of(found: DecodedTable, key: str) -> Texts:
    """Return a column's texts; an error value of Excel is told, and is no text."""
    texts, rows = part_errors(found.cells[key])
    found.issues += cell_issues(found.table, key, "error_value", rows)
    found.unknown[rows] = found.answered[rows] = True
    return texts


def _decode_item(found: DecodedTable, item: Item, key: str, book: Codebook, year: int) -> None:
    scale = book.scale_by_id[item.scale_in(year) or ""]
    table = found.table
    labels = table.labels.get(key, {})
    texts = _texts_of(found, key)
    others = [one for one in book.scales if one is not scale]
    column = decode_scale(texts, scale, others, table.missing_labels(key))
    found.columns[item.id] = column
    found.note(texts, key, column)
    found.compared[key] = texts
    foreign = next((one for one in column.doubts if one.kind == "other_scale"), None)
    if foreign is not None and _is_mixed(texts, foreign):
        share = f"{len(foreign.texts)}/{sum(1 for text in texts.texts if text)}"
        address = column_address(table, key)
        found.issues.append((-1, make_issue("scale_mixed", address, share=share)))
    codes = {label: code.code for label, code in scale_labels(scale)}
    differ = any(str(codes.get(label_key(label), code)) != code for code, label in labels.items())
    if differ:
        found.issues.append((-1, make_issue("labels_differ", column_address(table, key))))


def _is_mixed(texts: Texts, foreign: Doubt) -> bool:
    """Return whether a column has so many labels of another scale that it is in doubt whole."""
    mixed = int(texts.where(set(foreign.texts)).sum())
    return mixed >= MIXED_SHARE * int((texts.map(bool) != 0).sum())


def _decode_group(found: DecodedTable, group: Group, key: str) -> None:
    texts = _texts_of(found, key)
    column = decode_group(texts, group, found.table.missing_labels(key))
    found.columns[group.id] = column
    found.note(texts, key, column)
    found.compared[key] = texts
    if group.other is not None:
        found.texts[group.id] = _words(found, key, column)


def _decode_set(found: DecodedTable, question: MultiSelect, match: ColumnMatch) -> None:
    own = {one.code: match.columns.get(f"{question.id}__{one.code}") for one in question.options}
    if any(own.values()):
        decoded = {}
        for code, key in own.items():
            if key is not None:
                texts = _texts_of(found, key)
                worded = code == question.other
                decoded[code] = decode_option(texts, question, own_words=worded)
                if worded:
                    found.texts[question.id] = _words(found, key, decoded[code])
                found.note(texts, key, decoded[code])
                found.compared[key] = texts
        decoded = _blank_is_not_chosen(decoded)
    elif (key := match.columns.get(question.id)) is not None:
        texts = _texts_of(found, key)
        decoded = decode_options(texts, question)
        for column in decoded.values():
            found.note(texts, key, column)
        found.compared[key] = texts
        if question.other is not None:
            found.texts[question.id] = _words(found, key, decoded[question.other])
    else:
        return
    found.columns |= {f"{question.id}__{code}": column for code, column in decoded.items()}


def _blank_is_not_chosen(decoded: dict[str, Column]) -> dict[str, Column]:
    """Return the options of a set, a blank being not chosen where another has an answer."""
    if not decoded:
        return decoded
    answered = np.logical_or.reduce([column.codes != BLANK for column in decoded.values()])
    return {
        code: Column(np.where((column.codes == BLANK) & answered, 0, column.codes).astype(np.int16))
        for code, column in decoded.items()
    }


def _decode_text(found: DecodedTable, question: FreeText, key: str) -> None:
    texts = _texts_of(found, key)
    found.answered |= texts.filled
    found.compared[key] = texts
    found.texts[question.id] = _as_text(found.table.frame[key], texts.filled)


def _decode_field(found: DecodedTable, question: FieldColumn, key: str, codebook: Codebook) -> None:
    texts = _texts_of(found, key)
    found.roles[question.role] = texts
    if question.role == "submitted":
        found.compared[key] = texts
    if question.role == "respondent":
        found.issues += cell_issues(found.table, key, "short_id", short_ids(texts))
    if question.role == "source":
        names = [(number, (one.id, one.name_th, one.name_en, *one.labels))
                 for number, one in enumerate(codebook.sources)]  # fmt: skip
        known = {label_key(text): number for number, texts in names for text in texts if text}
        codes = texts.map(lambda text: known.get(label_key(text), UNKNOWN if text else BLANK))
        found.columns["source"] = Column(codes)
        strange = np.flatnonzero(codes == UNKNOWN)
        found.issues += cell_issues(found.table, key, "unknown_source", strange)


def _decode_times(found: DecodedTable, match: ColumnMatch, codebook: Codebook) -> None:
    index = found.table.frame.index
    none = pd.Series(pd.NaT, index=index, dtype="datetime64[us]")
    times: dict[str, pd.Series] = {}
    for question in codebook.fields:
        key = match.columns.get(question.id)
        if key is not None and question.role in _MOMENTS:
            texts = found.roles[question.role]
            serials = bool(found.table.sheet)
            moments = parse_moments(
                pd.Series(pd.array(texts.distinct, dtype="str")), serials=serials
            )
            times[question.role] = pd.Series(texts.spread(moments.to_numpy()), index=index)
            unread = moments.isna().to_numpy() & (texts.lengths > 0)
            bad = np.flatnonzero(texts.spread(unread))
            found.issues += cell_issues(found.table, key, "unreadable_time", bad)
            found.issues += buddhist_years(found.table, key, texts, ~unread)
    found.submitted = times.get("submitted", none)
    found.seconds = pd.Series(np.nan, index=index)
    if len(times) == len(_MOMENTS):
        found.seconds = (times["submitted"] - times["started"]).dt.total_seconds()
    if "duration" in found.roles:
        texts = found.roles["duration"]
        spent = pd.to_numeric(pd.Series(list(map(label_key, texts.texts))), errors="coerce")
        found.seconds = pd.Series(texts.spread(spent.to_numpy(dtype=float)), index=index)


def _column_issues(table: RawTable, match: ColumnMatch) -> Iterator[Issue]:
    yield from (make_issue(mark.kind, mark.address, count=mark.count) for mark in table.marks)
    for name in match.missing:
        yield make_issue("column_missing", f"{table.path} {table.sheet}".strip(), question=name)
    for name, key in match.renamed:
        yield make_issue("column_renamed", column_address(table, key), question=name)
    for one in match.reworded:
        if one.claimed:
            yield make_issue(
                "column_reworded", column_address(table, one.column), question=one.target,
                similarity=f"{one.similarity:.2f}",
            )  # fmt: skip


def _doubts(table: RawTable, key: str, texts: Texts, doubt: Doubt) -> Iterator[tuple[int, Issue]]:
    """Yield an issue for each cell in doubt, the nearest label beside each."""
    rows = np.flatnonzero(texts.where(set(doubt.texts)))
    shown = rows[:ISSUES_PER_COLUMN].tolist()
    by_near = ((row, doubt.texts[int(texts.rows[row])] or "-") for row in shown)
    rest = len(rows) - len(shown)
    for row, near in by_near:
        count = rest + 1 if row == shown[-1] else 1
        address = table.address(int(table.frame.index[row]), key)
        yield row, make_issue(doubt.kind, address, count=count, near=near)


def _words(found: DecodedTable, key: str, column: Column) -> pd.Series:
    own = column.other if column.other is not None else np.zeros(len(found.answered), bool)
    return _as_text(found.table.frame[key], own)


def _as_text(cells: pd.Series, kept: Flags) -> pd.Series:
    return cells.astype("str").where(pd.Series(kept, index=cells.index))
