"""What a batch is to do: one job per report of the year, its parameters already checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pmqa_analysis.errors import PmqaError, SettingsError, raise_faults
from pmqa_analysis.office import Office
from pmqa_analysis.publish.parameters import (
    check_notebook_parameters,
    near_miss,
    notebook_parameters,
    read_notebook,
    year_read,
)
from pmqa_analysis.publish.rounds import bare_name
from pmqa_analysis.settings import ReportEntry, YearSettings

__all__ = ["Job", "plan_jobs"]


class Job(BaseModel):
    """One report to build: a notebook, its checked parameters, and where the report will stand.

    ``office`` is the office's id. ``target`` is ``<out>/<fiscal year>/<report>``. A job of the
    form ``notebook`` writes the executed notebook alone, without documents.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str
    notebook: Path
    parameters: dict[str, Any]
    fiscal_year: int
    max_pages: int | None = None
    office: str
    office_folder: Path
    target: Path
    form: Literal["report", "notebook"] = "report"

    @property
    def id(self) -> str:
        """Return the job's id: the same for the same report, office and parameters."""
        told = [self.office, self.fiscal_year, self.report, self.notebook.name, self.parameters]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def plan_jobs(
    office: Office,
    settings: YearSettings,
    notebooks_dir: Path,
    out_dir: Path,
    only: str | Iterable[str] | None = None,
) -> list[Job]:
    """Return the jobs of a year's reports, in the order of the settings.

    Args:
        office: The office whose figures the reports show.
        settings: The year's settings.
        notebooks_dir: Folder of the notebooks.
        out_dir: Folder of the outputs; a report stands in ``<out_dir>/<fiscal year>/<id>``.
        only: Ids of reports, with or without their round, or names of notebooks (all of their
            reports).

    Raises:
        SettingsError: If ``only`` names nothing, a notebook is missing, or a parameter cannot
            be taken.
        Faults: If several reports have such faults: all of them are told together.
    """
    notebooks: dict[Path, Mapping[str, Any]] = {}
    jobs: list[Job] = []
    faults: list[PmqaError] = []
    for entry in _choose(settings, only):
        try:
            jobs.append(_plan(office, settings, entry, notebooks_dir, out_dir, notebooks))
        except SettingsError as fault:
            faults.append(fault)
    raise_faults(faults)
    return jobs


def _choose(settings: YearSettings, only: str | Iterable[str] | None) -> list[ReportEntry]:
    entries = list(settings.reports)
    if only is None:
        return entries
    names = [only] if isinstance(only, str) else list(only)
    known = {name: None for entry in entries for name in _names(entry)}
    for name in names:
        if name not in known:
            raise SettingsError(
                "report.unknown", where=f"settings/{settings.fiscal_year}.yml", name=name,
                known=", ".join(entry.id for entry in entries), **near_miss(name, known),
            )  # fmt: skip
    return [entry for entry in entries if any(name in names for name in _names(entry))]


def _names(entry: ReportEntry) -> tuple[str, str, str]:
    return entry.id, bare_name(entry.id), entry.notebook


def _plan(
    office: Office,
    settings: YearSettings,
    entry: ReportEntry,
    notebooks_dir: Path,
    out_dir: Path,
    notebooks: dict[Path, Mapping[str, Any]],
) -> Job:
    path = (notebooks_dir / f"{entry.notebook}.ipynb").resolve()
    notebook = notebooks[path] = notebooks.get(path) or read_notebook(path)
    declared = {parameter.name for parameter in notebook_parameters(notebook, report=entry.id)}
    year = settings.fiscal_year
    given: dict[str, object] = dict(entry.parameters)
    if "fiscal_year" in declared:
        told = given["fiscal_year"] = year_read("fiscal_year", given.get("fiscal_year", year))
        if told != year:
            raise SettingsError(
                "parameter.other_year", where=entry.id, found=str(told), expected=year
            )
    return Job(
        report=entry.id,
        notebook=path,
        parameters=check_notebook_parameters(notebook, given, report=entry.id),
        fiscal_year=year,
        max_pages=entry.max_pages,
        office=office.card.id,
        office_folder=office.folder,
        target=out_dir.resolve() / str(year) / entry.id,
    )
