"""Which rows are one response twice, by the named rule of the survey."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmqa_analysis.clean.surveys.decoding import DecodedTable
from pmqa_analysis.clean.surveys.texts import Texts

__all__ = ["find_duplicates", "has_time_of_day", "repeats_of_id"]

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
_MIX = np.uint64(0x9E3779B97F4A7C15)
Rule = Literal["none", "first_of_id", "last_of_id", "same_answers_and_time", "id_or_same_answers"]


def find_duplicates(
    decoded: DecodedTable, eligible: Flags, rule: Rule, *, ids_are_people: bool = False
) -> Places:
    """Return for each row the position of the row that it repeats, or -1.

    Args:
        decoded: The columns of one file.
        eligible: Rows that may be kept; no other is a duplicate or the original of one.
        rule: ``first_of_id`` and ``last_of_id`` keep that row of each id. ``same_answers_and_time``
            keeps the first of rows whose every answer and moment of sending are the same texts;
            rows without a time of day are never such: on one day many answer alike.
            ``id_or_same_answers`` is the first and then the third.
        ids_are_people: Whether an id is a person's, and no running number: then two ids are
            never one response.
    """
    repeats = np.full(len(eligible), -1, np.intp)
    if rule in ("first_of_id", "last_of_id", "id_or_same_answers"):
        repeats = repeats_of_id(
            decoded.roles.get("respondent"), eligible, last=rule == "last_of_id"
        )
    if rule in ("same_answers_and_time", "id_or_same_answers"):
        same = _repeats_of_answers(decoded, eligible & (repeats < 0), ids_are_people)
        repeats = np.where(repeats < 0, same, repeats)
    return repeats


def repeats_of_id(ids: Texts | None, eligible: Flags, *, last: bool = False) -> Places:
    """Return for each eligible row with the id of another the position of the one kept."""
    repeats = np.full(len(eligible), -1, np.intp)
    if ids is None:
        return repeats
    places = np.flatnonzero(eligible & ids.filled)
    kept = np.full(len(ids.texts), -1, np.intp)
    ordered = places if last else places[::-1]
    kept[ids.rows[ordered]] = ordered
    repeats[places] = kept[ids.rows[places]]
    repeats[repeats == np.arange(len(repeats))] = -1
    return repeats


def has_time_of_day(moments: pd.Series) -> Flags:
    """Return which moments name more than a day; midnight is what a mere date reads as."""
    timed = moments.notna() & (moments != moments.dt.normalize())
    return np.asarray(timed, dtype=bool)


def _repeats_of_answers(decoded: DecodedTable, eligible: Flags, ids_are_people: bool) -> Places:
    repeats = np.full(len(eligible), -1, np.intp)
    places = np.flatnonzero(eligible & has_time_of_day(decoded.submitted))
    if not len(places):
        return repeats
    places = places[_is_shared(decoded.roles["submitted"].rows[places])]
    places = places[_is_shared(_fingerprints(decoded, places))]
    cells = decoded.table.frame.iloc[places][list(decoded.compared)]
    first: dict[tuple[object, ...], int] = {}
    columns = [cells[key].tolist() for key in decoded.compared]
    ids = decoded.roles.get("respondent")
    if ids_are_people and ids is not None:
        columns.append([ids.texts[number] for number in ids.rows[places].tolist()])
    for place, answers in zip(places.tolist(), zip(*columns, strict=True), strict=True):
        original = first.setdefault(answers, place)
        if original != place:
            repeats[place] = original
    return repeats


def _is_shared(values: npt.NDArray[np.generic]) -> Flags:
    """Return which values stand more than once."""
    return pd.Series(values).duplicated(keep=False).to_numpy(dtype=bool)


def _fingerprints(decoded: DecodedTable, places: Places) -> npt.NDArray[np.uint64]:
    """Return numbers that are equal for rows with equal answers and times; rarely for others."""
    mixed = np.zeros(len(places), np.uint64)
    for texts in decoded.compared.values():
        mixed *= _MIX
        mixed += texts.rows[places].astype(np.uint64) + np.uint64(1)
        mixed ^= mixed >> np.uint64(29)
    return mixed
