"""The form as blocks: parts, what was written, what is empty."""

import pytest

from pmqa_analysis.blocks import Heading, Passage, Run
from pmqa_analysis.present import Wording, form6
from pmqa_analysis.report import Report, open_year
from tests.clean.prose.test_places import FORM
from tests.plan_samples import real_plan

TEXT = "text/2563/part_1.md"


@pytest.fixture
def report(tiny):
    office = tiny({"reference/form6.yml": FORM, TEXT: "## x {#profile}\n\nได้ {7.1.1@2563}\n"})
    return Report("form6", office, 2563, Wording())


@pytest.fixture
def parts(report):
    return {part.part: part for part in report.prose.form.parts}


def test_a_part_s_heading_names_its_limit_and_begins_a_page(parts):
    heading = form6.part_heading(parts["1"], Wording())
    assert heading.text == "ส่วนที่ 1 หนึ่ง (ไม่เกิน 3 หน้า)"
    assert (heading.part, heading.max_pages, heading.new_page) == ("1", 3, True)


def test_the_closing_heading_is_in_no_part():
    heading = form6.closing_heading(Wording())
    assert (heading.part, heading.new_page) == ("", True)


def test_headings_follow_the_set_numerals(parts):
    assert "ไม่เกิน ๓ หน้า" in form6.part_heading(parts["1"], Wording("th", "thai")).text


def test_each_place_has_its_heading_and_its_text(report, parts):
    found = list(form6.written_sections(parts["1"].sections, report.paragraphs, report.words))
    assert found[0] == Heading(text="ลักษณะ", level=2)
    assert found[1].text == "ได้ 1,200"


def test_a_place_without_text_says_so(report, parts):
    _, note, *_ = form6.written_sections(
        parts["2"].sections, report.paragraphs, report.words, level=3
    )
    assert isinstance(note, Passage)
    assert note.style == "note"


def test_the_coverage_counts_places_by_part_and_in_all(report):
    coverage = report.prose.coverage()
    counts = [
        (item.part, item.places.shown, item.written.shown, item.empty.shown) for item in coverage
    ]
    assert counts == [("1", "1", "1", "0"), ("2", "2", "0", "2"), ("all", "3", "1", "2")]
    assert [section.id for section in coverage[1].missing] == ["item-1.1", "item-2.1"]
    assert coverage[2].max_pages == 8


def test_the_coverage_s_figures_have_ids_that_the_report_knows(report, parts):
    coverage = report.prose.coverage()
    table = form6.coverage_table(coverage, parts, report.words)
    ids = [cell.result for row in table.rows for cell in row.cells if cell.result]
    assert ids[0] == "2563/form6-1/places"
    assert set(ids) <= set(report.known_results())
    assert report.known_results()["2563/form6-all/empty"].policy == "count_of_places"


def test_the_coverage_table_ends_with_the_whole(report, parts):
    table = form6.coverage_table(report.prose.coverage(), parts, report.words)
    assert [cell.text for cell in table.rows[0].cells] == ["1 หนึ่ง", "1", "1", "0", "3"]
    assert [cell.text for cell in table.rows[-1].cells] == ["รวม", "3", "1", "2", "8"]
    assert table.rows[-1].kind == "total"


def test_the_answer_counts_the_whole(report):
    runs = form6.coverage_answer(report.prose.coverage(), report.words)
    text = "".join(run.text for run in runs)
    assert text.startswith("มีข้อความหรือข้อเท็จจริงแล้ว 1 จาก 3 หัวข้อ")
    assert [run.result for run in runs if run.result] == [
        "2563/form6-all/written", "2563/form6-all/places",
    ]  # fmt: skip


def test_empty_places_are_listed_by_part(report, parts):
    (item,) = form6.empty_items(report.prose.coverage(), parts, report.words)
    assert item.text == "ส่วนที่ 2 ยังว่าง 2 หัวข้อ ได้แก่ item-1.1, item-2.1"


def test_a_form_in_which_nothing_is_empty_says_so(tiny):
    text = "".join(f"## x {{#{place}}}\n\nก\n\n" for place in ("profile", "item-1.1", "item-2.1"))
    office = tiny({"reference/form6.yml": FORM, TEXT: text})
    report = Report("form6", office, 2563, Wording())
    parts = {part.part: part for part in report.prose.form.parts}
    (item,) = form6.empty_items(report.prose.coverage(), parts, report.words)
    assert item.text == "มีข้อความหรือข้อเท็จจริงครบทุกหัวข้อ"


def test_a_category_has_its_table_and_one_without_measures_none(report):
    register = report.register
    first = form6.category_table(register.categories[1], register, report.assessments, report.words)
    assert len(first.rows) == 2
    heading = form6.category_heading(register.categories[1], report.words)
    assert heading.level == 2


FACTS = (
    "place,label_th,label_en,text_th,text_en,document,line\n"
    "item-1.1,งบ,Budget,100 บาท,100 baht,doc,97\n"
)


@pytest.fixture
def told(tiny):
    office = tiny({"reference/form6.yml": FORM, "raw/2563/form6.csv": FACTS})
    return Report("form6", office, 2563, Wording())


def test_a_place_with_facts_shows_them_with_their_lines_and_is_not_empty(told):
    (fact,) = told.paragraphs("item-1.1", tell_empty=True)
    assert (fact.style, fact.text) == ("item", "งบ 100 บาท [97]")
    assert "item-1.1" not in [section.id for section in told.prose.coverage()[-1].missing]


def test_the_documents_of_the_facts_are_named_once(told):
    part = told.prose.form.parts[1]
    note = form6.fact_source(told.prose.facts, part.sections, told.register, told.words)
    assert told.words.title(told.register.documents["doc"]) in note.text
    assert form6.fact_source({}, part.sections, told.register, told.words) is None


def test_what_the_data_tell_stands_below_the_text_of_its_place(report, parts):
    known = {"profile": [Wording().passage([Run(text="จากแผน")], style="item")]}
    found = form6.written_sections(
        parts["1"].sections, report.paragraphs, report.words, known=known
    )
    assert [block.text for block in found] == ["ลักษณะ", "ได้ 1,200", "จากแผน"]


def test_the_plan_s_processes_are_told_by_kind():
    found = [item.text for item in form6.process_items(real_plan(), Wording("en"))]
    assert [text.partition("plan ")[0] for text in found] == [
        "Core processes of the development ", "Support processes of the development ",
    ]  # fmt: skip
    assert list(form6.process_items(None, Wording())) == []


def test_the_year_s_surveys_tell_whom_they_ask():
    year = open_year(2567, office="examples/simulated_office")
    (item,) = form6.respondent_items([year.answers.codebook("staff")], Wording())
    codebook = year.answers.codebook("staff")
    assert item.text.startswith(codebook.name_th)
    assert all(group.name_th in item.text for group in codebook.groups)
