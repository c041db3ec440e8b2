"""Issues: what was found wrong, repaired or doubtful, with its address and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pmqa_analysis.errors import message

__all__ = ["Issue", "IssueKind", "Severity", "make_issue"]

Severity = Literal["info", "warning", "error"]

IssueKind = Literal[
    "corrected", "dropped", "flagged", "column_missing", "column_renamed", "column_reworded",
    "unknown_answer", "off_scale", "other_scale", "scale_mixed", "resembles_label",
    "labels_differ", "unreadable_time", "unknown_source", "outside_year", "doubled_id",
    "rejected", "duplicate", "straight_line", "too_fast", "level_before_lower",
    "hidden_row", "hidden_column", "note_below", "merged_title", "merged_cell", "summary_row",
    "header_repeated", "no_rows", "hidden_sheet", "sheet_not_read", "short_row",
    "mojibake_repaired", "mojibake", "error_value",
    "buddhist_year", "short_id", "date_1904", "partial",
    "unknown_text_section", "doubled_text_section", "unplaced_text", "unknown_figure",
    "unmatched_number", "claim_fails", "claim_unknown", "claim_untested", "claim_without_figure",
    "unprintable_letter",
    "tick_without_evidence", "value_falls", "units_differ", "units_differ_settled",
    "counts_differ", "score_without_reason", "score_without_evidence", "results_not_there",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing found in the office's data.

    Attributes:
        kind: Name of the kind: ``corrected``, ``flagged``, ``dropped`` …
        address: File, row and column.
        reason_th: Why, in Thai.
        reason_en: Why, in English.
        severity: ``info`` changes nothing; ``warning`` wants a look; ``error`` left an answer
            out.
        count: How many cells or rows it stands for, from its address on.
    """

    kind: IssueKind
    address: str
    reason_th: str
    reason_en: str
    severity: Severity = "warning"
    count: int = 1


_SEVERITIES: dict[str, Severity] = {
    "issue.unknown_text_section": "error",
    "issue.doubled_text_section": "error",
    "issue.unplaced_text": "warning",
    "issue.unknown_figure": "error",
    "issue.unmatched_number": "warning",
    "issue.claim_fails": "warning",
    "issue.claim_unknown": "warning",
    "issue.claim_untested": "info",
    "issue.claim_without_figure": "warning",
    "issue.unprintable_letter": "warning",
    "issue.column_missing": "error",
    "issue.column_renamed": "info",
    "issue.column_reworded": "warning",
    "issue.unknown_answer": "error",
    "issue.off_scale": "error",
    "issue.other_scale": "error",
    "issue.scale_mixed": "error",
    "issue.resembles_label": "warning",
    "issue.labels_differ": "info",
    "issue.unreadable_time": "error",
    "issue.unknown_source": "error",
    "issue.outside_year": "warning",
    "issue.doubled_id": "warning",
    "issue.rejected": "warning",
    "issue.duplicate": "warning",
    "issue.straight_line": "warning",
    "issue.too_fast": "warning",
    "issue.hidden_row": "info",
    "issue.hidden_column": "info",
    "issue.note_below": "warning",
    "issue.merged_title": "warning",
    "issue.merged_cell": "error",
    "issue.summary_row": "warning",
    "issue.header_repeated": "warning",
    "issue.hidden_sheet": "info",
    "issue.no_rows": "warning",
    "issue.sheet_not_read": "warning",
    "issue.short_row": "warning",
    "issue.mojibake_repaired": "info",
    "issue.mojibake": "error",
    "issue.error_value": "error",
    "issue.buddhist_year": "warning",
    "issue.short_id": "warning",
    "issue.date_1904": "warning",
    "issue.partial": "info",
    "issue.level_before_lower": "warning",
    "issue.tick_without_evidence": "warning",
    "issue.value_falls": "warning",
    "issue.units_differ": "error",
    "issue.units_differ_settled": "warning",
    "issue.counts_differ": "warning",
    "issue.score_without_reason": "warning",
    "issue.score_without_evidence": "warning",
    "issue.results_not_there": "warning",
}


def make_issue(kind: IssueKind, address: str, *, count: int = 1, **particulars: object) -> Issue:
    """Return an issue with the sentences of its kind.

    Args:
        kind: Its name; the sentences are the message ``issue.<kind>``.
        address: Of the cell, the row or the column.
        count: How many cells or rows it stands for.
        **particulars: What the sentences name: words of the codebook, never of an answer.
    """
    key = f"issue.{kind}"
    told = {name: str(value) for name, value in particulars.items()}
    th, en = message(key, where=address, **told)
    return Issue(kind, address, th, en, _SEVERITIES[key], count)
