"""Whether an item is met: its own answer, its parts and its gates, and why it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from pmqa_analysis.clean.scorecards.framework import Framework, Rubric
from pmqa_analysis.clean.scorecards.model import Band, Condition, Item, Operator
from pmqa_analysis.clean.scorecards.result_rows import Reported
from pmqa_analysis.clean.scorecards.results import KpiResults
from pmqa_analysis.results import Status

__all__ = [
    "Finding", "Reason", "ReasonKind", "State", "band_points", "count_needed", "decide_items",
    "reaches",
]  # fmt: skip

State = Literal["met", "partly_met", "not_met", "not_known"]
ReasonKind = Literal[
    "not_ticked", "below_threshold", "above_threshold", "below_lowest_band", "below_top_band",
    "too_few_met", "gate_not_met", "no_evidence", "units_differ", "not_reported", "in_process",
    "not_begun", "waits",
]  # fmt: skip
_NOT_KNOWN: dict[Status, ReasonKind] = {
    "in_process": "in_process",
    "not_applicable": "not_begun",
}
_OF_PARTS = frozenset({"too_few_met", "gate_not_met", "waits"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not met, or not known.

    ``place`` is the item or condition that it is about. ``found`` and ``needed`` are the exact
    values compared; ``count_needed`` is how many of the reported base would be enough, where
    more is asked for.
    """

    kind: ReasonKind
    place: str
    found: Fraction | None = None
    needed: Fraction | None = None
    count_needed: int | None = None


@dataclass(frozen=True)
class Finding:
    """What is found of one item or condition.

    ``credit`` is how much of it is met, from 0 to 1; None where it is not known. ``reported`` is
    the answer that it stands on; ``parts`` are the findings below it, its gates among them.
    """

    place: str
    text_th: str
    state: State
    credit: Fraction | None
    reasons: tuple[Reason, ...] = ()
    reported: Reported | None = None
    parts: tuple[Finding, ...] = ()

    @property
    def unmet(self) -> tuple[Finding, ...]:
        """Return what stands against it at the bottom: answers that are not met or not known."""
        if self.state == "met":
            return ()
        own = any(reason.kind not in _OF_PARTS for reason in self.reasons)
        return ((self,) if own else ()) + tuple(one for part in self.parts for one in part.unmet)


def reaches(value: Fraction, operator: Operator, threshold: Fraction) -> bool:
    """Compare an exact value with a threshold by a printed operator; 94.995 is not 95."""
    match operator:
        case ">":
            return value > threshold
        case "<=":
            return value <= threshold
        case "<":
            return value < threshold
        case "=":
            return value == threshold
        case _:
            return value >= threshold


def band_points(value: Fraction, bands: Sequence[Band]) -> Fraction:
    """Return the points of a percentage: lower bound inclusive, up to the next; below all, 0."""
    points = [band.points for band in bands if band.low is not None and value >= band.low]
    return points[-1] or Fraction(0) if points else Fraction(0)


def count_needed(threshold: Fraction, operator: Operator, base: Fraction) -> int | None:
    """Return how many of a base reach that percentage: 60 percent of 64 are 39.

    More than 60 percent of 65 are 40. None where the threshold is an upper bound or a value.
    """
    if operator in ("<", "<=", "="):
        return None
    share = threshold * base / 100
    return floor(share) + 1 if operator == ">" else ceil(share)


def decide_items(
    framework: Framework, rubric: Rubric, results: KpiResults, months: int
) -> dict[str, Finding]:
    """Return what is found of each item of a rubric that earns points, up to a month.

    An item is met when its own answer is, and as many of its parts as its rule asks, and all
    its gates. Not met outweighs not known. An item above the plan's level that is claimed
    without evidence is not known, where the framework requires evidence.
    """
    judge = _Judge(framework, rubric, results, months)
    return {item.item: judge.item(item) for level in rubric.levels for item in level.items}


class _Judge:
    """Decide the items and conditions of one rubric on what was reported up to a month."""

    def __init__(
        self, framework: Framework, rubric: Rubric, results: KpiResults, months: int
    ) -> None:
        self.framework, self.rubric = framework, rubric
        self.results, self.months = results, months

    def item(self, item: Item) -> Finding:
        below = [self.item(part) for part in self.rubric.parts_of(item.item)]
        gates = [self.condition(gate) for gate in self.rubric.gates_of(item.item)]
        own = self.own(item, item.item)
        return _joined(item, item.item, own, below, gates)

    def condition(self, condition: Condition) -> Finding:
        name = condition.condition
        below = [self.condition(part) for part in self.rubric.conditions_below(name)]
        return _joined(condition, name, self.own(condition, name), below, ())

    def own(self, asked: Item | Condition, place: str) -> Finding | None:
        """Return what is found of a requirement's own answer; None where it asks for none."""
        if asked.answer == "none":
            return None
        reported = self.reported(asked, place)
        if self.results.is_contested(self.rubric.rubric, place, self.months):
            return _not_known(asked, place, "units_differ", None)
        if reported is None or reported.status != "reported":
            kind = "not_reported" if reported is None else _kind(reported.status)
            return _not_known(asked, place, kind, reported)
        found = self.compared(asked, place, reported)
        if found.credit and self.lacks_evidence(asked, reported):
            return _not_known(asked, place, "no_evidence", reported)
        return found

    def reported(self, asked: Item | Condition, place: str) -> Reported | None:
        """Return the answer given at the place, or else that of its measure elsewhere."""
        own = self.results.latest(self.rubric.rubric, place, self.months)
        if own is not None and own.status != "not_reported":
            return own
        if not asked.measure:
            return own
        other = self.results.measured(self.framework, asked.measure, self.months)
        return own if other is None or other.status == "not_reported" else other

    def lacks_evidence(self, asked: Item | Condition, reported: Reported) -> bool:
        head = self.framework.head
        above = isinstance(asked, Item) and asked.level > head.plan_level
        return head.evidence == "required_above_plan" and above and not reported.is_proven

    def compared(self, asked: Item | Condition, place: str, reported: Reported) -> Finding:
        if asked.answer == "tick":
            reason = Reason("not_ticked", place)
            return _found(asked, place, Fraction(bool(reported.tick)), reason, reported)
        value = Fraction(0) if reported.value is None else reported.value
        if isinstance(asked, Item) and asked.bands:
            return self.banded(asked, place, value, reported)
        needed = Fraction(0) if asked.threshold is None else asked.threshold
        met = reaches(value, asked.operator, needed)
        kind: ReasonKind = "above_threshold" if asked.operator in ("<", "<=") else "below_threshold"
        base = reported.denominator
        count = None if base is None else count_needed(needed, asked.operator, base)
        reason = Reason(kind, place, value, needed, count)
        return _found(asked, place, Fraction(met), reason, reported)

    def banded(self, item: Item, place: str, value: Fraction, reported: Reported) -> Finding:
        bands = self.framework.bands[item.bands]
        top = bands[-1].points or Fraction(1)
        credit = band_points(value, bands) / top
        kind: ReasonKind = "below_top_band" if credit else "below_lowest_band"
        needed = bands[-1].low if credit else bands[0].low
        return _found(item, place, credit, Reason(kind, place, value, needed), reported)


def _kind(status: Status) -> ReasonKind:
    return _NOT_KNOWN.get(status, "not_reported")


def _found(
    asked: Item | Condition, place: str, credit: Fraction, reason: Reason, reported: Reported
) -> Finding:
    state: State = "met" if credit == 1 else "partly_met" if credit else "not_met"
    return Finding(
        place, asked.text_th, state, credit, () if state == "met" else (reason,), reported
    )


def _not_known(
    asked: Item | Condition, place: str, kind: ReasonKind, reported: Reported | None
) -> Finding:
    return Finding(place, asked.text_th, "not_known", None, (Reason(kind, place),), reported)


def _joined(
    asked: Item | Condition,
    place: str,
    own: Finding | None,
    below: Sequence[Finding],
    gates: Sequence[Finding],
) -> Finding:
    """Return the finding of a requirement with parts and gates: all of the three must hold."""
    states: list[State] = [] if own is None else [own.state]
    reasons: list[Reason] = [] if own is None else list(own.reasons)
    if below:
        rule_state = _by_rule(asked, [part.state for part in below])
        states.append(rule_state)
        if rule_state == "not_met":
            reasons.append(Reason("too_few_met", place))
    for gate in gates:
        states.append(gate.state)
        if gate.state == "not_met":
            reasons.append(Reason("gate_not_met", gate.place))
    state = _all_of(states)
    credit = None if state == "not_known" else Fraction(0)
    if state in ("met", "partly_met"):
        credit = Fraction(1) if own is None else own.credit
    if state == "not_known" and not reasons:
        reasons.append(Reason("waits", place))
    reported = None if own is None else own.reported
    return Finding(place, asked.text_th, state, credit, tuple(reasons), reported, (*below, *gates))


def _all_of(states: Iterable[State]) -> State:
    """Return the state of things that must all hold: not met outweighs not known."""
    found = set(states)
    order: tuple[State, ...] = ("not_met", "not_known", "partly_met")
    return next((state for state in order if state in found), "met")


def _by_rule(asked: Item | Condition, states: Sequence[State]) -> State:
    """Return whether as many parts are met as the rule asks: all, any, or at least a number."""
    needed = {"any": 1, "at_least": asked.count or 1}.get(asked.rule, len(states))
    if states.count("met") >= needed:
        return "met"
    if states.count("met") + states.count("not_known") >= needed:
        return "not_known"
    return "not_met"
