"""One page: three of each at most, by exact values, and nothing where nothing is."""

import pytest

from pmqa_analysis.assess.brief import summarise_brief
from pmqa_analysis.assess.plan import assess_progress
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import Office
from pmqa_analysis.present import Wording
from pmqa_analysis.present import brief as show
from pmqa_analysis.report import Report
from pmqa_analysis.year import Year
from tests.offices import DATA, assessed, refused
from tests.plan_samples import real_plan

TH, EN = Wording("th"), Wording("en")
STRONG = [assessed("100", ["50", text]) for text in ("110", "130", "105", "120")]
WEAK = [assessed("100", ["95", text]) for text in ("90", "60", "80", "70")]
SILENT = assessed("100", ["95", None])


def texts(passages):
    return [passage.text for passage in passages]


def test_strengths_are_the_three_highest_percents_of_target():
    brief = summarise_brief([*WEAK, *STRONG])
    assert [item.actual.shown for item in brief.strengths] == ["130", "120", "110"]


def test_gaps_are_the_three_lowest():
    brief = summarise_brief([*WEAK, *STRONG])
    assert [item.actual.shown for item in brief.gaps] == ["60", "70", "80"]


def test_a_result_far_beyond_its_target_is_no_strength_but_a_target_to_review():
    beyond = assessed("100", ["90", "300"])
    brief = summarise_brief([beyond])
    assert brief.strengths == ()
    assert brief.doubtful_targets == (beyond,)


def test_what_moved_is_ordered_by_its_change_in_percent_of_last_year():
    brief = summarise_brief([*WEAK, *STRONG])
    assert [item.actual.shown for item in brief.rose] == ["130", "120", "110"]
    assert [item.actual.shown for item in brief.fell] == ["60", "70", "80"]


def test_an_indicator_without_a_result_is_silent_and_not_a_gap():
    brief = summarise_brief([SILENT])
    assert (brief.gaps, brief.silent) == ((), (SILENT,))


def test_a_strength_names_target_result_and_percent():
    (line,) = texts(show.brief_strengths(summarise_brief(STRONG[:1]), TH))
    assert "เป้าหมาย 100" in line
    assert "ผล 110" in line
    assert "ร้อยละ 110.00 ของเป้าหมาย" in line


@pytest.mark.parametrize("words", [TH, Wording("en")], ids=["th", "en"])
def test_a_target_of_zero_has_no_percent_to_tell(words):
    zero = assessed("0", ["3"], direction="lower")
    (line,) = texts(show.brief_gaps(summarise_brief([zero]), [], words))
    assert "3" in line
    assert "(" not in line


def test_where_there_is_nothing_the_page_says_so():
    empty = summarise_brief([])
    assert texts(show.brief_strengths(empty, TH)) == ["ยังไม่มีผลของปีนี้ให้พิจารณา"]
    assert texts(show.brief_gaps(empty, [], TH)) == ["ยังไม่มีผลของปีนี้ให้พิจารณา"]
    assert "ไม่มีค่าของปีก่อน" in texts(show.brief_moves(empty, 2562, TH))[0]
    assert texts(show.decisions(empty, None, [], TH)) == ["ไม่มีเรื่องที่ตัวเลขชี้ว่าต้องตัดสินใจ"]


def test_a_year_that_met_all_targets_has_no_gap_and_says_why():
    brief = summarise_brief([STRONG[0]])
    assert texts(show.brief_gaps(brief, [], TH)) == ["ไม่มีตัวชี้วัดที่ไม่บรรลุเป้าหมาย"]


def test_a_year_that_missed_all_targets_has_no_strength_and_says_why():
    (line,) = texts(show.brief_strengths(summarise_brief([WEAK[0]]), TH))
    assert line.startswith("ไม่มีตัวชี้วัดที่บรรลุเป้าหมาย")


def test_a_decision_over_many_indicators_tells_how_many_more_there_are():
    brief = summarise_brief([SILENT] * 5)
    (line,) = texts(show.decisions(brief, None, [], TH))
    assert "อีก 2 ตัวชี้วัด" in line


def test_a_plan_is_told_after_the_targets_and_nothing_without_one():
    plan = assess_progress(real_plan(), (), 12, "timed_rows")
    assert "114" in "".join(run.text for run in show.plan_answer(plan, TH))
    assert show.plan_answer(None, TH) == ()


def test_moves_are_told_as_higher_and_lower_values():
    lines = texts(show.brief_moves(summarise_brief([STRONG[0], WEAK[0]]), 2562, TH))
    assert lines[0].startswith("สูงกว่าปี 2562: ")
    assert "(50 → 110)" in lines[0]
    assert lines[1].startswith("ต่ำกว่าปี 2562: ")


def test_decisions_follow_from_what_is_missed_silent_and_overdue():
    brief = summarise_brief([*WEAK, SILENT])
    plan = assess_progress(real_plan(), (), 12, "timed_rows")
    lines = texts(show.decisions(brief, plan, ["C5-5", "C5-6"], TH))
    assert "เห็นชอบมาตรการแก้ไข" in lines[0]
    assert any("เร่งรัดเจ้าของข้อมูล" in line for line in lines)
    assert any("114" in line for line in lines)
    assert "C5-5, C5-6" in lines[-1]


class TestTheYear:
    def test_the_office_s_brief_counts_all_30_indicators(self, senate):
        brief = senate.brief(0, "12")
        assert brief.summary.total.value == 30
        assert brief.progress is None
        assert brief.points == []

    def test_a_category_s_brief_counts_its_own(self, senate):
        assert senate.brief(2, "12").summary.total.value == len(senate.category(2))

    def test_an_unknown_category_is_refused(self, senate):
        with refused(SettingsError, "9"):
            senate.brief(9, "12")

    def test_the_plan_of_2565_stands_on_its_brief(self):
        brief = Year(Office(DATA), 2565).brief(5, "12")
        assert brief.progress.base.value == 12
        assert brief.hosts == ["C5-5", "C5-6", "C5-9", "C5-12.2"]
        answer = "".join(run.text for run in show.brief_answer(brief.summary, brief.progress, TH))
        assert "ยังไม่มีรายงานสถานะ" in answer

    def test_the_simulated_office_has_points_and_gaps(self):
        office = Office(DATA.parent / "examples" / "simulated_office")
        brief = Year(office, 2565).brief(1, "12")
        assert len(brief.points) == 2
        assert {gap.item.category for gap in brief.gaps} == {1}
        table = show.brief_standing(brief.summary, brief.points, brief.progress, EN)
        assert [row.cells[0].text for row in table.rows][-2:] == [
            "Percent of the plan done",
            "Activities overdue",
        ]


class TestTheTitle:
    """Two rounds are two reports: their titles tell them apart."""

    def test_a_category_at_a_round_of_its_plan_names_the_round(self):
        report = Report("category_analysis", Office(DATA), 2565, EN)
        title = report.category_title(5, (), report.brief(5, "6").progress).text
        assert title.endswith(", at 6 months")

    def test_a_category_without_a_plan_names_none(self):
        report = Report("category_analysis", Office(DATA), 2563, EN)
        assert "months" not in report.category_title(5, (), report.brief(5, "12").progress).text

    def title(self, round_, year=2565):
        report = Report("executive_brief", Office(DATA), year, EN)
        return report.brief_title(5, (), report.brief(5, round_).progress).text

    def test_a_brief_of_a_plan_names_its_round(self):
        assert self.title("6").endswith(", at 6 months")
        assert self.title("12").endswith(", at 12 months")

    def test_a_brief_without_a_plan_names_none(self):
        assert "months" not in self.title("12", 2563)


@pytest.mark.parametrize(("round_", "month"), [("6", 6), ("12", 12), ("q1", 3), ("Q3", 9)])
def test_a_round_closes_a_month(round_, month):
    office = Office(DATA.parent / "examples" / "simulated_office")
    assert Year(office, 2567).brief(6, round_).month == month
