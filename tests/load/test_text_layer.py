"""A report's text layer: lines with their numbers, from text and from PDF, or a clear refusal."""

import io
from importlib.resources import as_file, files

import pytest
import typst
from pypdf import PdfWriter

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.register import load_register
from pmqa_analysis.errors import DataError
from pmqa_analysis.load.printed_report import read_category_tables, read_results_part
from pmqa_analysis.load.text_layer import load_text
from tests.offices import refused, write_office

REPORT = """
#set text(font: "Sarabun Levelled", size: 11pt, lang: "th")
#set page(width: 20cm, height: 6cm, margin: 1cm,
          footer: context align(center, counter(page).display()))
ส่วนที่ 3 ผลลัพธ์การดำเนินการ
#table(columns: (6cm, auto, auto, auto, auto),
  table.header([ตัวชี้วัด], [หน่วยวัด], [ค่าเป้าหมาย], [ปี 2562], [ปี 2563]),
  table.cell(colspan: 5)[7.1 มิติแรก],
  [7.1.1 ตัวชี้วัด 7.1.1 ที่มีชื่อยาวจนต้องขึ้นบรรทัดใหม่ในช่องของตาราง], [ครั้ง], [1,000], [900], [1,200],
  [7.1.2 ตัวชี้วัด 7.1.2], [ร้อยละ], [10], [-], [8.00],
  table.cell(colspan: 5)[7.2 มิติที่สอง],
  [7.2.1 ตัวชี้วัด 7.2.1], [ร้อยละ], [85], [83.50], [84.995],
  [7.2.2 ตัวชี้วัด 7.2.2], [ครั้ง], [-], [-], [2])
#pagebreak()
ผลลัพธ์สำคัญในหมวด 7 ที่เป็นผลจากการดำเนินงานของหมวด 1
#table(columns: (6cm, auto, auto, auto),
  table.header([ตัวชี้วัด], [ค่าเป้าหมาย], [ผลการดำเนินงาน ปี 2563], [มิติที่]),
  [1. ตัวชี้วัด 7.1.1], [1,000 ครั้ง], [1,200 ครั้ง], [7.1],
  [2. ตัวชี้วัด 7.2.1], [ร้อยละ 85], [ร้อยละ 84.995], [7.2])
"""


def pdf_of(source):
    """Return the PDF of a Typst text, in the fonts whose Thai copies out whole."""
    with as_file(files("pmqa_analysis").joinpath("assets", "fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
    return typst.compile(source.encode(), font_paths=fonts)


def scanned():
    """Return a PDF of a page with text and a page with a picture only."""
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with PdfPages(out) as pages:
        for draw in (lambda f: f.text(0.5, 0.5, "page"), lambda f: f.figimage([[0.0, 1.0]])):
            figure = Figure(figsize=(2, 2))
            draw(figure)
            pages.savefig(figure)
    return out.getvalue()


@pytest.fixture
def load(tmp_path):
    """Return a function that reads a text layer with this content."""

    def read(content, name="r.txt", **options):
        office = write_office(tmp_path, {name: content}, only=("office.yml", name))
        return load_text(office, name, **options)

    return read


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return the tiny office with a report in PDF."""
    return write_office(tmp_path_factory.mktemp("office"), {"r.pdf": pdf_of(REPORT)})


@pytest.fixture(scope="module")
def measures(office):
    """Return the measures of the tiny office."""
    return load_register(office, Ledger()).measures


def texts(layer):
    return {line.number: line.text for line in layer.lines}


class TestText:
    def test_lines_keep_their_numbers(self, load):
        assert texts(load("ก\n\n  ข\r\nค\rง\n")) == {1: "ก", 2: "", 3: "  ข", 4: "ค", 5: "ง"}

    def test_bare_web_addresses_are_furniture(self, load):
        layer = load("ก\nhttp://a.go.th/x\nwww.a.go.th ด้วย\n")
        assert list(texts(layer)) == [1, 3]
        assert [line.text for line in layer.furniture] == ["http://a.go.th/x"]

    def test_named_running_lines_are_furniture(self, load):
        layer = load("ก\nเอกสารประชุม  (7 ม.ค. 64)\nข", furniture=["เอกสารประชุม (7 ม.ค. 64)"])
        assert list(texts(layer)) == [1, 3]

    def test_a_lone_number_stays_without_marks_of_pages(self, load):
        assert list(texts(load("ก\n1\nข\n2\nค\n3\n"))) == [1, 2, 3, 4, 5, 6]

    def test_page_numbers_that_count_with_the_pages_are_furniture(self, load):
        layer = load("ก\n10\n\n5\n\fข\n7\nค\n6\n\fง\n7\n")
        assert [line.number for line in layer.furniture] == [4, 8, 10]
        assert {line.page for line in layer.lines} == {1, 2, 3}

    def test_swapped_letters_are_decided_by_the_whole_text(self, load):
        assert texts(load("กำรด ำเนินงำน\nรำงวัล"))[2] == "รางวัล"

    def test_another_encoding_is_refused_with_its_line(self, load):
        with refused(DataError, "r.txt:2", "UTF-8"):
            load(b"a\n" + "ก".encode("cp874"))

    def test_another_kind_of_file_is_refused(self, load):
        with refused(DataError, "r.docx", ".pdf", ".txt"):
            load("ก", name="r.docx")

    @pytest.mark.parametrize("content", ["", " \n\n"])
    def test_a_text_without_words_is_refused(self, load, content):
        with refused(DataError, "r.txt"):
            load(content)


class TestPdf:
    def test_a_results_part_over_two_pages_is_read(self, office, measures):
        layer = load_text(office, "r.pdf")
        table = read_results_part(layer, measures, document="doc", section="part3")
        assert list(table.frame["printed"]) == [
            "1,000", "900", "1,200", "10", "-", "8.00", "85", "83.50", "84.995", "-", "-", "2",
        ]  # fmt: skip
        assert {line.page for line in layer.lines} == {1, 2, 3}

    def test_page_numbers_are_left_out(self, office):
        furniture = load_text(office, "r.pdf").furniture
        assert [(line.text, line.page) for line in furniture] == [("1", 1), ("2", 2), ("3", 3)]

    def test_a_category_table_is_read(self, office, measures):
        layer = load_text(office, "r.pdf")
        table = read_category_tables(layer, measures, document="doc", sections={1: "cat1"})
        assert list(table.frame["printed"]) == ["1,000", "1,200", "85", "84.995"]
        assert list(table.frame["measure"]) == ["7.1.1", "7.1.1", "7.2.1", "7.2.1"]

    def test_a_page_of_a_picture_alone_is_refused(self, load):
        with refused(DataError, "r.pdf (หน้า/page 2)"):
            load(scanned(), name="r.pdf")

    def test_a_pdf_of_blank_pages_is_refused(self, load):
        writer, out = PdfWriter(), io.BytesIO()
        writer.add_blank_page(100, 100)
        writer.write(out)
        with refused(DataError, "r.pdf"):
            load(out.getvalue(), name="r.pdf")

    def test_a_locked_pdf_is_refused(self, load):
        writer, out = PdfWriter(), io.BytesIO()
        writer.add_blank_page(100, 100)
        writer.encrypt("secret", algorithm="RC4-128")
        writer.write(out)
        with refused(DataError, "r.pdf", "FileNotDecryptedError"):
            load(out.getvalue(), name="r.pdf")

    @pytest.mark.filterwarnings("ignore")
    @pytest.mark.parametrize("content", [b"%PDF-1.7 cut", b"hello", b""])
    def test_a_broken_pdf_is_refused(self, load, content):
        with refused(DataError, "r.pdf"):
            load(content, name="r.pdf")
