"""What a process that was forked from the prepared parent becomes: a worker or a kernel."""

from __future__ import annotations

import gc
import os
import random
import signal
import socket
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from pmqa_analysis.publish import system
from pmqa_analysis.publish.processes import forked

__all__ = ["TASKS", "THREAD_FAILED", "become"]

THREAD_FAILED = b"T"
_GARBAGE = 20_000


def become(
    request: Mapping[str, Any], channel: socket.socket, streams: Sequence[int], parent: int,
    leave: Callable[[], None],
) -> NoReturn:  # fmt: skip
    """Become what the request asks for; never return.

    Args:
        request: Task, arguments, folder, environment and memory limit.
        channel: Where this process asks for processes of its own.
        streams: Descriptors of its standard streams.
        parent: Number of the prepared parent, with which it dies.
        leave: Closes what belongs to the parent alone.
    """
    code = 1
    try:
        system.die_with_parent(parent)
        leave()
        _settle(request, streams)
        forked.use_channel(channel)
        _tell_thread_faults(channel)
        # What the parent imported is frozen; little garbage arises in so short a life.
        gc.set_threshold(_GARBAGE, 20, 20)
        code = TASKS[request["task"]](request["arguments"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - the process ends here, and says why
        traceback.print_exc()
    finally:
        _flush()
        os._exit(code)


def _settle(request: Mapping[str, Any], streams: Sequence[int]) -> None:
    """Take on a session, streams, folder, environment, signals and random state of one's own."""
    os.setsid()
    system.adopt_orphans()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        if stream > 2:
            os.close(stream)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    tempfile.tempdir = None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    # A worker has to say why it ends; the parent's watch alone holds it to its limit.
    if request["task"] == "kernel" and request["memory_limit"] is not None:
        system.limit_memory(request["memory_limit"])
    _reseed()


def _reseed() -> None:
    """Give the generators a state of their own: a fork copies that of its parent."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def _tell_thread_faults(channel: socket.socket) -> None:
    """Let the parent know of an exception in a thread: no cell may show it any more."""
    usual = threading.excepthook

    def tell(fault: threading.ExceptHookArgs) -> None:
        if fault.exc_type is not SystemExit:
            channel.send(THREAD_FAILED)
        usual(fault)

    threading.excepthook = tell


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue


def _work(arguments: Sequence[str]) -> int:
    from pmqa_analysis.publish.worker import main

    return main(arguments)


def _run_kernel(arguments: Sequence[str]) -> int:
    from pmqa_analysis.publish.processes.kernel import run_kernel

    # Without a parent's number it would warn that Ctrl-C does not work.
    return run_kernel([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


TASKS: Mapping[str, Callable[[Sequence[str]], int]] = {"worker": _work, "kernel": _run_kernel}
