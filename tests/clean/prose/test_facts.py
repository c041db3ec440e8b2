"""Facts of an office for the places of its form: each cell is checked, each has its source."""

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.prose import load_facts
from pmqa_analysis.clean.prose.facts import FACT_COLUMNS
from pmqa_analysis.errors import DataError, Faults
from pmqa_analysis.office import Office
from pmqa_analysis.report import open_year
from tests.offices import DATA, csv_text, refused

PATH = "raw/2563/form6.csv"
FACT = {
    "place": "profile", "label_th": "งบประมาณ", "label_en": "Budget", "text_th": "100 บาท",
    "text_en": "100 baht", "document": "doc", "line": "97",
}  # fmt: skip


def load(tiny, *rows):
    office = tiny({PATH: csv_text(FACT_COLUMNS, rows)})
    return load_facts(office, Ledger(), 2563, {"profile"}, {"doc"})


def test_a_fact_keeps_its_texts_its_source_and_its_address(tiny):
    (fact,) = load(tiny, FACT)
    assert (fact.text_th, fact.text_en, fact.document, fact.line) == (
        "100 บาท",
        "100 baht",
        "doc",
        "97",
    )
    assert fact.address.startswith(f"{PATH}:2")


def test_thai_stands_where_no_english_is_given(tiny):
    (fact,) = load(tiny, {**FACT, "label_en": "", "text_en": ""})
    assert (fact.label_en, fact.text_en) == ("งบประมาณ", "100 บาท")


def test_a_year_without_the_file_has_no_facts(tiny):
    assert load_facts(tiny({}), Ledger(), 2563, {"profile"}, {"doc"}) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [({"place": "profil"}, "profile"), ({"document": "dok"}, "doc"), ({"label_th": ""}, "label_th"),
     ({"text_th": ""}, "text_th"), ({"document": ""}, "document")],
)  # fmt: skip
def test_a_fact_that_cannot_be_placed_is_refused_with_its_cell(tiny, change, told):
    with refused(DataError, PATH, told):
        load(tiny, {**FACT, **change})


def test_all_faults_are_told_together(tiny):
    with pytest.raises(Faults):
        load(tiny, {**FACT, "place": "x"}, {**FACT, "text_th": ""})


def test_the_committed_profile_stands_at_its_places():
    facts = open_year(2563, office=DATA).prose.facts
    assert Office(DATA).has(PATH)
    assert {"profile-mission", "profile-resources", "plans-networks"} <= set(facts)
    (_, people, _) = facts["profile-resources"]
    # 004:L99-100, and 1,065 + 32 + 117 = 1,214
    assert all(number in people.text_th for number in ("1,065", "32", "117", "1,214"))
    assert all(fact.document == "pmqa-application-2563" and fact.line
               for found in facts.values() for fact in found)  # fmt: skip
