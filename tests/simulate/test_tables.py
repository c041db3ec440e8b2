"""The simulated office's files: redrawn to the same bytes, nothing made by hand, all marked."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pyreadstat
import pytest

from pmqa_analysis.clean.surveys.codebook_file import load_codebook
from pmqa_analysis.office import Office
from pmqa_analysis.simulate import load_plan, simulate_export
from tests.simulate.samples import OFFICE

ROOT = OFFICE.parents[1]
MARKS = ("ข้อมูลจำลอง", "จำลอง", "simulated")
SURVEYS = sorted(path.stem for path in (OFFICE / "codebooks").glob("*.yml"))
YEARS = (2565, 2566, 2567)
# Of the survey exports, their sources say how they are written; the rest is UTF-8.
ENCODINGS = {"raw/2565/staff_paper.csv": "cp874", "raw/2566/staff_paper.tsv": "utf-16"}


def relative(path):
    return path.relative_to(OFFICE).as_posix()


FILES = sorted(relative(path) for path in OFFICE.rglob("*") if path.is_file())
RAW = [name for name in FILES if name.startswith("raw/")]
TABLES = [name for name in FILES if name.endswith((".csv", ".tsv"))]
BOOKS = [name for name in FILES if name.endswith(".xlsx")]
SPSS = [name for name in FILES if name.endswith((".sav", ".zsav"))]


@pytest.fixture(scope="module")
def redrawn(tmp_path_factory):
    """Return the folder that the tool wrote, and the names that it told."""
    folder = tmp_path_factory.mktemp("redrawn")
    command = [sys.executable, str(ROOT / "tools" / "simulate_office.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder, done.stdout.splitlines()


def exports():
    """Return the path of every survey export that is planned."""
    office, found = Office(OFFICE), []
    for survey in SURVEYS:
        book = load_codebook(office, survey)
        for year in YEARS:
            plan = load_plan(office, book, year)
            found += [simulate_export(book, plan, one, year).path for one in plan.exports]
    return found


def test_the_tables_are_redrawn_to_the_same_bytes(redrawn):
    folder, names = redrawn
    assert len(names) > 40
    differ = [name for name in names
              if (folder / name).read_bytes() != (OFFICE / name).read_bytes()]  # fmt: skip
    assert differ == []


def test_every_raw_file_is_drawn(redrawn):
    assert sorted([*redrawn[1], *exports()]) == RAW


def test_the_make_target_draws_every_survey():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = [one for one in makefile.splitlines() if "for survey in" in one]
    named = line.partition("for survey in ")[2].partition(";")[0].split()
    assert sorted(named) == SURVEYS


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_table_says_that_it_is_simulated(name):
    text = (OFFICE / name).read_bytes().decode(ENCODINGS.get(name, "utf-8-sig"))
    _, *rows = csv.reader(io.StringIO(text), delimiter=delimiter_of(text))
    silent = [number for number, row in enumerate(rows, start=2)
              if any(row) and not any(mark in "|".join(row) for mark in MARKS)]  # fmt: skip
    assert rows
    assert silent == []


def delimiter_of(text):
    """Return the delimiter that the header has most of."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


@pytest.mark.parametrize("name", BOOKS)
def test_every_workbook_says_it(name):
    with zipfile.ZipFile(OFFICE / name) as book:
        texts = "".join(book.read(part).decode("utf-8", "ignore") for part in book.namelist())
    assert MARKS[0] in texts


@pytest.mark.parametrize("name", SPSS)
def test_every_row_of_an_spss_file_says_it(name):
    frame, _ = pyreadstat.read_sav(OFFICE / name)
    filled = frame[~(frame.isna() | (frame == "")).all(axis=1)]  # a planted row is blank throughout
    assert len(filled) > 100
    assert (filled == MARKS[0]).any(axis=1).all()


def test_every_other_file_says_it():
    rest = sorted({*FILES} - {*TABLES, *BOOKS, *SPSS})
    assert {Path(name).suffix for name in rest} == {".md", ".yml"}
    texts = {name: (OFFICE / name).read_text(encoding="utf-8") for name in rest}
    assert [name for name, text in texts.items() if MARKS[0] not in text] == []
