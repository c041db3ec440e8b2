"""The folder of a year's report set: whose it is, what may be replaced, what a dead run left.

A report is built in ``.building-<report>-<host>-<pid>``, written through to the disk, and changes
places with the one that it replaces in one step. Only where the file system has no such step does
the old one stand aside as ``.old-…`` for the moment between two renames.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from pmqa_analysis.errors import RunError, SettingsError
from pmqa_analysis.publish import system
from pmqa_analysis.publish.files import DONE, sync
from pmqa_analysis.publish.jobs import Job

__all__ = [
    "MANIFEST", "building_folder", "held", "is_foreign", "prepare_set_folder", "replace_folder",
    "write_through",
]  # fmt: skip

MANIFEST = "manifest.json"
_BUILDING, _OLD = ".building-", ".old-"
_HOST = re.sub(r"[^A-Za-z0-9.]", "_", socket.gethostname()) or "here"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*")
_ABANDONED_SECONDS = 24 * 3600
# A clock that is set while a run lives makes its process look younger than its folder.
_CLOCK_SECONDS = 3600
_UNHOLDABLE = (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)


def building_folder(job: Job) -> Path:
    """Return the temporary folder of a job, on the file system of its target."""
    return _beside(job.target, _BUILDING)


def _beside(target: Path, prefix: str) -> Path:
    return target.with_name(f"{prefix}{target.name}-{_HOST}-{os.getpid()}")


def prepare_set_folder(folder: Path, office: str, targets: Iterable[Path]) -> None:
    """Make the set's folder ready: it can be written, it is ours, leftovers are gone.

    Args:
        folder: ``<out>/<fiscal year>``; made where it does not exist.
        office: Id of the office whose reports are to stand there.
        targets: Folders of the reports that are to be replaced.

    Raises:
        SettingsError: If the folder cannot be written, is led elsewhere by a symbolic link, holds
            the reports of another office or a record that cannot be read, or holds in a report's
            place what no run has made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.mkdir(exist_ok=True)
        probe.rmdir()
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise SettingsError("run.unwritable", where=str(folder), problem=problem) from None
    _check_inside(folder, targets := list(targets))
    for record in (folder / MANIFEST, *sorted(folder.glob(f"*/{DONE}"))):
        _check_office(record, office)
    for target in targets:
        _check_target(target)
    _tidy(folder)


@contextmanager
def held(folder: Path, *, together: bool = False) -> Iterator[None]:
    """Hold a set's folder, so that no second run builds the same reports at the same time.

    The hold ends with the process, however that ends. Where a folder cannot be held (Windows,
    some shares) there is none: what two runs build is whole all the same.

    Args:
        folder: The set's folder, which exists.
        together: Whether others that say so too may hold it as well, as the parts of a batch do.

    Raises:
        RunError: If another run holds it.
    """
    if os.name != "posix":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if together else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise RunError("run.held", where=str(folder)) from None
    except OSError as error:
        if error.errno not in _UNHOLDABLE:
            os.close(handle)
            raise
    try:
        yield
    finally:
        os.close(handle)


def replace_folder(new: Path, target: Path) -> None:
    """Put the folder ``new`` in the place of ``target``, whole; on failure the old one stays.

    Whoever looks, or kills us, at any moment finds the old report or the new one.

    Raises:
        OSError: If a folder cannot be written through or moved.
    """
    write_through(new)
    if not _moved(new, target) and not system.exchange(new, target):
        _replace_by_renames(new, target)
    sync(target.parent)
    # What cannot be deleted now (a file open on Windows) is deleted by the next run.
    shutil.rmtree(new, ignore_errors=True)


def _moved(new: Path, target: Path) -> bool:
    """Move the folder to where nothing stands; return False where something does by now."""
    if target.exists():
        return False
    try:
        new.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    return True


def write_through(folder: Path) -> None:
    """Let the disk have all files below a folder, and the folders' lists of them.

    Raises:
        OSError: If it cannot take them, for example because it is full.
    """
    for path in sorted(folder.rglob("*"), reverse=True):
        sync(path)
    sync(folder)


def _replace_by_renames(new: Path, target: Path) -> None:
    aside = _beside(target, _OLD)
    target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _check_inside(folder: Path, targets: Iterable[Path]) -> None:
    """Refuse a folder that a symbolic link leads out of the outputs, and an odd report's name."""
    root = folder.parent.resolve()
    for path in (folder, *targets):
        expected = root / folder.name / path.name if path != folder else root / folder.name
        if path.is_symlink() or path.resolve() != expected or not _NAME.fullmatch(path.name):
            raise SettingsError("run.outside", where=str(path), root=str(root))


def _check_office(record: Path, office: str) -> None:
    try:
        made_for = json.loads(record.read_text(encoding="utf-8"))["office"]
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingsError("run.damaged_record", where=str(record)) from None
    if made_for != office:
        raise SettingsError(
            "run.other_office", where=str(record.parent), found=made_for, expected=office
        )


def _check_target(target: Path) -> None:
    """Refuse to delete what no run has made."""
    if is_foreign(target):
        raise SettingsError("run.foreign_folder", where=str(target))


def is_foreign(target: Path) -> bool:
    """Return whether something stands in the place of a report that no run has made."""
    is_ours = target.is_dir() and ((target / DONE).is_file() or not any(target.iterdir()))
    return target.is_symlink() or (target.exists() and not is_ours)


def _tidy(folder: Path) -> None:
    """Remove what dead runs left; give back a report that one left standing aside."""
    for path, report in _leftovers(folder, _OLD):
        if not (folder / report).exists():
            path.rename(folder / report)
        shutil.rmtree(path, ignore_errors=True)
    for path, _ in _leftovers(folder, _BUILDING):
        shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(".*.*"):
        # A record that was not written to its end: it bears the number of who wrote it.
        if path.suffix[1:].isdecimal() and _is_abandoned(path):
            path.unlink(missing_ok=True)


def _leftovers(folder: Path, prefix: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.glob(f"{prefix}*-*-*")):
        report, host, pid = path.name.removeprefix(prefix).rsplit("-", 2)
        if report and pid.isdecimal() and not _is_in_use(path, host, int(pid)):
            yield path, report


def _is_in_use(path: Path, host: str, pid: int) -> bool:
    """Return whether the run that made the folder still lives; its number may be taken anew.

    Of another machine's run we know only when it last wrote there.
    """
    if host != _HOST:
        return not _is_abandoned(path)
    if pid == os.getpid():
        return False
    try:
        born: float = psutil.Process(pid).create_time()
        return born <= path.stat().st_mtime + _CLOCK_SECONDS
    except (psutil.Error, OSError):
        return False


def _is_abandoned(path: Path) -> bool:
    """Return whether nobody has written there for a day; another run may take it away just now."""
    try:
        return time.time() - path.stat().st_mtime > _ABANDONED_SECONDS
    except FileNotFoundError:
        return False
