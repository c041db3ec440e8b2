"""CSV and TSV in every encoding and delimiter: twelve faults, the same answers, the choice told."""

import csv
import io

import pandas as pd
import pytest

from pmqa_analysis.errors import DataError, Faults
from pmqa_analysis.load.exports import read_export
from tests.load.test_delimited import misread
from tests.offices import refused
from tests.planted.survey import (
    BUREAU,
    FIVE,
    SEX,
    TITLES,
    VIA,
    book,
    cleaned,
    differences,
    sound,
    told,
)

ORDER = ("id", "at", "agree", "sex", "bureau", "speed", "staff", "place", "info", "via", "wish")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp874")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}
PLANTED = {
    (2, "speed"): ("มากที่สุดด", "unknown_answer"), (3, "staff"): ("-1", "off_scale"),
    (4, "place"): ("๗", "off_scale"), (5, "info"): ("เห็นด้วย", "other_scale"),
    (6, "sex"): ("0", "unknown_answer"), (7, "bureau"): ("#NAME?", "error_value"),
    (8, "via"): ("วิทยุ", "unknown_answer"), (9, "at"): ("31/4/2567 09:00:00", "unreadable_time"),
    (10, "at"): ("2567-01-31 10:03:00", "buddhist_year"), (11, "id"): ("10", "short_id"),
}  # fmt: skip


def export(answers):
    return [
        {
            "id": one.id, "at": f"{one.at:%d/%m}/{one.at.year + 543} {one.at:%H:%M:%S}",
            "agree": "ยินยอม", "sex": SEX[one.sex], "bureau": BUREAU[one.bureau],
            **{name: str(code) if one.number % 2 else FIVE[code]
               for name, code in one.items.items()},
            "via": "|".join(VIA[code] for code in one.via),
            "wish": f'{one.wish}\n"ต่อ", จบ;' if one.wish else "",
        }
        for one in answers
    ]  # fmt: skip


def written(rows, encoding="utf-8", delimiter=","):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([TITLES[name] for name in ORDER])
    writer.writerows([row[name] for name in ORDER] for row in rows)
    return out.getvalue().encode(encoding)


def with_faults(rows):
    for (row, name), (text, _) in PLANTED.items():
        rows[row - 2][name] = text
    rows[10]["agree"] = "ไม่"  # row 12
    rows.append(dict(rows[15]))  # row 26
    return rows


def drawn():
    """Return the answers as they must come back, the words of several lines whole."""
    answers = sound()
    for one in answers:
        one.wish = f'{one.wish}\n"ต่อ", จบ;' if one.wish else ""
    return answers


WANTED = sorted(
    [(kind, f"c.csv:{row} [{TITLES[name]}]") for (row, name), (_, kind) in PLANTED.items()]
    + [("rejected", "c.csv:12"), ("duplicate", "c.csv:26")]
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", NAMES)
def test_twelve_faults_are_named_and_no_other(encoding, delimiter):
    survey = cleaned("c.csv", written(with_faults(export(sound())), encoding, delimiter),
                     book("csv"))  # fmt: skip
    assert told(survey) == WANTED
    assert len(WANTED) == 12
    but = {(f"{row - 1:03d}", name) for row, name in PLANTED}
    but |= {("010", "row"), ("011", "row")} | {("007", code) for code in VIA}
    assert differences(survey, drawn(), but=but) == []


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", NAMES)
def test_sound_answers_come_back_and_the_choice_is_told(encoding, delimiter):
    survey = cleaned("c.csv", written(export(sound()), encoding, delimiter), book("csv"))
    assert (told(survey), differences(survey, drawn())) == ([], [])
    assert survey.remarks["c.csv"][:2] == (
        f"encoding: {encoding}", f"delimiter: {NAMES[delimiter]}"
    )  # fmt: skip


@pytest.mark.parametrize(("declared", "true"), [("utf-8", "cp874"), ("cp874", "utf-8"),
                                                ("utf-16", "utf-8")])  # fmt: skip
def test_a_wrong_encoding_declared_is_refused_with_the_one_that_fits(declared, true):
    with refused(DataError, "c.csv", declared, true):
        cleaned("c.csv", written(export(sound()), true), book("csv"), encoding=declared)


@pytest.mark.parametrize(
    ("true", "wrong"),
    [("utf-8", "cp1252"), ("utf-8", "cp874"), ("cp874", "cp1252"), ("utf-8", "latin-1")],
)
def test_a_whole_file_of_mojibake_is_repaired_and_told(true, wrong):
    text = misread(written(export(sound()), true).decode(true), true, wrong)
    survey = cleaned("c.csv", text.encode(), book("csv"))
    assert told(survey) == [("mojibake_repaired", "c.csv")]
    assert differences(survey, drawn()) == []


def test_rows_that_are_too_long_are_refused_with_their_numbers():
    lines = written([row | {"wish": ""} for row in export(sound())]).decode().split("\r\n")
    lines[4] += ",เกิน"
    lines[8] += ","
    with pytest.raises(Faults) as caught:
        cleaned("c.csv", "\r\n".join(lines).encode(), book("csv"))
    assert [fault.where for fault in caught.value.faults] == ["c.csv:5", "c.csv:9"]


def test_rows_without_their_blank_last_cells_are_read_and_told():
    lines = written([row | {"wish": ""} for row in export(sound())]).decode().split("\r\n")
    lines[4], lines[8] = lines[4].rpartition(",")[0], lines[8].rpartition(",")[0]
    survey = cleaned("c.csv", "\r\n".join(lines).encode(), book("csv"))
    assert told(survey) == [("short_row", "c.csv:5"), ("short_row", "c.csv:9")]
    whole = cleaned("c.csv", written([row | {"wish": ""} for row in export(sound())]), book("csv"))
    pd.testing.assert_frame_equal(survey.responses, whole.responses)


def test_two_columns_with_one_question_are_refused_with_both():
    text = written(export(sound())).decode().replace(TITLES["staff"], TITLES["speed"], 1)
    with refused(DataError, "speed") as caught:
        cleaned("c.csv", text.encode(), book("csv"))
    assert str(caught.value).count(TITLES["speed"]) >= 2


def test_an_unclosed_quote_is_refused_with_its_row():
    text = written(export(sound()[:4])).decode() + '"005,"'
    with pytest.raises(DataError) as caught:
        read_export("c.csv", text.encode(), kind="csv")
    assert caught.value.where.startswith("c.csv:")
