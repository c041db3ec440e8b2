"""The commands on a batch: what is up to date is kept; a run can be followed and explained."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

from tests.offices import DATA
from tests.publish.tiny import an_office, write_notebook


def pmqa(*arguments, **options):
    program = "from pmqa_analysis.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, check=False,
        encoding="utf-8", timeout=120, **options,
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the folder of a copy of the office's set, built once, three reports of it."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(DATA, folder / "data")
    settings = folder / "data" / "settings" / "2563.yml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    wanted = ("category_1", "category_2", "annual_results")
    kept = [
        line for line in lines if "- {id:" not in line or any(f"id: {n}," in line for n in wanted)
    ]
    settings.write_text("".join(kept), encoding="utf-8")
    done = run(folder)
    assert done["built"] == 3
    return folder


def run(folder, *options):
    done = pmqa("--office", folder / "data", "run", "2563", "--out", folder / "out", "--json",
                *options)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def stamps(folder):
    return {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*") if path.is_file()}


@pytest.mark.slow
class TestResume:
    def test_a_set_of_which_nothing_has_changed_is_left_alone_within_a_second(self, whole):
        before = stamps(whole)
        started = time.monotonic()
        answer = run(whole)
        assert time.monotonic() - started < 4  # a busy machine; below one second on a quiet one
        assert (answer["built"], answer["kept"]) == (0, 3)
        assert {row["state"] for row in answer["reports"]} == {"kept"}
        assert answer["verification"]["compared"] > 0
        assert stamps(whole) == before

    def test_nothing_heavy_is_imported_where_nothing_has_changed(self, whole):
        code = (
            "import sys\nfrom pmqa_analysis.cli import main\nsys.argv[0] = 'pmqa'\n"
            "try:\n    main()\nexcept SystemExit:\n    pass\n"
            "heavy = {'pandas', 'matplotlib', 'scipy', 'papermill', 'IPython', 'typst'}\n"
            "print(sorted(heavy & set(sys.modules)))"
        )
        arguments = ["--office", whole / "data", "run", "2563", "--out", whole / "out", "--quiet"]
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, check=True,
            encoding="utf-8",
        )  # fmt: skip
        assert done.stdout.strip() == "[]"

    def test_notebooks_of_the_office_s_own_can_be_checked(self, whole, tmp_path):
        asked = pmqa("--office", whole / "data", "check", "2563", "--notebooks", tmp_path)
        assert asked.returncode == 2
        assert f"No notebook at {tmp_path}" in asked.stderr

    def test_why_says_that_nothing_has_changed(self, whole):
        done = pmqa("--office", whole / "data", "why", "2563", "category_1", "--out", whole / "out")
        assert done.returncode == 0
        assert "Nothing has changed: category_1 would be kept." in done.stdout

    def test_why_asks_for_one_report_where_a_notebook_makes_several(self, whole):
        done = pmqa("--office", whole / "data", "why", "2563", "category_analysis", "--out",
                    whole / "out")  # fmt: skip
        assert done.returncode == 2
        assert "Name one of them: category_1, category_2." in done.stderr

    def test_an_altered_output_is_made_again_and_the_others_are_kept(self, whole):
        report = whole / "out" / "2563" / "category_2" / "report.html"
        good = report.read_bytes()
        report.write_bytes(good + b" ")
        asked = pmqa("--office", whole / "data", "why", "2563", "category_2", "--out",
                     whole / "out", "--json")  # fmt: skip
        assert json.loads(asked.stdout)["reasons"] == [{"kind": "output", "found": "report.html"}]
        answer = run(whole)
        assert (answer["built"], answer["kept"]) == (1, 2)
        assert report.read_bytes() == good

    def test_force_makes_all_again_and_the_bytes_are_the_same(self, whole):
        pdf = whole / "out" / "2563" / "category_1" / "report.pdf"
        before = pdf.read_bytes()
        assert run(whole, "--force", "--only", "category_1")["built"] == 1
        assert pdf.read_bytes() == before

    def test_the_status_tells_the_last_run(self, whole):
        run(whole, "--force", "--only", "category_1")
        done = pmqa(
            "--office", whole / "data", "status", "2563", "--out", whole / "out", "--follow"
        )
        assert done.returncode == 0
        assert "done" in done.stdout
        assert "category_1" in done.stdout
        assert "MiB" in done.stdout

    def test_two_shards_are_the_whole_set(self, whole, tmp_path):
        built = {}
        for part in ("1/2", "2/2"):
            done = pmqa("--office", whole / "data", "run", "2563", "--out", tmp_path, "--json",
                        "--shard", part)  # fmt: skip
            assert done.returncode == 0, done.stderr
            built[part] = [row["report"] for row in json.loads(done.stdout)["reports"]]
        assert sorted(built["1/2"] + built["2/2"]) == ["annual_results", "category_1", "category_2"]
        for report in ("category_1", "annual_results"):
            first, second = (
                (folder / "2563" / report / "results.csv").read_bytes()
                for folder in (whole / "out", tmp_path)
            )
            assert first == second


def test_the_status_of_a_set_that_was_never_run_is_told(tmp_path):
    an_office(tmp_path / "data")
    done = pmqa("--office", tmp_path / "data", "status", "2563", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "No run has been recorded" in done.stderr


def test_why_a_report_that_was_never_made_would_run(tmp_path):
    an_office(tmp_path / "data")
    write_notebook(tmp_path / "notebooks" / "tiny.ipynb")
    done = pmqa("--office", tmp_path / "data", "why", "2563", "tiny", "--out", tmp_path / "out",
                "--notebooks", tmp_path / "notebooks", "--json")  # fmt: skip
    assert json.loads(done.stdout)["reasons"] == [{"kind": "not_built", "found": ""}]


def test_a_wrong_shard_is_wrong_use(tmp_path):
    an_office(tmp_path / "data")
    done = pmqa("--office", tmp_path / "data", "run", "2563", "--shard", "5/2")
    assert done.returncode == 2
    assert "Expected i/n" in done.stderr


def test_pmqa_starts_quickly():

    before = os.times()
    assert pmqa("--help").returncode == 0
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - (
        before.children_system
    ) < 1.0  # fmt: skip
