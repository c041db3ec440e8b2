"""What the printed figures of a year lack and contradict, as tables and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_analysis.assess.quality import PrintedQuality
from pmqa_analysis.blocks import Cell, Column, Passage, Row, Run, Table
from pmqa_analysis.clean import Issue
from pmqa_analysis.present.wording import Wording

__all__ = ["correction_items", "lacking_by_section", "printed_checks"]

_LACKING = ("not_reported", "in_process", "not_applicable")
_CORRECTIONS = ("corrected", "dropped", "flagged")


def lacking_by_section(quality: PrintedQuality, words: Wording) -> Table:
    """Return how many figures each section states, and how many lack a value, by the reason.

    A reason that no figure has is left out.
    """
    reasons = [reason for reason in _LACKING if quality.lacking[reason].value]
    total = Row(
        kind="total",
        cells=(Cell(text=words.text("quality.all_sections")), words.cell(quality.stated),
               *(words.cell(quality.lacking[reason]) for reason in reasons)),
    )  # fmt: skip
    return Table(
        name="lacking_by_section",
        caption=words.text("caption.quality_sections"),
        columns=(
            Column(title=words.text("column.section"), width=5, row_header=True),
            Column(title=words.text("column.quality_stated"), width=1.1, align="end"),
            *(Column(title=words.text(f"column.quality_{reason}"), width=1.3, align="end")
              for reason in reasons),
        ),
        rows=(
            *(
                Row(cells=(
                    Cell(text=words.title(one.section)), words.cell(one.stated),
                    *(words.cell(one.lacking[reason]) for reason in reasons),
                ))
                for one in quality.sections
            ),
            total,
        ),
        notes=(words.text("note.quality_zero"),),
    )  # fmt: skip


def printed_checks(quality: PrintedQuality, words: Wording) -> Iterator[Passage]:
    """Yield what the figures lack besides values: earlier years, targets, bases, dates."""
    checks = {
        "one_year": quality.one_year, "no_target": quality.no_target,
        "without_base": quality.without_base, "undated": quality.undated,
    }  # fmt: skip
    for name, count in checks.items():
        if count.value:
            yield words.say(f"quality.{name}", style="item", count=count, measures=quality.measures)


def correction_items(issues: Sequence[Issue], words: Wording) -> Iterator[Passage]:
    """Yield each correction applied: where, and why; a sentence where there is none."""
    applied = [issue for issue in issues if issue.kind in _CORRECTIONS]
    if not applied:
        yield words.say("quality.no_corrections")
    for issue in applied:
        reason = issue.reason_th if words.language == "th" else issue.reason_en
        yield words.passage(
            words.strong(words.text(f"issue_kind.{issue.kind}")),
            words.runs("quality.correction", address=(Run(text=issue.address),), reason=reason),
            style="item",
        )  # fmt: skip
