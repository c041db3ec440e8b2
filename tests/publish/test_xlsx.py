"""The workbook of a report's tables: numbers as numbers, texts never formulas, the same bytes."""

import time
import zipfile
from io import BytesIO

import openpyxl
import pytest

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.sheet_numbers import SheetNumber, result_number, text_number
from pmqa_analysis.publish.xlsx import write_xlsx
from tests.samples import sample_document, sample_seal

RESULT = {
    "id": "2563/7.1.1/actual", "value": "2923/30", "shown": "97.43", "decimals": "2",
    "source": "=doc:7",
}  # fmt: skip


def opened(document=None):
    return openpyxl.load_workbook(BytesIO(write_xlsx(document or sample_document())))


def one_cell(cell, results=(), **changes):
    """Return the sheet of a table with this one cell, in its row 3."""
    columns = (Column(title="ตัวชี้วัด", row_header=True), Column(title="ผล", align="end"))
    rows = (Row(cells=(Cell(text="ก"), cell)),)
    table = Table(name="t", caption="ผล", columns=columns, rows=rows)
    return opened(Document((table,), sample_seal(results=tuple(results), **changes))).worksheets[0]


@pytest.fixture(scope="module")
def sample():
    return opened()


def test_a_table_of_the_annex_has_its_sheet():
    columns = (Column(title="ก", row_header=True),)
    annex = Table(name="a", caption="ทะเบียน", columns=columns, rows=(), annex=True)
    assert opened(Document((annex,), sample_seal())).worksheets[0]["A1"].value == "ตารางที่ 1 ทะเบียน"


def test_the_same_report_gives_the_same_bytes():
    first = write_xlsx(sample_document())
    time.sleep(1.1)
    assert write_xlsx(sample_document()) == first


def test_no_part_tells_when_it_was_written():
    with zipfile.ZipFile(BytesIO(write_xlsx(sample_document()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms:", b"")


def test_a_sheet_for_each_table_and_chart_and_one_for_all_results(sample):
    assert sample.sheetnames == ["ตารางที่ 1", "แผนภูมิที่ 1", "Results"]


def test_a_sheet_begins_with_label_and_caption_and_ends_with_note_and_source(sample):
    first = [row[0].value for row in sample.worksheets[0].iter_rows()]
    assert first[0] == "ตารางที่ 1 ผลการดำเนินงานตามตัวชี้วัด เปรียบเทียบกับเป้าหมาย"
    assert first[-2] == "- หมายถึง ไม่มีข้อมูลในเอกสารต้นทาง"
    assert first[-1].startswith("ที่มาของข้อมูล รายงานผลการดำเนินงาน")


def test_the_head_spans_as_in_the_report_and_stays_in_sight(sample):
    sheet = sample.worksheets[0]
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"D2:F2", "A2:A3", "A4:G4"}
    assert [sheet.cell(3, column).value for column in (4, 5, 6)] == ["2561", "2562", "2563"]
    assert sheet.freeze_panes == "B4"


def test_a_number_is_a_number_with_the_format_that_was_shown(sample):
    cell = sample.worksheets[0]["F5"]
    assert cell.value == 97.14
    assert cell.number_format.startswith("#,##0.00;")


def test_a_dash_is_a_text_and_no_zero(sample):
    assert sample.worksheets[0]["D5"].value == "-"


def test_a_verdict_has_its_sign(sample):
    assert sample.worksheets[0]["G5"].value == "✓ บรรลุ"


def test_a_chart_s_sheet_has_its_numbers(sample):
    assert sample.worksheets[1]["B3"].value == 86.1


def test_a_result_is_its_exact_value_shown_with_its_decimals():
    # 2923/30 = 97.4333…
    cell = one_cell(Cell(text="97.43", result=RESULT["id"]), [RESULT])["B3"]
    assert cell.value == pytest.approx(97.43333333)
    assert cell.number_format.startswith("#,##0.00;")


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK()"])
def test_a_text_never_becomes_a_formula(text):
    cell = one_cell(Cell(text=text))["B3"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_a_caption_never_becomes_a_formula():
    table = Table(
        name="t", caption="x", columns=(Column(title="=1+1"),), rows=(), notes=("=2+2", "@x")
    )
    book = opened(Document((table,), sample_seal(words={**sample_seal().words, "table": "=A"})))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:2]] == ["=A 1 x", "=1+1"]


def test_a_code_in_a_column_of_words_stays_a_text():
    table = Table(
        name="t", caption="x", columns=(Column(title="มิติ", align="center"),),
        rows=(Row(cells=(Cell(text="7.1"),)),),
    )  # fmt: skip
    assert opened(Document((table,), sample_seal())).worksheets[0]["A3"].value == "7.1"


def test_characters_that_excel_refuses_are_left_out():
    assert one_cell(Cell(text="ก\x00\x0bข"))["B3"].value == "กข"


def test_every_result_stands_on_the_last_sheet():
    sheet = opened(sample_document(results=(RESULT,))).worksheets[-1]
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert head == list(RESULT)
    assert row == ["2563/7.1.1/actual", "2923/30", 97.43, 2, "=doc:7"]
    assert sheet["E2"].data_type == "s"


def test_the_results_sheet_is_named_in_the_report_s_language():
    words = {**sample_seal().words, "results": "ผลลัพธ์ทุกค่า"}
    assert opened(sample_document(words=words)).sheetnames[-1] == "ผลลัพธ์ทุกค่า"


def test_simulated_data_are_named_on_each_table():
    book = opened(sample_document(simulated=True))
    assert all("ข้อมูลจำลอง" in sheet["A1"].value for sheet in book.worksheets[:-1])


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("3,757", 3757, '#,##0;"−"#,##0;#,##0'),
        ("97.14", 97.14, '#,##0.00;"−"#,##0.00;#,##0.00'),
        ("\u22121.29", -1.29, '#,##0.00;"−"#,##0.00;#,##0.00'),
        ("+4.97", 4.97, '+#,##0.00;"−"#,##0.00;#,##0.00'),
        ("๙๗.๑๔", 97.14, '[$-D07041E]#,##0.00;[$-D07041E]"−"#,##0.00;[$-D07041E]#,##0.00'),
        ("2563", 2563, '0;"−"0;0'),
        ("0", 0, '#,##0;"−"#,##0;#,##0'),
    ],
)
def test_a_shown_number_keeps_its_value_and_form(text, value, form):
    assert text_number(text) == SheetNumber(value, form)


@pytest.mark.parametrize(
    "text", ["", "-", "N/A", "007", "12 เรื่อง", "1,23", "12.5%", "1234567890123456", "(3.24)"]
)
def test_what_is_no_plain_number_stays_a_text(text):
    assert text_number(text) is None


def test_a_text_that_is_not_its_result_rounded_keeps_its_own_number():
    # the exact value 1/3 does not read 0.34
    assert result_number("0.34", "1/3").value == 0.34


def test_a_negative_result_is_exact_too():
    assert result_number("\u22120.33", "-1/3").value == pytest.approx(-1 / 3)


def test_a_long_note_is_wrapped_across_the_table_and_high_enough(sample):
    columns = (Column(title="ก", width=2), Column(title="ข"))
    table = Table(name="t", caption="x", columns=columns, rows=(), notes=("น" * 100,))
    sheet = opened(Document((table,), sample_seal())).worksheets[0]
    # two columns of 24 and 12 letters: 100 letters take three lines of 15 points
    assert sheet["A4"].alignment.wrap_text
    assert "A4:B4" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[4].height == 45
