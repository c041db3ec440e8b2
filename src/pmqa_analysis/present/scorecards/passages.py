"""Sentences of scorecards: what moved, what was given, the rules; a section that may be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmqa_analysis.assess.scorecards.kpi_score import KpiScore
from pmqa_analysis.assess.scorecards.outlook import Move
from pmqa_analysis.assess.scorecards.scorecard import Scorecard
from pmqa_analysis.blocks import Heading, Passage, Run, Table
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.registers import Registers
from pmqa_analysis.present.scorecards.kpi_sheet import conditions_table
from pmqa_analysis.present.wording import Wording

# The id of an item in an office's files: the second of level 5 is L5-2.
_ITEM = re.compile(r"(?:ข้อ )?\bL(?P<level>\d)-(?P<number>\d+)")

__all__ = [
    "annexes_answer",
    "claims",
    "conditions",
    "data_issues",
    "headed",
    "method_notes",
    "moves_sentence",
]


def moves_sentence(moves: Sequence[Move], months: int | None, words: Wording) -> Passage:
    """Return that something moved, that nothing did, or that there is no earlier round."""
    if months is None:
        return words.say("score.first_round")
    return words.say("score.moves" if moves else "score.no_moves", months=months)


def method_notes(card: Scorecard, words: Wording) -> Iterator[Passage]:
    """Yield the rules by which a scorecard was made, the policy by its name."""
    policy = words.text(f"policy.{card.policy}", policy=card.policy)
    yield words.say("kpi_method.scoring", style="note", policy=policy)
    yield words.say("kpi_method.met", style="note")
    if card.framework.head.evidence == "required_above_plan":
        yield words.say("kpi_method.evidence", style="note")


def conditions(kpi: KpiScore, framework: Framework, words: Wording) -> Iterator[Heading | Table]:
    """Yield the conditions of a KPI under their heading; nothing where the print has none."""
    table = conditions_table(kpi, framework, words)
    if table is not None:
        yield words.heading("kpi_conditions")
        yield table


def claims(kpi: KpiScore, words: Wording) -> Iterator[Passage]:
    """Yield the scores that the office and the committee gave, and whether they can stand."""
    for name, claimed in (("self", kpi.self_score), ("committee", kpi.committee_score)):
        if claimed.result.value is None:
            continue
        yield words.passage(
            words.strong(words.text(f"claim.{name}")),
            words.runs("claim.told", score=claimed.result, reason=claimed.reason or "-"),
            words.runs(f"claim_refused.{claimed.refused or 'stands'}"), style="item",
        )  # fmt: skip
    if kpi.difference.value is not None:
        yield words.say("claim.difference", style="item", difference=kpi.difference)


def data_issues(issues: Sequence[Issue], words: Wording) -> Iterator[Heading | Passage]:
    """Yield what is doubtful in the results that units reported; nothing where nothing is."""
    if issues:
        yield words.heading("kpi_data")
    for issue in issues:
        text = words.pick(issue, "reason").removeprefix(issue.address).lstrip(": ")
        named = _ITEM.sub(lambda found: words.text("place.item", **found.groupdict()), text)
        yield words.say(
            "kpi_data.issue", style="item", text=named, address=(Run(text=issue.address),)
        )


def headed(key: str, table: Table | None, words: Wording) -> Iterator[Heading | Table]:
    """Yield a table under its heading; nothing where there is no table."""
    if table is not None:
        yield words.heading(key)
        yield table


def annexes_answer(framework: Framework, registers: Registers, words: Wording) -> tuple[Run, ...]:
    """Return what the annexes hold: findings of the print, innovations, words."""
    return words.runs(
        "annexes.answer", issues=len(framework.issues), innovations=len(registers.innovations),
        terms=len(registers.glossary),
    )  # fmt: skip
