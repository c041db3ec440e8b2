"""The simulated office end to end: every page and file of its set says what its data are."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import zipfile

import pytest
from pypdf import PdfReader

from pmqa_analysis.blocks import Figure, Passage, Table, Title, notebook_blocks
from tests.simulate.samples import OFFICE

pytestmark = pytest.mark.slow

MARK = "ข้อมูลจำลอง"
REPORTS = ("category_3", "data_quality")
RECORDS = {"done.json", "notebook.ipynb"}
# How the run stands, for who watches it: of the program, not of the office.
JOURNAL = "batch.json"
YEARS = ("2565", "2566", "2567")


def run(*arguments, codes=(0,)):
    """Run ``pmqa`` on the simulated office in a process of its own, and return its JSON answer."""
    program = "from pmqa_analysis.cli import main; main()"
    command = [sys.executable, "-c", program, "--office", str(OFFICE), *arguments]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode in codes, done.stderr[-3000:]
    return json.loads(done.stdout)


def build(folder):
    only = [part for name in REPORTS for part in ("--only", name)]
    run("run", "2567", *only, "--out", str(folder), "--json")
    return folder / "2567"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def built_again(tmp_path_factory):
    return build(tmp_path_factory.mktemp("again"))


@pytest.fixture(params=REPORTS)
def report(request, built):
    return built / request.param


def files_of(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def text_of(path):
    """Return what can be read in a file; a workbook or a document is a container of texts."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as container:
            return "".join(container.read(name).decode("utf-8", "ignore")
                           for name in container.namelist())  # fmt: skip
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(path).pages)
    return path.read_text(encoding="utf-8-sig")


def test_every_file_of_the_set_says_it(built):
    texts = {path: text_of(path) for path in files_of(built)
             if path.suffix != ".png" and path.name != JOURNAL}  # fmt: skip
    silent = [path.relative_to(built).as_posix() for path, text in texts.items()
              if MARK not in re.sub(r"[\s\u2060\u200b]", "", text)]  # fmt: skip
    assert silent == []


def test_every_page_of_a_pdf_says_it(report):
    pages = [page.extract_text() for page in PdfReader(report / "report.pdf").pages]
    assert [number for number, text in enumerate(pages, start=1) if MARK not in text] == []


def test_every_row_of_a_table_of_numbers_says_it(report):
    for path in [report / "results.csv", *report.glob("charts/*.csv")]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert {MARK in row[-1] for row in rows} == {True}, path.name


def test_every_sentence_table_and_chart_says_it(report):
    notebook = json.loads((report / "notebook.ipynb").read_text(encoding="utf-8"))
    blocks = list(notebook_blocks(notebook))
    assert {Title, Passage, Table} <= set(map(type, blocks))
    for block in blocks:
        if isinstance(block, Passage):
            assert MARK in block.text
        elif isinstance(block, Table | Figure):
            assert MARK in block.caption
        elif isinstance(block, Title):
            assert MARK in "".join(part.text for part in block.answer)


def test_a_second_run_gives_the_same_bytes(report, built_again):
    again = built_again / report.name
    names = [path.relative_to(report) for path in files_of(report)]
    assert names == [path.relative_to(again) for path in files_of(again)]
    differ = [name.as_posix() for name in names if name.name not in RECORDS
              and (report / name).read_bytes() != (again / name).read_bytes()]  # fmt: skip
    assert differ == []


@pytest.mark.parametrize("year", YEARS)
def test_every_year_is_checked(year):
    # 1 where an office's own words are not borne out by its figures: planted in 2567
    answer = run("check", year, "--json", codes=(0, 1))
    assert answer["reports"] >= 10
    assert answer["figures"] > 0
