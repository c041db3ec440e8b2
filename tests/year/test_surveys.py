"""The surveys of a year: every file that the settings name, cleaned, joined, recorded."""

from hashlib import sha256

import pytest

from pmqa_analysis.clean.surveys.rows import RowCounts
from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.year import Year
from tests.clean.surveys.samples import PATH, SECRET, SPEED, a_row, found
from tests.offices import refused
from tests.year.offices import COUNTER, ONLINE, YEAR, book, csv_of, opened, survey_office

CORRECTION = """\
- id: slip
  file: {file}
  row: {{รหัส: "001"}}
  column: speed
  action: override
  expect: "{expect}"
  value: น้อย
  reason_th: พิมพ์ผิด
  reason_en: A slip
  who: ผู้ตรวจ
  date: 2024-02-01
"""


def correction(file=ONLINE, expect="มาก"):
    return CORRECTION.format(file=file, expect=expect)


def test_the_sources_are_one_data_set_with_the_source_on_every_record(tmp_path):
    survey = opened(tmp_path).open("small")
    assert survey.responses["source"].tolist() == ["online"] * 2 + ["counter"] * 2
    assert survey.responses.index.tolist() == [
        f"{ONLINE}:2", f"{ONLINE}:3", f"{COUNTER}:2", f"{COUNTER}:3"
    ]  # fmt: skip
    assert survey.counts == RowCounts(4, 4, 0, 0, 0)


def test_a_year_is_the_door(tmp_path):
    year = Year(survey_office(tmp_path), 2567)
    assert year.answers.names == ("small",)
    assert year.survey("small") is year.survey("small")


def test_every_file_is_recorded_with_its_hash(tmp_path):
    surveys = opened(tmp_path)
    surveys.open("small")
    expected = sha256((tmp_path / COUNTER).read_bytes()).hexdigest()
    assert surveys.office.inputs_read[COUNTER] == expected
    assert {ONLINE, PATH} <= set(surveys.office.inputs_read)


def test_an_earlier_year_is_read_by_its_own_file(tmp_path):
    row = a_row(9, ประทับเวลา="2023-01-31 09:05:03")
    survey = opened(tmp_path, last_year=csv_of(row)).open("small", 2566)
    assert list(survey.responses.index) == ["raw/2566/online.csv:2"]
    assert survey.fiscal_year == 2566


def test_an_earlier_year_has_its_own_rules(tmp_path):
    surveys = opened(tmp_path)
    assert surveys.rules("small", 2566).duplicates == "same_answers_and_time"
    earlier = YEAR.replace("2567", "2566").replace("[2566]", "[]")
    earlier = earlier.replace("codebook: small", "codebook: small, duplicates: none")
    (tmp_path / "settings" / "2566.yml").write_text(earlier, encoding="utf-8")
    assert surveys.rules("small", 2566).duplicates == "none"


@pytest.mark.parametrize(
    ("survey", "year", "words"),
    [("smal", None, ["settings/2567.yml", "smal", "small"]), ("small", 2560, ["2560", "2567"])],
)
def test_an_unknown_survey_or_year_is_refused(tmp_path, survey, year, words):
    with refused(SettingsError, *words):
        opened(tmp_path).open(survey, year)


def test_a_survey_without_any_file_is_refused(tmp_path):
    sources = [{"id": "online", "name_th": "ออนไลน์", "kind": "csv"}]
    with refused(SettingsError, "small", "2567"):
        opened(tmp_path, book=book(sources=sources)).open("small")


def test_the_faults_of_all_files_are_told_together(tmp_path):
    files = {"online": csv_of(a_row(โทร=SECRET)), "counter": csv_of(a_row(แฟกซ์=SECRET))}
    with refused(DataError, f"{ONLINE} [โทร]") as caught:
        opened(tmp_path, online=files["online"]).open("small")
    with pytest.raises(Exception, match="แฟกซ์") as both:
        opened(tmp_path, **files).open("small")
    assert "โทร" in str(both.value)
    assert SECRET not in str(both.value) + str(caught.value)


def test_files_that_cannot_be_read_are_told_together(tmp_path):
    surveys = opened(tmp_path, online="", counter="")
    with pytest.raises(Exception, match=ONLINE) as caught:
        surveys.open("small")
    assert COUNTER in str(caught.value)


def test_a_correction_is_applied_and_told(tmp_path):
    survey = opened(tmp_path, corrections=correction()).open("small")
    assert survey.responses["speed"].tolist() == [2, 4, 4, 4]
    assert found(survey) == [("corrected", f"{ONLINE}:2 [{SPEED}]")]


def test_a_correction_whose_guard_fails_is_refused_without_the_answer(tmp_path):
    with refused(DataError, "slip", f"{ONLINE}:2") as caught:
        opened(tmp_path, corrections=correction(expect="ปานกลาง")).open("small")
    assert "มาก " not in str(caught.value)


def test_a_year_opens_with_corrections_of_its_surveys_and_of_other_years(tmp_path):
    """They are checked where their files are read."""
    for file in (ONLINE, "raw/2566/online.csv"):
        Year(survey_office(tmp_path / file, corrections=correction(file)), 2567)
    with refused(DataError, "raw/2567/no.csv"):
        Year(survey_office(tmp_path / "none", corrections=correction("raw/2567/no.csv")), 2567)


def test_a_correction_of_a_year_without_codebook_or_settings_matches_nothing(tmp_path):
    with refused(DataError, "raw/2564/online.csv"):
        Year(survey_office(tmp_path, corrections=correction("raw/2564/online.csv")), 2567)


def test_a_duplicate_in_another_source_is_not_counted_twice(tmp_path):
    survey = opened(tmp_path, counter=csv_of(a_row(2), a_row(4))).open("small")
    assert survey.counts == RowCounts(4, 3, 0, 1, 0)
    assert found(survey) == [("duplicate", f"{COUNTER}:2")]


def test_units_have_no_history_where_the_office_has_none(tmp_path):
    assert opened(tmp_path).unit_history("small", "sex").changes == ()


def test_the_history_of_units_is_read_by_the_group(tmp_path):
    surveys = opened(tmp_path)
    path = tmp_path / "reference" / "unit_history.csv"
    path.write_text(
        "from_unit,to_unit,from_year,kind,reason_th,reason_en,source\nm,f,2567,renamed,ก,a,ข\n",
        encoding="utf-8",
    )
    assert surveys.unit_history("small", "sex").successors("m", 2566, 2567) == ("f",)
    with refused(SettingsError, "sax", "sex"):
        surveys.unit_history("small", "sax")
