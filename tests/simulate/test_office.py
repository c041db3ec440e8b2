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
SURVEYS = ("satisfaction", "staff", "it_systems", "direction")


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


def test_it_says_that_it_is_simulated():
    assert Office(OFFICE).card.simulated
    assert "ข้อมูลจำลอง" in Office(OFFICE).card.name_th


@pytest.mark.parametrize("survey", ["it_systems", "direction"])
def test_a_survey_of_one_source_a_year_has_another_format_each_year(survey):
    book = load_codebook(Office(OFFICE), survey)
    kinds = [source.kind for year in YEARS for source in book.sources if source.file_of(year)]
    assert len(kinds) == len(set(kinds)) == 3


def test_the_systems_stand_in_the_order_that_they_are_drawn_to():
    (found,) = open_year(2567, office=OFFICE).measured(["it_systems"], [], ["system"])
    held = found.groups_against_target("satisfaction", "system")
    by_value = [one.category for one in sorted(held, key=lambda one: one.actual.value)]
    assert (by_value[0], by_value[-1]) == ("people", "documents")
    assert {one.verdict for one in held} == {"met", "not_met"}


def test_the_direction_is_better_known_from_year_to_year():
    (found,) = open_year(2567, office=OFFICE).measured(["direction"], [2565, 2566], [])
    means = [found.figure("awareness", "mean", year).value for year in YEARS]
    assert means == sorted(means)
