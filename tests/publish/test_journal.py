import json
import os

import pytest

from pmqa_analysis.cli.screen import failure_text, job_line
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish import journal as journal_module
from pmqa_analysis.publish.failure import Failure, plain_failure
from pmqa_analysis.publish.journal import JOURNAL, Journal, read_batches
from pmqa_analysis.publish.run import Event, Outcome
from pmqa_analysis.publish.shards import Shard, parse_shard
from tests.publish.tiny import a_job


@pytest.fixture
def jobs(tmp_path):
    return [a_job(tmp_path, report=name) for name in ("one", "two", "three")]


def read(tmp_path, name=JOURNAL):
    return json.loads((tmp_path / name).read_text(encoding="utf-8"))


def states(record):
    return {job["report"]: job["state"] for job in record["jobs"]}


def test_a_run_can_be_followed_from_its_start_to_its_end(tmp_path, jobs):
    journal = Journal(tmp_path, jobs, {"three": None})
    journal.tell(Event("started", jobs[0], 0, 2))
    assert states(read(tmp_path)) == {"one": "running", "two": "waiting", "three": "kept"}
    failure = plain_failure("time_limit", "run.time_limit", limit="600")
    outcome = Outcome(jobs[0], 1.234, failure=failure, peak_memory=300 * 2**20)
    journal.tell(Event("failed", jobs[0], 1, 2, outcome))
    journal.end("failed")
    record = read(tmp_path)
    (job, *_) = record["jobs"]
    assert record["state"] == "failed"
    assert (job["job"], job["state"], job["stage"]) == (jobs[0].id, "failed", "time_limit")
    assert (job["seconds"], job["peak_mib"]) == (1.23, 300)
    assert "longer than 600 seconds" in job["reason"]
    assert job["log"] == ["time_limit 1.23 s"]


def test_what_ran_when_the_run_was_interrupted_is_told_so(tmp_path, jobs):
    journal = Journal(tmp_path, jobs, {})
    journal.tell(Event("started", jobs[0], 0, 3))
    journal.end("interrupted")
    assert states(read(tmp_path))["one"] == "interrupted"


def test_a_run_whose_process_is_gone_has_stopped(tmp_path, jobs):
    journal = Journal(tmp_path, jobs, {})
    journal.record.process = 2**22 - 3
    journal.write()
    (batch,) = read_batches(tmp_path)
    assert batch.state == "stopped"


def test_a_run_that_lives_is_running(tmp_path, jobs):
    Journal(tmp_path, jobs, {}).write()
    (batch,) = read_batches(tmp_path)
    assert (batch.state, batch.process) == ("running", os.getpid())
    assert batch.counts == {"waiting": 3}


def test_each_shard_has_a_record_of_its_own(tmp_path, jobs):
    for shard in (Shard(1, 2), Shard(2, 2)):
        Journal(tmp_path, jobs, {}, shard.journal).write()
    assert sorted(path.name for path in tmp_path.glob("*.json")) == [
        "batch-1-of-2.json", "batch-2-of-2.json",
    ]  # fmt: skip
    assert len(read_batches(tmp_path)) == 2


def test_only_the_last_run_is_told_whole_or_in_parts(tmp_path, jobs):
    for hour, name in enumerate(["batch-1-of-3.json", JOURNAL, "batch-1-of-2.json"]):
        journal = Journal(tmp_path, jobs, {}, name)
        journal.record.started_at = f"2026-01-01T0{hour}:00:00+00:00"
        journal.end("failed")
        (batch,) = read_batches(tmp_path)
        assert batch.started_at == journal.record.started_at


def test_a_process_that_took_over_the_number_is_not_the_run(tmp_path, jobs):
    journal = Journal(tmp_path, jobs, {})
    journal.record.started_at = "2001-01-01T00:00:00+00:00"
    journal.write()
    assert read_batches(tmp_path)[0].state == "stopped"


def test_a_disk_too_full_for_the_record_does_not_end_the_run(tmp_path, jobs, monkeypatch):
    def full(*arguments, **options):
        raise OSError(28, "No space left on device")

    journal = Journal(tmp_path, jobs, {})
    monkeypatch.setattr(journal_module, "write_atomically", full)
    journal.tell(Event("started", jobs[0], 0, 3))
    with pytest.raises(OSError, match="No space left"):
        journal.end("done")


def test_a_job_that_failed_in_the_end_is_noted_so(tmp_path, jobs):
    journal = Journal(tmp_path, jobs, {})
    failure = plain_failure("replace", "run.altered", where="one", found="report.pdf")
    journal.note([Outcome(jobs[0], 1.0, failure=failure)])
    journal.end("failed")
    assert states(read(tmp_path))["one"] == "failed"


def test_the_line_that_failed_stands_beside_its_cell(tmp_path, jobs):
    journal = Journal(tmp_path, jobs, {})
    failure = Failure(
        stage="execute", error="E", th="ผิด", en="Wrong.", cell=4, line=7, source="int(a[0])"
    )
    journal.note([Outcome(jobs[0], 1.0, failure=failure)])
    journal.end("failed")
    one = read(tmp_path)["jobs"][0]
    assert (one["cell"], one["line"], one["source"]) == (4, 7, "int(a[0])")
    told = job_line(read_batches(tmp_path)[0].jobs[0])
    assert "execute (cell 4, line 7)" in told
    assert told.splitlines()[1:] == ["    ผิด", "    Wrong.", "    int(a[0])"]


def test_all_lines_of_a_failure_are_equally_indented(jobs):
    failure = Failure(stage="execute", error="E", th="ผิด", en="Wrong.", cell=4, source="a\n…")
    told = failure_text(Outcome(jobs[0], 1.0, failure=failure))
    assert told == "✗ one: execute (cell 4)\n  ผิด\n  Wrong.\n  a\n  …"


def test_a_record_that_cannot_be_read_is_passed_over(tmp_path):
    (tmp_path / JOURNAL).write_text("{", encoding="utf-8")
    assert read_batches(tmp_path) == []


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_every_job_is_in_exactly_one_shard(tmp_path, count):
    first = a_job(tmp_path)
    jobs = [first.model_copy(update={"report": f"r{n}"}) for n in range(60)]
    parts = [Shard(index, count).jobs(jobs) for index in range(1, count + 1)]
    assert sorted(job.report for part in parts for job in part) == sorted(j.report for j in jobs)
    assert all(parts)


def test_the_shard_of_a_job_does_not_depend_on_the_others(tmp_path):
    first = a_job(tmp_path)
    jobs = [first.model_copy(update={"report": f"r{n}"}) for n in range(20)]
    part = Shard(1, 2).jobs(jobs)
    assert Shard(1, 2).jobs(jobs[::-1]) == part[::-1]
    assert Shard(1, 2).jobs(part) == part


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "๑/๒"])
def test_a_shard_that_is_none_is_refused(text):
    with pytest.raises(SettingsError, match="Expected i/n"):
        parse_shard(text)


def test_a_shard_is_read():
    assert parse_shard("2/8") == Shard(2, 8)
