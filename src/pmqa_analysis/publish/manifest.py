"""The record of a report set: what was made of what, by what, for whom, and what failed."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pmqa_analysis import __version__
from pmqa_analysis.office import Office, input_digest
from pmqa_analysis.publish.failure import Failure
from pmqa_analysis.publish.files import Done, record_text, write_atomically
from pmqa_analysis.publish.folders import MANIFEST
from pmqa_analysis.publish.origin import environment, package_digest
from pmqa_analysis.publish.resume import read_done
from pmqa_analysis.publish.run import Outcome
from pmqa_analysis.settings import YearSettings

__all__ = [
    "Manifest",
    "ReportRecord",
    "Verification",
    "code_revision",
    "make_manifest",
    "standing_verification",
    "write_manifest",
]

PACKAGES = (
    "ipykernel", "matplotlib", "nbclient", "nbconvert", "nbformat", "openpyxl", "pandas",
    "papermill", "pydantic", "pypdf", "pythainlp", "typst",
)  # fmt: skip
State = Literal["built", "kept", "failed", "not_built"]


class ReportRecord(BaseModel):
    """One report of the set.

    ``state``: ``built`` by this run; ``kept`` from an earlier one; ``failed`` in this run, and
    ``done`` is then the earlier report that still stands there, if any; ``not_built`` yet.
    ``stale`` lists the inputs that have changed since the report was built.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str
    state: State
    done: Done | None = None
    failure: Failure | None = None
    stale: list[str] = []


class Verification(BaseModel):
    """The comparison with the print: its sentence, counts, and how many figures are unexplained.

    ``counts`` is None where nothing was printed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sentence: str = ""
    counts: dict[str, int] | None = None
    unexplained: int = 0


class Manifest(BaseModel):
    """The record of a set; ``inputs`` and ``outputs`` are paths with their SHA-256.

    Inputs are paths inside the office's folder, outputs inside the set's folder. ``verification``
    is the comparison with the print, ``examined`` what that was based on, and
    ``made_by`` the environment and a digest of all code.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    office: str
    fiscal_year: int
    made_at: str
    code: dict[str, str | bool]
    versions: dict[str, str]
    policies: dict[str, Any]
    inputs: dict[str, str]
    outputs: dict[str, str]
    reports: list[ReportRecord]
    verification: Verification = Verification()
    examined: dict[str, str] = {}
    made_by: dict[str, str] = {}


def make_manifest(
    office: Office,
    settings: YearSettings,
    folder: Path,
    outcomes: Sequence[Outcome],
    *,
    made_at: datetime | None = None,
    verification: Verification | None = None,
) -> Manifest:
    """Return the record of the set in ``folder`` after a run.

    Args:
        office: The office.
        settings: The year's settings; every report of theirs is recorded.
        folder: ``<out>/<fiscal year>``.
        outcomes: How the jobs of this run ended; reports without one were not asked for.
        made_at: The moment of the run; now where None.
        verification: Whether the figures agree with the print.
    """
    by_report = {outcome.job.report: outcome for outcome in outcomes}
    records = [
        _record(office, folder, entry.id, by_report.get(entry.id)) for entry in settings.reports
    ]
    standing = [record.done for record in records if record.done]
    inputs = {path: digest for done in standing for path, digest in done.inputs.items()}
    return Manifest(
        office=office.card.id,
        fiscal_year=settings.fiscal_year,
        made_at=(made_at or datetime.now(UTC)).isoformat(timespec="seconds"),
        code=code_revision(),
        versions=_versions(PACKAGES),
        policies=settings.policies.model_dump(mode="json"),
        inputs=dict(sorted((inputs | office.inputs_read).items())),
        outputs={
            f"{done.report}/{path}": record.sha256
            for done in standing
            for path, record in done.files.items()
        },
        reports=records,
        verification=verification or Verification(),
        examined=office.inputs,
        made_by=_made_by(),
    )


def write_manifest(folder: Path, manifest: Manifest) -> Path:
    """Write ``manifest.json`` into the set's folder, whole or not at all; return its path."""
    write_atomically(folder / MANIFEST, record_text(manifest))
    return folder / MANIFEST


def code_revision() -> dict[str, str | bool]:
    """Return the version, and in a git checkout the commit and whether it was changed since."""
    here = Path(__file__).resolve()
    code: dict[str, str | bool] = {"version": __version__}
    # Installed into the environment of another project's checkout, we are not tracked there.
    if _git(here.parent, "ls-files", "--error-unmatch", here.name) is None:
        return code
    revision = _git(here.parent, "rev-parse", "HEAD")
    changes = _git(here.parent, "status", "--porcelain")
    if revision:
        code |= {"revision": revision, "dirty": bool(changes)}
    return code


def _record(office: Office, folder: Path, report: str, outcome: Outcome | None) -> ReportRecord:
    done = read_done(folder / report)
    state: State = "kept" if done else "not_built"
    if outcome is not None:
        state = "built" if outcome.succeeded else "failed"
    return ReportRecord(
        report=report,
        state=state,
        done=done,
        failure=outcome.failure if outcome else None,
        stale=_stale(office, done.inputs if done else {}),
    )


def standing_verification(
    office: Office, settings: YearSettings, folder: Path
) -> Verification | None:
    """Return the comparison with the print, where the set's record still holds.

    None where the record is gone or lacks a report, or where anything that the comparison was
    based on has changed since.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None
    holds = (
        manifest.made_by == _made_by()
        and [record.report for record in manifest.reports] == [one.id for one in settings.reports]
        and all(record.done and not record.failure for record in manifest.reports)
        and not _stale(office, manifest.examined)
    )
    return manifest.verification if holds and manifest.examined else None


def _made_by() -> dict[str, str]:
    return {**environment(), "code": package_digest()}


def _stale(office: Office, inputs: Mapping[str, str]) -> list[str]:
    return sorted(
        path for path, digest in inputs.items() if input_digest(office.folder, path) != digest
    )


def _versions(packages: Iterable[str]) -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for name in packages:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "-"
    return versions


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git answers, or None where it does not."""
    environment = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    try:
        answer = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True,
            check=True, timeout=30, encoding="utf-8",
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
