"""A disk that takes no more: the old report stays, and a sentence says what to do."""

import errno
import json
import os
import subprocess
import sys

import papermill  # noqa: F401 - it imports the engine itself
import pytest

from pmqa_analysis.errors import lacks_room
from pmqa_analysis.publish import engine, run
from pmqa_analysis.publish.failure import failure_of
from pmqa_analysis.publish.files import DONE, JOB, LOG, record_text, write_atomically
from pmqa_analysis.publish.run import run_jobs
from pmqa_analysis.publish.worker import main
from tests.publish.tiny import a_job

FULL = OSError(errno.ENOSPC, "No space left on device")
RUNS = """
import pathlib, resource, sys
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.run import run_jobs
jobs = [Job.model_validate_json(pathlib.Path(path).read_bytes()) for path in sys.argv[1:]]
resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, 16_000))
for outcome in run_jobs(jobs):
    print(outcome.failure.error, outcome.failure.en)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")
@pytest.mark.parametrize("forks", ["1", "0"])
def test_files_that_may_not_grow_leave_the_old_report_and_are_told(tmp_path, forks):
    job = a_job(tmp_path)
    job.target.mkdir(parents=True)
    (job.target / "report.pdf").write_text("old", encoding="utf-8")
    (job.target / DONE).write_text(json.dumps({"office": "tiny"}), encoding="utf-8")
    (tmp_path / "job.json").write_text(record_text(job), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUNS, tmp_path / "job.json"], encoding="utf-8", check=False,
        env={**os.environ, "PMQA_FORK": forks}, capture_output=True,
    )  # fmt: skip
    assert done.stdout.startswith("OSError A file could not be written, for the disk"), done.stderr
    assert (job.target / "report.pdf").read_text(encoding="utf-8") == "old"
    assert [path.name for path in job.target.parent.iterdir()] == ["tiny"]


def test_a_job_that_cannot_even_begin_fails_and_the_others_go_on(tmp_path, monkeypatch):
    usual = run.start_worker

    def start(arguments, **options):
        if "full" in arguments[0]:
            raise FULL
        return usual(arguments, **options)

    monkeypatch.setattr(run, "start_worker", start)
    full, good = run_jobs([a_job(tmp_path, report="full"), a_job(tmp_path, report="good")], 1)
    assert (full.failure.stage, good.succeeded) == ("start", True)
    assert "Make room" in full.failure.en
    assert [path.name for path in full.job.target.parent.iterdir()] == ["good"]


def test_what_was_built_in_vain_makes_room_for_the_reason(tmp_path):
    (tmp_path / JOB).write_text("no job", encoding="utf-8")
    (tmp_path / LOG).touch()
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / "one.svg").touch()
    (tmp_path / "report.pdf").touch()
    assert main([str(tmp_path / JOB)]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["failure.json", JOB, LOG]


@pytest.mark.parametrize(
    ("number", "lacks"), [(errno.ENOSPC, True), (errno.EFBIG, True), (errno.EACCES, False)]
)
def test_want_of_room_is_told_from_other_faults(number, lacks):
    error = OSError(number, "words")
    assert lacks_room(error) is lacks
    assert ("Make room" in failure_of("document", error).en) is lacks


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(OSError, match=r"no_folder.*index\.html"):
        write_atomically(tmp_path / "no_folder" / "index.html", "text")


def test_sockets_have_short_paths_where_the_temporary_folder_has_a_long_one(monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", "/" + "โฟลเดอร์ยาว" * 4)
    with engine._local_sockets() as config:
        assert config.KernelManager.transport == "ipc"
        assert len(config.KernelManager.ip.encode()) < 90
