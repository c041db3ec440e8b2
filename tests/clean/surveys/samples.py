"""A small survey for the tests of cleaning: a codebook, and exports of it made by hand."""

from __future__ import annotations

import copy

import pandas as pd
import yaml

from pmqa_analysis.clean.corrections import read_corrections
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.surveys.codebook_file import parse_codebook
from pmqa_analysis.clean.surveys.responses import clean_responses
from pmqa_analysis.load import RawTable
from pmqa_analysis.settings import SurveyEntry

PATH = "codebooks/small.yml"
FILE = "raw/2567/online.csv"
SECRET = "ความลับ0812345678"
FIVE = ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด")

BOOK = {
    "survey": "small", "name_th": "แบบสำรวจเล็ก", "population": "recipients",
    "years": [2566, 2567],
    "sources": [
        {"id": "online", "name_th": "ออนไลน์", "kind": "google_forms"},
        {"id": "counter", "name_th": "จุดบริการ", "kind": "workbook"},
    ],
    "scales": [
        {
            "id": "five",
            "codes": [
                *({"code": 5 - place, "th": label} for place, label in enumerate(FIVE)),
                {"code": 9, "th": "ไม่มีความเห็น", "answer": False},
            ],
        },
        {"id": "two", "codes": [{"code": 1, "th": "พอใจ"}, {"code": 0, "th": "ไม่พอใจ"}],
         "accept_codes": False},
    ],
    "fields": [
        {"id": "at", "role": "submitted", "titles": ["ประทับเวลา"], "identifier": "indirect"},
        {"id": "person", "role": "respondent", "titles": ["รหัส"], "identifier": "direct"},
        {"id": "agree", "role": "consent", "titles": ["ยินยอม"], "accepts": ["ยินยอม"],
         "identifier": "plain"},
    ],
    "groups": [
        {"id": "sex", "name_th": "เพศ", "titles": ["เพศ"], "identifier": "plain",
         "categories": [{"code": "f", "th": "หญิง"}, {"code": "m", "th": "ชาย"}]},
    ],
    "items": [
        {"id": "speed", "titles": ["ความรวดเร็วของการให้บริการ"], "scale": "five",
         "kind": "satisfaction"},
        {"id": "staff", "titles": ["ความสุภาพของเจ้าหน้าที่"], "scale": "five",
         "kind": "satisfaction"},
    ],
    "multi_selects": [
        {"id": "via", "name_th": "ช่องทาง", "titles": ["ช่องทาง"], "identifier": "plain",
         "options": [{"code": "web", "th": "เว็บไซต์, แอป"}, {"code": "tel", "th": "โทรศัพท์"},
                     {"code": "app", "th": "แอป"}]},
    ],
    "texts": [
        {"id": "wish", "titles": ["ข้อเสนอแนะ"], "kind": "suggestion", "identifier": "sensitive"},
    ],
    "ignored": [{"id": "score", "titles": ["คะแนน"], "reason": "ระบบใส่เอง"}],
}  # fmt: skip

ROW = {
    "ประทับเวลา": "2024-01-31 09:05:03", "รหัส": "001", "ยินยอม": "ยินยอม", "เพศ": "หญิง",
    "ความรวดเร็วของการให้บริการ": "มาก", "ความสุภาพของเจ้าหน้าที่": "5",
    "ช่องทาง": "เว็บไซต์, แอป, โทรศัพท์", "ข้อเสนอแนะ": SECRET, "คะแนน": "",
}  # fmt: skip
SPEED, STAFF = "ความรวดเร็วของการให้บริการ", "ความสุภาพของเจ้าหน้าที่"


def book_text(**parts):
    """Return the codebook's YAML with some parts replaced."""
    return yaml.safe_dump({**copy.deepcopy(BOOK), **parts}, allow_unicode=True, sort_keys=False)


def a_book(**parts):
    """Return the codebook with some parts replaced."""
    return parse_codebook(book_text(**parts), PATH)


def a_row(number=1, **cells):
    """Return an answered row with its own id and second, and these cells changed."""
    own = {"รหัส": f"{number:03d}", "ประทับเวลา": f"2024-01-31 09:05:{number % 60:02d}"}
    return {**ROW, **own, **cells}


def a_table(*rows, path=FILE, sheet="", **more):
    """Return an export; its rows are numbered as in a file with one header row."""
    frame = pd.DataFrame([dict(row) for row in rows], dtype=object)
    frame.index = pd.RangeIndex(2, len(rows) + 2, name="row")
    letters = {key: chr(65 + place) for place, key in enumerate(frame.columns)} if sheet else {}
    return RawTable(path, frame, sheet=sheet, letters=letters, **more)


def rules(**parts):
    """Return the settings of the survey."""
    return SurveyEntry.model_validate({"codebook": "small", **parts})


def cleaned(*rows, book=None, table=None, ledger=(), source="online", year=2567, **own):
    """Return the survey that these rows give."""
    entries = Ledger(read_corrections(ledger))
    table = table or a_table(*rows)
    return clean_responses(table, book or a_book(), source, year, entries, rules(**own))


def found(survey, *kinds):
    """Return kind and address of the issues of these kinds, or of all."""
    return [(one.kind, one.address) for one in survey.issues if not kinds or one.kind in kinds]
