"""The keeper of a prepared parent: when who asked for it is gone, it ends all that came of it.

It is there before the parent imports anything. It imports nothing more, runs no code of others
and only looks on, so neither a long import nor a library that hangs keeps it from its work. What
loses its parent becomes its child (on Linux), so nothing gets out of its sight.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from types import FrameType

from pmqa_analysis.publish import system

__all__ = ["keep"]

_TICK_MILLISECONDS = 100
_LAST_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def keep(asker: int, channel: socket.socket) -> None:
    """Split in two: the prepared parent goes on, the keeper looks on until it ends both.

    Args:
        asker: Number of the process that asked for the parent, and started this one.
        channel: Its other end is held by that process alone, and closes with it.
    """
    system.adopt_orphans()
    keeper = os.getpid()
    tempfile.tempdir = tempfile.mkdtemp(prefix="pmqa-")
    parent = os.fork()
    if parent == 0:
        system.die_with_parent(keeper)
        return
    try:
        for number in _LAST_SIGNALS:
            signal.signal(number, _leave)
        _look_on(asker, channel, parent)
    finally:
        system.end_descendants()
        shutil.rmtree(tempfile.tempdir, ignore_errors=True)
        os._exit(0)


def _look_on(asker: int, channel: socket.socket, parent: int) -> None:
    """Return when the asker has closed the channel or is gone, or the parent has ended.

    A process that the asker forked holds the channel too: so its number is looked at as well.
    """
    hung_up = select.poll()
    # Linux tells it unasked, macOS only who asks.
    hung_up.register(channel, select.POLLHUP)
    while os.getppid() == asker and not hung_up.poll(_TICK_MILLISECONDS):
        if os.waitpid(parent, os.WNOHANG)[0]:
            return


def _leave(number: int, frame: FrameType | None) -> None:
    for other in _LAST_SIGNALS:
        # A second one must not keep us from ending the others.
        signal.signal(other, signal.SIG_IGN)
    sys.exit(128 + number)
