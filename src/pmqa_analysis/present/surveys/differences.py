"""Tables of comparisons: each difference with its interval, its tests, and its state in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.measure.comparison import Comparison
from pmqa_analysis.measure.targets import TargetComparison
from pmqa_analysis.present.surveys.cells import interval_cell
from pmqa_analysis.present.surveys.labels import SurveyLabels
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result
from pmqa_analysis.settings import Benchmark
from pmqa_analysis.year.measured import SurveyYears

__all__ = [
    "benchmark_tables",
    "changes_table",
    "groups_table",
    "groups_tables",
    "rest_signs",
    "state_text",
    "target_table",
]

_VERDICTS: dict[str, Tone] = {"met": "good", "not_met": "bad", "no_result": "muted"}
_TONES: dict[str, Tone] = {"changed": "plain", "no_evidence": "plain", "not_tested": "muted"}


def state_text(comparison: Comparison, words: Wording) -> str:
    """Return what may be said of a comparison, with its sign, and why where it is not tested."""
    if comparison.state == "not_tested":
        reason = words.text(f"survey_reason.{comparison.reason}")
        return words.text("survey_sign.not_tested", reason=reason)
    kind = "year" if comparison.kind in ("year", "paired_year", "trend") else "group"
    direction = comparison.direction if comparison.kind != "groups" else "any"
    state = comparison.state
    key = f"{state}_{kind}_{direction}" if state == "changed" else f"{state}_{kind}"
    return words.text(f"survey_sign.{key}")


def changes_table(
    survey: SurveyYears, comparisons: Sequence[Comparison], words: Wording, *, name: str
) -> Table | None:
    """Return items or scores against an earlier year; the sound test decides, the others beside.

    None where there is nothing to compare.
    """
    if not comparisons:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    before = comparisons[0].against
    tests = _tests_beside(comparisons)
    rows = [_change_row(one, tests, labels, words) for one in comparisons]
    notes = [words.text("survey_note.sound_test", before=before)]
    if any(one.shown_disagree for one in comparisons):
        notes.append(words.text("survey_note.shown_disagree"))
    return Table(
        name=f"{survey.survey}_{name}_from_{before}",
        caption=words.text("survey_caption.changes", before=before, year=survey.year,
                           what=labels.subject(comparisons[0].name),
                           statistic=words.text(f"survey_axis.{_shown_as(comparisons[0])}")),
        columns=(
            Column(title=words.text("survey_column.item"), width=2.8, row_header=True),
            Column(title=words.text("column.year", year=before), width=0.8, align="end"),
            Column(title=words.text("column.year", year=survey.year), width=0.8, align="end"),
            Column(title=words.text("survey_column.difference"), width=0.9, align="end"),
            Column(title=words.text("survey_column.interval"), width=1.8, align="center"),
            Column(title=words.text("survey_column.effect"), width=0.8, align="end"),
            Column(title=words.text("survey_column.p_adjusted"), width=0.9, align="end"),
            *(Column(title=words.text(f"survey_test.{test}"), width=0.9, align="end",
                     group=words.text("survey_column.beside")) for test in tests),
            Column(title=words.text("survey_column.state"), width=2),
        ),
        rows=tuple(rows), notes=tuple(notes), size="small",
    )  # fmt: skip


def target_table(
    survey: SurveyYears, compared: Sequence[TargetComparison], words: Wording
) -> Table | None:
    """Return each score with a target: result, verdict on the exact value, and how sure it is."""
    if not compared:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    rows = [
        Row(cells=(
            Cell(text=labels.measure(one.name)), words.cell(one.target),
            words.cell(one.actual), interval_cell(one.actual, words),
            Cell(text=words.text(f"survey_verdict.{one.verdict}"),
                 tone=_VERDICTS[one.verdict]),
            Cell(text=state_text(one.comparison, words) if one.comparison
                 else words.text("survey_sign.not_tested",
                                 reason=words.text("survey_reason.answers_not_independent"))),
        ))
        for one in compared
    ]  # fmt: skip
    percent = words.text("caption.in_percent") if all(one.target.unit for one in compared) else ""
    return Table(
        name=f"{survey.survey}_targets",
        caption=words.text("survey_caption.targets", year=survey.year) + percent,
        columns=(
            Column(title=words.text("survey_column.item"), width=3, row_header=True),
            Column(title=words.text("column.target"), width=0.9, align="end"),
            Column(title=words.text("survey_column.result"), width=0.9, align="end"),
            Column(title=words.text("survey_column.interval"), width=1.6, align="center"),
            Column(title=words.text("column.verdict"), width=1.2, align="center"),
            Column(title=words.text("survey_column.against_target"), width=2.2),
        ),
        rows=tuple(rows), notes=(words.text("survey_note.target"),),
    )  # fmt: skip


def benchmark_tables(survey: SurveyYears, words: Wording) -> list[Table]:
    """Return a table for each other office that figures are given of: theirs, ours, the state."""
    labels = SurveyLabels(survey.codebook, survey.year, words)
    return [
        _benchmark_table(survey, benchmark, compared, labels)
        for benchmark, compared in survey.against_benchmarks()
    ]


def groups_tables(survey: SurveyYears, names: Sequence[str], words: Wording) -> list[Table]:
    """Return items or scores over all categories of each group by which it is broken down."""
    found = (groups_table(survey, survey.between_groups(names, by), by, words)
             for by in survey.breakdowns)  # fmt: skip
    return [table for table in found if table is not None]


def groups_table(
    survey: SurveyYears, comparisons: Sequence[Comparison], by: str, words: Wording
) -> Table | None:
    """Return items or scores over all categories of a group: effect, the tests, the state."""
    if not comparisons:
        return None
    labels = SurveyLabels(survey.codebook, survey.year, words)
    tests = _tests_beside(comparisons)
    rows = [
        Row(cells=(
            Cell(text=labels.measure(one.name)), _cell(one.effect, words),
            _cell(one.p_adjusted, words), *_beside(one, tests, words),
            Cell(text=state_text(one, words), tone=_TONES[one.state]),
        ))
        for one in comparisons
    ]  # fmt: skip
    return Table(
        name=f"{survey.survey}_between_{by}",
        caption=words.text("survey_caption.groups", group=labels.group(by), year=survey.year),
        columns=(
            Column(title=words.text("survey_column.item"), width=3, row_header=True),
            Column(title=words.text("survey_column.effect"), width=0.9, align="end"),
            Column(title=words.text("survey_column.p_adjusted"), width=0.9, align="end"),
            *(Column(title=words.text(f"survey_test.{test}"), width=0.95, align="end",
                     group=words.text("survey_column.beside")) for test in tests),
            Column(title=words.text("survey_column.state"), width=2.4),
        ),
        rows=tuple(rows), notes=(words.text("survey_note.sound_groups"),), size="small",
    )  # fmt: skip


def _benchmark_table(
    survey: SurveyYears, benchmark: Benchmark, compared: Sequence[Comparison], labels: SurveyLabels
) -> Table:
    words = labels.words
    other = words.pick(benchmark, "name") or benchmark.name_th
    return Table(
        name=f"{survey.survey}_against_{benchmark.id}",
        caption=words.text("survey_caption.benchmark", other=other, year=survey.year),
        columns=(
            Column(title=words.text("survey_column.item"), width=3, row_header=True),
            Column(title=other, width=1.2, align="end"),
            Column(title=words.text("survey_column.result"), width=0.9, align="end"),
            Column(title=words.text("survey_column.difference"), width=0.9, align="end"),
            Column(title=words.text("survey_column.interval"), width=1.8, align="center"),
            Column(title=words.text("survey_column.state"), width=2.2),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=labels.measure(one.name)), words.cell(one.sides[1]),
                words.cell(one.sides[0]), _cell(one.difference, words),
                interval_cell(one.difference, words) if one.difference else _cell(None, words),
                Cell(text=state_text(one, words), tone=_TONES[one.state]),
            ))
            for one in compared
        ),
        notes=(words.text("survey_note.benchmark"),),
    )  # fmt: skip


def _change_row(one: Comparison, tests: Sequence[str], labels: SurveyLabels, words: Wording) -> Row:
    now, before = one.sides
    difference = one.difference
    return Row(cells=(
        Cell(text=labels.measure(one.name)), words.cell(before), words.cell(now),
        _cell(difference, words),
        interval_cell(difference, words) if difference is not None else _cell(None, words),
        _cell(one.effect, words), _cell(one.p_adjusted, words), *_beside(one, tests, words),
        Cell(text=state_text(one, words), tone=_TONES[one.state]),
    ))  # fmt: skip


def _shown_as(one: Comparison) -> str:
    return "mean" if one.statistic == "mean" else "percent_satisfied"


def _tests_beside(comparisons: Sequence[Comparison]) -> list[str]:
    """Return the conventional tests that stand beside, each once, in their order."""
    return list(dict.fromkeys(result.policy for one in comparisons for result in one.beside))


def _beside(one: Comparison, tests: Sequence[str], words: Wording) -> list[Cell]:
    found = {result.policy: result for result in one.beside}
    return [_cell(found.get(test), words) for test in tests]


def _cell(result: Result | None, words: Wording) -> Cell:
    return Cell(text="-", tone="muted") if result is None else words.cell(result)


def rest_signs(
    compared: Mapping[tuple[str, str], Comparison], words: Wording
) -> dict[tuple[str, str], str]:
    """Return the sign of each comparison with all others: an arrow where it was found to differ."""
    return {
        key: words.text(f"survey_arrow.{one.direction}")
        for key, one in compared.items()
        if one.state == "changed" and one.direction in ("higher", "lower")
    }
