"""One fiscal year's data: the register, the figures of record, those elsewhere, the claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmqa_analysis.clean.claims import Claim, clean_claims
from pmqa_analysis.clean.indicators import COLUMNS, Indicator, clean_indicators
from pmqa_analysis.clean.kpi_sheets import clean_kpi_sheet
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.register import Register, load_register
from pmqa_analysis.errors import DataError
from pmqa_analysis.load import load_table
from pmqa_analysis.load.exports import ExportKind, load_export
from pmqa_analysis.load.limits import file_family
from pmqa_analysis.office import Office
from pmqa_analysis.settings import YearSettings

__all__ = ["YearData", "clean_year"]


@dataclass(frozen=True)
class YearData:
    """What an office knows of one fiscal year.

    ``of_record`` are the figures of the year's results; ``elsewhere`` are the figures that
    other sections of the sources state.
    """

    register: Register
    of_record: tuple[Indicator, ...]
    elsewhere: tuple[Indicator, ...]
    claims: tuple[Claim, ...]


def clean_year(office: Office, ledger: Ledger, settings: YearSettings) -> YearData:
    """Read and check all of a fiscal year's data.

    Raises:
        DataError: If a file or a cell cannot be taken, or a correction matches nothing.
    """
    register = load_register(office, ledger)

    def indicators(path: str | None) -> tuple[Indicator, ...]:
        if path is None:
            return ()
        return tuple(clean_indicators(ledger.apply(load_table(office, path, COLUMNS)), register))

    def claims(path: str | None) -> tuple[Claim, ...]:
        if path is None:
            return ()
        table = ledger.apply(load_table(office, path, list(Claim.model_fields)))
        return tuple(clean_claims(table, register))

    inputs = settings.inputs
    of_record = (*indicators(inputs.results), *_of_sheets(office, settings, register, ledger))
    elsewhere = indicators(inputs.elsewhere)
    _check_stated_once((*of_record, *elsewhere))
    return YearData(register, of_record, elsewhere, claims(inputs.claims))


def _of_sheets(
    office: Office, settings: YearSettings, register: Register, ledger: Ledger
) -> Iterator[Indicator]:
    """Yield the figures of the office's own sheets of results."""
    for entry in settings.inputs.sheets:
        kind: ExportKind = "workbook" if file_family(entry.path) == "workbook" else "csv"
        tables = load_export(
            office, entry.path, kind=kind, sheet=entry.sheet, header_row=entry.header_row
        )
        for table in tables:
            yield from clean_kpi_sheet(
                ledger.apply(table), register, year=settings.fiscal_year, section=entry.section,
                document=entry.document,
            )  # fmt: skip


def _check_stated_once(indicators: tuple[Indicator, ...]) -> None:
    first: dict[tuple[object, ...], Indicator] = {}
    for item in indicators:
        key = (item.measure, item.section, item.fiscal_year, item.kind)
        if first.setdefault(key, item) is not item:
            raise DataError("row.doubled", where=item.address, other=first[key].address)
