"""The notebooks of scorecards run cell by cell: every KPI, every unit, both languages."""

import itertools
import json

import pytest

from pmqa_analysis.blocks import Figure, Heading, Passage, Seal, Table, Title
from pmqa_analysis.office import OFFICE_VARIABLE, Office
from tests.offices import DATA

NOTEBOOKS = DATA.parent / "notebooks"
SHEETS = [
    (one.notebook, dict(one.parameters)) for one in Office(DATA).settings(2567).reports
]  # fmt: skip
SHEETS.append(("hr_plan", {"framework": "hr_plan_2566"}))


@pytest.fixture
def shown(monkeypatch):
    """Return a function that runs a notebook's code with parameters and gives its blocks."""
    monkeypatch.setenv(OFFICE_VARIABLE, str(DATA))
    monkeypatch.setattr("IPython.display.display", lambda *_: None)

    def run(name, **parameters):
        stored = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
        names = {}
        for cell in stored["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= parameters
        return names["report"]._shown

    return run


@pytest.mark.parametrize(("name", "parameters"), SHEETS, ids=lambda one: str(one)[-40:])
def test_each_begins_with_its_answer_and_ends_with_its_seal(shown, name, parameters):
    blocks = shown(name, **parameters)
    assert isinstance(blocks[0], Title)
    assert "".join(run.text for run in blocks[0].answer).strip()
    assert isinstance(blocks[-1], Seal)
    known = {row["id"] for row in blocks[-1].results}
    cells = [c for b in blocks if isinstance(b, Table) for row in b.rows for c in row.cells]
    assert {cell.result for cell in cells if cell.result} <= known


@pytest.mark.parametrize(("name", "parameters"), SHEETS[:2] + SHEETS[9:11] + SHEETS[-1:],
                         ids=lambda one: str(one)[-30:])  # fmt: skip
def test_each_can_be_english_and_in_thai_numerals(shown, name, parameters):
    english = shown(name, **parameters, language="en")
    thai = shown(name, **parameters, numerals="thai")
    assert [type(block) for block in english] == [type(block) for block in thai]
    headings = [block.text for block in english if isinstance(block, Heading)]
    assert all(text.isascii() for text in headings)
    assert "๒๕๖" in thai[0].subtitle


def test_no_heading_stands_without_something_below_it(shown):
    for name, parameters in SHEETS:
        blocks = shown(name, **parameters)
        for block, below in itertools.pairwise(blocks):
            if isinstance(block, Heading):
                assert isinstance(below, Table | Figure | Passage), f"{name}: {block.text}"


def test_a_round_before_the_last_has_its_own_title(shown):
    assert "รอบ 6 เดือน" in shown("kpi_scorecard", round=6)[0].text
    told = [block.text for block in shown("kpi_scorecard", round=6) if isinstance(block, Passage)]
    assert any("รอบแรก" in text for text in told)
