"""Weights: strata made as large as they are among the people, and margins raked to theirs.

A weight belongs to a cell of groups, so a weighted figure is a function of the same counts.
Post-stratification is exact; raking is iterated (Deming and Stephan 1940) and says how it ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from pmqa_analysis.errors import DataError
from pmqa_analysis.measure.counts import Counts
from pmqa_analysis.measure.figures import PERCENT, Behind
from pmqa_analysis.measure.intervals import Interval, t_quantile, wilson_interval
from pmqa_analysis.measure.layout import NOT_STATED, Grouping
from pmqa_analysis.measure.sample import exact_float
from pmqa_analysis.measure.sampling import kish_effect
from pmqa_analysis.measure.suppression import suppress
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.results import Result, Results

__all__ = ["WeightedMean", "Weighting", "estimate_weighted", "post_stratify", "rake"]

Cell = tuple[str, ...]
MOST_ROUNDS, TOLERANCE = 200, Fraction(1, 10**9)
_DIGITS = 12


@dataclass(frozen=True)
class Weighting:
    """The weight of each cell of a grouping; over all respondents weighted they mean 1.

    Attributes:
        name: ``post_stratification`` or ``raking``, with the groups.
        weights: By the categories of the cell; exact, or of 12 decimals where raked.
        respondents: How many each cell has.
        left_out: How many state no category and have no weight.
        rounds: How many rounds of raking it took; 0 for post-stratification.
        converged: Whether every margin is met.
        largest_gap: The largest distance of a margin's share from what it should be.
    """

    name: str
    grouping: Grouping
    weights: Mapping[Cell, Fraction]
    respondents: Mapping[Cell, int]
    left_out: int
    rounds: int = 0
    converged: bool = True
    largest_gap: Fraction = Fraction(0)

    @property
    def lowest(self) -> Fraction:
        """Return the lowest weight of a respondent."""
        return min(self.weights[cell] for cell, n in self.respondents.items() if n)

    @property
    def highest(self) -> Fraction:
        """Return the highest weight of a respondent."""
        return max(self.weights[cell] for cell, n in self.respondents.items() if n)

    @property
    def design_effect(self) -> Fraction:
        """Return Kish's design effect of the weights alone."""
        return kish_effect([(self.weights[cell], n) for cell, n in self.respondents.items()])


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """A weighted mean, exact, with its linearised variance.

    Attributes:
        variance: n/(n − 1) Σ(w(x − x̄))² / (Σw)², as R's survey package has it.
        design_effect: That over the variance of a simple random sample of as many.
    """

    n: int
    mean: Fraction
    variance: Fraction
    design_effect: Fraction | None


def post_stratify(counts: Counts, group: str, people: Mapping[str, int]) -> Weighting:
    """Return weights that make each category as large as it is among the people.

    Args:
        counts: Counted by the group.
        group: Whose categories are the strata.
        people: How many people each category has.

    Raises:
        DataError: If a category with people has no respondent, or one with respondents is
            not named.
    """
    cells, left_out = _cells(counts, (group,))
    _check_margin(group, {cell[0]: n for cell, n in cells.items()}, people)
    n, whole = sum(cells.values()), sum(people.values())
    weights = {cell: Fraction(people.get(cell[0], 0) * n, whole * mine)
               for cell, mine in cells.items() if mine}  # fmt: skip
    return Weighting(f"post_stratification:{group}", (group,), weights,
                     {cell: mine for cell, mine in cells.items() if mine}, left_out)  # fmt: skip


def rake(counts: Counts, margins: Mapping[str, Mapping[str, int]]) -> Weighting:
    """Return weights under which two groups' margins are those of the people.

    Args:
        counts: Counted by both groups crossed.
        margins: For each of the two groups how many people each category has.

    Raises:
        DataError: If a category with people has no respondent, or one with respondents is
            not named.
    """
    grouping, _ = counts.layout.cell(dict.fromkeys(margins, NOT_STATED))
    cells, left_out = _cells(counts, grouping)
    kept = {cell: n for cell, n in cells.items() if n}
    wanted = [_shares(grouping[axis], axis, kept, margins[grouping[axis]])
              for axis in range(len(grouping))]  # fmt: skip
    sizes = {cell: float(n) for cell, n in kept.items()}
    rounds, gap = 0, 1.0
    while rounds < MOST_ROUNDS and gap > TOLERANCE:
        rounds += 1
        for axis, shares in enumerate(wanted):
            _fit(sizes, axis, shares)
        gap = max(_gap(sizes, axis, shares) for axis, shares in enumerate(wanted))
    n, total = sum(kept.values()), sum(sizes.values())
    weights = {cell: exact_float(round_digits(sizes[cell] * n / total / kept[cell]))
               for cell in kept}  # fmt: skip
    return Weighting(f"raking:{'+'.join(grouping)}", grouping, weights, kept, left_out, rounds,
                     gap <= TOLERANCE, exact_float(gap))  # fmt: skip


def estimate_weighted(survey: MeasuredSurvey, item: str, weighting: Weighting) -> Results:
    """Return n, weighted shares, mean and design effect of a question, each said to be weighted.

    Intervals take the answers for n divided by the design effect.
    """
    by_cell = _answers(survey.counts, item, weighting)
    codes = survey.counts.layout.items[item].answers
    n = sum(map(sum, by_cell.values()))
    subject, rules = survey.subject(item), survey.rules
    behind: Behind = {"n": n, "base": n, "weighting": weighting.name}
    found: list[Result] = [subject.whole("n_weighted", n, behind=behind)]
    if n:
        whole = weigh_mean(codes, by_cell, weighting)
        found.append(_mean(survey, item, whole, behind))
        effect = kish_effect([(weighting.weights[cell], sum(counts))
                              for cell, counts in by_cell.items()])  # fmt: skip
        found.append(subject.result("design_effect_weighted", effect, decimals=2, policy="kish",
                                    behind=behind))  # fmt: skip
        total = sum((weighting.weights[cell] * sum(counts) for cell, counts in by_cell.items()),
                    Fraction(0))  # fmt: skip
        for place, code in enumerate(codes):
            count = sum((weighting.weights[cell] * counts[place]
                         for cell, counts in by_cell.items()), Fraction(0))  # fmt: skip
            size = Fraction(n) / effect
            ends = wilson_interval(count / total * size, size,
                                   confidence=Fraction(rules.confidence, 100))  # fmt: skip
            found.append(subject.result(
                f"share_{code}_weighted", 100 * count / total, decimals=rules.percent_decimals,
                unit=PERCENT, policy="share_of_answers",
                interval=Interval(100 * ends.low, 100 * ends.high),
                behind={**behind, "numerator": count, "denominator": total},
            ))  # fmt: skip
    return Results(suppress(found, survey.minimum))


def weigh_mean(
    codes: tuple[int, ...], by_cell: Mapping[Cell, list[int]], weighting: Weighting
) -> WeightedMean:
    """Return the weighted mean of answers, counted by cell and code."""
    parts = [(weighting.weights[cell], code, count) for cell, counts in by_cell.items()
             for code, count in zip(codes, counts, strict=True) if count]  # fmt: skip
    n = sum(count for _, _, count in parts)
    total = sum((weight * count for weight, _, count in parts), Fraction(0))
    mean = sum((weight * code * count for weight, code, count in parts), Fraction(0)) / total
    if n < 2:
        return WeightedMean(n, mean, Fraction(0), None)
    squares = sum((count * (weight * (code - mean)) ** 2 for weight, code, count in parts),
                  Fraction(0))  # fmt: skip
    spread = sum((count * weight * (code - mean) ** 2 for weight, code, count in parts),
                 Fraction(0))  # fmt: skip
    variance = Fraction(n, n - 1) * squares / (total * total)
    simple = spread / total / (n - 1)
    return WeightedMean(n, mean, variance, variance / simple if simple else None)


def round_digits(value: float) -> float:
    """Return a raked weight at the 12 decimals that are kept."""
    return float(f"{value:.{_DIGITS}f}")


def _mean(survey: MeasuredSurvey, item: str, whole: WeightedMean, behind: Behind) -> Result:
    rules = survey.rules
    half = Fraction(0)
    if whole.n > 1:
        half = exact_float(t_quantile(rules.confidence / 100, whole.n - 1) * sqrt(whole.variance))
    return survey.subject(item).result(
        "mean_weighted", whole.mean, decimals=rules.mean_decimals, policy="mean",
        interval=Interval(whole.mean - half, whole.mean + half), behind=behind,
    )  # fmt: skip


def _answers(counts: Counts, item: str, weighting: Weighting) -> dict[Cell, list[int]]:
    found = {}
    for cell in weighting.weights:
        where = dict(zip(weighting.grouping, cell, strict=True))
        found[cell] = list(counts.of(item, **where).answers.values())
    return {cell: answers for cell, answers in found.items() if sum(answers)}


def _cells(counts: Counts, grouping: Grouping) -> tuple[dict[Cell, int], int]:
    """Return the respondents of each cell, and of those who state not every category."""
    rows = counts.rows[grouping].tolist()
    pairs = list(zip(counts.layout.cells(grouping), rows, strict=True))
    stated = {cell: n for cell, n in pairs if NOT_STATED not in cell}
    return stated, sum(rows) - sum(stated.values())


def _check_margin(group: str, respondents: Mapping[str, int], people: Mapping[str, int]) -> None:
    empty = [one for one, n in people.items() if n and not respondents.get(one)]
    unnamed = [one for one, n in respondents.items() if n and not people.get(one)]
    if empty or unnamed:
        raise DataError("weights.margin", where=group, empty=", ".join(empty) or "-",
                        unnamed=", ".join(unnamed) or "-")  # fmt: skip


def _shares(
    group: str, axis: int, cells: Mapping[Cell, int], people: Mapping[str, int]
) -> dict[str, float]:
    respondents: dict[str, int] = {}
    for cell, n in cells.items():
        respondents[cell[axis]] = respondents.get(cell[axis], 0) + n
    _check_margin(group, respondents, people)
    whole = sum(people.values())
    return {category: n / whole for category, n in people.items() if n}


def _sums(sizes: Mapping[Cell, float], axis: int) -> dict[str, float]:
    sums: dict[str, float] = {}
    for cell, size in sizes.items():
        sums[cell[axis]] = sums.get(cell[axis], 0.0) + size
    return sums


def _fit(sizes: dict[Cell, float], axis: int, shares: Mapping[str, float]) -> None:
    sums, total = _sums(sizes, axis), sum(sizes.values())
    for cell in sizes:
        sizes[cell] *= shares[cell[axis]] * total / sums[cell[axis]]


def _gap(sizes: Mapping[Cell, float], axis: int, shares: Mapping[str, float]) -> float:
    sums, total = _sums(sizes, axis), sum(sizes.values())
    return max(abs(sums[category] / total - share) for category, share in shares.items())
