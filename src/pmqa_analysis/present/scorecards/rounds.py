"""A framework inside another report: what is known of it, and its KPIs round by round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmqa_analysis.assess.scorecards.attainment import PartStatus
from pmqa_analysis.assess.scorecards.scorecard import Scorecard
from pmqa_analysis.blocks import Block, Cell, Column, Row, Table
from pmqa_analysis.clean.scorecards.model import Part
from pmqa_analysis.present.scorecards.cells import kpi_label, verdict_cell
from pmqa_analysis.present.scorecards.plan import plan_answer, tree_table
from pmqa_analysis.present.scorecards.summary import score_answer
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = ["framework_blocks", "rounds_table"]


def framework_blocks(
    scorecards: Sequence[Scorecard], counts: Mapping[str, Result], statuses: Sequence[PartStatus],
    words: Wording,
) -> Iterator[Block]:  # fmt: skip
    """Yield how a framework stands, and where the rest of it is told.

    A framework with weights has a total, and what each KPI has secured; a plan without has the
    counts of its KPIs, and its strategies.

    Args:
        scorecards: The framework at its rounds, the earliest first.
        counts: Of its KPIs, at the last round.
        statuses: Of its parts, at the last round.
        words: The report's words.
    """
    last = scorecards[-1]
    if last.total is None:
        yield words.passage(plan_answer(counts, last.framework, words))
        yield tree_table([status for status in statuses if not status.depth], words)
    else:
        yield words.passage(score_answer(last, words))
        yield rounds_table(scorecards, words)
    head = words.pick(last.framework.head, "name")
    yield words.say("category_framework_pointer", style="note", framework=head)


def rounds_table(scorecards: Sequence[Scorecard], words: Wording) -> Table:
    """Return what each KPI has secured at each round, under what it serves, and its verdict."""
    group = words.text("rounds.score")
    return Table(
        name="rounds", caption=words.text("rounds.caption"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), width=4.4, row_header=True),
            *(Column(title=words.text("rounds.months", months=one.months), width=1.1,
                     align="end", group=group) for one in scorecards),
            Column(title=words.text("kpi_column.kpi_verdict"), width=1.8, align="center"),
        ),
        rows=tuple(
            row for part in scorecards[-1].framework.components
            for row in _part_rows(part, scorecards, words)
        ),
        notes=(words.text("rounds.note"),), size="small",
    )  # fmt: skip


def _part_rows(part: Part, scorecards: Sequence[Scorecard], words: Wording) -> Iterator[Row]:
    """Yield a part's own row and its KPIs', or those of the parts below it."""
    framework = scorecards[-1].framework
    below = framework.parts_below(part.part)
    for each in below:
        yield from _part_rows(each, scorecards, words)
    if not below:
        yield Row(kind="group", cells=(Cell(text=words.pick(part, "name")),))
        yield from (_row(kpi.kpi, scorecards, words) for kpi in framework.kpis_of(part.part))


def _row(name: str, scorecards: Sequence[Scorecard], words: Wording) -> Row:
    kpi = scorecards[-1].kpis[name]
    secured = [words.cell(one.kpis[name].floor) for one in scorecards]
    return Row(cells=(Cell(text=kpi_label(kpi.kpi, words)), *secured, verdict_cell(kpi, words)))
