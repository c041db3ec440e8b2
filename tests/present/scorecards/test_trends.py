"""Measures over the years: N/A, a dash and zero apart; and outlooks that are no facts."""

import pytest

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.forecast import find_forecasts
from pmqa_analysis.assess.scorecards.trends import find_trends
from pmqa_analysis.blocks import Figure, Heading, Passage, Table
from pmqa_analysis.present.scorecards import trends
from tests.assess.scorecards.reports import clean_rows, framework
from tests.present.scorecards.samples import WORDS, ids, texts

AGREEMENT = framework("agreement_2567")
TEACHERS = find_trends(AGREEMENT, "1.1")


def reported(*rows):
    """Return results of KPI 1.1: each row is an item, a month and a value."""
    return clean_rows(AGREEMENT, [
        {"kpi": "1.1", "item": item, "round": str(months), "value": value, "evidence": "ก"}
        for item, months, value in rows
    ])  # fmt: skip


def outlooks(*rows, months=12, last_year=None):
    figures = ScoreFigures(AGREEMENT, months, "equal_split")
    found = find_forecasts(AGREEMENT, reported(*rows), figures, last_year or {})
    return trends.forecast_table(found, AGREEMENT, WORDS)


def rows_of(name):
    """Return the rows of targets and results below the row that names a measure."""
    rows = texts(trends.trend_table(TEACHERS, WORDS))
    place = next(n for n, row in enumerate(rows) if row[0].startswith(name))
    return rows[place + 1], rows[place + 2]


def test_six_measures_have_targets_and_results_for_five_years():
    table = trends.trend_table(TEACHERS, WORDS)
    assert len(table.rows) == 18
    assert [column.title for column in table.columns[1:]] == [
        "ปี 2565", "ปี 2566", "ปี 2567", "ปี 2568", "ปี 2569",
    ]  # fmt: skip


def test_the_first_measure_is_printed_year_by_year():
    target, actual = rows_of("จำนวนเครือข่ายครูต้นแบบ")
    assert target == ["ค่าเป้าหมาย", "40", "40", "60", "60", "60"]
    assert actual == ["ผล", "41", "58", "-", "-", "-"]


def test_being_processed_is_not_a_dash():
    _, actual = rows_of("ร้อยละความรู้ ความเข้าใจของครู")
    assert actual[1:4] == ["90", "N/A", "-"]


def test_a_count_stands_beside_its_percentage():
    _, actual = rows_of("ร้อยละของครูต้นแบบ")
    assert actual[1] == "58.54 (24)"


def test_every_year_of_the_table_is_a_result():
    assert len(ids(trends.trend_table(TEACHERS, WORDS))) == 60


def test_the_chart_has_a_panel_for_each_measure_with_a_result():
    """The sixth measure begins in 2567 and has none yet."""
    chart = trends.trend_chart(TEACHERS, WORDS)
    assert "5 ช่อง" in chart.alt
    assert len(chart.numbers.rows) == 15
    assert trends.trend_chart(TEACHERS[5:], WORDS) is None


def test_targets_below_an_earlier_result_are_told():
    told = [b.text for b in trends.trend_section(TEACHERS, 2567, WORDS) if isinstance(b, Passage)]
    assert any("เป้าหมายปี 2567 คือ 85 ต่ำกว่าผล 90 ที่ทำได้แล้วในปี 2565" in text for text in told)
    assert any("เป้าหมายปี 2567 คือ 80 ต่ำกว่าผล 88.10" in text for text in told)
    assert len(told) == 3  # 85 < 90, 80 < 86.78, 80 < 88.10, and no other year's


def test_another_agency_stands_beside_the_own_result():
    found = list(trends.trend_section(find_trends(AGREEMENT, "2.3"), 2567, WORDS))
    told = [block.text for block in found if isinstance(block, Passage)]
    assert any("สำนักงานเลขาธิการสภาผู้แทนราษฎร ปี 2566 ได้ 95.13" in text for text in told)


def test_the_section_is_whole_or_not_there():
    kinds = [type(block) for block in trends.trend_section(TEACHERS, 2567, WORDS)]
    assert kinds[:3] == [Heading, Table, Figure]
    assert list(trends.trend_section((), 2567, WORDS)) == []


def test_without_a_report_nothing_is_projected():
    assert outlooks() is None


@pytest.mark.parametrize(
    ("rows", "months", "told"),
    [
        ([("L3-1", 6, "50")], 6, ["50.00", "100.00", "-", "→ มีแนวโน้มถึงเกณฑ์"]),
        ([("L3-1", 6, "40")], 6, ["40.00", "80.00", "-", "✗ เสี่ยงไม่ถึงเกณฑ์"]),
        ([("L3-1", 12, "100")], 12, ["100.00", "-", "-", "✓ ถึงเกณฑ์แล้ว"]),
        ([("L3-1", 12, "99")], 12, ["99.00", "-", "-", "✗ ไม่ถึงเกณฑ์"]),
    ],
)
def test_an_outlook_stands_beside_its_projection(rows, months, told):
    (row,) = texts(outlooks(*rows, months=months))
    assert row[3:] == told


def test_last_year_gives_a_second_projection():
    (row,) = texts(outlooks(("L3-1", 6, "40"), months=6, last_year={"1.1.P": {6: 40, 12: 100}}))
    assert row[4:] == ["80.00", "100.00", "△ ยังไม่แน่"]


def test_a_projection_says_that_it_is_no_fact():
    table = outlooks(("L3-1", 6, "40"), months=6)
    assert "ไม่ใช่ผลการดำเนินงาน" in table.notes[0]
    assert all("คาดการณ์" in table.columns[place].title for place in (4, 5))


def test_a_year_that_the_print_leaves_out_is_not_stated():
    rows = texts(trends.trend_table(find_trends(AGREEMENT, "2.3"), WORDS))
    assert rows[1] == ["ค่าเป้าหมาย", "ไม่ระบุ", "95"]
    assert rows[2] == ["ผล", "97.43", "ไม่ระบุ"]
