"""The scorecard as the office prints it: components, groups, KPIs, weights, owners, scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmqa_analysis.assess.scorecards.outlook import Gain, Move
from pmqa_analysis.assess.scorecards.scorecard import PartScore, Scorecard
from pmqa_analysis.blocks import Cell, Column, Row, Run, Table
from pmqa_analysis.clean.scorecards.model import Part
from pmqa_analysis.present.scorecards.cells import (
    claimed_cell,
    kpi_label,
    kpi_title,
    owner_names,
    score_cell,
    state_cell,
    verdict_cell,
)
from pmqa_analysis.present.scorecards.figures import ScoreBar
from pmqa_analysis.present.scorecards.requirements import place_text
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import exact_text

__all__ = ["claims_table", "gains_table", "moves_table", "policies_table", "score_answer",
           "score_bars", "summary_table"]  # fmt: skip

LEADS = ("lead", "owner")


def score_answer(scorecard: Scorecard, words: Wording) -> tuple[Run, ...]:
    """Return the computed answer: the total, or what is known of it and between which ends."""
    total = scorecard.total
    policy = words.text(f"policy_name.{scorecard.policy}")
    if total is None:
        return ()
    fields: dict[str, str | int] = {"top": scorecard.framework.head.top, "policy": policy}
    if total.is_complete:
        return words.runs("score.answer", score=total.score, percent=total.percent, **fields)
    if not any(kpi.reported for kpi in scorecard.kpis.values()):
        return words.runs("score.answer_none", kpis=total.kpis, **fields)
    if total.provisional.value is None:
        return words.runs("score.answer_open", kpis=total.kpis, low=total.secured,
                          high=total.attainable, **fields)  # fmt: skip
    return words.runs(
        "score.answer_provisional", scored=total.scored, kpis=total.kpis,
        weight=total.scored_weight,
        score=total.provisional, low=total.secured, high=total.attainable, **fields,
    )  # fmt: skip


def summary_table(scorecard: Scorecard, words: Wording) -> Table:
    """Return the table of the front of the framework, with the scores beside it."""
    rows: list[Row] = []
    for component in scorecard.framework.components:
        rows += _part_rows(scorecard, component, 0, words)
    if scorecard.total is not None:
        rows.append(_total_row(scorecard.total, words))
    return Table(
        name="summary", caption=words.text("kpi_caption.scorecard", months=scorecard.months),
        columns=(
            Column(title=words.text("kpi_column.kpi_name"), width=4.4, row_header=True),
            Column(title=words.text("kpi_column.weight"), width=1, align="end"),
            Column(title=words.text("kpi_column.responsible"), width=2.9),
            Column(title=words.text("kpi_column.score"), width=1.4, align="end"),
            Column(title=words.text("kpi_column.contribution"), width=1.4, align="end"),
            Column(title=words.text("kpi_column.kpi_verdict"), width=1.7, align="center"),
        ),
        rows=tuple(rows), notes=(words.text("kpi_note.not_yet_measurable"),), size="small",
    )  # fmt: skip


def _part_rows(scorecard: Scorecard, part: Part, depth: int, words: Wording) -> Iterator[Row]:
    score = scorecard.parts.get(part.part)
    if score is not None:
        yield _part_row(score, depth, words)
    below = scorecard.framework.parts_below(part.part)
    for each in below:
        yield from _part_rows(scorecard, each, depth + 1, words)
    for kpi in () if below else scorecard.framework.kpis_of(part.part):
        yield _kpi_row(scorecard, kpi.kpi, words)


def _part_row(score: PartScore, depth: int, words: Wording) -> Row:
    name = words.pick(score.part, "name")
    if depth:
        return Row(kind="group", cells=(Cell(text=name),))
    title = words.text("score.component", number=score.name.removeprefix("C"), name=name)
    return Row(
        kind="total",
        cells=(Cell(text=title), words.cell(score.weight), Cell(text=""),
               _part_cell(score, words), *_counted(score, words)),
    )  # fmt: skip


def _total_row(total: PartScore, words: Wording) -> Row:
    return Row(
        kind="total",
        cells=(Cell(text=words.text("score.total")), words.cell(total.weight), Cell(text=""),
               _part_cell(total, words), *_counted(total, words)),
    )  # fmt: skip


def _part_cell(score: PartScore, words: Wording) -> Cell:
    """Return the score of a part; the provisional one, said to be so, while KPIs are open."""
    if score.is_complete or score.provisional.value is None:
        return score_cell(score.score, words)
    text = words.text("score.provisional", score=score.provisional)
    return Cell(text=text, result=score.provisional.id, tone="muted")


def _counted(score: PartScore, words: Wording) -> tuple[Cell, Cell]:
    told = words.text("score.scored_of", scored=score.scored, kpis=score.kpis)
    return Cell(text=""), Cell(text=told, result=score.scored.id, tone="muted")


def _kpi_row(scorecard: Scorecard, name: str, words: Wording) -> Row:
    score = scorecard.kpis[name]
    weight = "" if score.kpi.weight is None else exact_text(score.kpi.weight)
    return Row(cells=(
        Cell(text=kpi_title(score.kpi, words)), Cell(text=words.digits(weight)),
        Cell(text=owner_names(scorecard.framework, name, LEADS, words)),
        score_cell(score.score, words), score_cell(score.contribution, words),
        verdict_cell(score, words),
    ))  # fmt: skip


def score_bars(
    scorecard: Scorecard, words: Wording, earlier: Scorecard | None = None
) -> list[ScoreBar]:
    """Return the bars of all KPIs, each component after its own, and the total last."""
    bars: list[ScoreBar] = []
    before = {} if earlier is None else {name: kpi.score for name, kpi in earlier.kpis.items()}
    for component in scorecard.framework.components:
        for kpi in scorecard.framework.kpis_of(component.part):
            score = scorecard.kpis[kpi.kpi]
            bars.append(ScoreBar(kpi_label(kpi, words), score.score, score.floor, score.ceiling,
                                 before.get(kpi.kpi)))  # fmt: skip
        part = scorecard.parts.get(component.part)
        if part is not None:
            number = component.part.removeprefix("C")
            label = words.text("score.component_short", number=number)
            bars.append(_part_bar(part, label))
    if scorecard.total is not None:
        bars.append(_part_bar(scorecard.total, words.text("score.total")))
    return bars


def _part_bar(part: PartScore, label: str) -> ScoreBar:
    return ScoreBar(label, part.score, part.secured, part.attainable, strong=True)


def policies_table(scorecards: Mapping[str, Scorecard], words: Wording) -> Table | None:
    """Return the totals and components under each policy side by side; None without a total."""
    first = next(iter(scorecards.values()))
    if first.total is None:
        return None
    rows = []
    for policy, card in scorecards.items():
        parts = [*card.components, *([card.total] if card.total else [])]
        rows.append(Row(cells=(
            Cell(text=words.text(f"policy.{policy}", policy=policy)),
            *(score_cell(part.score, words) for part in parts),
            *(words.cell(figure) for figure in (parts[-1].secured, parts[-1].attainable)),
        )))  # fmt: skip
    return Table(
        name="policies", caption=words.text("kpi_caption.policies"),
        columns=(
            Column(title=words.text("kpi_column.policy"), width=3.4, row_header=True),
            *(Column(title=words.text("score.component_short", number=part.name.removeprefix("C")),
                     align="end") for part in first.components),
            Column(title=words.text("score.total"), align="end"),
            Column(title=words.text("kpi_column.secured"), align="end"),
            Column(title=words.text("kpi_column.attainable"), align="end"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def claims_table(scorecard: Scorecard, words: Wording) -> Table | None:
    """Return self and committee score side by side; None where nobody gave one."""
    given = [
        kpi
        for kpi in scorecard.kpis.values()
        if kpi.self_score.result.value is not None or kpi.committee_score.result.value is not None
    ]
    if not given:
        return None
    return Table(
        name="claims", caption=words.text("kpi_caption.claims"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), width=3.6, row_header=True),
            Column(title=words.text("kpi_column.score"), align="end"),
            Column(title=words.text("kpi_column.self_score"), width=1.3, align="end"),
            Column(title=words.text("kpi_column.committee_score"), width=1.3, align="end"),
            Column(title=words.text("kpi_column.score_difference"), align="end"),
            Column(title=words.text("kpi_column.reason"), width=2.8),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=kpi_label(kpi.kpi, words)), score_cell(kpi.score, words),
                claimed_cell(kpi.self_score, words), claimed_cell(kpi.committee_score, words),
                words.cell(kpi.difference),
                Cell(text=kpi.committee_score.reason or kpi.self_score.reason),
            ))
            for kpi in given
        ),
        size="small",
    )  # fmt: skip


def gains_table(gains: Sequence[Gain], words: Wording, *, most: int = 10) -> Table | None:
    """Return the open items that add most to the total; None where nothing is open."""
    if not gains:
        return None
    return Table(
        name="gains", caption=words.text("kpi_caption.gains"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), width=2.6, row_header=True),
            Column(title=words.text("kpi_column.item"), width=1.2),
            Column(title=words.text("kpi_column.asked"), width=4.6),
            Column(title=words.text("kpi_column.state"), width=1.2, align="center"),
            Column(title=words.text("kpi_column.kpi_gain"), width=1, align="end"),
            Column(title=words.text("kpi_column.total_gain"), width=1, align="end"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=kpi_label(gain.kpi.kpi, words)),
                Cell(text=place_text(gain.item.item, words)),
                Cell(text=words.digits(gain.item.item.text_th)),
                state_cell(gain.item.finding.state, words),
                words.cell(gain.kpi_gain), words.cell(gain.total_gain),
            ))
            for gain in gains[:most]
        ),
        notes=(words.text("kpi_note.gains"),), size="small",
    )  # fmt: skip


def moves_table(moves: Sequence[Move], words: Wording) -> Table | None:
    """Return the items whose state is another one than in the round before; None without any."""
    if not moves:
        return None
    return Table(
        name="moves", caption=words.text("kpi_caption.moves"),
        columns=(
            Column(title=words.text("kpi_column.kpi"), width=2.6, row_header=True),
            Column(title=words.text("kpi_column.item"), width=1.2),
            Column(title=words.text("kpi_column.asked"), width=4.6),
            Column(title=words.text("kpi_column.before"), width=1.3, align="center"),
            Column(title=words.text("kpi_column.now"), width=1.3, align="center"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=kpi_label(move.kpi, words)),
                Cell(text=place_text(move.item.item, words)),
                Cell(text=words.digits(move.item.item.text_th)),
                state_cell(move.before, words), state_cell(move.after, words),
            ))
            for move in moves
        ),
        size="small",
    )  # fmt: skip
