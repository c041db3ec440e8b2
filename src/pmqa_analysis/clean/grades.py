"""Grades of indicators, such as AA of integrity and transparency: ``reference/grades.csv``."""

from __future__ import annotations

from collections.abc import Container, Mapping

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.printed import Grade
from pmqa_analysis.clean.scorecards.rows import read_rows
from pmqa_analysis.errors import DataError, raise_faults
from pmqa_analysis.load import load_table
from pmqa_analysis.office import Office

__all__ = ["GRADES", "load_grades"]

GRADES = "reference/grades.csv"


def load_grades(
    office: Office, ledger: Ledger, measures: Container[str]
) -> Mapping[str, tuple[Grade, ...]]:
    """Return the grades of each indicator that has any, the best first.

    The columns are those of a framework's grades; ``scale`` is the id of an indicator. An office
    without the file has none.

    Raises:
        DataError: If a row cannot be taken, or names an indicator that the register has not.
    """
    if not office.has(GRADES):
        return {}
    rows = read_rows(ledger.apply(load_table(office, GRADES, list(Grade.model_fields))), Grade)
    unknown = [row for row in rows if row.scale not in measures]
    raise_faults([
        DataError("grades.unknown_measure", where=row.cell("scale"), found=row.scale)
        for row in unknown
    ])  # fmt: skip
    found: dict[str, list[Grade]] = {}
    for row in rows:
        found.setdefault(row.scale, []).append(row)
    return {scale: tuple(sorted(own, key=lambda one: -(one.low or 0)))
            for scale, own in found.items()}  # fmt: skip
