"""Every block of a simulated office says what its data are."""

from __future__ import annotations

import base64
import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from pmqa_analysis.blocks import Cell, Column, Heading, Passage, Row, Run, Table, Title
from pmqa_analysis.present.simulated import mark_simulated
from pmqa_analysis.present.style import chart_style, figure_block
from pmqa_analysis.report import open_report
from tests.simulate.samples import OFFICE

MARK = "ข้อมูลจำลอง"
TABLE = Table(
    name="t", caption="ผล", columns=(Column(title="ก"),), rows=(Row(cells=(Cell(text="1"),)),)
)


@pytest.fixture(scope="module")
def chart():
    from matplotlib.figure import Figure as Drawing

    with chart_style():
        drawing = Drawing(figsize=(4, 2))
        drawing.subplots().plot([1, 2], [3, 4])
        return figure_block(drawing, name="c", caption="แผนภูมิ", alt="เส้นหนึ่งเส้น", numbers=TABLE)


@pytest.fixture(scope="module")
def marked(chart):
    return mark_simulated(chart, MARK)


def pixels(figure):
    return Image.open(io.BytesIO(base64.b64decode(figure.png))).convert("RGB")


def test_a_sentence_ends_with_it_and_its_figures_keep_their_ids():
    passage = Passage(runs=(Run(text="ได้ "), Run(text="84", result="2567/x/actual")))
    found = mark_simulated(passage, MARK)
    assert found.text == "ได้ 84 (ข้อมูลจำลอง)"
    assert [run.result for run in found.runs] == [None, "2567/x/actual", None]


def test_it_is_said_once():
    passage = Passage(runs=(Run(text=f"{MARK}ทั้งหมด"),))
    assert mark_simulated(passage, MARK) == passage
    assert mark_simulated(mark_simulated(TABLE, MARK), MARK) == mark_simulated(TABLE, MARK)


def test_an_empty_sentence_stays_empty():
    assert mark_simulated(Passage(runs=()), MARK).runs == ()


def test_a_title_and_its_answer_carry_it():
    title = Title(text="รายงาน", subtitle="ปี 2567", answer=(Run(text="บรรลุ"),))
    found = mark_simulated(title, MARK)
    assert found.subtitle == "ปี 2567 (ข้อมูลจำลอง)"
    assert found.answer[-1].text == " (ข้อมูลจำลอง)"
    assert found.text == "รายงาน"


def test_a_table_says_it_in_its_caption():
    assert mark_simulated(TABLE, MARK).caption == "ผล (ข้อมูลจำลอง)"


def test_a_heading_stays_as_it_is():
    heading = Heading(text="ผล", level=1)
    assert mark_simulated(heading, MARK) is heading


def test_a_chart_says_it_in_words(marked):
    assert marked.caption == "แผนภูมิ (ข้อมูลจำลอง)"
    assert MARK in marked.alt
    assert MARK in marked.numbers.caption
    assert MARK in marked.svg


def test_it_stands_across_the_drawing(chart, marked):
    before, after = pixels(chart), pixels(marked)
    assert before.size == after.size
    middle = before.width // 2, before.height // 2
    area = (middle[0] - 60, middle[1] - 40, middle[0] + 60, middle[1] + 40)
    assert before.crop(area).tobytes() != after.crop(area).tobytes()
    corner = (0, 0, 20, 20)
    assert before.crop(corner).tobytes() == after.crop(corner).tobytes()


def test_its_drawing_is_one_document_with_ids_of_its_own(marked):
    assert ElementTree.fromstring(marked.svg.encode()).tag.endswith("svg")
    ids = re.findall(r'\bid="([^"]+)"', marked.svg)
    assert len(ids) == len(set(ids))
    assert any(name.startswith("simulated-") for name in ids)
    used = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', marked.svg)
    assert {one or other for one, other in used} <= set(ids)


def test_the_same_chart_is_marked_the_same_way(chart, marked):
    assert mark_simulated(chart, MARK) == marked


@pytest.mark.parametrize(("language", "mark"), [("th", MARK), ("en", "simulated data")])
def test_a_report_of_a_simulated_office_marks_what_it_shows(monkeypatch, capsys, language, mark):
    monkeypatch.setenv("PMQA_OFFICE", str(OFFICE))
    report = open_report("x", 2567, language=language)
    report.show(TABLE, Passage(runs=(Run(text="ผล"),)))
    shown = report._shown
    assert shown[0].caption.endswith(f"({mark})")
    assert shown[1].text == f"ผล ({mark})"


def test_a_report_of_a_real_office_marks_nothing(monkeypatch, capsys):
    monkeypatch.delenv("PMQA_OFFICE", raising=False)
    report = open_report("x", 2563)
    report.show(TABLE)
    assert report._shown == [TABLE]
