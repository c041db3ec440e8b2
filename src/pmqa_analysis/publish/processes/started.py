"""A worker process and everything that it starts: kernels, and what a notebook starts.

A worker is forked from the prepared parent, which ends whatever a process of its leaves behind.
Where nothing can be forked it is started anew: a kernel has a process group of its own then, so
killing the worker's group would leave it alive. All of them inherit a mark in the environment, by
which they are found.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from pmqa_analysis.publish import system
from pmqa_analysis.publish.processes.forked import (
    ONE_THREAD,
    PARENT_KILLED,
    ForkedProcess,
    PreparedParent,
)

__all__ = [
    "CELL_VARIABLE", "HELD", "MARK", "MEMORY_VARIABLE", "Limits", "Worker", "end_when_let_go",
    "kill_marked", "start_worker",
]  # fmt: skip

CELL_VARIABLE, MEMORY_VARIABLE = "PMQA_CELL_SECONDS", "PMQA_MEMORY_MIB"
MARK, HELD = "PMQA_WORKER", "--held"
_PASSES = 5
_MIB, _LEAST_MIB = 2**20, 1024


@dataclass(frozen=True)
class Limits:
    """What one report may take: seconds in all, seconds of a cell, memory of its kernel.

    ``cell_seconds`` is None where only the whole report is timed.
    """

    seconds: float = 600.0
    cell_seconds: float | None = None
    memory_mib: int = 2048

    @property
    def environment(self) -> dict[str, str]:
        """Return the limits that the worker keeps itself, as it is told them."""
        told = {MEMORY_VARIABLE: str(self.memory_mib)}
        if self.cell_seconds is not None:
            told[CELL_VARIABLE] = f"{self.cell_seconds:g}"
        return told

    @property
    def worker_bytes(self) -> int:
        """Return what the process around the kernel may hold: all that cells show comes there."""
        return max(self.memory_mib, _LEAST_MIB) * _MIB


@dataclass(frozen=True)
class Worker:
    """A started worker process; ``mark`` is in the environment of all that it starts."""

    process: subprocess.Popen[bytes] | ForkedProcess
    mark: str

    @property
    def peak_memory(self) -> int | None:
        """Return the most bytes that the worker and its kernel held; None where not known."""
        return self.process.peak if isinstance(self.process, ForkedProcess) else None

    @property
    def _is_looked_after(self) -> bool:
        """Return whether a prepared parent, alive to its end, ends what it leaves behind.

        Only Linux hands a parent the orphans of its processes.
        """
        process = self.process
        is_kept = isinstance(process, ForkedProcess) and process.reason != PARENT_KILLED
        return is_kept and system.IS_LINUX

    def kill(self) -> None:
        """Kill the worker and everything that it started, also what it left behind."""
        if self.process.poll() is None:
            self.process.kill()
        self.let_go()
        if not self._is_looked_after:
            kill_marked(self.mark)

    def let_go(self) -> None:
        """Wait for the end of the worker, and hold nothing of it any more."""
        self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()


def start_worker(
    arguments: Sequence[str],
    *,
    folder: Path,
    log: Path,
    mark: str,
    scratch: Path | None = None,
    limits: Limits | None = None,
    parent: PreparedParent | None = None,
) -> Worker:
    """Start :mod:`pmqa_analysis.publish.worker` in ``folder``; its output goes to ``log``.

    The process has a session of its own: an interrupt on the terminal reaches only the batch,
    which ends its workers in order. One that is not forked ends all that it started, and itself,
    when its standard input closes: that is when the batch is gone.

    Raises:
        OSError: If the process cannot be started.
    """
    limits = limits or Limits()
    environment = {**os.environ, **limits.environment, MARK: mark, **ONE_THREAD}
    if scratch is not None:
        environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    with log.open("wb") as output, Path(os.devnull).open("rb") as nothing:
        streams = (nothing.fileno(), output.fileno(), output.fileno())
        if parent is not None:
            forked = parent.start(
                "worker", arguments, folder, environment, streams, memory_limit=limits.worker_bytes
            )
            if forked is not None:
                return Worker(forked, mark)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pmqa_analysis.publish.worker", *arguments, HELD],
            cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=output,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    return Worker(process, mark)


def end_when_let_go() -> None:
    """End this process, and before it all that it started, when its standard input closes."""

    def wait() -> None:
        os.read(0, 1)
        kill_marked(os.environ[MARK])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def kill_marked(mark: str) -> None:
    """Kill every other process whose mark begins with ``mark``, until none is found any more."""
    for _ in range(_PASSES):
        found = [
            one
            for one in psutil.process_iter()
            if one.pid != os.getpid() and _mark_of(one).startswith(mark)
        ]
        if not found:
            return
        for process in found:
            _kill(process)
        psutil.wait_procs(found, timeout=2)


def _mark_of(process: psutil.Process) -> str:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return ""
        mark: str = process.environ().get(MARK, "")
    except (psutil.Error, OSError):
        # Another user's process, or one that has just ended: none of ours.
        return ""
    return mark


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        # It ended by itself between being found and being killed.
        return
