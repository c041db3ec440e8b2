import errno
import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from random import Random
from types import SimpleNamespace

import psutil
import pytest

from pmqa_analysis.errors import RunError, SettingsError
from pmqa_analysis.publish import run, system
from pmqa_analysis.publish.files import DONE, JOB, record_text, sha256_of
from pmqa_analysis.publish.folders import (
    _tidy,
    building_folder,
    held,
    prepare_set_folder,
    replace_folder,
)
from pmqa_analysis.publish.processes.forked import can_fork
from pmqa_analysis.publish.processes.parents import prepare_parent
from pmqa_analysis.publish.processes.started import start_worker
from pmqa_analysis.publish.resume import standing_outcome
from pmqa_analysis.publish.run import Limits, default_workers, run_jobs
from tests.publish.living import is_alive
from tests.publish.tiny import a_job

DEAD_PID = 2**22 - 3
HOST = building_folder(SimpleNamespace(target=Path("tiny"))).name.split("-")[2]


def hidden(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def an_old_report(job, office="tiny"):
    job.target.mkdir(parents=True)
    (job.target / "report.pdf").write_text("old", encoding="utf-8")
    (job.target / DONE).write_text(json.dumps({"office": office}), encoding="utf-8")


def test_one_failure_does_not_stop_the_other_and_both_are_told(tmp_path):
    bad = a_job(tmp_path, "raise ValueError('no')", report="bad")
    good = a_job(tmp_path, report="good")
    for job in (bad, good):
        an_old_report(job)
    events = []
    outcomes = run_jobs([bad, good], 2, events.append)
    ends = [(one.job.report, one.succeeded) for one in outcomes]
    assert ends == [("bad", False), ("good", True)]
    assert outcomes[0].failure.cell == 4
    assert sorted(event.kind for event in events) == ["done", "failed", "started", "started"]
    assert (bad.target / "report.pdf").read_text(encoding="utf-8") == "old"
    assert (good.target / "report.pdf").read_bytes().startswith(b"%PDF")
    assert not (good.target / "job.json").exists()
    assert hidden(good.target.parent) == []


def test_each_notebook_works_in_a_folder_of_its_own(tmp_path):
    """Two write the same relative name at once; neither finds the other's, and neither stays."""
    alone = "import os, pathlib\nassert os.listdir() == []\npathlib.Path('n.txt').write_text('x')"
    jobs = [a_job(tmp_path, alone, report=name) for name in ("one", "two")]
    assert [outcome.succeeded for outcome in run_jobs(jobs, 2)] == [True, True]
    assert sorted(path.suffix for path in jobs[0].notebook.parent.iterdir()) == [".ipynb"] * 2


def test_a_report_that_takes_too_long_is_given_up(tmp_path):
    job = a_job(tmp_path, "import time\ntime.sleep(60)")
    (outcome,) = run_jobs([job], limits=Limits(seconds=0.2))
    assert "longer than 0.2 seconds" in outcome.failure.en
    assert list(outcome.job.target.parent.iterdir()) == []


def test_killing_a_worker_kills_its_kernel_and_what_the_notebook_started(tmp_path):
    pids = tmp_path / "pids"
    job = a_job(
        tmp_path,
        "import os, pathlib, subprocess, sys, time\n"
        "sleep = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        "child = subprocess.Popen(sleep, start_new_session=True)\n"
        f"path = pathlib.Path({str(pids)!r})\n"
        "path.with_suffix('.part').write_text(f'{os.getpid()} {child.pid}')\n"
        "path.with_suffix('.part').rename(path)\n"
        "time.sleep(60)",
    )
    (tmp_path / JOB).write_text(record_text(job), encoding="utf-8")
    arguments = [str(tmp_path / JOB)]
    worker = start_worker(arguments, folder=tmp_path, log=tmp_path / "log", mark=uuid.uuid4().hex)
    _wait_for(pids)
    worker.kill()
    assert not any(is_alive(int(pid)) for pid in pids.read_text(encoding="utf-8").split())


def _wait_for(path):
    until = time.monotonic() + 60
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.05)


def test_an_interrupt_ends_the_workers_and_leaves_nothing(tmp_path):
    job = a_job(tmp_path, "import time; time.sleep(60)")

    def interrupt(event):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_jobs([job], on_event=interrupt)
    assert list(job.target.parent.iterdir()) == []
    commands = [child.cmdline() for child in psutil.Process().children(recursive=True)]
    assert not any("pmqa_analysis.publish.worker" in command for command in commands)


def test_an_interrupt_while_a_library_is_imported_ends_all_in_two_seconds(tmp_path, monkeypatch):
    """The parent of the kernels hangs, and answers for none of the workers."""
    (tmp_path / "hangs.py").write_text("import time\ntime.sleep(3600)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    jobs = [a_job(tmp_path, "import hangs", report=name, form="notebook") for name in ("a", "b")]
    told = []

    def interrupt(event):
        told.append(time.monotonic())
        if len(told) == len(jobs):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_jobs(jobs, 2, interrupt)
    assert time.monotonic() - told[-1] < 2


def test_a_worker_that_dies_silently_is_told_by_its_last_line(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false" if os.name == "posix" else "false")
    (outcome,) = run_jobs([a_job(tmp_path)])
    assert outcome.failure.stage == "stopped"
    assert "code 1" in outcome.failure.en


@pytest.mark.skipif(not can_fork(), reason="nothing is forked here")
def test_a_notebook_that_kills_the_prepared_parent_fails_alone(tmp_path):
    kills = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time; time.sleep(9)"
    sleeps = a_job(tmp_path, "import time; time.sleep(2)", report="sleeps")
    jobs = [sleeps, a_job(tmp_path, kills, report="kills"), a_job(tmp_path, report="later")]
    outcomes = run_jobs(jobs, 2)
    assert [outcome.succeeded for outcome in outcomes] == [True, False, True]
    assert hidden(sleeps.target.parent) == []


@pytest.mark.skipif(not can_fork(), reason="nothing is forked here")
def test_a_job_runs_again_when_all_that_came_of_the_killed_parent_has_ended(tmp_path, monkeypatch):
    job = a_job(tmp_path, "import time; time.sleep(1)", form="notebook")
    parent, alive = prepare_parent([job]), []

    def folder_of(job):
        alive.append(parent.is_alive)
        return building_folder(job)

    def kill_the_parent(event):
        if event.kind == "started" and parent.is_alive:
            (workers,) = psutil.Process(parent._process.pid).children()
            workers.kill()

    monkeypatch.setattr(run, "building_folder", folder_of)
    (outcome,) = run_jobs([job], on_event=kill_the_parent, parent=parent)
    assert outcome.succeeded
    assert alive[:2] == [True, False]


def test_a_job_that_cannot_start_fails_and_the_others_go_on(tmp_path, monkeypatch):
    jobs = [a_job(tmp_path, report="one"), a_job(tmp_path, report="two")]
    make = Path.mkdir

    def full(path, *arguments, **options):
        if path.name.startswith(".building-one"):
            raise OSError(errno.ENOSPC, "No space left on device")
        make(path, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", full)
    first, second = run_jobs(jobs, 1)
    assert second.succeeded
    assert first.failure.stage == "start"
    assert "No space left on device" in first.failure.en


def test_a_report_that_another_notebook_alters_is_not_built(tmp_path):
    first = a_job(tmp_path, report="first")
    spoil = f"import pathlib\npathlib.Path({str(first.target / 'results.csv')!r}).write_text('x')"
    second = a_job(tmp_path, spoil, report="second")
    spoilt, good = map(standing_outcome, run_jobs([first, second], 1))
    assert good.succeeded
    assert "were altered while others were still being built: results.csv" in spoilt.failure.en


def test_a_second_run_of_the_same_set_is_refused(tmp_path):
    again = held(tmp_path)
    with held(tmp_path), pytest.raises(RunError, match="Another run is building in"):
        again.__enter__()
    with held(tmp_path):
        assert tmp_path.is_dir()


def test_parts_of_a_batch_hold_the_set_together(tmp_path):
    whole, parts = held(tmp_path), [held(tmp_path, together=True) for _ in range(2)]
    with parts[0], parts[1], pytest.raises(RunError, match="Another run"):
        whole.__enter__()


def test_of_two_runs_that_put_the_same_report_in_place_the_last_one_s_stands(tmp_path, monkeypatch):
    """The second saw no report; when it moves its own in, that of the first stands there."""
    for name in ("new", "target"):
        (tmp_path / name).mkdir()
        (tmp_path / name / DONE).write_text(name, encoding="utf-8")
    there = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: path.name != "target" and there(path))
    replace_folder(tmp_path / "new", tmp_path / "target")
    assert (tmp_path / "target" / DONE).read_text(encoding="utf-8") == "new"
    assert not there(tmp_path / "new")


def test_no_jobs_have_no_outcomes():
    assert run_jobs([]) == []


def test_a_folder_that_cannot_be_written_is_refused_before_any_kernel(tmp_path):
    (tmp_path / "out").write_text("a file stands here", encoding="utf-8")
    events = []
    with pytest.raises(SettingsError, match="cannot be written"):
        run_jobs([a_job(tmp_path)], on_event=events.append)
    assert events == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"office": "senate"}', r"not of “tiny”\. Name another folder with --out"),
        ("{}", r"manifest\.json cannot be read: .* Move the folder with this file away"),
        ("no json", r"manifest\.json cannot be read: .* or name another folder with --out"),
    ],
)
def test_the_set_of_another_office_is_not_overwritten(tmp_path, content, told):
    job = a_job(tmp_path)
    job.target.parent.mkdir(parents=True)
    (job.target.parent / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        run_jobs([job])
    assert (job.target.parent / "manifest.json").read_text(encoding="utf-8") == content


def test_a_set_without_manifest_is_known_by_its_reports(tmp_path):
    job = a_job(tmp_path)
    an_old_report(job, office="senate")
    with pytest.raises(SettingsError, match="of the office “senate”"):
        run_jobs([job])


def test_a_folder_that_no_run_has_made_is_not_deleted(tmp_path):
    job = a_job(tmp_path)
    job.target.mkdir(parents=True)
    (job.target / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingsError, match="was not made by pmqa"):
        run_jobs([job])
    assert (job.target / "thesis.docx").exists()


def test_leftovers_of_dead_runs_are_removed(tmp_path):
    (tmp_path / f".building-tiny-{HOST}-{DEAD_PID}").mkdir()
    prepare_set_folder(tmp_path, "tiny", [])
    assert hidden(tmp_path) == []


def test_a_report_left_standing_aside_is_given_back(tmp_path):
    aside = tmp_path / f".old-tiny-{HOST}-{DEAD_PID}"
    aside.mkdir()
    (aside / "report.pdf").write_text("old", encoding="utf-8")
    prepare_set_folder(tmp_path, "tiny", [])
    assert (tmp_path / "tiny" / "report.pdf").exists()
    assert hidden(tmp_path) == []


def test_the_building_of_a_living_run_is_left_alone(tmp_path):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        time.sleep(0.1)
        building = tmp_path / f".building-tiny-{HOST}-{other.pid}"
        building.mkdir()
        prepare_set_folder(tmp_path, "tiny", [])
        assert building.exists()
        other.stdin.close()


def test_a_process_number_taken_anew_protects_no_leftover(tmp_path):
    building = tmp_path / f".building-tiny-{HOST}-{os.getppid()}"
    building.mkdir()
    os.utime(building, (0, 0))
    prepare_set_folder(tmp_path, "tiny", [])
    assert not building.exists()


def test_the_old_report_stays_when_the_new_one_cannot_be_moved_in(tmp_path):
    target = tmp_path / "tiny"
    target.mkdir()
    (target / "report.pdf").write_text("old", encoding="utf-8")
    with pytest.raises(OSError, match=r"No such file|cannot find"):
        replace_folder(tmp_path / "gone", target)
    assert (target / "report.pdf").exists()
    assert hidden(tmp_path) == []


def test_a_report_is_built_on_the_file_system_of_its_target(tmp_path):
    job = a_job(tmp_path)
    assert building_folder(job).parent == Path(job.target).parent


def test_there_are_never_more_workers_than_jobs():
    assert default_workers(1) == 1
    assert default_workers(0) == 1


def test_the_folder_of_another_machine_is_left_alone_for_a_day(tmp_path):
    fresh, old = (tmp_path / f".building-{name}-elsewhere-{DEAD_PID}" for name in ("a", "b"))
    for folder in (fresh, old):
        folder.mkdir()
    os.utime(old, (0, 0))
    prepare_set_folder(tmp_path, "tiny", [])
    assert [fresh.exists(), old.exists()] == [True, False]


def test_a_record_that_a_killed_run_was_writing_is_removed_after_a_day(tmp_path):
    fresh, old, other = (tmp_path / name for name in (".a.html.12", ".b.json.34", ".c.html"))
    for path in (fresh, old, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (0, 0))
    prepare_set_folder(tmp_path, "tiny", [])
    assert sorted(hidden(tmp_path)) == [fresh.name, other.name]


def test_what_another_run_takes_away_while_leftovers_are_looked_for_is_no_fault(
    tmp_path, monkeypatch
):
    """They are seen in the list, and gone when they are looked at."""
    names = [f".building-a-elsewhere-{DEAD_PID}", ".a.html.12"]
    gone = [tmp_path / name for name in names]
    monkeypatch.setattr(
        Path, "glob", lambda path, pattern: [one for one in gone if one.match(pattern)]
    )
    _tidy(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_a_link_leads_elsewhere_is_refused(tmp_path):
    job = a_job(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    job.target.parent.parent.mkdir()
    job.target.parent.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match="does not really stand in the output folder"):
        run_jobs([job])
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_report_s_folder_that_is_a_link_is_refused(tmp_path):
    job = a_job(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    job.target.parent.mkdir(parents=True)
    job.target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match="a link leads elsewhere"):
        run_jobs([job])


def test_an_output_root_that_is_itself_a_link_is_fine(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    prepare_set_folder(tmp_path / "out" / "2563", "tiny", [tmp_path / "out" / "2563" / "tiny"])
    assert (tmp_path / "disk" / "2563").is_dir()


@pytest.mark.parametrize("name", ["..", "a b", ".hidden", "รายงาน"])
def test_a_report_s_name_comes_from_an_allow_list(tmp_path, name):
    with pytest.raises(SettingsError, match="the name is odd"):
        prepare_set_folder(tmp_path / "out", "tiny", [tmp_path / "out" / name])


def test_a_full_disk_leaves_the_old_report_and_says_why(tmp_path, monkeypatch):
    job = a_job(tmp_path)
    an_old_report(job)

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (outcome,) = run_jobs([job])
    assert outcome.failure.stage == "replace"
    assert "No space left on device" in outcome.failure.en
    assert (job.target / "report.pdf").read_text(encoding="utf-8") == "old"
    assert hidden(job.target.parent) == []


def test_without_an_exchange_two_renames_do(tmp_path, monkeypatch):
    monkeypatch.setattr(system, "exchange", lambda new, old: False)
    for name in ("new", "tiny"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name, encoding="utf-8")
    replace_folder(tmp_path / "new", tmp_path / "tiny")
    assert (tmp_path / "tiny" / "which").read_text(encoding="utf-8") == "new"
    assert hidden(tmp_path) == []


SWAPS = """
import itertools, pathlib, shutil, sys
from pmqa_analysis.publish.folders import replace_folder
folder = pathlib.Path(sys.argv[1])
for number in itertools.count():
    new = folder / ".building-tiny-here-1"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    for name in ("report.pdf", "results.csv", "done.json"):
        (new / name).write_text(str(number))
    replace_folder(new, folder / "tiny")
    if number == 0:
        print("ready", flush=True)
"""


def test_killed_at_fifty_random_moments_a_report_is_whole(tmp_path):
    """What stands there is one report, the old or the new: all its files have one number."""
    random = Random(2563)
    seen = set()
    for _ in range(50):
        with subprocess.Popen(
            [sys.executable, "-c", SWAPS, str(tmp_path)], stdout=subprocess.PIPE
        ) as swaps:
            swaps.stdout.readline()
            time.sleep(random.uniform(0, 0.08))
            swaps.kill()
        files = {path.name: path.read_text() for path in (tmp_path / "tiny").iterdir()}
        assert set(files) == {"report.pdf", "results.csv", "done.json"}
        assert len(set(files.values())) == 1
        seen |= set(files.values())
    assert len(seen) > 1


@pytest.mark.slow
def test_a_batch_killed_at_random_moments_leaves_whole_reports_and_no_process(tmp_path):
    code = (
        "import sys, pathlib\nfrom pmqa_analysis.publish.run import run_jobs\n"
        "from pmqa_analysis.publish.jobs import Job\n"
        "jobs = [Job.model_validate_json(pathlib.Path(p).read_bytes()) for p in sys.argv[1:]]\n"
        "while True: run_jobs(jobs, on_event=lambda event: print('x', flush=True))"
    )
    paths = []
    for name in ("one", "two"):
        job = a_job(tmp_path, report=name)
        an_old_report(job)
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(record_text(job), encoding="utf-8")
    random = Random(2563)
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", code, *map(str, paths)], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as batch:  # fmt: skip
            batch.stdout.readline()
            time.sleep(random.uniform(0, 1.5))
            batch.kill()
        for name in ("one", "two"):
            _check_whole(tmp_path / "out" / "2563" / name)
    time.sleep(2)
    running = [" ".join(one.info["cmdline"] or ()) for one in psutil.process_iter(["cmdline"])]
    assert not [line for line in running if str(tmp_path) in line]


def _check_whole(folder):
    """Every file that the record names is there with its hash, or the old report stands."""
    record = json.loads((folder / DONE).read_text(encoding="utf-8"))
    files = {path.name for path in folder.iterdir()} - {DONE}
    if record == {"office": "tiny"}:
        assert files == {"report.pdf"}
        return
    assert files == set(record["files"])
    for name, told in record["files"].items():
        assert sha256_of(folder / name) == told["sha256"]
