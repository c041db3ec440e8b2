"""Estimates of one score by one group: an aspect, a whole instrument, an index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.measure.bands import Band, band_cuts, find_band, find_index_band
from pmqa_analysis.measure.estimates import estimate_moments
from pmqa_analysis.measure.figures import PERCENT, Behind, Subject
from pmqa_analysis.measure.intervals import Interval, mean_interval
from pmqa_analysis.measure.layout import INDEX, ScorePlan
from pmqa_analysis.measure.sample import Moments, Sample
from pmqa_analysis.results import Result

__all__ = ["ScoreFigures", "estimate_score"]

_LEAST_LEVELS = 4


@dataclass(frozen=True)
class ScoreFigures:
    """One score as one group has it.

    Attributes:
        moments: Of the respondents, or of the pooled answers.
        n: How many respondents are behind it.
        policy: ``respondent_mean`` or ``pooled``.
        answers: All answers to its items, pooled.
    """

    subject: Subject
    plan: ScorePlan
    moments: Moments
    n: int
    policy: str
    answers: Sample

    @property
    def behind(self) -> Behind:
        """Return how many respondents are behind its figures."""
        return {"n": self.n, "base": self.n, "population": self.moments.population}

    @property
    def levels(self) -> list[int]:
        """Return the worths that an answer can have, lowest first."""
        return sorted({worth for values in self.plan.values for worth in values.values()})


def estimate_score(figures: ScoreFigures) -> Iterator[Result]:
    """Yield n, mean, deviation, percents and band of a score."""
    subject, behind = figures.subject, figures.behind
    yield subject.whole("n", figures.n, behind=behind)
    yield from estimate_moments(subject, figures.moments, behind, policy=figures.policy)
    if figures.plan.id.startswith(INDEX):
        yield from _band(figures, find_index_band(figures.moments.mean), "index_bands")
        return
    yield from _percents(figures)
    policy = subject.rules.band
    cuts = band_cuts(policy, figures.levels)
    yield from _band(figures, find_band(figures.moments.mean, cuts), policy)


def _percents(figures: ScoreFigures) -> Iterator[Result]:
    """Yield percent satisfied under each named rule, the chosen one, and percent dissatisfied."""
    for rule in ("mean_of_max", "rescaled", "top_two"):
        yield _percent(figures, rule, f"percent_satisfied_{rule}")
    yield _percent(figures, figures.subject.rules.percent_satisfied, "percent_satisfied")
    yield _pooled_end(figures, figures.levels[:2], "percent_dissatisfied", "bottom_two")


def _percent(figures: ScoreFigures, rule: str, statistic: str) -> Result:
    if rule == "top_two":
        return _pooled_end(figures, figures.levels[-2:], statistic, rule)
    subject, moments = figures.subject, figures.moments
    low, high = figures.levels[0], figures.levels[-1]
    start, width = (0, high) if rule == "mean_of_max" else (low, high - low)
    fits = width > 0 and (rule == "rescaled" or low >= 0)
    found = mean_interval(moments, confidence=Fraction(subject.rules.confidence, 100))
    interval = None
    if found is not None and fits:
        interval = Interval(*(100 * (end - start) / width for end in (found.low, found.high)))
    return subject.result(
        statistic, 100 * (moments.mean - start) / width if fits else None, unit=PERCENT,
        decimals=subject.rules.percent_decimals, policy=rule, interval=interval,
        behind=figures.behind,
    )  # fmt: skip


def _pooled_end(figures: ScoreFigures, levels: list[int], statistic: str, policy: str) -> Result:
    """Return the share of all answers that are of some levels.

    It has no interval: the answers of one person to several items are not independent.
    """
    whole, seen = figures.answers.n, dict(zip(figures.answers.values, figures.answers.counts,
                                              strict=True))  # fmt: skip
    count = sum(seen.get(Fraction(level), 0) for level in levels)
    fits = len(figures.levels) >= _LEAST_LEVELS and whole > 0
    behind: Behind = {**figures.behind, "numerator": count, "denominator": whole}
    return figures.subject.percent(
        statistic, Fraction(count, whole) if fits else None, policy=f"{policy}.pooled",
        behind=behind,
    )  # fmt: skip


def _band(figures: ScoreFigures, band: Band, policy: str) -> Iterator[Result]:
    subject, behind = figures.subject, figures.behind
    yield subject.result("band", band.number, decimals=0, policy=policy, behind=behind)
    for name, distance in (("to_next_cut", band.to_next), ("to_nearest_cut", band.to_nearest)):
        yield subject.result(
            name, distance, decimals=subject.rules.mean_decimals, policy=policy, behind=behind
        )
