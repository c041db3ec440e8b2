import json
import subprocess
from datetime import UTC, datetime

import pytest

from pmqa_analysis.publish import manifest as module
from pmqa_analysis.publish.failure import plain_failure
from pmqa_analysis.publish.files import DONE, Done, FileRecord, record_text
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.manifest import code_revision, make_manifest, write_manifest
from pmqa_analysis.publish.run import Outcome
from tests.publish.tiny import an_office

REPORTS = "".join(f"\n  - {{id: {name}, notebook: tiny}}" for name in ("one", "two", "three"))
DATA_SHA = "6667b2d1aab6a00caa5aee5af8ad9f1465e567abf1c209d15727d57b3e8f6e5f"  # of "data\n"


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path / "data", REPORTS + "\n")
    (tmp_path / "data" / "r.csv").write_text("data\n", encoding="utf-8")
    return office


def a_report(tmp_path, name, digest=DATA_SHA):
    done = Done(
        report=name, title="t", office="tiny", fiscal_year=2563, notebook="tiny.ipynb",
        notebook_sha256="n", parameters={"language": "th"}, simulated=False, policies={},
        inputs={"r.csv": digest}, results=3, pages=2, seconds=1.5,
        files={"report.pdf": FileRecord(sha256="p", size=9)},
    )  # fmt: skip
    folder = tmp_path / "out" / "2563" / name
    folder.mkdir(parents=True)
    (folder / DONE).write_text(record_text(done), encoding="utf-8")
    return done


def an_outcome(tmp_path, name, **changes):
    job = Job(
        report=name, notebook=tmp_path / "tiny.ipynb", parameters={}, fiscal_year=2563,
        office="tiny", office_folder=tmp_path, target=tmp_path / "out" / "2563" / name,
    )  # fmt: skip
    return Outcome(job, 1.0, **changes)


def make(tmp_path, office, *outcomes):
    made_at = datetime(2020, 9, 30, 12, tzinfo=UTC)
    settings = office.settings(2563)
    folder = tmp_path / "out" / "2563"
    return make_manifest(office, settings, folder, outcomes, made_at=made_at)


def states(manifest):
    return {record.report: record.state for record in manifest.reports}


def test_every_report_of_the_year_is_recorded_with_its_state(tmp_path, office):
    done = a_report(tmp_path, "one")
    a_report(tmp_path, "two")
    manifest = make(tmp_path, office, an_outcome(tmp_path, "one", done=done))
    assert states(manifest) == {"one": "built", "two": "kept", "three": "not_built"}


def test_a_failure_stands_beside_the_old_report_that_stays(tmp_path, office):
    a_report(tmp_path, "one")
    failure = plain_failure("time_limit", "run.time_limit", limit="600")
    manifest = make(tmp_path, office, an_outcome(tmp_path, "one", failure=failure))
    (record, *_) = manifest.reports
    assert (record.state, record.done.pages) == ("failed", 2)
    assert "600 seconds" in record.failure.en


def test_inputs_and_outputs_have_their_hashes(tmp_path, office):
    a_report(tmp_path, "one")
    manifest = make(tmp_path, office)
    assert manifest.inputs["r.csv"] == DATA_SHA
    assert set(manifest.inputs) == {"r.csv", "office.yml", "settings/2563.yml"}
    assert manifest.outputs == {"one/report.pdf": "p"}


def test_a_report_whose_data_have_changed_since_is_stale(tmp_path, office):
    a_report(tmp_path, "one", digest="older")
    a_report(tmp_path, "two")
    assert [record.stale for record in make(tmp_path, office).reports] == [["r.csv"], [], []]


def test_a_record_that_cannot_be_read_is_no_report(tmp_path, office):
    a_report(tmp_path, "one")
    (tmp_path / "out" / "2563" / "one" / DONE).write_text("{", encoding="utf-8")
    assert states(make(tmp_path, office))["one"] == "not_built"


def test_the_set_says_when_by_what_and_by_which_rules_it_was_made(tmp_path, office):
    manifest = make(tmp_path, office)
    assert manifest.made_at == "2020-09-30T12:00:00+00:00"
    assert manifest.versions["papermill"] >= "2.7"
    assert manifest.policies["rounding"] == "half_up"
    assert manifest.code["version"]


def test_the_manifest_is_written_whole(tmp_path, office):
    manifest = make(tmp_path, office)
    (tmp_path / "out" / "2563").mkdir(parents=True)
    path = write_manifest(tmp_path / "out" / "2563", manifest)
    assert json.loads(path.read_text(encoding="utf-8"))["office"] == "tiny"
    assert [entry.name for entry in path.parent.iterdir()] == ["manifest.json"]


def a_checkout(tmp_path, monkeypatch):
    source = tmp_path / "checkout" / "manifest.py"
    source.parent.mkdir()
    source.write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "__file__", str(source))

    def git(*arguments):
        name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(
            ["git", *name, *arguments], cwd=source.parent, check=True, capture_output=True
        )

    git("init")
    return source, git


def test_in_a_checkout_the_commit_is_recorded_and_whether_it_was_changed(tmp_path, monkeypatch):
    source, git = a_checkout(tmp_path, monkeypatch)
    git("add", ".")
    git("commit", "-m", "a")
    assert code_revision()["dirty"] is False
    source.write_text("changed", encoding="utf-8")
    code = code_revision()
    assert len(code["revision"]) == 40
    assert code["dirty"] is True


def test_installed_inside_another_projects_checkout_only_the_version_is_known(
    tmp_path, monkeypatch
):
    a_checkout(tmp_path, monkeypatch)
    assert set(code_revision()) == {"version"}
