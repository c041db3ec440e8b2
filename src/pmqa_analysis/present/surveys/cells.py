"""Cells of survey tables: intervals, bands, signs, and the note on what is hidden."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_analysis.blocks import Cell, Row
from pmqa_analysis.measure.bands import NEAR_CUT
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result
from pmqa_analysis.year.measured import SurveyYears

__all__ = [
    "band_cell",
    "interval_cell",
    "marked_cell",
    "other_scale_note",
    "signed_cell",
    "suppression_note",
]


def interval_cell(result: Result, words: Wording) -> Cell:
    """Return the confidence interval of a figure as a cell; muted where it has none."""
    if result.low is None or result.high is None or result.decimals is None:
        text = words.shown(result) if result.status == "suppressed" else "-"
        return Cell(text=text, tone="muted")
    return Cell(text=words.interval(result), result=result.id)


def suppression_note(rows: Sequence[Row], survey: SurveyYears, words: Wording) -> tuple[str, ...]:
    """Return the note on suppressed cells, where a row has any."""
    mark = words.text("status.suppressed")
    hidden = any(cell.text == mark for row in rows for cell in row.cells)
    minimum = survey.entry.minimum_group
    return (words.text("survey_note.suppressed", minimum=minimum),) if hidden else ()


def other_scale_note(survey: SurveyYears, kind: str, words: Wording) -> tuple[str, ...]:
    """Return how many questions of a kind its scores leave out, being on another scale."""
    count = survey.left_out(kind)
    return (words.text("survey_note.other_scale", count=count),) if count else ()


def band_cell(band: Result, to_nearest: Result, words: Wording) -> Cell:
    """Return the name of a band, with a sign where the value is close to a cut."""
    if band.value is None:
        return words.cell(band)
    kind = "index_band" if band.policy == "index_bands" else "likert_band"
    name = words.text(f"survey_{kind}.{band.shown}")
    near = to_nearest.value is not None and to_nearest.value <= NEAR_CUT
    return Cell(text=f"{name} †" if near else name, result=band.id)


def signed_cell(result: Result, sign: str, words: Wording) -> Cell:
    """Return a figure with the sign of its comparison behind it."""
    cell = words.cell(result)
    return cell.model_copy(update={"text": f"{cell.text} {sign}"}) if sign else cell


def marked_cell(result: Result, words: Wording, *, is_marked: bool) -> Cell:
    """Return a figure, with a sign before it where it stands out."""
    cell = words.cell(result)
    return cell.model_copy(update={"text": f"▲ {cell.text}"}) if is_marked else cell
