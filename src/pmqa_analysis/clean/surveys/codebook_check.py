"""Compare a codebook with a file, and with last year's codebook: what drifted, and how far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pmqa_analysis.clean.surveys.codebook import Codebook, Item, Scale
from pmqa_analysis.clean.surveys.labels import label_key, scale_labels, similarity
from pmqa_analysis.clean.surveys.matching import ColumnMatch, column_address, match_columns
from pmqa_analysis.errors import message
from pmqa_analysis.load import RawTable

__all__ = ["Finding", "check_codebook", "compare_years"]

FindingKind = Literal[
    "missing", "unexpected", "renamed", "reworded", "scale_changed", "order_changed", "new", "gone"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: what it is of, where, in both languages, and how alike the texts are."""

    kind: FindingKind
    target: str
    th: str
    en: str
    similarity: float | None = None


def check_codebook(
    codebook: Codebook, table: RawTable, last_year_codebook: Codebook | None = None, *,
    year: int | None = None, source: str | None = None,
) -> list[Finding]:  # fmt: skip
    """Return how a file, and last year's codebook, differ from a codebook.

    Args:
        codebook: Of this year.
        table: An export of this year.
        last_year_codebook: The one to compare wordings, scales and order with; the same
            codebook where it holds both years.
        year: The file's year; the codebook's last where it is not given.
        source: The file's source; the codebook's first where it is not given.

    Raises:
        DataError: If two columns of the file hold one question.
    """
    year = year or max(codebook.years)
    match = match_columns(table, codebook, year, source or codebook.sources[0].id)
    findings = [*_of_columns(table, match), *_of_order(table, match, codebook)]
    if last_year_codebook is not None:
        before = max((one for one in last_year_codebook.years if one < year), default=year)
        findings += compare_years(codebook, year, last_year_codebook, before)
    return findings


def _of_columns(table: RawTable, match: ColumnMatch) -> Iterator[Finding]:
    for name in match.missing:
        yield _find("missing", "check.missing", name, table.path)
    for column in match.unexpected:
        yield _find("unexpected", "check.unexpected", column, column_address(table, column))
    for name, column in match.renamed:
        yield _find("renamed", "check.renamed", name, column_address(table, column))
    for one in match.reworded:
        where = column_address(table, one.column)
        yield _find("reworded", "check.reworded", one.target, where, one.similarity)


def _of_order(table: RawTable, match: ColumnMatch, codebook: Codebook) -> Iterator[Finding]:
    """Yield one finding where the items stand in another order than in the codebook."""
    places = {column: place for place, column in enumerate(map(str, table.frame.columns))}
    listed = [item.id for item in codebook.items if item.id in match.columns]
    found = sorted(listed, key=lambda name: places[match.columns[name]])
    first = next((there for here, there in zip(listed, found, strict=True) if here != there), None)
    if first is not None:
        where = column_address(table, match.columns[first])
        yield _find("order_changed", "check.order_changed", first, where)


def compare_years(now: Codebook, year: int, last: Codebook, before: int) -> Iterator[Finding]:
    """Yield how the items of a year differ from those of an earlier one, in their order.

    Args:
        now: Codebook of ``year``.
        year: The later year.
        last: Codebook of ``before``; the same one where it holds both years.
        before: The earlier year.
    """
    old = {item.id: (item, scale) for item, scale in last.items_of(before)}
    new = {item.id: (item, scale) for item, scale in now.items_of(year)}
    for name in (name for name in new if name not in old):
        yield _find("new", "check.new", name, str(before))
    for name in (name for name in old if name not in new):
        yield _find("gone", "check.gone", name, str(year))
    for name in (name for name in new if name in old):
        yield from _of_item(name, new[name], old[name], year, before)
    both = [name for name in new if name in old]
    if both != (earlier := [name for name in old if name in new]):
        first = next(here for here, there in zip(both, earlier, strict=True) if here != there)
        yield _find("order_changed", "check.order_changed", first, str(before))


def _of_item(
    name: str, now: tuple[Item, Scale], last: tuple[Item, Scale], year: int, before: int
) -> Iterator[Finding]:
    here, there = now[0].wordings(year), last[0].wordings(before)
    if here and there and label_key(here[0]) != label_key(there[0]):
        alike = similarity(here[0], there[0])
        yield _find("reworded", "check.reworded", name, str(before), alike)
    if _meaning(now[1]) != _meaning(last[1]) or now[0].reverse != last[0].reverse:
        yield _find("scale_changed", "check.scale_changed", name, str(before))


def _meaning(scale: Scale) -> dict[str, tuple[int, bool, int | None]]:
    """Return what each title of a scale stands for; added variants change nothing."""
    known = dict(scale_labels(scale))
    titles = {label_key(code.th) for code in scale.codes}
    return {key: (known[key].code, known[key].answer, known[key].weight) for key in titles}


def _find(
    kind: FindingKind, key: str, target: str, where: str, alike: float | None = None
) -> Finding:
    shown = "" if alike is None else f"{alike:.2f}"
    th, en = message(key, where=where, question=target, similarity=shown)
    return Finding(kind, target, th, en, alike)
