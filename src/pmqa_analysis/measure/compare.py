"""Compare a survey with another year, with a target, group with group, a unit with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from pmqa_analysis.measure.breaks import item_reason, year_reason
from pmqa_analysis.measure.comparison import Comparison, Reason, judge_family
from pmqa_analysis.measure.drafts import (
    CHOSEN,
    MEAN,
    SATISFIED,
    draft_one_side,
    draft_two_sides,
    side_figure,
)
from pmqa_analysis.measure.figures import group_text
from pmqa_analysis.measure.sides import Side, rest_side, side_of, state_side
from pmqa_analysis.measure.survey_figures import MeasuredSurvey

__all__ = [
    "CHOSEN", "MEAN", "SATISFIED", "compare_targets", "compare_two_groups", "compare_with_office",
    "compare_with_rest", "compare_years",
]  # fmt: skip


def compare_years(
    now: MeasuredSurvey, before: MeasuredSurvey, names: Iterable[str] | None = None, *,
    statistic: str = MEAN, breaks: Mapping[str, Reason] | None = None, **where: str,
) -> list[Comparison]:  # fmt: skip
    """Return items or scores of a survey against an earlier year, as independent samples.

    Args:
        now: The later year.
        before: The earlier year of the same survey.
        names: Items or scores: the family; all items on a scale otherwise.
        statistic: :data:`MEAN`; ``percent_satisfied_mean_of_max`` or ``…_rescaled``, tested as
            the mean that they are; :data:`SATISFIED`, or :data:`CHOSEN` for options: as shares.
        breaks: Why an item or score (or ``*``, all) is not to be tested, for what the codebook
            does not know: ``population_changed``.
        where: The group compared, the same in both years.
    """
    known = breaks or {}
    against = str(before.counts.layout.fiscal_year)
    drafts = []
    for name in _names(now, names):
        reason = known.get(name, known.get("*")) or year_reason(now, before, name)
        asked = name in {**before.counts.layout.items, **before.counts.layout.scores}
        sides = (_stated(now, name, where, statistic),
                 _stated(before, name, where, statistic) if asked else None)  # fmt: skip
        figures = (side_figure(now, name, sides[0], statistic, where),
                   side_figure(before, name, sides[1], statistic, where))  # fmt: skip
        drafts.append(draft_two_sides(now, name, "year", statistic, against, sides, figures, reason,
                                 where))  # fmt: skip
    return judge_family(drafts, now.minimum)


def compare_with_office(
    survey: MeasuredSurvey, other: MeasuredSurvey, office: str, names: Iterable[str] | None = None,
    *, statistic: str = MEAN,
) -> list[Comparison]:  # fmt: skip
    """Return items or scores against those of another office that asked the same.

    Args:
        survey: Of this office.
        other: Of the other office, with its own codebook.
        office: Its name in ids, such as ``house``.
        names: Items or scores that both have: the family.
        statistic: As in :func:`compare_years`.
    """
    drafts, theirs = [], {"office": office}
    for name in _names(survey, names):
        reason = item_reason(survey, other, name)
        asked = name in {**other.counts.layout.items, **other.counts.layout.scores}
        sides = (_stated(survey, name, {}, statistic),
                 _stated(other, name, {}, statistic) if asked else None)  # fmt: skip
        figures = (side_figure(survey, name, sides[0], statistic, {}),
                   side_figure(other, name, sides[1], statistic, theirs))  # fmt: skip
        drafts.append(draft_two_sides(survey, name, "office", statistic, group_text(theirs), sides,
                                      figures, reason, {}))  # fmt: skip
    return judge_family(drafts, max(survey.minimum, other.minimum))


def compare_two_groups(
    survey: MeasuredSurvey, group: str, one: str, other: str, names: Iterable[str] | None = None,
    *, statistic: str = MEAN,
) -> list[Comparison]:  # fmt: skip
    """Return items or scores of one category against another."""
    drafts = []
    for name in _names(survey, names):
        wheres = ({group: one}, {group: other})
        sides = (_stated(survey, name, wheres[0], statistic),
                 _stated(survey, name, wheres[1], statistic))  # fmt: skip
        figures = tuple(side_figure(survey, name, side, statistic, where)
                        for side, where in zip(sides, wheres, strict=True))  # fmt: skip
        drafts.append(draft_two_sides(survey, name, "group", statistic, group_text(wheres[1]),
                                      sides, figures, "", wheres[0]))  # fmt: skip
    return judge_family(drafts, survey.minimum)


def compare_with_rest(
    survey: MeasuredSurvey, group: str, category: str, names: Iterable[str] | None = None, *,
    statistic: str = MEAN,
) -> list[Comparison]:  # fmt: skip
    """Return items or scores of one unit against all other respondents together."""
    where = {group: category}
    drafts = []
    for name in _names(survey, names):
        rest = rest_side(survey, name, group, category)
        sides = (_stated(survey, name, where, statistic),
                 state_side(survey, name, rest, statistic) or rest)  # fmt: skip
        others = {group: f"not_{category}"}
        figures = (side_figure(survey, name, sides[0], statistic, where),
                   side_figure(survey, name, sides[1], statistic, others))  # fmt: skip
        drafts.append(draft_two_sides(survey, name, "rest", statistic, "rest", sides, figures, "",
                                 where))  # fmt: skip
    return judge_family(drafts, survey.minimum)


def compare_targets(
    survey: MeasuredSurvey, targets: Mapping[str, Fraction], *, statistic: str = MEAN,
    against: str = "target", **where: str,
) -> list[Comparison]:  # fmt: skip
    """Return items or scores against a target or benchmark without any error of its own.

    Args:
        survey: What was measured.
        targets: For each item or score the value: a mean, or a percent for the others.
        statistic: As in :func:`compare_years`.
        against: ``target``, or the name of the benchmark.
        where: The group compared.
    """
    drafts = [
        draft_one_side(survey, name, statistic, against, target, where)
        for name, target in targets.items()
    ]
    return judge_family(drafts, survey.minimum)


def _names(survey: MeasuredSurvey, names: Iterable[str] | None) -> Sequence[str]:
    return survey.counts.layout.scored_items if names is None else tuple(names)


def _stated(survey: MeasuredSurvey, name: str, where: Mapping[str, str], statistic: str) -> Side:
    """Return the side of a group in the unit of a statistic."""
    side = side_of(survey, name, **where)
    return state_side(survey, name, side, statistic) or side
