"""The proof that a notebook ran to its end: every cell, in order, without a fault, sealed last.

Papermill's own word is not enough: ``sys.exit`` in the middle counts as success there, and a
dead kernel is saved as ``completed``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from pmqa_analysis.blocks import Seal, notebook_blocks
from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.discretion import discreet

__all__ = ["INJECTED", "ProofError", "check_proof", "source_cells"]

INJECTED = "injected-parameters"
_SOURCE_LINES = 3
_THREAD_FAULT = "Exception in thread"
_ERRORS = {
    "SystemExit": "proof.left", "KeyboardInterrupt": "proof.left",
    "MemoryError": "proof.out_of_memory",
}  # fmt: skip
_Cell = Mapping[str, Any]


class ProofError(RunError):
    """Report the cell at which a run lost its proof.

    Args:
        key: Name of the message.
        cell: Number of the cell in the notebook as the analyst wrote it, the first is 1;
            None where no single cell is to blame.
        source: Source of that cell; its first lines are kept.
        found: Class of the exception that the cell showed, where it showed one.
        told: Text of that exception; what may be data in it is not repeated.
        **particulars: Values that the sentence names.
    """

    def __init__(
        self, key: str, *, cell: int | None = None, source: str = "", found: str = "",
        told: str = "", **particulars: str | int,
    ) -> None:  # fmt: skip
        words = {"found": found or "-", "told": discreet(told, source), **particulars}
        super().__init__(key, where="", cell=cell or "-", **words)
        self.cell = cell
        self.source = "\n".join(source.strip().splitlines()[:_SOURCE_LINES])
        self.found = found
        self.told = told


def check_proof(notebook: Mapping[str, Any]) -> Seal:
    """Return the seal of an executed notebook.

    Raises:
        ProofError: If a cell failed, was not executed or was executed out of order, if a
            thread died, or if the last code cell does not show the one seal.
    """
    cells = [(number, cell) for number, cell in source_cells(notebook) if _is_code(cell)]
    for number, cell in cells:
        _check_outputs(number, cell)
    _check_order(cells)
    return _the_seal(notebook, cells)


def source_cells(notebook: Mapping[str, Any]) -> Iterator[tuple[int, _Cell]]:
    """Yield every cell with its number in the source; the injected one has its predecessor's."""
    number = 0
    for cell in notebook["cells"]:
        if INJECTED not in cell.get("metadata", {}).get("tags", ()):
            number += 1
        yield number, cell


def _is_code(cell: _Cell) -> bool:
    return cell["cell_type"] == "code" and bool("".join(cell["source"]).strip())


def _check_outputs(number: int, cell: _Cell) -> None:
    for output in cell.get("outputs", ()):
        if output["output_type"] == "error":
            raise ProofError(
                _ERRORS.get(output["ename"], "proof.cell_failed"), cell=number,
                source=_source(cell), found=output["ename"], told=output["evalue"],
            )  # fmt: skip
        if output["output_type"] == "stream" and _THREAD_FAULT in "".join(output["text"]):
            raise ProofError("proof.thread_failed", cell=number, source=_source(cell))
    if cell["metadata"].get("papermill", {}).get("exception"):
        # A kernel that has no memory left, say, answers that the cell failed, and cannot say why.
        raise ProofError("proof.told_nothing", cell=number, source=_source(cell))


def _check_order(cells: list[tuple[int, _Cell]]) -> None:
    for expected, (number, cell) in enumerate(cells, start=1):
        if cell.get("execution_count") != expected:
            raise ProofError("proof.not_executed", cell=number, source=_source(cell))


def _the_seal(notebook: Mapping[str, Any], cells: list[tuple[int, _Cell]]) -> Seal:
    try:
        seals = [block for block in notebook_blocks(notebook) if isinstance(block, Seal)]
        last = list(notebook_blocks({"cells": [cells[-1][1]]})) if cells else []
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        problem = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise ProofError("proof.bad_block", problem=problem) from None
    if len(seals) != 1:
        raise ProofError("proof.no_seal", count=len(seals))
    if not last or last[-1] != seals[0]:
        number, cell = cells[-1]
        raise ProofError("proof.seal_not_last", cell=number, source=_source(cell))
    return seals[0]


def _source(cell: _Cell) -> str:
    return "".join(cell["source"])
