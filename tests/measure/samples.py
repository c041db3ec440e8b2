"""A small survey for the tests of measuring: two groups, three items, one set of options."""

from __future__ import annotations

import copy
import random

import pandas as pd
import yaml

from pmqa_analysis.clean.surveys.codebook_file import parse_codebook

FIVE = [{"code": code, "th": f"ระดับ {code}"} for code in (5, 4, 3, 2, 1)]
BOOK = {
    "survey": "small", "name_th": "แบบสำรวจเล็ก", "population": "staff", "years": [2566, 2567],
    "sources": [{"id": "online", "name_th": "ออนไลน์", "kind": "csv"}],
    "respondents": [{"year": 2567, "n": 200},
                    {"year": 2567, "n": 120, "group": "sex", "category": "f"}],
    "aspects": [{"id": "pace", "th": "ความรวดเร็ว"}, {"id": "people", "th": "เจ้าหน้าที่"}],
    "scales": [{"id": "five", "codes": [*FIVE, {"code": 9, "th": "ไม่มีความเห็น", "answer": False}]}],
    "groups": [
        {"id": "sex", "name_th": "เพศ", "titles": ["เพศ"], "identifier": "plain",
         "categories": [{"code": "f", "th": "หญิง"}, {"code": "m", "th": "ชาย"}]},
        {"id": "unit", "name_th": "สำนัก", "titles": ["สำนัก"], "identifier": "plain",
         "categories": [{"code": code, "th": th} for code, th in zip("abc", "กขค", strict=True)]},
    ],
    "items": [
        {"id": "speed", "titles": ["รวดเร็ว"], "scale": "five", "kind": "satisfaction",
         "aspect": "pace"},
        {"id": "waits", "titles": ["รอนาน"], "scale": "five", "kind": "satisfaction",
         "aspect": "pace", "reverse": True},
        {"id": "staff", "titles": ["สุภาพ"], "scale": "five", "kind": "satisfaction",
         "aspect": "people"},
    ],
    "multi_selects": [
        {"id": "via", "name_th": "ช่องทาง", "titles": ["ช่องทาง"], "identifier": "plain",
         "options": [{"code": "web", "th": "เว็บ"}, {"code": "tel", "th": "โทร"}]},
    ],
}  # fmt: skip
ITEMS = ["speed", "waits", "staff"]
COLUMNS = ["sex", "unit", *ITEMS, "via__web", "via__tel"]
BY = ["sex", ("sex", "unit")]


def a_book(**parts):
    """Return the codebook with some parts replaced."""
    text = yaml.safe_dump({**copy.deepcopy(BOOK), **parts}, allow_unicode=True, sort_keys=False)
    return parse_codebook(text, "codebooks/small.yml")


def a_frame(*rows):
    """Return responses; a row is sex, unit, the three items, and the two options."""
    frame = pd.DataFrame(rows, columns=COLUMNS)
    whole = dict.fromkeys([*ITEMS, "via__web", "via__tel"], "Int8")
    return frame.astype({"sex": "category", "unit": "category", **whole})


def some_rows(number, seed=1):
    """Return so many responses drawn by a seed, with blanks and non-answers."""
    draw = random.Random(seed)
    codes = [1, 2, 3, 4, 4, 5, 5, 9, None]
    return [
        (draw.choice(["f", "m", None]), draw.choice(["a", "b", "c"]),
         *(draw.choice(codes) for _ in ITEMS), *(draw.choice([0, 1, None]) for _ in range(2)))
        for _ in range(number)
    ]  # fmt: skip
