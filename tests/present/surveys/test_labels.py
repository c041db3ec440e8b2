"""What the parts of a survey are called, in both languages."""

import pytest

from pmqa_analysis.present import Wording
from pmqa_analysis.present.surveys.labels import SurveyLabels
from tests.measure.samples import BOOK, a_book

GRID = {"id": "grid", "titles": ["ความพึงพอใจต่อเจ้าหน้าที่ [พูดจาสุภาพ]"], "scale": "five",
        "kind": "satisfaction", "name_en": "Polite", "aspect": "people"}  # fmt: skip
OLD = {"id": "site", "scale": "five", "kind": "satisfaction", "titles": [
    {"text": "เว็บไซต์ครบถ้วน", "years": [2566]}, {"text": "เว็บไซต์เป็นปัจจุบัน", "years": [2567]},
]}  # fmt: skip


def labels(language="th", year=2567, numerals="arabic"):
    book = a_book(items=[*BOOK["items"], GRID, OLD], name_en="Small survey")
    return SurveyLabels(book, year, Wording(language, numerals))


def test_a_question_of_a_grid_is_its_part_in_brackets():
    assert labels().item("grid") == "พูดจาสุภาพ"


def test_the_wording_is_that_of_the_year():
    assert labels(year=2566).item("site") == "เว็บไซต์ครบถ้วน"
    assert labels(year=2567).item("site") == "เว็บไซต์เป็นปัจจุบัน"


def test_english_falls_back_to_thai():
    assert labels("en").item("grid") == "Polite"
    assert labels("en").item("speed") == "รวดเร็ว"


def test_a_reversed_question_says_so():
    assert labels().item("waits") == "รอนาน (ข้อความเชิงลบ)"
    assert labels("en").item("waits").endswith("(negative wording)")


@pytest.mark.parametrize(
    ("score", "name"),
    [("satisfaction", "ความพึงพอใจ"), ("satisfaction.pace", "ความรวดเร็ว"),
     ("index-happiness", "ความสุข"), ("satisfaction-five", "ความพึงพอใจ"),
     ("satisfaction.people-five", "เจ้าหน้าที่")],
)  # fmt: skip
def test_a_score_is_named_after_its_aspect_or_its_kind(score, name):
    assert labels().score(score) == name


def test_groups_and_sources_have_names_and_categories():
    assert labels().group("sex") == "เพศ"
    assert labels().categories("sex") == [({"sex": "f"}, "หญิง"), ({"sex": "m"}, "ชาย")]
    assert labels().group("source") == Wording().text("survey_label.source")


def test_a_source_without_a_file_that_year_is_left_out():
    assert labels().categories("source") == []


def test_points_run_from_the_lowest_without_non_answers():
    assert labels().points("five") == [f"ระดับ {code}" for code in (1, 2, 3, 4, 5)]


def test_options_are_named_as_the_counts_name_them():
    assert labels().options("via") == [("via__web", "เว็บ"), ("via__tel", "โทร")]
    assert labels().question("via") == "ช่องทาง"


def test_digits_are_those_of_the_report():
    assert labels(numerals="thai").points("five")[0] == "ระดับ ๑"


def test_the_survey_has_its_own_name():
    assert (labels().survey, labels("en").survey) == ("แบบสำรวจเล็ก", "Small survey")


def test_a_list_of_questions_is_quoted():
    assert labels().listing(["speed", "staff"]) == "“รวดเร็ว” และ “สุภาพ”"
