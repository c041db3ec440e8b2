"""The Word file of a report: real headings, tables, captions; read again by python-docx."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from nbconvert.exporters import get_exporter

from pmqa_analysis.blocks import Cell, Column, Heading, Row, Table
from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.docx import PmqaDocxExporter, write_docx
from pmqa_analysis.publish.parts import heading_pages
from pmqa_analysis.publish.pdf import write_pdf
from tests.samples import (
    OFFICE,
    long_table,
    notebook_of,
    passage,
    sample_blocks,
    sample_document,
    sample_figure,
    sample_notebook,
    sample_seal,
)  # fmt: skip


def opened(*blocks, **changes):
    document = Document(blocks, sample_seal(**changes)) if blocks else sample_document(**changes)
    return docx.Document(BytesIO(write_docx(document)))


def part(name, document=None):
    with zipfile.ZipFile(BytesIO(write_docx(document or sample_document()))) as archive:
        return archive.read(name).decode()


@pytest.fixture(scope="module")
def sample():
    return opened()


def styled(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def texts(element):
    return "".join(text.text for text in element.iter(qn("w:t")))


def instructions(element):
    found = [field.get(qn("w:instr")) for field in element.iter(qn("w:fldSimple"))]
    return [text.strip() for text in found]


def test_a_table_of_the_annex_is_not_in_the_word_file():
    annex = long_table().model_copy(update={"annex": True, "caption": "ทะเบียนรายแถว"})
    with_annex = write_docx(Document((long_table(), annex), sample_seal()))
    assert with_annex == write_docx(Document((long_table(),), sample_seal()))


def test_the_same_report_gives_the_same_bytes():
    assert write_docx(sample_document()) == write_docx(sample_document())


def test_no_part_tells_when_it_was_written():
    with zipfile.ZipFile(BytesIO(write_docx(sample_document()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in archive.read("docProps/core.xml")


def test_every_part_is_well_formed_and_named_in_the_package():
    from xml.dom.minidom import parseString

    with zipfile.ZipFile(BytesIO(write_docx(sample_document()))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                parseString(archive.read(name))
        types = archive.read("[Content_Types].xml").decode()
        named = set(re.findall(r'PartName="/([^"]+)"', types))
        assert named < set(archive.namelist())


def test_title_office_and_language_are_noted_in_the_file(sample):
    properties = sample.core_properties
    assert properties.title == "รายงานผลการดำเนินงานประจำปี"
    assert properties.author == OFFICE
    assert properties.language == "th-TH"


def test_headings_are_headings(sample):
    assert styled(sample, "Heading 1") == ["ผลตามตัวชี้วัด", "ความพึงพอใจ", "ข้อสังเกต"]
    assert styled(sample, "Heading 2") == ["แนวโน้ม"]


def test_a_lower_heading_that_comes_first_is_raised():
    assert styled(opened(Heading(text="ก", level=2)), "Heading 1") == ["ก"]


def test_the_contents_are_a_field_whose_lines_are_there(sample):
    lines = styled(sample, "toc 1") + styled(sample, "toc 2")
    assert lines == ["ผลตามตัวชี้วัด", "ความพึงพอใจ", "ข้อสังเกต", "แนวโน้ม"]
    codes = [code.text.strip() for code in sample.element.iter(qn("w:instrText"))]
    assert codes == ['TOC \\o "1-2" \\h \\z \\u']
    kinds = [mark.get(qn("w:fldCharType")) for mark in sample.element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_the_contents_show_the_pages_that_are_given():
    content = write_docx(sample_document(), [1, 2, 2, 14])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        markup = archive.read("word/document.xml").decode()
    fields = re.findall(r'PAGEREF (_Toc\d+) \\h "><w:r><w:t[^>]*>(\d+)<', markup)
    assert fields == [
        ("_Toc000001", "1"), ("_Toc000002", "2"), ("_Toc000003", "2"), ("_Toc000004", "14"),
    ]  # fmt: skip


def test_each_line_of_the_contents_leads_to_its_heading(sample):
    links = [link.get(qn("w:anchor")) for link in sample.element.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in sample.element.iter(qn("w:bookmarkStart"))]
    assert links == marks
    assert len(set(links)) == 4


def test_long_contents_show_the_first_level_only():
    blocks = [*sample_blocks(), *(Heading(text=f"ข้อ {n}", level=2) for n in range(14))]
    document = opened(*blocks)
    assert styled(document, "toc 2") == []
    assert len(styled(document, "toc 1")) == 3


def test_captions_count_by_fields_with_their_number_already_there(sample):
    captions = styled(sample, "Caption")
    assert instructions(sample.element.body) == ["SEQ Table \\* Arabic", "SEQ Figure \\* Arabic"]
    assert [texts(field) for field in sample.element.body.iter(qn("w:fldSimple"))] == ["1", "1"]
    assert len(captions) == 2


def test_captions_and_pages_follow_the_set_numerals():
    document = opened(numerals="thai")
    assert instructions(document.element.body)[0] == "SEQ Table \\* ThaiArabic"
    assert texts(next(document.element.body.iter(qn("w:fldSimple")))) == "๑"
    assert "PAGE \\* ThaiArabic" in part("word/footer.xml", sample_document(numerals="thai"))


def test_a_table_has_a_head_that_repeats_and_a_column_that_names_the_row(sample):
    (table,) = sample.tables
    heads = [
        row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    ]
    assert len(heads) == 2
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert look.get(qn("w:firstColumn")) == "1"
    assert look.get(qn("w:firstRow")) == "1"


def test_a_table_names_itself_to_a_screen_reader(sample):
    properties = sample.tables[0]._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "ตารางที่ 1"
    assert "เปรียบเทียบ" in properties.find(qn("w:tblDescription")).get(qn("w:val"))


def test_spans_stand_as_they_do_in_the_report(sample):
    rows = [[cell.text for cell in row.cells] for row in sample.tables[0].rows]
    assert rows[0][3:6] == ["ผลการดำเนินงาน"] * 3
    assert rows[1][:6] == ["ตัวชี้วัด", "น้ำหนัก", "เป้าหมาย", "2561", "2562", "2563"]
    assert set(rows[2]) == {"7.1 ด้านประสิทธิผลและการบรรลุพันธกิจ"}
    assert rows[3][-1] == "✓\u00a0บรรลุ"


def test_the_columns_share_the_width_of_the_page(sample):
    # 170 mm are 9638 twentieths of a point; the first column asks for 4.2 of 11 parts.
    widths = [int(one.get(qn("w:w"))) for one in sample.tables[0]._tbl.tblGrid]
    assert widths[0] == max(widths)
    assert abs(sum(widths) - 9638) < 8


def test_a_picture_has_its_alternative_text_and_its_width(sample):
    (shape,) = sample.inline_shapes
    properties = shape._inline.docPr
    assert properties.get("descr") == sample_figure().alt
    assert round(shape.width.mm) == 160


def test_thai_is_told_the_font_the_size_and_the_language(sample):
    defaults = sample.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    assert defaults.find(qn("w:rFonts")).get(qn("w:cs")) == "Sarabun"
    assert defaults.find(qn("w:szCs")).get(qn("w:val")) == "21"
    assert defaults.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == "th-TH"


def test_bold_is_bold_in_thai_too(sample):
    bold = list(sample.element.body.iter(qn("w:b")))
    assert bold
    assert all(mark.getnext().tag == qn("w:bCs") for mark in bold)


def test_the_fonts_are_inside_and_come_back_by_their_key():
    with zipfile.ZipFile(BytesIO(write_docx(sample_document()))) as archive:
        table = archive.read("word/fontTable.xml").decode()
        scrambled = archive.read("word/fonts/1.odttf")
    key = re.search(r'embedRegular r:id="font1" w:fontKey="\{([^}]+)\}"', table)[1]
    digits = bytes.fromhex(key.replace("-", ""))[::-1]
    head = bytes(byte ^ digits[place % 16] for place, byte in enumerate(scrambled[:32]))
    assert scrambled[:4] != b"\x00\x01\x00\x00"
    assert head[:4] == b"\x00\x01\x00\x00"


def test_signs_that_the_font_lacks_have_a_font_of_their_own(sample):
    runs = [run for run in sample.element.body.iter(qn("w:r")) if "✓" in texts(run)]
    fonts = {run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:cs")) for run in runs}
    assert fonts == {"DejaVu Sans Symbols"}
    assert {texts(run) for run in runs} == {"✓"}


def test_each_page_tells_office_year_and_number():
    footer = part("word/footer.xml")
    assert OFFICE in footer
    assert "พ.ศ. 2563" in footer
    assert 'w:instr=" PAGE \\* Arabic "' in footer
    assert 'w:instr=" NUMPAGES \\* Arabic "' in footer


@pytest.mark.parametrize("name", ["word/header.xml", "word/first_header.xml"])
def test_simulated_data_are_named_on_every_page(name):
    assert "ข้อมูลจำลอง" in part(name, sample_document(simulated=True))
    assert "ข้อมูลจำลอง" not in part(name)


def test_a_long_title_takes_one_line_of_a_page_s_head():
    long = "รายงานผลลัพธ์ตามเกณฑ์ PMQA หมวด 3 การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย รอบ 12 เดือน"
    header = part("word/header.xml", sample_document(title=long, simulated=True))
    assert "หมวด 3 การให้ความสำคัญ" in header
    assert "12 เดือน" not in header
    assert " …<" in header


def test_a_short_title_stands_whole_in_a_page_s_head():
    assert ">รายงานผลการดำเนินงานประจำปี<" in part("word/header.xml")


def test_the_page_is_a4(sample):
    section = sample.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_items_and_notes_and_sources_are_there(sample):
    assert "ความพึงพอใจเพิ่มขึ้น 11.04 จุด" in styled(sample, "List Bullet")
    assert "แกนตั้งเริ่มที่ศูนย์" in styled(sample, "Note")
    assert styled(sample, "Note")[-1].startswith("ที่มาของข้อมูล รายงานผลการดำเนินงาน")


def test_a_text_cannot_act_as_markup():
    text = '</w:t></w:r><script>alert("x")</script> & \x00\x0b\ufffe'
    (paragraph, _) = opened(passage(text)).paragraphs
    assert paragraph.text == '</w:t></w:r><script>alert("x")</script> & '


def test_a_hostile_caption_stays_an_attribute():
    table = Table(
        name="t", caption='"><w:p/> & \'', columns=(Column(title="ก"),),
        rows=(Row(cells=(Cell(text="ข"),)),),
    )  # fmt: skip
    properties = opened(table).tables[0]._tbl.tblPr
    assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == "\"><w:p/> & '"


def test_a_table_without_row_heads_says_so():
    table = Table(
        name="t", caption="ก", columns=(Column(title="ก"),), rows=(Row(cells=(Cell(text="ข"),)),)
    )
    look = opened(table).tables[0]._tbl.tblPr.find(qn("w:tblLook"))
    assert look.get(qn("w:firstColumn")) == "0"


def test_the_annual_table_keeps_all_its_rows():
    # two rows of head, 6 groups and 30 indicators
    assert len(opened(long_table()).tables[0].rows) == 38


def test_a_report_in_english_is_english():
    document = opened(language="en")
    assert document.core_properties.language == "en-GB"


def test_nbconvert_knows_the_exporter_by_name():
    assert get_exporter("pmqa_docx") is PmqaDocxExporter
    assert PmqaDocxExporter().file_extension == ".docx"


def test_the_exporter_writes_the_sealed_notebook():
    content, resources = PmqaDocxExporter().from_notebook_node(sample_notebook())
    document = sample_document()
    assert content == write_docx(document, heading_pages(write_pdf(document)))
    assert resources["output_extension"] == ".docx"


def test_a_notebook_without_a_seal_is_refused():
    with pytest.raises(RunError, match="expected one seal"):
        PmqaDocxExporter().from_notebook_node(notebook_of(sample_blocks()))
