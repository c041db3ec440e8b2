"""The draft of a comparison: the sides' figures, their difference, its size, and the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from pmqa_analysis.measure.comparison import Draft, Reason
from pmqa_analysis.measure.figures import PERCENT, Behind
from pmqa_analysis.measure.intervals import Interval, mean_interval, wilson_interval
from pmqa_analysis.measure.ranks import mann_whitney, rank_biserial
from pmqa_analysis.measure.sample import Sample
from pmqa_analysis.measure.shares import (
    chi_square,
    cohen_h,
    one_share_binomial,
    one_share_h,
    one_share_z,
    share_difference_interval,
    two_shares,
    two_shares_z,
)
from pmqa_analysis.measure.sides import (
    PERCENT_OF_MEAN,
    Side,
    least_answers,
    side_of,
    state_side,
)
from pmqa_analysis.measure.suppression import suppress
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.measure.tested import Tested
from pmqa_analysis.measure.two_groups import (
    difference_interval,
    hedges_g,
    one_sample_g,
    one_sample_t,
    student_t,
    welch_t,
)
from pmqa_analysis.results import Result
from pmqa_analysis.settings import FigureRules

__all__ = [
    "CHOSEN", "MEAN", "SATISFIED", "draft_one_side", "draft_two_sides", "paired_figures",
    "side_figure",
]  # fmt: skip

MEAN, SATISFIED, CHOSEN = "mean", "percent_satisfied_top_two", "share"
_SHARES = {SATISFIED: "top_two", CHOSEN: "share_of_respondents"}
_FEW = 5


def side_figure(
    survey: MeasuredSurvey, name: str, side: Side | None, statistic: str, where: Mapping[str, str]
) -> Result:
    """Return the figure of one side, suppressed where too few answered.

    A side that was counted as a group of its own has the figure that this group has everywhere.
    """
    own = statistic in (MEAN, SATISFIED) and survey.has_cell(where)
    if own and side is not None and side.moments is not None:
        return survey.figure(name, statistic, **where)
    subject, rules = survey.subject(name, **where), survey.rules
    confidence = Fraction(rules.confidence, 100)
    if side is None or side.moments is None:
        found = subject.result(statistic, None, decimals=0, status="not_reported",
                               behind=Behind(n=None if side is None else 0))  # fmt: skip
    elif statistic in _SHARES:
        found = _share(survey, name, side, statistic, where)
    else:
        behind: Behind = {"n": side.n, "base": side.n, "population": side.moments.population}
        policy = survey.score_policy(name) if name in survey.counts.layout.scores else "mean"
        decimals, unit = _shown_as(statistic, rules)
        found = subject.result(
            statistic, side.moments.mean, decimals=decimals, unit=unit,
            policy=PERCENT_OF_MEAN.get(statistic, policy),
            interval=mean_interval(side.moments, confidence=confidence), behind=behind,
        )  # fmt: skip
    return suppress([found], survey.minimum)[0]


def paired_figures(
    surveys: tuple[MeasuredSurvey, MeasuredSurvey], name: str, sides: tuple[Sample, Sample]
) -> tuple[Result, ...]:
    """Return the means of those who answered in both years; now, then before."""
    found = []
    for survey, one in zip(surveys, sides, strict=True):
        side = Side(one.moments() if one.n else None, None, lambda: Sample((), ()), one.n)
        found.append(side_figure(survey, name, side, "mean_of_pairs", {}))
    return tuple(found)


def _shown_as(statistic: str, rules: FigureRules) -> tuple[int, str]:
    """Return the decimals and the unit of a statistic."""
    is_percent = statistic in _SHARES or statistic in PERCENT_OF_MEAN
    return (rules.percent_decimals, PERCENT) if is_percent else (rules.mean_decimals, "")


def _share(
    survey: MeasuredSurvey, name: str, side: Side, statistic: str, where: Mapping[str, str]
) -> Result:
    subject, share, policy = survey.subject(name, **where), side.share, _SHARES[statistic]
    population = side.moments.population if side.moments else None
    behind: Behind = {"n": side.n, "base": side.n, "population": population}
    if share is None:
        return subject.percent(statistic, None, policy=policy, behind=behind)
    confidence = Fraction(survey.rules.confidence, 100)
    interval = wilson_interval(*share, confidence=confidence, population=population)
    counted: Behind = {**behind, "numerator": share[0], "denominator": share[1]}
    return subject.percent(
        statistic, Fraction(*share), policy=policy, interval=interval, behind=counted
    )


def draft_two_sides(
    survey: MeasuredSurvey, name: str, kind: str, statistic: str, against: str,
    sides: tuple[Side, Side | None], figures: tuple[Result, ...], reason: Reason,
    where: Mapping[str, str],
) -> Draft:  # fmt: skip
    """Return the draft of a comparison of two sides, tested where nothing speaks against it."""
    one, other = sides
    decimals, unit = _shown_as(statistic, survey.rules)
    n = min(side.n if side else 0 for side in sides)
    base = Draft(
        subject=survey.subject(name, **where), kind=kind, statistic=statistic, against=against,
        sides=figures, difference=None, interval=None, effect=None, tests=(), reason=reason, n=n,
        decimals=decimals, unit=unit,
    )  # fmt: skip
    if other is None or one.moments is None or other.moments is None:
        return replace(base, reason=reason or "no_base")
    if reason in ("scale_changed", "item_changed"):
        return base
    if not reason and n < least_answers(survey, name):
        base = replace(base, reason="below_minimum")
    if (
        not base.reason
        and name in survey.counts.layout.scores
        and (survey.score_policy(name) == "pooled")
    ):
        base = replace(base, reason="answers_not_independent")
    return (
        _shares(survey, base, one, other)
        if statistic in _SHARES
        else _means(survey, base, one, other)
    )


def _means(survey: MeasuredSurvey, base: Draft, one: Side, other: Side) -> Draft:
    if one.moments is None or other.moments is None:
        return base
    mine, theirs = one.moments, other.moments
    confidence = Fraction(survey.rules.confidence, 100)
    tests: tuple[Tested, ...] = ()
    if not base.reason:
        ranks = mann_whitney(one.make_sample(), other.make_sample())
        tests = (welch_t(mine, theirs), student_t(mine, theirs), ranks)
    effect = hedges_g(mine, theirs, confidence=confidence)
    if effect is None and not base.reason:
        effect = rank_biserial(one.make_sample(), other.make_sample(), confidence=confidence)
    return replace(
        base, difference=mine.mean - theirs.mean,
        interval=difference_interval(mine, theirs, confidence=confidence), effect=effect,
        tests=tests,
    )  # fmt: skip


def _shares(survey: MeasuredSurvey, base: Draft, one: Side, other: Side) -> Draft:
    if one.share is None or other.share is None:
        return replace(base, reason=base.reason or "no_base")
    mine, theirs = one.share, other.share
    confidence = Fraction(survey.rules.confidence, 100)
    populations = tuple(side.moments.population if side.moments else None for side in (one, other))
    interval = share_difference_interval(
        mine, theirs, confidence=confidence, populations=(populations[0], populations[1])
    )
    tests: tuple[Tested, ...] = ()
    if not base.reason:
        tests = _share_tests(one, other)
    return replace(
        base, difference=100 * (Fraction(*mine) - Fraction(*theirs)),
        interval=Interval(100 * interval.low, 100 * interval.high),
        effect=cohen_h(mine, theirs, confidence=confidence), tests=tests,
        decimals=survey.rules.percent_decimals, unit=PERCENT,
    )  # fmt: skip


def _share_tests(one: Side, other: Side) -> tuple[Tested, ...]:
    """Return z (or Fisher's test) first, corrected where N is known, and χ² beside it.

    Between two censuses it is z however few there are: nothing is left to chance.
    """
    mine, theirs = one.share or (0, 1), other.share or (0, 1)
    sound = two_shares(mine, theirs)
    corrections = (_share_correction(one), _share_correction(other))
    if max(corrections) == 0 or (sound.test == "two_shares_z" and min(corrections) < 1):
        sound = two_shares_z(mine, theirs, corrections=corrections)
    beside = chi_square([[mine[0], mine[1] - mine[0]], [theirs[0], theirs[1] - theirs[0]]])
    return (sound, beside)


def _share_correction(side: Side) -> float:
    """Return (N − n)/(N − 1), or 1 where N is not known."""
    population = side.moments.population if side.moments else None
    if population is None or population < 2:
        return 1.0
    return (population - side.n) / (population - 1)


def draft_one_side(
    survey: MeasuredSurvey, name: str, statistic: str, against: str, target: Fraction,
    where: Mapping[str, str],
) -> Draft:  # fmt: skip
    """Return the draft of a comparison with a value that has no error of its own."""
    measured = side_of(survey, name, **where)
    side = state_side(survey, name, measured, statistic) or measured
    figure = side_figure(survey, name, side, statistic, where)
    subject = survey.subject(name, **where)
    is_share = statistic in _SHARES
    decimals, unit = _shown_as(statistic, survey.rules)
    goal = subject.result(against, target, decimals=decimals, unit=unit, policy="given")
    reason: Reason = "below_minimum" if side.n < least_answers(survey, name) else ""
    base = Draft(
        subject=subject, kind="target", statistic=statistic, against=against,
        sides=(figure, goal), difference=None, interval=None, effect=None, tests=(),
        reason=reason, n=side.n, decimals=decimals, unit=unit,
    )  # fmt: skip
    confidence = Fraction(survey.rules.confidence, 100)
    if side.moments is None or (is_share and side.share is None):
        return replace(base, reason="no_base")
    if is_share and side.share is not None:
        return _share_target(base, side, target / 100, confidence)
    found = mean_interval(side.moments, confidence=confidence)
    return replace(
        base, difference=side.moments.mean - target,
        interval=found and Interval(found.low - target, found.high - target),
        effect=one_sample_g(side.moments, target, confidence=confidence),
        tests=() if reason else (one_sample_t(side.moments, target),),
    )  # fmt: skip


def _share_target(base: Draft, side: Side, target: Fraction, confidence: Fraction) -> Draft:
    share = side.share or (0, 1)
    population = side.moments.population if side.moments else None
    found = wilson_interval(*share, confidence=confidence, population=population)
    expected = min(share[1] * target, share[1] * (1 - target))
    correction = _share_correction(side)
    exact_test = one_share_binomial(share, target)
    score = one_share_z(share, target, correction=correction)
    tests = (exact_test, score) if expected < _FEW and correction else (score, exact_test)
    return replace(
        base, difference=100 * (Fraction(*share) - target),
        interval=Interval(100 * (found.low - target), 100 * (found.high - target)),
        effect=one_share_h(share, target, confidence=confidence),
        tests=() if base.reason else tests,
    )  # fmt: skip
