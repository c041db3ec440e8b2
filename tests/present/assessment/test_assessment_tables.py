"""A standing on the page: points, levels, differences, gaps; nothing where nothing is."""

import math

import pytest

from pmqa_analysis.assess.pmqa import assess_standing, find_gaps
from pmqa_analysis.clean.pmqa import LockRecord
from pmqa_analysis.present import Wording
from pmqa_analysis.present import assessment as show
from pmqa_analysis.present.assessment.figures import _share
from tests.offices import assessed
from tests.pmqa_samples import BASIC, EVIDENCE, answers, box_row, edition, gated, ticked

TH, EN = Wording("th"), Wording("en")
RESULTS = {
    "7.1": [assessed("100", ["103"])],
    "7.2": [assessed("100", ["90"])],
}
GIVEN = answers(
    *(box_row(box, assessor="yes", assessor_reason="ตรวจแล้ว") for box in BASIC),
    box_row("a1", assessor="no", assessor_reason="หลักฐานไม่พอ", strengths="ทำได้ดี"),
    {"item": "1.2", "box": "c1", "self": "no", "improvements": "ควรเร่งทำ"},
)


def standing_of(given=GIVEN, results=RESULTS, year=2565, criteria=None):
    return assess_standing(year, criteria or gated(), given, results)


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_each_category_has_both_sides_and_a_total_stands_last():
    table = show.standing_table(standing_of(), TH)
    assert texts(table) == [
        ["หมวด 1 หมวดหนึ่ง", "175.00", "300.00"],
        ["หมวด 7 ผลลัพธ์", "335.00", "335.00"],
        ["รวม", "255.00", "317.50"],
    ]
    assert table.rows[-1].kind == "total"
    assert "ค่าเฉลี่ย" in table.notes[0]


def test_every_score_on_the_page_has_an_id():
    standing = standing_of()
    known = {result.id for result in standing.results}
    for table in (
        show.standing_table(standing, TH),
        show.item_table(standing.items, standing.criteria, TH),
        show.indicator_scores(standing.items, TH),
    ):
        named = {cell.result for row in table.rows for cell in row.cells if cell.result}
        assert named
        ours = {name for name in named if "tiny" in name or "success" in name}
        assert ours <= known


def test_an_item_shows_its_highest_complete_level_and_its_list():
    standing = standing_of()
    rows = texts(show.item_table(standing.items, standing.criteria, TH))
    assert rows == [
        ["1.1 หัวข้อ", "350.00", "300.00", "Basic", "Basic", "ของสำนักงาน"],
        ["1.2 หัวข้อสอง", "0.00", "ไม่ได้รายงาน", "-", "-", "ของสำนักงาน"],
    ]


def test_category_7_shows_target_result_rate_and_points():
    rows = texts(show.indicator_scores(standing_of().items, TH))
    assert [row[1:] for row in rows] == [
        ["ครั้ง", "100", "103", "103.00", "400.00"],
        ["ครั้ง", "100", "90", "90.00", "270.00"],
    ]


def test_without_results_there_is_no_table_of_category_7():
    assert show.indicator_scores(standing_of(results={}).items, TH) is None


def test_a_difference_shows_both_views_with_their_reasons():
    standing = standing_of()
    rows = texts(show.difference_table(standing.differences, standing.criteria, TH))
    assert rows == [["a1 ง", "มี", "ยังไม่มี", "done", "หลักฐานไม่พอ"]]


def test_where_both_agree_there_is_no_table_of_differences():
    standing = standing_of(ticked(*BASIC))
    assert show.difference_table(standing.differences, standing.criteria, TH) is None


def test_gaps_name_the_open_boxes_and_their_gain():
    standing = standing_of()
    rows = texts(show.gap_table(find_gaps(standing, GIVEN), standing.criteria, TH))
    assert rows == [
        ["1.2 หัวข้อสอง", "Basic", "c1 ก", "300.00", "300.00"],
        ["1.1 หัวข้อ", "Advance", "a2 จ", "50.00", "50.00"],
    ]


def test_only_the_largest_gaps_may_be_shown():
    standing = standing_of()
    table = show.gap_table(find_gaps(standing, GIVEN), standing.criteria, TH, largest=1)
    assert len(table.rows) == 1


def test_the_answer_gives_the_total_and_says_that_it_is_provisional():
    standing = standing_of(ticked(*BASIC))
    text = "".join(run.text for run in show.pmqa_answer(standing, TH))
    assert "317.50 คะแนน จากคะแนนเต็ม 500" in text
    assert "3 จาก 4 หัวข้อ" in text


def test_the_answer_of_a_whole_assessment_is_not_provisional():
    text = "".join(run.text for run in show.pmqa_answer(standing_of(), TH))
    assert "255.00" in text
    assert "ชั่วคราว" not in text


def test_the_answer_says_that_nothing_is_assessed():
    text = "".join(run.text for run in show.pmqa_answer(standing_of(None), TH))
    assert text.startswith("ยังไม่มีการประเมินหมวดกระบวนการ")


def test_notes_say_where_the_scale_is_from_and_what_is_missing():
    notes = [passage.text for passage in show.standing_notes(standing_of(None), TH)]
    assert notes[0] == "ตัวอย่าง"
    assert "ไม่นับเป็นศูนย์" in notes[1]


def test_a_list_without_printed_levels_is_told():
    standing = standing_of(None, {}, criteria=edition("pmqa4"))
    notes = [passage.text for passage in show.standing_notes(standing, TH)]
    assert "1.1, 1.2, 1.3 และ 1.4" in notes[-1]


def test_strengths_stand_before_opportunities():
    views = [passage.text for passage in show.views_of(GIVEN, 1, TH)]
    assert views == ["จุดแข็ง 1.1 ทำได้ดี", "โอกาสในการปรับปรุง 1.2 ควรเร่งทำ"]
    assert list(show.views_of(GIVEN, 7, TH)) == []


def test_closings_and_reopenings_are_told_with_their_reason():
    records = (
        LockRecord.model_validate(
            {"file": "a.csv", "action": "closed", "name": "ก", "date": _day(), "sha256": "0"}
        ),
        LockRecord.model_validate(
            {"file": "a.csv", "action": "reopened", "name": "ข", "date": _day(), "reason": "แก้ไข"}
        ),
    )
    told = [passage.text for passage in show.lock_notes(records, TH)]
    assert told == [
        "ปิดผล a.csv โดย ก เมื่อ 2022-10-31",
        "เปิดใหม่ a.csv โดย ข เมื่อ 2022-10-31 เหตุผล แก้ไข",
    ]


def _day():
    from datetime import date

    return date(2022, 10, 31)


def test_the_method_names_its_rules():
    names = "".join(passage.text for passage in show.pmqa_method(standing_of(), TH))
    assert "gated_levels" in names
    assert "success_rate_of_target" in names
    other = standing_of(None, {}, criteria=edition("pmqa2562"))
    names = "".join(passage.text for passage in show.pmqa_method(other, TH))
    assert "weakest_dimension" in names
    assert "success_rate_of_target" not in names


def test_of_repeated_figures_the_differing_are_printed_with_all_their_places(senate):
    (table,) = show.cross_check(senate.pmqa.cross_check(), senate, TH)
    rows = texts(table)
    assert {row[-1] for row in rows} == {"ไม่ตรงกัน"}
    stated = {row[0]: {one[2] for one in rows if one[0] == row[0]} for row in rows}
    assert sorted(map(sorted, stated.values())) == [["100", "80.13"], ["90", "93"]]
    assert all(row[3] for row in rows)
    assert not table.annex


def test_the_agreeing_stand_in_an_annex(senate):
    note, annex = show.agreeing_figures(senate.pmqa.cross_check(), senate, TH)
    assert note.text.endswith("อยู่ท้ายฉบับ HTML และในแฟ้ม Excel ของรายงานนี้")
    assert annex.annex
    assert {row[-1] for row in texts(annex)} == {"ตรงกัน"}
    assert all(row[3] for row in texts(annex))


def test_no_repeated_figure_is_lost_between_print_and_annex(senate):
    checks = senate.pmqa.cross_check()
    (table,) = show.cross_check(checks, senate, TH)
    _, annex = show.agreeing_figures(checks, senate, TH)
    places = sum(len(check.statements) for check in checks)
    assert len(table.rows) + len(annex.rows) == places > 100


def test_where_all_places_agree_the_report_says_so(senate):
    alike = [check for check in senate.pmqa.cross_check() if check.agrees]
    (note,) = show.cross_check(alike, senate, EN)
    assert note.text == "The figures that stand in several places agree everywhere."


def test_where_nothing_is_repeated_nothing_is_said(senate):
    assert show.cross_check([], senate, TH) == show.agreeing_figures([], senate, TH) == []


class TestCharts:
    WHOLE = ticked(*BASIC, "c1")

    def history(self):
        criteria = edition("pmqa2562")
        row = {"self": "50", "reason": "done", **EVIDENCE}
        names = ("approach", "deployment", "learning", "integration")
        rows = [
            {**row, "item": f"{category}.{item}", "box": f"{category}.{item}-{name}"}
            for category in range(1, 5)
            for item in (1, 2)
            for name in names
        ]
        given = answers(*rows, criteria=criteria)
        return {
            2564: standing_of(given, {}, 2564, criteria),
            2565: standing_of(given, {}, 2565, criteria),
        }

    def test_the_radar_has_a_line_a_year_and_its_numbers(self):
        chart = show.radar_chart(self.history(), TH)
        titles = [column.title for column in chart.numbers.columns]
        assert titles == ["หมวด", "ปี 2564", "ปี 2565"]
        assert texts(chart.numbers)[0][1:] == ["60.00", "60.00"]
        assert "7 แกน" in chart.alt

    def test_a_category_s_share_is_of_its_own_most_points(self):
        standing = self.history()[2565]
        assert _share(standing.categories[0], standing) == 50
        assert math.isnan(_share(standing.categories[-1], standing))

    def test_two_categories_make_no_radar(self):
        assert show.radar_chart({2565: standing_of(self.WHOLE)}, TH) is None

    def test_the_profile_shows_assessed_items_only(self):
        chart = show.profile_chart(standing_of(self.WHOLE).items, 500, TH)
        assert [row[0] for row in texts(chart.numbers)] == [
            "1.1 หัวข้อ",
            "1.2 หัวข้อสอง",
            "7.1 มิติหนึ่ง",
            "7.2 มิติสอง",
        ]
        assert "4 หัวข้อ" in chart.alt

    def test_without_points_there_is_no_profile(self):
        assert show.profile_chart(standing_of(None, {}).items, 500, TH) is None


@pytest.mark.parametrize("words", [TH, EN])
def test_both_languages_say_the_same_figures(words):
    table = show.standing_table(standing_of(), words)
    assert [row[1] for row in texts(table)] == ["175.00", "335.00", "255.00"]


def test_a_year_without_a_total_calls_none_provisional():
    nothing = standing_of(None, {})
    assert texts(show.standing_table(nothing, TH))[-1][0] == "รวม"
    notes = ["".join(run.text for run in note.runs) for note in show.standing_notes(nothing, TH)]
    assert any(note.startswith("ยังไม่แสดงคะแนนรวม") for note in notes)
    assert not any("ชั่วคราว" in note for note in notes)


def test_a_total_over_some_items_is_called_provisional():
    table = show.standing_table(standing_of(ticked(*BASIC)), TH)
    assert texts(table)[-1][0] == "รวม (ชั่วคราว เฉพาะที่ประเมินแล้ว)"
