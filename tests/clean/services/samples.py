"""Small registers of FY 2563 (1 October 2019 to 30 September 2020), of which tests change rows."""

from __future__ import annotations

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.complaints import COMPLAINT_COLUMNS, load_complaints
from pmqa_analysis.clean.services.resource_use import RESOURCE_COLUMNS, load_resource_use
from tests.offices import csv_text

CASES, USES = "raw/2563/complaints.csv", "raw/2563/resource_use.csv"


def case(number, received, answered="", **more):
    """Return a row of the register: a complaint by the internet, unless told otherwise."""
    row = {"id": number, "kind": "complaint", "channel": "internet", "bureau": "สำนัก ก"}
    return row | {"received": received, "answered": answered} | more


def use(month, count, base="", **more):
    """Return a row of paper that a bureau used."""
    row = {"month": month, "bureau": "สำนัก ก", "kind": "paper", "count": count, "base": base}
    return row | more


def cases_of(tiny, *rows):
    """Return the cases of a register of these rows."""
    return load_complaints(tiny({CASES: csv_text(COMPLAINT_COLUMNS, rows)}), Ledger(), CASES, 2563)


def uses_of(tiny, *rows):
    """Return the uses of a register of these rows."""
    return load_resource_use(tiny({USES: csv_text(RESOURCE_COLUMNS, rows)}), Ledger(), USES, 2563)
