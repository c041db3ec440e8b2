"""Whoever asked for processes is killed, at any moment: all that came of it ends by itself."""

import os
import signal
import subprocess
import sys
import time
import uuid
from random import Random

import psutil
import pytest

from pmqa_analysis.publish.files import record_text
from pmqa_analysis.publish.processes import keeper as keeping
from pmqa_analysis.publish.processes.forked import PreparedParent, can_fork
from tests.publish.living import MARK, is_alive, left_after, marked
from tests.publish.tiny import a_job, write_notebook

pytestmark = pytest.mark.skipif(not can_fork(), reason="nothing can be forked here")

SECONDS = 3
SLEEPER = """
import pathlib, subprocess, sys, time
sleep = [sys.executable, "-c", "import time; time.sleep(3600)"]
subprocess.Popen(sleep, start_new_session=True)
subprocess.run(["sh", "-c", "setsid sleep 3600 & true"])
"""
BATCH = """
import pathlib, sys
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.run import run_jobs
jobs = [Job.model_validate_json(pathlib.Path(path).read_bytes()) for path in sys.argv[1:]]
while True:
    run_jobs(jobs)
"""


@pytest.fixture
def start():
    """Return a function that starts Python with a mark, and gives both."""
    started = []

    def start(*arguments, **environment):
        mark = uuid.uuid4().hex
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)], env={**os.environ, **environment, MARK: mark},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process, mark

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def ready(tmp_path):
    """Return the file that stands where the second notebook has started its children."""
    return tmp_path / "ready"


@pytest.fixture
def batch(start, ready, tmp_path):
    """Return a function that starts a batch of two notebooks, each with children of its own."""
    paths = []
    stay = f"pathlib.Path({str(ready)!r}).touch()\ntime.sleep(3600)"
    for name, end in (("one", ""), ("two", stay)):
        path = tmp_path / f"{name}.json"
        path.write_text(record_text(a_job(tmp_path, SLEEPER + end, report=name)), "utf-8")
        paths.append(path)
    return lambda **environment: start("-c", BATCH, *paths, **environment)


def wait_until(told):
    until = time.monotonic() + 60
    while not told():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.slow
def test_a_batch_killed_at_random_moments_leaves_no_process_after_three_seconds(batch):
    """Kill it six times here, of its first four seconds; thirty times by ``make faults``."""
    random = Random(2563)
    for _ in range(30 if os.environ.get("PMQA_FAULTS") == "all" else 6):
        process, mark = batch()
        time.sleep(random.uniform(0.05, 4))
        process.kill()
        process.wait()
        assert left_after(SECONDS, mark) == []


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_who_asked_is_ended_while_the_parent_imports_what_hangs(start, tmp_path, sent):
    (tmp_path / "hangs.py").write_text("import time\ntime.sleep(3600)", encoding="utf-8")
    code = (
        "from pmqa_analysis.publish.processes.forked import PreparedParent\n"
        "PreparedParent(['hangs']).start('worker', [], '.', {}, (0, 1, 2))"
    )
    process, mark = start("-c", code, PYTHONPATH=str(tmp_path))
    wait_until(lambda: len(marked(mark)) >= 3)
    process.send_signal(sent)
    process.wait()
    assert left_after(SECONDS, mark) == []


def test_a_process_that_the_asker_forked_does_not_keep_the_parent_alive(start):
    code = (
        "import os, time\nfrom pmqa_analysis.publish.processes.forked import PreparedParent\n"
        "parent = PreparedParent([])\nos.fork()\ntime.sleep(3600)"
    )
    process, mark = start("-c", code)
    wait_until(lambda: len(marked(mark)) >= 4)
    process.kill()
    process.wait()
    until = time.monotonic() + SECONDS
    while len(marked(mark)) > 1 and time.monotonic() < until:
        time.sleep(0.05)
    (forked,) = marked(mark)
    os.kill(forked, signal.SIGKILL)


def prepared_of(process):
    """Return the keeper that a process has, and the prepared parent."""
    (keeper,) = psutil.Process(process.pid).children()
    (parent,) = keeper.children()
    return keeper, parent


@pytest.mark.slow
@pytest.mark.parametrize("victims", ["parent", "keeper", "both", "batch and parent"])
def test_whichever_is_killed_the_others_end_all(batch, ready, victims):
    process, mark = batch()
    wait_until(ready.exists)
    keeper, parent = prepared_of(process)
    before = [one for one in marked(mark) if one != process.pid]
    for one in {"parent": [parent], "keeper": [keeper], "both": [keeper, parent],
                "batch and parent": [process, parent]}[victims]:  # fmt: skip
        one.kill()
    until = time.monotonic() + SECONDS
    while (left := [one for one in before if is_alive(one)]) and time.monotonic() < until:
        time.sleep(0.02)
    assert left == []


def test_a_second_signal_does_not_keep_the_keeper_from_its_end(monkeypatch):
    set_to = {}
    monkeypatch.setattr(signal, "signal", set_to.__setitem__)
    with pytest.raises(SystemExit):
        keeping._leave(signal.SIGTERM, None)
    assert set_to == dict.fromkeys([signal.SIGTERM, signal.SIGINT, signal.SIGHUP], signal.SIG_IGN)


def test_papermill_with_our_engine_is_killed(start, ready, tmp_path):
    stay = f"pathlib.Path({str(ready)!r}).touch()\ntime.sleep(3600)"
    notebook = write_notebook(tmp_path / "tiny.ipynb", SLEEPER + stay)
    process, mark = start("-m", "papermill", "--engine", "pmqa", notebook, tmp_path / "out.ipynb")
    wait_until(ready.exists)
    process.kill()
    process.wait()
    assert left_after(SECONDS, mark) == []


def test_a_parent_that_nobody_holds_any_more_ends():
    parent = PreparedParent([])
    number = parent._process.pid
    del parent
    assert not is_alive(number)


def test_a_batch_whose_workers_are_started_anew_is_killed(batch, ready):
    process, mark = batch(PMQA_FORK="0")
    wait_until(ready.exists)
    process.kill()
    process.wait()
    assert left_after(SECONDS, mark) == []
