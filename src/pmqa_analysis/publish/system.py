"""What Linux gives beyond Python: orphans kept below us, a death with the parent, one exchange.

Where the system has no such call, these do nothing or say so: the callers then make do.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
import time
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path

import psutil

__all__ = [
    "IS_LINUX",
    "adopt_orphans",
    "children_of",
    "die_with_parent",
    "end_descendants",
    "end_tree",
    "exchange",
    "limit_memory",
    "private_memory",
    "thread_count",
]

_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36
_HERE, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
_PASSES = 20
_ENDING_SECONDS, _MOMENT_SECONDS = 2.0, 0.002
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_UNABLE = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)
IS_LINUX = sys.platform.startswith("linux")
_LISTS_CHILDREN = Path(f"/proc/self/task/{os.getpid()}/children").exists()


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def adopt_orphans() -> None:
    """Become the parent of each descendant whose own parent dies: none gets out of sight."""
    if IS_LINUX:
        _libc().prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent(parent: int) -> None:
    """Ask for SIGKILL at the moment at which the process ``parent`` dies."""
    if IS_LINUX:
        _libc().prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def thread_count() -> int:
    """Return how many threads this process has, those that no Python code started included."""
    if IS_LINUX:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - a hot path
    return psutil.Process().num_threads()


def children_of(pid: int) -> list[int]:
    """Return the children of a process; none where it is gone."""
    if _LISTS_CHILDREN:
        return [*_listed_children(pid)]
    try:
        return [child.pid for child in psutil.Process(pid).children()]
    except psutil.Error:
        return []


def end_tree(pid: int) -> None:
    """Kill a process and all that descends from it.

    All are halted first: a process that stands still starts no other, and no child is lost by
    the death of its parent.
    """
    halted: dict[int, None] = {}
    for _ in range(_PASSES):
        new = [one for one in _tree(pid) if one not in halted]
        if not new:
            break
        for one in new:
            _signal(one, signal.SIGSTOP)
            halted[one] = None
    for one in halted:
        _signal(one, signal.SIGKILL)


def end_descendants(spare: Container[int] = ()) -> None:
    """End all children of this process, those that it adopted included, and what they started.

    Args:
        spare: Children that live on.
    """
    until = time.monotonic() + _ENDING_SECONDS
    while time.monotonic() < until:
        found = [pid for pid in children_of(os.getpid()) if pid not in spare]
        if not found:
            return
        for pid in found:
            end_tree(pid)
            os.waitpid(pid, os.WNOHANG)
        time.sleep(_MOMENT_SECONDS)


def private_memory(pid: int) -> int:
    """Return the bytes that a process and its descendants hold for themselves, roughly.

    Pages of files are left out. Pages that a forked process still shares with its parent are
    in: the caller takes off what the parent had.
    """
    return sum(_anonymous(one) for one in _tree(pid))


def limit_memory(limit: int) -> None:
    """Let an allocation of ours beyond the limit fail: what we hold already is not counted.

    Only Linux keeps such a limit; elsewhere who watches us has to end us.
    """
    if IS_LINUX:
        import resource

        held = int(getattr(psutil.Process().memory_info(), "data", 0))
        resource.setrlimit(resource.RLIMIT_DATA, (held + limit, held + limit))


def exchange(new: Path, old: Path) -> bool:
    """Let two folders change places in one step; return False where the system cannot.

    Raises:
        OSError: If it can, but not with these.
    """
    first, second = os.fsencode(new), os.fsencode(old)
    if IS_LINUX and hasattr(_libc(), "renameat2"):
        failed = _libc().renameat2(_HERE, first, _HERE, second, _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(_libc(), "renamex_np"):
        failed = _libc().renamex_np(first, second, _RENAME_SWAP)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    # EINVAL, ENOSYS, ENOTSUP: the file system has no exchange (NFS and the like).
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(old))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for child in children_of(pid):
        yield from _tree(child)


def _listed_children(pid: int) -> Iterator[int]:
    try:
        for task in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - a hot path
            with open(f"/proc/{pid}/task/{task}/children") as file:  # noqa: PTH123
                yield from map(int, file.read().split())
    except (OSError, ValueError):
        return


def _anonymous(pid: int) -> int:
    try:
        if IS_LINUX:
            with open(f"/proc/{pid}/statm") as file:  # noqa: PTH123
                _, resident, shared, *_ = map(int, file.read().split())
            return (resident - shared) * _PAGE_BYTES
        return int(psutil.Process(pid).memory_info().rss)
    except (OSError, ValueError, psutil.Error):
        return 0


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        # It ended by itself after it was found, or has become another user's.
        return
