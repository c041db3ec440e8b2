"""How one kind of export writes answers: labels, codes or numbers; times; several choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from pmqa_analysis.clean.surveys.codebook import (
    Group,
    MultiSelect,
    Scale,
    ScaleCode,
    Source,
)
from pmqa_analysis.load.limits import file_family
from pmqa_analysis.simulate.margins import PlannedExport
from pmqa_analysis.thai import BUDDHIST_ERA, to_thai_digits

__all__ = ["Cell", "Style", "joined_options", "style_of", "untidy_writing", "write_category",
           "write_code", "write_time"]  # fmt: skip

Cell = str | int | float | datetime | None
Family = Literal["text", "workbook", "spss"]
_CODED = ("limesurvey", "spss", "workbook")
_OWN_COLUMNS = ("limesurvey", "spss")
_ZERO_WIDTH = "\u200b"
OWN_WORDS = "ช่องทางที่ระบุเอง (ข้อมูลจำลอง)"


@dataclass(frozen=True)
class Style:
    """What an export file is: its kind, what its name's ending says, and how it is written."""

    kind: str
    family: Family
    coded: bool
    headings: str
    era: str
    encoding: str

    @property
    def own_columns(self) -> bool:
        """Return whether each option of a set has its own column."""
        return self.kind in _OWN_COLUMNS

    @property
    def plain(self) -> bool:
        """Return whether a text may hold only the letters of cp874."""
        return self.family == "text" and self.encoding == "cp874"


def style_of(source: Source, export: PlannedExport, path: str) -> Style:
    """Return how a source's export of that name is written."""
    families: dict[str, Family] = {"text": "text", "workbook": "workbook", "spss": "spss"}
    family = families[file_family(path)]
    habit = source.kind in _CODED and not (source.kind == "limesurvey"
                                           and export.headings == "texts")  # fmt: skip
    coded = habit if export.answers is None else export.answers == "codes"
    encoding = export.encoding or source.encoding or "utf-8"
    return Style(source.kind, family, coded or family == "spss", export.headings, export.era,
                 encoding)  # fmt: skip


def write_code(scale: Scale, code: int, style: Style) -> Cell:
    """Return the cell of an answer, or of a non-answer, on a scale."""
    if style.coded and style.family != "text":
        return int(code)
    if style.coded and scale.accept_codes:
        return str(code)
    return next(one.th for one in scale.codes if one.code == code)


def write_category(group: Group, code: str, style: Style) -> Cell:
    """Return the cell of a group's category: SPSS has its place, whose label the file holds."""
    place = next(number for number, one in enumerate(group.categories) if one.code == code)
    if style.family == "spss":
        return place + 1
    return code if style.kind == "limesurvey" and style.coded else group.categories[place].th


def write_time(moment: datetime, style: Style) -> Cell:
    """Return the cell of a moment as that kind of export writes it."""
    year = moment.year + (BUDDHIST_ERA if style.era == "buddhist" else 0)
    if style.family == "spss" or (style.family == "workbook" and style.era == "common"):
        return moment
    day = f"{moment.day}/{moment.month}/{year}"
    if style.kind == "google_forms" and style.era == "common":
        hour, half = (moment.hour - 1) % 12 + 1, "PM" if moment.hour >= 12 else "AM"
        return f"{moment:%Y/%m/%d} {hour}:{moment:%M:%S} {half} GMT+7"
    if style.kind == "google_forms":
        return f"{day}, {moment:%H:%M:%S}"
    if style.kind == "limesurvey" or style.era == "common":
        return f"{year}-{moment:%m-%d %H:%M:%S}"
    return f"{day} {moment:%H:%M:%S}"


def joined_options(question: MultiSelect, chosen: frozenset[str], style: Style) -> str:
    """Return the labels of the options chosen as one cell; the other option in its own words."""
    own = {question.other: OWN_WORDS} if style.kind in ("google_forms", "microsoft_forms") else {}
    labels = [own.get(one.code, one.th) for one in question.options if one.code in chosen]
    sign = ";" if ";" in question.separators and style.kind != "google_forms" else ", "
    joined = sign.join(labels)
    return joined + sign if joined and style.kind == "microsoft_forms" else joined


def untidy_writing(
    cell: Cell, scale_code: ScaleCode | None, style: Style, random: np.random.RandomState
) -> Cell:
    """Return another writing of an answer that means the same.

    Args:
        cell: As it is written.
        scale_code: The point of a scale, whose number may stand for its label; None for others.
        style: Of the export.
        random: What decides which writing.
    """
    text = str(cell)
    ways = [f" {text}", f"{text}  ", text.replace(" ", "  ")]
    if not style.plain:
        ways.append(text + _ZERO_WIDTH)
    if scale_code is not None:
        ways += [*scale_code.variants, *_numbered(scale_code, style)]
    return _pick(ways, random)


def _numbered(code: ScaleCode, style: Style) -> list[str]:
    if style.plain and not _fits(code.th):
        return []
    return [str(code.code), to_thai_digits(str(code.code)), f"{code.code} = {code.th}",
            f"{code.th} ({code.code})"]  # fmt: skip


def _fits(text: str) -> bool:
    try:
        text.encode("cp874")
    except UnicodeEncodeError:
        return False  # the answer, not a fault
    return True


def _pick(ways: Sequence[str], random: np.random.RandomState) -> str:
    return ways[int(random.randint(0, len(ways)))]
