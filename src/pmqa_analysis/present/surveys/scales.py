"""The reliability of an instrument, its lowest questions, and what drives the whole."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_analysis.blocks import Cell, Column, Figure, Row, Table
from pmqa_analysis.present.surveys.cells import interval_cell, suppression_note
from pmqa_analysis.present.surveys.importance import ranking_chart
from pmqa_analysis.present.surveys.labels import SurveyLabels
from pmqa_analysis.present.surveys.marks import RankedItem
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import result_id
from pmqa_analysis.year.measured import SurveyYears

__all__ = [
    "drivers_table", "item_fit_tables", "lowest_chart", "reliability_table", "structure_table",
]  # fmt: skip

LOWEST = 10


def reliability_table(survey: SurveyYears, kinds: Sequence[str], words: Wording) -> Table | None:
    """Return alpha with its interval, omega and n of each scale of some kinds.

    None where no scale has two questions or more.
    """
    names = [name for kind in kinds for name in survey.scales(kind)]
    if not names:
        return None
    rows = tuple(_scale_row(survey, name, words) for name in names)
    labels = SurveyLabels(survey.codebook, survey.year, words)
    titles = ("alpha", "interval", "omega", "mean_r")
    return Table(
        name=f"{survey.survey}_reliability",
        caption=words.text("survey_caption.reliability", survey=labels.survey, year=survey.year),
        columns=(
            Column(title=words.text("survey_column.scale"), width=3.4, row_header=True),
            Column(title=words.text("survey_column.questions"), width=0.8, align="end"),
            Column(title=words.text("survey_column.n"), width=0.8, align="end"),
            *(Column(title=words.text(f"survey_column.{title}"), align="end",
                     width=1.6 if title == "interval" else 1) for title in titles),
        ),
        rows=rows,
        notes=(words.text("survey_note.reliability"), *suppression_note(rows, survey, words)),
    )  # fmt: skip


def item_fit_tables(survey: SurveyYears, kinds: Sequence[str], words: Wording) -> list[Table]:
    """Return for the whole of each kind the item-total r, and alpha without each question."""
    wholes = [name for kind in kinds for name in survey.scales(kind) if "." not in name]
    return [_item_fit_table(survey, name, words) for name in wholes]


def structure_table(survey: SurveyYears, kind: str, words: Wording) -> Table | None:
    """Return the factor structure of a kind's questions: loadings, eigenvalues, adequacy.

    None where it has fewer than three questions, or no proper solution.
    """
    scale = next((name for name in survey.scales(kind) if "." not in name), None)
    if scale is None:
        return None
    found, measured = survey.structure(scale), survey.measured()
    factors = found.find(survey.year, measured.subject(scale).measure, "factors")
    if factors is None or factors.value is None:
        return None
    numbers = range(1, max(1, int(factors.value)) + 1)
    items = measured.counts.layout.scores[scale].items
    loadings = [
        [found.find(survey.year, measured.subject(item).measure, f"loading_{number}_in_{scale}")
         for number in numbers]
        for item in items
    ]  # fmt: skip
    if any(one is None for row in loadings for one in row):
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    fields = {name: found.find(survey.year, measured.subject(scale).measure, name) or factors
              for name in ("kmo", "bartlett_sphericity", "p_bartlett_sphericity")}  # fmt: skip
    return Table(
        name=f"{survey.survey}_{kind}_structure",
        caption=words.text("survey_caption.structure", scale=labels.score(scale),
                           year=survey.year),
        columns=(
            Column(title=words.text("survey_column.question"), width=5, row_header=True),
            *(Column(title=words.text("survey_column.factor", number=number), align="end")
              for number in numbers),
        ),
        rows=tuple(
            Row(cells=(Cell(text=labels.item(item)),
                       *(words.cell(one) for one in row if one is not None)))
            for item, row in zip(items, loadings, strict=True)
        ),
        notes=(words.text("survey_note.structure", factors=factors, **fields),),
        size="small",
    )  # fmt: skip


def drivers_table(
    survey: SurveyYears, outcome: str, names: Sequence[str], words: Wording
) -> Table | None:
    """Return what goes with an outcome: share of the variance explained, rank, correlation.

    Beside each dimension stand its three questions that go with the outcome most. None where
    too few answered everything.
    """
    drivers = survey.drivers(outcome, names)
    if not drivers:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    statistics = (f"importance_for_{outcome}", f"rank_for_{outcome}", f"r_with_{outcome}")
    rows = []
    for name, found in drivers:
        subject = survey.measured().subject(name)
        figures = [found.find(survey.year, subject.measure, one) for one in statistics]
        share, rank, r = (one or survey.figure(name, "n") for one in figures)
        top = "; ".join(labels.item(item) for item, _ in survey.strongest(outcome, name))
        rows.append(Row(cells=(
            words.cell(rank), Cell(text=labels.score(name)), words.cell(share),
            interval_cell(share, words), words.cell(r), Cell(text=top),
        )))  # fmt: skip
    return Table(
        name=f"{survey.survey}_drivers",
        caption=words.text("survey_caption.drivers", outcome=labels.measure(outcome),
                           year=survey.year),
        columns=(
            Column(title=words.text("survey_column.number"), width=0.6, align="end"),
            Column(title=words.text("survey_column.aspect"), width=2.2, row_header=True),
            Column(title=words.text("survey_column.importance_share"), width=1.1, align="end"),
            Column(title=words.text("survey_column.interval"), width=1.6, align="center"),
            Column(title=words.text("survey_column.r"), width=0.7, align="end"),
            Column(title=words.text("survey_column.top_items"), width=4),
        ),
        rows=tuple(rows), notes=(words.text("survey_note.drivers"),), size="small",
    )  # fmt: skip


def lowest_chart(survey: SurveyYears, kinds: Sequence[str], words: Wording) -> Figure | None:
    """Draw the lowest questions of some kinds by their mean, the lowest first.

    A question whose high answers are unfavourable has no place among them.
    """
    labels = SurveyLabels(survey.codebook, survey.year, words)
    names = [name for name in survey.items_of(*kinds) if not survey.items[name][0].reverse]
    means = [(survey.figure(name, "mean"), name) for name in names]
    known = sorted((one for one in means if one[0].value is not None),
                   key=lambda one: one[0].value or 0)  # fmt: skip
    items = [RankedItem(labels.item(name), mean) for mean, name in known[:LOWEST]]
    return ranking_chart(
        items, words, name=f"{survey.survey}_lowest",
        caption=words.text("survey_caption.lowest", count=len(items), year=survey.year),
        axis=words.text("survey_axis.mean"),
    )  # fmt: skip


def _scale_row(survey: SurveyYears, name: str, words: Wording) -> Row:
    found, measured = survey.reliability(name), survey.measured()
    labels = SurveyLabels(survey.codebook, survey.year, words)
    size = len(measured.counts.layout.scores[name].items)
    own = measured.subject(name).measure
    n, alpha, omega, mean_r = (
        found[result_id(survey.year, own, statistic)]
        for statistic in ("n_cases", "alpha", "omega_total", "mean_r")
    )
    return Row(
        kind="total" if "." not in name else "data",
        cells=(
            Cell(text=labels.score(name)), Cell(text=words.digits(size)), words.cell(n),
            words.cell(alpha), interval_cell(alpha, words), words.cell(omega),
            words.cell(mean_r),
        ),
    )  # fmt: skip


def _item_fit_table(survey: SurveyYears, name: str, words: Wording) -> Table:
    found, measured = survey.reliability(name), survey.measured()
    labels = SurveyLabels(survey.codebook, survey.year, words)
    statistics = (f"item_total_r_in_{name}", f"alpha_deleted_in_{name}")
    return Table(
        name=f"{survey.survey}_{name}_items",
        caption=words.text("survey_caption.item_fit", scale=labels.score(name), year=survey.year),
        columns=(
            Column(title=words.text("survey_column.question"), width=5, row_header=True),
            Column(title=words.text("survey_column.item_total_r"), width=1.3, align="end"),
            Column(title=words.text("survey_column.alpha_deleted"), width=1.3, align="end"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=labels.item(item)),
                *(words.cell(found[result_id(survey.year, measured.subject(item).measure, one)])
                  for one in statistics),
            ))
            for item in measured.counts.layout.scores[name].items
        ),
        size="small",
    )  # fmt: skip
