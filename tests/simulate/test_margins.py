"""The file of margins: strict, year over every year, and known to the codebook."""

import pytest

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import Office
from pmqa_analysis.simulate import load_plan
from tests.offices import refused
from tests.simulate.samples import OFFICE, YEAR, a_book

FILE = "simulation/small.yml"


@pytest.fixture
def plan(tmp_path):
    def load(text, year=YEAR):
        (tmp_path / "office.yml").write_text(
            "id: o\nname_th: จำลอง\nname_en: O\nsimulated: true\n", encoding="utf-8"
        )
        if text:
            (tmp_path / "simulation").mkdir(exist_ok=True)
            (tmp_path / FILE).write_text(text, encoding="utf-8")
        return load_plan(Office(tmp_path), a_book(), year)

    return load


def test_an_office_without_margins_has_the_defaults(plan):
    found = plan("")
    assert (found.correlation, found.careless, found.exports) == (0.5, 0.0, ())


def test_a_year_changes_what_holds_for_every_year(plan):
    found = plan(
        "every_year: {spread: 1, items: {item_1: 3, item_2: 4}}\n"
        f"years: {{{YEAR}: {{items: {{item_2: 2}}, careless: 0.1}}}}\n"
    )
    assert found.items == {"item_1": 3, "item_2": 2}
    assert (found.spread, found.careless) == (1, 0.1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("every_year: {item: {}}", ("item", "items")),
        ("every_year: {items: {item_11: 3}}", ("item_11", "item_1")),
        ("every_year: {groups: {sex: {female: 1}}}", ("groups.sex", "female")),
        ("every_year: {chosen: {vai: {}}}", ("vai", "via")),
        ("every_year: {exports: [{source: exel}]}", ("exports.source", "exel")),
        ("every_year: {blanks: 2}", ("blanks", "2")),
        ("every_year: [", (FILE,)),
    ],
)
def test_what_is_not_known_is_refused_with_its_place(plan, text, names):
    with refused(SettingsError, FILE, *names):
        plan(text)


@pytest.mark.parametrize("survey", ["satisfaction", "staff"])
@pytest.mark.parametrize("year", [2565, 2566, 2567])
def test_the_simulated_office_plans_every_source_of_every_year(survey, year):
    from pmqa_analysis.clean.surveys.codebook_file import load_codebook

    office = Office(OFFICE)
    book = load_codebook(office, survey)
    planned = [one.source for one in load_plan(office, book, year).exports]
    assert planned == [source.id for source in book.sources]
