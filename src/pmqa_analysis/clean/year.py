"""One fiscal year's data: the register, the figures of record, those elsewhere, the claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmqa_analysis.clean.claims import Claim, clean_claims
from pmqa_analysis.clean.corrections import CORRECTIONS_FILE, Ledger, read_corrections
from pmqa_analysis.clean.indicators import COLUMNS, Indicator, clean_indicators
from pmqa_analysis.clean.issues import Issue
from pmqa_analysis.clean.kpi_sheets import clean_kpi_sheet
from pmqa_analysis.clean.register import Register, load_register
from pmqa_analysis.clean.surveys.codebook_file import load_codebook
from pmqa_analysis.errors import DataError
from pmqa_analysis.load import load_entries, load_table
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
    issues: tuple[Issue, ...]


def clean_year(office: Office, settings: YearSettings) -> YearData:
    """Read and check all of a fiscal year's data.

    Raises:
        DataError: If a file or a cell cannot be taken, or a correction matches nothing.
    """
    ledger = Ledger(read_corrections(load_entries(office, CORRECTIONS_FILE)))
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
    statements = claims(inputs.claims)
    ledger.check_all_used(belongs_elsewhere=lambda file: _is_read_elsewhere(office, settings, file))
    return YearData(register, of_record, elsewhere, statements, tuple(ledger.issues))


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


def _is_read_elsewhere(office: Office, settings: YearSettings, file: str) -> bool:
    """Return whether a file is of another year of the office, or a survey's or scorecard's."""
    others = [year for year in office.years if year != settings.fiscal_year]
    if any(file.startswith(f"raw/{year}/") for year in others):
        return True
    if file in {entry.results for entry in settings.scorecards}:
        return True
    codebooks = (load_codebook(office, survey.codebook) for survey in settings.surveys)
    return any(file in codebook.files() for codebook in codebooks)


def _check_stated_once(indicators: tuple[Indicator, ...]) -> None:
    first: dict[tuple[object, ...], Indicator] = {}
    for item in indicators:
        key = (item.measure, item.section, item.fiscal_year, item.kind)
        if first.setdefault(key, item) is not item:
            raise DataError("row.doubled", where=item.address, other=first[key].address)
