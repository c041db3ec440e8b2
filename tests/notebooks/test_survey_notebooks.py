"""The survey notebooks on the simulated office: nothing claimed untested, nothing hidden shown."""

import csv
import json
import re
from pathlib import Path

import pytest

from pmqa_analysis.blocks import Figure, Seal, Table, notebook_blocks
from pmqa_analysis.cli import app
from pmqa_analysis.report import open_year

ROOT = Path(__file__).parents[2]
OFFICE = ROOT / "examples" / "simulated_office"
REPORTS = ("satisfaction_comparison", "engagement")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the folders of both reports of the simulated office."""
    from typer.testing import CliRunner

    out = tmp_path_factory.mktemp("surveys")
    only = [word for name in REPORTS for word in ("--only", name)]
    done = CliRunner().invoke(
        app, ["--office", str(OFFICE), "run", "2567", "--out", str(out), *only]
    )
    assert done.exit_code == 0, done.output
    return {name: out / "2567" / name for name in REPORTS}


def blocks(folder):
    notebook = json.loads((folder / "notebook.ipynb").read_text(encoding="utf-8"))
    return list(notebook_blocks(notebook))


def results(folder):
    with (folder / "results.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
class TestPages:
    def test_every_page_says_that_the_data_are_simulated(self, made, name):
        (seal,) = [one for one in blocks(made[name]) if isinstance(one, Seal)]
        assert seal.simulated
        assert "ข้อมูลจำลอง" in (made[name] / "report.html").read_text(encoding="utf-8")

    def test_no_sentence_of_change_stands_without_its_test(self, made, name):
        """A passage that says increased or decreased shows an interval that holds no zero."""
        texts = [one.text for one in blocks(made[name]) if one.kind == "passage"]
        claims = [text for text in texts if re.search("เพิ่มขึ้นจาก|ลดลงจาก", text)]
        assert claims
        for text in claims:
            low, high = re.search(r"ช่วงเชื่อมั่น ([−\d.]+) – ([−\d.]+)", text).groups()
            ends = [float(end.replace("−", "-")) for end in (low, high)]
            assert ends[0] * ends[1] >= 0, text

    def test_a_suppressed_result_tells_nothing(self, made, name):
        hidden = [row for row in results(made[name]) if row["status"] == "suppressed"]
        for row in hidden:
            assert (row["value"], row["n"], row["low"], row["high"], row["base"]) == ("",) * 5
            assert row["shown"] == "*"

    def test_every_table_and_chart_has_its_numbers_and_charts_their_text(self, made, name):
        shown = blocks(made[name])
        assert len([one for one in shown if isinstance(one, Table)]) > 10
        charts = [one for one in shown if isinstance(one, Figure)]
        assert len(charts) >= 3
        assert all(one.alt and one.numbers.rows for one in charts)


@pytest.mark.slow
def test_a_small_bureau_can_be_read_nowhere(made):
    """A bureau of which fewer than ten answered has one mark in every row of every table."""
    year = open_year(2567, office=OFFICE)
    (staff,) = year.measured(["staff"], [], ["bureau"])
    counts = staff.measured().counts
    bureaus = {one.code: one.th for one in staff.codebook.groups[2].categories}
    small = {bureaus[code] for code in bureaus if counts.respondents(bureau=code) < 10}
    assert small
    rows = [row for one in blocks(made["engagement"]) if isinstance(one, Table)
            for row in one.rows if row.cells[0].text in small]  # fmt: skip
    assert rows
    assert all({cell.text for cell in row.cells[1:]} <= {"*", "-"} for row in rows)
