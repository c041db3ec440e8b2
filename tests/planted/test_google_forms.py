"""Google Forms, CSV and xlsx: twelve planted faults, each named with its cell, and no other."""

import csv
import datetime
import io

import openpyxl
import pytest

from tests.load.books import saved
from tests.planted.survey import (
    BUREAU,
    FIVE,
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

ORDER = ("at", "id", "agree", "sex", "bureau", "speed", "staff", "place", "info", "via", "wish")
# By row of the sheet and question: what is planted, and how it must be told.
PLANTED = {
    (3, "speed"): ("มากที่สุก", "unknown_answer"),
    (4, "staff"): ("6", "off_scale"),
    (5, "place"): ("เห็นด้วย", "other_scale"),
    (6, "sex"): ("หญิงหญิง", "unknown_answer"),
    (7, "via"): ("โทรศัพท์, โทรเลข", "unknown_answer"),
    (8, "at"): ("30/02/2567, 9:00:00", "unreadable_time"),
    (9, "bureau"): ("#N/A", "error_value"),
    (10, "id"): ("9", "short_id"),
    (11, "at"): ("31/1/2560, 9:00:00", "outside_year"),
}


def export(answers):
    """Return the rows of the export as Google writes them, by question."""
    return [
        {
            "at": f"{one.at.day}/{one.at.month}/{one.at.year + 543}, {one.at:%-H:%M:%S}",
            "id": one.id, "agree": "ยินยอม", "sex": SEX[one.sex], "bureau": BUREAU[one.bureau],
            **{name: FIVE[code] for name, code in one.items.items()},
            "via": ", ".join(VIA[code] for code in one.via), "wish": one.wish,
        }
        for one in answers
    ]  # fmt: skip


def with_faults(rows):
    """Plant the faults, a row without consent, an id and a whole response twice."""
    for (row, name), (text, _) in PLANTED.items():
        rows[row - 2][name] = text
    rows[10]["agree"] = "ไม่ยินยอม"
    rows[11] = {**rows[12], "at": "31/1/2567, 23:59:59"}
    rows.append(dict(rows[14]))
    return rows


def as_csv(rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([TITLES[name] for name in ORDER])
    writer.writerows([row[name] for name in ORDER] for row in rows)
    return out.getvalue().encode()


def as_workbook(rows):
    """Return an xlsx of the same, its moments being dates as Google's download has them."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "การตอบแบบฟอร์ม 1"
    sheet.append([TITLES[name] for name in ORDER])
    for row in rows:
        sheet.append([_moment(row[name]) if name == "at" else row[name] for name in ORDER])
    return saved(workbook)


def _moment(text):
    try:
        day, time = text.split(", ")
        at = datetime.datetime.strptime(f"{day} {time}", "%d/%m/%Y %H:%M:%S")
        return at.replace(year=at.year - 543)
    except ValueError:
        return text


FORMS = {"g.csv": as_csv, "g.xlsx": as_workbook}


def address(path, row, name):
    if path.endswith("csv"):
        return f"{path}:{row}" + (f" [{TITLES[name]}]" if name else "")
    letter = chr(65 + ORDER.index(name)) if name else ""
    return f"{path} การตอบแบบฟอร์ม 1!{letter}{row}" + (f" [{TITLES[name]}]" if name else "")


def of_row(kind):
    """Return whether an issue is told of the whole row."""
    return kind in ("outside_year", "rejected", "duplicate", "date_1904")


@pytest.mark.parametrize("path", FORMS)
def test_twelve_faults_are_named_and_no_other(path):
    answers = sound()
    survey = cleaned(path, FORMS[path](with_faults(export(answers))), book("google_forms"))
    wanted = [(kind, address(path, row, None if of_row(kind) else name))
              for (row, name), (_, kind) in PLANTED.items()]  # fmt: skip
    wanted += [("rejected", address(path, 12, None)), ("duplicate", address(path, 14, None)),
               ("duplicate", address(path, 26, None))]  # fmt: skip
    assert told(survey) == sorted(wanted)
    assert len(wanted) == 12


@pytest.mark.parametrize("path", FORMS)
def test_no_other_answer_is_lost_or_changed(path):
    answers = sound()
    survey = cleaned(path, FORMS[path](with_faults(export(answers))), book("google_forms"))
    planted = {(answers[row - 2].id, name) for row, name in PLANTED}
    gone = {("009", "row"), ("011", "row"), ("012", "row"),
            ("013", "at")}  # another id, no consent, another's id, sent twice  # fmt: skip
    via = {("006", "web"), ("006", "self"), ("006", "tel")}
    assert differences(survey, answers, but=planted | gone | via) == []
    assert survey.responses.shape[0] == 22


@pytest.mark.parametrize("path", FORMS)
def test_sound_answers_come_back_without_an_issue(path):
    answers = sound()
    survey = cleaned(path, FORMS[path](export(answers)), book("google_forms"))
    assert (told(survey), differences(survey, answers)) == ([], [])


def test_a_non_answer_is_no_fault_and_no_answer():
    rows = export(sound())
    rows[0]["speed"] = NEVER
    survey = cleaned("g.csv", as_csv(rows), book("google_forms"))
    assert told(survey) == []
    assert survey.non_answers["speed"].tolist()[0] == 9
