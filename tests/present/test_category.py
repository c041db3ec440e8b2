"""What a category's report adds where there are data, and nothing where there are none."""

import pytest

from pmqa_analysis.assess.plan import assess_progress
from pmqa_analysis.blocks import Heading
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.plan import load_plan
from pmqa_analysis.office import Office
from pmqa_analysis.present import Wording
from pmqa_analysis.present import category as further
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.parts import sections_past
from pmqa_analysis.publish.pdf import write_pdf
from pmqa_analysis.year import Year
from tests.offices import DATA, assessed
from tests.plan_samples import FOLDER, plan_files, progress, reported
from tests.pmqa_samples import answers, box_row
from tests.samples import passage, sample_seal

TH = Wording("th")
MISSED = (assessed("100", ["95", "80"]),)
GIVEN = answers(
    box_row("b1", strengths="ทำได้ดี"),
    {"item": "1.1", "box": "b2", "self": "no", "improvements": "จัดทำหลักฐานให้ครบ"},
)


@pytest.fixture
def at_six(tiny):
    plan = load_plan(tiny(plan_files()), Ledger(), FOLDER, 2563)
    lines = progress(plan, reported("B", "late", percent="10", cause="ขาดคน"))
    return assess_progress(plan, lines, 6, "timed_rows", 1)


def texts(passages):
    return [one.text for one in passages]


def test_a_weak_result_is_explained_improved_and_verified(at_six):
    name, explain, improve, verify = texts(further.weak_results(MISSED, GIVEN, at_six, 1, TH))
    assert name.startswith("7.1.1")
    assert "80" in explain
    assert "ร้อยละ 80.00 ของเป้าหมาย" in explain
    assert "ปี 2562 ได้ 95" in explain
    assert "จัดทำหลักฐานให้ครบ; B กิจกรรม B" in improve
    assert "ต้องถึงเป้าหมาย 100" in verify


def test_where_nothing_is_written_the_report_says_so():
    _, _, improve, _ = texts(further.weak_results(MISSED, None, None, 1, TH))
    assert "ยังไม่มีโอกาสในการปรับปรุงที่เขียนไว้" in improve


def test_opportunities_of_another_category_are_left_out():
    _, _, improve, _ = texts(further.weak_results(MISSED, GIVEN, None, 2, TH))
    assert "จัดทำหลักฐาน" not in improve


def test_a_first_year_has_no_last_year_in_its_explanation():
    missed = (assessed("100", ["80"]),)
    explain = texts(further.weak_results(missed, None, None, 1, TH))[1]
    assert "ไม่มีค่าของปีก่อนให้เทียบ" in explain


def test_a_target_of_zero_is_explained_without_a_percent():
    zero = (assessed("0", ["2", "3"], direction="lower"),)
    explain = texts(further.weak_results(zero, None, None, 1, TH))[1]
    assert "ของเป้าหมาย" not in explain


def test_figures_in_the_explanation_keep_their_ids():
    explain = list(further.weak_results(MISSED, None, None, 1, TH))[1]
    ids = [run.result for run in explain.runs if run.result]
    assert "2563/7.1.1/actual" in ids
    assert "2563/7.1.1/percent_of_target" in ids


def test_without_a_missed_target_nothing_is_explained():
    assert list(further.weak_results((), GIVEN, None, 1, TH)) == []


def test_views_are_those_of_the_category():
    assert [one.text for one in further.views(GIVEN, 1, TH)] == [
        "จุดแข็ง 1.1 ทำได้ดี",
        "โอกาสในการปรับปรุง 1.1 จัดทำหลักฐานให้ครบ",
    ]
    assert further.views(None, 1, TH) == []


def test_the_plan_s_sentence_is_the_answer_of_the_plan(at_six):
    assert "ล่าช้า 1" in further.plan_sentence(at_six, TH).text


@pytest.mark.parametrize("name", ["assessment", "plan", "progress", "surveys"])
def test_what_is_missing_is_told_by_name(name):
    (line,) = texts(further.missing_items([name], TH))
    assert line.startswith(("ยังไม่มี", "แผนของหมวดนี้ยังไม่มี", "ปีนี้ไม่มี"))


def test_the_printed_year_has_nothing_further_and_its_report_stays_as_it_was(senate):
    page = senate.brief(3)
    assert not page.is_known_further
    assert (page.items, page.answers, page.progress) == ([], None, None)


def test_a_year_with_a_plan_says_what_it_lacks():
    page = Year(Office(DATA), 2565).brief(3)
    assert page.is_known_further
    assert page.missing == ["assessment", "progress", "surveys"]


class TestOnePage:
    def document(self, level, lines=200):
        headings = [Heading(text=f"ส่วน {each}", level=level) for each in "กขคง"]
        blocks = [headings[0], passage("สั้น")]
        for heading in headings[1:]:
            blocks += [heading, *(passage(f"บรรทัดที่ {number}") for number in range(lines))]
        return Document(tuple(blocks), sample_seal())

    def test_a_document_without_sections_has_no_contents(self):
        assert self.document(2).contents == ()
        assert len(self.document(1).contents) == 4

    def test_the_sections_past_a_page_are_named(self):
        document = self.document(2)
        found = sections_past(write_pdf(document), document, 1)
        assert found == ["ส่วน ข", "ส่วน ค", "ส่วน ง"]

    def test_a_document_of_one_page_has_none_past_it(self):
        document = self.document(2, lines=2)
        assert sections_past(write_pdf(document), document, 1) == []
