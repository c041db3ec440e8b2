"""Charts of one survey, made from its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmqa_analysis.blocks import Figure
from pmqa_analysis.present.surveys.dumbbell import years_chart
from pmqa_analysis.present.surveys.importance import importance_chart
from pmqa_analysis.present.surveys.labels import SurveyLabels
from pmqa_analysis.present.surveys.likert import likert_chart
from pmqa_analysis.present.surveys.marks import LikertRow, PlacedItem, YearsRow
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result
from pmqa_analysis.year.measured import SurveyYears

__all__ = ["answers_chart", "priorities_chart", "score_years_chart"]


def answers_chart(survey: SurveyYears, kind: str, words: Wording) -> list[Figure]:
    """Draw the answers to every question of a kind around the middle, a chart a scale."""
    labels = SurveyLabels(survey.codebook, survey.year, words)
    by_scale: dict[str, list[str]] = {}
    for name in survey.items_of(kind):
        by_scale.setdefault(survey.items[name][1].id, []).append(name)
    charts = [
        likert_chart(
            [_likert_row(survey, name, labels) for name in names], labels.points(scale), words,
            name=f"{survey.survey}_{kind}_{scale}_answers",
            caption=words.text("survey_caption.answers", survey=labels.survey, year=survey.year,
                               kind=words.text(f"survey_kind_score.{kind}")),
        )
        for scale, names in by_scale.items()
    ]  # fmt: skip
    return [chart for chart in charts if chart is not None]


def score_years_chart(
    survey: SurveyYears, kind: str, words: Wording, *, states: Mapping[str, str],
    target: Result | None = None,
) -> Figure | None:  # fmt: skip
    """Draw the aspects of a kind over the years, in percent or as an index.

    Args:
        survey: Of some years.
        kind: Of the questions.
        words: The report's words.
        states: For each score the state of its change against the year before.
        target: Of the score over all aspects.
    """
    labels = SurveyLabels(survey.codebook, survey.year, words)
    whole = survey.score_of(kind)
    is_index = whole.startswith("index-")
    statistic = "mean" if is_index else "percent_satisfied"
    names = [whole, *survey.aspect_scores(kind).values()]
    rows = [
        YearsRow(
            labels.score(name), survey.history(name, statistic),
            target if name == whole else None, states.get(name, "not_tested"),
        )
        for name in names
    ]  # fmt: skip
    first, last = survey.years[0], survey.years[-1]
    return years_chart(
        rows, words, name=f"{survey.survey}_{kind}_years",
        caption=words.text("survey_caption.years", survey=labels.survey, first=first, year=last,
                           kind=words.text(f"survey_kind_score.{kind}")),
        axis=words.text("survey_axis.index" if is_index else "survey_axis.percent_satisfied"),
    )  # fmt: skip


def priorities_chart(survey: SurveyYears, kind: str, words: Wording) -> Figure | None:
    """Draw importance or expectation against performance; None where nobody asked both."""
    centre = survey.needs_centre(kind)
    if centre is None:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    items = [
        PlacedItem(number, labels.aspect(one.aspect), one.wanted, one.found, one.quadrant or "")
        for number, one in enumerate(survey.needs(kind), start=1)
    ]
    return importance_chart(
        items, centre, words, name=f"{survey.survey}_{kind}_chart",
        caption=words.text("survey_caption.priorities", year=survey.year,
                           kind=words.text(f"survey_kind_score.{kind}")),
    )  # fmt: skip


def _likert_row(survey: SurveyYears, name: str, labels: SurveyLabels) -> LikertRow:
    answers: Sequence[int] = survey.items[name][1].answers
    shares = [survey.figure(name, f"share_{code}") for code in answers]
    return LikertRow(labels.item(name), shares, survey.figure(name, "n"))
