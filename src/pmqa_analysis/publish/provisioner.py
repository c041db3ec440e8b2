"""The kernel provisioner ``pmqa``: kernels forked from a parent that has imported the libraries.

It is registered with jupyter_client, so ``JUPYTER_DEFAULT_PROVISIONER_NAME=pmqa`` gives forked
kernels to papermill, nbclient or nbconvert as they are. What cannot be forked is started as ever:
another interpreter or language, or a system without fork.
"""

from __future__ import annotations

import asyncio
import math
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from pmqa_analysis.publish.processes.forked import ForkedProcess, can_fork, own_parent
from pmqa_analysis.publish.processes.plain import MODULE, Ended, PlainKernel
from pmqa_analysis.publish.processes.started import MEMORY_VARIABLE

__all__ = ["NAME", "ForkedProvisioner", "ReadyClient", "forked_kernels"]

NAME = "pmqa"
_LAUNCHER = "ipykernel_launcher"
_POLL_SECONDS = 0.005
_QUIET_SECONDS = 0.1
# The library itself would wait for 100: most of a small notebook's time.
_AGAIN_MILLISECONDS = 5
_MIB = 2**20
_watched: list[list[Ended]] = []


class ForkedProvisioner(LocalProvisioner):
    """Fork the kernel where that can be done, else start it as jupyter_client does."""

    plain: PlainKernel | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401
        """Start the kernel and return its connection."""
        process = _fork(cmd, kwargs)
        if process is None:
            return await self._launch_plain(cmd, kwargs)
        self.process = process  # type: ignore[assignment]
        _note(process)
        # It leads a session, and so a group, of its own.
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info

    async def _launch_plain(
        self, command: list[str], launch: Mapping[str, Any]
    ) -> KernelConnectionInfo:
        """Start the kernel anew; one of this Python keeps the limits of a forked one."""
        if not _is_ours(command):
            return await super().launch_kernel(command, **launch)
        start = command.index(_LAUNCHER)
        arguments = command[start + 1 :]
        file = Path(arguments[arguments.index("-f") + 1])
        self.plain = PlainKernel(file, launch.get("env") or os.environ)
        _note(self.plain)
        connection = await super().launch_kernel(
            [*command[: start - 1], "-P", "-m", MODULE, *arguments],
            **{**launch, "env": self.plain.environment},
        )
        self.plain.watch(self.process)
        return connection

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and all that it started, and wait for that."""
        if not isinstance(self.process, ForkedProcess):
            if self.plain is not None:
                self.plain.end()
            await super().kill(restart)
            return
        self.process.kill()
        while self.process.poll() is None:
            await asyncio.sleep(_POLL_SECONDS)

    async def terminate(self, restart: bool = False) -> None:
        """End the kernel; one that was forked has nothing to tidy."""
        if isinstance(self.process, ForkedProcess):
            await self.kill(restart)
        else:
            await super().terminate(restart)

    async def cleanup(self, restart: bool = False) -> None:
        """Leave nothing behind of a kernel that ended by itself."""
        if self.plain is not None:
            self.plain.end()
        await super().cleanup(restart)


class ReadyClient(AsyncKernelClient):
    """Know that a kernel is ready by its own word, not by a time of silence."""

    def start_channels(self, *chosen: bool, **named: bool) -> None:
        """Start the channels; a kernel that has not opened its ends yet is soon tried again."""
        self.context.setsockopt(zmq.RECONNECT_IVL, _AGAIN_MILLISECONDS)
        super().start_channels(*chosen, **named)

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        until = time.monotonic() + (timeout or math.inf)
        while not await self._is_told_idle(self.kernel_info()):
            if not await self.parent._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _is_told_idle(self, question: str) -> bool:
        """Return whether the kernel answers on both channels; the second may open a bit later."""
        try:
            answer: dict[str, Any] = {}
            while answer.get("parent_header", {}).get("msg_id") != question:
                answer = await self.shell_channel.get_msg(timeout=1)
            state = ""
            while state != "idle" or answer["parent_header"].get("msg_id") != question:
                answer = await self.iopub_channel.get_msg(timeout=_QUIET_SECONDS)
                state = answer["content"].get("execution_state", "")
        except Empty:
            return False
        return True

    wait_for_ready = _async_wait_for_ready


@contextmanager
def forked_kernels() -> Iterator[list[Ended]]:
    """Let kernels be forked as long as the context lasts, where no kernel asks for another way.

    The kernels of this Python are in the list that is yielded; how each ended stands there.
    """
    factory = KernelProvisionerFactory.instance()
    # Where this package was installed by an older release, its entry point is not known yet.
    place = EntryPoint(NAME, f"{__name__}:{ForkedProvisioner.__name__}", factory.GROUP_NAME)
    factory.provisioners.setdefault(NAME, place)
    usual = factory.default_provisioner_name
    factory.default_provisioner_name = NAME
    kernels: list[Ended] = []
    _watched.append(kernels)
    try:
        yield kernels
    finally:
        _watched.remove(kernels)
        factory.default_provisioner_name = usual


def _note(kernel: Ended) -> None:
    for kernels in _watched:
        kernels.append(kernel)


def _fork(command: list[str], launch: Mapping[str, Any]) -> ForkedProcess | None:
    """Return the forked kernel; None where it cannot be forked."""
    if not (can_fork() and _is_ours(command)):
        return None
    environment = launch.get("env") or os.environ
    limit = int(environment.get(MEMORY_VARIABLE) or 0)
    start = command.index(_LAUNCHER) + 1
    with Path(os.devnull).open("rb") as nothing:
        return own_parent().start(
            "kernel", command[start:], Path(launch.get("cwd") or Path.cwd()), environment,
            (nothing.fileno(), 1, 2), memory_limit=limit * _MIB or None,
        )  # fmt: skip


def _is_ours(command: Sequence[str]) -> bool:
    """Return whether the command starts an IPython kernel in this environment's Python."""
    python = Path(command[0])
    return (
        _LAUNCHER in command[1:4]
        and python.parent == Path(sys.executable).parent
        and os.path.realpath(python) == os.path.realpath(sys.executable)
    )
