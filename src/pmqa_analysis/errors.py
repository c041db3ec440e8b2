"""The one family of errors that an office worker can cause, told in Thai with English beside it.

Every message says what is wrong, where, what was expected and what to do. The sentences stand
in ``assets/messages.yml``; code names a message by its key and gives the particulars.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import yaml

__all__ = [
    "DataError",
    "Faults",
    "PmqaError",
    "RunError",
    "SettingsError",
    "message",
    "nearest",
    "raise_faults",
]


class PmqaError(Exception):
    """Say what went wrong in Thai and English, and where.

    Args:
        key: Name of the message in ``assets/messages.yml``.
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
    """Raise the one fault, or all of them together; do nothing where there is none."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Faults(faults)


def message(key: str, *, where: str = "", **particulars: str) -> tuple[str, str]:
    """Return the Thai and the English sentence of ``key`` with its particulars filled in.

    Raises:
        KeyError: If the catalogue has no such key: a fault of the program, not of the user.
    """
    entry = _catalogue()[key]
    values = {"where": where, **particulars}
    return entry["th"].format(**values), entry["en"].format(**values)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``, or an empty text when none is near."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = files("pmqa_analysis").joinpath("assets", "messages.yml").read_text(encoding="utf-8")
    catalogue: dict[str, dict[str, str]] = yaml.safe_load(text)
    return catalogue
