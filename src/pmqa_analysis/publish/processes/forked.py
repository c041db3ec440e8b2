"""Processes forked from a prepared parent, seen from those who ask for them.

A parent is started once by a batch, or by whoever runs a notebook by the engine or the kernel
provisioner ``pmqa``; a worker that was forked itself asks the parent that it came from.
"""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import weakref
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pmqa_analysis.publish.processes.records import receive_record, send_record

__all__ = [
    "CHARTS", "KERNEL_MODULES", "ONE_THREAD", "PARENT_KILLED", "REHEARSAL", "ForkedProcess",
    "PreparedParent", "can_fork", "own_parent", "use_channel",
]  # fmt: skip

# The parent must have one thread when it forks. Arrow's allocator and OpenBLAS start others.
ONE_THREAD = {
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "ARROW_IO_THREADS": "1",
}  # fmt: skip
# What a kernel needs, imported once in the prepared parent; then a rehearsal.
KERNEL_MODULES = (
    "ipykernel.ipkernel", "ipykernel.zmqshell", "IPython.core.completerlib",
    "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic",
    "tornado.gen", "tornado.locks", "tornado.queues", "tornado.platform.asyncio",
    "pmqa_analysis.publish.processes.kernel",
)  # fmt: skip
CHARTS = "pmqa_analysis.publish.processes.kernel:rehearse_charts"
REHEARSAL = "pmqa_analysis.publish.processes.kernel:rehearse"
FORK_VARIABLE = "PMQA_FORK"
PARENT_KILLED = "parent"
_END_SECONDS = 5


def can_fork() -> bool:
    """Return whether processes can be forked here, and nobody has said ``PMQA_FORK=0``."""
    return os.name == "posix" and os.environ.get(FORK_VARIABLE, "1") != "0"


class ForkedProcess:
    """A process forked for us, with the part of ``subprocess.Popen`` that jupyter_client uses.

    It ends, with all that it started, when it is killed or when this object is closed.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.pid = int(receive_record(connection)["pid"])
        self.returncode: int | None = None
        self.reason = ""
        self.peak = 0

    def poll(self) -> int | None:
        """Return the exit code, or None while the process runs."""
        if self.returncode is None and select.select([self._connection], [], [], 0)[0]:
            self._take_end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code when the process has ended.

        Raises:
            subprocess.TimeoutExpired: If it has not by then.
        """
        if self.returncode is None:
            if not select.select([self._connection], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("forked", timeout or 0)
            self._take_end()
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the process and all that it started."""
        if self.poll() is not None:
            return
        try:
            self._connection.send(b"K")
        except OSError:
            # It has ended in between.
            self._take_end()

    terminate = kill

    def _take_end(self) -> None:
        try:
            end = receive_record(self._connection)
        except OSError:
            # The parent itself was killed, and its processes with it.
            end = {"code": -9, "reason": PARENT_KILLED, "peak": self.peak}
        self.returncode = int(end["code"])
        self.reason, self.peak = str(end["reason"]), int(end["peak"])
        self._connection.close()


class PreparedParent:
    """Where to ask for forked processes: a channel to the prepared parent.

    The parent and all of its processes end with this object, at the latest.

    Args:
        modules: What the parent imports before it forks. What stands after
            :data:`~pmqa_analysis.publish.processes.lending.SPLIT` a second parent imports,
            beside it, which forks what the first one's processes ask for.
    """

    def __init__(self, modules: Iterable[str]) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            process: subprocess.Popen[bytes] = subprocess.Popen(
                [sys.executable, "-P", "-m", "pmqa_analysis.publish.processes.prepared",
                 str(theirs.fileno()), str(os.getpid()), *modules],
                pass_fds=[theirs.fileno()], env={**os.environ, **ONE_THREAD},
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = process
        # Whoever forgets it, or leaves in between, ends it all the same.
        self._end = weakref.finalize(self, _end, self._channel, process)

    @classmethod
    def of_channel(cls, channel: socket.socket) -> PreparedParent:
        """Return the parent at the other end of a channel that is there already."""
        parent = cls.__new__(cls)
        parent._channel, parent._process = channel, None
        return parent

    @property
    def is_alive(self) -> bool:
        """Return whether the parent that we started still runs."""
        return self._process is None or self._process.poll() is None

    def start(
        self,
        task: str,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        streams: tuple[int, int, int],
        *,
        memory_limit: int | None = None,
    ) -> ForkedProcess | None:
        """Fork a process for a task of :mod:`~pmqa_analysis.publish.processes.offspring`.

        Args:
            task: ``worker`` or ``kernel``.
            arguments: Its arguments.
            folder: Its working folder.
            environment: Its environment; what keeps libraries to one thread is added.
            streams: Descriptors of its standard streams.
            memory_limit: Bytes of its own at which it is ended.

        Returns:
            The process, or None where the parent is gone, or a library that it has imported has
            started a thread: who asks then starts the process anew.
        """
        ours, theirs = socket.socketpair()
        request: dict[str, Any] = {
            "task": task, "arguments": list(arguments), "folder": str(folder),
            "environment": {**environment, **ONE_THREAD}, "memory_limit": memory_limit,
        }  # fmt: skip
        try:
            with theirs:
                socket.send_fds(self._channel, [b"F"], [theirs.fileno(), *streams])
            send_record(ours, request)
            return ForkedProcess(ours)
        except OSError:
            ours.close()
            return None

    def close(self) -> None:
        """End the parent and all of its processes, if it is ours."""
        if self._process is not None:
            self._end()


def _end(channel: socket.socket, process: subprocess.Popen[bytes]) -> None:
    """Close the channel: the keeper ends all processes then, and itself."""
    channel.close()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


_current: list[PreparedParent] = []


def use_channel(channel: socket.socket) -> None:
    """Let this process, forked itself, ask the parent that it came from."""
    _current[:] = [PreparedParent.of_channel(channel)]


def own_parent(modules: Iterable[str] = ()) -> PreparedParent:
    """Return the parent of this process; where it has none, start one that ends with it."""
    if not _current:
        _current.append(PreparedParent([*KERNEL_MODULES, *modules, REHEARSAL]))
    return _current[0]
