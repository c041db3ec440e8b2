"""A framework scored as of one month: its KPIs, components and total, with what may still come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.kpi_score import KpiScore, score_kpi
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Part, PolicyName
from pmqa_analysis.clean.scorecards.results import KpiResults
from pmqa_analysis.results import Result

__all__ = ["PartScore", "Scorecard", "compare_policies", "score_framework"]

TOTAL = "total"


@dataclass(frozen=True)
class PartScore:
    """A component, a group or the whole: the weighted mean of its KPIs' scores.

    Attributes:
        name: Id of the part; ``total`` for the whole.
        part: The part; None for the whole.
        score: Σ weight × score ÷ Σ weight; no value while a KPI is not scored.
        provisional: The same over the KPIs that are scored; no value where none is.
        floor: The score if each KPI that is not scored gets 0.
        ceiling: The score if each gets the highest score.
        secured: The score if all that is not known is not met: what is already earned counts.
        attainable: The score if all that is not known is met.
        scored_weight: The weight of the KPIs that are scored.
        weight: The weight of all.
        percent: The score in percent of the highest; of the provisional score where it is open.
        scored: How many KPIs are scored.
        kpis: How many there are.
    """

    name: str
    part: Part | None
    score: Result
    provisional: Result
    floor: Result
    ceiling: Result
    secured: Result
    attainable: Result
    scored_weight: Result
    weight: Result
    percent: Result
    scored: Result
    kpis: Result

    @property
    def is_complete(self) -> bool:
        """Return whether every KPI is scored."""
        return self.score.value is not None

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure of the part."""
        return (
            self.score, self.provisional, self.floor, self.ceiling, self.secured,
            self.attainable, self.scored_weight, self.weight, self.percent, self.scored, self.kpis,
        )  # fmt: skip


@dataclass(frozen=True)
class Scorecard:
    """A framework as of one month under one policy.

    ``parts`` has every part with a weight of its KPIs, by its id; ``total`` is None where the
    framework prints no weights.
    """

    framework: Framework
    policy: PolicyName
    months: int
    kpis: Mapping[str, KpiScore]
    parts: Mapping[str, PartScore]
    total: PartScore | None

    @property
    def components(self) -> tuple[PartScore, ...]:
        """Return the scores of the top parts."""
        names = (part.part for part in self.framework.components)
        return tuple(self.parts[name] for name in names if name in self.parts)

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure of the scorecard."""
        return tuple(self._results())

    def _results(self) -> Iterator[Result]:
        for kpi in self.kpis.values():
            yield from kpi.results
        for part in self.parts.values():
            yield from part.results
        if self.total is not None:
            yield from self.total.results


def score_framework(
    framework: Framework,
    results: KpiResults,
    *,
    months: int = 12,
    policy: PolicyName | None = None,
    rule: str = "half_up",
) -> Scorecard:
    """Score a framework on what was reported up to a month.

    Args:
        framework: What is scored.
        results: What was reported.
        months: 1 to 12, counted from the start of the fiscal year.
        policy: How points are shared; the framework's own otherwise.
        rule: How figures are rounded when shown.
    """
    figures = ScoreFigures(framework, months, policy or framework.head.policy, rule)
    kpis = {name: score_kpi(framework, name, results, figures) for name in framework.kpis}
    parts: dict[str, PartScore] = {}
    total = None
    if framework.head.weights is not None:
        for part in framework.parts.values():
            own = [kpis[kpi.kpi] for kpi in framework.kpis_of(part.part)]
            if own:
                parts[part.part] = _part_score(part.part, part, own, figures)
        total = _part_score(TOTAL, None, tuple(kpis.values()), figures)
    return Scorecard(framework, figures.policy, months, kpis, parts, total)


def compare_policies(
    framework: Framework, results: KpiResults, policies: Sequence[PolicyName], *,
    months: int = 12, rule: str = "half_up",
) -> dict[PolicyName, Scorecard]:  # fmt: skip
    """Score a framework under several policies, so that their totals stand side by side."""
    return {
        policy: score_framework(framework, results, months=months, policy=policy, rule=rule)
        for policy in policies
    }


def _part_score(
    name: str, part: Part | None, kpis: Sequence[KpiScore], figures: ScoreFigures
) -> PartScore:
    top = Fraction(figures.framework.head.top)
    scored = [kpi for kpi in kpis if kpi.score.value is not None]
    complete = len(scored) == len(kpis)
    provisional = _mean([(_weight(kpi), kpi.score.value) for kpi in scored])
    sources = [kpi.score for kpi in kpis]

    def make(statistic: str, value: Fraction | None, policy: str = "weighted_mean") -> Result:
        return figures.make(name, statistic, value, sources=sources, policy=policy)

    def count(statistic: str, value: int) -> Result:
        return figures.make(
            name, statistic, value, sources=sources, policy="count_of_kpis", unit="", decimals=0
        )

    def weight(statistic: str, some: Sequence[KpiScore]) -> Result:
        total = sum((_weight(kpi) for kpi in some), Fraction(0))
        return figures.make(
            name, statistic, total, sources=sources, policy="sum_of_weights", unit="ร้อยละ",
            decimals=_weight_decimals(kpis),
        )  # fmt: skip

    return PartScore(
        name=name, part=part,
        score=make("score", provisional if complete else None),
        provisional=make("provisional", provisional, "weighted_mean_of_scored"),
        floor=make("floor", _filled(kpis, Fraction(0)), "zero_where_not_scored"),
        ceiling=make("ceiling", _filled(kpis, top), "highest_where_not_scored"),
        secured=make("secured", _mean([(_weight(k), k.floor.value) for k in kpis])),
        attainable=make("attainable", _mean([(_weight(k), k.ceiling.value) for k in kpis])),
        scored_weight=weight("scored_weight", scored), weight=weight("weight", kpis),
        percent=figures.make(
            name, "percent", None if provisional is None else provisional / top * 100,
            sources=sources, unit="ร้อยละ", decimals=2, policy="percent_of_highest",
        ),
        scored=count("scored", len(scored)), kpis=count("kpis", len(kpis)),
    )  # fmt: skip


def _weight(kpi: KpiScore) -> Fraction:
    return kpi.kpi.weight or Fraction(0)


def _weight_decimals(kpis: Sequence[KpiScore]) -> int:
    """Return 0 for whole weights, 2 where one has decimals."""
    return 0 if all(_weight(kpi).denominator == 1 for kpi in kpis) else 2


def _filled(kpis: Sequence[KpiScore], value: Fraction) -> Fraction | None:
    """Return the mean with a value in the place of every score that is not known."""
    return _mean(
        [(_weight(kpi), value if kpi.score.value is None else kpi.score.value) for kpi in kpis]
    )


def _mean(weighted: Sequence[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """Return Σ weight × value ÷ Σ weight; None where nothing is weighed."""
    whole = sum((weight for weight, _ in weighted), Fraction(0))
    if not whole:
        return None
    return sum((weight * (value or 0) for weight, value in weighted), Fraction(0)) / whole
