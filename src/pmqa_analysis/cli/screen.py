"""What a command says: lines to read on a terminal, or one JSON answer for a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console

if TYPE_CHECKING:
    from pmqa_analysis.publish.files import Done
    from pmqa_analysis.publish.journal import JobRecord
    from pmqa_analysis.publish.run import Event, Outcome

__all__ = [
    "Screen", "failure_text", "job_line", "kept_row", "outcome_row", "tell_long_parts",
    "with_progress",
]  # fmt: skip

_Thing = TypeVar("_Thing")
_SIGNS = {"built": "✓", "kept": "✓", "waiting": "○", "running": "…", "interrupted": "○"}


class Screen:
    """What a command says: lines to read, or one JSON answer."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self.quiet, self.as_json = quiet, as_json
        self.console = Console(highlight=False, soft_wrap=True)
        self.errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: str) -> None:
        """Print a line, unless the answer is JSON or nothing is wanted."""
        if not (self.quiet or self.as_json):
            self.console.print(text, markup=False)

    def fail(self, text: str) -> None:
        """Print a failure, which is always wanted."""
        self.errors.print(text, markup=False)

    def steps(self, title: str, things: Sequence[_Thing]) -> Iterator[_Thing]:
        """Yield each thing, with a bar on a terminal while what is done with it lasts."""
        if self.quiet or self.as_json or not self.console.is_terminal:
            yield from things
            return
        from rich.progress import track

        yield from track(things, description=title, console=self.console, transient=True)

    def answer(self, content: dict[str, Any]) -> None:
        """Print the JSON answer where it is wanted."""
        if self.as_json:
            self.console.print_json(json.dumps(content, ensure_ascii=False))


def with_progress(
    screen: Screen, work: Callable[[Callable[[Event], None]], list[Outcome]], total: int
) -> list[Outcome]:
    """Do the work with a bar on a terminal, and one line per report elsewhere."""
    if screen.quiet or screen.as_json:
        return work(lambda event: None)
    if not screen.console.is_terminal:
        return work(lambda event: screen.say(_event_line(event)) if event.outcome else None)
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        "{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), "เหลือ",
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=screen.console) as progress:
        task = progress.add_task("รายงาน", total=total)

        def tell(event: Event) -> None:
            progress.update(task, completed=event.finished)
            if event.outcome:
                progress.console.print(_event_line(event), markup=False)

        return work(tell)


def _event_line(event: Event) -> str:
    outcome = event.outcome
    if outcome is None or outcome.done is None:
        return f"✗ {event.job.report}"
    return f"✓ {event.job.report}  {outcome.done.pages} หน้า  {outcome.seconds:.1f} วินาที"


def failure_text(outcome: Outcome) -> str:
    """Return why a report was not built: stage, cell, line, Thai, English and the line itself."""
    failure = outcome.failure
    if failure is None:
        return outcome.job.report
    place = _place(failure.cell, failure.line)
    lines = [f"✗ {outcome.job.report}: {failure.stage}{place}", failure.th, failure.en]
    return "\n  ".join(line for line in [*lines, *failure.source.splitlines()] if line)


def _place(cell: int | None, line: int | None) -> str:
    """Return the cell that failed, and its line where that is known, in brackets."""
    if cell is None:
        return ""
    return f" (cell {cell})" if line is None else f" (cell {cell}, line {line})"


def tell_long_parts(screen: Screen, reports: Iterable[Done]) -> bool:
    """Tell the parts of forms that have too many pages; return whether there is one."""
    from pmqa_analysis.publish.parts import part_faults

    faults = [fault for done in reports for fault in part_faults(done)]
    for fault in faults:
        screen.fail(str(fault))
    return bool(faults)


def job_line(job: JobRecord) -> str:
    """Return how a job of a batch stands, in one line."""
    sign = _SIGNS.get(job.state, "✗")
    seconds = "" if job.seconds is None else f"  {job.seconds:.1f} s"
    memory = "" if job.peak_mib is None else f"  {job.peak_mib} MiB"
    told = [*job.reason.splitlines(), *job.source.splitlines()]
    reason = "".join(f"\n    {line}" for line in told)
    stage = f"  {job.stage}{_place(job.cell, job.line)}" if job.reason else ""
    return f"{sign} {job.report:<28} {job.state}{stage}{seconds}{memory}{reason}"


def kept_row(done: Done) -> dict[str, Any]:
    """Return a report that was up to date, for the JSON answer."""
    return {
        "report": done.report, "state": "kept", "pages": done.pages, "seconds": 0.0,
        "failure": None,
    }  # fmt: skip


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """Return how a report ended, for the JSON answer."""
    failure = outcome.failure
    return {
        "report": outcome.job.report,
        "state": "built" if outcome.succeeded else "failed",
        "pages": outcome.done.pages if outcome.done else None,
        "seconds": round(outcome.seconds, 2),
        "failure": failure.model_dump(mode="json") if failure else None,
    }
