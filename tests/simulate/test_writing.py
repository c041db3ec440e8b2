"""How each kind of export writes one answer."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from pmqa_analysis.clean.surveys.labels import label_key, scale_labels
from pmqa_analysis.simulate import PlannedExport
from pmqa_analysis.simulate.writing import (
    joined_options,
    style_of,
    untidy_writing,
    write_category,
    write_code,
    write_time,
)
from tests.simulate.samples import a_book

BOOK = a_book()
SOURCES = {source.id: source for source in BOOK.sources}
FIVE, AGREE, ELEVEN = BOOK.scales
SEX, KIND = BOOK.groups
(VIA,) = BOOK.multi_selects
MORNING, NIGHT = datetime(2024, 1, 31, 9, 5, 3), datetime(2024, 2, 1, 0, 7, 0)


def style(kind, path="a.csv", **export):
    return style_of(SOURCES[kind], PlannedExport(source=kind, **export), path)


@pytest.mark.parametrize(
    ("kind", "path", "cell"),
    [
        ("google_forms", "a.csv", "มาก"), ("google_forms", "a.xlsx", "มาก"),
        ("microsoft_forms", "a.xlsx", "มาก"), ("limesurvey", "a.csv", "4"),
        ("spss", "a.sav", 4), ("workbook", "a.xlsx", 4), ("csv", "a.csv", "มาก"),
    ],
)  # fmt: skip
def test_an_answer_is_written_by_the_habit_of_its_kind(kind, path, cell):
    assert write_code(FIVE, 4, style(kind, path)) == cell


def test_the_plan_may_ask_for_the_other_writing():
    assert write_code(FIVE, 4, style("csv", answers="codes")) == "4"
    assert write_code(FIVE, 4, style("workbook", "a.xlsx", answers="labels")) == "มาก"
    assert write_code(FIVE, 4, style("limesurvey", headings="texts")) == "มาก"


def test_a_scale_that_takes_no_codes_is_written_in_labels():
    scale = AGREE.model_copy(update={"accept_codes": False})
    assert write_code(scale, 1, style("limesurvey")) == "ไม่เห็นด้วย"


def test_a_category_is_a_label_a_code_or_a_place():
    assert write_category(SEX, "m", style("csv")) == "ชาย"
    assert write_category(SEX, "m", style("limesurvey")) == "m"
    assert write_category(SEX, "m", style("spss", "a.sav")) == 2
    assert write_category(KIND, "x", style("workbook", "a.xlsx")) == "อื่น ๆ"


@pytest.mark.parametrize(
    ("kind", "path", "era", "cell"),
    [
        ("google_forms", "a.csv", "common", "2024/01/31 9:05:03 AM GMT+7"),
        ("google_forms", "a.csv", "buddhist", "31/1/2567, 09:05:03"),
        ("google_forms", "a.xlsx", "common", MORNING),
        ("limesurvey", "a.csv", "common", "2024-01-31 09:05:03"),
        ("csv", "a.csv", "common", "2024-01-31 09:05:03"),
        ("csv", "a.csv", "buddhist", "31/1/2567 09:05:03"),
        ("workbook", "a.xlsx", "common", MORNING),
        ("workbook", "a.xlsx", "buddhist", "31/1/2567 09:05:03"),
        ("spss", "a.sav", "common", MORNING),
    ],
)
def test_a_moment_is_written_as_its_kind_writes_it(kind, path, era, cell):
    assert write_time(MORNING, style(kind, path, era=era)) == cell


def test_midnight_is_twelve_in_the_morning():
    assert write_time(NIGHT, style("google_forms")) == "2024/02/01 12:07:00 AM GMT+7"


@pytest.mark.parametrize(
    ("kind", "path", "cell"),
    [
        ("google_forms", "a.csv", "เว็บไซต์, แอป, โทรศัพท์"),
        ("microsoft_forms", "a.xlsx", "เว็บไซต์, แอป;โทรศัพท์;"),
        ("csv", "a.csv", "เว็บไซต์, แอป;โทรศัพท์"),
    ],
)
def test_several_choices_are_joined_as_their_kind_joins_them(kind, path, cell):
    assert joined_options(VIA, frozenset({"tel", "web"}), style(kind, path)) == cell
    assert joined_options(VIA, frozenset(), style(kind, path)) == ""


def test_untidy_writings_all_mean_the_same():
    known = {key: code.code for key, code in scale_labels(FIVE)}
    random = np.random.RandomState(1)
    much = next(one for one in FIVE.codes if one.code == 4)
    found = {untidy_writing("มาก", much, style("csv"), random) for _ in range(200)}
    assert {"๔", "4 = มาก", " มาก", "มาก\u200b"} <= found
    assert {known[label_key(text)] for text in found} == {4}


def test_untidy_writings_in_cp874_have_its_letters_only():
    random = np.random.RandomState(1)
    much = next(one for one in FIVE.codes if one.code == 4)
    plain = style("csv", encoding="cp874")
    for _ in range(200):
        assert untidy_writing("มาก", much, plain, random).encode("cp874")


def test_a_category_is_never_written_as_a_number():
    random = np.random.RandomState(1)
    found = {untidy_writing("ชาย", None, style("csv"), random) for _ in range(100)}
    assert {label_key(text) for text in found} == {"ชาย"}
