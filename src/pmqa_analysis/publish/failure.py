"""Why a report was not built, told without a traceback: a traceback prints the data."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pmqa_analysis.errors import Faults, PmqaError, lacks_room, message
from pmqa_analysis.publish.discretion import discreet
from pmqa_analysis.publish.files import LOG
from pmqa_analysis.publish.proof import ProofError

__all__ = [
    "FAILURE", "Failure", "Stage", "failure_of", "plain_failure", "read_failure",
    "system_failure", "too_large",
]  # fmt: skip

FAILURE = "failure.json"
Stage = Literal["start", "execute", "document", "pages", "time_limit", "replace", "stopped"]
_OWN_ERRORS = frozenset({"PmqaError", "SettingsError", "DataError", "RunError", "Faults"})


class Failure(BaseModel):
    """Why one report was not built.

    ``stage`` is where it ended, ``cell`` the number of the failing cell in the notebook as
    written (the first is 1), ``line`` the line that failed in it and ``source`` that line (where
    none is known the cell's first), ``error`` the class of the exception; ``th`` and ``en`` are
    the sentences for the reader.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Stage
    error: str
    th: str
    en: str
    cell: int | None = None
    line: int | None = None
    source: str = ""


def failure_of(stage: Stage, error: BaseException) -> Failure:
    """Return the failure that an exception means."""
    if isinstance(error, ProofError):
        th, en = _own_words(error) or (error.th, error.en)
        return Failure(
            stage=stage, error=error.found or type(error).__name__, th=th, en=en,
            cell=error.cell, line=error.line, source=error.source,
        )  # fmt: skip
    if isinstance(error, MemoryError):
        return too_large()
    if isinstance(error, PmqaError):
        return Failure(stage=stage, error=type(error).__name__, th=error.th, en=error.en)
    if lacks_room(error):
        return system_failure(stage, "run.no_room", error)
    return plain_failure(
        stage, "run.program_fault", error=type(error).__name__,
        told=discreet(str(error)), place=_place(error),
    )  # fmt: skip


def plain_failure(stage: Stage, key: str, *, error: str = "-", **particulars: object) -> Failure:
    """Return a failure in the words of a message."""
    texts = {name: str(value) for name, value in particulars.items()}
    th, en = message(key, error=error, **texts)
    return Failure(stage=stage, error=error, th=th, en=en)


def too_large() -> Failure:
    """Return the failure of a report that is more than the process that writes it may hold."""
    return plain_failure("document", "run.too_large", error="MemoryError")


def system_failure(stage: Stage, key: str, error: BaseException, **particulars: object) -> Failure:
    """Return the failure of an error of the system: want of room, or what the message says."""
    name = type(error).__name__
    problem = getattr(error, "strerror", None) or name
    key = "run.no_room" if lacks_room(error) else key
    return plain_failure(stage, key, error=name, problem=problem, **particulars)


def read_failure(folder: Path, code: int, reason: str = "") -> Failure:
    """Return the failure that a worker wrote; where it died silently, its last line.

    Args:
        folder: The folder in which it built.
        code: Its exit code.
        reason: Why it was ended, where it was: ``memory``.
    """
    if reason == "memory":
        return too_large()
    told = folder / FAILURE
    if told.is_file():
        return Failure.model_validate_json(told.read_bytes())
    log = (folder / LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = discreet(log[-1]) if log else "-"
    return plain_failure("stopped", "run.worker_died", code=code, last=last)


def _own_words(error: ProofError) -> tuple[str, str] | None:
    """Return the Thai and English of a fault that our own library raised inside the notebook."""
    lines = error.told.splitlines()
    if error.found not in _OWN_ERRORS or len(lines) < 2 or len(lines) % 2:
        return None
    if error.found == Faults.__name__:
        return "\n".join(lines[0::2]), "\n".join(lines[1::2])
    half = len(lines) // 2
    return "\n".join(lines[:half]), "\n".join(lines[half:])


def _place(error: BaseException) -> str:
    """Return the program's line at which the exception arose; it holds no data."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "-"
    last = next((f for f in reversed(frames) if "pmqa_analysis" in f.filename), frames[-1])
    return f"{last.filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{last.lineno} {last.name}"
