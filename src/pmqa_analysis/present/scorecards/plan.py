"""A plan on a sheet: its tree with status, KPIs against targets, rubrics, grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmqa_analysis.assess.scorecards.attainment import Attainment, PartStatus
from pmqa_analysis.assess.scorecards.kpi_score import KpiVerdict
from pmqa_analysis.assess.scorecards.scorecard import Scorecard
from pmqa_analysis.assess.scorecards.trends import Trend
from pmqa_analysis.blocks import Cell, Column, Passage, Row, Run, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.printed import Target
from pmqa_analysis.present.scorecards.cells import kpi_title, score_cell, verdict_cell
from pmqa_analysis.present.scorecards.requirements import threshold_text
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result, exact_text

__all__ = ["grade_items", "plan_answer", "rubrics_table", "targets_table", "tree_table",
           "unscored_table"]  # fmt: skip

_SIGNS = {">=": "≥", "<=": "≤", "=": "≥"}
_VERDICTS: Mapping[str, tuple[str, Tone]] = {
    "met": ("✓", "good"), "not_met": ("✗", "bad"), "depends": ("△", "caution"),
    "no_result": ("…", "muted"), "no_target": ("–", "muted"),
}  # fmt: skip
_COUNTS: tuple[KpiVerdict, ...] = ("met", "partly_met", "not_met", "not_yet_measurable")


def plan_answer(
    counts: Mapping[str, Result], framework: Framework, words: Wording
) -> tuple[Run, ...]:
    """Return how many KPIs have a result, how many reach their target, how many are open."""
    kinds = [part.kind for part in framework.parts.values()]
    verdicts = [words.runs(f"plan_sheet.{name}", count=counts[name]) for name in _VERDICTS
                if counts[name].value]  # fmt: skip
    return words.runs(
        "plan_sheet.answer", strategies=kinds.count("strategy"), projects=kinds.count("project"),
        kpis=counts["kpis"], measured=counts["measured"], scored=counts["scored"],
        verdicts=words.clauses(verdicts),
    )  # fmt: skip


def tree_table(statuses: Sequence[PartStatus], words: Wording) -> Table:
    """Return the tree of strategies, tactics, plans and projects with the status of their KPIs."""
    return Table(
        name="tree", caption=words.text("kpi_caption.tree"),
        columns=(
            Column(title=words.text("kpi_column.part"), width=5.6, row_header=True),
            *(Column(title=words.text(f"plan_column.{name}"), width=0.95, align="center")
              for name in ("kpis", *_COUNTS)),
        ),
        rows=tuple(_tree_row(status, words) for status in statuses),
        notes=(words.text("kpi_note.tree"),), size="small",
    )  # fmt: skip


def _tree_row(status: PartStatus, words: Wording) -> Row:
    part = status.part
    text = words.text(
        f"plan_part.{part.kind}", number=part.part.removeprefix("S"), name=words.pick(part, "name")
    )
    counts = [words.cell(status.kpis), *(words.cell(status.counts[name]) for name in _COUNTS)]
    cells = (Cell(text=text), *counts)
    return Row(cells=cells) if status.depth else Row(kind="total", cells=cells)


def targets_table(attainments: Sequence[Attainment], framework: Framework, words: Wording) -> Table:
    """Return every KPI with its targets, its value and whether it reaches them, by strategy."""
    rows: list[Row] = []
    for strategy in framework.components:
        own = {kpi.kpi for kpi in framework.kpis_of(strategy.part)}
        name = words.text("plan_part.strategy", number=strategy.part.removeprefix("S"),
                          name=words.pick(strategy, "name"))  # fmt: skip
        rows.append(Row(kind="group", cells=(Cell(text=name),)))
        rows += [_target_row(one, framework, words) for one in attainments if one.kpi.kpi in own]
    return Table(
        name="targets", caption=words.text("kpi_caption.targets", count=len(attainments)),
        columns=(
            Column(title=words.text("kpi_column.kpi_name"), width=5.4, row_header=True),
            Column(title=words.text("kpi_column.target"), width=2.2),
            Column(title=words.text("kpi_column.value"), width=1.2, align="end"),
            Column(title=words.text("kpi_column.kpi_verdict"), width=1.6, align="center"),
        ),
        rows=tuple(rows), notes=(words.text("kpi_note.targets"),), size="small",
    )  # fmt: skip


def _target_row(one: Attainment, framework: Framework, words: Wording) -> Row:
    first = one.tests[0].figure.id if one.tests else None
    shown = _targets_text(one, words)
    if not shown:
        printed = [row.printed for row in framework.targets if row.kpi == one.kpi.kpi]
        shown = next(iter(printed), "-")
    sign, tone = _VERDICTS[one.verdict]
    verdict = Cell(text=f"{sign} {words.text(f'target_verdict.{one.verdict}')}", tone=tone)
    return Row(cells=(
        Cell(text=kpi_title(one.kpi, words)), Cell(text=words.digits(shown), result=first),
        score_cell(one.actual, words), verdict,
    ))  # fmt: skip


def _targets_text(one: Attainment, words: Wording) -> str:
    """Return the targets that the value is held to, each different one once."""
    texts = dict.fromkeys(_target_text(test.target, words) for test in one.tests)
    return words.text("plan_sheet.or").join(texts)


def _target_text(target: Target, words: Wording) -> str:
    sign = _SIGNS.get(target.operator, target.operator)
    return threshold_text(sign, exact_text(target.target), target.unit_th, words)


def rubrics_table(card: Scorecard, words: Wording) -> Table:
    """Return each rubric with its KPIs, its items met, its score and the range still open."""
    rows = []
    for name in card.framework.rubrics:
        kpis = [kpi for kpi in card.kpis.values() if kpi.kpi.rubric == name]
        if not kpis:
            continue
        first = kpis[0]
        met = words.text(
            "plan_sheet.items_met", met=len(first.items_in("met")), items=len(first.items)
        )
        ends = "" if first.floor.value == first.ceiling.value else words.text(
            "score.between", low=first.floor, high=first.ceiling)  # fmt: skip
        rows.append(Row(cells=(
            Cell(text=words.listing([words.digits(kpi.kpi.kpi) for kpi in kpis])),
            Cell(text=met), score_cell(first.score, words), Cell(text=ends),
            verdict_cell(first, words),
        )))  # fmt: skip
    return Table(
        name="rubrics", caption=words.text("kpi_caption.rubrics", count=len(rows)),
        columns=(
            Column(title=words.text("kpi_column.kpis_of_rubric"), width=3.6, row_header=True),
            Column(title=words.text("kpi_column.items_met"), width=1.2, align="center"),
            Column(title=words.text("kpi_column.score"), width=1.2, align="end"),
            Column(title=words.text("kpi_column.ends"), width=2.4, align="center"),
            Column(title=words.text("kpi_column.kpi_verdict"), width=1.6, align="center"),
        ),
        rows=tuple(rows), notes=(words.text("kpi_note.not_yet_measurable"),), size="small",
    )  # fmt: skip


def unscored_table(framework: Framework, words: Wording) -> Table | None:
    """Return the KPIs that their own rubric never scores, and why; None where each is scored."""
    found = [kpi for kpi in framework.kpis.values() if kpi.rubric_scores != "yes"]
    if not found:
        return None
    return Table(
        name="unscored", caption=words.text("kpi_caption.unscored", count=len(found)),
        columns=(
            Column(title=words.text("kpi_column.kpi_name"), width=5.4, row_header=True),
            Column(title=words.text("kpi_column.why_unscored"), width=2.8),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=kpi_title(kpi, words)),
                Cell(text=words.text(f"unscored.{kpi.rubric_scores}")),
            ))
            for kpi in found
        ),
        size="small",
    )  # fmt: skip


def grade_items(
    attainments: Sequence[Attainment], trends: Sequence[Trend], words: Wording
) -> Iterator[Passage]:
    """Yield each graded KPI: value, grade, target, earlier years, and other agencies' results."""
    for one in attainments:
        if one.kpi.measure_type != "grade":
            continue
        grade = words.pick(one.grade, "name") if one.grade else words.text("score.none")
        yield words.passage(
            words.strong(kpi_title(one.kpi, words)),
            words.runs("plan_sheet.grade", value=one.actual, grade=grade,
                       targets=_targets_text(one, words),
                       verdict=words.text(f"target_verdict.{one.verdict}")), style="item",
        )  # fmt: skip
        for trend in trends:
            if trend.measure == one.kpi.kpi:
                yield from _printed_grades(trend, words)


def _printed_grades(trend: Trend, words: Wording) -> Iterator[Passage]:
    own = [(words.text("plan_sheet.own_agency"), result) for result in trend.actuals.values()]
    for agency, result in [*own, *trend.benchmarks]:
        if result.value is not None:
            yield words.say("plan_sheet.printed_grade", style="item", agency=agency,
                            year=result.fiscal_year or 0, value=result)  # fmt: skip
