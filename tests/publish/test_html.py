"""The HTML page of a report: self-contained, complete, the same each time."""

import re

import pytest
from nbconvert.exporters import get_exporter

from pmqa_analysis.blocks import Heading
from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.document import Document, read_document
from pmqa_analysis.publish.html import PmqaHtmlExporter, write_html
from pmqa_analysis.publish.index import IndexEntry, index_html
from tests.samples import (
    OFFICE,
    WORDS_EN,
    notebook_of,
    sample_blocks,
    sample_document,
    sample_notebook,
    sample_seal,
)  # fmt: skip

FACTS = {
    "office": OFFICE,
    "fiscal_year": "2563",
    "made_at": "30 กันยายน 2563",
    "verification": "ตรวจสอบแล้ว / Verified",
}


def test_the_page_asks_for_nothing_outside_itself():
    html = write_html(sample_document())
    assert "<script" not in html
    assert "http" not in html
    assert all(url.startswith("data:") for url in re.findall(r"url\(([^)]*)\)", html))
    assert all(
        url[:5] == "data:" or url[0] == "#" for url in re.findall(r'(?:src|href)="(.*?)"', html)
    )


def test_the_fonts_are_in_the_page():
    assert write_html(sample_document()).count("url(data:font/woff2;base64,") == 3


def test_the_code_of_the_notebook_is_not_in_the_page():
    html, _ = PmqaHtmlExporter().from_notebook_node(sample_notebook())
    assert "secret_code" not in html


def test_the_same_notebook_gives_the_same_page():
    pages = {PmqaHtmlExporter().from_notebook_node(sample_notebook())[0] for _ in range(2)}
    assert len(pages) == 1


def test_nbconvert_knows_the_exporter_by_name():
    assert get_exporter("pmqa_html") is PmqaHtmlExporter
    assert PmqaHtmlExporter().file_extension == ".html"


def test_the_page_names_language_title_and_year():
    html = write_html(sample_document())
    assert '<html lang="th">' in html
    title = f"<title>รายงานผลการดำเนินงานประจำปี · ปีงบประมาณ พ.ศ. 2563 · {OFFICE}</title>"
    assert title in html


def test_an_english_report_is_marked_as_english():
    html = write_html(sample_document(language="en", words=WORDS_EN))
    assert '<html lang="en">' in html
    assert "<b>Table 1</b>" in html


def test_the_contents_lead_to_the_headings():
    html = write_html(sample_document())
    links = re.findall(r'<li class="level-\d"><a href="#(section-\d)">', html)
    assert links == ["section-1", "section-2", "section-3", "section-4"]
    assert all(f'id="{link}"' in html for link in links)


def test_few_headings_need_no_contents():
    short = Document((Heading(text="ก"),), sample_seal())
    assert short.contents == ()
    assert "<nav" not in write_html(short)


def test_simulated_data_are_named_at_the_head():
    assert '<p class="simulated">ข้อมูลจำลอง' in write_html(sample_document(simulated=True))
    assert "ข้อมูลจำลอง" not in write_html(sample_document())


def test_the_year_follows_the_set_numerals():
    assert "ปีงบประมาณ พ.ศ. ๒๕๖๓" in write_html(sample_document(numerals="thai"))


@pytest.mark.parametrize(
    "blocks",
    [
        sample_blocks(),
        (sample_seal(), *sample_blocks()),
        (sample_seal(), *sample_blocks(), sample_seal()),
    ],
)
def test_a_notebook_without_one_seal_at_its_end_is_refused(blocks):
    with pytest.raises(RunError, match="expected one seal") as caught:
        read_document(notebook_of(blocks))
    assert caught.value.key == "run.no_seal"


def test_a_seal_without_the_words_is_refused():
    words = {key: word for key, word in WORDS_EN.items() if key != "contents"}
    with pytest.raises(RunError, match="lacks words that the documents need: contents"):
        sample_document(words=words)


def test_the_index_lists_what_became_of_each_report():
    made = IndexEntry(
        report="annual", title="รายงานประจำปี", state="built", pages=3, size_bytes=1_500_000,
        seconds=1.25, html="annual/report.html",
    )  # fmt: skip
    failed = IndexEntry(report="category_3", title="", state="failed", reason="ไม่พบ <แฟ้ม>")
    html = index_html([made, failed], FACTS)
    assert "<b>1 จาก 2</b>" in html
    assert '<a href="annual/report.html"' in html
    assert "1.50 MB" in html
    assert "1.3</td>" in html
    assert "ไม่พบ &lt;แฟ้ม&gt;" in html
    assert "http" not in html


def test_the_index_says_when_the_set_is_simulated():
    assert "Simulated data" in index_html([], FACTS | {"simulated": "yes"})
    assert "Simulated data" not in index_html([], FACTS)
