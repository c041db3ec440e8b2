"""Innovations held to their two targets, of which one is enough: use, or satisfaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess.figures import no_value_text
from pmqa_analysis.assess.services.figures import ServiceFigures
from pmqa_analysis.clean.services.innovations import Innovation
from pmqa_analysis.results import Result

__all__ = ["InnovationFigures", "InnovationUse", "assess_innovations"]

RULE = "use_or_satisfaction"


@dataclass(frozen=True)
class InnovationUse:
    """An innovation with its share of users and its satisfaction.

    ``met`` where one of them reaches its target; ``not_met`` where both are known and neither
    does; ``undecided`` where one is missing and the other does not.
    """

    entry: Innovation
    use: Result
    satisfaction: Result
    verdict: Literal["met", "not_met", "undecided"]


@dataclass(frozen=True)
class InnovationFigures:
    """A year's innovations, how many there are, and how many reach a target."""

    uses: Sequence[InnovationUse]
    all: Result
    met: Result
    use_target: Result
    satisfaction_target: Result

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure."""
        own = [result for one in self.uses for result in (one.use, one.satisfaction)]
        return (*own, self.all, self.met, self.use_target, self.satisfaction_target)


def assess_innovations(
    fiscal_year: int, entries: Sequence[Innovation], *, use: int, satisfaction: int,
    minimum_group: int, rule: str = "half_up",
) -> InnovationFigures:  # fmt: skip
    """Hold each innovation to ``use`` or ``satisfaction``, both in percent, on exact values.

    A satisfaction of fewer than ``minimum_group`` people is suppressed, and decides nothing.
    """
    figures = ServiceFigures(fiscal_year, "innovations", rule)
    uses = [_held(one, figures, use, satisfaction, minimum_group) for one in entries]
    met = sum(one.verdict == "met" for one in uses)
    return InnovationFigures(
        uses=uses, all=figures.count("all", "count", len(uses), "นวัตกรรม"),
        met=figures.count("all", "met", met, "นวัตกรรม", RULE),
        use_target=figures.count("all", "use_target", use, "ร้อยละ", "settings"),
        satisfaction_target=figures.count(
            "all", "satisfaction_target", satisfaction, "ร้อยละ", "settings"
        ),
    )  # fmt: skip


def _held(
    one: Innovation, figures: ServiceFigures, use: int, satisfaction: int, minimum: int
) -> InnovationUse:
    known = one.intended is not None and one.users is not None
    share = Fraction(one.users or 0, one.intended or 1) * 100 if known else None
    used = figures.make(one.innovation, "use", share, "ร้อยละ", 2, "users_of_intended")
    taken = figures.make(
        one.innovation, "percent_satisfied", one.satisfaction, "ร้อยละ", 2, "as_reported"
    )
    if taken.value is not None and (one.respondents or 0) < minimum:
        taken = replace(
            taken, value=None, decimals=None, status="suppressed",
            shown=no_value_text("suppressed"),
        )  # fmt: skip
    return InnovationUse(one, used, taken, _verdict([(used, use), (taken, satisfaction)]))


def _verdict(held: Sequence[tuple[Result, int]]) -> Literal["met", "not_met", "undecided"]:
    if any(result.value is not None and result.value >= target for result, target in held):
        return "met"
    return "not_met" if all(result.value is not None for result, _ in held) else "undecided"
