"""Careless answering: flagged for the analyst, never dropped."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmqa_analysis.clean.surveys.codebook import Codebook, Item

__all__ = ["LEAST_ITEMS", "count_straight_lines", "is_too_fast"]

LEAST_ITEMS = 8
_NONE = -128


def count_straight_lines(responses: pd.DataFrame, codebook: Codebook, year: int) -> pd.Series:
    """Return of how many items a respondent's one and only answer was given, or 0.

    Counted within a scale, from :data:`LEAST_ITEMS` answered items on, where at least one
    answered item is reversed and one is not: then one answer to all contradicts itself.
    """
    straight = np.zeros(len(responses), np.int16)
    items = codebook.items_of(year)
    for scale in dict.fromkeys(scale.id for _, scale in items):
        mine = [item for item, own in items if own.id == scale and item.id in responses]
        if len(mine) >= LEAST_ITEMS and len({item.reverse for item in mine}) == 2:
            straight = np.maximum(straight, _straight_items(responses, mine))
    return pd.Series(straight, index=responses.index)


def is_too_fast(answered: pd.Series, seconds: pd.Series, seconds_per_item: float) -> pd.Series:
    """Return which responses took less time than their answered items can.

    Args:
        answered: How many items each response answers.
        seconds: How long each took; a missing or negative time says nothing.
        seconds_per_item: The least time for one item, from the settings.
    """
    return (seconds >= 0) & (seconds < answered * seconds_per_item)


def _straight_items(responses: pd.DataFrame, items: list[Item]) -> np.ndarray:
    """Return for each row with the same answer throughout how many items have it, else 0."""
    size = len(responses)
    first = np.full(size, _NONE, np.int8)
    same = np.ones(size, bool)
    answered = {True: np.zeros(size, np.int16), False: np.zeros(size, np.int16)}
    for item in items:
        codes = responses[item.id].to_numpy(dtype=np.int8, na_value=_NONE)
        given = codes != _NONE
        first = np.where(first == _NONE, codes, first)
        same &= ~given | (codes == first)
        answered[item.reverse] += given
    total = answered[True] + answered[False]
    both = (answered[True] > 0) & (answered[False] > 0)
    return np.where(same & both & (total >= LEAST_ITEMS), total, 0).astype(np.int16)
