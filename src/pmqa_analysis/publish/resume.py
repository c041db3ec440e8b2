"""Which reports have to be made anew, and why; the others are proven to be what they would be.

A report is kept where its parameters, its notebook, the office's files that it read or looked
for, the code that it imports, the installed packages and its page limit are those of its record,
and its own files still have the hashes recorded there. Times of files say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from pmqa_analysis.errors import message
from pmqa_analysis.office import input_digest
from pmqa_analysis.publish.failure import plain_failure
from pmqa_analysis.publish.files import DONE, Done, FileRecord, sha256_of
from pmqa_analysis.publish.folders import is_foreign
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.origin import environment
from pmqa_analysis.publish.run import Outcome

__all__ = ["Reason", "altered_files", "part_jobs", "read_done", "reasons_to_run",
           "standing_outcome"]  # fmt: skip

_PACKAGES = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Reason:
    """Why a report would be made anew: a key of the messages ``why.*``, and what it is about."""

    key: str
    found: str = ""

    @property
    def kind(self) -> str:
        """Return the kind of reason, such as ``input``."""
        return self.key.removeprefix("why.")

    @property
    def sentences(self) -> tuple[str, str]:
        """Return the reason in Thai and English."""
        return message(self.key, found=self.found)


def part_jobs(jobs: Sequence[Job], *, force: bool = False) -> tuple[list[Job], dict[str, Done]]:
    """Return the jobs that have to run, and the records of the reports that are kept.

    Args:
        jobs: The jobs of a set.
        force: Whether all have to run, whatever stands there.
    """
    digests = _Digests()
    needed: list[Job] = []
    kept: dict[str, Done] = {}
    for job in jobs:
        done = None if force else read_done(job.target)
        if done is None or next(_reasons(job, done, digests), None) is not None:
            needed.append(job)
        else:
            kept[job.report] = done
    return needed, kept


def reasons_to_run(job: Job) -> list[Reason]:
    """Return all reasons to make the report anew; none where it is kept."""
    done = read_done(job.target)
    if done is not None:
        return list(_reasons(job, done, _Digests()))
    if (job.target / DONE).exists():
        return [Reason("why.unreadable")]
    if is_foreign(job.target):
        return [Reason("why.no_record", job.target.name)]
    return [Reason("why.not_built")]


def read_done(folder: Path) -> Done | None:
    """Return the record of the report that stands there; None where none is, or none is valid."""
    try:
        return Done.model_validate_json((folder / DONE).read_bytes())
    except (OSError, ValidationError):
        # A record of another version of the program proves nothing: the report is not built.
        return None


def altered_files(folder: Path, done: Done) -> list[str]:
    """Return the files of a report that are not, or not as they were recorded, in its folder."""
    return [reason.found for reason in _altered_outputs(folder, done)]


def standing_outcome(outcome: Outcome) -> Outcome:
    """Return how a job ended in the end: a report that was altered since it was built is not.

    A notebook can write wherever its user can, also into the folder of another report.
    """
    job, done = outcome.job, outcome.done
    if done is None:
        return outcome
    found = altered_files(job.target, done)
    if read_done(job.target) != done:
        found.append(DONE)
    if not found:
        return outcome
    told = ", ".join(dict.fromkeys(found))
    failure = plain_failure("replace", "run.altered", where=str(job.target), found=told)
    return replace(outcome, done=None, failure=failure)


class _Digests:
    """The digests of inputs and code, each found out once for all reports."""

    def __init__(self) -> None:
        self._inputs: dict[tuple[Path, str], str] = {}
        self._files: dict[Path, str] = {}

    def of_input(self, folder: Path, path: str) -> str:
        if (folder, path) not in self._inputs:
            self._inputs[folder, path] = input_digest(folder, path)
        return self._inputs[folder, path]

    def of_file(self, path: Path) -> str:
        if path not in self._files:
            self._files[path] = sha256_of(path)
        return self._files[path]


def _reasons(job: Job, done: Done, digests: _Digests) -> Iterator[Reason]:
    """Yield the reasons, those that are cheap to find first."""
    if (done.office, done.fiscal_year, done.report) != (job.office, job.fiscal_year, job.report):
        yield Reason("why.other_report", done.report)
    yield from _changed("why.parameter", done.parameters, job.parameters)
    if (done.max_pages, done.form) != (job.max_pages, job.form):
        yield Reason("why.limit", f"{done.max_pages} → {job.max_pages}")
    yield from _changed("why.environment", done.environment, environment())
    if digests.of_file(job.notebook) != done.notebook_sha256:
        yield Reason("why.notebook", job.notebook.name)
    for path, told in done.inputs.items():
        if digests.of_input(job.office_folder, path) != told:
            yield Reason("why.input", path)
    for path, told in done.code.items():
        root = job.notebook.parent if path.startswith("./") else _PACKAGES
        if digests.of_file(root / path) != told:
            yield Reason("why.code", path)
    yield from _altered_outputs(job.target, done)


def _changed(key: str, before: Mapping[str, object], now: Mapping[str, object]) -> Iterator[Reason]:
    for name in _names(before, now):
        if before.get(name) != now.get(name):
            yield Reason(key, name)


def _names(*groups: Iterable[str]) -> dict[str, None]:
    return {name: None for group in groups for name in group}


def _altered_outputs(folder: Path, done: Done) -> Iterator[Reason]:
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    } - {DONE}
    for path in sorted(there ^ set(done.files)):
        yield Reason("why.output", path)
    for path, record in done.files.items():
        if path in there and not _is_as_recorded(folder / path, record):
            yield Reason("why.output", path)


def _is_as_recorded(path: Path, record: FileRecord) -> bool:
    """Return whether the file has its recorded bytes; what a link leads to is none of ours."""
    return not path.is_symlink() and sha256_of(path) == record.sha256
