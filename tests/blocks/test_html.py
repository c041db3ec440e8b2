"""The HTML of blocks: what a browser and a screen reader are given."""

import base64
import re

import pytest

from pmqa_analysis.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Passage,
    Row,
    Run,
    Seal,
    Table,
    Title,
    parse_block,
)  # fmt: skip
from pmqa_analysis.blocks.html import block_html, blocks_html
from pmqa_analysis.blocks.layout import block_anchors, block_labels, head_rows, tone_sign
from tests.samples import WORDS_TH, passage, sample_blocks, sample_figure, sample_seal, sample_table


def page(*blocks: Block, numerals="arabic") -> str:
    return blocks_html(blocks, WORDS_TH, numerals)


def test_a_table_of_the_annex_is_folded_under_its_name():
    annex = sample_table().model_copy(update={"annex": True})
    html = block_html(annex, label="ตารางที่ 9", anchor="table-9")
    assert html.startswith(f"<details>\n<summary>ตารางที่ 9 {annex.caption}</summary>")
    assert block_html(sample_table(), label="ตารางที่ 9", anchor="table-9") in html


def test_a_text_cannot_act_as_markup():
    html = block_html(passage("<script>alert('x')</script>"))
    assert html == "<p>&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;</p>"


def test_a_hostile_cell_and_caption_are_escaped():
    table = Table(
        caption="<b>", columns=(Column(title='"<i>'),), rows=(Row(cells=(Cell(text="<td>"),)),),
        notes=("<p>",), name="x",
    )  # fmt: skip
    html = block_html(table)
    assert "<b>" not in html
    assert "<i>" not in html
    assert html.count("&lt;td&gt;") == 1


def test_a_title_is_the_first_heading_with_its_answer():
    html = block_html(Title(text="ชื่อ", subtitle="ปี", answer=(Run(text="คำตอบ"),)))
    assert "<h1>ชื่อ</h1>" in html
    assert '<p class="answer">คำตอบ</p>' in html


@pytest.mark.parametrize(("level", "tag"), [(1, "h2"), (2, "h3")])
def test_a_heading_stands_below_the_title(level, tag):
    html = block_html(Heading(text="ก", level=level), anchor="section-1")
    assert html == f'<{tag} id="section-1">ก</{tag}>'


def test_a_figure_in_a_sentence_keeps_its_result():
    run = Run(text="97.14", result="2563/7.1.4/actual", strong=True)
    html = block_html(Passage(runs=(Run(text="ร้อยละ "), run)))
    assert html == '<p>ร้อยละ <strong data-result="2563/7.1.4/actual">97.14</strong></p>'


def test_neighbouring_items_are_one_list():
    html = page(passage("ก", "item"), passage("ข", "item"), passage("ค"), passage("ง", "item"))
    assert html.count("<ul>") == 2
    assert "<li>ก</li>\n<li>ข</li>" in html


def test_tables_and_figures_are_numbered_apart():
    blocks = (sample_table(), sample_figure(), sample_table())
    assert block_labels(blocks, WORDS_TH, "arabic") == ("ตารางที่ 1", "แผนภูมิที่ 1", "ตารางที่ 2")


def test_numbers_follow_the_set_numerals():
    assert "<caption><b>ตารางที่ ๑</b> " in page(sample_table(), numerals="thai")


def test_anchors_are_given_in_order():
    blocks = (Heading(text="ก"), passage("ข"), sample_table(), Heading(text="ค"))
    assert block_anchors(blocks) == ("section-1", "", "table-1", "section-2")


def test_a_shared_heading_spans_its_columns():
    html = block_html(sample_table())
    assert re.search(r'<th scope="colgroup" colspan="3"[^>]*>ผลการดำเนินงาน</th>', html)
    assert re.search(r'<th scope="col" rowspan="2"[^>]*>น้ำหนัก</th>', html)


def test_a_head_without_shared_headings_is_one_row():
    assert len(head_rows((Column(title="ก"), Column(title="ข")))) == 1


def test_a_row_is_named_by_its_header():
    row = '<th scope="row" style="text-align:start">7.1.1 จำนวนการสนับสนุนการพิจารณาเกี่ยวกับญัตติ</th>'
    assert row in block_html(sample_table())


def test_a_group_row_heads_a_body_of_its_own():
    html = block_html(sample_table())
    assert html.count("<tbody>") == 2
    assert html.count('<th scope="rowgroup" colspan="7"') == 2


def test_a_cell_keeps_its_result():
    assert '<td data-result="2563/7.1.1/actual" ' in block_html(sample_table())


@pytest.mark.parametrize(
    ("text", "tone", "sign"),
    [("บรรลุ", "good", "✓"), ("ไม่บรรลุ", "bad", "✗"), ("✓ บรรลุ", "good", ""), ("-", "muted", "")],
)
def test_a_tone_has_a_sign_once(text, tone, sign):
    assert tone_sign(Cell(text=text, tone=tone)) == sign


def test_a_wide_table_scrolls_in_a_named_region():
    region = 'role="region" tabindex="0" aria-label="ตารางที่ 1 ผลการดำเนินงานตามตัวชี้วัด'
    assert region in page(sample_table())


def test_a_drawing_is_an_image_with_its_alternative_text():
    html = block_html(sample_figure())
    source = re.search(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="แท่งสองแท่ง', html)
    assert base64.b64decode(source.group(1)).startswith(b"<?xml")
    assert "<svg" not in html


def test_the_numbers_of_a_figure_are_folded_under_it():
    html = page(sample_figure())
    assert "<summary>ตัวเลขของแผนภูมิ (แผนภูมิที่ 1)</summary>" in html
    assert '<td data-result="2563/7.2.1/actual"' in html.partition("<details>")[2]


def test_a_seal_shows_nothing():
    assert block_html(sample_seal()) == ""


@pytest.mark.parametrize("block", sample_blocks())
def test_a_cell_shows_html_and_the_structured_form(block):
    bundle = block._repr_mimebundle_()
    assert bundle["text/html"]
    assert parse_block(bundle[block.mime_type]) == block


def test_the_structured_form_of_a_seal_comes_back():
    seal = sample_seal()
    assert isinstance(parse_block(seal._repr_mimebundle_()[seal.mime_type]), Seal)
