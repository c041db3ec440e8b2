"""The prepared parent: it imports the libraries once, then forks a process for each request.

``python -m pmqa_analysis.publish.processes.prepared CHANNEL ASKER MODULE …`` is started by
:mod:`~pmqa_analysis.publish.processes.forked`, which holds the other end of the channel. It is
two processes, this one and its :mod:`~pmqa_analysis.publish.processes.keeper`; or three, where
the modules are split in those of the workers and those of their kernels
(:mod:`~pmqa_analysis.publish.processes.lending`).
"""

from __future__ import annotations

import gc
import importlib
import socket
import sys
import warnings
from collections.abc import Sequence

from pmqa_analysis.publish import system
from pmqa_analysis.publish.processes.keeper import keep
from pmqa_analysis.publish.processes.lending import divide
from pmqa_analysis.publish.processes.serving import serve

__all__ = ["main"]


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
    number, asker, *named = sys.argv[1:] if arguments is None else arguments
    channel = socket.socket(fileno=int(number))
    keep(int(asker), channel)
    root, names, lender = divide(channel, named)
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
    serve(root, lender)
    return 0


if __name__ == "__main__":
    sys.exit(main())
