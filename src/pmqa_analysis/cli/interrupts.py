"""How ``pmqa`` is interrupted: by Ctrl-C, by its end asked for, by a terminal that is closed."""

from __future__ import annotations

import math
import signal
import time
from types import FrameType

__all__ = ["heed_interrupts"]

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_PATIENCE_SECONDS = 8.0


def heed_interrupts() -> None:
    """Let the first such signal end the command in order, which the next ones do not disturb.

    After some seconds another is heeded again. What was told to be ignored is: ``nohup`` does so
    with a closed terminal.
    """
    last = -math.inf

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal last
        if time.monotonic() > last + _PATIENCE_SECONDS:
            last = time.monotonic()
            raise KeyboardInterrupt

    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)
