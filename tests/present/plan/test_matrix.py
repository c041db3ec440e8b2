"""The responsibility matrix: a mark where the print names a unit, and nothing elsewhere."""

from pmqa_analysis.present import Wording
from pmqa_analysis.present.plan import responsibility_matrix
from tests.plan_samples import real_plan

TH, EN = Wording("th"), Wording("en")
REAL = real_plan()


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_an_owner_has_a_full_mark_and_one_that_takes_part_an_open_one(plan):
    table = responsibility_matrix(plan, 1, TH)
    assert texts(table) == [["A กิจกรรม A", "●", ""], ["B กิจกรรม B", "", "○"]]
    assert [column.title for column in table.columns] == ["กิจกรรม", "1", "2"]


def test_the_note_names_the_units_by_their_numbers(plan):
    assert responsibility_matrix(plan, 1, TH).notes[-1] == "1 สำนักหนึ่ง; 2 ทุกสำนัก"
    assert responsibility_matrix(plan, 1, EN).notes[-1] == "1 First; 2 All"


def test_a_category_without_units_has_no_matrix(plan):
    assert responsibility_matrix(plan, 9, TH) is None


def test_the_full_marks_of_the_policy_bureau_are_its_59_rows():
    marks = 0
    for category in REAL.heads:
        table = responsibility_matrix(REAL, category, TH)
        named = [part.split(" ", 1)[1] for part in table.notes[-1].split("; ")]
        if "สำนักนโยบายและแผน" in named:
            column = named.index("สำนักนโยบายและแผน") + 1
            marks += sum(row[column] == "●" for row in texts(table))
    assert marks == 59


def test_a_report_shows_the_tables_that_there_are_and_passes_over_the_others(senate, monkeypatch):
    import IPython.display

    from pmqa_analysis.report import Report

    shown = []
    monkeypatch.setattr(IPython.display, "display", shown.append)
    report = Report("plan_progress", senate.office, 2563, TH)
    report.show(responsibility_matrix(REAL, number, TH) for number in (3, 9, 5))
    assert [table.name for table in shown] == ["responsibility_3", "responsibility_5"]
