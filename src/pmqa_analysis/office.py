"""An office's folder: every file of it is read here, and what was read is remembered.

The folder has ``office.yml``, ``settings/<fy>.yml``, ``reference/``, ``raw/<fy>/``,
``codebooks/``, ``corrections.yml`` and ``published/<fy>.csv``. Every file is read through
:meth:`Office.read` or :meth:`Office.reading`, which remember what was read and its hash.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from pmqa_analysis.errors import DataError, Faults, SettingsError, model_errors, raise_faults
from pmqa_analysis.settings import OfficeCard, YearSettings

__all__ = [
    "JOB_VARIABLE", "OFFICE_VARIABLE", "Office", "UniqueKeyLoader", "find_office",
    "input_digest", "parse_model", "parse_yaml", "yaml_problem",
]  # fmt: skip

OFFICE_VARIABLE = "PMQA_OFFICE"
# The id of the job that a batch runs; a seal repeats it.
JOB_VARIABLE = "PMQA_JOB"
_Model = TypeVar("_Model", bound=BaseModel)


class Office:
    """One office's folder.

    Args:
        folder: The folder that holds ``office.yml``.

    Raises:
        SettingsError: If there is no such file, or it is not valid.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.inputs_read: dict[str, str] = {}
        self._looked_up: dict[str, str] = {}
        if not (self.folder / "office.yml").is_file():
            raise SettingsError("office.not_found", where=str(folder))

    @cached_property
    def card(self) -> OfficeCard:
        """Return who the office is."""
        return self.load_model("office.yml", OfficeCard)

    @property
    def inputs(self) -> dict[str, str]:
        """Return all that was read or looked for, each with the digest of what was found.

        A file that was looked for and not there has an empty one; a listing stands as
        ``folder/*ending``. :func:`input_digest` gives what is there now.
        """
        return dict(sorted((self._looked_up | self.inputs_read).items()))

    @property
    def years(self) -> tuple[int, ...]:
        """Return the fiscal years that have settings."""
        return tuple(
            sorted(int(stem) for stem in self.names("settings", ".yml") if stem.isdecimal())
        )

    @property
    def surveys(self) -> tuple[str, ...]:
        """Return the ids of the surveys that have a codebook."""
        return self.names("codebooks", ".yml")

    def settings(self, fiscal_year: int) -> YearSettings:
        """Return the settings of a fiscal year.

        Raises:
            SettingsError: If the year has none, or a key or value cannot be taken.
        """
        path = f"settings/{fiscal_year}.yml"
        if not (self.folder / path).is_file():
            years = ", ".join(map(str, self.years)) or "-"
            raise SettingsError("settings.no_year", where=path, year=fiscal_year, years=years)
        settings = self.load_model(path, YearSettings)
        if settings.fiscal_year != fiscal_year:
            raise SettingsError(
                "settings.bad_value", where=path, name="fiscal_year",
                found=settings.fiscal_year, expected=fiscal_year,
            )  # fmt: skip
        _check_report_ids(path, settings)
        return settings

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the office, and remember that it was read.

        Raises:
            DataError: If the file is not there or lies outside the office's folder.
        """
        content = self._content(path)
        self.inputs_read[path] = hashlib.sha256(content).hexdigest()
        return content

    @contextmanager
    def reading(self, path: str) -> Iterator[bytes]:
        """Give the bytes of a large file as :meth:`read`, their hash being made meanwhile.

        Raises:
            DataError: As :meth:`read`.
        """
        content = self._content(path)
        with ThreadPoolExecutor(max_workers=1) as beside:
            digest = beside.submit(hashlib.sha256, content)
            try:
                yield content
            finally:
                self.inputs_read[path] = digest.result().hexdigest()

    def files(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder whose names end so, in their order.

        A name that begins with a dot is none of the office's; a folder that is not there has
        no files.
        """
        names = self._listed(folder, suffix)
        return tuple(f"{folder}/{name}" for name in names if name[0] != ".")

    def has(self, path: str) -> bool:
        """Return whether something stands at that path, be it readable or not."""
        there = (self.folder / path).exists() or (self.folder / path).is_symlink()
        if not there:
            self._looked_up[path] = ""
        return there

    def names(self, folder: str, ending: str) -> tuple[str, ...]:
        """Return the names of a folder's files with that ending, without it, in order."""
        return tuple(name.removesuffix(ending) for name in self._listed(folder, ending))

    def _content(self, path: str) -> bytes:
        try:
            full = (self.folder / path).resolve()
            if not full.is_relative_to(self.folder):
                raise DataError("file.outside", where=path)
            return full.read_bytes()
        except FileNotFoundError:
            raise DataError("file.missing", where=path) from None
        except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a NUL in the path
            problem = getattr(error, "strerror", None) or error
            raise DataError("file.unreadable", where=path, problem=problem) from None

    def _listed(self, folder: str, ending: str) -> list[str]:
        pattern = f"{folder}/*{ending}"
        names = _names_like(self.folder, pattern)
        self._looked_up[pattern] = _listing_digest(names)
        return names

    def load_model(self, path: str, model: type[_Model]) -> _Model:
        """Return a YAML file of the office as a model that refuses unknown keys.

        Raises:
            DataError: If the file is not there.
            SettingsError: If it is no YAML, or a key or value of it cannot be taken.
        """
        try:
            return parse_model(parse_yaml(self.read(path), path), path, model)
        except Faults as all_of_them:
            # The first is the cause: a list loses its entry by it, and is then told as too short.
            raise all_of_them.faults[0] from None


def input_digest(folder: Path, path: str) -> str:
    """Return the digest of what stands at one of :attr:`Office.inputs` now; empty for nothing."""
    if "*" in path:
        return _listing_digest(_names_like(folder, path))
    try:
        with (folder / path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def find_office(folder: Path | None = None) -> Office:
    """Return the office of ``folder``, of ``PMQA_OFFICE``, or of ``data/`` here or above.

    Raises:
        SettingsError: If there is none.
    """
    named = folder or os.environ.get(OFFICE_VARIABLE)
    if named:
        return Office(Path(named))
    here = Path.cwd()
    for place in (here, *here.parents):
        if (place / "data" / "office.yml").is_file():
            return Office(place / "data")
    raise SettingsError("office.not_found", where=str(Path("data")))


def _names_like(folder: Path, pattern: str) -> list[str]:
    place, _, name = pattern.rpartition("/")
    return sorted(path.name for path in (folder / place).glob(name))


def _listing_digest(names: list[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest() if names else ""


def parse_yaml(text: bytes | str, path: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return what a YAML text holds; ``path`` is named in its faults.

    Raises:
        SettingsError: If it is no YAML, or gives a key twice.
    """
    try:
        return yaml.load(text, Loader=UniqueKeyLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = yaml_problem(error)
        raise SettingsError("settings.unreadable", where=path, problem=problem) from None


def parse_model(content: object, path: str, model: type[_Model]) -> _Model:
    """Return the content of a YAML file as a model that refuses unknown keys.

    Raises:
        SettingsError: Every key and value that cannot be taken, told together.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = model_errors(path, model, error)
    raise_faults(faults)
    raise faults[0]


def yaml_problem(error: Exception) -> str:
    """Return in one line what is wrong with a YAML text; a date such as 2563-13-45 is, too."""
    mark = getattr(error, "problem_mark", None)
    place = f" (line {mark.line + 1})" if mark else ""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or error
    return f"{problem}{place}"


class UniqueKeyLoader(yaml.SafeLoader):
    """Refuse a key that stands twice: YAML would silently take the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the mapping of a node whose keys are all different."""
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {name!r} stands twice", problem_mark=key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


def _check_report_ids(path: str, settings: YearSettings) -> None:
    ids = [entry.id for entry in settings.reports]
    for name in ids:
        if ids.count(name) > 1:
            raise SettingsError(
                "settings.bad_value", where=path, name="reports.id", found=name,
                expected="unique",
            )  # fmt: skip
