"""The parameters of a report notebook: declared in one tagged cell, checked before any kernel.

The cell tagged ``parameters`` holds annotated assignments and nothing else::

    fiscal_year: int = 2563  # ปีงบประมาณ (พ.ศ.)
    language: Literal["th", "en"] = "th"

It is read by its syntax tree and never run. The annotation is the rule: nothing is guessed,
``"007"`` stays a text, a whole number is no text, and a numpy scalar or a path is refused. Only
where the name says that a year is expected (``year``, ``years``) is ``๒๕๖๘`` the number 2568.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from pmqa_analysis.blocks import Language, Numerals
from pmqa_analysis.errors import SettingsError, nearest
from pmqa_analysis.thai import to_arabic_digits

__all__ = [
    "Parameter",
    "check_notebook_parameters",
    "check_parameters",
    "near_miss",
    "notebook_parameters",
    "read_notebook",
    "year_read",
]

TAG = "parameters"
_SIMPLE: Mapping[str, Any] = {
    "int": int, "str": str, "bool": bool, "float": float,
    "list[int]": list[int], "list[str]": list[str],
    "Language": Language, "Numerals": Numerals,
}  # fmt: skip
_SCALARS = (int, str, bool, float)
_YEAR_NAME = re.compile(r"(?:^|_)years?$")
_THAI_YEAR = re.compile("[๐-๙]{4}")
# Control characters, signs that turn a line round, separators of paths,
# `..`, `~user`, `x.y(`, `__x__`, `{x}`, `$x`, statements.
_CODE_OR_PATH = re.compile(
    r"[\x00-\x1f\x7f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff/\\`{};$]|\.\.|^~|__|\w\(|^[A-Za-z]:|"
    r"\b(?:import|lambda|exec|eval)\b\s"
)
# A thousand reports have a few notebooks: each parameters cell is read once.
_read: dict[str, tuple[Parameter, ...]] = {}
_models: dict[int, tuple[tuple[Parameter, ...], type[BaseModel]]] = {}
# Before a field's name: with the blank it can be no parameter's, so no name is taken.
_FIELD = "default "


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: name, annotation as written, its type, default and comment."""

    name: str
    annotation: str
    type: object
    default: Any
    comment: str


def read_notebook(path: Path) -> dict[str, Any]:
    """Return the notebook of a file as plain mappings; nothing is run.

    Raises:
        SettingsError: If there is no such file, or it is no notebook.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError("notebook.not_found", where=str(path)) from None
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or type(error).__name__
        raise SettingsError("notebook.unreadable", where=str(path), problem=problem) from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise SettingsError("notebook.unreadable", where=str(path), problem="cells")
    return notebook


def check_parameters(
    notebook_path: Path, given: Mapping[str, object], *, report: str = ""
) -> dict[str, Any]:
    """Return all parameters of a run: the given ones, and the notebook's defaults for the rest.

    Raises:
        SettingsError: If the notebook has no parameters cell, a name is unknown or a value
            has another type than the notebook declares.
    """
    notebook = read_notebook(notebook_path)
    return check_notebook_parameters(notebook, given, report=report or notebook_path.stem)


def check_notebook_parameters(
    notebook: Mapping[str, Any], given: Mapping[str, object], *, report: str
) -> dict[str, Any]:
    """Return all parameters of a run of an opened notebook; see :func:`check_parameters`."""
    declared = notebook_parameters(notebook, report=report)
    known = {parameter.name: parameter for parameter in declared}
    given = {name: year_read(name, value) for name, value in given.items()}
    for name, value in given.items():
        if name not in known:
            raise SettingsError(
                "parameter.unknown", where=report, name=name,
                known=", ".join(known) or "-", **near_miss(name, known),
            )  # fmt: skip
        if not _is_plain(value) or (type(value) is bool and known[name].type is not bool):
            raise _mistyped(report, known[name], value)
        _check_harmless(report, known[name], value)
    try:
        checked = _model_of(declared).model_validate(dict(given))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        parameter = known[str(first["loc"][0]).removeprefix(_FIELD)]
        raise _mistyped(report, parameter, given.get(parameter.name, parameter.default)) from None
    return checked.model_dump(by_alias=True)


def notebook_parameters(notebook: Mapping[str, Any], *, report: str) -> tuple[Parameter, ...]:
    """Return the parameters that a notebook declares, in their order.

    Raises:
        SettingsError: If not exactly one cell has the tag ``parameters``, or the cell holds
            anything but annotated assignments with a default.
    """
    cells = [cell for cell in notebook["cells"] if TAG in cell.get("metadata", {}).get("tags", ())]
    if len(cells) != 1 or cells[0].get("cell_type") != "code":
        raise SettingsError("notebook.no_parameters", where=report, found=len(cells))
    source = "".join(cells[0]["source"])
    if source not in _read:
        _read[source] = _declared(source, report)
    return _read[source]


def _declared(source: str, report: str) -> tuple[Parameter, ...]:
    try:
        statements: Sequence[ast.stmt] = ast.parse(source).body
    except SyntaxError as error:
        raise _bad_line(report, source, error.lineno or 1) from None
    comments = _comments(source)
    parameters = tuple(_parameter(report, source, line, comments) for line in statements)
    names = [parameter.name for parameter in parameters]
    for statement, name in zip(statements, names, strict=True):
        if names.count(name) > 1:
            raise _bad_line(report, source, statement.lineno)
    return parameters


def near_miss(name: str, known: Mapping[str, object] | Sequence[str]) -> dict[str, str]:
    """Return the hints that a message takes: the known name most like ``name``, if any."""
    near = nearest(name, known)
    if not near:
        return {"hint_th": "", "hint_en": ""}
    return {"hint_th": f"หมายถึง “{near}” หรือไม่ ", "hint_en": f"Did you mean “{near}”? "}


def _parameter(report: str, source: str, line: ast.stmt, comments: Mapping[int, str]) -> Parameter:
    if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value):
        raise _bad_line(report, source, line.lineno)
    try:
        return Parameter(
            name=line.target.id,
            annotation=ast.unparse(line.annotation),
            type=_type(line.annotation),
            default=ast.literal_eval(line.value),
            comment=comments.get(line.end_lineno or line.lineno, ""),
        )
    except ValueError:
        raise _bad_line(report, source, line.lineno) from None


def _type(annotation: ast.expr) -> object:
    """Return the type of an annotation.

    Raises:
        ValueError: If it is none of the allowed ones.
    """
    text = ast.unparse(annotation)
    if text in _SIMPLE:
        return _SIMPLE[text]
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "Literal":
        choices = ast.literal_eval(annotation.slice)
        choices = choices if isinstance(choices, tuple) else (choices,)
        if choices and all(type(choice) in (int, str) for choice in choices):
            literal: Any = Literal
            chosen: object = literal[choices]
            return chosen
    raise ValueError(text)


def _model_of(declared: tuple[Parameter, ...]) -> type[BaseModel]:
    """Return the model of the parameters, made once for all reports of a notebook."""
    if id(declared) not in _models:
        _models[id(declared)] = (declared, _model(declared))
    return _models[id(declared)][1]


def _model(declared: Sequence[Parameter]) -> type[BaseModel]:
    """Return the strict model of the parameters; aliases keep their names free of pydantic's."""
    fields: dict[str, Any] = {
        f"{_FIELD}{parameter.name}": (
            parameter.type,
            Field(default=parameter.default, alias=parameter.name, validate_default=True),
        )
        for parameter in declared
    }
    config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
    return create_model("Parameters", __config__=config, **fields)


def _is_plain(value: object) -> bool:
    """Return whether papermill writes the value as it is; a numpy bool becomes ``"False"``."""
    if type(value) is list:
        return all(type(item) in _SCALARS for item in value)
    return type(value) in _SCALARS


def year_read(name: str, value: object) -> object:
    """Return a year in Thai digits as a number, where the name says that a year is expected."""
    if isinstance(value, list):
        return [year_read(name, item) for item in value]
    if _YEAR_NAME.search(name) and isinstance(value, str) and _THAI_YEAR.fullmatch(value):
        return int(to_arabic_digits(value))
    return value


def _check_harmless(report: str, parameter: Parameter, value: object) -> None:
    """Refuse a text that could be code or a path: it ends up in a cell, or in a file's name."""
    texts = [item for item in (value if isinstance(value, list) else [value])
             if isinstance(item, str)]  # fmt: skip
    for text in texts:
        if _CODE_OR_PATH.search(text):
            raise SettingsError(
                "parameter.code_or_path", where=report, name=parameter.name, found=f"{text!r:.80}"
            )


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ")
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _mistyped(report: str, parameter: Parameter, value: object) -> SettingsError:
    return SettingsError(
        "parameter.mistyped", where=report, name=parameter.name,
        found=f"{value!r:.80} ({type(value).__name__})", expected=parameter.annotation,
    )  # fmt: skip


def _bad_line(report: str, source: str, number: int) -> SettingsError:
    lines = source.splitlines()
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return SettingsError("notebook.bad_parameters", where=report, line=number, found=line[:80])
