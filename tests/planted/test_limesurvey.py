"""LimeSurvey, with question codes and with full texts, as its manual describes the export."""

import csv
import io

import pytest

from tests.planted.survey import (
    BUREAU,
    FIVE,
    ITEMS,
    KEYS,
    NEVER,
    SEX,
    TITLES,
    VIA,
    book,
    cleaned,
    differences,
    sound,
    told,
)

OPTIONS = {f"via[SQ00{place}]": code for place, code in enumerate(VIA, start=1)}
SYSTEM = ("lastpage", "startlanguage", "seed")
COLUMNS = ("id", "at", *SYSTEM, "agree", "sex", "bureau", *ITEMS, *OPTIONS, "wish")
FULL = {"id": "Response ID", "at": "Date submitted", "lastpage": "Last page",
        "startlanguage": "Start language", "seed": "Seed", **{key: f"{TITLES['via']} [{VIA[code]}]"
        for key, code in OPTIONS.items()}}  # fmt: skip


def codebook():
    base = book("limesurvey", keys=True, own_columns=True)
    ignored = [{"id": name, "keys": [name], "titles": [], "reason": "ระบบ"} for name in SYSTEM]
    content = base.model_dump() | {"ignored": ignored}
    content["fields"][0]["titles"] = content["fields"][1]["titles"] = ()
    for option, key in zip(content["multi_selects"][0]["options"], OPTIONS, strict=True):
        option["titles"] = ({"text": FULL[key]},)
    return type(base).model_validate(content)


def export(answers):
    """Return the rows with full answers; one item is not shown to the second respondent."""
    return [
        {
            "id": one.id, "at": str(one.at), "lastpage": "4", "startlanguage": "th",
            "seed": str(10**8 + one.number), "agree": "ยินยอม", "sex": SEX[one.sex],
            "bureau": BUREAU[one.bureau],
            **{name: FIVE[code] for name, code in one.items.items()},
            **{key: "Y" if code in one.via else "" for key, code in OPTIONS.items()},
            "wish": one.wish,
        }
        for one in answers
    ]  # fmt: skip


def as_codes(rows):
    return _csv([KEYS.get(name, name) for name in COLUMNS], rows)


def as_texts(rows):
    return _csv([FULL.get(name, TITLES.get(name, name)) for name in COLUMNS], rows)


def _csv(header, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([row[name] for name in COLUMNS] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


FORMS = {"codes": (as_codes, {**KEYS}), "texts": (as_texts, {**TITLES, **FULL})}
PLANTED = {
    (2, "speed"): ("A6", "unknown_answer"), (3, "staff"): ("7", "off_scale"),
    (4, "place"): ("เห็นด้วย", "other_scale"), (5, "sex"): ("M", "unknown_answer"),
    (6, "via[SQ002]"): ("maybe", "unknown_answer"), (7, "info"): ("#VALUE!", "error_value"),
    (9, "at"): ("2024-02-30 10:00:00", "unreadable_time"), (10, "id"): ("9", "short_id"),
}  # fmt: skip


def with_faults(rows):
    for (row, name), (text, _) in PLANTED.items():
        rows[row - 2][name] = text
    rows[10] |= {"at": "", "lastpage": "2"}  # row 12: not sent
    rows[11] |= {"at": "2025-01-31 09:00:00"}  # row 13: of another year
    rows[12] |= {"agree": ""}  # row 14: no consent
    rows.append(dict(rows[20]))  # row 26: sent twice
    return rows


def address(form, row, name):
    titles = FORMS[form][1]
    return f"l.csv:{row}" + (f" [{titles.get(name, name)}]" if name else "")


def wanted(form):
    cells = [(kind, address(form, *place)) for place, (_, kind) in PLANTED.items()]
    rows = {"partial": 12, "outside_year": 13, "rejected": 14, "duplicate": 26}
    return sorted([*cells, *((kind, address(form, row, "")) for kind, row in rows.items())])


@pytest.mark.parametrize("form", FORMS)
def test_twelve_faults_are_named_and_no_other(form):
    survey = cleaned("l.csv", FORMS[form][0](with_faults(export(sound()))), codebook())
    assert told(survey) == wanted(form)
    assert len(wanted(form)) == 12


@pytest.mark.parametrize("form", FORMS)
def test_no_other_answer_is_lost_or_changed(form):
    answers = sound()
    survey = cleaned("l.csv", FORMS[form][0](with_faults(export(answers))), codebook())
    but = {(answers[row - 2].id, name) for row, name in PLANTED}
    but |= {("005", "tel"), ("009", "row"), ("011", "at"), ("012", "at"), ("013", "row")}
    assert differences(survey, answers, but=but) == []
    assert survey.flags["partial"].sum() == 1


@pytest.mark.parametrize("form", FORMS)
def test_sound_answers_come_back_without_an_issue(form):
    answers = sound()
    survey = cleaned("l.csv", FORMS[form][0](export(answers)), codebook())
    assert (told(survey), differences(survey, answers)) == ([], [])


def test_a_question_that_was_not_shown_is_no_answer_and_no_fault():
    rows = export(sound())
    rows[1] |= {"speed": "N/A", "staff": NEVER, **dict.fromkeys(OPTIONS, "N/A")}
    survey = cleaned("l.csv", as_codes(rows), codebook())
    assert told(survey) == []
    row = survey.responses.iloc[1]
    assert [str(row[name]) for name in ("speed", "staff", "via__web")] == ["<NA>"] * 3
    assert survey.non_answers["staff"].tolist()[1] == 9
