"""Why two years of a survey do not compare: another wording, scale or population."""

from __future__ import annotations

from pmqa_analysis.clean.surveys.codebook import Codebook, Item
from pmqa_analysis.measure.comparison import Reason
from pmqa_analysis.measure.survey_figures import MeasuredSurvey

__all__ = ["item_reason", "year_reason"]


def year_reason(now: MeasuredSurvey, before: MeasuredSurvey, name: str) -> Reason:
    """Return why an item or score does not compare with another year; empty where it does.

    A score compares only with one of the same items, each with its wording and scale.
    """
    if now.codebook.population != before.codebook.population:
        return "population_changed"
    return item_reason(now, before, name)


def item_reason(now: MeasuredSurvey, before: MeasuredSurvey, name: str) -> Reason:
    """Return why the questions themselves do not compare; empty where they do."""
    plan = now.counts.layout.scores.get(name)
    if plan is None:
        return _item_reason(now, before, name)
    earlier = before.counts.layout.scores.get(name)
    if earlier is None or plan.items != earlier.items:
        return "item_changed"
    reasons = (_item_reason(now, before, item) for item in plan.items)
    return next((one for one in reasons if one), "")


def _item_reason(now: MeasuredSurvey, before: MeasuredSurvey, name: str) -> Reason:
    mine, theirs = (one.counts.layout.items.get(name) for one in (now, before))
    if mine is None or theirs is None:
        return "not_asked"
    if (mine.answers, mine.values) != (theirs.answers, theirs.values):
        return "scale_changed"
    scales, wordings = zip(*(_asked(one, name) for one in (now, before)), strict=True)
    if scales[0] != scales[1]:
        return "scale_changed"
    return "" if wordings[0] == wordings[1] else "item_changed"


def _asked(survey: MeasuredSurvey, name: str) -> tuple[str | None, str]:
    """Return the scale and the wording of an item in a survey's year; none for an option."""
    year, item = survey.counts.layout.fiscal_year, _item(survey.codebook, name)
    if item is None:
        return None, ""
    return item.scale_in(year), next(iter(item.wordings(year)), "")


def _item(codebook: Codebook, name: str) -> Item | None:
    return next((one for one in codebook.items if one.id == name), None)
