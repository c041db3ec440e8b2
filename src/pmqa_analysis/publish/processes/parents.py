"""The prepared parent of a batch: what it imports before it forks, and its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pmqa_analysis.publish.imports import notebook_modules
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.parameters import read_notebook
from pmqa_analysis.publish.processes.forked import (
    CHARTS,
    KERNEL_MODULES,
    REHEARSAL,
    PreparedParent,
    can_fork,
)
from pmqa_analysis.publish.processes.lending import SPLIT

__all__ = ["closing_parent", "prepare_parent"]

# What workers need, imported once in their parent; those that write documents need more.
_WORKER_MODULES = (
    "pmqa_analysis.publish.origin:rehearse", "papermill", "pmqa_analysis.publish.worker:rehearse",
)  # fmt: skip
_WORDS = "pmqa_analysis.thai:load_dictionary"
_WRITERS = (
    "pmqa_analysis.publish.docx", "pmqa_analysis.publish.xlsx", "pmqa_analysis.publish.html",
    "pmqa_analysis.publish.worker:rehearse_documents", _WORDS,
)  # fmt: skip


def prepare_parent(jobs: Sequence[Job]) -> PreparedParent | None:
    """Start a parent that imports what the jobs' notebooks import; None where none can fork."""
    if not (jobs and can_fork()):
        return None
    notebooks = dict.fromkeys(job.notebook for job in jobs)
    named = [name for path in notebooks for name in notebook_modules(read_notebook(path))]
    writes = any(job.form == "report" for job in jobs)
    workers = [*_WORKER_MODULES, *(_WRITERS if writes else ())]
    kernels = [*KERNEL_MODULES, *((CHARTS, _WORDS) if writes else ()), *named, REHEARSAL]
    return PreparedParent([*workers, SPLIT, *dict.fromkeys(kernels)])


@contextmanager
def closing_parent(parent: PreparedParent | None) -> Iterator[PreparedParent | None]:
    """Yield the parent, and end it and all its processes on leaving."""
    try:
        yield parent
    finally:
        if parent is not None:
            parent.close()
