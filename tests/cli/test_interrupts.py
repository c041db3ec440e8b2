"""An interrupted run: it ends at once and in order, says how far it came, and leaves nothing."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
import uuid

import pytest

from tests.offices import DATA
from tests.publish.living import MARK, left_after
from tests.publish.tiny import write_notebook

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")

REPORTS = """\
reports:
  - {id: one, notebook: sleeper}
  - {id: two, notebook: sleeper}
  - {id: three, notebook: sleeper}
"""
SLEEPS = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"], start_new_session=True)
time.sleep(3600)
"""


class Run:
    """``pmqa run`` of three reports that sleep, one at a time, in a process of its own."""

    def __init__(self, folder, before="", **options):
        shutil.copytree(DATA, folder / "data")
        settings = folder / "data/settings/2563.yml"
        head = settings.read_text(encoding="utf-8").partition("reports:")[0]
        settings.write_text(head + REPORTS, encoding="utf-8")
        write_notebook(folder / "notebooks" / "sleeper.ipynb", SLEEPS)
        self.record, self.mark = folder / "out" / "2563" / "batch.json", uuid.uuid4().hex
        program = before + "from pmqa_analysis.cli import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, "--office", folder / "data", "run", "2563", "--jobs",
             "1", "--out", folder / "out", "--notebooks", folder / "notebooks"],
            env={**os.environ, MARK: self.mark},
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )  # fmt: skip

    @property
    def states(self):
        """Return how its jobs stand, as the record says."""
        if not self.record.exists():
            return []
        return [job["state"] for job in json.loads(self.record.read_text("utf-8"))["jobs"]]

    def wait_until_a_job_runs(self):
        until = time.monotonic() + 90
        while "running" not in self.states:
            assert self.process.poll() is None, self.process.communicate()[1].decode()
            assert time.monotonic() < until
            time.sleep(0.02)

    def end(self):
        """Return its exit code, what it said, and the seconds from now to its end."""
        started = time.monotonic()
        said, errors = self.process.communicate(timeout=60)
        return self.process.returncode, (said or b"") + errors, time.monotonic() - started


@pytest.fixture
def run(tmp_path):
    run = Run(tmp_path)
    yield run
    run.process.kill()
    run.process.communicate()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_exits_130_and_leaves_nothing_half_written(run, sent):
    run.wait_until_a_job_runs()
    run.process.send_signal(sent)
    code, said, seconds = run.end()
    assert (code, seconds < 4) == (130, True), said.decode()
    assert b"Traceback" not in said
    assert [word in said.decode() for word in ("one", "two", "three")] == [True] * 3
    assert [path.name for path in run.record.parent.iterdir()] == ["batch.json"]
    assert run.states == ["interrupted", "waiting", "waiting"]
    assert left_after(3, run.mark) == []


def test_a_second_interrupt_does_not_disturb_the_end_that_the_first_began(run):
    run.wait_until_a_job_runs()
    for _ in range(5):
        run.process.send_signal(signal.SIGINT)
        time.sleep(0.02)
    code, said, _ = run.end()
    # The last of them may meet a Python that has ended all and heeds signals no more.
    assert code in (130, -signal.SIGINT)
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said
    assert [path.name for path in run.record.parent.iterdir()] == ["batch.json"]
    assert run.states == ["interrupted", "waiting", "waiting"]
    assert left_after(3, run.mark) == []


def test_an_interrupt_while_libraries_are_imported_leaves_no_process(run):
    time.sleep(1.5)
    run.process.send_signal(signal.SIGTERM)
    run.process.communicate(timeout=60)
    assert left_after(3, run.mark) == []


SWALLOWS = """
import os, signal, time
from pmqa_analysis.cli import reports
checked_year = reports.checked_year
def swallow(*arguments):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)
    except KeyboardInterrupt:
        return checked_year(*arguments)
reports.checked_year = swallow
"""


def test_an_interrupt_that_a_library_swallows_is_heeded_all_the_same(tmp_path):
    run = Run(tmp_path, SWALLOWS)
    code, said, _ = run.end()
    assert (code, b"Traceback" in said) == (130, False)
    assert run.states == ["waiting", "waiting", "waiting"]
    assert left_after(3, run.mark) == []


def test_a_closed_terminal_ends_the_run(tmp_path):
    ours, theirs = pty.openpty()
    run = Run(tmp_path, stdin=theirs, stdout=theirs, start_new_session=True, preexec_fn=_own_it)
    os.close(theirs)
    run.wait_until_a_job_runs()
    os.close(ours)
    run.end()
    assert left_after(3, run.mark) == []
    assert run.states == ["interrupted", "waiting", "waiting"]


def _own_it():
    """Make the terminal at our standard input that of our session."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_an_interrupt_while_the_program_is_still_read_leaves_no_trace():
    """Ctrl-C comes in the middle of the imports: the command itself cannot answer for it yet."""
    code = (
        "import sys\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupts())\n"
        "import pmqa_analysis.cli"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
