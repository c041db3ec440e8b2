"""The one family of errors that an office worker can cause, told in Thai with English beside it.

Every message says what is wrong, where, what was expected and what to do. The sentences stand
in ``assets/messages/``; code names a message by its key and gives the particulars.
"""

from __future__ import annotations

import difflib
import errno
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

import yaml

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

__all__ = [
    "DataError",
    "Faults",
    "PmqaError",
    "RunError",
    "SettingsError",
    "in_thai",
    "message",
    "model_errors",
    "nearest",
    "raise_faults",
]


# Particulars that may hold a library's own words; they are told in Thai where they are known.
_REASONS = ("problem", "expected", "limit", "reasons")
# What names the nearest known name in a sentence: left out where none is near.
_NEAR = re.compile(
    r"\s*\([^(){}]*\{near\}[^(){}]*\)|[;,]?\s*(?:the nearest is|ใกล้เคียงที่สุดคือ) “\{near\}”"
    r"|\s*(?:ชื่อที่ใกล้เคียง|Nearest): \{near\}\.?"
)

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


class PmqaError(Exception):
    """Say what went wrong in Thai and English, and where.

    Args:
        key: Name of the message in ``assets/messages/``.
        where: Address of the fault: file, row, column, cell, key or report.
        **particulars: Values that the sentence names. Never an answer of a respondent.
    """

    exit_code = 1

    def __init__(self, key: str, *, where: str = "", **particulars: object) -> None:
        self.key = key
        self.where = where
        self.particulars = {name: str(value) for name, value in particulars.items()}
        self.th, self.en = message(key, where=where, **self.particulars)
        super().__init__(f"{self.th}\n{self.en}")


class SettingsError(PmqaError):
    """Report wrong use: a command, a parameter or a setting that cannot be taken."""

    exit_code = 2


class DataError(PmqaError):
    """Report a fault in the office's data files."""


class RunError(PmqaError):
    """Report a notebook or an output that did not come to its proven end."""


class Faults(PmqaError):  # noqa: N818 - several errors, not one
    """Carry several faults at once, so that all are told in one go.

    Args:
        faults: At least one error.
    """

    def __init__(self, faults: Iterable[PmqaError]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(first.key, where=first.where, **first.particulars)
        self.th = "\n".join(fault.th for fault in self.faults)
        self.en = "\n".join(fault.en for fault in self.faults)
        self.exit_code = max(fault.exit_code for fault in self.faults)
        self.args = ("\n".join(str(fault) for fault in self.faults),)


def raise_faults(faults: Sequence[PmqaError]) -> None:
    """Raise the one fault, or all of them together, each once; do nothing where there is none."""
    told = [*{str(fault): fault for fault in faults}.values()]
    if len(told) == 1:
        raise told[0]
    if told:
        raise Faults(told)


def lacks_room(error: BaseException) -> bool:
    """Return whether a file could not be written for want of room: a full disk, a quota."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def message(key: str, *, where: str = "", **particulars: str) -> tuple[str, str]:
    """Return the Thai and the English sentence of ``key`` with its particulars filled in.

    Raises:
        KeyError: If the catalogue has no such key: a fault of the program, not of the user.
    """
    entry = _catalogue()[key]
    values = {"where": where, **particulars}
    thai = {name: in_thai(text) if name in _REASONS else text for name, text in values.items()}
    th, en = entry["th"], entry["en"]
    if values.get("near") in ("", "-"):
        th, en = _NEAR.sub("", th), _NEAR.sub("", en)
    return th.format(**thai), en.format(**values)


def in_thai(reason: str) -> str:
    """Return what a library says of a fault in Thai; as it stands where nobody has written it."""
    for pattern, thai in _reasons():
        if found := pattern.fullmatch(reason):
            groups = [in_thai(group or "") for group in found.groups()]
            return thai.format("", *groups)
    if "; " in reason:
        return "; ".join(map(in_thai, reason.split("; ")))
    return reason


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``, or an empty text when none is near."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def model_errors(path: str, model: type[BaseModel], error: ValidationError) -> list[SettingsError]:
    """Return one error for each key of a file that its model cannot take, in their order.

    Each names the key by its path in the file, and its near miss where it is unknown.
    """
    faults = error.errors(include_url=False)
    places = [fault["loc"] for fault in faults]
    # A list that lost an entry to a fault of its own is too short in the model's eyes only.
    return [
        _key_error(path, model, dict(fault)) for fault in faults
        if fault["type"] != "too_short"
        or not any(place[:-1] and place[: len(fault["loc"])] == fault["loc"] != place
                   for place in places)
    ]  # fmt: skip


def _key_error(path: str, model: type[BaseModel], fault: dict[str, Any]) -> SettingsError:
    if not fault["loc"] and fault["type"] in ("model_type", "dict_type"):
        return SettingsError("settings.no_keys", where=path)
    # Pydantic names the branch of a union that it tried; an office's file has no such key.
    branches = ("int", "str", "bool")
    keys = [str(part) for part in fault["loc"] if part not in branches]
    name = ".".join(key for key in keys if not key.startswith(("list[", "dict["))) or "-"
    if fault["type"] == "extra_forbidden":
        near = nearest(str(fault["loc"][-1]), _known_keys(model, fault["loc"][:-1]))
        hint = {"hint_th": f"หมายถึง “{near}” หรือไม่ ", "hint_en": f"Did you mean “{near}”? "}
        blank = {"hint_th": "", "hint_en": ""}
        return SettingsError(
            "settings.unknown_key", where=path, name=name, **(hint if near else blank)
        )
    if fault["type"] == "missing":
        return SettingsError("settings.missing_key", where=path, name=name)
    return SettingsError(
        "settings.bad_value", where=path, name=name, found=repr(fault["input"])[:80],
        expected=fault["msg"],
    )  # fmt: skip


def _known_keys(model: type[BaseModel], place: Iterable[int | str]) -> list[str]:
    """Return the keys that may stand at ``place`` of a file of that model."""
    for part in place:
        if part in model.model_fields:
            model = _inner_model(model.model_fields[str(part)].annotation) or model
    return list(model.model_fields)


def _inner_model(annotation: object) -> type[BaseModel] | None:
    """Return the model that an annotation holds, in a tuple, a mapping or a union too."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_inner_model(one) for one in get_args(annotation))
    return next((one for one in inner if one is not None), None)


@cache
def _reasons() -> tuple[tuple[re.Pattern[str], str], ...]:
    place = files("pmqa_analysis").joinpath("assets", "reasons.yml")
    pairs = yaml.safe_load(place.read_text(encoding="utf-8"))
    return tuple((re.compile(pattern, re.DOTALL), thai) for pattern, thai in pairs)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    catalogue: dict[str, dict[str, str]] = {}
    for place in files("pmqa_analysis").joinpath("assets", "messages").iterdir():
        catalogue |= yaml.safe_load(place.read_text(encoding="utf-8"))
    return catalogue
