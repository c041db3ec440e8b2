"""Two prepared parents side by side: the workers' own, which lends them that of the kernels.

A worker needs what writes documents, a kernel what its notebook imports. Each parent imports
its part while the other does, and has less to copy at each fork. Between the two is a link. For
each worker the workers' parent sends a *lease* over it: the channel on which that worker asks for
kernels, and a watch. When the worker has ended, the watch is closed one way; the kernels' parent
ends what the worker has left, and answers on the watch with the memory that its kernels held.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from pmqa_analysis.publish import system
from pmqa_analysis.publish.processes.records import receive_record, send_record

__all__ = ["LEASE", "SPLIT", "Lease", "Lender", "divide", "settle"]

# Between the modules of the workers and those of the kernels.
SPLIT = "--"
LEASE = b"L"
_SETTLE_SECONDS = 5.0


@dataclass(frozen=True)
class Lender:
    """The kernels' parent, seen from that of the workers, whose child it is."""

    pid: int
    link: socket.socket

    def lend(self) -> tuple[socket.socket, socket.socket]:
        """Return a worker's end of a channel to the kernels' parent, and the watch of the lease.

        Raises:
            OSError: If the kernels' parent is gone.
        """
        channel, theirs = socket.socketpair()
        watch, watched = socket.socketpair()
        with theirs, watched:
            socket.send_fds(self.link, [LEASE], [theirs.fileno(), watched.fileno()])
        return channel, watch


@dataclass
class Lease:
    """A worker's channel, seen from the kernels' parent; ``peak`` is what its kernels held."""

    channel: socket.socket
    watch: socket.socket
    peak: int = 0
    is_over: bool = False

    def close(self) -> None:
        """Answer that all kernels of the worker have ended."""
        try:
            send_record(self.watch, {"peak": self.peak})
        except OSError:
            # The workers' parent is gone, and we are about to follow.
            self.peak = 0
        self.watch.close()
        self.channel.close()


def settle(watch: socket.socket) -> int | None:
    """End a lease; return the bytes that its kernels held, None where their parent is gone.

    One that hangs in an import has forked none.
    """
    watch.settimeout(_SETTLE_SECONDS)
    try:
        watch.shutdown(socket.SHUT_WR)
        return int(receive_record(watch)["peak"])
    except TimeoutError:
        return 0
    except OSError:
        return None
    finally:
        watch.close()


def divide(
    root: socket.socket, names: Sequence[str]
) -> tuple[socket.socket, Sequence[str], Lender | None]:
    """Become two parents where the names are split, else stay one.

    Returns:
        Where to wait for requests, what to import, and in the workers' parent its lender.
    """
    if SPLIT not in names:
        return root, names, None
    cut = names.index(SPLIT)
    link, theirs = socket.socketpair()
    parent, pid = os.getpid(), os.fork()
    if pid:
        theirs.close()
        return root, names[:cut], Lender(pid, link)
    system.die_with_parent(parent)
    root.close()
    link.close()
    return theirs, names[cut + 1 :], None
