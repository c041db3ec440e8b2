"""One KPI on a sheet: rubric with ticks, conditions, evidence, why not met, what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmqa_analysis.assess.scorecards.findings import Finding, Reason
from pmqa_analysis.assess.scorecards.kpi_score import ItemScore, KpiScore
from pmqa_analysis.blocks import Cell, Column, Passage, Row, Run, Table
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Condition, Item
from pmqa_analysis.clean.scorecards.result_rows import Reported
from pmqa_analysis.present.scorecards.cells import owner_names, score_cell, state_cell
from pmqa_analysis.present.scorecards.requirements import (
    compared_text,
    expected_text,
    place_text,
)
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import exact_text
from pmqa_analysis.rounding import printed_decimals, shown

__all__ = ["conditions_table", "facts_table", "kpi_answer", "narratives", "open_items",
           "rubric_table"]  # fmt: skip

_NARRATIVES = ("outcome", "problems", "obstacles", "recommendations")


def kpi_answer(kpi: KpiScore, framework: Framework, words: Wording) -> tuple[Run, ...]:
    """Return the computed answer: the score and the policy, or what it may still come to."""
    policy = words.text(f"policy_name.{kpi.policy}")
    fields: dict[str, str | int] = {"top": framework.head.top, "policy": policy}
    if kpi.score.value is None:
        open_count = len(kpi.items_in("not_known"))
        return words.runs("score.kpi_open", low=kpi.floor, high=kpi.ceiling, open=open_count,
                          items=len(kpi.items), **fields)  # fmt: skip
    return words.runs(
        "score.kpi_answer", score=kpi.score, met=len(kpi.items_in("met")), items=len(kpi.items),
        verdict=words.text(f"kpi_verdict.{kpi.verdict}"), **fields,
    )  # fmt: skip


def facts_table(kpi: KpiScore, framework: Framework, words: Wording) -> Table:
    """Return what the framework says of a KPI: weight, owners by role, character, policy."""
    row = kpi.kpi
    weight = "" if row.weight is None else exact_text(row.weight)
    facts = {
        "weight": weight,
        "parts": words.listing([words.pick(framework.parts[part], "name") for part in row.parts]),
        "lead": owner_names(framework, row.kpi, ("lead", "owner"), words),
        "support": owner_names(framework, row.kpi, ("support",), words) or "-",
        "characteristic": row.characteristic_th,
        "policy": words.text(f"policy.{kpi.policy}", policy=kpi.policy),
    }
    return Table(
        name="facts", caption=words.text("kpi_caption.kpi_facts", kpi=row.kpi),
        columns=(
            Column(title=words.text("kpi_column.fact"), width=1.4, row_header=True),
            Column(title=words.text("kpi_column.detail"), width=6),
        ),
        rows=tuple(
            Row(cells=(Cell(text=words.text(f"fact.{name}")), Cell(text=words.digits(text))))
            for name, text in facts.items()
            if text
        ),
    )  # fmt: skip


def rubric_table(kpi: KpiScore, words: Wording) -> Table:
    """Return the scoring items with what was reported, whether each is met, and its points."""
    rows: list[Row] = []
    for level in dict.fromkeys(item.item.level for item in kpi.items):
        text = words.text("score.level", level=level)
        rows.append(Row(kind="group", cells=(Cell(text=text),)))
        rows += [_item_row(item, words) for item in kpi.items if item.item.level == level]
    rows.append(
        Row(kind="total", cells=(
            Cell(text=words.text("score.kpi_total")), *words.cells("", "", "", ""),
            score_cell(kpi.score, words),
        ))
    )  # fmt: skip
    return Table(
        name="rubric", caption=words.text("kpi_caption.rubric", kpi=kpi.kpi.kpi),
        columns=(
            Column(title=words.text("kpi_column.asked"), width=4.6, row_header=True),
            Column(title=words.text("kpi_column.criterion"), width=1.2),
            Column(title=words.text("kpi_column.reported"), width=1.3),
            Column(title=words.text("kpi_column.state"), width=1.3, align="center"),
            Column(title=words.text("kpi_column.share"), width=0.9, align="end"),
            Column(title=words.text("kpi_column.points"), width=1, align="end"),
        ),
        rows=tuple(rows), notes=(words.text("kpi_note.states"),), size="small",
    )  # fmt: skip


def _item_row(item: ItemScore, words: Wording) -> Row:
    text = f"{place_text(item.item, words)} {words.digits(item.item.text_th)}"
    return Row(cells=(
        Cell(text=text), Cell(text=expected_text(item.item, words)),
        Cell(text=reported_text(item.finding.reported, words)),
        state_cell(item.finding.state, words),
        words.cell(item.share), score_cell(item.points, words),
    ))  # fmt: skip


def reported_text(reported: Reported | None, words: Wording) -> str:
    """Return what was reported: the tick, the value with its counts, or why there is none."""
    if reported is None:
        return words.text("reported.nothing")
    if reported.tick is not None:
        return words.text("reported.ticked" if reported.tick else "reported.crossed")
    if reported.value is None:
        return words.text(f"reason.{reported.status}")
    text = exact_text(reported.value)
    if reported.numerator is None or reported.denominator is None:
        return words.digits(shown(reported.value, 2 if "/" in text else printed_decimals(text)))
    return words.text(
        "reported.counts", number=shown(reported.value, 2),
        numerator=exact_text(reported.numerator), denominator=exact_text(reported.denominator),
    )  # fmt: skip


def conditions_table(kpi: KpiScore, framework: Framework, words: Wording) -> Table | None:
    """Return the conditions as a tree with what was reported; None where the print has none."""
    rubric = framework.rubric_of(kpi.kpi.kpi)
    if not rubric.conditions:
        return None
    findings = {finding.place: finding for item in kpi.items for finding in _all(item.finding)}
    return Table(
        name="conditions", caption=words.text("kpi_caption.conditions", kpi=kpi.kpi.kpi),
        columns=(
            Column(title=words.text("kpi_column.condition"), width=4.8, row_header=True),
            Column(title=words.text("kpi_column.gates"), width=1.3),
            Column(title=words.text("kpi_column.criterion"), width=1.3),
            Column(title=words.text("kpi_column.reported"), width=1.3),
            Column(title=words.text("kpi_column.state"), width=1.3, align="center"),
        ),
        rows=tuple(
            _condition_row(condition, findings.get(condition.condition), rubric.items, words)
            for condition in rubric.conditions.values()
        ),
        notes=(words.text("kpi_note.conditions"),), size="small",
    )  # fmt: skip


def _condition_row(
    condition: Condition, finding: Finding | None, items: Mapping[str, Item], words: Wording
) -> Row:
    gates = items.get(condition.gates)
    place, text = place_text(condition, words), words.digits(condition.text_th)
    if not text.startswith(place):
        text = f"{place} {text}"
    return Row(cells=(
        Cell(text=text),
        Cell(text=place_text(gates, words) if gates is not None else ""),
        Cell(text=expected_text(condition, words)),
        Cell(text=reported_text(finding.reported, words) if finding and condition.answer != "none"
             else ""),
        state_cell(finding.state, words) if finding else Cell(text=words.text("item_state.no_gate"),
                                                              tone="muted"),
    ))  # fmt: skip


def _all(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.parts:
        yield from _all(part)


def open_items(kpi: KpiScore, framework: Framework, words: Wording) -> Iterator[Passage]:
    """Yield what is not met or not known, and why; a sentence where all is met.

    An item stands before those of its parts and conditions that hold it back.
    """
    rubric = framework.rubric_of(kpi.kpi.kpi)
    open_ones = kpi.items_in("partly_met", "not_met", "not_known")
    if not open_ones:
        yield words.say("score.nothing_open")
    for item in open_ones:
        below = (part for part in item.finding.unmet if part is not item.finding)
        for finding in (item.finding, *below):
            asked = rubric.items.get(finding.place) or rubric.conditions[finding.place]
            reasons = words.listing(
                [reason_text(reason, asked, words) for reason in finding.reasons]
            )
            yield words.passage(
                words.strong(place_text(asked, words)),
                words.runs("score.open_item", text=words.digits(asked.text_th), reasons=reasons),
                style="item",
            )  # fmt: skip


def reason_text(reason: Reason, asked: Item | Condition, words: Wording) -> str:
    """Return why a requirement is not met or not known, with both figures where it has them."""
    fields = {}
    if reason.found is not None and reason.needed is not None:
        fields = {
            "asked": words.text(f"why_asked.{asked.operator or '>='}"),
            "found": compared_text(reason.found, reason.needed, asked.unit_th, words),
            "needed": compared_text(reason.needed, reason.found, asked.unit_th, words),
        }
    text = words.text(f"why.{reason.kind}", **fields)
    if reason.count_needed is None:
        return text
    return text + words.text("why.count_needed", count=reason.count_needed)


def narratives(reported: Sequence[Reported], framework: Framework, words: Wording) -> list[Passage]:
    """Return results, problems, obstacles and recommendations, by the units that wrote them.

    The four sections stand in every report, as the framework asks; one that nobody has written
    says so.
    """
    passages = []
    for name in _NARRATIVES:
        told = [row for row in reported if getattr(row, name)]
        title = words.strong(words.text(f"narrative.{name}"))
        if not told:
            passages.append(words.passage(title, words.runs("narrative.none"), style="item"))
        for row in told:
            unit = framework.units.get(row.unit)
            who = words.pick(unit, "name") if unit else words.text("narrative.nobody")
            text = words.runs("narrative.told", text=getattr(row, name), unit=who,
                              months=row.months)  # fmt: skip
            passages.append(words.passage(title, text, style="item"))
    return passages
