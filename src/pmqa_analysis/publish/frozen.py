"""The proof of a year from its record: made again from the same, it is the same.

The files that stand there must be those that the manifest records. With the same inputs, code and
environment every file made anew must have the recorded bytes too; in another environment every
figure must be the same, that is each ``results.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from pmqa_analysis.errors import SettingsError, message
from pmqa_analysis.office import Office, input_digest
from pmqa_analysis.publish.files import Done
from pmqa_analysis.publish.folders import MANIFEST
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.manifest import Manifest
from pmqa_analysis.publish.origin import code_of, environment
from pmqa_analysis.publish.resume import altered_files
from pmqa_analysis.publish.run import Outcome

__all__ = ["Proof", "prove_set"]

_FIGURES = "results.csv"


@dataclass
class Proof:
    """What making a set again has shown; ``faults`` are sentences in Thai and English."""

    reports: int = 0
    files: int = 0
    elsewhere: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sentence(self) -> tuple[str, str]:
        """Return what is proven, in Thai and English."""
        if self.elsewhere:
            names = ", ".join(self.elsewhere)
            return message("frozen.figures", found=names, count=str(self.reports))
        return message("frozen.proven", count=str(self.reports), files=str(self.files))


def prove_set(
    office: Office, jobs: Sequence[Job], folder: Path, build: Callable[[list[Job]], list[Outcome]]
) -> Proof:
    """Make the recorded reports again, elsewhere, and compare them with the record.

    Args:
        office: The office.
        jobs: The jobs of the set.
        folder: ``<out>/<fiscal year>``, where the manifest stands; nothing is written there.
        build: Runs jobs, as :func:`~pmqa_analysis.publish.run.run_jobs` does.

    Raises:
        SettingsError: If there is no manifest.
    """
    recorded = _recorded(folder)
    proof = Proof()
    for path in dict.fromkeys(path for done in recorded.values() for path in done.inputs):
        told = next(done.inputs[path] for done in recorded.values() if path in done.inputs)
        if input_digest(office.folder, path) != told:
            proof.faults.append(message("frozen.input", found=path))
    for report, done in recorded.items():
        for path in altered_files(folder / report, done):
            proof.faults.append(message("frozen.altered", where=report, found=path))
    if proof.faults:
        return proof
    with TemporaryDirectory(prefix="pmqa-frozen-") as scratch:
        place = Path(scratch).resolve() / folder.name
        again = [
            job.model_copy(
                update={"target": place / job.report, "parameters": recorded[job.report].parameters}
            )
            for job in jobs
            if job.report in recorded
        ]
        for outcome in build(again):
            _compare(proof, outcome, recorded[outcome.job.report])
    return proof


def _recorded(folder: Path) -> dict[str, Done]:
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        raise SettingsError("frozen.no_manifest", where=str(folder / MANIFEST)) from None
    return {record.report: record.done for record in manifest.reports if record.done}


def _compare(proof: Proof, outcome: Outcome, recorded: Done) -> None:
    if outcome.done is None:
        failure = outcome.failure
        reason = " ".join([failure.th, failure.en]) if failure else "-"
        proof.faults.append(message("frozen.not_built", where=outcome.job.report, reason=reason))
        return
    elsewhere = _differences(outcome.job, recorded)
    proof.elsewhere += [name for name in elsewhere if name not in proof.elsewhere]
    names = [_FIGURES] if elsewhere else [*recorded.files]
    again = outcome.done.files
    for name in names:
        if name not in again or again[name].sha256 != recorded.files[name].sha256:
            proof.faults.append(message("frozen.differs", where=recorded.report, found=name))
    proof.reports += 1
    proof.files += len(names)


def _differences(job: Job, recorded: Done) -> list[str]:
    """Return what else than then makes the report now: installed packages, code."""
    now = environment()
    found = [name for name in now if recorded.environment.get(name) != now[name]]
    return [*found, "code"] if recorded.code != code_of(job.notebook) else found
