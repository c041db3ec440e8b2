"""The workers' parent and that of the kernels: who forks what, and that all end together."""

import json
import os
import socket
import time

import psutil
import pytest

from pmqa_analysis.publish.processes import lending
from pmqa_analysis.publish.processes.forked import PreparedParent, can_fork
from pmqa_analysis.publish.processes.lending import SPLIT, settle
from pmqa_analysis.publish.processes.serving import _Child, _Parent
from tests.publish.living import is_alive

pytestmark = pytest.mark.skipif(not can_fork(), reason="nothing can be forked here")

SECONDS = 3
NOBODY = 2**22 - 3
HELD = 80_000_000
OF_WORKERS = """
import json, os, sys, time
from pathlib import Path
from pmqa_analysis.publish.processes import forked, offspring

def ask(arguments):
    asked = forked.own_parent().start(*arguments, (), Path.cwd(), os.environ, (0, 1, 2))
    print(json.dumps([os.getppid(), asked.pid, "of_kernels" in sys.modules]), flush=True)
    asked.wait()
    return 3

def ask_nothing(arguments):
    return 4

offspring.TASKS = dict(offspring.TASKS, ask=ask, nothing=ask_nothing)
"""
OF_KERNELS = f"""
import json, os, subprocess, sys, time
from pmqa_analysis.publish.processes import offspring

def tell(arguments):
    time.sleep(0.2)
    held = bytearray({HELD})
    print(json.dumps([os.getppid(), "of_workers" in sys.modules]), flush=True)
    return 0

def stay(arguments):
    sleep = [sys.executable, "-c", "import time; time.sleep(3600)"]
    print(json.dumps([subprocess.Popen(sleep, start_new_session=True).pid]), flush=True)
    time.sleep(3600)

offspring.TASKS = dict(offspring.TASKS, tell=tell, stay=stay)
"""


@pytest.fixture
def parents(tmp_path, monkeypatch):
    """Return two parents that know a few tasks."""
    (tmp_path / "of_workers.py").write_text(OF_WORKERS, encoding="utf-8")
    (tmp_path / "of_kernels.py").write_text(OF_KERNELS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    parents = PreparedParent(["of_workers", SPLIT, "of_kernels"])
    yield parents
    parents.close()


@pytest.fixture
def start(parents, tmp_path):
    """Return a function that starts a worker; its output goes to a file."""
    started = []

    def start(task, *arguments):
        with (tmp_path / "out").open("wb") as output:
            streams = (output.fileno(),) * 3
            started.append(parents.start(task, arguments, tmp_path, os.environ, streams))
        return started[-1]

    yield start
    for process in filter(None, started):
        process.kill()
        process.wait(SECONDS)


@pytest.fixture
def staying(start, tmp_path):
    """Return a worker whose kernel stays, and the numbers of the kernel and of its orphan."""
    worker = start("ask", "stay")
    (_, kernel, _), (orphan,) = said(tmp_path, lines=2)
    return worker, [worker.pid, kernel, orphan]


def said(tmp_path, lines):
    """Return what the processes have written, as soon as that is so many lines."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = (tmp_path / "out").read_text(encoding="utf-8").splitlines(keepends=True)
        if len(found) == lines and found[-1].endswith("\n"):
            return sorted(map(json.loads, found), key=len, reverse=True)
        time.sleep(0.02)
    raise TimeoutError


def are_gone(pids):
    until = time.monotonic() + SECONDS
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(is_alive, pids))


def test_each_parent_imports_its_part_and_forks_its_kind(start, tmp_path):
    assert start("ask", "tell").wait(30) == 3
    (of_worker, _, has_kernels), (of_kernel, has_workers) = said(tmp_path, lines=2)
    assert of_worker != of_kernel
    assert (has_kernels, has_workers) == (False, False)


def test_a_worker_that_asks_for_nothing_ends_with_its_code(start):
    worker = start("nothing")
    assert (worker.wait(30), worker.reason) == (4, "")


def test_the_peak_of_a_worker_is_that_of_its_largest_kernel(start):
    worker, idle = start("ask", "tell"), start("nothing")
    for one in (worker, idle):
        one.wait(30)
    assert worker.peak > HELD > idle.peak > 0


def test_with_a_worker_end_its_kernel_and_what_that_started(staying):
    worker, pids = staying
    assert all(map(is_alive, pids))
    worker.kill()
    assert worker.wait(SECONDS) == -9
    assert not any(map(is_alive, pids))


def test_where_the_kernels_parent_is_killed_the_workers_end_too_and_are_told(staying):
    worker, pids = staying
    psutil.Process(pids[1]).parent().kill()
    assert (worker.wait(SECONDS), worker.reason) == (-9, "parent")
    assert are_gone(pids)


def test_where_the_workers_parent_is_killed_all_kernels_end_too(staying):
    worker, pids = staying
    psutil.Process(pids[0]).parent().kill()
    assert (worker.wait(SECONDS), worker.reason) == (-9, "parent")
    assert are_gone(pids)


def test_closing_ends_both_parents(parents, staying):
    _, pids = staying
    both = [psutil.Process(pid).ppid() for pid in pids[:2]]
    parents.close()
    assert are_gone([*pids, *both])


def test_without_the_kernels_parent_nothing_more_is_started(parents, start):
    start("nothing").wait(30)
    (of_workers,) = psutil.Process(parents._process.pid).children()
    (of_kernels,) = of_workers.children()
    of_kernels.kill()
    of_kernels.wait(SECONDS)
    assert start("nothing") is None


def test_a_lease_that_ends_before_its_channel_is_looked_at_ends_nothing_else():
    """Both are told at once, the end first, and a kernel of the worker is still ending."""
    root, channel, watch, connection = (socket.socketpair() for _ in range(4))
    parent = _Parent(root[0])
    parent.woken = root[1]
    parent._lend(channel[0], watch[0])
    parent.children[NOBODY] = _Child(NOBODY, connection[0], None, channel[0])
    for end in (channel[1], watch[1]):
        end.close()
    told = sorted(parent.selector.select(1), key=lambda one: one[0].data is None)
    assert [key.fileobj for key, _ in told] == [watch[0], channel[0]]
    for key, _ in told:
        parent._answer(key)
    assert parent.children[NOBODY].ending
    assert not parent.selector.get_map()
    for end in (*root, *connection, watch[0], channel[0]):
        end.close()


def test_a_lease_of_a_parent_that_is_gone_is_told_from_one_that_hangs(monkeypatch):
    """A worker whose kernel was taken from it has not failed; one that hangs holds nothing."""
    monkeypatch.setattr(lending, "_SETTLE_SECONDS", 0.01)
    watch, theirs = socket.socketpair()
    theirs.close()
    assert settle(watch) is None
    watch, theirs = socket.socketpair()
    with theirs:
        assert settle(watch) == 0


def test_a_worker_that_ends_first_when_the_kernels_parent_dies_is_not_told_as_failed():
    root, connection, watch = (socket.socketpair() for _ in range(3))
    parent = _Parent(root[0])
    child = _Child(NOBODY, connection[0], None, root[0], watch=watch[0])
    watch[1].close()
    parent._bury(child, 1)
    del child
    assert root[0].fileno() == -1
    connection[0].close()
    assert connection[1].recv(1) == b""
    for end in (root[1], connection[1]):
        end.close()
