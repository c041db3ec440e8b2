"""Processes that are alive, for tests of how they end."""

from __future__ import annotations

import time

import psutil

MARK = "PMQA_TEST_MARK"


def is_alive(pid: int) -> bool:
    """Return whether a process is there and has not ended."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def marked(mark: str, command: str = "") -> list[int]:
    """Return the living processes that were started with ``PMQA_TEST_MARK=<mark>``.

    ``command`` is a part of their command.
    """
    return [one.pid for one in psutil.process_iter() if _is_marked(one, mark, command)]


def left_after(seconds: float, mark: str, command: str = "") -> list[int]:
    """Return the marked processes that are left when all are gone, or the time is over."""
    until = time.monotonic() + seconds
    while (left := marked(mark, command)) and time.monotonic() < until:
        time.sleep(0.02)
    return left


def _is_marked(process: psutil.Process, mark: str, command: str) -> bool:
    try:
        # A forked process has the environment of its parent's start here.
        return (
            process.status() != psutil.STATUS_ZOMBIE
            and process.environ().get(MARK) == mark
            and command in " ".join(process.cmdline())
        )
    except (psutil.Error, OSError):
        return False
