"""SPSS files: exact codes, labels, missing values, dates, Thai in two encodings."""

import datetime

import pandas as pd
import pyreadstat
import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.limits import Limits
from tests.load.books import read, rows_of
from tests.offices import refused

FRAME = pd.DataFrame(
    {
        "q1": [5.0, 9.0, None, 98.0],
        "q2": [1.5, 2.0, 0.1, -1.0],
        "name": ["ก", "", "007", "มาก"],
        "day": [
            datetime.date(2024, 1, 31),
            None,
            datetime.date(2024, 2, 29),
            datetime.date(2024, 3, 1),
        ],
        "m1": [1.0, 0.0, 1.0, 0.0],
        "m2": [0.0, 1.0, 1.0, 0.0],
    }
)
OPTIONS = {
    "column_labels": {"q1": "ความพึงพอใจ"},
    "variable_value_labels": {"q1": {5.0: "มากที่สุด", 9.0: "ไม่มีความเห็น", 99.0: "ไม่ตอบ"}},
    "missing_ranges": {"q1": [{"lo": 97, "hi": 99}, 9.0]},
}


def sav(tmp_path, frame=FRAME, **options):
    path = tmp_path / "written.sav"
    pyreadstat.write_sav(frame, path, **options)
    return path.read_bytes()


@pytest.fixture
def load(tiny, tmp_path):
    def one(content=None, name="s.sav", **options):
        content = sav(tmp_path, **OPTIONS) if content is None else content
        (table,) = read(tiny, name, content, "spss", **options)
        return table

    return one


def test_codes_are_exact_text_and_cases_counted_from_one(load):
    table = load()
    assert rows_of(table)[1] == ["5", "1.5", "ก", "2024-01-31", "1", "0"]
    assert list(table.frame["q1"]) == ["5", "9", "", "98"]
    assert list(table.frame["q2"]) == ["1.5", "2", "0.1", "-1"]
    assert list(table.frame["name"]) == ["ก", "", "007", "มาก"]
    assert list(table.frame["day"]) == ["2024-01-31", "", "2024-02-29", "2024-03-01"]


def test_titles_labels_and_missing_codes_are_those_of_the_file(load):
    table = load()
    assert table.titles == {"q1": "ความพึงพอใจ"}
    assert table.labels["q1"] == {"5": "มากที่สุด", "9": "ไม่มีความเห็น", "99": "ไม่ตอบ"}
    assert set(table.missing["q1"]) == {"9", "98", "99"}
    assert "missing range: q1: 97 to 99" in table.remarks
    assert table.address(1, "q1") == "s.sav:1 [ความพึงพอใจ]"


def test_a_compressed_file_is_read(load, tmp_path):
    pyreadstat.write_sav(FRAME, tmp_path / "w.zsav", compress=True)
    assert load((tmp_path / "w.zsav").read_bytes(), "s.zsav").frame.loc[1, "q1"] == "5"


def test_a_file_in_cp874_is_read(load, tmp_path):
    frame = pd.DataFrame({"q": ["XYZ", "ok"]})
    content = sav(tmp_path, frame, column_labels={"q": "QWERTY"})
    thai = content.replace(b"XYZ", "มาก".encode("cp874")).replace(
        b"QWERTY", "ความเห"[:6].encode("cp874")
    )
    table = load(thai.replace(b"UTF-8", b"CP874"))
    assert list(table.frame["q"]) == ["มาก", "ok"]
    assert table.titles == {"q": "ความเห"}
    undeclared = load(thai)
    assert list(undeclared.frame["q"]) == ["มาก", "ok"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused(load, tmp_path, share):
    content = sav(tmp_path, **OPTIONS)
    with refused(DataError, "s.sav", "SPSS"):
        load(content[: int(len(content) * share)])


def test_a_file_of_another_encoding_is_refused(load, tmp_path):
    content = sav(tmp_path, pd.DataFrame({"q": ["XYZ"]})).replace(b"XYZ", b"\xe0\xb8\xff")
    with refused(DataError, "s.sav"):
        load(content, encoding="UTF-8")


def test_a_table_beyond_a_limit_is_refused(load):
    with refused(DataError, "rows", "4", "3"):
        load(limits=Limits(rows=3))
