"""What the answers of one column look like, for the first draft of a codebook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from pmqa_analysis.clean.surveys.codebook import UNFINISHED
from pmqa_analysis.clean.surveys.labels import label_key
from pmqa_analysis.clean.surveys.times import parse_moments

__all__ = ["are_moments", "is_group", "is_option", "joined_options", "scale_codes", "shared_labels"]

MOST_CATEGORIES = 30
LEAST_REPEATS = 3.0
# Shares of a column's answers: those on its scale, and that of a label that is no slip.
MOST_OF_THEM, OFTEN = 0.8, 0.02
SCALES = (
    ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด"),
    ("เห็นด้วยอย่างยิ่ง", "เห็นด้วย", "ไม่แน่ใจ", "ไม่เห็นด้วย", "ไม่เห็นด้วยอย่างยิ่ง"),
    ("พึงพอใจมากที่สุด", "พึงพอใจมาก", "พึงพอใจปานกลาง", "พึงพอใจน้อย", "พึงพอใจน้อยที่สุด"),
    ("สำคัญมากที่สุด", "สำคัญมาก", "สำคัญปานกลาง", "สำคัญน้อย", "สำคัญน้อยที่สุด"),
)
NON_ANSWERS = ("ไม่มีความเห็น", "ไม่เคยใช้", "ไม่เคยใช้บริการ", "ไม่เกี่ยวข้อง", "ไม่ทราบ", "ไม่ตอบ")
_NUMBERS = {str(number) for number in range(11)}
_CHOSEN = {label_key(text) for text in ("Y", "Yes", "N", "No", "ใช่", "ไม่ใช่", "0", "1")}
_SEPARATOR = re.compile(r"\s*;\s*|,\s+")


def are_moments(texts: Iterable[str]) -> bool:
    """Return whether the first texts of a column are all dates or times."""
    read = parse_moments(pd.Series(list(texts)[:200], dtype=object))
    return bool(len(read)) and bool(read.notna().all())


def is_option(counts: Mapping[str, int]) -> bool:
    """Return whether the texts of a column are those of a box that is ticked or not."""
    return bool(counts) and set(counts) <= _CHOSEN


def is_group(counts: Counter[str]) -> bool:
    """Return whether a column holds few texts, each often."""
    enough = counts.total() >= LEAST_REPEATS * len(counts)
    return bool(counts) and len(counts) <= MOST_CATEGORIES and enough


def scale_codes(
    counts: Mapping[str, int], labels: Mapping[str, str],
    shared: Collection[frozenset[str]] = (),
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the codes of the scale that a column's texts are on, or none.

    A few slips of the pen are passed over: a person finds them when the file is checked.

    Args:
        counts: How often each text stands there.
        labels: The file's own label of each code.
        shared: Sets of labels that several columns share.
    """
    if own := _own_scale(labels):
        return own
    none = [text for text in NON_ANSWERS if label_key(text) in counts]
    plain = {key: count for key, count in counts.items() if key not in map(label_key, none)}
    refused = [{"code": 90 + place, "th": text, "answer": False}
               for place, text in enumerate(none, start=1)]  # fmt: skip
    for scale in SCALES:
        words = _written(scale)
        if not set(plain) & words <= _NUMBERS and _share(plain, words) >= MOST_OF_THEM:
            return [*_counted_down(scale), *refused]
    if found := next((one for one in shared if _share(plain, one) >= MOST_OF_THEM), None):
        unnumbered = [{"code": UNFINISHED, "th": text} for text in sorted(found)]
        return [*unnumbered, *refused]
    numbers = {int(text) for text in plain if text in _NUMBERS}
    repeated = sum(plain.values()) > len(plain)
    if len(numbers) >= 2 and max(numbers) >= 3 and repeated and (
        _share(plain, _NUMBERS) >= MOST_OF_THEM
    ):  # fmt: skip
        low, high = (0 if 0 in numbers else 1), max(5, *numbers)
        answers = [{"code": code, "th": UNFINISHED} for code in range(high, low - 1, -1)]
        return [*answers, *refused]
    return []


def shared_labels(columns: Iterable[Counter[str]]) -> list[frozenset[str]]:
    """Return the sets of three to ten labels that at least three columns of a file share."""
    sets: Counter[frozenset[str]] = Counter()
    none = set(map(label_key, NON_ANSWERS))
    for counts in columns:
        often = {key for key, count in counts.items()
                 if count >= OFTEN * counts.total() and key not in none}  # fmt: skip
        if 3 <= len(often) <= 10 and not often <= _NUMBERS:
            sets[frozenset(often)] += 1
    return [labels for labels, columns_of_it in sets.items() if columns_of_it >= 3]


def _share(counts: Mapping[str, int], known: Collection[str]) -> float:
    total = sum(counts.values())
    return sum(count for key, count in counts.items() if key in known) / total if total else 0.0


def joined_options(texts: Sequence[str]) -> list[str]:
    """Return the options that the cells of a column join by ``;`` or a comma, or none.

    An option with a comma of its own comes out in parts: a person joins them.
    """
    parts = Counter(part for text in texts for part in _SEPARATOR.split(text) if part.strip())
    several = sum(1 for text in texts if len(_SEPARATOR.split(text.strip(" ;"))) > 1)
    repeated = parts.total() >= LEAST_REPEATS * len(parts)
    if several and len(parts) <= MOST_CATEGORIES and repeated:
        return sorted(parts, key=lambda part: (-parts[part], part))
    return []


def _own_scale(labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the codes that the file itself labels, where they are those of a known scale."""
    keys = {label_key(text) for text in labels.values()}
    plain = keys - {label_key(text) for text in NON_ANSWERS}
    known = any(len(plain) >= 2 and plain <= {label_key(text) for text in one} for one in SCALES)
    if not known or not all(re.fullmatch(r"-?\d{1,2}", code) for code in labels):
        return []
    none = {label_key(text) for text in NON_ANSWERS}
    return [
        {"code": int(code), "th": text, **({"answer": False} if label_key(text) in none else {})}
        for code, text in sorted(labels.items(), key=lambda one: -int(one[0]))
    ]


def _counted_down(scale: Sequence[str]) -> list[dict[str, Any]]:
    return [{"code": len(scale) - place, "th": text} for place, text in enumerate(scale)]


def _written(scale: Sequence[str]) -> set[str]:
    """Return how the answers of a scale may be written: alone, or with their numbers."""
    found = set()
    for one in _counted_down(scale):
        code, text = one["code"], one["th"]
        forms = (text, f"{code}", f"{code} = {text}", f"{code}={text}", f"{code} {text}",
                 f"{code}. {text}", f"{code} - {text}", f"{text} ({code})")  # fmt: skip
        found |= {label_key(form) for form in forms}
    return found
