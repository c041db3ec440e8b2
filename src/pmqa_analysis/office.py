"""An office's folder, and what it decided for one fiscal year: typed, checked, frozen.

The folder has ``office.yml``, ``settings/<fy>.yml``, ``reference/``, ``raw/<fy>/``,
``corrections.yml`` and ``published/<fy>.csv``. Every file is read through
:meth:`Office.read`, which remembers what was read and its hash.
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from pmqa_analysis.errors import DataError, SettingsError, nearest
from pmqa_analysis.thai import parse_fiscal_year

__all__ = [
    "Inputs", "Office", "Policies", "ReportEntry", "UniqueKeyLoader", "YearSettings",
    "find_office", "yaml_problem",
]  # fmt: skip

OFFICE_VARIABLE = "PMQA_OFFICE"
_Model = TypeVar("_Model", bound=BaseModel)
_Scalar = int | str | bool


def _buddhist_year(year: int) -> int:
    """Return ``year``; a fault is a ValueError, so that it is told with its file and key."""
    try:
        return parse_fiscal_year(year)
    except SettingsError as error:
        raise ValueError(error.en) from None


_FiscalYear = Annotated[int, AfterValidator(_buddhist_year)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OfficeCard(_Strict):
    """Who the office is: ``office.yml``."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    name_th: str
    name_en: str
    simulated: bool = False


class Policies(_Strict):
    """The named rules of one year's figures; their names are printed in the method note."""

    rounding: Literal["half_up"] = "half_up"
    derived_decimals: Annotated[int, Field(ge=0, le=6)] = 2
    target_met: Literal["exact_value_reaches_target"] = "exact_value_reaches_target"
    percent_of_target: Literal["ratio_or_mirror"] = "ratio_or_mirror"
    overshoot_percent: Annotated[int, Field(gt=100)] = 200
    comparison: Literal["not_tested_without_base"] = "not_tested_without_base"


class Inputs(_Strict):
    """Where the year's figures stand, as paths inside the office's folder.

    ``results`` are the indicators of the year's report; ``elsewhere`` are figures that stand
    in other sections of the sources; ``claims`` are statements that the figures can test.
    """

    results: str
    elsewhere: str | None = None
    claims: str | None = None


class ReportEntry(_Strict):
    """One report of the year's set: a notebook and its parameters."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    notebook: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    parameters: dict[str, _Scalar | list[_Scalar]] = {}
    max_pages: Annotated[int, Field(ge=1)] | None = None


class YearSettings(_Strict):
    """What the office decided for one fiscal year: ``settings/<fy>.yml``.

    ``history`` are the earlier years shown beside it, oldest first.
    """

    fiscal_year: _FiscalYear
    history: tuple[_FiscalYear, ...] = Field(strict=False)
    inputs: Inputs
    policies: Policies = Policies()
    reports: tuple[ReportEntry, ...] = Field(strict=False, min_length=1)

    @field_validator("history")
    @classmethod
    def _oldest_first(cls, history: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        years = [*history, info.data.get("fiscal_year", 9999)]
        if years != sorted(set(years)):
            raise ValueError("expected years before the fiscal year, oldest first, each once")
        return history

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years shown, oldest first, this year last."""
        return (*self.history, self.fiscal_year)


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
        if not (self.folder / "office.yml").is_file():
            raise SettingsError("office.not_found", where=str(folder))

    @cached_property
    def card(self) -> OfficeCard:
        """Return who the office is."""
        return self._load_model("office.yml", OfficeCard)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the fiscal years that have settings."""
        stems = (path.stem for path in (self.folder / "settings").glob("*.yml"))
        return tuple(sorted(int(stem) for stem in stems if stem.isdecimal()))

    def settings(self, fiscal_year: int) -> YearSettings:
        """Return the settings of a fiscal year.

        Raises:
            SettingsError: If the year has none, or a key or value cannot be taken.
        """
        path = f"settings/{fiscal_year}.yml"
        if not (self.folder / path).is_file():
            years = ", ".join(map(str, self.years)) or "-"
            raise SettingsError("settings.no_year", where=path, year=fiscal_year, years=years)
        settings = self._load_model(path, YearSettings)
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
        try:
            full = (self.folder / path).resolve()
            if not full.is_relative_to(self.folder):
                raise DataError("file.outside", where=path)
            content = full.read_bytes()
        except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a NUL in the path
            problem = getattr(error, "strerror", None) or error
            raise DataError("file.unreadable", where=path, problem=problem) from None
        self.inputs_read[path] = hashlib.sha256(content).hexdigest()
        return content

    def has(self, path: str) -> bool:
        """Return whether something stands at that path, be it readable or not."""
        return (self.folder / path).exists() or (self.folder / path).is_symlink()

    def _load_model(self, path: str, model: type[_Model]) -> _Model:
        try:
            content = yaml.load(self.read(path), Loader=UniqueKeyLoader)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            problem = yaml_problem(error)
            raise SettingsError("settings.unreadable", where=path, problem=problem) from None
        try:
            return model.model_validate(content)
        except ValidationError as error:
            raise _settings_error(path, model, error) from None


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
        keys = [key.value for key, _ in node.value]
        doubled = next((key for key in keys if keys.count(key) > 1), None)
        if doubled is not None:
            raise yaml.constructor.ConstructorError(
                problem=f"the key {doubled!r} stands twice", problem_mark=node.start_mark
            )
        return super().construct_mapping(node, deep)


def _check_report_ids(path: str, settings: YearSettings) -> None:
    ids = [entry.id for entry in settings.reports]
    for name in ids:
        if ids.count(name) > 1:
            raise SettingsError(
                "settings.bad_value", where=path, name="reports.id", found=name,
                expected="unique",
            )  # fmt: skip


def _settings_error(path: str, model: type[BaseModel], error: ValidationError) -> SettingsError:
    """Name the first key that cannot be taken, and its near miss where it is unknown."""
    first = error.errors(include_url=False)[0]
    # Pydantic names the branch of a union that it tried; an office's file has no such key.
    branches = ("int", "str", "bool")
    keys = [str(part) for part in first["loc"] if part not in branches]
    name = ".".join(key for key in keys if not key.startswith("list[")) or "-"
    if first["type"] == "extra_forbidden":
        near = nearest(str(first["loc"][-1]), _known_keys(model, first["loc"][:-1]))
        hint = {"hint_th": f"หมายถึง “{near}” หรือไม่ ", "hint_en": f"Did you mean “{near}”? "}
        blank = {"hint_th": "", "hint_en": ""}
        return SettingsError(
            "settings.unknown_key", where=path, name=name, **(hint if near else blank)
        )
    if first["type"] == "missing":
        return SettingsError("settings.missing_key", where=path, name=name)
    return SettingsError(
        "settings.bad_value", where=path, name=name, found=repr(first["input"])[:80],
        expected=first["msg"],
    )  # fmt: skip


def _known_keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand at ``loc`` of a settings file."""
    models: dict[str, type[BaseModel]] = {
        "inputs": Inputs, "policies": Policies, "reports": ReportEntry,
    }  # fmt: skip
    place = next((str(part) for part in loc if part in models), None)
    return list((models[place] if place else model).model_fields)
