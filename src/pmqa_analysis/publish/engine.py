"""The papermill engine ``pmqa``: strict before a run, and not content without its proof.

``papermill --engine pmqa in.ipynb out.ipynb -p category 3`` is as strict as ``pmqa run``.
Papermill loads this module whenever it is imported: heavy imports stand inside functions.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papermill.engines import NBClientEngine, NotebookExecutionManager

from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.imports import notebook_modules
from pmqa_analysis.publish.parameters import check_notebook_parameters
from pmqa_analysis.publish.processes.forked import CHARTS, can_fork, own_parent
from pmqa_analysis.publish.processes.plain import Ended
from pmqa_analysis.publish.proof import INJECTED, ProofError, check_proof, source_cells
from pmqa_analysis.publish.provisioner import ReadyClient, forked_kernels

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["PmqaEngine"]

# The path of a Unix socket has at most about 100 bytes; the kernel appends its number.
_LONGEST_SOCKET_PATH, _SOCKET_NAME = 90, len("/pmqa-12345678/kernel")
_SHORT_PLACES = ("/tmp", "/var/tmp", "/dev/shm")


class PmqaEngine(NBClientEngine):  # type: ignore[misc]  # papermill is not typed
    """Run a notebook by nbclient, with checked parameters, and ask for its seal."""

    @classmethod
    def execute_notebook(
        cls, nb: NotebookNode, kernel_name: str, **options: object
    ) -> NotebookNode:
        """Check the parameters before anything is run or written, then run the notebook.

        Raises:
            SettingsError: If a parameter is unknown or mistyped, or the notebook has none.
            ProofError: If the run did not come to its proven end.
        """
        report = Path(str(options.get("input_path") or "-")).stem
        check_notebook_parameters(nb, nb.metadata.papermill.parameters, report=report)
        if can_fork():
            own_parent([*notebook_modules(nb), CHARTS])
        for cell in nb.cells:
            if INJECTED in cell.metadata.tags:
                cell.id = INJECTED
        return super().execute_notebook(nb, kernel_name, **options)

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: object
    ) -> None:
        """Run the cells; mark the notebook as failed unless it has its proof.

        Raises:
            ProofError: If the kernel died, a cell failed or took too long, or no seal ends
                the notebook.
        """
        kernels: list[Ended] = []
        try:
            with forked_kernels() as kernels, _local_sockets() as config, _silent_ipython():
                super().execute_managed_notebook(nb_man, kernel_name, config=config, **options)
            check_proof(nb_man.nb)
            _check_ends(kernels)
        except (ProofError, RuntimeError, TimeoutError) as error:
            # nbclient's DeadKernelError and CellTimeoutError leave no trace in the notebook.
            fault = _fault_of(nb_man.nb, error, kernels)
            _mark_failed(nb_man.nb, fault)
            raise fault from None


def _check_ends(kernels: Iterable[Ended]) -> None:
    """Refuse a run in whose kernel a thread died unseen: no cell had its words any more."""
    if any(kernel.reason == "thread" for kernel in kernels):
        raise ProofError("proof.thread_died")


def _fault_of(notebook: NotebookNode, error: Exception, kernels: Iterable[Ended]) -> ProofError:
    """Return the fault of a run; one that stopped without an answer has that of its last cell.

    A kernel that was ended for its memory is told first: what else is wrong follows from it.
    """
    out_of_memory = any(kernel.reason == "memory" for kernel in kernels)
    if isinstance(error, ProofError) and not out_of_memory:
        return error
    started = [
        (number, cell)
        for number, cell in source_cells(notebook)
        if cell["metadata"]["papermill"].get("start_time")
    ]
    number, source = (started[-1][0], started[-1][1]["source"]) if started else (None, "")
    if out_of_memory:
        return ProofError("proof.out_of_memory", cell=number, source=source, found="MemoryError")
    key = "proof.cell_time" if isinstance(error, TimeoutError) else "proof.stopped"
    return ProofError(key, cell=number, source=source, found=type(error).__name__)


def _mark_failed(notebook: NotebookNode, fault: RunError) -> None:
    notebook.metadata.papermill["exception"] = True
    failed = getattr(fault, "cell", None)
    for number, cell in source_cells(notebook):
        if number == failed and INJECTED not in cell["metadata"]["tags"]:
            cell["metadata"]["papermill"]["status"] = NotebookExecutionManager.FAILED
            cell["metadata"]["papermill"]["exception"] = True


@contextmanager
def _local_sockets() -> Iterator[Any]:
    """Yield a kernel configuration with Unix sockets of our own, where there are such.

    Parallel kernels race for TCP ports, and send in clear.
    """
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(prefix="pmqa-", dir=_short_folder()) as folder:
        config, path = Config(), str(Path(folder) / "kernel")
        if os.name == "posix" and len(path.encode()) < _LONGEST_SOCKET_PATH:
            config.KernelManager.transport = "ipc"
            config.KernelManager.ip = path
        config.AsyncKernelManager.client_class = f"{ReadyClient.__module__}.ReadyClient"
        yield config


@contextmanager
def _silent_ipython() -> Iterator[None]:
    """Let IPython keep to itself that a home is read-only: nothing here writes there."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IPython (parent|dir)")
        yield


def _short_folder() -> str | None:
    """Return a folder whose sockets have paths that are short enough, None for the usual one."""
    usual = tempfile.gettempdir()
    if len(usual.encode()) < _LONGEST_SOCKET_PATH - _SOCKET_NAME:
        return None
    return next((place for place in _SHORT_PLACES if os.access(place, os.W_OK)), None)
