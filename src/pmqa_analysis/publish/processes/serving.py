"""The loop of a prepared parent: requests, forks, ends of processes, and the memory they hold.

A request is one byte on a channel, with four descriptors: the connection of the new process, and
its standard streams. The connection carries the particulars in, and the process' number and its
end out. A process lives as long as its connection: where the other end is closed, the process is
killed with all that descends from it. Nothing here starts a thread, for a fork copies one only.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from dataclasses import dataclass, field
from typing import Any

from pmqa_analysis.publish import system
from pmqa_analysis.publish.processes.lending import LEASE, Lease, Lender, settle
from pmqa_analysis.publish.processes.offspring import THREAD_FAILED, become
from pmqa_analysis.publish.processes.records import receive_record, send_record

__all__ = ["serve"]

_TICK_SECONDS = 0.1
_REQUEST_SECONDS = 10.0
# Linux counts in KiB, macOS in bytes.
_MAXRSS_BYTES = 1024 if system.IS_LINUX else 1


@dataclass
class _Child:
    """A forked process; ``channel`` is where it asks for processes of its own.

    A worker asks the kernels' parent: then it has a ``watch`` instead.
    """

    pid: int
    connection: socket.socket
    memory_limit: int | None
    owner: socket.socket
    channel: socket.socket | None = None
    watch: socket.socket | None = None
    peak: int = 0
    reason: str = ""
    ending: bool = False


@dataclass
class _Parent:
    """The loop: it waits for requests, for ends of processes and for closed connections."""

    root: socket.socket
    lender: Lender | None = None
    memory: int = 0
    watched: float = 0.0
    children: dict[int, _Child] = field(default_factory=dict)
    leases: list[Lease] = field(default_factory=list)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def serve(self) -> None:
        self._wake_at_ends()
        self.selector.register(self.root, selectors.EVENT_READ)
        self.memory = system.private_memory(os.getpid())
        if self.lender is not None:
            self.memory -= system.private_memory(self.lender.pid)
        while self.root.fileno() >= 0:
            for key, _ in self.selector.select(_TICK_SECONDS):
                self._answer(key)
            self._reap()
            self._watch_memory()
        # The keeper would do it too, but finds no orphans where the system hands it none (macOS).
        system.end_descendants()

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
        if key not in self.selector.get_map().values():
            # What was answered just before has put an end to it.
            return
        if source is self.woken:
            self.woken.recv(4096)
        elif isinstance(key.data, _Child):
            # A byte asks for the end; none means that the other side is gone.
            self.selector.unregister(key.data.connection)
            self._end(key.data)
        elif isinstance(key.data, Lease):
            self._end_lease(key.data)
        elif isinstance(source, socket.socket):
            self._take(source)

    def _take(self, channel: socket.socket) -> None:
        """Do what one request asks for; a closed channel asks for nothing more."""
        asked, descriptors, *_ = socket.recv_fds(channel, 1, 4)
        if not asked:
            self.selector.unregister(channel)
            channel.close()
        elif asked == THREAD_FAILED:
            self._note_thread(channel)
        elif asked == LEASE:
            self._lend(*(socket.socket(fileno=number) for number in descriptors))
        else:
            self._fork(channel, descriptors)

    def _fork(self, channel: socket.socket, descriptors: list[int]) -> None:
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

    def _lend(self, channel: socket.socket, watch: socket.socket) -> None:
        """Serve a worker of the other parent, until that says that it has ended."""
        lease = Lease(channel, watch)
        self.leases.append(lease)
        self.selector.register(channel, selectors.EVENT_READ)
        self.selector.register(watch, selectors.EVENT_READ, lease)

    def _end_lease(self, lease: Lease) -> None:
        lease.is_over = True
        self.selector.unregister(lease.watch)
        if lease.channel.fileno() >= 0:
            self.selector.unregister(lease.channel)
        self._end_owned(lease.channel)
        self._close_leases()

    def _close_leases(self) -> None:
        """Answer for the workers that have ended, and whose kernels have ended too."""
        for lease in [lease for lease in self.leases if lease.is_over]:
            if not any(child.owner is lease.channel for child in self.children.values()):
                self.leases.remove(lease)
                lease.close()

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
        ours, theirs = self._channel()
        parent, pid = os.getpid(), os.fork()
        if pid == 0:
            become(request, theirs, streams, parent, lambda: self._leave(connection, ours))
        theirs.close()
        child = _Child(pid, connection, request["memory_limit"], owner)
        self.children[pid] = child
        self.selector.register(connection, selectors.EVENT_READ, child)
        if self.lender is not None:
            child.watch = ours
        else:
            child.channel = ours
            self.selector.register(ours, selectors.EVENT_READ)
        _tell(child, {"pid": pid})

    def _channel(self) -> tuple[socket.socket, socket.socket]:
        """Return our end of a new process' channel or lease, and its own."""
        if self.lender is None:
            return socket.socketpair()
        theirs, watch = self.lender.lend()
        return watch, theirs

    def _leave(self, *sockets: socket.socket) -> None:
        """Close, in the new process, what belongs to the parent alone."""
        signal.set_wakeup_fd(-1)
        known = [key.fileobj for key in self.selector.get_map().values()]
        others = [
            one for child in self.children.values() for one in (child.connection, child.watch)
        ]
        link = self.lender and self.lender.link
        self.selector.close()
        for one in (*known, *sockets, *others, self.wakes, link):
            if isinstance(one, socket.socket):
                one.close()

    def _end(self, child: _Child) -> None:
        if not child.ending:
            child.ending = True
            system.end_tree(child.pid)

    def _reap(self) -> None:
        """Tell of each process that has ended, after all that it started has ended too."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if self.lender is not None and pid == self.lender.pid:
                self._give_up()
                return
            child = self.children.pop(pid, None)
            if child is not None:
                child.peak = max(child.peak, usage.ru_maxrss * _MAXRSS_BYTES)
                self._bury(child, os.waitstatus_to_exitcode(status))

    def _give_up(self) -> None:
        """End, as the parent of the kernels has: so all is told to who asked for it."""
        self.root.close()

    def _bury(self, child: _Child, code: int) -> None:
        self._end_owned(child.channel)
        held = 0 if child.watch is None else settle(child.watch)
        if held is None:
            # Its kernel was taken from it: how it ended of that says nothing.
            self._give_up()
            return
        child.peak = max(child.peak, held)
        asking: list[_Child | Lease] = [*self.children.values(), *self.leases]
        for one in asking:
            if one.channel is child.owner:
                # A worker's peak is that of the largest of its processes.
                one.peak = max(one.peak, child.peak)
        system.end_descendants(spare=self._spared)
        self._close_leases()
        if child.connection in self.selector.get_map():
            self.selector.unregister(child.connection)
        _tell(child, {"code": code, "reason": child.reason, "peak": child.peak})
        child.connection.close()

    def _end_owned(self, channel: socket.socket | None) -> None:
        for other in self.children.values():
            if other.owner is channel:
                self._end(other)

    @property
    def _spared(self) -> set[int]:
        """Return our children that live on."""
        return {*self.children, *([self.lender.pid] if self.lender else [])}

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


def _tell(child: _Child, record: dict[str, Any]) -> None:
    try:
        send_record(child.connection, record)
    except OSError:
        # Who asked for it is gone: the closed connection ends it.
        child.reason = child.reason or "unheard"


def serve(root: socket.socket, lender: Lender | None = None) -> None:
    """Serve until the root channel is closed, then end all that was forked.

    Args:
        root: Where who started us asks.
        lender: Where our processes ask for theirs, if not here.
    """
    _Parent(root, lender).serve()
