"""Facts of an office for the places of its form, each with its source: ``raw/<fy>/form6.csv``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.office import Office

__all__ = ["FACT_COLUMNS", "Fact", "load_facts"]

FACT_COLUMNS = ("place", "label_th", "label_en", "text_th", "text_en", "document", "line")
_MAY_BE_EMPTY = ("label_en", "text_en", "line")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to be told at a place of the form; English is Thai where it is not given."""

    place: str
    label_th: str
    label_en: str
    text_th: str
    text_en: str
    document: str
    line: str
    address: str


def load_facts(
    office: Office, ledger: Ledger, fiscal_year: int, places: Collection[str],
    documents: Collection[str],
) -> tuple[Fact, ...]:  # fmt: skip
    """Read a year's facts in their order; none where there is no such file.

    Args:
        office: The office.
        ledger: Its corrections.
        fiscal_year: Buddhist Era.
        places: Ids of the form's places.
        documents: Ids of the documents that the register knows.

    Raises:
        DataError: Every cell that cannot be taken, told together.
    """
    path = f"raw/{fiscal_year}/form6.csv"
    if not office.has(path):
        return ()
    table = ledger.apply(load_table(office, path, FACT_COLUMNS))
    known = {"place": places, "document": documents}
    faults: list[PmqaError] = []
    facts = []
    for number, cells in table.records():
        faults += _cell_faults(table, number, cells, known)
        facts.append(_fact(table, number, cells))
    raise_faults(faults)
    return tuple(facts)


def _cell_faults(
    table: RawTable, number: int, cells: Mapping[str, str], known: Mapping[str, Collection[str]]
) -> Iterator[PmqaError]:
    for column in FACT_COLUMNS:
        found, where = cells[column], table.address(number, column)
        if not found and column not in _MAY_BE_EMPTY:
            yield DataError("facts.empty", where=where)
        elif found and found not in known.get(column, (found,)):
            near = nearest(found, known[column]) or "-"
            yield DataError("facts.unknown", where=where, found=found, near=near)


def _fact(table: RawTable, number: int, cells: Mapping[str, str]) -> Fact:
    return Fact(
        place=cells["place"], label_th=cells["label_th"], text_th=cells["text_th"],
        label_en=cells["label_en"] or cells["label_th"],
        text_en=cells["text_en"] or cells["text_th"],
        document=cells["document"], line=cells["line"], address=table.address(number, "place"),
    )  # fmt: skip
