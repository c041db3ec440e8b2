"""Processes forked from a prepared parent: how they start, live and end."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmqa_analysis.publish import system
from pmqa_analysis.publish.processes import started as starting
from pmqa_analysis.publish.processes.forked import (
    ForkedProcess,
    PreparedParent,
    can_fork,
    own_parent,
)
from pmqa_analysis.publish.processes.records import send_record
from tests.publish.living import is_alive

pytestmark = pytest.mark.skipif(not can_fork(), reason="nothing can be forked here")

TASKS = """
import json, os, random, subprocess, sys, threading, time
from pmqa_analysis.publish.processes import offspring

def say(arguments):
    import numpy
    kept = {key: os.environ.get(key) for key in ("COLOUR", "HOME")}
    print(json.dumps([arguments, os.getcwd(), kept, random.random(), float(numpy.random.rand()),
                      os.getsid(0) == os.getpid(), len(os.listdir("/proc/self/fd"))]))
    return 7

def leave_an_orphan(arguments):
    code = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', " \\
        "'import time; time.sleep(3600)'], start_new_session=True); print(p.pid, flush=True)"
    subprocess.run([sys.executable, "-c", code])
    if arguments:
        time.sleep(3600)
    return 0

def fail_in_a_thread(arguments):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    return 0

def stay(arguments):
    print(os.getpid(), flush=True)
    time.sleep(3600)

def hold(arguments):
    held = bytearray(int(arguments[0]))
    time.sleep(3600)

offspring.TASKS = dict(offspring.TASKS, say=say, orphan=leave_an_orphan, thread=fail_in_a_thread,
                       hold=hold, stay=stay)
"""


@pytest.fixture(scope="module")
def parent(tmp_path_factory):
    """Return a parent that knows some tasks for tests."""
    folder = tmp_path_factory.mktemp("tasks")
    (folder / "some_tasks.py").write_text(TASKS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        parent = PreparedParent(["some_tasks", "numpy.random", "no_such_module"])
    yield parent
    parent.close()


@pytest.fixture
def start(parent, tmp_path):
    """Return a function that starts a task; its output goes to a file."""
    started = []

    def start(task, *arguments, **options):
        environment = {**os.environ, "COLOUR": "green"}
        with (tmp_path / "out").open("wb") as output:
            streams = (output.fileno(),) * 3
            process = parent.start(task, arguments, tmp_path, environment, streams, **options)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(5)


def said(tmp_path):
    return (tmp_path / "out").read_text(encoding="utf-8")


def wait_for_words(tmp_path):
    until = time.monotonic() + 30
    while not said(tmp_path).endswith("\n") and time.monotonic() < until:
        time.sleep(0.02)
    return said(tmp_path)


def test_a_process_has_its_arguments_folder_environment_session_and_exit_code(start, tmp_path):
    assert start("say", "a", "b").wait(30) == 7
    arguments, folder, environment, *_, leads, _ = json.loads(said(tmp_path))
    assert (arguments, Path(folder), environment["COLOUR"]) == (["a", "b"], tmp_path, "green")
    assert leads is True


def test_two_processes_draw_different_random_numbers(start, tmp_path):
    drawn = []
    for _ in range(2):
        start("say").wait(30)
        drawn.append(json.loads(said(tmp_path))[3:5])
    assert drawn[0][0] != drawn[1][0]
    assert drawn[0][1] != drawn[1][1]


def test_a_process_inherits_no_connection_of_another(start, tmp_path):
    others = [start("hold", "1") for _ in range(3)]
    start("say").wait(30)
    # Three streams, its channel, the numbers of the folder that lists them.
    assert json.loads(said(tmp_path))[-1] <= 6
    assert [other.poll() for other in others] == [None] * 3


def test_what_a_process_leaves_behind_is_ended_with_it(start, tmp_path):
    assert start("orphan").wait(30) == 0
    assert not is_alive(int(said(tmp_path)))


def test_killing_a_process_ends_its_orphans_within_three_seconds(start, tmp_path):
    process = start("orphan", "stay")
    orphan = int(wait_for_words(tmp_path))
    assert is_alive(orphan)
    started = time.monotonic()
    process.kill()
    assert process.wait(3) == -9
    assert not is_alive(orphan)
    assert time.monotonic() - started < 3


def test_what_was_asked_for_by_one_who_died_meanwhile_is_ended(parent, tmp_path):
    """Who asks dies before it is told the number: nobody holds the process, and it ends."""
    request = {"task": "stay", "arguments": [], "folder": str(tmp_path), "memory_limit": None}
    ours, theirs = socket.socketpair()
    with ours, theirs, (tmp_path / "out").open("wb") as output:
        send_record(ours, {**request, "environment": {}})
        streams = (output.fileno(),) * 3
        ours.shutdown(socket.SHUT_RD)
        socket.send_fds(parent._channel, [b"F"], [theirs.fileno(), *streams])
        theirs.close()
        asked = int(wait_for_words(tmp_path))
    until = time.monotonic() + 3
    while is_alive(asked) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(asked)


def test_killing_what_has_just_ended_tells_its_end(monkeypatch):
    """It ends, and its connection closes, between the look at it and the word that it shall."""
    ours, theirs = socket.socketpair()
    with theirs:
        send_record(theirs, {"pid": 2**22 - 3})
        process = ForkedProcess(ours)
        send_record(theirs, {"code": 1, "reason": "memory", "peak": 5})
    with monkeypatch.context() as patch:
        patch.setattr(ForkedProcess, "poll", lambda process: None)
        process.kill()
    assert (process.poll(), process.reason, process.peak) == (1, "memory", 5)


@pytest.mark.parametrize(("is_linux", "looked_for"), [(True, []), (False, ["mark"])])
def test_orphans_are_looked_for_where_the_system_hands_them_to_nobody(
    start, monkeypatch, is_linux, looked_for
):
    found = []
    monkeypatch.setattr(system, "IS_LINUX", is_linux)
    monkeypatch.setattr(starting, "kill_marked", found.append)
    starting.Worker(start("hold", "1"), "mark").kill()
    assert found == looked_for


def test_a_thread_that_fails_is_told_though_the_process_ends_well(start):
    process = start("thread")
    assert (process.wait(30), process.reason) == (0, "thread")


def test_a_process_that_holds_too_much_is_ended_and_the_reason_is_told(start):
    process = start("hold", 80_000_000, memory_limit=50_000_000)
    # The allocation fails, or the watch sees it: both end the process.
    assert process.wait(30) != 0


def test_the_peak_of_a_process_is_told(start):
    process = start("say")
    process.wait(30)
    assert 10_000_000 < process.peak < 1_000_000_000


def test_waiting_has_an_end(start):
    with pytest.raises(subprocess.TimeoutExpired):
        start("hold", "1").wait(0.1)


def test_a_parent_with_a_thread_forks_nothing(tmp_path, monkeypatch):
    source = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\n"
    (tmp_path / "starts_a_thread.py").write_text(source, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    parent = PreparedParent(["starts_a_thread"])
    assert parent.start("worker", [], tmp_path, os.environ, (0, 1, 2)) is None
    parent.close()


def test_when_the_parent_is_killed_its_processes_die_and_are_told(tmp_path):
    parent = PreparedParent(["pmqa_analysis.publish.processes.kernel"])
    with (tmp_path / "out").open("wb") as output:
        streams = (output.fileno(),) * 3
        kernel = parent.start("kernel", ["-f", "k.json"], tmp_path, os.environ, streams)
    parent._process.kill()
    assert kernel.wait(5) == -9
    assert kernel.reason == "parent"
    parent.close()


def test_when_who_asked_is_killed_the_parent_ends_with_all_its_processes(tmp_path):
    code = (
        "import os, pathlib, time\n"
        "from pmqa_analysis.publish.processes.forked import PreparedParent\n"
        "parent = PreparedParent([])\n"
        "kernel = parent.start('kernel', ['-f', 'k.json'], pathlib.Path('.'), os.environ,"
        " (0, 1, 2))\n"
        "print(parent._process.pid, kernel.pid, flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as asker:  # fmt: skip
        pids = [int(word) for word in asker.stdout.readline().split()]
        assert all(map(is_alive, pids))
        asker.kill()
    until = time.monotonic() + 3
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(is_alive, pids))


def test_forking_can_be_declined(monkeypatch):
    monkeypatch.setenv("PMQA_FORK", "0")
    assert can_fork() is False


def test_a_process_has_one_parent():
    assert own_parent() is own_parent()
