"""Rows of a framework's tables, each typed and checked cell by cell, with its address."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    PrivateAttr,
    ValidationError,
)

from pmqa_analysis.errors import DataError, PmqaError, raise_faults
from pmqa_analysis.load import RawTable
from pmqa_analysis.rounding import exact
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["Count", "FrameworkRow", "Names", "Number", "Yes", "read_rows"]

_AnyRow = TypeVar("_AnyRow", bound="FrameworkRow")


def _number(text: str | Fraction | None) -> Fraction | None:
    if not isinstance(text, str):
        return text
    if not text:
        return None
    try:
        return exact(to_arabic_digits(text))
    except ValueError as error:
        raise ValueError(str(error)) from None


Number = Annotated[Fraction | None, PlainValidator(_number)]
Count = Annotated[int | None, BeforeValidator(lambda text: None if text == "" else text)]
Yes = Annotated[Literal["yes", ""], BeforeValidator(lambda text: text or "")]
Names = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda text: tuple(text.split()) if isinstance(text, str) else text),
]


class FrameworkRow(BaseModel):
    """A row of a framework's table, which remembers its file and row.

    ``document`` and ``lines`` say where the print has it; ``note`` says what is ours in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    _address: str = PrivateAttr("")

    document: str = ""
    lines: str = ""
    note: str = ""

    def cell(self, column: str) -> str:
        """Return the address of one of its cells."""
        return f"{self._address} [{column}]"

    def placed(self, address: str) -> Self:
        """Return the row itself, its address remembered."""
        self._address = address
        return self


def read_rows(table: RawTable, model: type[_AnyRow]) -> list[_AnyRow]:
    """Return a table's rows as the model has them.

    Raises:
        DataError: Every cell that cannot be taken, told together.
    """
    rows: list[_AnyRow] = []
    faults: list[PmqaError] = []
    for number, cells in table.records():
        try:
            rows.append(model.model_validate(cells).placed(f"{table.path}:{number}"))
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                column = str(fault["loc"][0])
                expected = str(fault.get("ctx", {}).get("expected", fault["msg"]))
                faults.append(
                    DataError(
                        "cell.not_allowed", where=table.address(number, column),
                        found=cells.get(column, ""), expected=expected,
                    )
                )  # fmt: skip
    raise_faults(faults)
    return rows
