"""A first codebook from an export: what can be seen is filled in, the rest is for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd
import yaml

from pmqa_analysis.clean.surveys.codebook import UNFINISHED
from pmqa_analysis.clean.surveys.labels import label_key
from pmqa_analysis.clean.surveys.times import parse_moments
from pmqa_analysis.load import RawTable

__all__ = ["new_codebook"]

MOST_CATEGORIES = 30
LEAST_REPEATS = 3.0
SCALES = (
    ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด"),
    ("เห็นด้วยอย่างยิ่ง", "เห็นด้วย", "ไม่แน่ใจ", "ไม่เห็นด้วย", "ไม่เห็นด้วยอย่างยิ่ง"),
    ("พึงพอใจมากที่สุด", "พึงพอใจมาก", "พึงพอใจปานกลาง", "พึงพอใจน้อย", "พึงพอใจน้อยที่สุด"),
)
_NUMBERS = {str(number) for number in range(11)}
NON_ANSWERS = ("ไม่มีความเห็น", "ไม่เคยใช้", "ไม่เคยใช้บริการ", "ไม่เกี่ยวข้อง", "ไม่ทราบ", "ไม่ตอบ")


def new_codebook(table: RawTable, survey: str) -> str:
    """Return the YAML text of a first codebook of an export.

    Scales are found by their labels or as numbers from 1 to at most 10; groups as few texts
    often repeated; moments by their form; the rest is free text, whose answers are not
    written down. What a person must decide is marked ``?``, and a codebook with such a mark
    is refused. A group's labels are written down: they are what the file holds.
    """
    parts: dict[str, list[dict[str, Any]]] = {
        "scales": [], "fields": [], "groups": [], "items": [], "multi_selects": [], "texts": [],
        "ignored": [],
    }  # fmt: skip
    for number, column in enumerate(map(str, table.frame.columns), start=1):
        _draft_column(table, column, number, parts)
    head = {
        "survey": survey, "name_th": UNFINISHED, "population": UNFINISHED, "years": [UNFINISHED],
        "sources": [{"id": UNFINISHED, "name_th": UNFINISHED, "kind": UNFINISHED,
                     "path": table.path}],
    }  # fmt: skip
    text: str = yaml.safe_dump({**head, **parts}, allow_unicode=True, sort_keys=False, width=1000)
    return text


def _draft_column(
    table: RawTable, column: str, number: int, parts: dict[str, list[dict[str, Any]]]
) -> None:
    title = table.titles.get(column, column)
    own: dict[str, Any] = {"id": f"q{number:02d}", "titles": [title]}
    if title != column:
        own["keys"] = [column]
    labels, missing = table.labels.get(column, {}), table.missing.get(column, ())
    cells = [labels.get(text, text) for text in table.frame[column].astype(str).str.strip()]
    texts = [text for text in cells if text and text not in missing]
    counts = Counter(map(label_key, texts))
    if counts and _are_moments(list(counts)):
        parts["fields"].append({**own, "role": UNFINISHED, "identifier": "indirect"})
    elif scale := _scale_of(counts, labels.values()):
        parts["items"].append({**own, "scale": _named_scale(scale, parts), "kind": UNFINISHED})
    elif counts and len(counts) <= MOST_CATEGORIES and len(texts) >= LEAST_REPEATS * len(counts):
        parts["groups"].append({
            **own, "name_th": title, "identifier": UNFINISHED,
            "categories": [{"code": f"c{place:02d}", "th": label}
                           for place, label in enumerate(sorted(counts), start=1)],
        })  # fmt: skip
    else:
        parts["texts"].append({**own, "kind": UNFINISHED, "identifier": UNFINISHED})


def _are_moments(texts: list[str]) -> bool:
    read = parse_moments(pd.Series(texts[:200], dtype=object))
    return bool(read.notna().all())


def _scale_of(counts: Counter[str], labels: Iterable[str]) -> list[dict[str, Any]]:
    """Return the codes of the scale that a column's texts are on, or none."""
    found = set(counts) | {label_key(text) for text in labels}
    others = [text for text in NON_ANSWERS if label_key(text) in found]
    plain = found - {label_key(text) for text in others}
    refused = [{"code": 90 + place, "th": text, "answer": False}
               for place, text in enumerate(others, start=1)]  # fmt: skip
    for scale in SCALES:
        if len(plain) >= 2 and plain <= {label_key(text) for text in scale}:
            answers = [{"code": len(scale) - place, "th": text}
                       for place, text in enumerate(scale)]  # fmt: skip
            return [*answers, *refused]
    numbers = {int(text) for text in plain if text in _NUMBERS}
    repeated = sum(counts.values()) > len(counts)
    if len(numbers) == len(plain) >= 2 and max(numbers) >= 3 and repeated:
        low, high = (0 if 0 in numbers else 1), max(5, *numbers)
        answers = [{"code": code, "th": UNFINISHED} for code in range(high, low - 1, -1)]
        return [*answers, *refused]
    return []


def _named_scale(codes: list[dict[str, Any]], parts: dict[str, list[dict[str, Any]]]) -> str:
    """Return the id of a scale with these codes, added to the codebook where it is new."""
    for scale in parts["scales"]:
        if scale["codes"] == codes:
            return str(scale["id"])
    name = f"scale_{len(parts['scales']) + 1}"
    parts["scales"].append({"id": name, "codes": codes})
    return name
