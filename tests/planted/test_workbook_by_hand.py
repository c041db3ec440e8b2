"""An Excel sheet made by hand: titles above, a merged header of two rows, notes, hidden cells."""

import datetime

import openpyxl
import pytest

from pmqa_analysis.errors import DataError, Faults
from tests.load.books import saved
from tests.offices import refused
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

SHEET, PATH, FIRST = "แบบสอบถาม", "h.xlsx", 6
ORDER = ("id", "at", "agree", "sex", "bureau", *ITEMS, "via", "wish")
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def codebook():
    base = book("workbook")
    items = tuple(
        item.model_copy(update={"titles": (item.titles[0].model_copy(
            update={"text": f"ความพึงพอใจ / {ITEMS[item.id]}"}),)})
        for item in base.items
    )  # fmt: skip
    return base.model_copy(update={"items": items})


def written(one):
    """Return a respondent's row as different clerks type it."""
    forms = [
        lambda code: code,
        lambda code: FIVE[code],
        lambda code: f"{code} = {FIVE[code]}",
        lambda code: str(code).translate(THAI_DIGITS),
    ]
    form = forms[one.number % 4]
    days = [one.at, f"{one.at:%d/%m}/{one.at.year + 543} {one.at:%H:%M}",
            f"{one.at.day} ม.ค. {one.at.year + 543} {one.at:%H.%M} น."]  # fmt: skip
    return [
        one.id, days[one.number % 3], "ยินยอม", SEX[one.sex], f" {BUREAU[one.bureau]}\u200b",
        *(form(code) for code in one.items.values()),
        "; ".join(VIA[code] for code in one.via), one.wish or None,
    ]  # fmt: skip


def workbook(answers, change=None):
    """Return the sheet with two title rows, a header of two rows, and two notes below."""
    file = openpyxl.Workbook()
    sheet = file.active
    sheet.title = SHEET
    sheet.append(["แบบสำรวจความพึงพอใจ ประจำปี ๒๕๖๗"])
    sheet.append(["กลุ่มงานพัฒนาระบบบริหาร"])
    sheet.append([])
    upper = ["ความพึงพอใจ" if name in ITEMS else TITLES[name] for name in ORDER]
    lower = [ITEMS.get(name) for name in ORDER]
    sheet.append(upper)
    sheet.append(lower)
    sheet.merge_cells(start_row=4, start_column=6, end_row=4, end_column=9)
    for number, name in enumerate(ORDER, start=1):
        if name not in ITEMS:
            sheet.merge_cells(start_row=4, start_column=number, end_row=5, end_column=number)
    for one in answers:
        sheet.append(written(one))
    sheet.append([])
    sheet.append(["หมายเหตุ: เก็บจากจุดบริการ"])
    if change:
        change(sheet)
    return saved(file)


def cell(row, name):
    titles = TITLES | {item: f"ความพึงพอใจ / {text}" for item, text in ITEMS.items()}
    return f"{PATH} {SHEET}!{chr(65 + ORDER.index(name))}{row} [{titles[name]}]"


def whole(row):
    return f"{PATH} {SHEET}!{row}"


NOTE = ("note_below", whole(FIRST + 26))
PLANTED = {
    (6, "speed"): ("มากๆ", "unknown_answer"), (7, "staff"): (55, "off_scale"),
    (8, "place"): (datetime.datetime(2024, 5, 1), "unknown_answer"),
    (9, "info"): ("85%", "unknown_answer"), (10, "sex"): ("ชาย/หญิง", "unknown_answer"),
    (11, "at"): ("29/02/2568 09:00", "unreadable_time"), (12, "id"): (7, "short_id"),
    (13, "bureau"): ("สำนักกฏหมาย", "unknown_answer"),
    (14, "at"): (datetime.datetime(2567, 1, 31, 10, 3), "buddhist_year"),
    (15, "via"): ("โทรศัพท์; โทรสาร", "unknown_answer"),
}  # fmt: skip


def with_faults(sheet):
    for (row, name), (value, _) in PLANTED.items():
        sheet.cell(row, ORDER.index(name) + 1).value = value
    sheet.row_dimensions[20].hidden = True
    sheet.cell(FIRST + 26, 1).value = "รวมทั้งสิ้นโดยประมาณ"


def test_twelve_faults_are_named_and_no_other():
    survey = cleaned(PATH, workbook(sound(), with_faults), codebook(), sheet=SHEET)
    wanted = [(kind, cell(*place)) for place, (_, kind) in PLANTED.items()]
    wanted += [("hidden_row", whole(20)), NOTE]
    assert told(survey) == sorted(wanted)
    assert len(wanted) == 12


def test_no_other_answer_is_lost_or_changed():
    answers = sound()
    survey = cleaned(PATH, workbook(answers, with_faults), codebook())
    but = {(answers[row - FIRST].id, name) for row, name in PLANTED}
    but |= {("007", "row")} | {("010", code) for code in VIA}
    assert differences(survey, answers, but=but) == []


def test_sound_answers_come_back_and_a_note_that_says_so_is_no_fault():
    answers = sound()
    survey = cleaned(PATH, workbook(answers), codebook())
    assert told(survey) == []
    assert differences(survey, answers) == []


@pytest.mark.parametrize("value", ["=SUM(F6:F7)", "=1/0"])
def test_formulas_without_a_stored_value_are_refused_with_their_cells(value):
    def calculate(sheet):
        sheet["F6"] = sheet["G9"] = value

    with pytest.raises(Faults) as caught:
        cleaned(PATH, workbook(sound(), calculate), codebook())
    assert f"{PATH} {SHEET}!F6" in str(caught.value)
    assert f"{PATH} {SHEET}!G9" in str(caught.value)


def test_a_note_is_refused_as_an_answer_only_where_it_stands_apart():
    """A response right below the table is a response, whatever it says."""

    def append(sheet):
        sheet.cell(FIRST + 24, 1).value = "999"

    survey = cleaned(PATH, workbook(sound(), append), codebook())
    assert survey.counts.rows_in == 25


def test_a_sheet_that_is_missing_is_named_with_the_nearest():
    with refused(DataError, "แบบสอบถา", SHEET):
        cleaned(PATH, workbook(sound()), codebook(), sheet="แบบสอบถา")
