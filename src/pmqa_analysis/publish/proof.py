"""The proof that a notebook ran to its end: every cell, in order, without a fault, sealed last.

Papermill's own word is not enough: ``sys.exit`` in the middle counts as success there, and a
dead kernel is saved as ``completed``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from pmqa_analysis.blocks import Seal, notebook_blocks
from pmqa_analysis.errors import RunError, lacks_room
from pmqa_analysis.publish.discretion import discreet

__all__ = ["INJECTED", "ProofError", "check_proof", "source_cells"]

INJECTED = "injected-parameters"
_LONGEST_LINE = 200
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NUMBERED = re.compile(r"\[Errno (\d+)\]")
_THREAD_FAULT = "Exception in thread"
_LEAVES = re.compile(r"\b(?:exit|quit)\(|\braise SystemExit\b")
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
        source: Source of that cell; of it one line is kept.
        line: Number of the line that failed in it, the first is 1; None where it is unknown.
        found: Class of the exception that the cell showed, where it showed one.
        told: Text of that exception; what may be data in it is not repeated.
        **particulars: Values that the sentence names.
    """

    def __init__(
        self, key: str, *, cell: int | None = None, source: str = "",
        line: int | None = None, found: str = "", told: str = "", **particulars: str | int,
    ) -> None:  # fmt: skip
        words = {"found": found or "-", "told": discreet(told, source), **particulars}
        super().__init__(key, where="", cell=cell or "-", **words)
        self.cell = cell
        self.line = line
        self.source = _shown_source(source, line)
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
            raise _cell_error(number, cell, output)
        if output["output_type"] == "stream" and _THREAD_FAULT in "".join(output["text"]):
            raise ProofError("proof.thread_failed", cell=number, source=_source(cell))
    if cell["metadata"].get("papermill", {}).get("exception"):
        # A kernel that has no memory left, say, answers that the cell failed, and cannot say why.
        raise ProofError("proof.told_nothing", cell=number, source=_source(cell))


def _cell_error(number: int, cell: _Cell, output: Mapping[str, Any]) -> ProofError:
    found, told = output["ename"], output["evalue"]
    key, problem = _ERRORS.get(found, "proof.cell_failed"), "-"
    if (errno := _NUMBERED.match(told)) and lacks_room(OSError(int(errno[1]), "")):
        key, problem = "run.no_room", os.strerror(int(errno[1]))
    return ProofError(
        key, cell=number, source=_source(cell), line=_failed_line(cell, output), found=found,
        told=told, problem=problem,
    )  # fmt: skip


def _failed_line(cell: _Cell, output: Mapping[str, Any]) -> int | None:
    """Return the cell's own line that failed, by the last word of the traceback on it."""
    told = _COLOUR.sub("", "\n".join(output.get("traceback", ())))
    lines = re.findall(rf"\bIn ?\[{cell.get('execution_count')}\], line (\d+)", told)
    source = _source(cell)
    if output["ename"] == SystemExit.__name__:
        return _leaving_line(source)
    # IPython counts without the empty lines at the head of a cell.
    blank = source[: len(source) - len(source.lstrip())].count("\n")
    number = int(lines[-1]) + blank if lines else 0
    return number if 0 < number <= len(source.splitlines()) else None


def _leaving_line(source: str) -> int | None:
    """Return the one line that can have left the cell: of that there is no traceback."""
    found = [n for n, line in enumerate(source.splitlines(), start=1) if _LEAVES.search(line)]
    return found[0] if len(found) == 1 else None


def _shown_source(source: str, line: int | None) -> str:
    """Return the line that failed; where none is known the first, and ``…`` for the others."""
    lines = source.splitlines() if line else source.strip().splitlines()
    shown = lines[line - 1 if line else 0].strip() if lines else ""
    cut = "…" if len(shown) > _LONGEST_LINE else ""
    return shown[:_LONGEST_LINE] + cut + ("\n…" if len(lines) > 1 and not line else "")


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
