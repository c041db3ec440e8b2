"""The forms of assessment and progress: what they ask, and that the readers take them back."""

import io

import openpyxl
import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan import PROGRESS_COLUMNS, load_plan, load_progress
from pmqa_analysis.clean.pmqa import ASSESSMENT_COLUMNS, box_rows, load_answers
from pmqa_analysis.present.entry_sheets import assessment_form, progress_form
from pmqa_analysis.publish.entry_book import workbook_bytes
from tests.plan_samples import FOLDER, plan_files
from tests.pmqa_samples import edition, gated


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def titles(sheet):
    return tuple(cell.value for cell in sheet[1])


@pytest.mark.parametrize("name", ["pmqa4", "pmqa2562"])
def test_the_form_has_the_columns_and_rows_of_the_edition(name):
    criteria = edition(name)
    sheet = opened(workbook_bytes(assessment_form(criteria)))
    assert titles(sheet) == ASSESSMENT_COLUMNS
    boxes = [row["box"] for row in box_rows(criteria)]
    assert [sheet.cell(row, 2).value for row in range(2, 2 + len(boxes))] == boxes


def test_a_score_is_chosen_from_a_list():
    sheet = opened(workbook_bytes(assessment_form(gated())))
    ranges = {str(rule.sqref)[0] for rule in sheet.data_validations.dataValidation}
    letters = {sheet.cell(1, number).value: sheet.cell(1, number).column_letter
               for number in range(1, 8)}  # fmt: skip
    assert {letters["self"], letters["assessor"]} <= ranges


def test_the_empty_form_is_an_assessment_that_says_nothing(tiny):
    office = tiny({"raw/2563/a.xlsx": workbook_bytes(assessment_form(gated()))})
    answers = load_answers(office, Ledger(), "raw/2563/a.xlsx", gated())
    assert len(answers.by_box) == 7
    assert {answer.self for answer in answers.by_box.values()} == {None}


def test_a_simulated_office_s_form_says_so():
    sheet = opened(workbook_bytes(assessment_form(gated(), simulated=True)))
    assert "ข้อมูลจำลอง" in sheet["A1"].comment.text


def test_the_empty_form_of_the_progress_reports_nothing(tiny):
    office = tiny(plan_files())
    plan = load_plan(office, Ledger(), FOLDER, 2563)
    content = workbook_bytes(progress_form(plan))
    office = tiny(plan_files(), {"raw/2563/p.xlsx": content})
    assert load_progress(office, Ledger(), "raw/2563/p.xlsx", plan) == ()
    assert titles(opened(content)) == PROGRESS_COLUMNS


def test_a_filled_form_of_the_progress_is_read(tiny):
    plan = load_plan(tiny(plan_files()), Ledger(), FOLDER, 2563)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(progress_form(plan))))
    sheet = book.worksheets[0]
    given = {"round": "6", "status": "running", "percent": "35", "reporter": "สำนักหนึ่ง"}
    for name, text in given.items():
        sheet.cell(2, titles(sheet).index(name) + 1, text)
    out = io.BytesIO()
    book.save(out)
    office = tiny(plan_files(), {"raw/2563/p.xlsx": out.getvalue()})
    (report,) = load_progress(office, Ledger(), "raw/2563/p.xlsx", plan)
    assert (report.activity, report.percent) == ("A", 35)


def test_the_same_form_is_the_same_file():
    assert workbook_bytes(assessment_form(gated())) == workbook_bytes(assessment_form(gated()))
