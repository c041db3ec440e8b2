"""The PDF of a report: tagged, with its fonts, text that copies out, the same each time."""

from io import BytesIO

import pytest
from nbconvert.exporters import get_exporter
from pypdf import PdfReader

from pmqa_analysis.blocks import Cell, Column, Heading, Passage, Row, Run, Table
from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.line_breaks import columns_of, whole_words
from pmqa_analysis.publish.pdf import PmqaPdfExporter, page_count, write_pdf
from tests.samples import (
    OFFICE,
    group_row,
    long_table,
    notebook_of,
    sample_blocks,
    sample_document,
    sample_figure,
    sample_notebook,
    sample_seal,
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    pdf, _ = PmqaPdfExporter().from_notebook_node(sample_notebook())
    return PdfReader(BytesIO(pdf))


@pytest.fixture(scope="module")
def text(reader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def read_text(document: Document) -> str:
    pages = PdfReader(BytesIO(write_pdf(document))).pages
    return "\n".join(page.extract_text() for page in pages)


def test_the_same_report_gives_the_same_bytes():
    assert write_pdf(sample_document()) == write_pdf(sample_document())


def test_the_document_is_tagged_in_its_language(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower() == "th-th"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def test_every_font_is_in_the_file(reader):
    fonts = {
        font["/BaseFont"]: font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in reader.pages
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    }
    assert all(
        "/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in fonts.values()
    )
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {
        "SarabunLevelled", "DejaVuSansSymbols",
    }  # fmt: skip


@pytest.mark.parametrize("word", [OFFICE, "น้ำหนัก", "เป้าหมาย", "ฝั่งผู้ปฏิบัติงาน", "✓", "บรรลุ"])
def test_a_word_copies_out_intact(text, word):
    assert word in text


def test_the_title_and_office_are_noted_in_the_file(reader):
    assert reader.metadata.title == "รายงานผลการดำเนินงานประจำปี"
    assert reader.metadata.author == OFFICE


def test_each_page_tells_its_number_and_the_last(reader):
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        assert f"หน้า {number} จาก {count}" in page.extract_text()


def test_page_numbers_follow_the_set_numerals():
    text = read_text(sample_document(numerals="thai"))
    assert "หน้า ๑ จาก" in text
    assert "ตารางที่ ๑" in text


def test_headings_are_bookmarks(reader):
    first, second, below, last = reader.outline
    assert [first["/Title"], second["/Title"], below[0]["/Title"], last["/Title"]] == [
        "ผลตามตัวชี้วัด", "ความพึงพอใจ", "แนวโน้ม", "ข้อสังเกต",
    ]  # fmt: skip


def test_the_contents_take_no_page_of_their_own(reader):
    first = reader.pages[0].extract_text()
    assert "สารบัญ" in first
    assert "ตารางที่ 1" in first


def test_tables_and_figures_are_numbered(text):
    assert "ตารางที่ 1" in text
    assert "แผนภูมิที่ 1" in text


def test_group_rows_and_shared_heads_are_shown(text):
    assert "7.1 ด้านประสิทธิผลและการบรรลุพันธกิจ" in text
    assert "ผลการดำเนินงาน" in text


def test_ids_of_results_are_not_shown(text):
    assert "2563/7.1.1/actual" not in text


def test_a_text_cannot_act_as_markup(text):
    assert "#text[*ไม่ใช่คำสั่ง*] $x$" in text


def test_the_annual_table_fits_two_pages():
    document = Document((long_table(),), sample_seal())
    assert page_count(write_pdf(document)) <= 2


def test_the_head_and_the_group_come_again_on_the_next_page():
    pages = PdfReader(BytesIO(write_pdf(Document((long_table(),), sample_seal())))).pages
    assert all("เป้าหมาย" in page.extract_text() for page in pages)


@pytest.mark.parametrize("places", [(0, 0), (1, 1), (30, 30), (0, 1, 1, 1)])
def test_group_rows_may_follow_each_other(places):
    data = [row for row in long_table().rows if row.kind == "data"]
    for number, place in enumerate(places):
        data.insert(place + number, group_row(f"กลุ่มที่ {number}"))
    table = long_table().model_copy(update={"rows": tuple(data)})
    shown = read_text(Document((table,), sample_seal()))
    assert all(f"กลุ่มที่ {number}" in shown for number, _ in enumerate(places))


def test_group_rows_together_come_again_on_the_next_page():
    data = [row for row in long_table().rows if row.kind == "data"] * 2
    rows = (group_row("กลุ่มใหญ่"), group_row("กลุ่มเล็ก"), *data)
    table = long_table().model_copy(update={"rows": rows})
    pages = PdfReader(BytesIO(write_pdf(Document((table,), sample_seal())))).pages
    assert len(pages) > 1
    assert all("กลุ่มเล็ก" in page.extract_text() for page in pages)


def closing_pages(filler: int) -> list[str]:
    """Return the texts of the pages of a report whose last section may not fit its page."""
    lines = [Passage(runs=[Run(text="ความ")])] * filler
    method = [Heading(text="วิธีการ"), *[Passage(style="note", runs=[Run(text="กติกา")])] * 3]
    blocks = (*sample_blocks()[:1], *lines, *method)
    pages = PdfReader(BytesIO(write_pdf(Document(blocks, sample_seal())))).pages
    return [page.extract_text() for page in pages]


@pytest.mark.parametrize("filler", range(26, 38, 2))
def test_the_last_section_stands_on_one_page_with_the_sources(filler):
    last = closing_pages(filler)[-1]
    assert "วิธีการ" in last
    assert last.count("กติกา") == 3
    assert sample_seal().sources[0][:12] in last


def test_a_long_last_section_goes_on_to_the_next_page():
    lines = [Run(text="กติกา " * 30)]
    blocks = (*sample_blocks()[:1], Heading(text="วิธีการ"), *[Passage(runs=lines)] * 60)
    assert len(PdfReader(BytesIO(write_pdf(Document(blocks, sample_seal())))).pages) > 2


def test_a_table_of_the_annex_is_not_on_paper():
    annex = long_table().model_copy(update={"annex": True, "caption": "ทะเบียนรายแถว"})
    document = Document((long_table(), annex, long_table()), sample_seal())
    shown = read_text(document)
    assert "ทะเบียนรายแถว" not in shown
    assert "ตารางที่ 2" in shown
    assert len(document.blocks) == 3


def test_simulated_data_are_named_on_every_page():
    pdf = write_pdf(sample_document(long_table(), simulated=True))
    pages = PdfReader(BytesIO(pdf)).pages
    assert all("ข้อมูลจำลอง" in page.extract_text() for page in pages)


def test_a_figure_without_alternative_text_is_refused():
    figure = sample_figure().model_copy(update={"alt": ""})
    with pytest.raises(RunError, match="could not be written"):
        write_pdf(Document((figure,), sample_seal()))


def test_a_broken_drawing_is_refused():
    figure = sample_figure().model_copy(update={"svg": "<svg"})
    with pytest.raises(RunError) as caught:
        write_pdf(Document((figure,), sample_seal()))
    assert caught.value.key == "run.not_written"


def test_a_lower_heading_may_come_first():
    assert page_count(write_pdf(Document((Heading(text="ก", level=2),), sample_seal()))) == 1


def test_an_empty_passage_is_written():
    assert page_count(write_pdf(Document((Passage(runs=()),), sample_seal()))) == 1


def test_a_notebook_without_a_seal_is_refused():
    with pytest.raises(RunError, match="expected one seal"):
        PmqaPdfExporter().from_notebook_node(notebook_of(sample_blocks()))


def test_nbconvert_knows_the_exporter_by_name():
    assert get_exporter("pmqa_pdf") is PmqaPdfExporter
    assert PmqaPdfExporter().file_extension == ".pdf"


def test_a_word_that_fits_its_line_stays_whole():
    assert whole_words("พัฒนาสมรรถนะ", 20) == [["พัฒนา"], ["สมรรถนะ"]]


def test_a_word_wider_than_its_line_may_break():
    assert whole_words("สมรรถนะ", 5) == ["สมรรถนะ"]


def test_a_figure_is_one_piece():
    assert whole_words("97.14", 5) == ["97.14"]


def test_a_line_of_166_mm_holds_67_letters_of_12_points():
    # 166 mm / (0.58 × 12 pt × 25.4/72 mm) = 67.6
    assert columns_of(166, 12) == 67


@pytest.mark.parametrize("above", [24, 26, 28, 30])
def test_a_short_table_is_not_torn_by_a_page(above):
    filler = (Passage(runs=(Run(text="ข้อความ"),)),) * above
    rows = tuple(Row(cells=(Cell(text=f"แถว{place}"), Cell(text="1"))) for place in range(6))
    columns = (Column(title="ด้าน", row_header=True), Column(title="ผล", align="end"))
    table = Table(name="t", caption="ตารางสั้น", columns=columns, rows=rows)
    reader = PdfReader(BytesIO(write_pdf(Document((*filler, table), sample_seal()))))
    pages = [page.extract_text() for page in reader.pages]
    (of_first,) = (place for place, page in enumerate(pages) if "แถว0" in page)
    (of_last,) = (place for place, page in enumerate(pages) if "แถว5" in page)
    assert of_first == of_last
