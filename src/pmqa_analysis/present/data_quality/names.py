"""Names of a codebook's parts in the report's language; Thai where there is no English one."""

from __future__ import annotations

from pmqa_analysis.clean.surveys.codebook import Category, Codebook, Group, Item, Source
from pmqa_analysis.present.wording import Wording

__all__ = ["category_name", "item_name", "name_of"]


def name_of(entry: Codebook | Group | Source, words: Wording) -> str:
    """Return the name of a survey, a group or a source."""
    english = entry.name_en if words.language == "en" else ""
    return words.digits(english or entry.name_th)


def category_name(group: Group, code: str, words: Wording) -> str:
    """Return the label of one category of a group."""
    found: Category = next(one for one in group.categories if one.code == code)
    english = found.en if words.language == "en" else ""
    return words.digits(english or found.th)


def item_name(item: Item, year: int, words: Wording) -> str:
    """Return the wording of an item in a year, or its id where it has a column code only."""
    english = item.name_en if words.language == "en" else ""
    return words.digits(english or (*item.wordings(year), item.id)[0])
