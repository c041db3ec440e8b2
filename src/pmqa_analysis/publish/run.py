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
from tempfile import TemporaryDirectory, mkdtemp
from typing import Literal

from pydantic import ValidationError

from pmqa_analysis.publish import system
from pmqa_analysis.publish.failure import Failure, plain_failure, read_failure, system_failure
from pmqa_analysis.publish.files import DONE, JOB, LOG, Done, record_text
from pmqa_analysis.publish.folders import building_folder, prepare_set_folder, replace_folder
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.processes.forked import PARENT_KILLED, ForkedProcess, PreparedParent
from pmqa_analysis.publish.processes.parents import prepare_parent
from pmqa_analysis.publish.processes.started import Limits, Worker, kill_marked, start_worker

__all__ = [
    "Event",
    "Limits",
    "Outcome",
    "default_workers",
    "prepare_sets",
    "run_jobs",
]

_POLL_SECONDS = 0.02
_WORK = "work"


@dataclass(frozen=True)
class Outcome:
    """How a job ended: ``done`` where the report was built, otherwise ``failure``.

    ``seconds`` is the wall time from the start of its process to the report in its place,
    ``peak_memory`` the most bytes that one of its processes held, those that it shares with
    others included; None where not known.
    """

    job: Job
    seconds: float
    done: Done | None = None
    failure: Failure | None = None
    peak_memory: int | None = None

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
    """A job that runs; it builds in ``folder``; ``own`` is for what is temporary."""

    job: Job
    folder: Path
    own: Path
    worker: Worker
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started


def default_workers(jobs: int) -> int:
    """Return how many jobs run at once where nobody said: two per processor we may use.

    A report waits for its kernel, and for the disk, about half of its time.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(2 * (usable or 1), jobs))


def run_jobs(
    jobs: Sequence[Job],
    workers: int | None = None,
    on_event: Callable[[Event], None] | None = None,
    *,
    limits: Limits | None = None,
    parent: PreparedParent | None = None,
    prepared: bool = False,
) -> list[Outcome]:
    """Build the reports and return how each job ended, in the order of the jobs.

    Args:
        jobs: What :func:`~pmqa_analysis.publish.jobs.plan_jobs` planned.
        workers: How many reports at once; :func:`default_workers` where None.
        on_event: Is told of every start and end, in this thread.
        limits: What one report may take; its processes are ended where it takes more.
        parent: From which the processes are forked; one of our own where None, if this system
            can fork.
        prepared: Whether :func:`prepare_sets` was called before.

    Raises:
        SettingsError: If an output folder cannot be written or belongs to another office. No
            kernel has started then.
        KeyboardInterrupt: As it came; all processes are ended, finished reports stay.
    """
    if not prepared:
        prepare_sets(jobs)
    outcomes: dict[str, Outcome] = {}
    with _ended_on_leaving(jobs, limits or Limits(), parent) as batch:
        for kind, job, outcome in batch.run(workers or default_workers(len(jobs))):
            if outcome is not None:
                outcomes[job.report] = outcome
            if on_event is not None:
                on_event(Event(kind, job, len(outcomes), len(jobs), outcome))
    return [outcomes[job.report] for job in jobs]


def prepare_sets(jobs: Sequence[Job]) -> None:
    """Make the folders of the jobs' sets ready, as :func:`run_jobs` does before it starts any.

    Raises:
        SettingsError: If a folder cannot be written or belongs to another office.
    """
    for folder in dict.fromkeys(job.target.parent for job in jobs):
        ours = [job for job in jobs if job.target.parent == folder]
        prepare_set_folder(folder, ours[0].office, [job.target for job in ours])


_Step = tuple[Literal["started", "done", "failed"], Job, Outcome | None]


@dataclass
class _Batch:
    """The jobs that wait and that run; ``mark`` is on every process of theirs.

    ``scratch`` has a folder for each job, in which its processes work and put what is temporary:
    what a killed one leaves there goes with the batch.
    """

    waiting: list[Job]
    limits: Limits
    parent: PreparedParent | None
    scratch: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    running: list[_Running] = field(default_factory=list)
    again: set[str] = field(default_factory=set)

    def run(self, workers: int) -> Iterator[_Step]:
        while self.waiting or self.running:
            while self.waiting and len(self.running) < workers:
                yield from self._started(self.waiting.pop(0))
            for run in [run for run in self.running if self._has_ended(run)]:
                outcome = self._finish(run)
                self.running.remove(run)
                if self._lost_its_parent(run):
                    self.again.add(run.job.report)
                    self.waiting.insert(0, run.job)
                else:
                    yield "done" if outcome.succeeded else "failed", run.job, outcome
            time.sleep(_POLL_SECONDS)

    def end(self) -> None:
        """Kill what still runs; the mark finds also what an interrupt kept off our list."""
        is_kept = self.parent is not None and self.parent.is_alive and system.IS_LINUX
        if self.running:
            # Its end is theirs, at once; to ask it for each would wait for what it does just now.
            self._leave_parent()
        for run in self.running:
            run.worker.process.kill()
        if not is_kept:
            kill_marked(self.mark)
        for run in self.running:
            run.worker.let_go()

    def _leave_parent(self) -> None:
        """End the parent, and wait until all that came of it has ended."""
        if self.parent is not None:
            self.parent.close()
            self.parent = None

    def _started(self, job: Job) -> Iterator[_Step]:
        """Start a job; a full disk, say, fails this one and not the batch."""
        try:
            self.running.append(self._start(job))
            yield "started", job, None
        except OSError as error:
            failure = system_failure("start", "run.not_started", error)
            shutil.rmtree(building_folder(job), ignore_errors=True)
            yield "failed", job, Outcome(job, 0.0, failure=failure)

    def _lost_its_parent(self, run: _Running) -> bool:
        """Return whether the prepared parent was killed, and the job with it, for the first time.

        Somebody, or another job's notebook, has done that. It runs again, started anew: then each
        has a parent of its own, and whose notebook kills its parent fails alone.
        """
        return _is_orphaned(run) and run.job.report not in self.again

    def _start(self, job: Job) -> _Running:
        folder, own = building_folder(job), Path(mkdtemp(prefix="", dir=self.scratch))
        for new in (folder, own / _WORK):
            new.mkdir()
        (folder / JOB).write_text(record_text(job), encoding="utf-8")
        worker = start_worker(
            [str(folder / JOB)],
            folder=own / _WORK,
            log=folder / LOG,
            mark=f"{self.mark}:{job.report}:",
            scratch=own,
            limits=self.limits,
            parent=self.parent,
        )
        return _Running(job, folder, own, worker)

    def _has_ended(self, run: _Running) -> bool:
        return run.worker.process.poll() is not None or run.seconds > self.limits.seconds

    def _finish(self, run: _Running) -> Outcome:
        """End the run's processes, put its report in place or say why not, and tidy up."""
        code = run.worker.process.poll()
        if _is_orphaned(run):
            # Nothing of it may write any more where the job will run again.
            self._leave_parent()
        run.worker.kill()
        done: Done | None = None
        failure: Failure | None = None
        try:
            if code is None:
                failure = _too_long(self.limits)
            elif code != 0:
                reason = getattr(run.worker.process, "reason", "")
                failure = read_failure(run.folder, code, reason)
            else:
                done = _put_in_place(run)
        except (OSError, ValidationError) as error:
            where = str(run.job.target)
            failure = system_failure("replace", "run.not_placed", error, where=where)
        finally:
            for folder in (run.folder, run.own):
                shutil.rmtree(folder, ignore_errors=True)
        return Outcome(run.job, run.seconds, done, failure, run.worker.peak_memory)


@contextmanager
def _ended_on_leaving(
    jobs: Sequence[Job], limits: Limits, parent: PreparedParent | None
) -> Iterator[_Batch]:
    """Yield the batch, and leave no process and no building of it, however it ends."""
    own = prepare_parent(jobs) if parent is None else None
    scratch = TemporaryDirectory(prefix="pmqa-", ignore_cleanup_errors=True)
    batch = _Batch(list(jobs), limits, parent or own, Path(scratch.name))
    try:
        yield batch
    finally:
        batch.end()
        if own is not None:
            own.close()
        scratch.cleanup()
        for job in jobs:
            shutil.rmtree(building_folder(job), ignore_errors=True)


def _is_orphaned(run: _Running) -> bool:
    process = run.worker.process
    return isinstance(process, ForkedProcess) and process.reason == PARENT_KILLED


def _too_long(limits: Limits) -> Failure:
    return plain_failure("time_limit", "run.time_limit", limit=f"{limits.seconds:g}")


def _put_in_place(run: _Running) -> Done:
    done = Done.model_validate_json((run.folder / DONE).read_bytes())
    for scaffold in (JOB, LOG):
        (run.folder / scaffold).unlink()
    replace_folder(run.folder, run.job.target)
    return done
