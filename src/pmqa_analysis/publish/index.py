"""The first page of a report set: every report, what became of it, and where its files are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.publish.pages import render_page
from pmqa_analysis.rounding import shown

__all__ = ["STATES", "IndexEntry", "index_html"]

# State: sign, Thai, English. Another state is shown as it is named, as a fault.
STATES = {
    "built": ("✓", "จัดทำแล้ว", "Made"),
    "kept": ("✓", "ไม่เปลี่ยนแปลง", "Unchanged"),
    "failed": ("✗", "ไม่สำเร็จ", "Failed"),
    "not_built": ("○", "ยังไม่ได้จัดทำ", "Not run"),
}
_LINKS = (
    ("html", "HTML"),
    ("pdf", "PDF"),
    ("docx", "Word"),
    ("xlsx", "ตาราง / Tables (Excel)"),
    ("notebook", "สมุดงาน / Notebook"),
    ("results", "ตัวเลข / Results (CSV)"),
)
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One report of the set.

    Attributes:
        report: The report's id.
        title: Its title; the id is shown where a report that failed has none.
        state: One of :data:`STATES`.
        reason: Why it failed or was not run; empty otherwise.
        pages: Pages of the PDF; None where there is no PDF.
        size_bytes: Size of all its files.
        seconds: How long it took; None where it was not run.
        html: Address of the page relative to this one; empty where there is none.
        pdf: Address of the PDF.
        docx: Address of the Word file.
        xlsx: Address of the tables as an Excel workbook.
        notebook: Address of the executed notebook.
        results: Address of the results as CSV.
    """

    report: str
    title: str
    state: str
    reason: str = ""
    pages: int | None = None
    size_bytes: int | None = None
    seconds: float | None = None
    html: str = ""
    pdf: str = ""
    docx: str = ""
    xlsx: str = ""
    notebook: str = ""
    results: str = ""


def index_html(entries: Iterable[IndexEntry], facts: Mapping[str, str]) -> str:
    """Return the page that lists a report set, Thai first, English beside it.

    Args:
        entries: The reports in the order of the settings.
        facts: ``office``, ``fiscal_year``, ``made_at`` and ``verification`` (the sentence that
            says whether the set was verified); ``simulated`` with any text for a simulated set.
    """
    rows = [_row(entry) for entry in entries]
    done = sum(row["made"] is True for row in rows)
    return render_page(
        "index.html.j2", rows=rows, facts=facts, simulated=bool(facts.get("simulated")),
        done=done, all=len(rows),
    )  # fmt: skip


def _row(entry: IndexEntry) -> dict[str, object]:
    sign, thai, english = STATES.get(entry.state, ("✗", entry.state, entry.state))
    links = [(getattr(entry, name), text) for name, text in _LINKS if getattr(entry, name)]
    return {
        "entry": entry,
        "made": entry.state in ("built", "kept"),
        "sign": sign,
        "state": thai if thai == english else f"{thai} / {english}",
        "size": "" if entry.size_bytes is None else _megabytes(entry.size_bytes),
        "seconds": "" if entry.seconds is None else shown(Fraction(entry.seconds), 1),
        "links": links,
    }


def _megabytes(size: int) -> str:
    return f"{shown(Fraction(size, _MEGABYTE), 2)} MB"
