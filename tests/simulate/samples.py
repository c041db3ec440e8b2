"""A small survey with every kind of question and of source, for the tests of simulated data."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import yaml

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.surveys.answers import BLANK
from pmqa_analysis.clean.surveys.codebook_file import parse_codebook
from pmqa_analysis.clean.surveys.responses import clean_responses
from pmqa_analysis.load.exports import load_export
from pmqa_analysis.office import Office
from pmqa_analysis.settings import SurveyEntry
from pmqa_analysis.simulate import Plan, PlannedExport, simulate_export

OFFICE = Path(__file__).parents[2] / "examples" / "simulated_office"
YEAR = 2567
KINDS = ("google_forms", "microsoft_forms", "limesurvey", "spss", "workbook", "csv")
FIVE = ("น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด")


def _item(number, **more):
    title = f"ความพึงพอใจ [ข้อที่ {number}]"
    return {
        "id": f"item_{number}", "keys": [f"A[SQ{number:03d}]", f"a_{number}"],
        "titles": [{"text": title, "variants": [f"ความพึงพอใจ / ข้อที่ {number}"]}],
        "scale": "five", "kind": "satisfaction", "aspect": "staff" if number < 5 else "place",
        **more,
    }  # fmt: skip


def _option(number, code, label):
    keys = [f"C[SQ{number:03d}]", f"c_{number}"]
    return {"code": code, "th": label, "titles": [f"ช่องทาง [{label}]"], "keys": keys}


BOOK = {
    "survey": "small", "name_th": "แบบสำรวจเล็ก", "population": "ผู้รับบริการ", "years": [2566, YEAR],
    "sources": [
        {"id": kind, "name_th": kind, "kind": kind, "path": f"raw/{{year}}/{kind}.csv"}
        for kind in KINDS
    ],
    "aspects": [{"id": "staff", "th": "เจ้าหน้าที่"}, {"id": "place", "th": "สถานที่"}],
    "scales": [
        {"id": "five", "codes": [
            *({"code": code, "th": label} for code, label in enumerate(FIVE, start=1)),
            {"code": 9, "th": "ไม่มีความเห็น", "answer": False},
        ]},
        {"id": "agree", "codes": [
            {"code": 3, "th": "เห็นด้วย"}, {"code": 2, "th": "ไม่แน่ใจ"}, {"code": 1, "th": "ไม่เห็นด้วย"},
        ]},
        {"id": "eleven", "codes": [{"code": code, "th": str(code)} for code in range(11)]},
    ],
    "fields": [
        {"id": "sent", "role": "submitted", "keys": ["submitdate"], "identifier": "indirect",
         "titles": [{"text": "ประทับเวลา", "variants": ["Date submitted"]}]},
        {"id": "begun", "role": "started", "keys": ["startdate"], "identifier": "indirect",
         "titles": [{"text": "เวลาเริ่มต้น", "variants": ["Date started"]}]},
        {"id": "number", "role": "respondent", "keys": ["id"], "identifier": "direct",
         "titles": [{"text": "เลขที่", "variants": ["Response ID"]}]},
        {"id": "consent", "role": "consent", "keys": ["S1"], "identifier": "plain",
         "titles": ["ยินยอมหรือไม่"], "accepts": ["ยินยอม"], "refuses": ["ไม่ยินยอม"]},
    ],
    "groups": [
        {"id": "sex", "name_th": "เพศ", "keys": ["B1"], "titles": ["เพศ"], "identifier": "plain",
         "categories": [{"code": "f", "th": "หญิง"}, {"code": "m", "th": "ชาย"}]},
        {"id": "kind", "name_th": "กลุ่ม", "keys": ["B2"], "titles": ["กลุ่ม"], "identifier": "plain",
         "other": "x",
         "categories": [{"code": "a", "th": "สมาชิก"}, {"code": "b", "th": "ประชาชน"},
                        {"code": "x", "th": "อื่น ๆ"}]},
    ],
    "items": [
        *(_item(number) for number in range(1, 9)),
        _item(9, reverse=True),
        {"id": "loyal", "keys": ["D1"], "titles": ["ผูกพัน"], "scale": "agree", "kind": "engagement"},
        {"id": "recommend", "keys": ["D2"], "titles": ["แนะนำ"], "scale": "eleven",
         "kind": "recommendation"},
        {"id": "trouble", "keys": ["D3"], "titles": ["ไม่พอใจ"], "scale": "five",
         "kind": "dissatisfaction"},
    ],
    "multi_selects": [
        {"id": "via", "name_th": "ช่องทาง", "titles": ["ช่องทางที่ใช้"], "identifier": "plain",
         "options": [_option(1, "web", "เว็บไซต์, แอป"), _option(2, "tel", "โทรศัพท์")]},
    ],
    "texts": [{"id": "wish", "keys": ["E1"], "titles": ["ข้อเสนอแนะ"], "kind": "suggestion",
               "identifier": "sensitive"}],
    "ignored": [
        {"id": "simulated", "keys": ["simulated"], "titles": ["ข้อมูลจำลอง"], "reason": "จำลอง"},
    ],
}  # fmt: skip


def a_book(**parts):
    """Return the codebook with some parts replaced."""
    text = yaml.safe_dump({**BOOK, **parts}, allow_unicode=True, sort_keys=False)
    return parse_codebook(text, "codebooks/small.yml")


def a_plan(**parts):
    """Return margins with gaps, refusals and effects."""
    stated = {"non_answers": 0.05, "blanks": 0.05, "text_share": 0.5}
    return Plan.model_validate({**stated, **parts})


def made(kind="csv", path="", *, book=None, plan=None, **export):
    """Return a simulated export of sixty respondents; its name says its format."""
    export = PlannedExport.model_validate({"source": kind, "n": 60, "seed": 1, **export})
    path = path or f"raw/2567/{kind}.csv"
    return simulate_export(book or a_book(), plan or a_plan(), export, YEAR, path=path)


def read_back(folder, export, kind, *, book=None, **rules):
    """Return the survey that the readers and the cleaning make of a simulated export."""
    (folder / "office.yml").write_text(
        "id: small\nname_th: จำลอง\nname_en: Small\nsimulated: true\n", encoding="utf-8"
    )
    target = folder / export.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(export.content)
    (table,) = load_export(Office(folder), export.path, kind=kind)
    entry = SurveyEntry.model_validate({"codebook": "small", **rules})
    return clean_responses(table, book or a_book(), kind, YEAR, Ledger(), entry)


def told(survey):
    """Return kind and row number of each issue but those of careless answering and of columns."""
    aside = ("straight_line", "too_fast", "scale_mixed")
    return sorted(
        (one.kind, int(one.address.partition(" [")[0].rpartition(":")[2]))
        for one in survey.issues if one.kind not in aside
    )  # fmt: skip


def expected_codes(export, item, kept):
    """Return the drawn codes of an item in the rows kept, missing for a blank."""
    codes = export.drawn.items[item]
    return [None if codes[row] == BLANK else int(codes[row]) for row in kept]


def found_codes(survey, item):
    """Return the cleaned codes of an item, answers and non-answers."""
    return [None if pd.isna(code) else int(code) for code in survey.codes(item)]
