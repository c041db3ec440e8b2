"""How a run stands, in a file of the set that another terminal can read: ``batch.json``."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

from pmqa_analysis.publish.files import Done, record_text, write_atomically
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.run import Event, Outcome

__all__ = ["JOURNAL", "BatchRecord", "JobRecord", "Journal", "read_batches"]

JOURNAL = "batch.json"
# How much longer the run goes on than the writing of its record takes.
_SPARING = 10
# By how much a clock that is set may make a process look younger than its run.
_CLOCK_SECONDS = 60
_MIB = 2**20
State = Literal["waiting", "running", "built", "kept", "failed", "interrupted"]


class JobRecord(BaseModel):
    """How one job of a run stands.

    ``cell``, ``line``, ``source`` and ``reason`` say where and why it failed; ``log`` is the
    stage at which it ended and its seconds: what processes print may hold data and is not kept.
    """

    model_config = ConfigDict(extra="forbid")

    job: str
    report: str
    state: State = "waiting"
    stage: str = ""
    cell: int | None = None
    line: int | None = None
    source: str = ""
    reason: str = ""
    log: list[str] = []
    seconds: float | None = None
    peak_mib: int | None = None


class BatchRecord(BaseModel):
    """How a run stands; ``state`` is of the whole run, ``written_at`` the last sign of life."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["running", "done", "failed", "interrupted", "stopped"] = "running"
    host: str
    process: int
    started_at: str
    written_at: str = ""
    jobs: list[JobRecord]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many jobs are in which state."""
        states = [job.state for job in self.jobs]
        return {state: states.count(state) for state in dict.fromkeys(states)}


class Journal:
    """The record of a run while it runs.

    Args:
        folder: The set's folder.
        jobs: All jobs of the run, those whose report is kept too.
        kept: The reports that are kept.
        name: Name of the file; a shard has one of its own.
    """

    def __init__(
        self, folder: Path, jobs: Sequence[Job], kept: Mapping[str, Done], name: str = JOURNAL
    ) -> None:
        self._path = folder / name
        self._next = 0.0
        self.record = BatchRecord(
            host=socket.gethostname(), process=os.getpid(), started_at=_now(),
            jobs=[
                JobRecord(job=job.id, report=job.report,
                          state="kept" if job.report in kept else "waiting")
                for job in jobs
            ],
        )  # fmt: skip
        self._by_report = {job.report: job for job in self.record.jobs}

    def tell(self, event: Event) -> None:
        """Note what has happened; the file follows, unless its writing takes too long."""
        job = self._by_report[event.job.report]
        if event.outcome is None:
            job.state = "running"
        else:
            _note(job, event.outcome)
        if time.monotonic() < self._next:
            return
        started = time.monotonic()
        try:
            self.write()
        except OSError:
            # A full disk: the reports tell of it, and the run's end does.
            return
        finally:
            self._next = time.monotonic() + _SPARING * (time.monotonic() - started)

    def note(self, outcomes: Iterable[Outcome]) -> None:
        """Note how jobs ended in the end; the file follows with the run's end."""
        for outcome in outcomes:
            _note(self._by_report[outcome.job.report], outcome)

    def end(self, state: Literal["done", "failed", "interrupted"]) -> None:
        """Note that the run has ended."""
        self.record.state = state
        for job in self.record.jobs:
            if job.state == "running":
                job.state = "interrupted"
        self.write()

    def write(self) -> None:
        """Write the record, whole or not at all."""
        self.record.written_at = _now()
        write_atomically(self._path, record_text(self.record), durable=False)


def read_batches(folder: Path) -> list[BatchRecord]:
    """Return the record of the set's last run; of a run in parts, that of each part.

    A run that died is told so. Records of earlier runs, whole or in other parts, are passed over.
    """
    found: dict[Path, BatchRecord] = {}
    for path in sorted(folder.glob("batch*.json")):
        try:
            found[path] = BatchRecord.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            continue
    if not found:
        return []
    latest = max(found, key=lambda path: found[path].started_at)
    batches = [one for path, one in found.items() if _parts_of(path) == _parts_of(latest)]
    for batch in batches:
        if batch.state == "running" and not _lives(batch):
            batch.state = "stopped"
    return batches


def _parts_of(path: Path) -> str:
    """Return into how many parts the run of a record is split; empty for a whole run."""
    return path.stem.rpartition("-of-")[2] if "-of-" in path.stem else ""


def _note(job: JobRecord, outcome: Outcome) -> None:
    failure = outcome.failure
    job.state = "built" if outcome.succeeded else "failed"
    job.stage = failure.stage if failure else "done"
    job.cell, job.line = (failure.cell, failure.line) if failure else (None, None)
    job.source = failure.source if failure else ""
    job.reason = f"{failure.th}\n{failure.en}" if failure else ""
    job.seconds = round(outcome.seconds, 2)
    job.peak_mib = None if outcome.peak_memory is None else outcome.peak_memory // _MIB
    job.log = [f"{job.stage} {job.seconds:g} s"]


def _lives(record: BatchRecord) -> bool:
    """Return whether the run's process is there; of another machine's we cannot know.

    A process that was born later has only taken over the number.
    """
    if record.host != socket.gethostname():
        return True
    try:
        born: float = psutil.Process(record.process).create_time()
    except psutil.Error:
        return False
    started = datetime.fromisoformat(record.started_at).timestamp()
    return born <= started + _CLOCK_SECONDS


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
