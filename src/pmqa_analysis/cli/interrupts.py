"""How ``pmqa`` is interrupted: by Ctrl-C, by its end asked for, by a terminal that is closed."""

from __future__ import annotations

import math
import signal
import time
from types import FrameType

__all__ = ["heed_interrupts", "repeat_lost_interrupt"]

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_PATIENCE_SECONDS = 8.0
_asked: list[int] = []


def heed_interrupts() -> None:
    """Let the first such signal end the command in order, which the next ones do not disturb.

    After some seconds another is heeded again. What was told to be ignored is: ``nohup`` does so
    with a closed terminal.
    """
    last = -math.inf
    _asked.clear()

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal last
        if time.monotonic() > last + _PATIENCE_SECONDS:
            last = time.monotonic()
            _asked.append(number)
            raise KeyboardInterrupt

    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)


def repeat_lost_interrupt() -> None:
    """Raise again an interrupt that a library has swallowed, as one may while it is imported.

    Raises:
        KeyboardInterrupt: If one was asked for, and we are still here.
    """
    if _asked:
        raise KeyboardInterrupt
