"""Tables as data: toplines of every question, and banners of groups side by side.

A cell of a banner names by letter the columns that it is above, tested pair by pair and corrected
by Holm within its row. Only columns of one group are set against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from string import ascii_uppercase

from pmqa_analysis.measure.counts import Frequencies
from pmqa_analysis.measure.layout import NOT_STATED
from pmqa_analysis.measure.shares import two_shares
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.measure.tested import holm
from pmqa_analysis.measure.two_groups import welch_t
from pmqa_analysis.results import Result, result_id
from pmqa_analysis.rounding import round_exact

__all__ = ["Banner", "BannerCell", "BannerColumn", "BannerRow", "Topline", "banner", "toplines"]

Where = Mapping[str, str]


@dataclass(frozen=True)
class Topline:
    """One question in one row.

    Attributes:
        shares: The share of each answer by its code.
        non_answers: The share of each non-answer in the base.
        figures: n, base, mean, sd, percents and the others, by statistic.
        years: The years in which it was asked, where those are not all of the survey's.
        adds_up: Whether the shown shares add to 100.
    """

    item: str
    shares: Mapping[int, Result]
    non_answers: Mapping[int, Result]
    figures: Mapping[str, Result]
    years: tuple[int, ...]
    adds_up: bool


@dataclass(frozen=True)
class BannerColumn:
    """One column: all respondents, or one category; its letter, and its base."""

    where: Where
    letter: str
    base: Result


@dataclass(frozen=True)
class BannerCell:
    """One figure, and the letters of the columns that it is above."""

    result: Result
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class BannerRow:
    """One statistic over the columns."""

    statistic: str
    cells: tuple[BannerCell, ...]


@dataclass(frozen=True)
class Banner:
    """One question by groups, side by side."""

    item: str
    columns: tuple[BannerColumn, ...]
    rows: tuple[BannerRow, ...]
    adds_up: tuple[bool, ...]


def toplines(survey: MeasuredSurvey, **where: str) -> list[Topline]:
    """Return the topline of every question on a scale, in the order of the codebook."""
    return [_topline(survey, item, where) for item in survey.counts.layout.scored_items]


def banner(
    survey: MeasuredSurvey, item: str, groups: Sequence[str], *,
    statistics: Sequence[str] = ("mean", "percent_satisfied_top_two"),
) -> Banner:  # fmt: skip
    """Return a question by the categories of some groups: shares, then the other statistics."""
    wheres = _columns(survey, groups)
    found = [survey.item(item, **where) for where in wheres]
    measures = [survey.subject(item, **where).measure for where in wheres]
    year = survey.counts.layout.fiscal_year
    letters = ["", *(_letter(place) for place in range(len(wheres) - 1))]
    columns = tuple(
        BannerColumn(where, letter, results[result_id(year, measure, "base")])
        for where, letter, results, measure in zip(wheres, letters, found, measures, strict=True)
    )
    frequencies = [survey.counts.of(item, **where) for where in wheres]
    codes = list(frequencies[0].answers)
    rows = []
    for statistic in (*(f"share_{code}" for code in codes), *statistics):
        cells = [results[result_id(year, measure, statistic)]
                 for results, measure in zip(found, measures, strict=True)]  # fmt: skip
        above = _above(survey, statistic, wheres, letters, frequencies)
        rows.append(BannerRow(statistic, tuple(
            BannerCell(cell, () if cell.value is None else letters_of)
            for cell, letters_of in zip(cells, above, strict=True)
        )))  # fmt: skip
    whole = tuple(
        _adds_up([row.cells[place].result for row in rows[: len(codes)]])
        for place in range(len(wheres))
    )
    return Banner(item, columns, tuple(rows), whole)


def _topline(survey: MeasuredSurvey, item: str, where: Where) -> Topline:
    plan = survey.counts.layout.items[item]
    figures = {one.statistic: one for one in survey.item(item, **where).values()}
    shares = {code: figures[f"share_{code}"] for code in plan.answers}
    others = {code: figures[f"share_{code}"] for code in plan.codes if code not in plan.answers}
    question = next(one for one in survey.codebook.items if one.id == item)
    asked = tuple(year for year in survey.codebook.years if year in question.years)
    some = asked if asked and asked != survey.codebook.years else ()
    return Topline(item, shares, others, figures, some, _adds_up(list(shares.values())))


def _adds_up(shares: Sequence[Result]) -> bool:
    """Return whether shown shares add to 100; suppressed ones have nothing to add."""
    values = [round_exact(one.value, one.decimals or 0) for one in shares if one.value is not None]
    return not values or sum(values) == 100


def _columns(survey: MeasuredSurvey, groups: Sequence[str]) -> list[Where]:
    categories = survey.counts.layout.categories
    return [{}, *({group: category} for group in groups for category in categories[group]
                  if category != NOT_STATED)]  # fmt: skip


def _letter(place: int) -> str:
    """Return A … Z, then AA, AB …, as columns of a sheet."""
    before, last = divmod(place, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


def _above(
    survey: MeasuredSurvey, statistic: str, wheres: Sequence[Where], letters: Sequence[str],
    frequencies: Sequence[Frequencies],
) -> list[tuple[str, ...]]:  # fmt: skip
    """Return for each column the letters of those that it is above, for certain enough."""
    least = max(survey.minimum, survey.rules.item_answers)
    places = [place for place, one in enumerate(frequencies) if one.n >= least and wheres[place]]
    pairs = [pair for pair in combinations(places, 2)
             if wheres[pair[0]].keys() == wheres[pair[1]].keys()]  # fmt: skip
    tested = [_tested(statistic, frequencies[one], frequencies[other]) for one, other in pairs]
    found: list[list[str]] = [[] for _ in wheres]
    level = survey.rules.significance / 100
    for (one, other), (difference, _), p in zip(
        pairs, tested, holm([p for _, p in tested]), strict=True
    ):
        if p is not None and p < level:
            upper, lower = (one, other) if difference > 0 else (other, one)
            found[upper].append(letters[lower])
    return [tuple(letters_of) for letters_of in found]


def _tested(statistic: str, one: Frequencies, other: Frequencies) -> tuple[Fraction, float | None]:
    """Return the difference of two columns in a statistic, and its p; None for no test."""
    if statistic == "mean":
        mine, theirs = one.sample.moments(), other.sample.moments()
        return mine.mean - theirs.mean, welch_t(mine, theirs).p
    counts = [_count(statistic, frequencies) for frequencies in (one, other)]
    if counts[0] is None or counts[1] is None:
        return Fraction(0), None
    shares = ((counts[0], one.n), (counts[1], other.n))
    return Fraction(*shares[0]) - Fraction(*shares[1]), two_shares(*shares).p


def _count(statistic: str, frequencies: Frequencies) -> int | None:
    ordered = sorted(frequencies.answers)
    codes = {"percent_satisfied_top_two": ordered[-2:], "percent_dissatisfied": ordered[:2]}
    if statistic in codes:
        return sum(frequencies.answers[code] for code in codes[statistic])
    code = statistic.removeprefix("share_")
    known = {str(one): count for one, count in frequencies.answers.items()}
    return known.get(code)
