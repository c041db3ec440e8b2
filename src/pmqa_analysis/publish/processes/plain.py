"""A kernel that is started anew, where none can be forked: watched from here, with the same ends.

The system that forks has a parent that watches. Here the kernel limits its own memory where it
can, a task of the event loop watches it with its children, and a file beside its connection file
tells of a thread that died. A mark in the environment finds what it started.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from pmqa_analysis.publish import system
from pmqa_analysis.publish.processes.started import MARK, MEMORY_VARIABLE, kill_marked

__all__ = ["MODULE", "Ended", "PlainKernel", "keep_limits", "main"]

MODULE = __name__
_WATCH_SECONDS = 0.1
_MIB = 2**20


class Ended(Protocol):
    """How a kernel ended: ``reason`` is ``memory`` or ``thread``, or nothing in particular."""

    reason: str


class PlainKernel:
    """What is known of a started kernel.

    Args:
        connection_file: Its connection file.
        environment: The environment in which it will start.
    """

    def __init__(self, connection_file: Path, environment: Mapping[str, str]) -> None:
        self.reason = ""
        self._mark = f"{environment.get(MARK, '')}kernel-{uuid.uuid4().hex}:"
        self.environment = {**environment, MARK: self._mark}
        self._told = _told_file(connection_file)
        self._limit = int(environment.get(MEMORY_VARIABLE) or 0) * _MIB
        self._watch: asyncio.Task[None] | None = None

    def watch(self, process: subprocess.Popen[bytes] | None) -> None:
        """Watch the memory of the kernel and its children, while the event loop runs."""
        if self._limit and process is not None:
            self._watch = asyncio.get_running_loop().create_task(self._look_on(process))

    def end(self) -> None:
        """End the kernel and all that it started; know its reason."""
        if self._watch is not None:
            self._watch.cancel()
        kill_marked(self._mark)
        if self._told.exists():
            self.reason = self.reason or "thread"
            self._told.unlink()

    async def _look_on(self, process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None:
            if system.private_memory(process.pid) > self._limit:
                self.reason = "memory"
                kill_marked(self._mark)
            await asyncio.sleep(_WATCH_SECONDS)


def keep_limits(connection_file: Path) -> None:
    """Limit the memory of this process, a kernel, and tell of a thread that dies in it."""
    limit = int(os.environ.get(MEMORY_VARIABLE) or 0)
    if limit:
        system.limit_memory(limit * _MIB)
    usual = threading.excepthook

    def tell(fault: threading.ExceptHookArgs) -> None:
        if fault.exc_type is not SystemExit:
            _told_file(connection_file).touch()
        usual(fault)

    threading.excepthook = tell


def _told_file(connection_file: Path) -> Path:
    return connection_file.with_name(f"{connection_file.name}.thread")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a kernel as ``python -m ipykernel_launcher`` does, within its limits; 0 at its end."""
    from pmqa_analysis.publish.processes.kernel import run_kernel, settle_matplotlib

    arguments = sys.argv[1:] if arguments is None else arguments
    settle_matplotlib()
    keep_limits(Path(arguments[arguments.index("-f") + 1]))
    return run_kernel(arguments)


if __name__ == "__main__":
    sys.exit(main())
