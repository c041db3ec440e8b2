"""One survey for planted faults: its codebook, sound answers, and what a file must give back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import pandas as pd
import yaml

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.surveys.codebook_file import parse_codebook
from pmqa_analysis.clean.surveys.responses import clean_responses
from pmqa_analysis.load.exports import read_export
from pmqa_analysis.settings import SurveyEntry

YEAR = 2567
FIVE = {5: "มากที่สุด", 4: "มาก", 3: "ปานกลาง", 2: "น้อย", 1: "น้อยที่สุด"}
NEVER = "ไม่เคยใช้บริการ"
SEX = {"f": "หญิง", "m": "ชาย", "x": "ไม่ระบุ"}
BUREAU = {"law": "สำนักกฎหมาย", "it": "สำนักเทคโนโลยีสารสนเทศ", "pr": "สำนักประชาสัมพันธ์"}
VIA = {"web": "เว็บไซต์, แอปพลิเคชัน", "tel": "โทรศัพท์", "self": "ติดต่อด้วยตนเอง"}
ITEMS = {
    "speed": "ความรวดเร็วในการให้บริการ", "staff": "ความสุภาพของเจ้าหน้าที่",
    "place": "ความสะอาดของสถานที่", "info": "ความชัดเจนของข้อมูล",
}  # fmt: skip
KEYS = {"id": "id", "at": "submitdate", "agree": "consent", "sex": "sex", "bureau": "bureau",
        "speed": "sat[SQ001]", "staff": "sat[SQ002]", "place": "sat[SQ003]", "info": "sat[SQ004]",
        "wish": "wish"}  # fmt: skip
TITLES = {"id": "เลขที่", "at": "ประทับเวลา", "agree": "ท่านยินยอมให้ข้อมูลหรือไม่", "sex": "เพศ",
          "bureau": "หน่วยงาน", **{name: f"ความพึงพอใจ [{text}]" for name, text in ITEMS.items()},
          "via": "ช่องทางที่ใช้", "wish": "ข้อเสนอแนะ"}  # fmt: skip


def book(kind, *, keys=False, own_columns=False):
    """Return the codebook of one source of a kind; with column codes, options in own columns."""
    coded = {name: {"keys": [key]} for name, key in KEYS.items()} if keys else {}
    scale = [{"code": code, "th": text} for code, text in FIVE.items()]
    scale.append({"code": 9, "th": NEVER, "answer": False})
    options = [{"code": code, "th": text} for code, text in VIA.items()]
    if own_columns:
        options = [option | {"keys": [f"via[SQ00{place}]"]}
                   for place, option in enumerate(options, start=1)]  # fmt: skip
    via = {"id": "via", "name_th": "ช่องทาง", "identifier": "plain", "options": options}

    def asked(name, **more):
        return {"id": name, "titles": [TITLES[name]], **coded.get(name, {}), **more}

    content = {
        "survey": "planted", "name_th": "แบบสำรวจ", "population": "recipients", "years": [YEAR],
        "sources": [{"id": "main", "name_th": "หลัก", "kind": kind}],
        "scales": [{"id": "five", "codes": scale},
                   {"id": "agreement", "accept_codes": False,
                    "codes": [{"code": 2, "th": "เห็นด้วย"}, {"code": 1, "th": "ไม่เห็นด้วย"}]}],
        "fields": [
            asked("id", role="respondent", identifier="indirect"),
            asked("at", role="submitted", identifier="indirect"),
            asked("agree", role="consent", accepts=["ยินยอม"], identifier="plain"),
        ],
        "groups": [
            asked("sex", name_th="เพศ", identifier="plain",
                  categories=[{"code": code, "th": text} for code, text in SEX.items()]),
            asked("bureau", name_th="หน่วยงาน", identifier="indirect",
                  categories=[{"code": code, "th": text} for code, text in BUREAU.items()]),
        ],
        "items": [asked(name, scale="five", kind="satisfaction") for name in ITEMS],
        "multi_selects": [via if own_columns else via | {"titles": [TITLES["via"]]}],
        "texts": [asked("wish", kind="suggestion", identifier="sensitive")],
    }  # fmt: skip
    return parse_codebook(yaml.safe_dump(content, allow_unicode=True), "planted.yml")


def moment(number):
    return datetime.datetime(2024, 1, 31, 9, 0) + datetime.timedelta(minutes=7 * number)


@dataclass
class Answers:
    """The answers of one respondent, in codes; None where there is none."""

    number: int
    at: datetime.datetime
    sex: str
    bureau: str
    items: dict = field(default_factory=dict)
    via: tuple = ()
    wish: str = ""

    @property
    def id(self):
        return f"{self.number:03d}"


def sound(count=24):
    """Return sound answers that differ from one another."""
    return [
        Answers(
            number, moment(number), [*SEX][number % 3], [*BUREAU][number % 3],
            {name: (number + 2 * place) % 5 + 1 for place, name in enumerate(ITEMS)},
            tuple([*VIA][: number % 3 + 1]), f"ข้อเสนอ {number}" if number % 2 else "",
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


def cleaned(path, content, codebook, **reading):
    """Return the survey that a file's bytes give."""
    [source] = codebook.sources
    [table] = read_export(path, content, kind=source.kind, **reading)
    rules = SurveyEntry(codebook="planted", duplicates="id_or_same_answers")
    return clean_responses(table, codebook, "main", YEAR, Ledger(), rules)


def told(survey):
    """Return kind and address of every issue, sorted."""
    return sorted((one.kind, one.address) for one in survey.issues for _ in range(one.count))


def given(survey):
    """Return the answers that a survey has, by the respondent's id."""
    frame = survey.responses
    return {
        row["respondent"]: {
            "at": row["submitted"], "sex": row["sex"], "bureau": row["bureau"],
            **{name: row[name] for name in ITEMS},
            **{code: row[f"via__{code}"] for code in VIA},
            "wish": survey.texts.loc[address, "wish"],
        }
        for address, row in frame.iterrows()
    }  # fmt: skip


def expected(answers):
    """Return the answers that were drawn, by the respondent's id."""
    return {
        one.id: {
            "at": one.at, "sex": one.sex, "bureau": one.bureau, **one.items,
            **{code: code in one.via for code in VIA}, "wish": one.wish,
        }
        for one in answers
    }  # fmt: skip


def differences(survey, answers, *, but=()):
    """Return where the answers read differ from those drawn: respondent, question, both."""
    read, drawn = given(survey), expected(answers)
    found = [
        (one, name, drawn[one][name], read[one][name])
        for one in drawn if one in read
        for name in drawn[one]
        if not _same(drawn[one][name], read[one][name])
    ]  # fmt: skip
    gone = [(one, "row", "", "") for one in drawn if one not in read]
    return [one for one in [*found, *gone] if one[:2] not in but]


def _same(drawn, read):
    if pd.isna(read):
        return drawn in ("", None)
    return bool(read == drawn)
