"""Tables of one survey: who answered, every question, every aspect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.measure.bands import NEAR_CUT
from pmqa_analysis.present.surveys.cells import (
    band_cell,
    interval_cell,
    other_scale_note,
    suppression_note,
)
from pmqa_analysis.present.surveys.labels import SurveyLabels
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.rounding import shown
from pmqa_analysis.year.measured import SurveyYears

__all__ = ["aspect_table", "respondents_table", "topline_table"]

Where = Mapping[str, str]


def respondents_table(survey: SurveyYears, words: Wording) -> Table:
    """Return how many answered, by source and by each group: n, N and the response rate."""
    labels = SurveyLabels(survey.codebook, survey.year, words)
    rows = [_respondents_row(survey, words.text("survey_label.everybody"), {}, words)]
    for by in survey.breakdowns:
        rows.append(Row(kind="group", cells=(Cell(text=labels.group(by)),)))
        rows += [_respondents_row(survey, name, where, words)
                 for where, name in labels.categories(by)]  # fmt: skip
    return Table(
        name=f"{survey.survey}_respondents",
        caption=words.text("survey_caption.respondents", survey=labels.survey, year=survey.year),
        columns=(
            Column(title=words.text("survey_column.respondents"), width=4, row_header=True),
            Column(title=words.text("survey_column.n"), align="end"),
            Column(title=words.text("survey_column.population"), align="end"),
            Column(title=words.text("survey_column.response_rate"), align="end"),
        ),
        rows=tuple(rows),
        notes=suppression_note(rows, survey, words),
    )  # fmt: skip


def topline_table(survey: SurveyYears, kind: str, words: Wording) -> list[Table]:
    """Return every question of a kind: its answers in percent, mean, deviation, and percent.

    Questions on different scales stand in tables of their own.
    """
    labels = SurveyLabels(survey.codebook, survey.year, words)
    by_scale: dict[str, list[str]] = {}
    for name in survey.items_of(kind):
        by_scale.setdefault(survey.items[name][1].id, []).append(name)
    return [_topline(survey, kind, scale, names, labels) for scale, names in by_scale.items()]


def aspect_table(survey: SurveyYears, kind: str, words: Wording) -> Table:
    """Return the score of each aspect of a kind, and of all of them, with intervals and bands."""
    labels = SurveyLabels(survey.codebook, survey.year, words)
    whole = survey.score_of(kind)
    names = [*survey.aspect_scores(kind).values(), whole]
    is_index = whole.startswith("index-")
    rows = [_aspect_row(survey, name, labels, words, is_total=name == whole) for name in names]
    percent = () if is_index else (
        Column(title=words.text("survey_column.percent_satisfied"), width=1.1, align="end"),
        Column(title=words.text("survey_column.interval"), width=1.7, align="center"),
    )  # fmt: skip
    mean = "index" if is_index else "mean"
    return Table(
        name=f"{survey.survey}_{kind}_aspects",
        caption=words.text("survey_caption.aspects", survey=labels.survey, year=survey.year,
                           kind=words.text(f"survey_kind_score.{kind}")),
        columns=(
            Column(title=words.text("survey_column.aspect"), width=3.4, row_header=True),
            Column(title=words.text("survey_column.n"), width=0.7, align="end"),
            Column(title=words.text(f"survey_column.{mean}"), width=0.9, align="end"),
            Column(title=words.text("survey_column.interval"), width=1.7, align="center"),
            Column(title=words.text("survey_column.sd"), width=0.7, align="end"),
            *percent,
            Column(title=words.text("survey_column.band"), width=1.3),
        ),
        rows=tuple(rows),
        notes=(
            words.text("survey_note.near_cut", width=shown(NEAR_CUT, 2)),
            *other_scale_note(survey, kind, words),
            *suppression_note(rows, survey, words),
        ),
    )  # fmt: skip


def _respondents_row(survey: SurveyYears, name: str, where: Where, words: Wording) -> Row:
    names = ("n", "population", "response_rate")
    figures = [survey.figure("respondents", one, where=where) for one in names]
    return Row(cells=(Cell(text=name), *(words.cell(one) for one in figures)))


def _topline(
    survey: SurveyYears, kind: str, scale: str, names: Sequence[str], labels: SurveyLabels
) -> Table:
    words, codes = labels.words, survey.codebook.scale_by_id[scale]
    points = [f"share_{code}" for code in codes.answers]
    others = [f"share_{code}" for code in codes.non_answers]
    statistics = [*points, *others, "mean", "sd", "percent_satisfied"]
    rows = [
        Row(cells=(
            Cell(text=_asked_label(survey, name, labels)),
            words.cell(survey.figure(name, "n")), words.cell(survey.figure(name, "base")),
            *(words.cell(survey.figure(name, statistic)) for statistic in statistics),
            band_cell(survey.figure(name, "band"), survey.figure(name, "to_nearest_cut"), words),
        ))
        for name in names
    ]  # fmt: skip
    group = words.text("survey_column.answers")
    by_code = {one.code: one.th if words.language == "th" else one.en or one.th
               for one in codes.codes}  # fmt: skip
    titles = [by_code[code] for code in (*codes.answers, *codes.non_answers)]
    return Table(
        name=f"{survey.survey}_{kind}_{scale}_topline",
        caption=words.text("survey_caption.topline", survey=labels.survey, year=survey.year,
                           kind=words.text(f"survey_kind_score.{kind}")),
        columns=(
            Column(title=words.text("survey_column.question"), width=4.4, row_header=True),
            Column(title=words.text("survey_column.n"), width=0.75, align="end"),
            Column(title=words.text("survey_column.base"), width=0.75, align="end"),
            *(Column(title=title, width=0.95, align="end", group=group) for title in titles),
            Column(title=words.text("survey_column.mean"), width=0.8, align="end"),
            Column(title=words.text("survey_column.sd"), width=0.7, align="end"),
            Column(title=words.text("survey_column.percent_satisfied"), width=1, align="end"),
            Column(title=words.text("survey_column.band"), width=1.1),
        ),
        rows=tuple(rows),
        notes=(words.text("survey_note.shares"), words.text("survey_note.rounded_shares"),
               *suppression_note(rows, survey, words)),
        size="small",
    )  # fmt: skip


def _asked_label(survey: SurveyYears, name: str, labels: SurveyLabels) -> str:
    """Return a question, with the years in which it was asked where that was not all."""
    asked = [year for year in survey.years
             if name in {item.id for item, _ in survey.codebook.items_of(year)}]  # fmt: skip
    if len(asked) == len(survey.years):
        return labels.item(name)
    years = ", ".join(map(str, asked))
    return labels.item(name) + labels.words.text("survey_label.asked_in", years=years)


def _aspect_row(
    survey: SurveyYears, name: str, labels: SurveyLabels, words: Wording, *, is_total: bool
) -> Row:
    mean = survey.figure(name, "mean")
    percents: list[Cell] = []
    if not name.startswith("index-"):
        percent = survey.figure(name, "percent_satisfied")
        percents = [words.cell(percent), interval_cell(percent, words)]
    return Row(
        kind="total" if is_total else "data",
        cells=(
            Cell(text=labels.score(name)), words.cell(survey.figure(name, "n")),
            words.cell(mean), interval_cell(mean, words), words.cell(survey.figure(name, "sd")),
            *percents,
            band_cell(survey.figure(name, "band"), survey.figure(name, "to_nearest_cut"), words),
        ),
    )  # fmt: skip
