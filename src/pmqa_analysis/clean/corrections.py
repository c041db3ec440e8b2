"""The entries of the corrections ledger: every manual fix of source data, reasoned and guarded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pmqa_analysis.errors import DataError

__all__ = ["CORRECTIONS_FILE", "Correction", "read_corrections"]

CORRECTIONS_FILE = "corrections.yml"


class Correction(BaseModel):
    """One entry of the ledger.

    ``row`` names the one row by the text of its cells, ``source_row`` by its number in the
    file; a ``recode`` may do without, and then holds for the whole column. ``sheet`` is needed
    where several sheets of a workbook have such a row. ``column`` is the title in the file, its
    letter in a workbook, or the name by which the program knows it. ``expect`` is the text that
    the cell must still hold; ``value`` is the text put in its place (``override`` and ``recode``
    only).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    file: str
    row: Annotated[dict[str, str], Field(min_length=1)] | None = None
    source_row: Annotated[int, Field(ge=1)] | None = None
    sheet: str = ""
    column: str
    action: Literal["override", "drop", "flag", "recode"]
    expect: str
    value: str | None = None
    reason_th: Annotated[str, Field(min_length=1)]
    reason_en: Annotated[str, Field(min_length=1)]
    who: str
    date: date

    @property
    def where(self) -> str:
        """Return where it stands, for a message."""
        return f"{CORRECTIONS_FILE} {self.id}"

    def problem(self) -> str:
        """Return what is wrong between its parts, in one line; empty where nothing is."""
        if (self.action in ("override", "recode")) != (self.value is not None):
            return "value goes with override and recode"
        named = (self.row is not None) + (self.source_row is not None)
        if named == 2 or (not named and self.action != "recode"):
            return "row: expected either row or source_row"
        return ""


def read_corrections(entries: Iterable[Any]) -> tuple[Correction, ...]:
    """Return the ledger's entries.

    Raises:
        DataError: If an entry has an unknown, missing or wrong part, or an id stands twice.
    """
    found: dict[str, Correction] = {}
    for number, entry in enumerate(entries, start=1):
        where = f"{CORRECTIONS_FILE} #{number}"
        try:
            correction = Correction.model_validate(entry)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            problem = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise DataError("corrections.bad_entry", where=where, problem=problem) from None
        problem = "id stands twice" if correction.id in found else correction.problem()
        if problem:
            raise DataError("corrections.bad_entry", where=where, problem=problem)
        found[correction.id] = correction
    return tuple(found.values())
