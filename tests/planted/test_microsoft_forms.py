"""Microsoft Forms, xlsx: dates in cells, names beside answers, several answers joined by “;”."""

import datetime

import openpyxl

from tests.load.books import saved
from tests.planted.survey import (
    BUREAU,
    FIVE,
    ITEMS,
    SEX,
    TITLES,
    VIA,
    book,
    cleaned,
    differences,
    sound,
    told,
)

SHEET = "Sheet1"
HEAD = {"id": "ID", "started": "เวลาเริ่มต้น", "at": "เวลาที่เสร็จสมบูรณ์", "email": "อีเมล",
        "name": "ชื่อ", "agree": TITLES["agree"], "sex": TITLES["sex"], "bureau": TITLES["bureau"],
        **ITEMS, "via": TITLES["via"], "wish": TITLES["wish"]}  # fmt: skip
ORDER = tuple(HEAD)


def codebook():
    """Return the codebook with the titles that Microsoft Forms writes, and its own columns."""
    base = book("microsoft_forms")
    titles = {"id": HEAD["id"], "at": HEAD["at"], **ITEMS}
    retitled = {
        part: tuple(
            one.model_copy(update={"titles": (one.titles[0].model_copy(
                update={"text": titles.get(one.id, one.titles[0].text)}),)})
            for one in getattr(base, part)
        )
        for part in ("fields", "items")
    }  # fmt: skip
    started = retitled["fields"][1].model_copy(
        update={"id": "started", "role": "started",
                "titles": (base.fields[0].titles[0].model_copy(update={"text": HEAD["started"]}),)}
    )  # fmt: skip
    ignored = [
        {"id": name, "titles": [{"text": HEAD[name]}], "reason": "ไม่ใช้"}
        for name in ("email", "name")
    ]
    whole = base.model_copy(update={**retitled, "fields": (*retitled["fields"], started)})
    return type(base).model_validate(whole.model_dump() | {"ignored": ignored})


def export(answers):
    return [
        {
            "id": one.number, "started": one.at - datetime.timedelta(minutes=3), "at": one.at,
            "email": "anonymous", "name": None, "agree": "ยินยอม", "sex": SEX[one.sex],
            "bureau": BUREAU[one.bureau],
            **{name: FIVE[code] for name, code in one.items.items()},
            "via": "".join(f"{VIA[code]};" for code in one.via), "wish": one.wish or None,
        }
        for one in answers
    ]  # fmt: skip


def workbook(rows, change=None):
    file = openpyxl.Workbook()
    sheet = file.active
    sheet.title = SHEET
    sheet.append(list(HEAD.values()))
    for row in rows:
        sheet.append([row[name] for name in ORDER])
    if change:
        change(sheet)
    return saved(file)


def cell(row, name):
    return f"m.xlsx {SHEET}!{chr(65 + ORDER.index(name))}{row} [{HEAD[name]}]"


def whole(row):
    return f"m.xlsx {SHEET}!{row}"


def planted():
    """Return the file with its twelve faults, and how each must be told."""
    rows = export(sound())
    faults = {
        (2, "speed"): ("มากก", "unknown_answer"), (3, "staff"): (0, "off_scale"),
        (4, "info"): (4.5, "off_scale"), (5, "sex"): ("ญ", "unknown_answer"),
        (6, "bureau"): ("#REF!", "error_value"), (7, "via"): ("โทรเลข;", "unknown_answer"),
        (8, "at"): (datetime.datetime(2567, 1, 31, 9, 0), "buddhist_year"),
        (9, "place"): ("ไม่เห็นด้วย", "other_scale"),
    }  # fmt: skip
    for (row, name), (value, _) in faults.items():
        rows[row - 2][name] = value
    rows[7]["started"] = rows[7]["at"] - datetime.timedelta(minutes=3)
    rows[6]["started"] = None
    rows[9]["started"] = rows[9]["at"] - datetime.timedelta(seconds=2)  # row 11: too fast
    rows[10]["at"] = datetime.datetime(2022, 1, 31, 9, 3)  # row 12: of another year
    rows[10]["started"] = datetime.datetime(2022, 1, 31, 9, 0)
    rows[11]["agree"] = "ไม่ยินยอม"  # row 13
    told_of = [(kind, cell(*place)) for place, (_, kind) in faults.items()]
    told_of += [("too_fast", whole(11)), ("outside_year", whole(12)), ("rejected", whole(13)),
                ("hidden_row", whole(20))]  # fmt: skip
    return workbook(rows, lambda sheet: hide(sheet, 20)), sorted(told_of), set(faults)


def hide(sheet, row):
    sheet.row_dimensions[row].hidden = True


def test_twelve_faults_are_named_and_no_other():
    content, wanted, _ = planted()
    survey = cleaned("m.xlsx", content, codebook())
    assert told(survey) == wanted
    assert len(wanted) == 12


def test_no_other_answer_is_lost_or_changed():
    content, _, places = planted()
    survey = cleaned("m.xlsx", content, codebook())
    survey.responses["respondent"] = survey.responses["respondent"].str.zfill(3)
    answers = sound()
    but = {(answers[row - 2].id, name) for row, name in places}
    but |= {("012", "row"), ("011", "at")} | {("006", code) for code in VIA}
    assert differences(survey, answers, but=but) == []


def test_sound_answers_come_back_without_an_issue():
    survey = cleaned("m.xlsx", workbook(export(sound())), codebook())
    survey.responses["respondent"] = survey.responses["respondent"].str.zfill(3)
    assert (told(survey), differences(survey, sound())) == ([], [])


def test_names_and_addresses_are_never_kept():
    rows = export(sound())
    rows[0]["name"] = "นายลับ"
    survey = cleaned("m.xlsx", workbook(rows), codebook())
    assert not survey.responses.astype(str).isin(["นายลับ"]).to_numpy().any()
    assert not survey.texts.astype(str).isin(["นายลับ"]).to_numpy().any()
