"""What would help: which item gains most, what moved since a round, which evidence is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.findings import Finding, State
from pmqa_analysis.assess.scorecards.kpi_score import ItemScore, KpiScore, points_of
from pmqa_analysis.assess.scorecards.policies import score_of
from pmqa_analysis.assess.scorecards.scorecard import Scorecard
from pmqa_analysis.clean.scorecards.model import Kpi
from pmqa_analysis.results import Result

__all__ = [
    "Gain", "MissingEvidence", "Move", "find_gains", "find_missing_evidence", "find_moves",
]  # fmt: skip


@dataclass(frozen=True)
class Gain:
    """What meeting one item would add: to its KPI's score, and to the total."""

    kpi: KpiScore
    item: ItemScore
    kpi_gain: Result
    total_gain: Result


@dataclass(frozen=True)
class Move:
    """An item whose state changed between two months, or a KPI whose score did."""

    kpi: Kpi
    item: ItemScore
    before: State
    after: State


@dataclass(frozen=True)
class MissingEvidence:
    """A document that is asked for and was not named.

    ``why`` is ``no_evidence`` where the result was claimed without it, ``not_reported`` where
    nothing was reported yet.
    """

    kpi: Kpi
    place: str
    text_th: str
    recipient_th: str
    why: Literal["no_evidence", "not_reported"]


def find_gains(scorecard: Scorecard, *, rule: str = "half_up") -> tuple[Gain, ...]:
    """Return what each open item would add if it alone were met, the most for the total first.

    What is not known counts as not met. Under ``cumulative`` and ``strict_levels`` an item
    that waits for others adds nothing alone.
    """
    figures = ScoreFigures(scorecard.framework, scorecard.months, scorecard.policy, rule)
    gains = [
        gain
        for kpi in scorecard.kpis.values()
        for item in kpi.items_in("partly_met", "not_met", "not_known")
        for gain in [_gain(scorecard, kpi, item, figures)]
    ]
    return tuple(sorted(gains, key=lambda gain: gain.total_gain.value or gain.kpi_gain.value or 0,
                        reverse=True))  # fmt: skip


def _gain(scorecard: Scorecard, kpi: KpiScore, item: ItemScore, figures: ScoreFigures) -> Gain:
    framework = scorecard.framework
    rubric = framework.rubric_of(kpi.kpi.kpi)
    met = {each.item.item: each.finding.credit or Fraction(0) for each in kpi.items}
    now = score_of(kpi.policy, points_of(rubric, kpi.policy, met))
    met[item.item.item] = Fraction(1)
    then = score_of(kpi.policy, points_of(rubric, kpi.policy, met))
    numeric = kpi.policy == "ladder" and kpi.kpi.kpi in framework.ladders
    added = Fraction(0) if numeric else then - now
    weight, whole = kpi.kpi.weight, framework.head.weights
    total = None if weight is None or whole is None else added * weight / whole
    name = f"{kpi.kpi.kpi}.{item.item.item}"
    return Gain(
        kpi, item,
        figures.make(name, "gain", added, sources=[item.points], sign=True, policy="if_met_alone"),
        figures.make(
            name, "total_gain", total, sources=[item.points], sign=True, policy="if_met_alone",
            missing="not_applicable",
        ),
    )  # fmt: skip


def find_moves(earlier: Scorecard, later: Scorecard) -> tuple[Move, ...]:
    """Return the items whose state is another one in the later scorecard."""
    return tuple(
        Move(kpi.kpi, item, before.finding.state, item.finding.state)
        for name, kpi in later.kpis.items()
        for before, item in zip(earlier.kpis[name].items, kpi.items, strict=True)
        if before.finding.state != item.finding.state
    )


def find_missing_evidence(scorecard: Scorecard) -> tuple[MissingEvidence, ...]:
    """Return the documents that are asked for by what is claimed or owed, and were not named.

    Where the framework names no document, the item itself is what must be shown.
    """
    found = (
        missing
        for kpi in scorecard.kpis.values()
        for item in kpi.items
        for missing in _missing(scorecard, kpi.kpi, item.finding)
    )
    return tuple(dict.fromkeys(found))


def _missing(scorecard: Scorecard, kpi: Kpi, finding: Finding) -> Iterator[MissingEvidence]:
    for part in finding.parts:
        yield from _missing(scorecard, kpi, part)
    why = _lack(finding)
    if why is None:
        return
    asked = scorecard.framework.evidence_of(kpi.rubric, finding.place)
    for evidence in asked:
        yield MissingEvidence(kpi, finding.place, evidence.text_th, evidence.recipient_th, why)
    if not asked:
        yield MissingEvidence(kpi, finding.place, finding.text_th, "", why)


def _lack(finding: Finding) -> Literal["no_evidence", "not_reported"] | None:
    """Return why a finding's own answer lacks evidence; None where it has it, or claims nothing."""
    reported = finding.reported
    kinds = {reason.kind for reason in finding.reasons if reason.place == finding.place}
    if "no_evidence" in kinds:
        return "no_evidence"
    if reported is not None and reported.status == "reported":
        claims = bool(reported.tick or reported.value)
        return "no_evidence" if claims and not reported.is_proven else None
    return "not_reported" if "not_reported" in kinds else None
