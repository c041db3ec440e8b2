"""Registers that stand beside a framework: its glossary, earlier innovations, named levels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.framework_file import FRAMEWORKS
from pmqa_analysis.clean.scorecards.rows import FrameworkRow, Names, read_rows
from pmqa_analysis.errors import DataError, nearest, raise_faults
from pmqa_analysis.load import load_table
from pmqa_analysis.office import Office

__all__ = ["Innovation", "LevelRow", "Registers", "Term", "load_registers"]

InnovationKind = Literal["policy", "service", "administrative"]
_KINDS = ("policy", "service", "administrative")


class Term(FrameworkRow):
    """A word of the framework and what it means, in our words; ``kpi`` is where it is used."""

    term_th: str
    term_en: str
    text_th: str
    text_en: str
    kpi: str


class Innovation(FrameworkRow):
    """An innovation of an earlier year: its kinds, and the units that own it."""

    fiscal_year: int
    number: int
    name_th: str
    name_en: str
    kinds: Names
    units: Names
    printed_kind: str
    printed_owner: str


class LevelRow(FrameworkRow):
    """A level of a scale of names, reached or aimed at in a year, as the print states it."""

    scale: str
    fiscal_year: int
    kind: Literal["target", "actual"]
    grade: str
    agency_th: str
    agency_en: str
    printed: str


@dataclass(frozen=True)
class Registers:
    """What stands beside a framework; empty where the office has none."""

    glossary: tuple[Term, ...] = ()
    innovations: tuple[Innovation, ...] = ()
    levels: tuple[LevelRow, ...] = ()


def load_registers(
    office: Office, ledger: Ledger, framework: Framework, documents: Collection[str]
) -> Registers:
    """Read the registers of a framework's folder, those that are there.

    Raises:
        DataError: If a cell cannot be taken, or a row names an unknown KPI, unit, kind or
            document.
    """
    folder = f"{FRAMEWORKS}/{framework.id}"

    def rows(name: str, model: type[FrameworkRow]) -> list[FrameworkRow]:
        path = f"{folder}/{name}.csv"
        if not office.has(path):
            return []
        places = ("document", "lines", "note")
        own = [column for column in model.model_fields if column not in places]
        found = read_rows(ledger.apply(load_table(office, path, [*own, *places])), model)
        raise_faults([fault for row in found for fault in _faults(row, framework, documents)])
        return list(found)

    glossary = rows("glossary", Term)
    innovations, levels = rows("innovations", Innovation), rows("levels", LevelRow)
    return Registers(
        tuple(row for row in glossary if isinstance(row, Term)),
        tuple(row for row in innovations if isinstance(row, Innovation)),
        tuple(row for row in levels if isinstance(row, LevelRow)),
    )


def _faults(row: FrameworkRow, framework: Framework, documents: Collection[str]) -> list[DataError]:
    links: list[tuple[str, str, Collection[str]]] = [("document", row.document, documents)]
    if isinstance(row, Term) and row.kpi:
        links.append(("kpi", row.kpi, framework.kpis))
    if isinstance(row, Innovation):
        links += [("units", unit, framework.units) for unit in row.units]
        links += [("kinds", kind, _KINDS) for kind in row.kinds]
    if isinstance(row, LevelRow):
        grades = [grade.grade for grade in framework.scales.get(row.scale, ())]
        links.append(("scale", row.scale, framework.scales))
        links += [("grade", row.grade, grades)] if grades else []
    return [
        DataError("framework.unknown", where=row.cell(column), found=name or "-",
                  near=nearest(name, known) or "-")
        for column, name, known in links
        if name not in known
    ]  # fmt: skip
