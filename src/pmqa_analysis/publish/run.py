"""Run the jobs of a batch: a process per report, some at once; one failure stops no other."""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from pmqa_analysis.publish.failure import FAILURE, Failure, plain_failure
from pmqa_analysis.publish.files import DONE, JOB, LOG, Done, record_text
from pmqa_analysis.publish.folders import building_folder, prepare_set_folder, replace_folder
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.processes import Worker, kill_marked, start_worker

__all__ = ["TIME_LIMIT", "Event", "Outcome", "default_workers", "run_jobs"]

TIME_LIMIT = 600.0
_POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Outcome:
    """How a job ended: ``done`` where the report was built, otherwise ``failure``.

    ``seconds`` is the wall time from the start of its process to the report in its place.
    """

    job: Job
    seconds: float
    done: Done | None = None
    failure: Failure | None = None

    @property
    def succeeded(self) -> bool:
        """Return whether the report was built and stands in its place."""
        return self.done is not None


@dataclass(frozen=True)
class Event:
    """Tell that a job has started or ended; ``finished`` of ``total`` jobs have ended so far."""

    kind: Literal["started", "done", "failed"]
    job: Job
    finished: int
    total: int
    outcome: Outcome | None = None


@dataclass
class _Running:
    job: Job
    folder: Path
    worker: Worker
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started


def default_workers(jobs: int) -> int:
    """Return how many jobs run at once where nobody said: one per processor we may use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(usable or 1, jobs))


def run_jobs(
    jobs: Sequence[Job],
    workers: int | None = None,
    on_event: Callable[[Event], None] | None = None,
    *,
    time_limit: float = TIME_LIMIT,
) -> list[Outcome]:
    """Build the reports and return how each job ended, in the order of the jobs.

    Args:
        jobs: What :func:`~pmqa_analysis.publish.jobs.plan_jobs` planned.
        workers: How many processes at once; one per processor where None.
        on_event: Is told of every start and end, in this thread.
        time_limit: Seconds after which a report is given up and its processes are killed.

    Raises:
        SettingsError: If an output folder cannot be written or belongs to another office. No
            kernel has started then.
        KeyboardInterrupt: As it came; all processes are ended, finished reports stay.
    """
    for folder in dict.fromkeys(job.target.parent for job in jobs):
        ours = [job for job in jobs if job.target.parent == folder]
        prepare_set_folder(folder, ours[0].office, [job.target for job in ours])
    outcomes: dict[str, Outcome] = {}
    with _ended_on_leaving(jobs) as batch:
        for kind, job, outcome in batch.run(workers or default_workers(len(jobs)), time_limit):
            if outcome is not None:
                outcomes[job.report] = outcome
            if on_event is not None:
                on_event(Event(kind, job, len(outcomes), len(jobs), outcome))
    return [outcomes[job.report] for job in jobs]


_Step = tuple[Literal["started", "done", "failed"], Job, Outcome | None]


@dataclass
class _Batch:
    """The jobs that wait and that run; ``mark`` is on every process of theirs."""

    waiting: list[Job]
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    running: list[_Running] = field(default_factory=list)

    def run(self, workers: int, time_limit: float) -> Iterator[_Step]:
        while self.waiting or self.running:
            while self.waiting and len(self.running) < workers:
                self.running.append(_start(self.waiting.pop(0), self.mark))
                yield "started", self.running[-1].job, None
            for run in [run for run in self.running if _has_ended(run, time_limit)]:
                outcome = _finish(run, time_limit)
                self.running.remove(run)
                yield "done" if outcome.succeeded else "failed", run.job, outcome
            time.sleep(_POLL_SECONDS)

    def end(self) -> None:
        """Kill what still runs; the mark finds also what an interrupt kept off our list."""
        for run in self.running:
            run.worker.kill()
        kill_marked(self.mark)


@contextmanager
def _ended_on_leaving(jobs: Sequence[Job]) -> Iterator[_Batch]:
    """Yield the batch, and leave no process and no building of it, however it ends."""
    batch = _Batch(list(jobs))
    try:
        yield batch
    finally:
        batch.end()
        for job in jobs:
            shutil.rmtree(building_folder(job), ignore_errors=True)


def _start(job: Job, mark: str) -> _Running:
    folder = building_folder(job)
    folder.mkdir()
    (folder / JOB).write_text(record_text(job), encoding="utf-8")
    worker = start_worker(
        [str(folder / JOB)],
        folder=job.notebook.parent,
        log=folder / LOG,
        mark=f"{mark}:{job.report}:",
    )
    return _Running(job, folder, worker)


def _has_ended(run: _Running, time_limit: float) -> bool:
    return run.worker.process.poll() is not None or run.seconds > time_limit


def _finish(run: _Running, time_limit: float) -> Outcome:
    """End the run's processes, put its report in place or say why not, and tidy up."""
    code = run.worker.process.poll()
    run.worker.kill()
    try:
        if code is None:
            failure = plain_failure("time_limit", "run.time_limit", limit=f"{time_limit:g}")
        elif code != 0:
            failure = _told_failure(run.folder, code)
        else:
            return Outcome(run.job, run.seconds, done=_put_in_place(run))
    except (OSError, ValidationError) as error:
        failure = plain_failure(
            "replace", "run.not_placed", error=type(error).__name__, where=str(run.job.target),
            problem=getattr(error, "strerror", None) or DONE,
        )  # fmt: skip
    finally:
        shutil.rmtree(run.folder, ignore_errors=True)
    return Outcome(run.job, run.seconds, failure=failure)


def _put_in_place(run: _Running) -> Done:
    done = Done.model_validate_json((run.folder / DONE).read_bytes())
    for scaffold in (JOB, LOG):
        (run.folder / scaffold).unlink()
    replace_folder(run.folder, run.job.target)
    return done


def _told_failure(folder: Path, code: int) -> Failure:
    """Return the failure that the worker wrote; where it died silently, its last line."""
    told = folder / FAILURE
    if told.is_file():
        return Failure.model_validate_json(told.read_bytes())
    log = (folder / LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = log[-1][:200] if log else "-"
    return plain_failure("stopped", "run.worker_died", code=code, last=last)
