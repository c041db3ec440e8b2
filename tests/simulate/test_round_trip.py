"""Simulate, export, load, clean: the drawn answers come back, and every planted fault is found."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_analysis.clean.surveys.answers import BLANK
from tests.simulate.samples import KINDS, a_plan, expected_codes, found_codes, made, read_back

FORMATS = {
    "google csv": ("google_forms", "a.csv", {}),
    "google csv, Buddhist Era": ("google_forms", "a.csv", {"era": "buddhist"}),
    "google xlsx": ("google_forms", "a.xlsx", {}),
    "microsoft xlsx": ("microsoft_forms", "a.xlsx", {}),
    "limesurvey codes": ("limesurvey", "a.csv", {"headings": "codes"}),
    "limesurvey texts": ("limesurvey", "a.csv", {"headings": "texts"}),
    "limesurvey both": ("limesurvey", "a.csv", {"headings": "both", "answers": "labels"}),
    "sav": ("spss", "a.sav", {}),
    "zsav": ("spss", "a.zsav", {}),
    "excel by hand": ("workbook", "a.xlsx", {"untidy": 0.3}),
    "excel by hand, labels, Buddhist Era":
        ("workbook", "a.xlsx", {"answers": "labels", "era": "buddhist"}),
    "csv": ("csv", "a.csv", {"untidy": 0.3}),
    "csv of codes": ("csv", "a.csv", {"answers": "codes", "delimiter": ";"}),
    "csv in cp874": ("csv", "a.csv", {"encoding": "cp874", "untidy": 0.3}),
    "csv with a mark": ("csv", "a.csv", {"encoding": "utf-8-sig", "era": "buddhist"}),
    "tsv in utf-16": ("csv", "a.tsv", {"encoding": "utf-16"}),
}  # fmt: skip
MESSY = {name: one for name, one in FORMATS.items() if "of codes" not in name}


def assert_same_answers(export, survey, kept):
    drawn = export.drawn
    responses = survey.responses.reset_index(drop=True)
    assert len(responses) == len(kept)
    for item in drawn.items:
        assert found_codes(survey, item) == expected_codes(export, item, kept), item
    for group, codes in drawn.groups.items():
        assert responses[group].astype(object).tolist() == [codes[row] for row in kept], group
    for name, chosen in drawn.chosen.items():
        for code in ("web", "tel"):
            wanted = [code in chosen[row] if chosen[row] else None for row in kept]
            told = [None if pd.isna(one) else bool(one) for one in responses[f"{name}__{code}"]]
            assert told == wanted, code
    wishes = survey.texts["wish"].fillna("").tolist()
    assert wishes == [drawn.texts["wish"][row] for row in kept]
    assert list(responses["submitted"]) == [pd.Timestamp(drawn.submitted[row]) for row in kept]


@pytest.mark.parametrize("name", FORMATS)
def test_the_drawn_answers_come_back_and_nothing_is_doubted(tmp_path, name):
    kind, path, own = FORMATS[name]
    export = made(kind, path, **own)
    survey = read_back(tmp_path, export, kind)
    # the note below a workbook made by hand may be told: it is true
    assert {one.kind for one in survey.issues} <= {"note_below"}
    assert_same_answers(export, survey, list(range(60)))


@pytest.mark.parametrize("name", MESSY)
def test_planted_faults_are_found_each_in_its_cell_and_the_rest_is_unharmed(tmp_path, name):
    kind, path, own = MESSY[name]
    export = made(kind, path, messy=12, plan=a_plan(careless=0.05), **own)
    assert len(export.planted) == 12
    survey = read_back(tmp_path, export, kind)
    counts = Counter(one.kind for one in export.planted)
    issues = Counter(one.kind for one in survey.issues)
    careless = int(export.drawn.careless.sum())
    assert issues.pop("straight_line", 0) == issues.pop("too_fast", 0) == careless == 3
    blank = counts.pop("blank")
    issues.pop("note_below", 0)
    assert issues == counts
    assert survey.counts.blank == blank
    assert survey.counts.rows_in == len(export.rows)
    assert places(survey) == planted_places(export, survey)
    kept = rows_kept(export)
    for item in export.drawn.items:
        lost = {export.rows[one.row] for one in export.planted if one.column == item}
        wanted = [
            None if row in lost else code
            for row, code in zip(kept, expected_codes(export, item, kept), strict=True)
        ]
        assert found_codes(survey, item) == wanted, item


def places(survey):
    """Return kind and number of the row of every issue that was planted."""
    aside = ("straight_line", "too_fast", "note_below")
    return sorted((one.kind, row_number(one.address)) for one in survey.issues
                  if one.kind not in aside)  # fmt: skip


def row_number(address):
    digits = "".join(one if one.isdigit() else " " for one in address.partition(" [")[0])
    return int(digits.split()[-1])


def planted_places(export, survey):
    """Return the same of what was planted: rows of the file are counted below its header."""
    first = row_number(survey.responses.index[0]) - rows_of(export).index(0)
    return sorted((one.kind, one.row + first) for one in export.planted if one.kind != "blank")


def rows_of(export):
    return list(export.rows)


def rows_kept(export):
    """Return the respondents kept, in the order of the file."""
    gone = {one.row for one in export.planted if one.kind in ("rejected", "duplicate")}
    return [row for place, row in enumerate(export.rows) if row is not None and place not in gone]


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from(KINDS), seed=st.integers(0, 2**31), n=st.integers(2, 40),
    messy=st.integers(0, 12), blanks=st.floats(0, 0.5), careless=st.floats(0, 0.3),
)  # fmt: skip
def test_no_row_is_lost_whatever_is_drawn(tmp_path_factory, kind, seed, n, messy, blanks, careless):
    path = {"spss": "a.sav", "workbook": "a.xlsx", "microsoft_forms": "a.xlsx"}.get(kind, "a.csv")
    plan = a_plan(blanks=blanks, careless=careless)
    export = made(kind, path, plan=plan, n=n, seed=seed, messy=messy)
    survey = read_back(tmp_path_factory.mktemp("office"), export, kind)
    counts = survey.counts
    assert counts.rows_in == counts.kept + counts.rejected + counts.duplicates + counts.blank
    planted = Counter(one.kind for one in export.planted)
    assert counts.kept == n - planted["rejected"]
    assert counts.duplicates == planted["duplicate"]
    answered = sum(int((codes != BLANK).sum()) for codes in export.drawn.items.values())
    found = sum(int(survey.codes(item).notna().sum()) for item in export.drawn.items)
    rejected = [export.rows[one.row] for one in export.planted if one.kind == "rejected"]
    set_aside = sum(int(np.count_nonzero(codes[rejected] != BLANK))
                    for codes in export.drawn.items.values())  # fmt: skip
    assert found <= answered - set_aside
    assert found >= answered - set_aside - len(export.planted)
