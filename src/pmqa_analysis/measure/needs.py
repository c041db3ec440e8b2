"""Two measures of the same aspects beside each other: importance and performance, gap, needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.measure.figures import Behind
from pmqa_analysis.measure.scores import Quadrant, find_quadrants, gap, pni_modified
from pmqa_analysis.measure.suppression import suppress
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.results import Result, result_id

__all__ = ["Need", "estimate_needs", "needs_centre"]

PNI_DECIMALS = 3


@dataclass(frozen=True)
class Need:
    """One aspect in two measures.

    Attributes:
        wanted: Mean importance, or expectation.
        found: Mean performance, or perception.
        gap: Found less wanted.
        pni: The modified priority needs index; the higher, the more urgent.
        quadrant: Of importance and performance; None where a side has no shown value.
        rank: 1 for the highest index, equal ones alike; None likewise.
    """

    aspect: str
    wanted: Result
    found: Result
    gap: Result
    pni: Result
    quadrant: Quadrant | None
    rank: int | None


def estimate_needs(
    survey: MeasuredSurvey, *, wanted: str = "importance", found: str = "satisfaction",
    **where: str,
) -> list[Need]:  # fmt: skip
    """Return every aspect that has items of both kinds, the most urgent first.

    Args:
        survey: What was measured.
        wanted: The kind of items that says what matters: ``importance`` or ``expectation``.
        found: The kind that says what there is: ``satisfaction`` or ``perception``.
        where: The group.

    An aspect with a suppressed side has no index, and comes last.
    """
    scores = survey.counts.layout.scores
    aspects = [one.id for one in survey.codebook.aspects
               if f"{wanted}.{one.id}" in scores and f"{found}.{one.id}" in scores]  # fmt: skip
    sides = {aspect: (_mean(survey, f"{wanted}.{aspect}", where),
                      _mean(survey, f"{found}.{aspect}", where)) for aspect in aspects}  # fmt: skip
    points = [(aspect, *values) for aspect, pair in sides.items() if (values := _values(pair))]
    quadrants = find_quadrants(points)
    indices = {aspect: pni_modified(one, other) for aspect, one, other in points}
    known = {aspect: index for aspect, index in indices.items() if index is not None}
    ranks = {aspect: 1 + sum(other > index for other in known.values())
             for aspect, index in known.items()}  # fmt: skip
    needs = [
        Need(aspect, *pair, _figure(survey, aspect, f"gap_to_{wanted}", gap, pair, where),
             _figure(survey, aspect, f"pni_modified_{wanted}", pni_modified, pair, where),
             quadrants.get(aspect), ranks.get(aspect))
        for aspect, pair in sides.items()
    ]  # fmt: skip
    return sorted(needs, key=lambda one: one.rank or len(needs) + 1)


def needs_centre(
    survey: MeasuredSurvey, needs: Sequence[Need], *, wanted: str = "importance"
) -> tuple[Result, Result] | None:
    """Return the means of the shown points, wanted and found: where the quadrants meet.

    None where no aspect has both.
    """
    points = [values for one in needs if (values := _values((one.wanted, one.found)))]
    if not points:
        return None
    subject, decimals = survey.subject(f"{wanted}-centre"), survey.rules.mean_decimals
    ends = [sum(side, Fraction(0)) / len(points) for side in zip(*points, strict=True)]
    one, other = (
        subject.result(name, end, decimals=decimals, policy="mean_of_points")
        for name, end in zip(("wanted", "found"), ends, strict=True)
    )
    return one, other


def _mean(survey: MeasuredSurvey, score: str, where: dict[str, str]) -> Result:
    subject = survey.subject(score, **where)
    return survey.score(score, **where)[result_id(subject.fiscal_year, subject.measure, "mean")]


def _values(pair: tuple[Result, Result]) -> tuple[Fraction, Fraction] | None:
    one, other = pair[0].value, pair[1].value
    return None if one is None or other is None else (one, other)


def _figure(
    survey: MeasuredSurvey, aspect: str, statistic: str,
    formula: Callable[[Fraction, Fraction], Fraction | None], pair: tuple[Result, Result],
    where: dict[str, str],
) -> Result:  # fmt: skip
    values = _values(pair)
    n = min((one.n or 0 for one in pair), default=0)
    is_gap = formula is gap
    made = survey.subject(aspect, **where).result(
        statistic, formula(*values) if values else None,
        decimals=survey.rules.mean_decimals if is_gap else PNI_DECIMALS,
        policy="gap" if is_gap else "pni_modified", sign=is_gap,
        source=" ".join(one.id for one in pair), behind=Behind(n=n),
    )  # fmt: skip
    return suppress([made], survey.minimum)[0]
