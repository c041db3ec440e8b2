"""SPSS .sav and .zsav, written by pyreadstat: codes, labels, user-missing values, sets."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from tests.planted.survey import (
    BUREAU,
    FIVE,
    ITEMS,
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

NAMES = {"id": "v_id", "at": "v_at", "agree": "v_agree", "sex": "v_sex", "bureau": "v_bureau",
         **{name: f"v_{name}" for name in ITEMS}, "wish": "v_wish"}  # fmt: skip
OPTIONS = {f"via_{code}": code for code in VIA}
SEXES, BUREAUS = [*SEX], [*BUREAU]


def codebook():
    base = book("spss", own_columns=True)
    content = base.model_dump()
    for option, key in zip(content["multi_selects"][0]["options"], OPTIONS, strict=True):
        option["keys"] = (key,)
    return type(base).model_validate(content)


def frame(answers):
    rows = [
        {
            "v_id": one.id, "v_at": str(one.at), "v_agree": "ยินยอม",
            "v_sex": float(SEXES.index(one.sex) + 1),
            "v_bureau": float(BUREAUS.index(one.bureau) + 1),
            **{f"v_{name}": float(code) for name, code in one.items.items()},
            **{key: float(code in one.via) for key, code in OPTIONS.items()},
            "v_wish": one.wish,
        }
        for one in answers
    ]  # fmt: skip
    return pd.DataFrame(rows)


def content(data, folder, suffix=".sav", **more):
    """Return the file that pyreadstat writes of a frame."""
    path = folder / f"s{suffix}"
    five = {float(code): text for code, text in FIVE.items()} | {9.0: NEVER}
    labels = {f"v_{name}": five for name in ITEMS}
    labels["v_sex"] = dict(enumerate(SEX.values(), start=1))
    labels["v_bureau"] = dict(enumerate(BUREAU.values(), start=1))
    titles = {NAMES[name]: TITLES[name] for name in NAMES} | {
        key: VIA[code] for key, code in OPTIONS.items()
    }
    options = {
        "column_labels": titles, "variable_value_labels": labels,
        "missing_ranges": {f"v_{name}": [9.0, 99.0] for name in ITEMS},
        "row_compress": suffix == ".zsav",
    } | more  # fmt: skip
    pyreadstat.write_sav(data, str(path), **options)
    return path.read_bytes()


def with_faults(data):
    data.loc[0, "v_speed"] = 6.0
    data.loc[1, "v_staff"] = 4.5
    data.loc[2, "v_place"] = 0.0
    data.loc[3, "v_sex"] = 7.0
    data.loc[4, "v_bureau"] = 9.0
    data.loc[5, "via_tel"] = 3.0
    data.loc[6, "v_at"] = "31/02/2024 10:00"
    data.loc[7, "v_id"] = "8"
    data.loc[9, "v_at"] = "2021-01-31 09:00:00"
    data.loc[10, "v_agree"] = ""
    data.loc[11, "v_info"] = -1.0
    return pd.concat([data, data.iloc[[20]]], ignore_index=True)


def wanted(path):
    cells = {
        (1, "speed"): "off_scale", (2, "staff"): "off_scale", (3, "place"): "off_scale",
        (4, "sex"): "unknown_answer", (5, "bureau"): "unknown_answer",
        (7, "at"): "unreadable_time", (8, "id"): "short_id", (12, "info"): "off_scale",
    }  # fmt: skip
    found = [(kind, f"{path}:{row} [{TITLES[name]}]") for (row, name), kind in cells.items()]
    found += [("unknown_answer", f"{path}:6 [{VIA['tel']}]"), ("outside_year", f"{path}:10"),
              ("rejected", f"{path}:11"), ("duplicate", f"{path}:25")]  # fmt: skip
    return sorted(found)


@pytest.mark.parametrize("suffix", [".sav", ".zsav"])
def test_twelve_faults_are_named_and_no_other(tmp_path, suffix):
    path = f"s{suffix}"
    survey = cleaned(path, content(with_faults(frame(sound())), tmp_path, suffix), codebook())
    assert told(survey) == wanted(path)
    assert len(wanted(path)) == 12


@pytest.mark.parametrize("suffix", [".sav", ".zsav"])
def test_no_other_answer_is_lost_or_changed(tmp_path, suffix):
    answers = sound()
    data = with_faults(frame(answers))
    survey = cleaned(f"s{suffix}", content(data, tmp_path, suffix), codebook())
    but = {("001", "speed"), ("002", "staff"), ("003", "place"), ("004", "sex"),
           ("005", "bureau"), ("006", "tel"), ("007", "at"), ("008", "row"), ("010", "at"),
           ("011", "row"), ("012", "info")}  # fmt: skip
    assert differences(survey, answers, but=but) == []


@pytest.mark.parametrize("suffix", [".sav", ".zsav"])
def test_sound_answers_come_back_without_an_issue(tmp_path, suffix):
    answers = sound()
    survey = cleaned(f"s{suffix}", content(frame(answers), tmp_path, suffix), codebook())
    assert (told(survey), differences(survey, answers)) == ([], [])


def test_user_missing_values_are_non_answers_or_blanks(tmp_path):
    data = frame(sound())
    data.loc[0, "v_speed"], data.loc[1, "v_speed"], data.loc[2, "v_speed"] = 9.0, 99.0, np.nan
    survey = cleaned("s.sav", content(data, tmp_path), codebook())
    assert told(survey) == []
    assert survey.responses["speed"].isna().tolist()[:4] == [True, True, True, False]
    assert survey.non_answers["speed"].fillna(0).tolist()[:3] == [9, 0, 0]


def test_a_file_that_counts_the_other_way_is_read_by_its_labels_and_told(tmp_path):
    data = frame(sound())
    data["v_speed"] = 6 - data["v_speed"]
    turned = {float(6 - code): text for code, text in FIVE.items()}
    labels = {f"v_{name}": {float(code): text for code, text in FIVE.items()} for name in ITEMS}
    labels |= {"v_speed": turned, "v_sex": dict(enumerate(SEX.values(), start=1)),
               "v_bureau": dict(enumerate(BUREAU.values(), start=1))}  # fmt: skip
    survey = cleaned("s.sav", content(data, tmp_path, variable_value_labels=labels), codebook())
    assert told(survey) == [("labels_differ", f"s.sav [{TITLES['speed']}]")]
    assert differences(survey, sound()) == []
