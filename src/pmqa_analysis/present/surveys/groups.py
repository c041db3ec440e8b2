"""Tables of one survey by groups: banners, the customer profile, dissatisfaction, suggestions."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.measure.layout import INDEX
from pmqa_analysis.present.surveys.cells import marked_cell, signed_cell, suppression_note
from pmqa_analysis.present.surveys.differences import rest_signs
from pmqa_analysis.present.surveys.labels import SurveyLabels
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.year.measured import SurveyYears

__all__ = [
    "banner_table",
    "banner_tables",
    "dissatisfaction_table",
    "priorities_table",
    "profile_table",
    "suggestions_table",
]  # fmt: skip

URGENT = 3
BASE = "base"
FEW, MANY = 5, 8


def banner_tables(
    survey: SurveyYears, kind: str, names: Sequence[str], words: Wording
) -> list[Table]:
    """Return a banner for each group by which the survey is broken down."""
    return [banner_table(survey, kind, names, by, words) for by in survey.breakdowns]


def banner_table(
    survey: SurveyYears, kind: str, names: Sequence[str], by: str, words: Wording
) -> Table:
    """Return scores, the categories of a group side by side; the base first.

    Many categories stand below each other instead, the scores side by side.

    A sign in a cell says that the category was found to differ from all others together.

    Args:
        survey: Counted by that group.
        kind: Of the questions.
        names: Of the scores; the first is that over all aspects, and stands last.
        by: Id of the group.
        words: The report's words.
    """
    labels = SurveyLabels(survey.codebook, survey.year, words)
    signs = rest_signs(survey.against_rest(names, by), words)
    whole, *aspects = names
    statistic = "mean" if whole.startswith(INDEX) else "percent_satisfied"

    def cell(name: str, where: dict[str, str]) -> Cell:
        if name == BASE:
            return words.cell(survey.figure(whole, "n", where=where))
        figure = survey.figure(name, statistic, where=where)
        return signed_cell(figure, signs.get((name, where.get(by, "")), ""), words)

    across = [({}, words.text("survey_label.everybody")), *labels.categories(by)]
    down = [(BASE, words.text("survey_label.base")),
            *((name, labels.score(name)) for name in (*aspects, whole))]  # fmt: skip
    is_turned = len(across) > MANY
    rows = (
        [_row(title, where == {}, [cell(name, where) for name, _ in down])
         for where, title in across]
        if is_turned else
        [_row(title, name in (BASE, whole), [cell(name, where) for where, _ in across])
         for name, title in down]
    )  # fmt: skip
    titles = [title for _, title in (down if is_turned else across)]
    corner = labels.group(by) if is_turned else words.text("survey_column.aspect")
    return Table(
        name=f"{survey.survey}_{kind}_by_{by}",
        caption=words.text(f"survey_caption.banner_{statistic}", survey=labels.survey,
                           group=labels.group(by), year=survey.year,
                           kind=words.text(f"survey_kind_score.{kind}")),
        columns=(
            Column(title=corner, width=2.6, row_header=True),
            *(Column(title=title, align="end", width=1.15) for title in titles),
        ),
        rows=tuple(rows),
        notes=(*([words.text("survey_note.signs")] if signs else []),
               *suppression_note(rows, survey, words)),
        size="small" if len(titles) > FEW else "normal",
    )  # fmt: skip


def _row(title: str, is_total: bool, cells: Sequence[Cell]) -> Row:
    return Row(kind="total" if is_total else "data", cells=(Cell(text=title), *cells))


def profile_table(survey: SurveyYears, by: str, words: Wording) -> Table | None:
    """Return the customer profile: each group of respondents against each aspect of its needs.

    Each cell has what the group expects (or, where nobody asked, how satisfied it is), in the
    mean of the answers; the highest of a group is marked. None without such a group.
    """
    kind = next((one for one in ("expectation", "importance", "need", "satisfaction")
                 if survey.aspect_scores(one)), None)  # fmt: skip
    if by not in survey.breakdowns or kind is None:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    aspects = survey.aspect_scores(kind)
    rows = []
    for where, name in labels.categories(by):
        needs = [survey.figure(score, "mean", where=where) for score in aspects.values()]
        highest = max((one.value for one in needs if one.value is not None), default=None)
        rows.append(Row(cells=(
            Cell(text=name), words.cell(survey.figure("respondents", "n", where=where)),
            *(marked_cell(one, words, is_marked=one.value is not None and one.value == highest)
              for one in needs),
        )))  # fmt: skip
    return Table(
        name=f"{survey.survey}_profile",
        caption=words.text("survey_caption.profile", group=labels.group(by), year=survey.year,
                           kind=words.text(f"survey_kind_score.{kind}")),
        columns=(
            Column(title=labels.group(by), width=2.6, row_header=True),
            Column(title=words.text("survey_column.n"), width=0.7, align="end"),
            *(Column(title=labels.aspect(one), width=1.3, align="end") for one in aspects),
        ),
        rows=tuple(rows),
        notes=(words.text("survey_note.highest_need"), *suppression_note(rows, survey, words)),
    )  # fmt: skip


def dissatisfaction_table(survey: SurveyYears, words: Wording) -> Table | None:
    """Return satisfaction and dissatisfaction beside each other, aspect by aspect."""
    good, bad = survey.aspect_scores("satisfaction"), survey.aspect_scores("dissatisfaction")
    shared = [aspect for aspect in good if aspect in bad]
    if not shared:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    rows = tuple(
        Row(cells=(
            Cell(text=labels.aspect(aspect)),
            words.cell(survey.figure(good[aspect], "percent_satisfied")),
            words.cell(survey.figure(good[aspect], "percent_dissatisfied")),
            words.cell(survey.figure(bad[aspect], "mean")),
            words.cell(survey.figure(bad[aspect], "percent_satisfied_top_two")),
            words.cell(survey.figure(bad[aspect], "n")),
        ))
        for aspect in shared
    )  # fmt: skip
    names = ("percent_satisfied", "percent_dissatisfied", "dissatisfaction_mean",
             "dissatisfaction_top_two", "dissatisfaction_n")  # fmt: skip
    return Table(
        name=f"{survey.survey}_dissatisfaction",
        caption=words.text("survey_caption.dissatisfaction", year=survey.year),
        columns=(
            Column(title=words.text("survey_column.aspect"), width=3, row_header=True),
            *(Column(title=words.text(f"survey_column.{name}"), width=1.3, align="end")
              for name in names),
        ),
        rows=rows,
        notes=(words.text("survey_note.dissatisfaction"), *suppression_note(rows, survey, words)),
    )  # fmt: skip


def priorities_table(survey: SurveyYears, kind: str, words: Wording) -> Table | None:
    """Return what to improve first: importance, performance, gap, PNI and quadrant, ranked by PNI.

    None where the survey does not ask both of any aspect.
    """
    needs = survey.needs(kind)
    if not needs:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    rows = tuple(
        Row(cells=(
            Cell(text=words.digits(number)), Cell(text=labels.aspect(one.aspect)),
            *(words.cell(figure) for figure in (one.wanted, one.found, one.gap, one.pni)),
            Cell(text=words.text(f"survey_quadrant.{one.quadrant}") if one.quadrant else "-"),
        ))
        for number, one in enumerate(needs, start=1)
    )  # fmt: skip
    names = ("performance", "gap", "pni")
    return Table(
        name=f"{survey.survey}_{kind}_priorities",
        caption=words.text("survey_caption.priorities", year=survey.year,
                           kind=words.text(f"survey_kind_score.{kind}")),
        columns=(
            Column(title=words.text("survey_column.number"), width=0.5, align="end"),
            Column(title=words.text("survey_column.aspect"), width=3, row_header=True),
            Column(title=words.text(f"survey_kind_score.{kind}"), width=1, align="end"),
            *(Column(title=words.text(f"survey_column.{name}"), width=1, align="end")
              for name in names),
            Column(title=words.text("survey_column.quadrant"), width=1.8),
        ),
        rows=rows,
        notes=(words.text("survey_note.pni"), *suppression_note(rows, survey, words)),
    )  # fmt: skip


def suggestions_table(survey: SurveyYears, words: Wording) -> Table | None:
    """Return the coded suggestions, most frequent first, the first three marked as urgent.

    None where the survey has no coded suggestions.
    """
    coded = [one for one in survey.codebook.multi_selects if one.kind == "suggestion"]
    if not coded:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    shares = [
        (survey.figure(option, "share"), name)
        for question in coded
        for option, name in labels.options(question.id)
    ]
    ranked = sorted(shares, key=lambda one: -(one[0].value or 0))
    rows = tuple(
        Row(cells=(
            Cell(text=words.digits(rank)), Cell(text=name),
            marked_cell(share, words, is_marked=rank <= URGENT and share.value is not None),
            Cell(text=words.text("survey_label.urgent") if rank <= URGENT else ""),
        ))
        for rank, (share, name) in enumerate(ranked, start=1)
    )  # fmt: skip
    base = survey.figure(labels.options(coded[0].id)[0][0], "n")
    return Table(
        name=f"{survey.survey}_suggestions",
        caption=words.text("survey_caption.suggestions", year=survey.year),
        columns=(
            Column(title=words.text("survey_column.number"), width=0.5, align="end"),
            Column(title=words.text("survey_column.suggestion"), width=4, row_header=True),
            Column(title=words.text("survey_column.share"), width=1.2, align="end"),
            Column(title=words.text("survey_column.urgency"), width=1.4),
        ),
        rows=rows,
        notes=(words.text("survey_note.suggestions", n=base),
               *suppression_note(rows, survey, words)),
    )  # fmt: skip
