"""How rows, units, months and states of a plan are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pmqa_analysis.assess.plan import State
from pmqa_analysis.blocks import Cell
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean.plan import Activity, Plan
from pmqa_analysis.present.grid import clip
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.thai import BUDDHIST_ERA, buddhist_date

__all__ = [
    "day_text",
    "month_span",
    "month_title",
    "row_text",
    "state_cell",
    "unit_name",
    "unit_names",
]

TEXT_COLUMNS = 100
_NUMBER = re.compile(r"^[-*•\s]*(?:\(?[\d๐-๙]+(?:\.[\d๐-๙]+)*[.)]*\)?)?\s*")
SIGNS: dict[State, str] = {
    "not_started": "○", "running": "►", "done": "✓", "late": "▲", "moved": "→",
    "cancelled": "✗", "not_reported": "–",
}  # fmt: skip
TONES: dict[State, Tone] = {
    "not_started": "muted", "running": "plain", "done": "good", "late": "bad",
    "moved": "caution", "cancelled": "muted", "not_reported": "muted",
}  # fmt: skip


def row_text(row: Activity, words: Wording, width: int = TEXT_COLUMNS) -> str:
    """Return a row's id and its text without the number that the id has, cut to ``width``."""
    text = _NUMBER.sub("", words.pick(row, "text"))
    return clip(f"{row.activity} {text}", width)


def unit_name(plan: Plan, unit: str, words: Wording) -> str:
    """Return a unit's name in the report's language."""
    entry = plan.units.get(unit)
    return words.pick(entry, "unit") if entry else words.text("plan.no_unit")


def unit_names(plan: Plan, units: Iterable[str], words: Wording) -> str:
    """Return several units' names, joined."""
    named = [unit_name(plan, unit, words) for unit in units]
    return ", ".join(named) or words.text("plan.no_unit")


def month_title(month: str, words: Wording) -> str:
    """Return a month such as 2021-10 by its short name and year of the Buddhist Era."""
    year, _, number = month.partition("-")
    names = words.text("plan.months").split()
    shift = BUDDHIST_ERA if words.language == "th" else 0
    return f"{names[int(number) - 1]} {words.digits(int(year) + shift)}"


def day_text(day: date, words: Wording) -> str:
    """Return a day as it is written in the report's language."""
    return words.digits(buddhist_date(day)) if words.language == "th" else day.isoformat()


def month_span(row: Activity, words: Wording) -> str:
    """Return a row's months, or that none can be read."""
    if not row.first_month:
        return words.text("plan_confidence.unknown") if row.is_timed else ""
    first = month_title(row.first_month, words)
    if not row.last_month:
        return words.text("plan.from_month", month=first)
    last = month_title(row.last_month, words)
    return first if first == last else f"{first} – {last}"


def state_cell(state: State, words: Wording) -> Cell:
    """Return a state with its sign; colour is never alone."""
    text = f"{SIGNS[state]} {words.text(f'plan_state.{state}')}"
    return Cell(text=text, tone=TONES[state])
