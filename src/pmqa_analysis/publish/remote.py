"""Outputs at an address instead of in a folder: an object store, by the all-or-nothing rule.

A store has no rename, but each object of it is written whole or not at all. So a report's files go
into ``<report>/v-<hash>/``, where the hash is the first 16 digits of the SHA-256 of ``done.json``,
and ``<report>/done.json`` is written last: whoever reads it finds all files that it names. Until
then the old record and its files stand untouched. A run works in a temporary folder that the store
fills before, so that what is kept is proven by its bytes, as in any folder.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from pmqa_analysis.errors import PmqaError, RunError, SettingsError
from pmqa_analysis.publish.failure import failure_of
from pmqa_analysis.publish.files import DONE, check_outputs
from pmqa_analysis.publish.folders import MANIFEST
from pmqa_analysis.publish.resume import read_done
from pmqa_analysis.publish.run import Event

__all__ = ["Outputs", "RemoteOutputs", "open_outputs"]

# Stores that write an object whole or not at all; of other file systems that is not known.
_STORES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "memory")
_JOURNAL = re.compile(r"batch(?:-\d+-of-\d+)?\.json")
_REPORT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*")


@dataclass
class Outputs:
    """Where a year's outputs go: ``folder`` is that of the outputs, here on this machine."""

    folder: Path
    fiscal_year: int

    @property
    def set_folder(self) -> Path:
        """Return the folder of the year's set on this machine."""
        return self.folder / str(self.fiscal_year)

    @property
    def place(self) -> str:
        """Return where the user finds the set."""
        return str(self.set_folder.resolve())

    @property
    def is_remote(self) -> bool:
        """Return whether the outputs are sent elsewhere."""
        return False

    def fetch(self, reports: Iterable[str] = (), *, journals: bool = False) -> None:
        """Bring the set's records here, and whole the reports named."""

    def check(self) -> None:
        """See that outputs can be written; a folder is checked when it is made ready."""

    def keep(self, event: Event, journal: str) -> Event:
        """Send a report that has been built; return what is to be told of it."""
        return event

    def place_of(self, report: str) -> str:
        """Return where a report's files stand, relative to the set."""
        return report

    def send(self, *names: str) -> None:
        """Send files that stand in the set's folder, those of them that are there."""

    def finish(self) -> None:
        """Remove the reports that were replaced: nothing names them any more."""


@dataclass
class RemoteOutputs(Outputs):
    """Outputs that are sent to a store.

    Attributes:
        address: What the user calls the place.
        store: The file system, one of fsspec.
        root: The place in it.
    """

    address: str
    store: Any
    root: str
    _replaced: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Return the address of the set."""
        return f"{self.address.rstrip('/')}/{self.fiscal_year}"

    @property
    def is_remote(self) -> bool:
        """Return that the outputs are sent elsewhere."""
        return True

    def fetch(self, reports: Iterable[str] = (), *, journals: bool = False) -> None:
        """Bring the set's records here, and whole the reports named.

        Args:
            reports: Those whose files are wanted too.
            journals: Whether the records of runs are wanted too.

        Raises:
            RunError: If the store does not give them.
        """
        with self._told():
            # Listings of some stores leave out what they cannot read; a reading tells of it.
            self._fetch(MANIFEST, self.set_folder / MANIFEST)
            for name in self._names():
                report, _, file = name.rpartition("/")
                is_record = file == DONE and _REPORT.fullmatch(report)
                if is_record or (journals and _JOURNAL.fullmatch(name)):
                    self._fetch(name, self.set_folder / name)
            for report in reports:
                self._fetch_files(report)

    def check(self) -> None:
        """See that outputs can be written and removed, before any kernel starts.

        Raises:
            RunError: If they cannot.
        """
        probe = self._at(f".probe-{uuid.uuid4().hex}")
        with self._told():
            self.store.pipe_file(probe, b"pmqa")
            self.store.rm_file(probe)

    def keep(self, event: Event, journal: str) -> Event:
        """Send a report that has been built; where that fails, tell so and keep none here."""
        if event.outcome is None or event.outcome.done is None:
            return event
        try:
            self.send(journal)
            self._send_report(event.job.report, [*event.outcome.done.files])
        except PmqaError as error:
            shutil.rmtree(event.job.target)
            failed = replace(event.outcome, done=None, failure=failure_of("replace", error))
            return replace(event, kind="failed", outcome=failed)
        return event

    def place_of(self, report: str) -> str:
        """Return where a report's files stand, relative to the set."""
        content = (self.set_folder / report / DONE).read_bytes()
        return f"{report}/v-{hashlib.sha256(content).hexdigest()[:16]}"

    def send(self, *names: str) -> None:
        """Send files that stand in the set's folder, those of them that are there.

        Raises:
            RunError: If the store does not take them.
        """
        with self._told():
            for name in names:
                if (self.set_folder / name).is_file():
                    self._send(name, self.set_folder / name)

    def finish(self) -> None:
        """Remove the reports that were replaced: nothing names them any more.

        Raises:
            RunError: If the store does not let us.
        """
        with self._told():
            for place in self._replaced:
                self.store.rm(self._at(place), recursive=True)
        self._replaced.clear()

    def _send_report(self, report: str, files: Sequence[str]) -> None:
        """Send the files, see that all are there, and only then the record that names them."""
        folder, place = self.set_folder / report, self.place_of(report)
        with self._told():
            old = self._read(f"{report}/{DONE}")
            for file in files:
                self._send(f"{place}/{file}", folder / file)
            there = self._sizes(place)
            if there != {file: (folder / file).stat().st_size for file in files}:
                raise RunError("remote.incomplete", where=self._at(place))
            self._send(f"{report}/{DONE}", folder / DONE)
        before = f"{report}/v-{hashlib.sha256(old or b'').hexdigest()[:16]}"
        if old is not None and before != place and self._sizes(before):
            self._replaced.append(before)

    def _fetch_files(self, report: str) -> None:
        """Bring the files that a report's record names; what is not there is not brought."""
        folder = self.set_folder / report
        self._fetch(f"{report}/{DONE}", folder / DONE)
        done = read_done(folder)
        if done is None:
            return
        try:
            check_outputs(report, done.form, done.files)
        except RunError:
            # A record that names odd files is not ours: the report is made anew.
            (folder / DONE).write_text("{}", encoding="utf-8")
            return
        place = self.place_of(report)
        for file in done.files:
            self._fetch(f"{place}/{file}", folder / file)

    def _names(self) -> list[str]:
        """Return the objects of the set that stand beside the reports' files."""
        self.store.invalidate_cache()
        found = self.store.find(self._at(""), maxdepth=2)
        return sorted(self._relative(path, "") for path in found)

    def _sizes(self, place: str) -> dict[str, int]:
        self.store.invalidate_cache()
        found = self.store.find(self._at(place), detail=True)
        return {self._relative(path, place): one["size"] for path, one in found.items()}

    def _relative(self, path: str, place: str) -> str:
        return path.lstrip("/").removeprefix(self._at(place).strip("/")).lstrip("/")

    def _at(self, place: str) -> str:
        return f"{self.root.rstrip('/')}/{self.fiscal_year}/{place}".rstrip("/")

    def _fetch(self, name: str, path: Path) -> None:
        content = self._read(name)
        if content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _read(self, name: str) -> bytes | None:
        try:
            return bytes(self.store.cat_file(self._at(name)))
        except FileNotFoundError:
            return None

    def _send(self, name: str, path: Path) -> None:
        self.store.pipe_file(self._at(name), path.read_bytes())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what the store raises as an error of ours; each store has errors of its own."""
        try:
            yield
        except PmqaError:
            raise
        except Exception as error:  # noqa: BLE001 - each store raises what its library likes
            raise RunError(
                "remote.unreachable", where=self.address, problem=type(error).__name__
            ) from None


@contextmanager
def open_outputs(out: str, fiscal_year: int) -> Iterator[Outputs]:
    """Yield the outputs that ``out`` names: a folder, ``file://``, or the address of a store.

    Raises:
        SettingsError: If the address cannot be taken, or what it needs is not installed.
    """
    if "://" not in out:
        yield Outputs(Path(out), fiscal_year)
        return
    parts = urlsplit(out)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        from urllib.request import url2pathname

        yield Outputs(Path(url2pathname(parts.path)), fiscal_year)
        return
    if parts.scheme not in _STORES or parts.password:
        known = ", ".join(f"{scheme}://" for scheme in ("file", *_STORES))
        shown = f"{parts.scheme}://{parts.hostname or ''}"
        raise SettingsError("remote.bad_address", where=shown, known=known)
    store, root = _open_store(out, parts.scheme)
    with TemporaryDirectory(prefix="pmqa-out-", ignore_cleanup_errors=True) as folder:
        yield RemoteOutputs(Path(folder).resolve(), fiscal_year, out, store, root)


def _open_store(address: str, scheme: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise SettingsError("remote.no_fsspec", where=address) from None
    try:
        store, root = fsspec.core.url_to_fs(address)
    except ImportError as error:
        needed = str(error).partition("\n")[0]
        raise SettingsError("remote.no_package", where=f"{scheme}://", needed=needed) from None
    except Exception as error:  # noqa: BLE001 - each store raises what its library likes
        problem = type(error).__name__
        raise RunError("remote.unreachable", where=address, problem=problem) from None
    return store, root
