"""From the texts of one column to codes: each distinct text is looked up once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pmqa_analysis.clean.issues import IssueKind
from pmqa_analysis.clean.surveys.codebook import Group, MultiSelect, Scale
from pmqa_analysis.clean.surveys.labels import category_labels, label_key, scale_labels, similarity
from pmqa_analysis.clean.surveys.texts import Texts
from pmqa_analysis.errors import nearest

__all__ = [
    "BLANK", "UNKNOWN", "Column", "Doubt", "decode_group", "decode_option", "decode_options",
    "decode_scale", "split_labels",
]  # fmt: skip

Codes = npt.NDArray[np.int16]
_Code = TypeVar("_Code")
BLANK, UNKNOWN = -32768, -32767
LIKE_A_LABEL = 0.8
NEAR_LABELS = 500
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Doubt:
    """Texts of a column that are doubtful: by their numbers, why, and the nearest label each."""

    kind: IssueKind
    texts: Mapping[int, str]


@dataclass(frozen=True)
class Column:
    """A column in codes; BLANK where there is no text, UNKNOWN where the codebook has none."""

    codes: Codes
    doubts: tuple[Doubt, ...] = ()
    other: npt.NDArray[np.bool_] | None = field(default=None)


def decode_scale(
    column: Texts, scale: Scale, others: Sequence[Scale], declared: frozenset[str] = frozenset()
) -> Column:
    """Return the codes of answers on a scale.

    A number that is no code of the scale, and a label of ``others`` (scales of other years or
    items), are doubts of their own kinds. ``declared`` are labels that the file itself calls
    missing: where the codebook does not know one, it is a blank.
    """
    known = {key: one.code for key, one in scale_labels(scale)}
    foreign = {key for other in others for key, _ in scale_labels(other)} - set(known)
    names = {code.code: code.th for code in scale.codes}
    doubts: dict[IssueKind, dict[int, str]] = {}
    coded = []
    for number, text in enumerate(column.texts):
        key = label_key(text)
        code = known.get(key, BLANK if key == "" or text in declared else UNKNOWN)
        coded.append(code)
        if code == UNKNOWN:
            kind = _doubt_kind(key, foreign)
            asked = sum(map(len, doubts.values()))
            doubts.setdefault(kind, {})[number] = _nearest_label(key, known, names, asked)
    return _column(column, coded, doubts)


def decode_group(
    column: Texts, group: Group, declared: frozenset[str] = frozenset()
) -> Column:  # fmt: skip
    """Return for each row the position of its category.

    Where the group has an ``other``, a text that is no label is that one; a text that looks
    like another label is a doubt all the same. ``declared`` are as for :func:`decode_scale`.
    """
    order = {one.code: place for place, one in enumerate(group.categories)}
    known = {key: order[one.code] for key, one in category_labels(group.categories)}
    names = {place: one.th for place, one in enumerate(group.categories)}
    catch_all = order[group.other] if group.other is not None else UNKNOWN
    doubts: dict[IssueKind, dict[int, str]] = {}
    coded, own_words = [], set()
    for number, text in enumerate(column.texts):
        key = label_key(text)
        blank = key == "" or text in declared
        coded.append(known.get(key, BLANK if blank else catch_all))
        if key not in known and not blank:
            own_words.add(number)
            near = _nearest_label(key, known, names, len(own_words))
            if catch_all == UNKNOWN:
                doubts.setdefault("unknown_answer", {})[number] = near
            elif near and similarity(near, key) >= LIKE_A_LABEL:
                doubts.setdefault("resembles_label", {})[number] = near
    return _column(column, coded, doubts, other=own_words)


def decode_option(column: Texts, question: MultiSelect, *, own_words: bool = False) -> Column:
    """Return 1 where an option's own column says chosen, 0 where it says not chosen.

    With ``own_words`` (that of the set's ``other``, ``Q[other]`` of LimeSurvey) a text that says
    neither is what the respondent wrote, and chosen.
    """
    known = {label_key(text): 1 for text in question.chosen}
    known |= {label_key(text): 0 for text in question.not_chosen}
    keys = list(map(label_key, column.texts))
    if own_words:
        written = {number for number, key in enumerate(keys) if key and key not in known}
        coded = [1 if number in written else known.get(key, BLANK)
                 for number, key in enumerate(keys)]  # fmt: skip
        return _column(column, coded, {}, other=written)
    coded = [known.get(key, BLANK if key == "" else UNKNOWN) for key in keys]
    unknown = {number: "" for number, code in enumerate(coded) if code == UNKNOWN}
    return _column(column, coded, {"unknown_answer": unknown} if unknown else {})


def decode_options(column: Texts, question: MultiSelect) -> dict[str, Column]:
    """Return for each option of a set joined in one column whether it was chosen.

    Where a part of a cell is no label and the set has no ``other``, the options not named in
    that cell are unknown: the part may have meant one of them.
    """
    known = dict(category_labels(question.options))
    signs = [sign.strip(" ") or sign for sign in question.separators]
    chosen: list[set[str]] = []
    unknown: dict[int, str] = {}
    alike: dict[int, str] = {}
    own_words = set()
    names = {one.code: one.th for one in question.options}
    codes_of = {key: one.code for key, one in known.items()}
    for number, text in enumerate(column.texts):
        parts = split_labels(text, known, signs)
        chosen.append({known[part].code for part in parts if part in known})
        strange = [part for part in parts if part not in known]
        if strange and question.other is not None:
            chosen[-1].add(question.other)
            own_words.add(number)
            near = _nearest_label(strange[0], codes_of, names, len(own_words))
            if near and similarity(near, strange[0]) >= LIKE_A_LABEL:
                alike[number] = near
        elif strange:
            unknown[number] = _nearest_label(strange[0], codes_of, names, len(unknown))
    columns = {}
    for option in question.options:
        coded = [
            BLANK if not column.texts[number] else 1 if option.code in picked
            else UNKNOWN if number in unknown else 0
            for number, picked in enumerate(chosen)
        ]  # fmt: skip
        columns[option.code] = _column(column, coded, {}, other=own_words)
    first = question.options[0].code
    told: dict[IssueKind, dict[int, str]] = {"unknown_answer": unknown, "resembles_label": alike}
    doubts = tuple(Doubt(kind, texts) for kind, texts in told.items() if texts)
    columns[first] = Column(columns[first].codes, doubts, columns[first].other)
    return columns


def split_labels(text: str, known: Collection[str], signs: Sequence[str]) -> list[str]:
    """Return the normalised labels joined in a cell by separators.

    The longest known label goes first, so that one with a separator in its own text stays whole.
    """
    pieces = _pieces(text, signs)
    longest = max((len(_pieces(label, signs)) for label in known), default=1)
    found, start = [], 0
    while start < len(pieces):
        ends = range(min(len(pieces), start + longest), start, -1)
        whole = {end: label_key("".join(pieces[start:end])) for end in ends}
        end = next((end for end in ends if whole[end] in known), start + 1)
        if whole[end] and pieces[start] not in signs:
            found.append(whole[end])
        start = end
    return found


def _pieces(text: str, signs: Sequence[str]) -> list[str]:
    pieces = [text]
    for sign in signs:
        pieces = [part for piece in pieces for part in _split_keeping(piece, sign)]
    return pieces


def _split_keeping(text: str, sign: str) -> list[str]:
    """Split ``text`` at a sign and keep the sign as a piece between."""
    pieces: list[str] = []
    for number, piece in enumerate(text.split(sign)):
        pieces += [sign, piece] if number else [piece]
    return pieces


def _column(
    column: Texts, coded: Sequence[int], doubts: Mapping[IssueKind, Mapping[int, str]],
    *, other: set[int] | None = None,
) -> Column:  # fmt: skip
    codes = column.spread(np.array(coded, dtype=np.int16))
    told = tuple(Doubt(kind, texts) for kind, texts in doubts.items())
    return Column(codes, told, column.where(other) if other else None)


def _doubt_kind(key: str, foreign: set[str]) -> IssueKind:
    if key in foreign:
        return "other_scale"
    number = key.removeprefix("-").replace(".", "", 1)
    return "off_scale" if number.isdecimal() else "unknown_answer"


def _nearest_label(
    key: str, known: Mapping[str, _Code], names: Mapping[_Code, str], asked: int
) -> str:
    """Return the label of the codebook most like a text; none for a long text or a late one."""
    if asked > NEAR_LABELS or len(key) > LONGEST_LABEL:
        return ""
    near = nearest(key, known)
    return names[known[near]] if near else ""
