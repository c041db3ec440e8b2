"""The same people in two years, by their ids: counted as pairs, compared as pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.clean.surveys.responses import CleanedSurvey
from pmqa_analysis.measure.breaks import year_reason
from pmqa_analysis.measure.comparison import Comparison, Draft, Reason, judge_family
from pmqa_analysis.measure.drafts import MEAN, paired_figures
from pmqa_analysis.measure.intervals import mean_interval
from pmqa_analysis.measure.layout import Layout, plan_counts
from pmqa_analysis.measure.ranks import wilcoxon
from pmqa_analysis.measure.sample import Sample
from pmqa_analysis.measure.sides import least_answers
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.measure.two_groups import one_sample_g, one_sample_t

__all__ = ["PairedCounts", "compare_paired_years", "count_pairs"]

Pairs = Mapping[tuple[Fraction, Fraction], int]


@dataclass(frozen=True)
class PairedCounts:
    """How many people gave one answer before and another now.

    Attributes:
        people: How many have one id in both years.
        pairs: For each item and score how often each pair (before, now) of codes or means.
    """

    people: int
    pairs: Mapping[str, Pairs]

    def differences(self, name: str) -> Sample:
        """Return now less before, as a sample."""
        found: Counter[Fraction] = Counter()
        for (before, now), count in self.pairs[name].items():
            found[now - before] += count
        return Sample.of(dict(found))

    def sides(self, name: str) -> tuple[Sample, Sample]:
        """Return now and before, of those with both."""
        now: Counter[Fraction] = Counter()
        before: Counter[Fraction] = Counter()
        for (earlier, later), count in self.pairs[name].items():
            before[earlier] += count
            now[later] += count
        return Sample.of(dict(now)), Sample.of(dict(before))


def count_pairs(now: CleanedSurvey, before: CleanedSurvey, codebook: Codebook) -> PairedCounts:
    """Return the pairs of two years of a survey, matched by the respondent's id.

    An id that is missing, or that stands twice in a year, is no match. Items and scores of both
    years alone are counted.
    """
    later, earlier = (plan_counts(codebook, one.fiscal_year) for one in (now, before))
    mine, theirs = (_by_person(one.responses) for one in (now, before))
    people = mine.index.intersection(theirs.index)
    mine, theirs = mine.loc[people], theirs.loc[people]
    names = [one for one in later.scored_items if one in earlier.items]
    pairs = {one: _counted(_codes(theirs[one]), _codes(mine[one])) for one in names}
    for score, plan in later.scores.items():
        if score in earlier.scores and plan.items == earlier.scores[score].items:
            pairs[score] = _counted(_means(theirs, earlier, score), _means(mine, later, score))
    return PairedCounts(len(people), pairs)


def compare_paired_years(
    now: MeasuredSurvey, before: MeasuredSurvey, pairs: PairedCounts,
    names: Iterable[str] | None = None, *, breaks: Mapping[str, Reason] | None = None,
) -> list[Comparison]:  # fmt: skip
    """Return items or scores of the same people in two years: the paired t test decides.

    Wilcoxon's test stands beside it. The sides are those who answered in both years, not all.
    """
    known = breaks or {}
    wanted = now.counts.layout.scored_items if names is None else tuple(names)
    drafts = []
    for name in wanted:
        reason = known.get(name, known.get("*")) or year_reason(now, before, name)
        drafts.append(_draft(now, before, pairs, name, reason))
    return judge_family(drafts, now.minimum)


def _draft(
    now: MeasuredSurvey, before: MeasuredSurvey, pairs: PairedCounts, name: str, reason: Reason
) -> Draft:
    year = before.counts.layout.fiscal_year
    has_pairs = bool(pairs.pairs.get(name))
    differences = pairs.differences(name) if has_pairs else Sample((), ())
    sides = pairs.sides(name) if has_pairs else (differences, differences)
    if differences.n < max(2, least_answers(now, name)):
        reason = reason or "below_minimum"
    moments = differences.moments() if differences.n else None
    confidence = Fraction(now.rules.confidence, 100)
    tests = (
        ()
        if reason or moments is None
        else (one_sample_t(moments, Fraction(0)), wilcoxon(differences))
    )
    return Draft(
        subject=now.subject(name), kind="paired_year", statistic=MEAN, against=f"{year}-paired",
        sides=paired_figures((now, before), name, sides),
        difference=moments.mean if moments else None,
        interval=mean_interval(moments, confidence=confidence) if moments else None,
        effect=one_sample_g(moments, Fraction(0), confidence=confidence) if moments else None,
        tests=tests, reason=reason, n=differences.n, decimals=now.rules.mean_decimals,
    )  # fmt: skip


def _by_person(responses: pd.DataFrame) -> pd.DataFrame:
    """Return the responses that have an id of their own, by it."""
    ids = responses["respondent"]
    return responses[ids.notna() & ~ids.duplicated(keep=False)].set_index("respondent")


def _codes(column: pd.Series) -> list[Fraction | None]:
    return [None if pd.isna(one) else Fraction(int(one)) for one in column.tolist()]


def _means(responses: pd.DataFrame, layout: Layout, score: str) -> list[Fraction | None]:
    """Return each person's mean over the items of a score that they answered."""
    plan = layout.scores[score]
    answered = np.zeros(len(responses), np.int64)
    total = np.zeros(len(responses), np.int64)
    for item, values in zip(plan.items, plan.values, strict=True):
        worth = responses[item].map(dict(values))
        answered += worth.notna().to_numpy(dtype=np.int64)
        total += worth.fillna(0).to_numpy(dtype=np.int64)
    return [Fraction(summed, n) if n else None
            for summed, n in zip(total.tolist(), answered.tolist(), strict=True)]  # fmt: skip


def _counted(before: list[Fraction | None], now: list[Fraction | None]) -> Pairs:
    both = zip(before, now, strict=True)
    return Counter((one, other) for one, other in both if one is not None and other is not None)
