"""A batch past one machine: one Dask task per report, each with the guarantees of a local run.

Tasks only, no Dask collections: a figure is never computed by an engine. The scheduler has no
password of its own, so nothing is sent to one beyond this machine without TLS.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psutil

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish.failure import Failure, failure_of
from pmqa_analysis.publish.files import Done
from pmqa_analysis.publish.folders import prepare_set_folder
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.processes.forked import PreparedParent
from pmqa_analysis.publish.processes.parents import prepare_parent
from pmqa_analysis.publish.processes.started import Limits
from pmqa_analysis.publish.run import (
    Event,
    Outcome,
    default_workers,
    prepare_sets,
    run_jobs,
)

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

__all__ = ["LOCAL", "build_one", "check_address", "run_on_scheduler"]

LOCAL = "local"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_RETRIES = 3
_CONNECT_SECONDS = 10
# One prepared parent per process of a Dask worker, by its number: a fork has none yet.
_parents: dict[int, PreparedParent] = {}


def run_on_scheduler(
    address: str,
    jobs: Sequence[Job],
    workers: int | None = None,
    on_event: Callable[[Event], None] | None = None,
    *,
    limits: Limits | None = None,
) -> list[Outcome]:
    """Build the reports by a Dask scheduler and return how each job ended, in their order.

    A worker that is killed loses nothing: its report is built by another, up to three times.

    Args:
        address: Address of the scheduler, or ``local`` for one on this machine.
        jobs: The jobs; their targets are in a folder that all workers share.
        workers: Processes of a local scheduler; one per processor where None.
        on_event: Is told of every end.
        limits: What one report may take.

    Raises:
        SettingsError: If Dask is not installed, the scheduler does not answer, or its address is
            beyond this machine and not encrypted.
    """
    check_address(address)
    prepare_sets(jobs)
    outcomes: dict[str, Outcome] = {}
    try:
        with _client(address, workers or default_workers(len(jobs))) as client:
            for outcome in _ended(client, jobs, limits or Limits()):
                outcomes[outcome.job.report] = outcome
                if on_event is not None:
                    kind = "done" if outcome.succeeded else "failed"
                    on_event(Event(kind, outcome.job, len(outcomes), len(jobs), outcome))  # type: ignore[arg-type]
    finally:
        for folder in dict.fromkeys(job.target.parent for job in jobs):
            # What killed workers left there is dead by now.
            prepare_set_folder(folder, jobs[0].office, ())
    return [outcomes[job.report] for job in jobs]


def check_address(address: str, *, here: bool = False) -> None:
    """Refuse a scheduler beyond this machine without TLS.

    Args:
        address: Address of the scheduler.
        here: Whether its workers must be on this machine, for they need a folder of it.

    Raises:
        SettingsError: If it is one, or Dask is not installed.
    """
    try:
        from distributed.security import Security
    except ImportError:
        raise SettingsError("batch.no_dask", where=address) from None
    if address == LOCAL:
        return
    parts = urlsplit(address)
    encrypted = parts.scheme == "tls" and Security().tls_ca_file
    if parts.hostname not in _LOOPBACK and not encrypted:
        raise SettingsError("batch.unsafe_scheduler", where=address)
    if here and parts.hostname not in _LOOPBACK:
        raise SettingsError("remote.scheduler_elsewhere", where=address)


def build_one(job: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Build one report in processes of this Dask worker; return how it ended, as plain data."""
    one = Job.model_validate_json(job)
    (outcome,) = run_jobs([one], 1, limits=Limits(**limits), parent=_parent_of(one), prepared=True)
    return {
        "seconds": outcome.seconds,
        "done": outcome.done and outcome.done.model_dump(mode="json"),
        "failure": outcome.failure and outcome.failure.model_dump(mode="json"),
        "peak_memory": outcome.peak_memory,
    }


def _parent_of(job: Job) -> PreparedParent | None:
    """Return the parent of this process' reports, whatever their notebooks: it holds much."""
    number = os.getpid()
    if number not in _parents or not _parents[number].is_alive:
        parent = prepare_parent([job])
        if parent is None:
            return None
        _parents[number] = parent
    return _parents[number]


def _ended(client: Client, jobs: Sequence[Job], limits: Limits) -> Iterator[Outcome]:
    from distributed import as_completed

    by_key = {f"{job.id}-{job.report}-{number}": job for number, job in enumerate(jobs)}
    futures = [
        client.submit(build_one, job.model_dump_json(), asdict(limits), key=key, pure=False,
                      retries=_RETRIES)
        for key, job in by_key.items()
    ]  # fmt: skip
    for future in as_completed(futures):
        outcome = _outcome(by_key[future.key], future)
        # As long as somebody holds it, the report is built anew when its worker dies.
        future.release()
        yield outcome


def _outcome(job: Job, future: Future[Any]) -> Outcome:
    error = future.exception()
    if error is not None:
        # Its workers were killed time and again, or the scheduler is gone.
        return Outcome(job, 0.0, failure=failure_of("stopped", error))
    told = future.result()
    return Outcome(
        job,
        told["seconds"],
        told["done"] and Done.model_validate(told["done"]),
        told["failure"] and Failure.model_validate(told["failure"]),
        told["peak_memory"],
    )


@contextmanager
def _client(address: str, workers: int) -> Iterator[Client]:
    with ExitStack() as stack:
        try:
            client = _connect(address, workers, stack)
        except (OSError, RuntimeError, TimeoutError) as error:
            raise SettingsError(
                "batch.no_scheduler", where=address, problem=type(error).__name__
            ) from None
        yield client


def _connect(address: str, workers: int, stack: ExitStack) -> Client:
    """Return a client of the scheduler; a local one is started. All ends with the stack."""
    from distributed import Client, LocalCluster

    if address != LOCAL:
        return stack.enter_context(Client(address, timeout=_CONNECT_SECONDS))
    cluster = stack.enter_context(
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address=None, silence_logs=50,
        )
    )  # fmt: skip
    client = stack.enter_context(Client(cluster))
    stack.push(partial(_end_at_once, cluster))
    return client


def _end_at_once(cluster: LocalCluster, kind: type[BaseException] | None, *_: object) -> None:
    """End the workers of an interrupted run: nobody waits for what they build."""
    for nanny in cluster.workers.values() if kind else ():
        nanny.auto_restart = False
        # One that has just died has no number, and one that has just ended no process.
        if nanny.pid is not None:
            with suppress(psutil.NoSuchProcess):
                psutil.Process(nanny.pid).kill()
