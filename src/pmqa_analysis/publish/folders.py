"""The folder of a year's report set: whose it is, what may be replaced, what a dead run left.

A report is built in ``.building-<report>-<pid>`` and moved in whole. The report that it
replaces stands aside as ``.old-<report>-<pid>`` for the moment between two renames.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish.files import DONE
from pmqa_analysis.publish.jobs import Job

__all__ = ["MANIFEST", "building_folder", "prepare_set_folder", "replace_folder"]

MANIFEST = "manifest.json"
_BUILDING, _OLD = ".building-", ".old-"


def building_folder(job: Job) -> Path:
    """Return the temporary folder of a job, on the file system of its target."""
    return job.target.parent / f"{_BUILDING}{job.report}-{os.getpid()}"


def prepare_set_folder(folder: Path, office: str, targets: Iterable[Path]) -> None:
    """Make the set's folder ready: it can be written, it is ours, leftovers are gone.

    Args:
        folder: ``<out>/<fiscal year>``; made where it does not exist.
        office: Id of the office whose reports are to stand there.
        targets: Folders of the reports that are to be replaced.

    Raises:
        SettingsError: If the folder cannot be written, holds the reports of another office, or
            holds a folder in a report's place that no run has made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise SettingsError("run.unwritable", where=str(folder), problem=problem) from None
    for record in (folder / MANIFEST, *sorted(folder.glob(f"*/{DONE}"))):
        _check_office(record, office)
    for target in targets:
        _check_target(target)
    _tidy(folder)


def replace_folder(new: Path, target: Path) -> None:
    """Put the folder ``new`` in the place of ``target``, whole; on failure the old one stays.

    Raises:
        OSError: If a folder cannot be moved.
    """
    aside = target.parent / f"{_OLD}{target.name}-{os.getpid()}"
    had_old = target.exists()
    if had_old:
        target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if had_old:
            aside.rename(target)
        raise
    # What cannot be deleted now (a file open on Windows) is deleted by the next run.
    shutil.rmtree(aside, ignore_errors=True)


def _check_office(record: Path, office: str) -> None:
    try:
        made_for = json.loads(record.read_text(encoding="utf-8"))["office"]
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        made_for = "?"
    if made_for != office:
        raise SettingsError(
            "run.other_office", where=str(record.parent), found=made_for, expected=office
        )


def _check_target(target: Path) -> None:
    """Refuse to delete what no run has made."""
    is_ours = target.is_dir() and ((target / DONE).is_file() or not any(target.iterdir()))
    if target.is_symlink() or (target.exists() and not is_ours):
        raise SettingsError("run.foreign_folder", where=str(target))


def _tidy(folder: Path) -> None:
    """Remove what dead runs left; give back a report that one left standing aside."""
    for path, report in _leftovers(folder, _OLD):
        if not (folder / report).exists():
            path.rename(folder / report)
        shutil.rmtree(path, ignore_errors=True)
    for path, _ in _leftovers(folder, _BUILDING):
        shutil.rmtree(path, ignore_errors=True)


def _leftovers(folder: Path, prefix: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.glob(f"{prefix}*-*")):
        report, _, pid = path.name.removeprefix(prefix).rpartition("-")
        if report and pid.isdecimal() and not _is_in_use(path, int(pid)):
            yield path, report


def _is_in_use(path: Path, pid: int) -> bool:
    """Return whether the run that made the folder still lives; its number may be taken anew."""
    if pid == os.getpid():
        return False
    try:
        born: float = psutil.Process(pid).create_time()
        return born <= path.stat().st_mtime
    except (psutil.Error, OSError):
        return False
