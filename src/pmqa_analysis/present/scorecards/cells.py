"""Cells of scorecards: a score or that it cannot be measured yet, a state with its sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmqa_analysis.assess.scorecards.findings import State
from pmqa_analysis.assess.scorecards.kpi_score import Claimed, KpiScore, KpiVerdict
from pmqa_analysis.blocks import Cell
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Kpi
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = ["claimed_cell", "kpi_label", "kpi_title", "owner_names", "score_cell", "state_cell",
           "verdict_cell"]  # fmt: skip

STATE_SIGNS: Mapping[State, str] = {
    "met": "✓", "partly_met": "△", "not_met": "✗", "not_known": "…",
}  # fmt: skip
STATE_TONES: Mapping[State, Tone] = {
    "met": "good", "partly_met": "caution", "not_met": "bad", "not_known": "muted",
}  # fmt: skip
VERDICT_TONES: Mapping[KpiVerdict, Tone] = {
    "met": "good", "partly_met": "caution", "not_met": "bad", "not_yet_measurable": "muted",
}  # fmt: skip
VERDICT_SIGNS: Mapping[KpiVerdict, str] = {
    "met": "✓", "partly_met": "△", "not_met": "✗", "not_yet_measurable": "…",
}  # fmt: skip


def score_cell(result: Result, words: Wording) -> Cell:
    """Return a score, or that it cannot be measured yet: never 0 for what is not known."""
    if result.value is None:
        return Cell(text=words.text("score.none"), result=result.id, tone="muted")
    return words.cell(result)


def state_cell(state: State, words: Wording) -> Cell:
    """Return the state of an item with its sign; colour is never alone."""
    text = f"{STATE_SIGNS[state]} {words.text(f'item_state.{state}')}"
    return Cell(text=text, tone=STATE_TONES[state])


def verdict_cell(kpi: KpiScore, words: Wording) -> Cell:
    """Return the verdict on a KPI with its sign."""
    text = f"{VERDICT_SIGNS[kpi.verdict]} {words.text(f'kpi_verdict.{kpi.verdict}')}"
    return Cell(text=text, tone=VERDICT_TONES[kpi.verdict])


def claimed_cell(claimed: Claimed, words: Wording) -> Cell:
    """Return a score that was given, marked where it cannot stand."""
    if claimed.result.value is None:
        return Cell(text=words.text("score.not_given"), result=claimed.result.id, tone="muted")
    if not claimed.refused:
        return words.cell(claimed.result)
    text = words.text(f"refused.{claimed.refused}", score=claimed.result)
    return Cell(text=text, result=claimed.result.id, tone="bad")


def kpi_label(kpi: Kpi, words: Wording) -> str:
    """Return a KPI's number and short name, or its name where it has no short one."""
    short = words.pick(kpi, "short") or words.pick(kpi, "name")
    return f"{words.digits(kpi.kpi)} {short}"


def kpi_title(kpi: Kpi, words: Wording) -> str:
    """Return a KPI's number and full name."""
    return f"{words.digits(kpi.kpi)} {words.pick(kpi, 'name')}"


def owner_names(framework: Framework, kpi: str, roles: Sequence[str], words: Wording) -> str:
    """Return the names of the units that have one of these roles, the reporter marked."""
    names = []
    for owner in framework.owners_of(kpi):
        unit = framework.units.get(owner.unit)
        if owner.role not in roles or unit is None:
            continue
        name = words.pick(unit, "name")
        names.append(words.text("owner.reporter", name=name) if owner.reporter else name)
    return words.listing(names)
