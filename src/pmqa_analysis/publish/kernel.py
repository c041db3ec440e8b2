"""The kernel of a batch: IPython's own, without what a person at a terminal needs.

No configuration, profile, history or debugger of the user has a part in it: a report does not
depend on whose home it was made in, and half of the kernel's start is saved.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from tempfile import TemporaryDirectory

from ipykernel.kernelapp import IPKernelApp

__all__ = ["BatchKernelApp", "rehearse", "run_kernel"]

# An empty folder instead of the user's, made in the parent and removed when that ends.
_profiles: list[TemporaryDirectory[str]] = []
_INLINE_FIGURES = "module://matplotlib_inline.backend_inline"


class BatchKernelApp(IPKernelApp):
    """An IPython kernel that reads no file of the user and keeps no history."""

    def init_path(self) -> None:
        """Let modules of the working folder be imported; that we were started safely says no."""
        if "" not in sys.path:
            sys.path.append("")

    def load_config_file(self, suppress_errors: bool | None = None) -> None:
        """Read none."""

    def init_pdb(self) -> None:
        """Prepare no debugger."""

    def init_crash_handler(self) -> None:
        """Leave crashes to the parent, which sees them."""


def run_kernel(arguments: Sequence[str]) -> int:
    """Run a kernel as ``python -m ipykernel_launcher`` does; return 0 at its end."""
    sys.argv = ["ipykernel_launcher", *arguments]
    if _profiles:
        os.environ["IPYTHONDIR"] = _profiles[0].name
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None and not os.environ.get("MPLBACKEND"):
        # It was imported before the kernel could say so in the environment.
        matplotlib.rcParams["backend"] = _INLINE_FIGURES
    # Importing the debugger would take half of the kernel's start.
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
    kernel = BatchKernelApp.instance()
    # Without a parent's number it would warn that Ctrl-C does not work.
    kernel.initialize(
        [
            *arguments,
            f"--IPKernelApp.parent_handle={os.getppid()}",
            "--HistoryManager.enabled=False",
        ]
    )
    if sys.modules.get("debugpy") is None:
        del sys.modules["debugpy"]
    kernel.start()
    return 0


def rehearse() -> None:
    """Do once, in the parent of the kernels, what the libraries do at their first use."""
    _profiles.append(TemporaryDirectory(prefix="pmqa-ipython-"))
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        frame = pandas.DataFrame({"group": ["a", "b"], "value": [1, 2]})
        frame.groupby("group")["value"].agg(["mean", "std", "count"]).to_html()
    if "matplotlib" in sys.modules:
        _draw_nothing()


def _draw_nothing() -> None:
    """Draw a chart that nobody sees: the fonts and the writer of pictures are ready then."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    FigureCanvasAgg(figure)
    figure.subplots().bar(["a", "b"], [1, 2])
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
