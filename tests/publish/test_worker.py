import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from unittest import mock

import pytest
from pypdf import PdfReader

from pmqa_analysis.blocks import Cell, Column, Figure, Row, Table
from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.files import (
    JOB,
    FileRecord,
    check_outputs,
    record_text,
    safe_cell,
    write_charts,
)
from pmqa_analysis.publish.worker import main
from tests.publish.tiny import PIXEL, a_job

# A text that no cell's source has whole: only outputs could.
SHOWS_ANSWERS = """
word = 'answer'
print(word, 1)
display({'text/html': f'<b>{word} 2</b>'}, raw=True)
f'{word} 3'
"""
FILES = [
    "notebook.ipynb", "report.docx", "report.html", "report.pdf", "results.csv", "tables.xlsx",
]  # fmt: skip


def run(folder, job):
    """Run a worker in this process; return its exit code and the folder that it wrote."""
    building = folder / "building"
    building.mkdir()
    (building / JOB).write_text(record_text(job), encoding="utf-8")
    with mock.patch.dict(os.environ):  # a worker has its environment for itself
        return main([str(building / JOB)]), building


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build one report whose folder's name would mislead papermill's str.format."""
    folder = tmp_path_factory.mktemp("a {brace}")
    look = "import os\nassert os.environ['PMQA_OFFICE'].endswith('data')"
    code, building = run(folder, a_job(folder, look, SHOWS_ANSWERS))
    yield code, building
    shutil.rmtree(folder)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def failure_of(folder, *cells, **changes):
    code, building = run(folder, a_job(folder, *cells, **changes))
    assert code == 1
    assert not (building / "done.json").exists()
    return read(building / "failure.json")


def test_a_report_is_a_document_its_figures_and_its_notebook(built):
    code, building = built
    names = {path.name for path in building.iterdir()} - {JOB}
    assert code == 0
    assert names == {*FILES, "done.json"}


def test_the_record_has_the_hash_of_every_file(built):
    _, building = built
    files = read(building / "done.json")["files"]
    assert sorted(files) == FILES
    pdf = (building / "report.pdf").read_bytes()
    assert files["report.pdf"]["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert len(PdfReader(building / "report.pdf").pages) == read(building / "done.json")["pages"]


def test_excel_can_tell_that_the_figures_are_utf8(built):
    _, building = built
    content = (building / "results.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,shown,value\r\n2563/7.1.1/actual,97.14,97.14")


def test_the_executed_notebook_has_no_path_of_this_machine_and_a_stable_cell_id(built):
    _, building = built
    notebook = read(building / "notebook.ipynb")
    assert notebook["metadata"]["papermill"]["input_path"] == "tiny.ipynb"
    assert "injected-parameters" in [cell["id"] for cell in notebook["cells"]]


def test_the_notebook_finds_the_office_of_its_job(built):
    assert built[0] == 0


def test_what_cells_print_or_show_besides_blocks_is_not_published(built):
    text = (built[1] / "notebook.ipynb").read_text(encoding="utf-8")
    assert "application/vnd.pmqa.title+json" in text
    for answer in ("answer 1", "answer 2", "answer 3"):
        assert answer not in text


def test_what_a_notebook_puts_into_the_folder_of_its_report_is_refused(tmp_path):
    link = f"import pathlib\npathlib.Path({str(tmp_path / 'building')!r}, 'report.html')"
    failure = failure_of(tmp_path, f"{link}.symlink_to('/tmp/elsewhere.html')")
    assert "not on the list" in failure["en"]
    assert "report.html" in failure["en"]


def test_a_module_beside_the_notebook_can_be_imported(tmp_path):
    job = a_job(tmp_path, "import beside_it\nassert beside_it.word == 'here'")
    job.notebook.with_name("beside_it.py").write_text("word = 'here'\n", encoding="utf-8")
    assert run(tmp_path, job)[0] == 0


def test_a_failing_cell_is_told_with_the_line_that_failed_and_no_traceback(tmp_path):
    failure = failure_of(
        tmp_path, "secret = 'xyz'\na = 1\nb = 2\nraise ValueError('no. ' + secret)"
    )
    assert (failure["stage"], failure["cell"], failure["error"]) == ("execute", 4, "ValueError")
    assert failure["source"] == "raise ValueError('no. ' + secret)"
    assert "ValueError: no)" in failure["en"]


def test_a_fault_of_our_library_speaks_for_itself_in_both_languages(tmp_path):
    cell = (
        "from pmqa_analysis.errors import SettingsError\n"
        "raise SettingsError('year.unreadable', where='25xx')"
    )
    failure = failure_of(tmp_path, cell)
    assert failure["th"].startswith("“25xx” ไม่ใช่ปีงบประมาณ")
    assert failure["en"].startswith("“25xx” is no fiscal year")


def test_a_report_over_its_page_limit_fails_and_says_by_how_much(tmp_path):
    cell = (
        "from pmqa_analysis.blocks import Passage, Run\n"
        "for _ in range(120): display(Passage(runs=(Run(text='ข้อความ'),)))"
    )
    failure = failure_of(tmp_path, cell, max_pages=1)
    assert failure["stage"] == "pages"
    assert "pages, " in failure["en"]
    assert "more than the limit of 1" in failure["en"]


def test_a_plain_notebook_needs_no_reader_of_pdf(tmp_path):
    """It took half of the time of a batch of small notebooks."""
    building = tmp_path / "building"
    building.mkdir()
    job = a_job(tmp_path, form="notebook")
    (building / JOB).write_text(record_text(job), encoding="utf-8")
    code = (
        "import sys\nfrom pmqa_analysis.publish.worker import main\n"
        "print(main(sys.argv[1:]), sorted({'pypdf', 'typst', 'docx'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(building / JOB)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.strip() == "0 []"


def test_a_notebook_that_seals_another_year_fails(tmp_path):
    failure = failure_of(tmp_path, "fiscal_year = 2562")
    assert "sealed for 2562, but 2563 was asked for" in failure["en"]


def test_a_notebook_that_never_seals_fails(tmp_path):
    assert "0 seals" in failure_of(tmp_path, "1", sealed=False)["en"]


def test_an_input_that_changes_while_it_is_read_fails_the_report(tmp_path):
    (tmp_path / "data" / "raw" / "2563").mkdir(parents=True)
    absent = tmp_path / "data" / "raw" / "2563" / "absent.csv"
    failure = failure_of(tmp_path, f"open({str(absent)!r}, 'w').close()")
    assert failure["stage"] == "document"
    assert "raw/2563/absent.csv changed while report tiny was being made" in failure["en"]


def test_a_notebook_that_changes_while_it_runs_fails_the_report(tmp_path):
    notebook = tmp_path / "notebooks" / "tiny.ipynb"
    failure = failure_of(tmp_path, f"open({str(notebook)!r}, 'a').write(' ')")
    assert "tiny.ipynb changed while report tiny was being made" in failure["en"]


def test_a_seal_of_another_job_is_refused(tmp_path):
    failure = failure_of(tmp_path, "import os\nos.environ['PMQA_JOB'] = 'stored'")
    assert "does not come from this run" in failure["en"]


def test_the_record_names_the_job_and_the_job_is_the_same_each_time(built, tmp_path):
    _, building = built
    told = read(building / "done.json")["job"]
    assert len(told) == 16
    same = a_job(tmp_path)
    assert same.id == told
    assert same.model_copy(update={"parameters": {"language": "en"}}).id != told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"report.html": 1, "report.pdf": 1, "results.csv": 1}, "notebook.ipynb"),
        ({"report.html": 1, "report.pdf": 0, "results.csv": 1, "notebook.ipynb": 1}, "report.pdf"),
        ({"a.exe": 1, "report.html": 1, "report.pdf": 1, "results.csv": 1, "notebook.ipynb": 1},
         "a.exe"),
        ({"charts/../x.svg": 1, "report.html": 1, "report.pdf": 1, "results.csv": 1,
          "notebook.ipynb": 1}, "charts/../x.svg"),
    ],
)  # fmt: skip
def test_an_output_that_is_missing_empty_or_unknown_is_refused(files, told):
    records = {path: FileRecord(sha256="a", size=size) for path, size in files.items()}
    with pytest.raises(RunError, match=f"lacks one: {re.escape(told)}"):
        check_outputs("tiny", "report", records)


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_a_formula_is_guarded(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["97.14", "-3.24", "+0.5", "-1,234.50", "-", "-1/3", "ร้อยละ", "", "-5%"]
)
def test_a_number_stays_a_number(text):
    assert safe_cell(text) == text


def a_figure(name="trend", text="=1"):
    numbers = Table(
        name=name, caption="c", columns=(Column(title="ปี"), Column(title="ผล", group="ร้อยละ")),
        rows=(Row(cells=(Cell(text=text), Cell(text="-1.5"))),),
    )  # fmt: skip
    svg = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    return Figure(caption="c", alt="a", svg=svg, png=PIXEL, numbers=numbers, name=name)


def test_a_chart_is_written_as_a_drawing_a_picture_and_its_numbers(tmp_path):
    write_charts(tmp_path / "charts", [a_figure()])
    text = (tmp_path / "charts" / "trend.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows == [["ปี", "ร้อยละ ผล"], ["'=1", "-1.5"]]
    assert (tmp_path / "charts" / "trend.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "charts" / "trend.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("names", [["../up"], ["a", "A"], [""], ["a/b"]])
def test_a_name_that_no_file_can_have_is_refused(tmp_path, names):
    with pytest.raises(RunError, match="no file can be named"):
        write_charts(tmp_path / "charts", [a_figure(name) for name in names])
