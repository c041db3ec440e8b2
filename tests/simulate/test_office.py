"""The committed simulated office: drawn by the command, and by nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest

from pmqa_analysis.clean.surveys.codebook_file import load_codebook
from pmqa_analysis.office import Office
from pmqa_analysis.report import open_year
from pmqa_analysis.simulate import load_plan, simulate_export
from tests.simulate.samples import OFFICE

YEARS = (2565, 2566, 2567)
SURVEYS = ("satisfaction", "staff")


def content_of(data):
    """Return a workbook's members, since every zlib packs them in its own way; else the bytes."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


@pytest.mark.parametrize("survey", SURVEYS)
@pytest.mark.parametrize("year", YEARS)
def test_the_committed_exports_are_those_that_the_command_draws(survey, year):
    office = Office(OFFICE)
    book = load_codebook(office, survey)
    plan = load_plan(office, book, year)
    for export in plan.exports:
        made = simulate_export(book, plan, export, year)
        if made.path.endswith(".zsav"):  # packed by zlib throughout
            continue
        assert content_of((OFFICE / made.path).read_bytes()) == content_of(made.content), made.path


@pytest.mark.parametrize("year", YEARS)
def test_every_source_is_read_and_every_row_accounted_for(year):
    opened = open_year(year, office=OFFICE)
    for survey in SURVEYS:
        found = opened.survey(survey)
        planned = load_plan(Office(OFFICE), load_codebook(Office(OFFICE), survey), year)
        people = sum(one.n for one in planned.exports)
        counts = found.counts
        assert counts.kept + counts.rejected == people
        assert counts.rows_in == people + counts.duplicates + counts.blank
        assert counts.duplicates
        assert counts.blank


def test_it_says_that_it_is_simulated_in_every_text():
    assert Office(OFFICE).card.simulated
    assert "ข้อมูลจำลอง" in Office(OFFICE).card.name_th
    exports = [path for survey in SURVEYS for path in (OFFICE / "raw").rglob(f"{survey}_*.csv")]
    assert len(exports) == 7
    for path in exports:
        text = path.read_bytes().decode("cp874" if path.parent.name == "2565" and
                                        "paper" in path.name else "utf-8-sig")  # fmt: skip
        assert "ข้อมูลจำลอง" in text, path.name
