import os
import subprocess
import sys
import time

import psutil
import pytest

from pmqa_analysis.publish import system

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes of another kind")

# Starts a child that starts a grandchild, says both numbers, and waits.
FAMILY = """
import subprocess, sys, time
child = "import subprocess, sys, time; " \\
    "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'], " \\
    "start_new_session=True); print(p.pid, flush=True); time.sleep(3600)"
p = subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE, text=True)
print(p.pid, p.stdout.readline().strip(), flush=True)
time.sleep(3600)
"""


def is_alive(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def family():
    """Return a process with a child and a grandchild of another session: their numbers."""
    with subprocess.Popen(
        [sys.executable, "-c", FAMILY], stdout=subprocess.PIPE, text=True
    ) as head:
        child, grandchild = map(int, head.stdout.readline().split())
        yield head.pid, child, grandchild
        head.kill()


def test_the_children_of_a_process_are_found(family):
    head, child, grandchild = family
    assert system.children_of(head) == [child]
    assert system.children_of(child) == [grandchild]


def test_a_process_that_is_gone_has_no_children():
    assert system.children_of(2**22 - 3) == []


def test_a_tree_ends_whole_also_what_has_a_session_of_its_own(family):
    system.end_tree(family[0])
    until = time.monotonic() + 3
    while any(map(is_alive, family)) and time.monotonic() < until:
        time.sleep(0.02)
    assert [is_alive(pid) for pid in family] == [False, False, False]


def test_ending_a_tree_that_has_ended_is_no_fault():
    system.end_tree(2**22 - 3)


def test_memory_counts_what_a_process_and_its_children_hold():
    hold = "x = bytearray(60_000_000); print(1, flush=True); input()"
    before = system.private_memory(os.getpid())
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        holder.stdout.readline()
        grown = system.private_memory(os.getpid()) - before
        holder.communicate("")
    assert 60_000_000 < grown < 120_000_000


def two_folders(tmp_path):
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name, encoding="utf-8")
    return tmp_path / "new", tmp_path / "old"


def test_two_folders_change_places_in_one_step(tmp_path):
    new, old = two_folders(tmp_path)
    assert system.exchange(new, old) is True
    assert [(path / "which").read_text(encoding="utf-8") for path in (new, old)] == ["old", "new"]


def test_an_exchange_with_nothing_is_a_fault_and_moves_nothing(tmp_path):
    new, _ = two_folders(tmp_path)
    with pytest.raises(FileNotFoundError, match="gone"):
        system.exchange(new, tmp_path / "gone")
    assert (new / "which").exists()


def test_threads_that_a_library_started_are_counted():
    assert system.thread_count() == psutil.Process().num_threads()
