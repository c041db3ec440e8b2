"""Tables of one survey's groups, each held against the target of all."""

from __future__ import annotations

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.measure.targets import GroupTarget
from pmqa_analysis.present.surveys.cells import interval_cell, suppression_note
from pmqa_analysis.present.surveys.labels import SurveyLabels
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.year.measured import SurveyYears

__all__ = ["group_target_table", "group_target_tables"]

_VERDICTS: dict[str, Tone] = {"met": "good", "not_met": "bad", "no_result": "muted"}


def group_target_tables(survey: SurveyYears, kind: str, words: Wording) -> list[Table]:
    """Return a table for each group by which a survey is broken down; none without a target."""
    tables = (group_target_table(survey, kind, by, words) for by in survey.breakdowns)
    return [table for table in tables if table is not None]


def group_target_table(survey: SurveyYears, kind: str, by: str, words: Wording) -> Table | None:
    """Return each category: its base, result and interval, and whether the target is reached."""
    found = survey.groups_against_target(survey.score_of(kind), by)
    if not found:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    names = {where[by]: name for where, name in labels.categories(by)}
    rows = [_row(names.get(one.category, one.category), one, words) for one in found]
    scale = "" if found[0].target.unit else "_index"
    return Table(
        name=f"{survey.survey}_{kind}_target_by_{by}",
        caption=words.text(
            f"survey_caption.group_targets{scale}", group=labels.group(by), year=survey.year,
            kind=words.text(f"survey_kind_score.{kind}"), target=found[0].target,
        ),
        columns=(
            Column(title=labels.group(by), width=3.2, row_header=True),
            Column(title=words.text("survey_label.base"), width=0.9, align="end"),
            Column(title=words.text("survey_column.result"), width=0.9, align="end"),
            Column(title=words.text("survey_column.interval"), width=1.6, align="center"),
            Column(title=words.text("column.verdict"), width=1.2, align="center"),
        ),
        rows=tuple(rows),
        notes=(words.text("survey_note.group_target"), *suppression_note(rows, survey, words)),
    )  # fmt: skip


def _row(name: str, one: GroupTarget, words: Wording) -> Row:
    verdict = Cell(text=words.text(f"survey_verdict.{one.verdict}"), tone=_VERDICTS[one.verdict])
    figures = (words.cell(one.n), words.cell(one.actual), interval_cell(one.actual, words))
    return Row(cells=(Cell(text=name), *figures, verdict))
