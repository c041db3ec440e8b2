"""Claims: statements of the sources that the figures can test."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from pmqa_analysis.clean.register import Register
from pmqa_analysis.errors import DataError, nearest, raise_faults
from pmqa_analysis.load import RawTable

__all__ = ["Claim", "clean_claims"]


class Claim(BaseModel):
    """One statement about the direction of some measures.

    ``measures`` may be empty: then the source prints no figure to test it with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    claim: str
    statement_th: str
    statement_en: str
    pattern: Literal["rose_every_year", "rose_from_last_year"]
    measures: tuple[str, ...]
    document: str
    line: str

    @field_validator("measures", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.split()) if isinstance(value, str) else value


def clean_claims(table: RawTable, register: Register) -> list[Claim]:
    """Turn a table of statements into claims.

    Raises:
        DataError: If a cell cannot be taken, or a claim names an unknown measure.
    """
    claims, faults = [], []
    for row, cells in table.records():
        try:
            claims.append(Claim.model_validate(cells))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            column = str(first["loc"][0])
            faults.append(
                DataError("cell.not_allowed", where=table.address(row, column),
                          found=cells.get(column, ""), expected=first["msg"])
            )  # fmt: skip
            continue
        faults += [
            DataError("link.unknown_measure", where=table.address(row, "measures"), found=name,
                      near=nearest(name, register.measures) or "-",
                      register="reference/measures.csv")
            for name in claims[-1].measures
            if name not in register.measures
        ]  # fmt: skip
    raise_faults(faults)
    return claims
