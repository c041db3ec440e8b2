"""Keys of a table's columns: unique, and as near to the exported titles as can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pmqa_analysis.thai import normalise

__all__ = ["Header", "name_columns", "row_ranges", "row_runs"]


@dataclass(frozen=True)
class Header:
    """The columns of a table.

    Attributes:
        keys: One unique key per column.
        titles: The exported title of a key, where that is not the key itself.
        remarks: Doubled and missing titles.
    """

    keys: tuple[str, ...]
    titles: dict[str, str]
    remarks: tuple[str, ...]


def name_columns(titles: Sequence[str], places: Sequence[str]) -> Header:
    """Return unique keys for the titles: the title with single blanks, numbered where doubled.

    The second ``ความเห็น`` becomes ``ความเห็น (2)``; a column without a title is called by its
    place, ``column D``.

    Args:
        titles: The titles as exported, in order.
        places: What a person calls each column: a letter, or its number.
    """
    plain = [normalise(title) for title in titles]
    used = set(plain)
    keys: list[str] = []
    for title, place in zip(plain, places, strict=True):
        base, key, number = title or f"column {place}", title, 2 if title else 1
        while not key or key in keys or (key != title and key in used):
            key = base if number == 1 else f"{base} ({number})"
            number += 1
        keys.append(key)
    exported = {
        key: title
        for key, title in zip(keys, titles, strict=True)
        if key != title and title.strip()
    }
    return Header(tuple(keys), exported, tuple(_remarks(plain, places)))


def row_ranges(numbers: Iterable[int]) -> str:
    """Write numbers as a person would: ``3, 7-9``."""
    runs = row_runs(numbers)
    return ", ".join(str(start) if size == 1 else f"{start}-{start + size - 1}"
                     for start, size in runs)  # fmt: skip


def row_runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the size of each run of numbers that follow one another."""
    members = set(numbers)
    for start in sorted(one for one in members if one - 1 not in members):
        size = 1
        while start + size in members:
            size += 1
        yield start, size


def _remarks(titles: Sequence[str], places: Sequence[str]) -> list[str]:
    remarks = []
    counts = Counter(title for title in titles if title)
    for title in [title for title, count in counts.items() if count > 1]:
        same = [place for one, place in zip(titles, places, strict=True) if one == title]
        remarks.append(f"doubled title: {title}: columns {', '.join(same)}")
    untitled = [place for one, place in zip(titles, places, strict=True) if not one]
    if untitled:
        remarks.append(f"untitled columns: {', '.join(untitled)}")
    return remarks
