"""One KPI scored: what each item earns, and the score of self and committee beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.findings import Finding, decide_items
from pmqa_analysis.assess.scorecards.policies import POLICIES, ladder_score, make_rungs, score_of
from pmqa_analysis.clean.scorecards.duties import Unit
from pmqa_analysis.clean.scorecards.framework import Framework, Rubric
from pmqa_analysis.clean.scorecards.model import Item, Kpi, PolicyName
from pmqa_analysis.clean.scorecards.result_rows import Reported
from pmqa_analysis.clean.scorecards.results import KpiResults
from pmqa_analysis.results import Result, Status

__all__ = ["Claimed", "ItemScore", "KpiScore", "KpiVerdict", "points_of", "score_kpi"]

KpiVerdict = Literal["met", "partly_met", "not_met", "not_yet_measurable"]


@dataclass(frozen=True)
class ItemScore:
    """An item, what is found of it, the points it can earn and those it earns.

    ``points`` has no value where the item, or one before it that the policy asks for, is not
    known.
    """

    item: Item
    finding: Finding
    share: Result
    points: Result


@dataclass(frozen=True)
class Claimed:
    """A score that the office or a committee gave; ``refused`` says why it cannot stand."""

    result: Result
    reason: str
    refused: Literal["", "no_evidence", "no_reason"]


@dataclass(frozen=True)
class KpiScore:
    """A KPI as of one month.

    Attributes:
        kpi: What is scored.
        policy: The rule that shares the points.
        top: The highest score that there is.
        items: Its items in order, parts of items left out.
        score: From 0 to the top; no value where it is not known yet.
        floor: The score if all that is not known is not met.
        ceiling: The score if all that is not known is met.
        contribution: What it adds to the total: weight × score ÷ sum of weights.
        self_score: What the office gave itself.
        committee_score: What the committee gave.
        difference: The committee's score less the office's own, where both can stand.
        reported: All rows that tell of the KPI up to that month.
    """

    kpi: Kpi
    policy: PolicyName
    top: int
    items: tuple[ItemScore, ...]
    score: Result
    floor: Result
    ceiling: Result
    contribution: Result
    self_score: Claimed
    committee_score: Claimed
    difference: Result
    reported: tuple[Reported, ...]

    @property
    def verdict(self) -> KpiVerdict:
        """Return whether the KPI is met, partly met, not met, or not yet measurable."""
        value = self.score.value
        if value is None:
            return "not_yet_measurable"
        if value == self.top:
            return "met"
        return "partly_met" if value > (1 if self.policy == "ladder" else 0) else "not_met"

    def items_in(self, *states: str) -> tuple[ItemScore, ...]:
        """Return the items of these states: ``met``, ``partly_met``, ``not_met``, ``not_known``."""
        return tuple(item for item in self.items if item.finding.state in states)

    @property
    def next_level(self) -> tuple[int, tuple[ItemScore, ...]] | None:
        """Return the lowest level that is not complete, and its open items; None at the top."""
        open_items = [item for item in self.items if item.finding.state != "met"]
        if not open_items:
            return None
        level = min(item.item.level for item in open_items)
        return level, tuple(item for item in open_items if item.item.level == level)

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure of the KPI."""
        own = (
            self.score, self.floor, self.ceiling, self.contribution, self.difference,
            self.self_score.result, self.committee_score.result,
        )  # fmt: skip
        return (*own, *(figure for item in self.items for figure in (item.share, item.points)))


def points_of(
    rubric: Rubric, policy: PolicyName, met: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Return the points of each item under a policy, given how much of each is met."""
    return POLICIES[policy](make_rungs(rubric, met))


def score_kpi(
    framework: Framework, kpi: str, results: KpiResults, figures: ScoreFigures
) -> KpiScore:
    """Score one KPI on what was reported up to the month of ``figures``.

    Args:
        framework: Of the KPI.
        kpi: Its id.
        results: What was reported.
        figures: Give the month, the policy and the rounding; a KPI's own policy goes before.
    """
    row, rubric = framework.kpis[kpi], framework.rubric_of(kpi)
    policy = row.policy or (figures.policy if row.rubric else "ladder")
    findings = decide_items(framework, rubric, results, figures.months)
    low = points_of(rubric, policy, _met(findings, unknown=0))
    high = points_of(rubric, policy, _met(findings, unknown=1))
    floor, ceiling = score_of(policy, low), score_of(policy, high)
    value = _ladder_value(framework, kpi, results, figures.months, policy)
    if policy == "ladder" and kpi in framework.ladders:
        floor, ceiling = _on_ladder(framework, kpi, value)
    items = _items(rubric, findings, low, high, kpi, figures)
    known = floor if floor == ceiling else None
    missing: Status = "in_process" if _in_process(findings.values()) else "not_reported"
    sources = [item.points for item in items]
    share = _contribution(framework, row, known)
    self_score, committee = _claims(framework, kpi, results, figures)
    return KpiScore(
        kpi=row, policy=policy, top=framework.head.top, items=items,
        score=figures.make(kpi, "score", known, sources=sources, policy=policy, missing=missing),
        floor=figures.make(kpi, "floor", floor, sources=sources, policy=policy),
        ceiling=figures.make(kpi, "ceiling", ceiling, sources=sources, policy=policy),
        contribution=figures.make(
            kpi, "contribution", share, sources=sources, policy="weight_of_score", missing=missing
        ),
        self_score=self_score, committee_score=committee,
        difference=_difference(kpi, self_score, committee, figures),
        reported=results.of_kpi(kpi, figures.months),
    )  # fmt: skip


def _contribution(framework: Framework, kpi: Kpi, score: Fraction | None) -> Fraction | None:
    """Return what a score adds to the total; None where there is no score or no weight."""
    whole = framework.head.weights
    if score is None or kpi.weight is None or whole is None:
        return None
    return score * kpi.weight / whole


def _met(findings: Mapping[str, Finding], *, unknown: int) -> dict[str, Fraction]:
    return {
        name: Fraction(unknown) if finding.credit is None else finding.credit
        for name, finding in findings.items()
    }


def _ladder_value(
    framework: Framework, kpi: str, results: KpiResults, months: int, policy: PolicyName
) -> Fraction | None:
    """Return the value that stands on a KPI's ladder; None without a ladder, value or evidence."""
    if policy != "ladder" or kpi not in framework.ladders:
        return None
    reported = results.measured(framework, kpi, months)
    required = framework.head.evidence == "required_above_plan"
    if reported is None or (required and not reported.is_proven):
        return None
    return reported.value


def _on_ladder(framework: Framework, kpi: str, value: Fraction | None) -> tuple[Fraction, Fraction]:
    """Return floor and ceiling by the thresholds of a KPI: one score, where its value is known."""
    if value is None:
        return Fraction(1), Fraction(framework.head.top)
    score = ladder_score(value, framework.ladders[kpi])
    return score, score


def _items(
    rubric: Rubric, findings: Mapping[str, Finding], low: Mapping[str, Fraction],
    high: Mapping[str, Fraction], kpi: str, figures: ScoreFigures,
) -> tuple[ItemScore, ...]:  # fmt: skip
    shares = {
        step.item: step.share
        for rung in make_rungs(rubric, dict.fromkeys(findings, Fraction(1)))
        for step in rung.steps
    }
    scores = []
    for name, finding in findings.items():
        reported = finding.reported
        place = f"{kpi}.{name}"
        points = low[name] if low[name] == high[name] else None
        scores.append(
            ItemScore(
                rubric.items[name],
                finding,
                share=figures.make(place, "share", shares[name], policy="shares_of_a_level"),
                points=figures.make(
                    place, "points", points, sources=[reported.address] if reported else ()
                ),
            )
        )
    return tuple(scores)


def _in_process(findings: Iterable[Finding]) -> bool:
    """Return whether something that is not known is being processed."""
    return any(
        any(reason.kind == "in_process" for reason in finding.reasons) or _in_process(finding.parts)
        for finding in findings
    )


def _claims(
    framework: Framework, kpi: str, results: KpiResults, figures: ScoreFigures
) -> tuple[Claimed, Claimed]:
    rubric = framework.kpis[kpi].rubric
    rows = [row for row in results.rows if row.months <= figures.months]
    own_rows = [row for row in rows if row.kpi == kpi or (rubric and row.rubric == rubric)]
    proven = any(row.is_proven for row in own_rows)
    own = results.of_kpi(kpi, figures.months)
    plan = framework.head.levels[framework.head.plan_level]

    def claimed(statistic: Literal["self_score", "committee_score"]) -> Claimed:
        told = _last_told(own, statistic, framework.reporter_of(kpi))
        value = None if told is None else getattr(told, statistic)
        reason = "" if told is None else told.reason
        refused: Literal["", "no_evidence", "no_reason"] = ""
        if value is not None and value > plan and not proven:
            refused = "no_evidence"
        elif value is not None and statistic == "committee_score" and not reason:
            refused = "no_reason"
        sources = () if told is None else (told.address,)
        result = figures.make(kpi, statistic, value, sources=sources, policy="as_reported")
        return Claimed(result, reason, refused)

    return claimed("self_score"), claimed("committee_score")


def _last_told(rows: Sequence[Reported], statistic: str, reporter: Unit | None) -> Reported | None:
    """Return the row of the last round that gives a score: the reporter's where it gives one."""
    told = [row for row in rows if getattr(row, statistic) is not None]
    last = [row for row in told if row.months == told[-1].months]
    own = [row for row in last if reporter is not None and row.unit == reporter.unit]
    return next(reversed(own or last), None)


def _difference(kpi: str, self_score: Claimed, committee: Claimed, figures: ScoreFigures) -> Result:
    own, other = self_score.result, committee.result
    stand = not (self_score.refused or committee.refused)
    value = None
    if stand and own.value is not None and other.value is not None:
        value = other.value - own.value
    return figures.make(
        kpi, "committee_less_self", value, sources=(other, own), sign=True,
        policy="difference_of_scores", missing="not_applicable",
    )  # fmt: skip
