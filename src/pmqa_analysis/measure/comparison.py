"""A comparison: three states and the reason, judged within its family.

``changed``: tested, and p after the correction of the family is below the level. ``no_evidence``:
tested, and it is not. ``not_tested``: with the reason. The sound test alone decides; the tests
that committees expect stand beside it, named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pmqa_analysis.measure.figures import Behind, Subject
from pmqa_analysis.measure.intervals import Interval
from pmqa_analysis.measure.sample import exact_float
from pmqa_analysis.measure.suppression import suppress
from pmqa_analysis.measure.tested import EffectSize, Tested, holm
from pmqa_analysis.results import Result, Results
from pmqa_analysis.rounding import round_exact

__all__ = ["Comparison", "Draft", "Reason", "State", "judge_family"]

State = Literal["changed", "no_evidence", "not_tested"]
Reason = Literal[
    "", "below_minimum", "item_changed", "scale_changed", "population_changed", "not_asked",
    "no_base", "few_years", "no_variation", "answers_not_independent",
]  # fmt: skip
EFFECT_DECIMALS = 2


@dataclass(frozen=True)
class Draft:
    """A comparison before its family is judged.

    Attributes:
        subject: What is compared.
        kind: ``year``, ``paired_year``, ``group``, ``groups``, ``pair``, ``rest``, ``target`` or
            ``trend``.
        statistic: ``mean``, or ``percent_satisfied_top_two``.
        against: What with: a year, a category, ``rest``, ``target``, a grouping.
        sides: The figures compared, the first one's difference from the second.
        difference: Exact; None where there is none.
        interval: Of the difference.
        effect: Its size.
        tests: The sound test first, the others beside it.
        reason: Why it is not tested; empty where it is.
        n: The answers of the smallest side.
        decimals: Of the difference.
        unit: Of the difference.
    """

    subject: Subject
    kind: str
    statistic: str
    against: str
    sides: tuple[Result, ...]
    difference: Fraction | None
    interval: Interval | None
    effect: EffectSize | None
    tests: tuple[Tested, ...]
    reason: Reason
    n: int
    decimals: int
    unit: str = ""


@dataclass(frozen=True)
class Comparison:
    """A judged comparison; every figure in it has gone through suppression.

    Attributes:
        name: The item or score compared.
        state: What may be said of it.
        reason: Why it is not tested; empty where it is.
        difference: First side less second, with its interval; for many groups the effect alone.
        effect: Effect size with its interval; None where there is none.
        p: Of the sound test: raw.
        p_adjusted: After the correction of the family; what the state rests on.
        beside: The conventional tests' p-values, each named by its policy.
        tests: All tests with statistic and degrees of freedom, the sound one first.
    """

    name: str
    group: str
    kind: str
    statistic: str
    against: str
    sides: tuple[Result, ...]
    state: State
    reason: Reason
    difference: Result | None
    effect: Result | None
    p: Result | None
    p_adjusted: Result | None
    beside: tuple[Result, ...]
    tests: tuple[Tested, ...]

    @property
    def is_suppressed(self) -> bool:
        """Return whether a side is too small to be shown."""
        return any(one.status == "suppressed" for one in self.sides)

    @property
    def direction(self) -> Literal["higher", "lower", "same", "unknown"]:
        """Return whether the first side is above the second, on the exact values."""
        if self.difference is None or self.difference.value is None:
            return "unknown"
        value = self.difference.value
        return "higher" if value > 0 else "lower" if value < 0 else "same"

    @property
    def shown_disagree(self) -> bool:
        """Return whether the shown sides do not differ by the shown difference."""
        values = [one.value for one in self.sides]
        if self.difference is None or self.difference.value is None or len(values) != 2:
            return False
        first, second, decimals = *values, self.difference.decimals or 0
        if first is None or second is None:
            return False
        apart = round_exact(first, decimals) - round_exact(second, decimals)
        return apart != round_exact(self.difference.value, decimals)

    @property
    def results(self) -> Results:
        """Return every figure of it."""
        own = (self.difference, self.effect, self.p, self.p_adjusted)
        return Results([*self.sides, *(one for one in own if one), *self.beside])


def judge_family(
    drafts: Sequence[Draft], minimum: int, *, corrected: bool = False
) -> list[Comparison]:
    """Return the comparisons of one declared family: all items of a survey in one comparison.

    Args:
        drafts: All of them; p-values are corrected over those that are tested.
        minimum: Figures of fewer answers are suppressed, and their comparison is not tested.
        corrected: Whether the tests are corrected already, as those of all pairs are.
    """
    held = [_held_back(one) for one in drafts]
    raw = [None if one.reason else one.tests[0].p for one in held]
    rule = drafts[0].subject.rules.adjustment if drafts else "none"
    adjusts = rule == "holm" and not corrected
    adjusted = holm(raw) if adjusts else raw
    policy = "by_method" if corrected else rule
    return [_judged(one, p, minimum, policy) for one, p in zip(held, adjusted, strict=True)]


def _held_back(draft: Draft) -> Draft:
    """Return a draft without tests where it has a reason, or a side is suppressed."""
    small = any(one.status == "suppressed" for one in draft.sides)
    if small:
        return replace(draft, reason="below_minimum", tests=())
    return replace(draft, tests=()) if draft.reason else draft


def _judged(draft: Draft, adjusted: float | None, minimum: int, policy: str) -> Comparison:
    level = draft.subject.rules.significance / 100
    state: State = "not_tested"
    if adjusted is not None:
        state = "changed" if adjusted < level else "no_evidence"
    figures = _figures(draft, adjusted, policy)
    shown = {one.id: one for one in suppress(figures.values(), minimum)}
    hidden = any(one.status == "suppressed" for one in draft.sides)
    found = {name: shown[one.id] for name, one in figures.items()}
    beside = tuple(one for name, one in found.items() if name.startswith("beside"))
    return Comparison(
        name=draft.subject.name,
        group=draft.subject.group,
        kind=draft.kind,
        statistic=draft.statistic,
        against=draft.against,
        sides=draft.sides,
        state=state,
        reason=draft.reason,
        difference=found.get("difference"),
        effect=found.get("effect"),
        p=found.get("p"),
        p_adjusted=found.get("p_adjusted"),
        beside=beside,
        tests=() if hidden else draft.tests,
    )


def _figures(draft: Draft, adjusted: float | None, policy: str) -> dict[str, Result]:
    """Return the figures of a comparison by their part in it."""
    subject, behind = draft.subject, Behind(n=draft.n)
    name = draft.statistic if draft.statistic != "mean" else ""
    tail = f"_{name}_from_{draft.against}" if name else f"_from_{draft.against}"
    sources = " ".join(one.id for one in draft.sides)
    found: dict[str, Result] = {}
    if draft.difference is not None:
        found["difference"] = subject.result(
            f"difference{tail}", draft.difference, decimals=draft.decimals, unit=draft.unit,
            policy="difference_of_exact_values", interval=draft.interval, sign=True,
            source=sources, behind=behind,
        )  # fmt: skip
    if draft.effect is not None:
        ends = Interval(exact_float(draft.effect.low), exact_float(draft.effect.high))
        found["effect"] = subject.result(
            f"effect{tail}", exact_float(draft.effect.value), decimals=EFFECT_DECIMALS,
            policy=draft.effect.name, interval=ends, source=sources, behind=behind,
        )  # fmt: skip
    for place, test in enumerate(draft.tests):
        part = "p" if place == 0 else f"beside {test.test}"
        found[part] = _p_value(draft, f"p_{test.test}{tail}", test.p, test.test, sources)
    if adjusted is not None:
        found["p_adjusted"] = _p_value(draft, f"p_{policy}{tail}", adjusted, policy, sources)
    return found


def _p_value(draft: Draft, statistic: str, p: float, policy: str, sources: str) -> Result:
    return draft.subject.p_value(statistic, p, policy=policy, source=sources, n=draft.n)
