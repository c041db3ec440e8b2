"""What is shown of how good the data are: figures with ids, addresses, never an answer."""

import re
from dataclasses import replace
from importlib.resources import files

import pytest

from pmqa_analysis.assess.quality.surveys import CarelessEffect
from pmqa_analysis.clean.issues import make_issue
from pmqa_analysis.present import Wording, data_quality
from pmqa_analysis.report import Report
from pmqa_analysis.year import Year
from tests.clean.surveys.samples import SECRET, SPEED, STAFF, a_row
from tests.year.offices import book, csv_of, survey_office

TH, EN = Wording(), Wording("en")


@pytest.fixture
def quality(tmp_path):
    """Return the data quality of the tiny office, its online file given as rows."""

    def read(*rows, **parts):
        office = survey_office(tmp_path, online=csv_of(*rows), book=book(**parts))
        return Year(office, 2567).quality

    return read


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def ids(table):
    return [cell.result for row in table.rows for cell in row.cells if cell.result]


def test_the_rows_of_each_source_with_the_ids_of_their_figures(quality):
    [survey] = quality(a_row(1), a_row(2, ยินยอม="ไม่")).surveys
    table = data_quality.rows_by_source(survey, TH)
    assert texts(table) == [
        ["ออนไลน์", "2", "1", "1", "0", "0", "100.00"],
        ["จุดบริการ", "2", "2", "0", "0", "0", "100.00"],
        ["ทุกแหล่ง", "4", "3", "1", "0", "0", "100.00"],
    ]
    assert ids(table)[0] == "2567/small-online/rows_in"
    assert len(ids(table)) == 18


def test_the_names_of_sources_in_english(quality):
    [survey] = quality(a_row(1)).surveys
    names = [row[0] for row in texts(data_quality.rows_by_source(survey, EN))]
    assert names == ["Online", "Counter", "All sources"]
    assert data_quality.survey_heading(survey, EN).text == "แบบสำรวจเล็ก"


def test_response_rates_need_a_population(quality):
    [survey] = quality(a_row(1)).surveys
    assert data_quality.response_rates(survey, TH) is None


def test_response_rates_by_group(quality):
    people = [{"year": 2567, "n": 4}, {"year": 2567, "n": 3, "group": "sex", "category": "f"}]
    [survey] = quality(a_row(1), respondents=people).surveys
    table = data_quality.response_rates(survey, TH)
    assert texts(table) == [["เพศ"], ["หญิง", "3", "*"], ["ทั้งหมด", "4", "75.00"]]
    assert table.notes == (TH.text("note.suppressed"),)


def test_each_item_with_its_completeness(quality):
    [survey] = quality(a_row(1, **{SPEED: ""})).surveys
    table = data_quality.completeness_by_item(survey, TH)
    assert texts(table)[0] == [SPEED, "3", "66.67", "0"]


def issues_table(survey, words=TH):
    return list(data_quality.issues_section(survey, words))[1]


def test_issues_name_their_rows_column_by_column_and_no_answer(quality):
    rows = [a_row(number, **{SPEED: SECRET}) for number in (1, 2)]
    [survey] = quality(*rows, a_row(5, ยินยอม=SECRET)).surveys
    table = issues_table(survey)
    assert texts(table)[:2] == [
        ["คำตอบไม่มีในสมุดรหัส", "ต้องแก้ไข", "2", f"raw/2567/online.csv [{SPEED}] แถว 2, 3"],
        ["คัดออกทั้งแถว", "ควรดู", "1", "raw/2567/online.csv แถว 4"],
    ]
    assert SECRET not in str(table)


def test_a_file_is_named_once_for_its_columns(quality):
    row = a_row(1, **{SPEED: SECRET, STAFF: SECRET})
    [survey] = quality(row).surveys
    cell = texts(issues_table(survey))[0][3]
    assert cell == f"raw/2567/online.csv [{SPEED}] แถว 2 · [{STAFF}] แถว 2"


def test_too_few_careless_answers_are_told_without_a_table(quality):
    [survey] = quality(a_row(1)).surveys
    mean = replace(survey.careless, status="suppressed", value=None)
    few = CarelessEffect(survey.items[0].item, mean, mean, mean)
    _, said = data_quality.careless_section(replace(survey, effects=(few,)), TH)
    assert said.text.startswith("ผู้ตอบอย่างไม่ตั้งใจมี 0 คน น้อยกว่าเกณฑ์ขั้นต่ำ")


def test_many_rows_are_cut_and_it_is_said(quality):
    rows = [a_row(number, ประทับเวลา=f"2024-01-31 09:{number:02d}:00", **{SPEED: "xx"})
            for number in range(1, 40)]  # fmt: skip
    [survey] = quality(*rows).surveys
    cell = texts(issues_table(survey))[0][3]
    assert cell.endswith(" 31 · และที่อื่น")


def test_no_issues_are_said(quality):
    [survey] = quality(a_row(1)).surveys
    assert issues_table(survey).text == "ไม่พบข้อสังเกต"


def test_questions_that_drifted_are_listed(quality):
    two = {2566: "two", 2567: "five"}
    items = [{"id": "speed", "titles": [SPEED], "scale": two, "kind": "satisfaction"},
             {"id": "staff", "titles": [{"text": "ความสุภาพของเจ้าหน้าที่", "years": [2567]},
                                        {"text": "มารยาทของเจ้าหน้าที่", "years": [2566]}],
              "scale": "five", "kind": "satisfaction"}]  # fmt: skip
    found = quality(a_row(1), items=items)
    _, *told = data_quality.drift_section(found.drift("small"), TH)
    assert [passage.text.partition(" ")[0] for passage in told] == ["มาตรวัดเปลี่ยน", "ข้อความเปลี่ยน"]
    assert "0." in told[1].text


def test_a_first_year_has_no_drift(quality):
    found = quality(a_row(1), years=[2567])
    [_, said] = data_quality.drift_section(found.drift("small"), TH)
    assert said.text == TH.text("quality.first_survey_year")


def test_questions_that_did_not_drift_say_so():
    _, said = data_quality.drift_section([], TH)
    assert said.text == "ข้อคำถาม มาตรวัด และลำดับตรงกับปีก่อน"


def test_how_each_file_was_read(quality):
    [survey] = quality(a_row(1)).surveys
    said = [one.text for one in data_quality.reading_notes(survey, TH)]
    assert said[0] == "raw/2567/online.csv อ่านโดยใช้ รหัสอักขระ utf-8, ตัวคั่น จุลภาค และหัวตารางแถว 1"


def test_a_path_keeps_its_digits_in_thai_numerals(quality):
    [survey] = quality(a_row(1, **{SPEED: "xx"})).surveys
    thai = Wording("th", "thai")
    assert "raw/2567/online.csv" in texts(issues_table(survey, thai))[0][3]
    assert texts(issues_table(survey, thai))[0][2] == "๑"


def test_the_answer_says_what_there_is_to_go_by(quality):
    found = quality(a_row(1))
    answer = data_quality.quality_answer(found.surveys, found.printed, TH)
    said = "".join(run.text for run in answer)
    assert said == "แบบสำรวจเล็ก รับมา 3 ชุด ใช้ได้ 3 ชุด ตอบครบร้อยละ 100.00 ของข้อที่ถาม"
    assert found.printed is None


def test_the_committees_page_asks_for_a_look_where_something_was_found(quality):
    found = quality(a_row(1, **{SPEED: "xx"}), a_row(2, ยินยอม="ไม่"))
    table = data_quality.sureness(found.surveys, found.printed, TH)
    signs = {row[0]: row[1:3] for row in texts(table) if len(row) > 1}
    assert signs["แบบสอบถามที่ใช้ได้"] == ["3", "ใช้ประกอบ"]
    assert signs["อัตราตอบกลับ (ร้อยละ)"] == ["-", "! ควรดู"]
    assert signs["คำตอบที่ไม่มีในสมุดรหัส"] == ["1", "! ควรดู"]
    assert signs["แถวที่ซ้ำ"] == ["0", "✓ ปกติ"]
    means = {row[0]: row[3] for row in texts(table) if len(row) > 1}
    assert means["แถวที่ซ้ำ"] == "ไม่พบ"
    assert "ไม่ได้ระบุจำนวนประชากร" in means["อัตราตอบกลับ (ร้อยละ)"]


def test_the_committees_page_of_2563(senate):
    printed = senate.quality.printed
    table = data_quality.sureness([], printed, EN)
    rows = {row[0]: row[1:3] for row in texts(table) if len(row) > 1}
    assert rows["Figures on which sections differ"] == ["2", "! look at it"]
    assert rows["Values not reported"] == ["0", "✓ fine"]


def test_what_each_section_of_2563_lacks(senate):
    table = data_quality.lacking_by_section(senate.quality.printed, EN)
    assert [column.title for column in table.columns][1:] == ["Stated", "Printed “-”"]
    assert texts(table)[-1] == ["All sections", "217", "28"]


def test_what_else_the_print_of_2563_lacks(senate):
    said = [one.text for one in data_quality.printed_checks(senate.quality.printed, EN)]
    assert len(said) == 3
    assert said[0].startswith("10 of 30 indicators have a value in this year alone")


def test_corrections_are_listed_with_their_reasons(senate):
    said = [one.text for one in data_quality.correction_items(senate.quality.corrections, TH)]
    assert len(said) == 2
    assert said[0].startswith("แก้ค่า reference/measures.csv:8 [name_th]")


def test_no_corrections_are_said(quality):
    [said] = data_quality.correction_items(quality(a_row(1)).corrections, TH)
    assert said.text == TH.text("quality.no_corrections")


@pytest.mark.parametrize("words", [TH, EN], ids=["th", "en"])
def test_every_kind_of_issue_of_a_survey_has_a_name(words):
    told = files("pmqa_analysis").joinpath("assets", "messages", "surveys.yml")
    kinds = re.findall(r"^issue\.(\w+):", told.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(kinds) > 25
    assert [kind for kind in kinds if not words.text(f"issue_kind.{kind}")] == []
    assert make_issue("partial", "a:1").severity == "info"


def test_every_figure_that_is_shown_is_known_to_the_seal(tmp_path):
    office = survey_office(tmp_path, online=csv_of(a_row(1, **{SPEED: "xx"})))
    report = Report("data_quality", office, 2567, TH)
    [survey] = report.quality.surveys
    known = report.known_results()
    assert [one for one in ids(data_quality.rows_by_source(survey, TH)) if one not in known] == []
    assert [one for one in ids(issues_table(survey)) if one not in known] == []
