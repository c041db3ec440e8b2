"""The prepared parent: it imports the libraries once, then forks a process for each request.

``python -m pmqa_analysis.publish.processes.prepared CHANNEL ASKER MODULE …`` is started by
:mod:`~pmqa_analysis.publish.processes.forked`, which holds the other end of the channel. It is
two processes: this one, and its :mod:`~pmqa_analysis.publish.processes.keeper`. A request is one
byte on a channel, with four descriptors: the connection of the new process, and its standard
streams. The connection carries the particulars in, and the process' number and its end out.

A process lives as long as its connection: where the other end is closed, the process is killed
with all that descends from it. Nothing here starts a thread, for a fork copies one only.
"""

from __future__ import annotations

import gc
import importlib
import os
import selectors
import signal
import socket
import sys
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pmqa_analysis.publish import system
from pmqa_analysis.publish.processes.keeper import keep
from pmqa_analysis.publish.processes.offspring import THREAD_FAILED, become
from pmqa_analysis.publish.processes.records import receive_record, send_record

__all__ = ["main"]

_TICK_SECONDS = 0.1
_REQUEST_SECONDS = 10.0
# Linux counts in KiB, macOS in bytes.
_MAXRSS_BYTES = 1024 if system.IS_LINUX else 1


@dataclass
class _Child:
    """A forked process; ``channel`` is where it asks for processes of its own."""

    pid: int
    connection: socket.socket
    memory_limit: int | None
    channel: socket.socket | None = None
    owner: socket.socket | None = None
    peak: int = 0
    reason: str = ""
    ending: bool = False


@dataclass
class _Parent:
    """The loop: it waits for requests, for ends of processes and for closed connections."""

    root: socket.socket
    memory: int = 0
    watched: float = 0.0
    children: dict[int, _Child] = field(default_factory=dict)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def serve(self) -> None:
        """Serve until the root channel is closed; the keeper then ends us and all others."""
        self._wake_at_ends()
        self.selector.register(self.root, selectors.EVENT_READ)
        self.memory = system.private_memory(os.getpid())
        while self.root.fileno() >= 0:
            for key, _ in self.selector.select(_TICK_SECONDS):
                self._answer(key)
            self._reap()
            self._watch_memory()

    def _wake_at_ends(self) -> None:
        """Let the end of a process of ours end the wait."""
        self.woken, self.wakes = socket.socketpair()
        for end in (self.woken, self.wakes):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self.wakes.fileno(), warn_on_full_buffer=False)
        self.selector.register(self.woken, selectors.EVENT_READ)

    def _answer(self, key: selectors.SelectorKey) -> None:
        source = key.fileobj
        if source is self.woken:
            self.woken.recv(4096)
        elif isinstance(key.data, _Child):
            # A byte asks for the end; none means that the other side is gone.
            self.selector.unregister(key.data.connection)
            self._end(key.data)
        elif isinstance(source, socket.socket) and source.fileno() >= 0:
            self._fork(source)

    def _fork(self, channel: socket.socket) -> None:
        """Start what one request asks for; a closed channel asks for nothing more."""
        asked, descriptors, *_ = socket.recv_fds(channel, 1, 4)
        if not asked:
            self.selector.unregister(channel)
            channel.close()
            return
        if asked == THREAD_FAILED:
            self._note_thread(channel)
            return
        connection = socket.socket(fileno=descriptors[0])
        connection.settimeout(_REQUEST_SECONDS)
        try:
            request = receive_record(connection)
            self._start(request, connection, descriptors[1:], channel)
        except (OSError, ValueError):
            connection.close()
        finally:
            for descriptor in descriptors[1:]:
                os.close(descriptor)

    def _note_thread(self, channel: socket.socket) -> None:
        for child in self.children.values():
            if child.channel is channel:
                child.reason = "thread"

    def _start(
        self, request: dict[str, Any], connection: socket.socket, streams: list[int],
        owner: socket.socket,
    ) -> None:  # fmt: skip
        if system.thread_count() > 1:
            # A copy of one thread of several may hang on a lock that nobody will open.
            connection.close()
            return
        ours, theirs = socket.socketpair()
        parent, pid = os.getpid(), os.fork()
        if pid == 0:
            become(request, theirs, streams, parent, lambda: self._leave(connection, ours))
        theirs.close()
        send_record(connection, {"pid": pid})
        child = _Child(pid, connection, request["memory_limit"], channel=ours, owner=owner)
        self.children[pid] = child
        self.selector.register(connection, selectors.EVENT_READ, child)
        self.selector.register(ours, selectors.EVENT_READ)

    def _leave(self, *sockets: socket.socket) -> None:
        """Close, in the new process, what belongs to the parent alone."""
        signal.set_wakeup_fd(-1)
        known = [key.fileobj for key in self.selector.get_map().values()]
        self.selector.close()
        for one in (*known, *sockets, self.wakes):
            if isinstance(one, socket.socket):
                one.close()

    def _end(self, child: _Child) -> None:
        if not child.ending:
            child.ending = True
            system.end_tree(child.pid)

    def _reap(self) -> None:
        """Tell of each process that has ended, after all that it started has ended too."""
        while self.children:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            child = self.children.pop(pid, None)
            if child is not None:
                child.peak = max(child.peak, usage.ru_maxrss * _MAXRSS_BYTES)
                self._bury(child, os.waitstatus_to_exitcode(status))

    def _bury(self, child: _Child, code: int) -> None:
        for other in [*self.children.values()]:
            if other.owner is child.channel:
                self._end(other)
            elif other.channel is child.owner:
                # A worker's peak is that of the largest of its processes.
                other.peak = max(other.peak, child.peak)
        system.end_descendants(spare=self.children)
        if child.connection in self.selector.get_map():
            self.selector.unregister(child.connection)
        end = {"code": code, "reason": child.reason, "peak": child.peak}
        try:
            send_record(child.connection, end)
        except OSError:
            # Who asked for it is gone.
            child.reason = child.reason or "unheard"
        child.connection.close()

    def _watch_memory(self) -> None:
        if time.monotonic() < self.watched + _TICK_SECONDS:
            return
        self.watched = time.monotonic()
        for child in self.children.values():
            if child.memory_limit is None or child.ending:
                continue
            if system.private_memory(child.pid) - self.memory > child.memory_limit:
                child.reason = "memory"
                self._end(child)


def _import_and_call(name: str) -> None:
    module, _, function = name.partition(":")
    try:
        imported = importlib.import_module(module)
        if function:
            getattr(imported, function)()
    except Exception:  # noqa: BLE001 - the notebook that needs it will tell
        return


def main(arguments: Sequence[str] | None = None) -> int:
    """Import the modules, call the functions, and serve.

    ``module:function`` names a function to be called after the import. What cannot be imported is
    left to the process that needs it.
    """
    number, asker, *names = sys.argv[1:] if arguments is None else arguments
    root = socket.socket(fileno=int(number))
    keep(int(asker), root)
    system.adopt_orphans()
    # What is imported stays; to look through it for garbage took a fifth of the imports' time.
    gc.disable()
    with warnings.catch_warnings():
        # IPython warns of a home that is read-only; nothing here writes there.
        warnings.simplefilter("ignore")
        for name in names:
            _import_and_call(name)
    gc.freeze()
    gc.enable()
    _Parent(root).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
