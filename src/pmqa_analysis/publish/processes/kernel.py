"""The kernel of a batch: IPython's own, without what a person at a terminal needs.

No configuration, profile, history or debugger of the user has a part in it: a report does not
depend on whose home it was made in, and half of the kernel's start is saved.
"""

from __future__ import annotations

import importlib
import io
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace

from ipykernel import ipkernel
from ipykernel.kernelapp import IPKernelApp
from traitlets import Dict

__all__ = [
    "BatchKernel", "BatchKernelApp", "rehearse", "rehearse_charts", "run_kernel",
    "settle_matplotlib",
]  # fmt: skip

# An empty folder instead of the user's, among what is temporary of the parent or the batch.
_profiles: list[str] = []
_INLINE_FIGURES = "module://matplotlib_inline.backend_inline"
# Modules that others import only when they are first used. Those of the inline figures are not
# among them: they have to find their kernel when they are imported.
_AT_FIRST_USE = {
    "IPython.core.logger": frozenset(), "ipykernel.debugger": frozenset(),
    "IPython.core.pylabtools": frozenset({"matplotlib"}),
    "pandas.plotting._matplotlib": frozenset({"pandas", "matplotlib.pyplot"}),
}  # fmt: skip


class BatchKernel(ipkernel.IPythonKernel):
    """IPython's kernel, without the list of loaded modules that a debugger asks for.

    To make it touches each of two thousand modules, and what a forked process touches is copied:
    a quarter of all that a kernel copies.
    """

    def __init__(self, **options: object) -> None:
        with _no_modules_listed():
            super().__init__(**options)  # type: ignore[no-untyped-call]


@contextmanager
def _no_modules_listed() -> Iterator[None]:
    names = vars(ipkernel)
    names["sys"] = SimpleNamespace(**{**vars(sys), "modules": {}})
    try:
        yield
    finally:
        names["sys"] = sys


class BatchKernelApp(IPKernelApp):
    """An IPython kernel that reads no file of the user and keeps no history."""

    kernel_class = BatchKernel
    # A batch names options in full; to prepare short ones takes longer than to read them.
    aliases = Dict({"f": "IPKernelApp.connection_file"})
    flags = Dict({})

    def init_path(self) -> None:
        """Let modules of the working folder be imported; that we were started safely says no."""
        if "" not in sys.path:
            sys.path.append("")

    def load_config_file(self, suppress_errors: bool | None = None) -> None:
        """Read none."""

    def init_pdb(self) -> None:
        """Prepare no debugger."""

    def init_code(self) -> None:
        """Run the lines that the command has, and list no modules, which only ``%reset`` wants."""
        self._run_exec_lines()  # type: ignore[no-untyped-call]
        self.shell.user_ns_hidden.update(self.shell.user_ns)

    def init_crash_handler(self) -> None:
        """Leave crashes to the parent, which sees them."""


def run_kernel(arguments: Sequence[str]) -> int:
    """Run a kernel as ``python -m ipykernel_launcher`` does; return 0 at its end."""
    sys.argv = ["ipykernel_launcher", *arguments]
    if not _profiles:
        _profiles.append(tempfile.mkdtemp(prefix="pmqa-ipython-"))
    os.environ["IPYTHONDIR"] = _profiles[0]
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None and not os.environ.get("MPLBACKEND"):
        # It was imported before the kernel could say so in the environment.
        matplotlib.rcParams["backend"] = _INLINE_FIGURES
    kernel = BatchKernelApp.instance()
    with _without_debugger():
        kernel.initialize([*arguments, "--HistoryManager.enabled=False"])
    kernel.start()
    return 0


@contextmanager
def _without_debugger() -> Iterator[None]:
    """Let the debugger be missing: to import it would take half of a kernel's start."""
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
    try:
        yield
    finally:
        if sys.modules.get("debugpy") is None:
            del sys.modules["debugpy"]


def rehearse() -> None:
    """Do once, in the parent of the kernels, what the libraries do at their first use."""
    _profiles.append(tempfile.mkdtemp(prefix="pmqa-ipython-"))
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        frame = pandas.DataFrame({"group": ["a", "b"], "value": [1, 2]})
        means = frame.groupby("group")["value"].agg(["mean", "std", "count"])
        str(means), means.to_html()
    if "matplotlib" in sys.modules:
        _draw_nothing()
    with _without_debugger():
        for module, needed in _AT_FIRST_USE.items():
            if needed <= sys.modules.keys():
                importlib.import_module(module)


def rehearse_charts() -> None:
    """Import what draws charts, and let it find its fonts."""
    settle_matplotlib()
    import matplotlib.backends.backend_svg
    import matplotlib.figure
    import matplotlib.style  # noqa: F401


def settle_matplotlib() -> None:
    """Let matplotlib choose its folders, silently.

    Where the user's cannot be written it would say so in the notebook, with their names.
    """
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        import matplotlib as mpl

        mpl.get_configdir()
        mpl.get_cachedir()
    finally:
        logging.disable(before)


def _draw_nothing() -> None:
    """Draw a chart that nobody sees: the fonts and the writer of pictures are ready then."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    FigureCanvasAgg(figure)
    figure.subplots().bar(["a", "b"], [1, 2])
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
