"""A year's set after a run: its manifest and the page that lists it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pmqa_analysis.office import Office
from pmqa_analysis.publish.files import write_atomically
from pmqa_analysis.publish.index import IndexEntry, index_html
from pmqa_analysis.publish.manifest import ReportRecord, Verification, make_manifest, write_manifest
from pmqa_analysis.publish.run import Outcome
from pmqa_analysis.settings import YearSettings
from pmqa_analysis.thai import buddhist_datetime

__all__ = ["INDEX", "write_set"]

INDEX = "index.html"
_FILES = {
    "html": "report.html", "pdf": "report.pdf", "docx": "report.docx", "xlsx": "tables.xlsx",
    "notebook": "notebook.ipynb", "results": "results.csv",
}  # fmt: skip


def write_set(
    office: Office,
    settings: YearSettings,
    folder: Path,
    outcomes: Sequence[Outcome],
    *,
    verification: Verification,
    place_of: Callable[[str], str] = str,
) -> Path:
    """Write ``manifest.json`` and ``index.html`` of a year's set; return the index' path.

    Args:
        office: The office.
        settings: The year's settings.
        folder: ``<out>/<fiscal year>``.
        outcomes: How the jobs of this run ended.
        verification: Whether the figures agree with the print.
        place_of: Says where a report's files stand, relative to the index.
    """
    manifest = make_manifest(office, settings, folder, outcomes, verification=verification)
    write_manifest(folder, manifest)
    facts = {
        "office": f"{office.card.name_th} / {office.card.name_en}",
        "fiscal_year": str(settings.fiscal_year),
        "made_at": buddhist_datetime(manifest.made_at),
        "verification": verification.sentence,
        "simulated": "ข้อมูลจำลอง" if office.card.simulated else "",
    }
    page = index_html([_entry(record, place_of) for record in manifest.reports], facts)
    write_atomically(folder / INDEX, page)
    return folder / INDEX


def _entry(record: ReportRecord, place_of: Callable[[str], str]) -> IndexEntry:
    done, failure = record.done, record.failure
    place = place_of(record.report) if done else ""
    links = {name: f"{place}/{file}" for name, file in _FILES.items()} if done else {}
    return IndexEntry(
        report=record.report,
        title=done.title if done else "",
        state=record.state,
        reason=f"{failure.th} {failure.en}" if failure else "",
        pages=done.pages if done else None,
        size_bytes=sum(file.size for file in done.files.values()) if done else None,
        seconds=done.seconds if done else None,
        **links,
    )
