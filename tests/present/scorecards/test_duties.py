"""Reports owed, and the work of one unit: to whom, by when, in which role."""

from pmqa_analysis.present.scorecards import duties
from tests.present.scorecards.samples import WORDS, nothing_known, row_of, some_known, texts


def of_kpi(kpi, months=None):
    plan = nothing_known().framework
    return duties.duties_table(plan, plan.duties_of(kpi), WORDS, months=months)


def test_addressees_of_one_report_stand_in_their_order():
    rows = texts(of_kpi("2.3"))
    assert len(rows) == 3
    assert rows[2][3].endswith("แล้วเสนอ ก.ร.")
    assert rows[2][3].count("แล้วเสนอ") == 2
    assert "ก.ร." not in rows[0][3].replace("อ.ก.ร.", "")


def test_each_round_ends_on_the_last_day_of_its_month():
    ends = [row[4] for row in texts(of_kpi("2.4"))]
    assert ends == [
        "รอบ 6 เดือน สิ้นรอบ 31 มีนาคม 2567", "รอบ 9 เดือน สิ้นรอบ 30 มิถุนายน 2567",
        "รอบ 12 เดือน สิ้นรอบ 30 กันยายน 2567",
    ]  # fmt: skip


def test_a_report_without_a_printed_round_says_so():
    row = texts(of_kpi("1.1"))[0]
    assert row[2:4] == ["สำนักประชาสัมพันธ์", "หัวหน้าส่วนราชการ"]
    assert "ไม่ได้ระบุรอบ" in row[4]


def test_what_is_owed_in_this_round_is_marked():
    tones = [row.cells[4].tone for row in of_kpi("2.3", months=9).rows]
    assert tones == ["plain", "caution", "plain"]
    assert of_kpi("1.1", months=12).rows[0].cells[4].tone == "caution"


def test_the_hr_plan_owes_forty_one_reports_less_the_context():
    plan = nothing_known("hr_plan_2566").framework
    table = duties.duties_table(plan, plan.duties, WORDS)
    told = [row[0] for row in texts(table)]
    assert "ทั้งแผน" in told
    assert any("ไม่ได้ระบุผู้รับรายงาน" in row[3] for row in texts(table))


def test_without_a_duty_there_is_no_table():
    assert duties.duties_table(nothing_known().framework, [], WORDS) is None


def roles(unit):
    return nothing_known().framework.roles_of(unit)


def test_a_unit_is_told_what_it_reports_leads_and_supports():
    unit = nothing_known().framework.units["ICT"]
    text = "".join(run.text for run in duties.unit_answer(unit, roles("ICT"), WORDS))
    assert "เป็นผู้รายงาน 2 ตัวชี้วัด เป็นเจ้าภาพร่วม 2 ตัวชี้วัด และสนับสนุน 2 ตัวชี้วัด" in text


def test_every_role_of_a_unit_is_listed():
    table = duties.unit_roles_table(nothing_known(), roles("PR"), WORDS)
    assert [row[0][:3] for row in texts(table)] == ["1.1", "1.3", "1.4", "2.3", "2.4"]
    assert row_of(table, "1.1")[1:] == ["ผู้รายงาน", "สำนักประชาสัมพันธ์", "… ยังวัดไม่ได้"]


def test_a_unit_owes_the_reports_of_the_kpis_that_it_reports():
    plan = nothing_known().framework
    owed = duties.duties_of(plan, roles("HRD"))
    assert {duty.sheet for duty in owed} == {"2.2", "2.3"}
    assert duties.duties_of(plan, roles("AUD")) == []


def test_the_work_of_a_reporter_is_parted_from_that_of_others():
    card = some_known()
    own = list(duties.reported_work(card, roles("PR"), WORDS))
    shared = list(duties.shared_work(card, roles("PR"), WORDS))
    assert [table.name for table in own] == ["work_1.1"]
    assert [table.name for table in shared] == ["work_1.3", "work_1.4", "work_2.3", "work_2.4"]
    assert row_of(own[0], "ระดับ 1 ข้อ 1")[3:] == ["✓ ผ่าน", "หลักฐาน"]


def test_a_unit_that_reports_nothing_is_told_so():
    blocks = list(duties.reported_work(nothing_known(), roles("AUD"), WORDS))
    assert [block.text for block in blocks] == ["หน่วยงานนี้ไม่ได้เป็นผู้รายงานตัวชี้วัดใด"]


def test_where_nothing_was_reported_the_document_that_is_asked_is_named():
    table = next(iter(duties.reported_work(nothing_known(), roles("PR"), WORDS)))
    cell = table.rows[0].cells[4]
    assert (cell.text, cell.tone) == ("มีแผนการพัฒนาและเสริมสร้างการเมือง", "muted")
