"""Estimates of one question by one group: everything that its frequencies say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.measure.bands import band_cuts, find_band
from pmqa_analysis.measure.counts import Frequencies
from pmqa_analysis.measure.figures import PERCENT, Behind, Subject
from pmqa_analysis.measure.intervals import Interval, mean_interval, wilson_interval
from pmqa_analysis.measure.sample import Moments, exact_float
from pmqa_analysis.measure.scores import (
    dissatisfied_count,
    net_promoter_sample,
    satisfied_count,
    satisfied_percent,
    share_index,
)
from pmqa_analysis.results import Result

__all__ = [
    "PERCENT_RULES",
    "ItemFigures",
    "estimate_frequencies",
    "estimate_moments",
    "no_estimates",
]

PERCENT_RULES = ("mean_of_max", "top_two", "rescaled")
_OF_ANSWERS = (
    "mean", "sd", "median", *(f"percent_satisfied_{rule}" for rule in PERCENT_RULES),
    "percent_satisfied", "percent_dissatisfied", "band", "to_next_cut", "to_nearest_cut",
)  # fmt: skip


@dataclass(frozen=True)
class ItemFigures:
    """One question as one group answered it.

    Attributes:
        subject: What it is of.
        frequencies: The answers.
        weights: The worth of each answer in an index of 0 - 100; empty for none.
        population: How many could have answered (N), where it is known and is to be used.
    """

    subject: Subject
    frequencies: Frequencies
    weights: Mapping[int, int]
    population: int | None = None

    @property
    def behind(self) -> Behind:
        """Return how many answers are behind its figures."""
        frequencies = self.frequencies
        return {"n": frequencies.n, "base": frequencies.base, "population": self.population}

    def share(self, statistic: str, count: int | None, policy: str) -> Result:
        """Return a share of those who answered, in percent, with its Wilson interval."""
        n, subject = self.frequencies.n, self.subject
        if count is None or n == 0:
            return subject.percent(statistic, None, policy=policy, behind=self.behind)
        confidence = Fraction(subject.rules.confidence, 100)
        interval = wilson_interval(count, n, confidence=confidence, population=self.population)
        behind: Behind = {**self.behind, "numerator": count, "denominator": n}
        return subject.percent(
            statistic, Fraction(count, n), policy=policy, interval=interval, behind=behind
        )


def estimate_frequencies(figures: ItemFigures) -> Iterator[Result]:
    """Yield every estimate of a question on a scale.

    Without an answer the statistics of answers are ``not_reported``.
    """
    frequencies, subject, behind = figures.frequencies, figures.subject, figures.behind
    yield subject.whole("n", frequencies.n, behind=behind)
    yield subject.whole("base", frequencies.base, behind=behind)
    yield subject.whole("non_answers", frequencies.base - frequencies.n, behind=behind)
    for code, count in frequencies.answers.items():
        yield figures.share(f"share_{code}", count, "share_of_answers")
    yield from _non_answers(figures)
    if frequencies.n == 0:
        yield from no_estimates(subject, behind)
        return
    moments = frequencies.sample.moments(figures.population)
    yield from estimate_moments(subject, moments, behind)
    median = frequencies.sample.median
    decimals = subject.rules.mean_decimals
    yield subject.result("median", median, decimals=decimals, policy="median", behind=behind)
    yield from _satisfaction(figures, moments)
    yield from _band(figures, moments.mean)
    yield from _index(figures)
    yield from _net_promoters(figures)


def estimate_moments(
    subject: Subject, moments: Moments, behind: Behind, *, policy: str = ""
) -> Iterator[Result]:
    """Yield mean with its t interval, and standard deviation; ``policy`` made the values."""
    decimals = subject.rules.mean_decimals
    interval = mean_interval(moments, confidence=Fraction(subject.rules.confidence, 100))
    yield subject.result("mean", moments.mean, decimals=decimals, policy=policy or "mean",
                         interval=interval, behind=behind)  # fmt: skip
    deviation = exact_float(moments.deviation) if moments.n > 1 else None
    yield subject.result("sd", deviation, decimals=decimals, policy="sd_sample", behind=behind)


def no_estimates(subject: Subject, behind: Behind) -> Iterator[Result]:
    """Yield every statistic of answers without a value: nobody answered."""
    for statistic in _OF_ANSWERS:
        yield subject.result(statistic, None, decimals=0, status="not_reported", behind=behind)


def _non_answers(figures: ItemFigures) -> Iterator[Result]:
    """Yield the share of each non-answer among those in the base."""
    frequencies = figures.frequencies
    for code, count in frequencies.non_answers.items():
        base = frequencies.base
        behind: Behind = {**figures.behind, "numerator": count, "denominator": base}
        share = Fraction(count, base) if base else None
        yield figures.subject.percent(
            f"share_{code}", share, policy="share_of_base", behind=behind
        )  # fmt: skip


def _satisfaction(figures: ItemFigures, moments: Moments) -> Iterator[Result]:
    """Yield percent satisfied under each named rule, the chosen one, and percent dissatisfied."""
    by_rule = {
        "mean_of_max": _of_mean(figures, moments, "mean_of_max"),
        "top_two": figures.share(
            "percent_satisfied_top_two", satisfied_count(figures.frequencies), "top_two"
        ),
        "rescaled": _of_mean(figures, moments, "rescaled"),
    }
    chosen = by_rule[figures.subject.rules.percent_satisfied]
    yield from by_rule.values()
    yield _named_anew(figures, chosen, "percent_satisfied")
    low = dissatisfied_count(figures.frequencies)
    yield figures.share("percent_dissatisfied", low, "bottom_two")


def _of_mean(figures: ItemFigures, moments: Moments, rule: str) -> Result:
    """Return a percent that is a linear function of the mean, and so is its interval."""
    subject, answers = figures.subject, figures.frequencies.answers
    low, high = min(answers), max(answers)
    start, width = (0, high) if rule == "mean_of_max" else (low, high - low)
    value = satisfied_percent(rule, figures.frequencies)
    found = mean_interval(moments, confidence=Fraction(subject.rules.confidence, 100))
    interval = None
    if found is not None and value is not None:
        interval = Interval(*(100 * (end - start) / width for end in (found.low, found.high)))
    return subject.result(
        f"percent_satisfied_{rule}", value, decimals=subject.rules.percent_decimals,
        unit=PERCENT, policy=rule, interval=interval, behind=figures.behind,
    )  # fmt: skip


def _named_anew(figures: ItemFigures, result: Result, statistic: str) -> Result:
    behind: Behind = {
        **figures.behind, "numerator": result.numerator, "denominator": result.denominator,
    }  # fmt: skip
    interval = (
        None if result.low is None or result.high is None else Interval(result.low, result.high)
    )
    return figures.subject.result(
        statistic, result.value, decimals=figures.subject.rules.percent_decimals,
        unit=PERCENT, policy=result.policy, interval=interval, behind=behind,
    )  # fmt: skip


def _band(figures: ItemFigures, mean: Fraction) -> Iterator[Result]:
    """Yield the number of the mean's band, and how far it is to the next and the nearest cut."""
    subject, answers = figures.subject, figures.frequencies.answers
    policy, decimals = subject.rules.band, subject.rules.mean_decimals
    band = find_band(mean, band_cuts(policy, tuple(answers)))
    behind = figures.behind
    yield subject.result("band", band.number, decimals=0, policy=policy, behind=behind)
    for statistic, value in (("to_next_cut", band.to_next), ("to_nearest_cut", band.to_nearest)):
        yield subject.result(statistic, value, decimals=decimals, policy=policy, behind=behind)


def _index(figures: ItemFigures) -> Iterator[Result]:
    if figures.weights:
        weighed: dict[int, int] = {}
        for code, count in figures.frequencies.answers.items():
            weight = figures.weights[code]
            weighed[weight] = weighed.get(weight, 0) + count
        value = share_index(figures.frequencies.answers, figures.weights)
        moments = Frequencies(weighed, {}).sample.moments(figures.population)
        yield _scored(figures, "index", value, moments, "option_weights")


def _net_promoters(figures: ItemFigures) -> Iterator[Result]:
    sample = net_promoter_sample(figures.frequencies)
    if sample is not None:
        moments = sample.moments(figures.population)
        yield _scored(figures, "net_promoter_score", moments.mean, moments, "promoters_9_10")


def _scored(
    figures: ItemFigures, statistic: str, value: Fraction, moments: Moments, policy: str
) -> Result:
    subject = figures.subject
    interval = mean_interval(moments, confidence=Fraction(subject.rules.confidence, 100))
    return subject.result(
        statistic, value, decimals=subject.rules.percent_decimals, policy=policy,
        interval=interval, behind=figures.behind,
    )  # fmt: skip
