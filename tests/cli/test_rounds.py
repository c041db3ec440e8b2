"""Rounds of a year's reports: each has its own place, and every command knows them all."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.offices import DATA

pytestmark = pytest.mark.slow


def pmqa(folder, command, *options):
    program = "from pmqa_analysis.cli import main; main()"
    arguments = ["--office", folder / "data", command, "2565", *options, "--out", folder / "out"]
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments), "--json"], capture_output=True,
        check=False, encoding="utf-8", timeout=170,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of two briefs at six months, then at twelve, then at a quarter."""
    folder = tmp_path_factory.mktemp("rounds")
    shutil.copytree(DATA, folder / "data")
    settings = folder / "data" / "settings" / "2565.yml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [
        line for line in lines if "- {id:" not in line or "brief_1_" in line or "brief_6_" in line
    ]
    settings.write_text("".join(kept), encoding="utf-8")
    built = [pmqa(folder, "run", "--round", round_)["built"] for round_ in ("6", "12", "q1")]
    assert built == [2, 2, 1]
    return folder


@pytest.fixture(scope="module")
def manifest(folder):
    return json.loads((folder / "out/2565/manifest.json").read_text(encoding="utf-8"))


def test_each_round_stands_in_a_folder_of_its_own(folder):
    names = {path.parent.name for path in (folder / "out/2565").glob("*/done.json")}
    assert names == {"brief_1_m6", "brief_1_m12", "brief_6_m6", "brief_6_m12", "brief_6_q1"}


def test_the_record_and_the_index_have_every_round(folder, manifest):
    assert [record["report"] for record in manifest["reports"]] == [
        "brief_1_m6", "brief_1_m12", "brief_6_m6", "brief_6_m12", "brief_6_q1",
    ]  # fmt: skip
    assert all(record["done"] for record in manifest["reports"])
    index = (folder / "out/2565/index.html").read_text(encoding="utf-8")
    assert all(f"{record['report']}/report.html" in index for record in manifest["reports"])


def test_the_round_stands_in_the_report_and_in_its_record(folder):
    for name, months in (("brief_1_m6", 6), ("brief_1_m12", 12), ("brief_6_q1", 3)):
        done = json.loads((folder / "out/2565" / name / "done.json").read_text(encoding="utf-8"))
        assert done["report"] == name
        assert f"รอบ {months} เดือน" in done["title"]


def test_a_round_of_which_nothing_has_changed_is_kept(folder):
    answer = pmqa(folder, "run", "--round", "6")
    assert (answer["built"], answer["kept"]) == (0, 2)
    reports = [row["report"] for row in answer["reports"]]
    assert reports == ["brief_1_m6", "brief_6_m6"]


def test_why_and_status_know_a_round_by_its_name(folder):
    assert not pmqa(folder, "why", "brief_6_q1")["runs"]
    assert not pmqa(folder, "why", "brief_1", "--round", "6")["runs"]
    jobs = pmqa(folder, "status")["batches"][0]["jobs"]
    assert {job["report"].rpartition("_")[2] for job in jobs} <= {"m6", "q1"}


def test_every_round_is_proven_from_the_record(folder):
    assert pmqa(folder, "verify", "--frozen")["reports"] == 5
