"""Tell which measure a printed name is, and how the print differs from the register."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import Protocol

from pmqa_analysis.thai import normalise, split_words
from pmqa_analysis.thai_repair import repair_words, skeleton

__all__ = ["MeasureName", "MeasureNames", "cut_tail", "join_lines"]

_STRETCH = 3  # consonants in a row that count as alike
_ALIKE, _MARGIN = 0.7, 0.03
_WORD = 3  # consonants of the shortest word that is put right


class MeasureName(Protocol):
    """What a reader must know of a measure; the register's measures have it."""

    @property
    def measure(self) -> str:
        """Return its id, the item code of the results part."""

    @property
    def group(self) -> str:
        """Return its group or dimension; empty outside the results part."""

    @property
    def name_th(self) -> str:
        """Return its Thai name."""

    @property
    def unit_th(self) -> str:
        """Return its Thai unit."""


class MeasureNames:
    """The measures of the results part, found by code or by name within their dimension.

    Args:
        measures: By id; those without a group are no part of the tables.
    """

    def __init__(self, measures: Mapping[str, MeasureName]) -> None:
        self.by_code = {code: each for code, each in measures.items() if each.group}
        self.groups = {each.group for each in self.by_code.values()}
        self._chapters = {group.partition(".")[0] for group in self.groups}

    def code_of(self, line: str) -> str:
        """Return the item code or group code that a line begins with, known or not."""
        found = re.match(r"\s*(\d+(?:\.\d+)+)(?![\d.])", line)
        return found[1] if found and found[1].partition(".")[0] in self._chapters else ""

    def find(self, name: str, group: str) -> tuple[str, float]:
        """Return the measure of ``group`` that ``name`` means and how alike they are, 0 to 1.

        The likeness is the share of the shorter skeleton that stands in the other. The id is
        empty where none is alike enough, or two are about as much: nothing is guessed.
        """
        if (code := self.code_of(name)) in self.by_code:
            return code, 1.0
        ranked = sorted(
            (
                (_likeness(name, each.name_th), code)
                for code, each in self.by_code.items()
                if each.group == group
            ),
            reverse=True,
        )
        (best, code), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
        exact = [each for score, each in ranked if score > 1]
        if len(exact) == 1:
            return exact[0], 1.0
        return (code if best >= _ALIKE and best - second >= _MARGIN else ""), best

    def name_printed(self, code: str, name: str) -> str:
        """Return the name as printed where it is another than the register's, else nothing."""
        if skeleton(name) == skeleton(self.by_code[code].name_th):
            return ""
        return repair_words(normalise(name), self._words)

    def unit_printed(self, code: str, unit: str) -> str:
        """Return the unit as printed where it is another than the register's, else nothing."""
        same = skeleton(unit) == skeleton(self.by_code[code].unit_th)
        return "" if same else normalise(unit)

    @cached_property
    def _words(self) -> set[str]:
        """Return the longer words of all names: what the names of one report are made of."""
        names = (each.name_th for each in self.by_code.values())
        return {word for name in names for word in split_words(name) if _is_long(word)}


def join_lines(lines: Sequence[str]) -> str:
    """Join the lines of a cell: Thai as it stands, Latin words and numbers with a blank."""
    return re.sub(
        r"(?<=[0-9A-Za-z])\n(?=[0-9A-Za-z])", " ", "\n".join(line.strip("\n") for line in lines)
    ).replace("\n", "")


def cut_tail(text: str, tail: str) -> str | None:
    """Return ``text`` without the words ``tail`` at its end, or None where it ends otherwise.

    They are compared by skeleton and must begin a word.
    """
    start, bones = len(text), skeleton(tail)
    while bones:
        start -= 1
        if start < 0:
            return None
        letter = skeleton(text[start])
        if letter and letter != bones[-1]:
            return None
        bones = bones[:-1] if letter else bones
    head = text[:start].rstrip("เแโใไ(")
    return head if not head or head[-1].isspace() or not tail else None


def _likeness(name: str, known: str) -> float:
    """Return how much of the shorter skeleton stands in the other; 2 where they are the same.

    A register's name must stand together in a longer print: scattered, it is found in anything.
    """
    one, other = skeleton(name), skeleton(known)
    if one == other:
        return 2.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= _STRETCH]
    if not blocks:
        return 0.0
    stretch = blocks[-1].a + blocks[-1].size - blocks[0].a
    whole = len(one) if len(one) <= len(other) else max(stretch, len(other))
    return sum(block.size for block in blocks) / whole


def _is_long(word: str) -> bool:
    return len(skeleton(word)) >= _WORD
