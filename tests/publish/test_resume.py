"""What is kept and what is made anew: exactly what has changed runs, and it is said why."""

import os
import shutil
import time

import pytest

from pmqa_analysis.publish import resume
from pmqa_analysis.publish.files import DONE, Done, FileRecord, record_text, sha256_of
from pmqa_analysis.publish.origin import code_of, environment
from pmqa_analysis.publish.resume import part_jobs, reasons_to_run
from tests.publish.tiny import a_job

OUTPUTS = {
    "report.html": "<p>", "report.pdf": "%PDF", "results.csv": "id\n", "notebook.ipynb": "{}",
    "charts/trend.svg": "<svg/>",
}  # fmt: skip


def a_report(tmp_path, name="tiny", inputs=("raw/a.csv",)):
    """Write a report that is up to date; return its job."""
    job = a_job(tmp_path, report=name)
    for path in inputs:
        (tmp_path / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / path).write_text(path, encoding="utf-8")
    files = {}
    for path, text in OUTPUTS.items():
        (job.target / path).parent.mkdir(parents=True, exist_ok=True)
        (job.target / path).write_text(text, encoding="utf-8")
        files[path] = FileRecord(sha256=sha256_of(job.target / path), size=len(text))
    done = Done(
        report=name, job=job.id, title="t", office=job.office, fiscal_year=2563,
        notebook=job.notebook.name, notebook_sha256=sha256_of(job.notebook),
        parameters=job.parameters, code=code_of(job.notebook), environment=environment(),
        simulated=False, policies={}, results=1, pages=1, seconds=1.0, files=files,
        inputs={path: sha256_of(tmp_path / "data" / path) for path in (*inputs, "raw/none.csv")},
    )  # fmt: skip
    (job.target / DONE).write_text(record_text(done), encoding="utf-8")
    return job


def told(job):
    return [(reason.kind, reason.found) for reason in reasons_to_run(job)]


def test_a_report_of_which_nothing_has_changed_is_kept(tmp_path):
    job = a_report(tmp_path)
    needed, kept = part_jobs([job])
    assert (needed, list(kept)) == ([], ["tiny"])
    assert told(job) == []


def test_touching_files_runs_nothing(tmp_path):
    job = a_report(tmp_path)
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    assert told(job) == []


def test_one_byte_of_an_input_runs_exactly_the_reports_that_read_it(tmp_path):
    first = a_report(tmp_path, "first", ("raw/a.csv", "raw/both.csv"))
    second = a_report(tmp_path, "second", ("raw/b.csv", "raw/both.csv"))
    third = a_report(tmp_path, "third", ("raw/b.csv",))
    (tmp_path / "data" / "raw" / "both.csv").write_text("raw/both.csw", encoding="utf-8")
    needed, kept = part_jobs([first, second, third])
    assert [job.report for job in needed] == ["first", "second"]
    assert list(kept) == ["third"]
    assert told(first) == [("input", "raw/both.csv")]


def test_a_file_that_was_looked_for_and_now_is_there_counts(tmp_path):
    job = a_report(tmp_path)
    (tmp_path / "data" / "raw" / "none.csv").write_text("", encoding="utf-8")
    assert told(job) == [("input", "raw/none.csv")]


def test_an_input_that_is_gone_counts(tmp_path):
    job = a_report(tmp_path)
    (tmp_path / "data" / "raw" / "a.csv").unlink()
    assert told(job) == [("input", "raw/a.csv")]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"parameters": {"fiscal_year": 2563, "language": "en"}}, ("parameter", "language")),
        ({"parameters": {"fiscal_year": 2563}}, ("parameter", "language")),
        ({"max_pages": 5}, ("limit", "None → 5")),
        ({"form": "notebook"}, ("limit", "None → None")),
        ({"office": "other"}, ("other_report", "tiny")),
    ],
)
def test_what_is_asked_for_counts(tmp_path, changes, reason):
    job = a_report(tmp_path)
    assert told(job.model_copy(update=changes)) == [reason]


def test_the_notebook_counts(tmp_path):
    job = a_report(tmp_path)
    job.notebook.write_text(job.notebook.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert told(job) == [("notebook", "tiny.ipynb")]


@pytest.mark.parametrize("name", ["python", "packages", "lock"])
def test_what_is_installed_counts(tmp_path, monkeypatch, name):
    job = a_report(tmp_path)
    monkeypatch.setattr(resume, "environment", lambda: {**environment(), name: "other"})
    assert told(job) == [("environment", name)]


def test_code_that_the_report_imports_counts_and_is_named(tmp_path, monkeypatch):
    job = a_report(tmp_path)
    shutil.copytree(resume._PACKAGES / "pmqa_analysis", tmp_path / "pmqa_analysis",
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    monkeypatch.setattr(resume, "_PACKAGES", tmp_path)
    assert told(job) == []
    for path in ("publish/html.py", "cli/app.py"):
        with (tmp_path / "pmqa_analysis" / path).open("a", encoding="utf-8") as file:
            file.write("#\n")
    assert told(job) == [("code", "pmqa_analysis/publish/html.py")]


@pytest.mark.parametrize("path", [*OUTPUTS, "extra.txt"])
def test_an_output_that_was_altered_or_added_counts(tmp_path, path):
    job = a_report(tmp_path)
    (job.target / path).write_text("other", encoding="utf-8")
    assert told(job) == [("output", path)]


def test_an_output_that_is_a_link_counts_whatever_it_leads_to(tmp_path):
    job = a_report(tmp_path)
    (job.target / "report.pdf").rename(tmp_path / "elsewhere.pdf")
    (job.target / "report.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    assert told(job) == [("output", "report.pdf")]


def test_an_output_that_was_removed_counts(tmp_path):
    job = a_report(tmp_path)
    (job.target / "results.csv").unlink()
    assert told(job) == [("output", "results.csv")]


def test_a_report_that_was_never_made_runs(tmp_path):
    assert told(a_job(tmp_path)) == [("not_built", "")]


def test_a_folder_without_a_record_is_told_to_stand_in_the_way(tmp_path):
    job = a_report(tmp_path)
    (job.target / DONE).unlink()
    assert told(job) == [("no_record", "tiny")]


def test_an_empty_folder_is_no_hindrance(tmp_path):
    job = a_job(tmp_path)
    job.target.mkdir(parents=True)
    assert told(job) == [("not_built", "")]


def test_a_record_of_another_release_proves_nothing(tmp_path):
    job = a_report(tmp_path)
    (job.target / DONE).write_text('{"office": "tiny"}', encoding="utf-8")
    assert told(job) == [("unreadable", "")]


def test_force_runs_all(tmp_path):
    needed, kept = part_jobs([a_report(tmp_path)], force=True)
    assert (len(needed), kept) == (1, {})


def test_a_reason_is_told_in_thai_and_english(tmp_path):
    job = a_report(tmp_path)
    (tmp_path / "data" / "raw" / "a.csv").unlink()
    (reason,) = reasons_to_run(job)
    assert reason.sentences[0].startswith("แฟ้มของสำนักงานที่รายงานนี้อ่าน เปลี่ยนไป: raw/a.csv")
    assert (
        reason.sentences[1] == "A file of the office that the report read has changed: raw/a.csv."
    )


def test_a_thousand_reports_are_kept_within_seconds(tmp_path):
    first = a_report(tmp_path, "r0")
    jobs = [first]
    for number in range(1, 1000):
        target = first.target.with_name(f"r{number}")
        shutil.copytree(first.target, target)
        text = (target / DONE).read_text(encoding="utf-8").replace('"r0"', f'"r{number}"')
        (target / DONE).write_text(text, encoding="utf-8")
        jobs.append(first.model_copy(update={"report": f"r{number}", "target": target}))
    started = time.process_time()
    needed, kept = part_jobs(jobs)
    assert time.process_time() - started < 5
    assert (needed, len(kept)) == ([], 1000)
