"""A worker process and everything that it starts: kernels, and what a notebook starts.

A kernel has a process group of its own, so killing the worker's group leaves it alive. All of
them inherit a mark in the environment, by which they are found.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

__all__ = ["Worker", "kill_marked", "start_worker"]

_MARK = "PMQA_WORKER"
_PASSES = 5


@dataclass(frozen=True)
class Worker:
    """A started worker process; ``mark`` is in the environment of all that it starts."""

    process: subprocess.Popen[bytes]
    mark: str

    def kill(self) -> None:
        """Kill the worker and everything that it started, also what it left behind."""
        if self.process.poll() is None:
            self.process.kill()
        kill_marked(self.mark)
        self.process.wait()


def start_worker(arguments: Sequence[str], *, folder: Path, log: Path, mark: str) -> Worker:
    """Start ``python -m pmqa_analysis.publish.worker`` in ``folder``; its output goes to ``log``.

    The process has a session of its own: an interrupt on the terminal reaches only the parent,
    which ends its workers in order.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pmqa_analysis.publish.worker", *arguments],
            cwd=folder,
            env={**os.environ, _MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Worker(process, mark)


def kill_marked(mark: str) -> None:
    """Kill every process whose mark begins with ``mark``, until none is found any more."""
    for _ in range(_PASSES):
        found = [one for one in psutil.process_iter() if _mark_of(one).startswith(mark)]
        if not found:
            return
        for process in found:
            _kill(process)
        psutil.wait_procs(found, timeout=2)


def _mark_of(process: psutil.Process) -> str:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return ""
        mark: str = process.environ().get(_MARK, "")
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
