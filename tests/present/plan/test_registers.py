"""The plan's registers: every row of the print, and targets that are not there are told."""

from collections import Counter

import pytest

from pmqa_analysis.blocks.html import block_html
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan import load_plan
from pmqa_analysis.present import Wording
from pmqa_analysis.present import plan as show
from pmqa_analysis.present.assessment import views_of
from tests.plan_samples import FOLDER, plan_files, real_plan
from tests.pmqa_samples import answers, box_row

TH, EN = Wording("th"), Wording("en")
REAL = real_plan()


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("draw", "rows"),
    [(show.kpi_table, 49), (show.duty_table, 47), (show.survey_table, 26)],
)
def test_a_register_has_every_row_of_the_plan(draw, rows):
    assert len(draw(REAL, 0, TH).rows) == rows


def test_the_22_processes_stand_with_their_kind():
    kinds = Counter(row[1] for row in texts(show.process_register(REAL, TH)))
    assert sum(kinds.values()) == 22
    assert set(kinds) == {"หลัก", "สนับสนุน"}


def test_an_indicator_says_whether_it_can_be_judged():
    rows = {row[0].split()[0]: row for row in texts(show.kpi_table(REAL, 0, TH))}
    assert rows["K3-03"][1] == "อย่างน้อย 70"
    assert rows["K3-03"][3] == "มีเป้าหมาย"
    assert rows["K4-01"][1:4] == ["-", "2565", "ไม่มีเป้าหมาย"]
    assert rows["K4-02"][1] == "ลดลง"
    assert rows["K4-02"][3] == "ไม่มีฐานให้เทียบ"


def test_one_category_has_its_own_indicators_surveys_and_duties():
    assert {row[0][:3] for row in texts(show.kpi_table(REAL, 3, TH))} == {"K3-"}
    assert all(row[0].startswith("S1-") for row in texts(show.survey_table(REAL, 1, TH)))
    duties = texts(show.duty_table(REAL, 3, TH))
    assert duties[0][3:] == ["ปีละสองรอบ", "244"]


def test_a_plan_without_them_has_no_tables(tiny):
    plan = load_plan(tiny(plan_files(kpis=())), Ledger(), FOLDER, 2563)
    assert show.kpi_table(plan, 0, TH) is None
    assert show.duty_table(plan, 0, TH) is None
    assert show.survey_table(plan, 0, EN) is None
    assert show.process_register(plan, EN) is None


def test_a_text_of_the_office_that_looks_like_a_page_stays_a_text():
    evil = "<script>alert(1)</script> [x](javascript:1) #text[*ตัวหนา*]"
    given = answers(box_row("b1", strengths=evil))
    (passage,) = views_of(given, 1, TH)
    html = block_html(passage)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "#text[*ตัวหนา*]" in html
