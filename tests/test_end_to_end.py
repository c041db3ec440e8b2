"""The main job end to end: the report set of FY 2563, built twice by the command."""

import base64
import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from pmqa_analysis.blocks import Figure, Passage, Table, notebook_blocks
from pmqa_analysis.office import Office, input_digest
from tests.browser import axe_violations, grave, require_chromium
from tests.offices import DATA

pytestmark = pytest.mark.slow

# Those whose texts, tables and figures are read below; SET is all that the settings list.
REPORTS = [
    *(f"category_{n}" for n in range(1, 8)), "satisfaction_comparison", "annual_results", "form6",
    "data_quality", "pmqa_assessment",
]  # fmt: skip
SET = [entry.id for entry in Office(DATA).settings(2563).reports]
# Words with sara am, stacked marks, and marks beside tall letters; all stand in the set.
WORDS = (
    "สำนักงาน", "เลขาธิการ", "วุฒิสภา", "เป้าหมาย", "ตัวชี้วัด", "ผู้รับบริการ",
    "ผู้มีส่วนได้ส่วนเสีย", "ความพึงพอใจ", "ความผูกพัน", "บรรลุ", "ร้อยละ", "ปีงบประมาณ",
    "การดำเนินงาน", "ผลลัพธ์", "ยุทธศาสตร์", "นวัตกรรม", "นิติบัญญัติ", "กรรมาธิการ", "คุณธรรม",
    "ความโปร่งใส", "สิ่งแวดล้อม", "เศรษฐกิจ", "ข้อร้องเรียน", "กระบวนงาน", "เทคโนโลยีสารสนเทศ",
    "ความรู้", "ญัตติ", "เครือข่าย", "น้อยกว่า", "ไม่ต่ำกว่า", "จำนวน", "หน่วยวัด",
)  # fmt: skip
DAMAGED = {
    "a blank before sara am": r"[\u0e01-\u0e2e] \u0e33",
    "sara am in two pieces": r"\u0e4d[\u0e48-\u0e4b]?\u0e32",
    "sara am for sara aa": r"\u0e07\u0e33\u0e19|\u0e01\u0e33\u0e23",
    "a tone mark after sara aa": r"\u0e32[\u0e48-\u0e4c]",
    "a mark without its letter": r"(?:^|[\s.,()\d])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]",
    "a mark twice": r"([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\1",
    "two sara e for sara ae": r"\u0e40\u0e40",
    "a letter of a private font": r"[\ue000-\uf8ff\ufffd]",
}


def build(folder):
    program = "from pmqa_analysis.cli import main; main()"
    options = ["--office", str(DATA), "run", "2563", "--out", str(folder), "--jobs", "2", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", program, *options], capture_output=True, timeout=170, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return folder / "2563", json.loads(done.stdout)


@pytest.fixture(scope="session")
def first_run(tmp_path_factory):
    """Return the folder of the set and what the command answered; built once a session."""
    return build(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="session")
def report_set(first_run):
    return first_run[0]


@pytest.fixture(scope="session")
def second_set(tmp_path_factory):
    return build(tmp_path_factory.mktemp("second"))[0]


@pytest.fixture(params=REPORTS)
def report(request, report_set):
    """Return the folder of each report in turn."""
    return report_set / request.param


@cache
def html_of(folder):
    return (folder / "report.html").read_text(encoding="utf-8")


@cache
def pdf_pages(folder):
    return tuple(page.extract_text() for page in PdfReader(folder / "report.pdf").pages)


def pdf_text(folder):
    return "\n".join(pdf_pages(folder))


def without_breaks(text):
    """Return a text without line breaks, blanks and word joiners: what was cut is whole."""
    return re.sub(r"[\s\u2060\u00a0\u200b]", "", text)


@cache
def results_of(folder):
    with (folder / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def blocks_of(folder):
    notebook = json.loads((folder / "notebook.ipynb").read_text(encoding="utf-8"))
    return list(notebook_blocks(notebook))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


# The set


def test_the_set_has_its_reports_and_nothing_else(first_run):
    folder, answer = first_run
    assert answer["built"] == len(SET)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*SET, "batch.json", "index.html", "manifest.json"]
    )


def test_the_command_answers_where_the_index_is(first_run):
    folder, answer = first_run
    assert answer["index"] == str(folder / "index.html")


def test_the_set_was_verified_against_the_print(first_run):
    counts = first_run[1]["verification"]
    assert counts["compared"] == counts["agreed"] >= 178


def test_a_report_has_all_its_files_and_no_scaffold(report):
    names = {path.name for path in report.iterdir()} - {"charts"}
    assert names == {
        "report.html", "report.pdf", "report.docx", "tables.xlsx", "results.csv",
        "notebook.ipynb", "done.json",
    }  # fmt: skip


def test_the_html_is_the_same_bytes_on_a_second_run(report, second_set):
    assert sha256(report / "report.html") == sha256(second_set / report.name / "report.html")


def test_the_pdf_is_the_same_bytes_on_a_second_run(report, second_set):
    assert sha256(report / "report.pdf") == sha256(second_set / report.name / "report.pdf")


@pytest.mark.parametrize("name", ["report.docx", "tables.xlsx"])
def test_word_and_excel_are_the_same_bytes_on_a_second_run(report, second_set, name):
    assert sha256(report / name) == sha256(second_set / report.name / name)


def test_charts_and_results_are_the_same_bytes_on_a_second_run(report, second_set):
    for path in [*report.glob("charts/*"), report / "results.csv"]:
        assert sha256(path) == sha256(second_set / report.name / path.relative_to(report))


# HTML


def test_a_page_has_no_script_and_no_handler(report):
    assert "<script" not in html_of(report).lower()
    assert not re.search(r"\son\w+\s*=\s*[\"']|javascript:", html_of(report))


def test_a_page_has_no_external_address(report):
    addresses = re.findall(r"""(?:href|src|srcset|action|data)=["']([^"']*)""", html_of(report))
    addresses += re.findall(r"url\(\s*[\"']?([^)\"']*)", html_of(report))
    assert [text[:60] for text in addresses if not text.startswith(("data:", "#"))] == []
    assert "http" not in html_of(report).lower()
    assert "@import" not in html_of(report)


def test_a_drawing_in_a_page_has_no_script_and_no_external_address(report):
    drawings = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html_of(report))
    for drawing in drawings:
        svg = base64.b64decode(drawing).decode("utf-8")
        assert "<script" not in svg
        assert [text for text in re.findall(r'href="([^"]*)"', svg) if text[0] != "#"] == []


def test_a_page_is_in_thai_with_its_font_inside(report):
    assert '<html lang="th">' in html_of(report)
    assert html_of(report).count("src:url(data:font/woff2;base64,") >= 2


def test_a_page_has_contents_whose_links_lead_to_headings(report):
    links = re.findall(r'<a href="#(section-\d+)">', html_of(report))
    assert len(links) >= 4
    assert [name for name in links if f'id="{name}"' not in html_of(report)] == []


def test_a_page_shows_no_code(report):
    assert "report.show" not in html_of(report)
    assert "open_report" not in html_of(report)


def test_every_table_of_a_page_has_real_headers(report):
    tables = re.findall(r"<table.*?</table>", html_of(report), re.DOTALL)
    assert tables
    for table in tables:
        assert '<th scope="col"' in table
        assert '<th scope="row"' in table
        assert "<caption>" in table


def test_every_picture_of_a_page_has_an_alternative_text(report):
    pictures = re.findall(r"<img[^>]*>", html_of(report))
    assert [text for text in pictures if not re.search(r'alt="[^"]{40,}"', text)] == []


def test_tables_and_charts_are_numbered_from_one(report):
    for word in ("ตารางที่", "แผนภูมิที่"):
        numbers = re.findall(rf"<(?:caption|figcaption)><b>{word} (\d+)</b>", html_of(report))
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_a_page_has_a_style_for_print(report):
    assert "@media print" in html_of(report)


def test_a_figure_in_a_table_has_the_text_of_the_results_file(report):
    shown = {row["id"]: (row["shown"], row["unit"]) for row in results_of(report)}
    cells = re.findall(r"<t[dh][^>]*data-result=\"([^\"]+)\"[^>]*>([^<]*)</t[dh]>", html_of(report))
    assert len(cells) > 5
    wrong = [
        (name, text)
        for name, text in ((unescape(name), unescape(text)) for name, text in cells)
        # Disagreeing statements stand with their place, or with the unit that differs.
        if shown[name][0] != text and not re.search(rf"บรรทัด|รายการ|^{shown[name][1]}$", text)
    ]
    assert wrong == []


def test_a_figure_in_a_sentence_has_the_text_of_the_results_file(report):
    shown = {row["id"]: row["shown"] for row in results_of(report)}
    runs = re.findall(r"<(?:span|strong) data-result=\"([^\"]+)\">([^<]*)<", html_of(report))
    assert runs
    assert [(name, text) for name, text in runs if shown[unescape(name)] != unescape(text)] == []


# PDF


def test_the_annual_results_fit_in_five_pages(report_set):
    assert len(PdfReader(report_set / "annual_results" / "report.pdf").pages) <= 5


def test_a_pdf_is_a4_tagged_and_in_thai(report):
    reader = PdfReader(report / "report.pdf")
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
    assert sizes == {(595, 842)}
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"].startswith("th")


def test_every_font_of_a_pdf_is_embedded(report):
    for page in PdfReader(report / "report.pdf").pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            assert "Sarabun" in descriptor["/FontName"] or "Symbols" in descriptor["/FontName"]


def test_pdffonts_sees_embedded_fonts_only(report):
    if shutil.which("pdffonts") is None:
        pytest.skip("no pdffonts found; it comes with poppler-utils")
    command = ["pdffonts", str(report / "report.pdf")]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    assert [line for line in fonts if line.split()[-5] != "yes"] == []


def test_thirty_words_copy_out_of_the_set_intact(report_set):
    texts = without_breaks("".join(pdf_text(report_set / name) for name in REPORTS))
    assert len(WORDS) >= 30
    assert [word for word in WORDS if word not in texts] == []


def test_every_passage_copies_out_of_its_pdf_intact(report):
    copied = without_breaks(pdf_text(report))
    passages = [block.text for block in blocks_of(report) if isinstance(block, Passage)]
    # A page's head and foot may stand between two halves: the halves are looked for.
    broken = [
        text for text in passages
        if (plain := without_breaks(text)) not in copied
        and not (plain[:12] in copied and plain[-12:] in copied)
    ]  # fmt: skip
    assert broken == []


def test_every_cell_copies_out_of_its_pdf_intact(report):
    copied = without_breaks(pdf_text(report))
    tables = [one for one in blocks_of(report) if isinstance(one, Table) and not one.annex]
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert [text for text in cells if without_breaks(text) not in copied] == []


@pytest.mark.parametrize("name", DAMAGED)
def test_no_word_copies_out_damaged(report, name):
    found = re.findall(f".{{0,8}}(?:{DAMAGED[name]}).{{0,8}}", pdf_text(report), re.MULTILINE)
    assert found == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a blank before sara am", "ส ำนักงาน"),
        ("sara am in two pieces", "ส\u0e4d\u0e32นักงาน"),
        ("sara am for sara aa", "สำนักงำน"),
        ("a tone mark after sara aa", "หนา้ที่"),
        ("a mark without its letter", "ผล ัพธ์"),
        ("a mark twice", "ที่่"),
        ("two sara e for sara ae", "เเละ"),
        ("a letter of a private font", "ป\uf70aา"),
    ],
)
def test_the_judge_of_damage_finds_it(name, text):
    assert re.search(DAMAGED[name], text, re.MULTILINE)


def test_a_pdf_says_on_every_page_which_page_it_is(report):
    pages = pdf_pages(report)
    for number, page in enumerate(pages, start=1):
        assert f"หน้า{number}จาก{len(pages)}" in without_breaks(page)


def test_a_pdf_has_bookmarks_for_its_headings(report):
    titles = [
        without_breaks(str(item.title)) for item in flat(PdfReader(report / "report.pdf").outline)
    ]
    assert "วิธีการและกติกาที่ใช้" in titles


def flat(outline):
    for item in outline:
        yield from flat(item) if isinstance(item, list) else [item]


def test_a_pdf_and_its_page_tell_the_same_pages(report):
    done = json.loads((report / "done.json").read_text(encoding="utf-8"))
    assert done["pages"] == len(PdfReader(report / "report.pdf").pages)


# Figures beside the documents


def test_the_results_file_has_its_columns(report):
    assert list(results_of(report)[0]) == [
        "id", "fiscal_year", "measure", "statistic", "section", "value", "shown", "unit",
        "decimals", "status", "policy", "source", "group", "numerator", "denominator", "n", "base",
        "population", "low", "high", "confidence", "weighting",
    ]  # fmt: skip


def test_every_result_has_a_source_or_says_why_it_has_none(report):
    bare = [row for row in results_of(report) if not row["source"] and row["status"] == "reported"]
    assert bare == []


def test_every_result_without_a_value_has_a_status_that_says_why(report):
    levels = ("", "Advance")
    wrong = [
        row for row in results_of(report)
        if (row["status"] == "reported") != bool(row["value"]) and row["shown"] not in levels
    ]  # fmt: skip
    assert wrong == []


def test_the_results_of_7_1_2_are_those_of_the_print(report_set):
    rows = {row["id"]: row for row in results_of(report_set / "category_2")}
    assert rows["2563/7.1.2/actual"]["shown"] == "3,757"
    assert rows["2563/7.1.2/actual"]["value"] == "3757"
    assert rows["2563/7.1.2/actual"]["source"] == "pmqa-application-2563:2374"
    assert rows["2563/7.1.2/percent_of_target"]["value"] == "3757/30"
    assert rows["2561/7.1.1/actual"]["status"] == "not_applicable"


def test_a_chart_is_written_as_svg_and_png_with_its_numbers(report):
    charts = [block for block in blocks_of(report) if isinstance(block, Figure)]
    names = {f"{chart.name}.{kind}" for chart in charts for kind in ("svg", "png", "csv")}
    assert {path.name for path in report.glob("charts/*")} == names
    for path in report.glob("charts/*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")
    for path in report.glob("charts/*.csv"):
        assert len(path.read_text(encoding="utf-8-sig").splitlines()) > 1


def test_the_reports_of_tables_alone_have_no_chart(report_set):
    without = [name for name in REPORTS if not (report_set / name / "charts").is_dir()]
    assert without == ["annual_results", "form6", "data_quality"]


# The record and the index


@pytest.fixture(scope="module")
def manifest(report_set):
    return json.loads((report_set / "manifest.json").read_text(encoding="utf-8"))


def test_the_manifest_s_inputs_are_the_office_s_files(manifest):
    assert {"settings/2563.yml", "raw/2563/results.csv", "published/2563.csv"} <= set(
        manifest["inputs"]
    )
    assert {path: input_digest(DATA, path) for path in manifest["inputs"]} == manifest["inputs"]


def test_the_manifest_s_outputs_are_the_set_s_files(manifest, report_set):
    assert {path: sha256(report_set / path) for path in manifest["outputs"]} == manifest["outputs"]
    written = {
        path.relative_to(report_set).as_posix() for path in report_set.rglob("*") if path.is_file()
    }
    of_the_set = {"batch.json", "index.html", "manifest.json"}
    records = {*of_the_set, *(f"{name}/done.json" for name in SET)}
    assert set(manifest["outputs"]) == written - records


def test_the_manifest_tells_parameters_revision_versions_and_policies(manifest):
    parameters = {entry["report"]: entry["done"]["parameters"] for entry in manifest["reports"]}
    assert parameters["category_3"]["category"] == 3
    assert parameters["satisfaction_comparison"]["compare_years"] == [2561, 2562]
    assert manifest["policies"]["rounding"] == "half_up"
    assert {"python", "papermill", "typst", "matplotlib"} <= set(manifest["versions"])
    assert manifest["code"]["version"]


def test_no_record_names_a_path_of_the_machine(report_set):
    for path in [report_set / "manifest.json", *report_set.glob("*/done.json"),
                 *report_set.glob("*/notebook.ipynb"), report_set / "index.html"]:  # fmt: skip
        text = path.read_text(encoding="utf-8")
        assert str(DATA.parent) not in text, path.name
        assert "/tmp/" not in text, path.name


def test_the_index_lists_the_reports_with_state_pages_size_and_time(report_set):
    html = (report_set / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", html, re.DOTALL)
    assert len(rows) == len(SET)
    for row in rows:
        assert "จัดทำแล้ว / Made" in row
        pages, size, seconds = re.findall(r'<td class="number">([^<]*)</td>', row)
        assert int(pages) > 0
        assert re.fullmatch(r"\d+\.\d\d MB", size)
        assert float(seconds) > 0


def test_the_index_leads_to_files_that_are_there(report_set):
    html = (report_set / "index.html").read_text(encoding="utf-8")
    addresses = [text for text in re.findall(r'href="([^"]*)"', html) if text[0] != "#"]
    assert len(addresses) == 6 * len(SET)
    assert [text for text in addresses if not (report_set / text).is_file()] == []
    assert "http" not in html
    assert "<script" not in html


def test_the_index_says_that_the_figures_agree_with_the_print(report_set):
    html = (report_set / "index.html").read_text(encoding="utf-8")
    assert "216 figures compared with the print, 216 agree." in html


@pytest.mark.browser
def test_nobody_is_shut_out_of_a_report(report, tmp_path):
    require_chromium()
    assert grave(axe_violations(html_of(report), tmp_path)) == []


@pytest.mark.browser
def test_nobody_is_shut_out_of_the_index(report_set, tmp_path):
    require_chromium()
    html = Path(report_set / "index.html").read_text(encoding="utf-8")
    assert grave(axe_violations(html, tmp_path)) == []
