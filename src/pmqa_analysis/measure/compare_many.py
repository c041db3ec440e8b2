"""Compare all categories of a group at once, every pair of them, and a row of years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from pmqa_analysis.measure.breaks import year_reason
from pmqa_analysis.measure.comparison import Comparison, Draft, Reason, judge_family
from pmqa_analysis.measure.drafts import CHOSEN, MEAN, SATISFIED, side_figure
from pmqa_analysis.measure.figures import PERCENT
from pmqa_analysis.measure.intervals import Interval
from pmqa_analysis.measure.layout import NOT_STATED
from pmqa_analysis.measure.many_groups import classic_anova, eta_squared, levene, welch_anova
from pmqa_analysis.measure.post_hoc import METHODS, PairDifference, compare_pairs
from pmqa_analysis.measure.ranks import kruskal_wallis
from pmqa_analysis.measure.sample import Moments, exact_float
from pmqa_analysis.measure.shares import chi_square, cramers_v
from pmqa_analysis.measure.sides import Side, least_answers, side_of, state_side
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.measure.tested import Tested
from pmqa_analysis.measure.trend import LEAST_YEARS, mann_kendall
from pmqa_analysis.measure.two_groups import hedges_g

__all__ = ["compare_category_pairs", "compare_groups", "compare_trend"]


def compare_groups(
    survey: MeasuredSurvey, group: str, names: Iterable[str] | None = None, *,
    statistic: str = MEAN,
) -> list[Comparison]:  # fmt: skip
    """Return items or scores over all categories of a group.

    A category with fewer answers than a test needs is left out; fewer than two that remain are
    ``below_minimum``. Means: Welch's ANOVA decides, the classic one, Levene and Kruskal-Wallis
    stand beside it. Shares (:data:`~pmqa_analysis.measure.drafts.SATISFIED`): χ².
    """
    wanted = survey.counts.layout.scored_items if names is None else tuple(names)
    return judge_family([_groups_draft(survey, group, name, statistic) for name in wanted],
                        survey.minimum)  # fmt: skip


def compare_category_pairs(
    survey: MeasuredSurvey, group: str, name: str, *, method: str = "games_howell"
) -> list[Comparison]:
    """Return every pair of a group's categories for one item or score.

    Args:
        survey: What was measured.
        group: Whose categories.
        name: The item or score.
        method: The one that decides, of :data:`~pmqa_analysis.measure.post_hoc.METHODS`; the
            others that Thai reports expect (``scheffe``, ``lsd``) stand beside it.
    """
    sides = _sides(survey, group, name)
    kept = {category: side.moments for category, side in sides.items() if side.moments}
    if len(kept) < 2:
        return []
    others = [one for one in ("scheffe", "lsd") if one != method]
    confidence = survey.rules.confidence / 100
    by_method = {
        one: {(pair.one, pair.other): pair
              for pair in compare_pairs(one, kept, confidence=confidence)}
        for one in (method, *others)
    }  # fmt: skip
    drafts = [
        _pair_draft(survey, group, name, sides, [found[pair] for found in by_method.values()])
        for pair in combinations(kept, 2)
    ]
    return judge_family(drafts, survey.minimum, corrected=METHODS[method] is not METHODS["lsd"])


def compare_trend(
    surveys: Sequence[MeasuredSurvey], name: str, *, breaks: Mapping[int, Reason] | None = None,
    **where: str,
) -> Comparison:  # fmt: skip
    """Return the trend of an item or score over years, oldest first, by Mann-Kendall.

    Args:
        surveys: The same survey, one a year.
        name: The item or score.
        breaks: Why a year does not compare with the one before it, by that year.
        where: The group.

    With four years or fewer no trend can be significant: ``few_years``, whatever the values.
    """
    last, known = surveys[-1], breaks or {}
    sides = [side_of(one, name, **where) for one in surveys]
    figures = tuple(side_figure(one, name, side, MEAN, where)
                    for one, side in zip(surveys, sides, strict=True))  # fmt: skip
    reasons = [known.get(now.counts.layout.fiscal_year) or year_reason(now, before, name)
               for before, now in pairwise(surveys)]  # fmt: skip
    reason: Reason = next((one for one in reasons if one), "")
    if any(side.moments is None for side in sides):
        reason = reason or "no_base"
    elif min(side.n for side in sides) < least_answers(last, name):
        reason = reason or "below_minimum"
    elif len(surveys) < LEAST_YEARS:
        reason = reason or "few_years"
    found = mann_kendall([side.moments.mean for side in sides if side.moments])
    draft = Draft(
        subject=last.subject(name, **where), kind="trend", statistic=MEAN,
        against=str(surveys[0].counts.layout.fiscal_year), sides=figures, difference=None,
        interval=None, effect=None, tests=(found,) if found and not reason else (),
        reason=reason, n=min(side.n for side in sides), decimals=last.rules.mean_decimals,
    )  # fmt: skip
    return judge_family([draft], last.minimum)[0]


def _sides(survey: MeasuredSurvey, group: str, name: str) -> dict[str, Side]:
    """Return the categories that have answers enough for a test."""
    categories = [one for one in survey.counts.layout.categories[group] if one != NOT_STATED]
    sides = {one: side_of(survey, name, **{group: one}) for one in categories}
    least = max(least_answers(survey, name), survey.minimum)
    return {one: side for one, side in sides.items() if side.n >= least}


def _groups_draft(survey: MeasuredSurvey, group: str, name: str, statistic: str) -> Draft:
    sides = {category: state_side(survey, name, side, statistic) or side
             for category, side in _sides(survey, group, name).items()}  # fmt: skip
    figures = tuple(side_figure(survey, name, side, statistic, {group: category})
                    for category, side in sides.items())  # fmt: skip
    is_share = statistic in (CHOSEN, SATISFIED)
    base = Draft(
        subject=survey.subject(name), kind="groups", statistic=statistic, against=group,
        sides=figures, difference=None, interval=None, effect=None, tests=(), reason="",
        n=min((side.n for side in sides.values()), default=0),
        decimals=survey.rules.mean_decimals, unit=PERCENT if is_share else "",
    )  # fmt: skip
    if len(sides) < 2:
        return replace(base, reason="below_minimum")
    if name in survey.counts.layout.scores and survey.score_policy(name) == "pooled":
        return replace(base, reason="answers_not_independent")
    confidence = survey.rules.confidence / 100
    shares = [side.share for side in sides.values() if side.share]
    if is_share:
        if len(shares) < len(sides):
            return replace(base, reason="no_base")
        table = [[count, n - count] for count, n in shares]
        return replace(base, tests=(chi_square(table),),
                       effect=cramers_v(table, confidence=confidence))  # fmt: skip
    moments = [side.moments for side in sides.values() if side.moments]
    samples = [side.make_sample() for side in sides.values()]
    tests = (welch_anova(moments), classic_anova(moments), levene(samples),
             kruskal_wallis(samples))  # fmt: skip
    effect = eta_squared(moments, confidence=confidence)
    if effect is None:
        return replace(base, reason="no_variation")
    return replace(base, tests=tests, effect=effect)


def _pair_draft(
    survey: MeasuredSurvey, group: str, name: str, sides: Mapping[str, Side],
    found: Sequence[PairDifference],
) -> Draft:  # fmt: skip
    """Return the draft of one pair; its tests are those of the methods, the deciding one first."""
    sound = found[0]
    one, other = (_moments(sides[category]) for category in (sound.one, sound.other))
    figures = tuple(side_figure(survey, name, sides[category], MEAN, {group: category})
                    for category in (sound.one, sound.other))  # fmt: skip
    confidence = Fraction(survey.rules.confidence, 100)
    return Draft(
        subject=survey.subject(name, **{group: sound.one}), kind="pair", statistic=MEAN,
        against=f"{group}={sound.other}", sides=figures, difference=sound.difference,
        interval=Interval(exact_float(sound.low), exact_float(sound.high)),
        effect=hedges_g(one, other, confidence=confidence),
        tests=tuple(Tested(pair.method, pair.statistic, pair.p) for pair in found),
        reason="", n=min(one.n, other.n), decimals=survey.rules.mean_decimals,
    )  # fmt: skip


def _moments(side: Side) -> Moments:
    if side.moments is None:
        raise ValueError("a side without answers has no moments")
    return side.moments
