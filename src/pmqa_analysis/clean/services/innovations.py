"""Service innovations of a fiscal year: for how many they are, who uses them, how well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.percentages import read_percentage
from pmqa_analysis.clean.services.cells import read_count
from pmqa_analysis.clean.services.rows import read_rows
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.office import Office

__all__ = ["INNOVATION_COLUMNS", "Innovation", "load_innovations"]

INNOVATION_COLUMNS = (
    "innovation", "name_th", "name_en", "bureau", "intended", "users", "satisfaction",
    "respondents",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Innovation:
    """An innovation: ``intended`` and ``users`` are people, ``satisfaction`` is in percent.

    What is not known is None.
    """

    innovation: str
    name_th: str
    name_en: str
    bureau: str
    intended: int | None
    users: int | None
    satisfaction: Fraction | None
    respondents: int | None
    address: str


def load_innovations(office: Office, ledger: Ledger, path: str) -> tuple[Innovation, ...]:
    """Read a year's register of innovations, CSV or Excel.

    Raises:
        DataError: Every row that cannot be taken, told together: an id twice, more users than
            it is for, a percentage over 100 or without its number of respondents.
    """
    table = ledger.apply(load_table(office, path, INNOVATION_COLUMNS))
    found, faults = read_rows(table, _innovation, lambda one: one.innovation)
    raise_faults(faults)
    return tuple(found.values())


def _innovation(table: RawTable, number: int, cells: Mapping[str, str]) -> Innovation:
    def where(column: str) -> str:
        return table.address(number, column)

    for column in ("innovation", "name_th"):
        if not cells[column]:
            raise DataError("register.blank", where=where(column), name=column)
    intended = read_count(cells["intended"], where("intended"), 1)
    satisfaction = _percent(cells["satisfaction"], where("satisfaction"))
    if satisfaction is not None and not cells["respondents"]:
        raise DataError("register.blank", where=where("respondents"), name="respondents")
    return Innovation(
        innovation=cells["innovation"], name_th=cells["name_th"], name_en=cells["name_en"],
        bureau=cells["bureau"], intended=intended,
        users=read_count(cells["users"], where("users"), 0, intended), satisfaction=satisfaction,
        respondents=read_count(cells["respondents"], where("respondents")),
        address=where("innovation"),
    )  # fmt: skip


def _percent(text: str, where: str) -> Fraction | None:
    if not text:
        return None
    try:
        return read_percentage(text)
    except ValueError:
        raise DataError("progress.bad_percent", where=where, found=text) from None
