"""Where an office stands against the criteria: points and levels of items, categories, total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pmqa_analysis.assess.assessment import Assessment
from pmqa_analysis.assess.figures import computed_result, no_value_text
from pmqa_analysis.assess.pmqa.scores import (
    band_of,
    capped_percent,
    gated_points,
    highest_level,
    success_points,
    success_rate,
)
from pmqa_analysis.clean.pmqa import Answer, Answers, Criteria, CriteriaCategory, CriteriaItem
from pmqa_analysis.clean.pmqa.criteria_file import criteria_path
from pmqa_analysis.results import Result

__all__ = ["CategoryStanding", "IndicatorScore", "ItemStanding", "Side", "Standing",
           "assess_standing"]  # fmt: skip

Side = Literal["self", "assessor"]
SIDES: tuple[Side, ...] = ("self", "assessor")
UNIT = "คะแนน"


@dataclass(frozen=True)
class IndicatorScore:
    """One indicator of category 7: its success rate, and the points of it."""

    assessment: Assessment
    rate: Result
    points: Result


@dataclass(frozen=True)
class ItemStanding:
    """An item's points and its highest complete level (or its band), by side."""

    category: int
    item: CriteriaItem
    points: Mapping[Side, Result]
    level: Mapping[Side, str | None]
    indicators: tuple[IndicatorScore, ...] = ()


@dataclass(frozen=True)
class CategoryStanding:
    """A category's points by side, and its items."""

    category: CriteriaCategory
    items: tuple[ItemStanding, ...]
    points: Mapping[Side, Result]


@dataclass(frozen=True)
class Standing:
    """A year's standing: categories, total, and how many items have been assessed.

    A total over fewer than all items is provisional: it counts what is assessed and no more.
    """

    fiscal_year: int
    criteria: Criteria
    categories: tuple[CategoryStanding, ...]
    total: Mapping[Side, Result]
    assessed_items: Mapping[Side, Result]
    all_items: Result
    differences: tuple[Answer, ...]

    @property
    def items(self) -> list[ItemStanding]:
        """Return every item in the criteria's order."""
        return [item for category in self.categories for item in category.items]

    @property
    def results(self) -> Iterator[Result]:
        """Yield every figure."""
        yield self.all_items
        groups: list[Mapping[Side, Result]] = [self.total, self.assessed_items]
        groups += [category.points for category in self.categories]
        groups += [item.points for item in self.items]
        for group in groups:
            yield from group.values()
        for item in self.items:
            for score in item.indicators:
                yield from (score.rate, score.points)

    def is_provisional(self, side: Side) -> bool:
        """Return whether an item has no score of that side yet."""
        return self.assessed_items[side].value != self.all_items.value


def assess_standing(
    fiscal_year: int, criteria: Criteria, answers: Answers | None,
    results: Mapping[str, Sequence[Assessment]],
) -> Standing:  # fmt: skip
    """Score a year by its criteria.

    Args:
        fiscal_year: The year assessed.
        criteria: The edition.
        answers: What the office and its assessor say; None where there is no assessment yet.
        results: The assessed indicators of each group of the results part, such as 7.1.
    """
    scorer = _Scorer(fiscal_year, criteria, answers, results)
    categories = tuple(scorer.category(category) for category in criteria.categories)
    items = [item for category in categories for item in category.items]
    found = [] if answers is None else list(answers.by_box.values())
    return Standing(
        fiscal_year=fiscal_year, criteria=criteria, categories=categories,
        total={side: scorer.total(categories, side) for side in SIDES},
        assessed_items={
            side: scorer.count("assessed_items_" + side, _assessed(items, side)) for side in SIDES
        },
        all_items=scorer.count("items", len(items)),
        differences=tuple(
            answer for answer in found
            if None not in (answer.self, answer.assessor) and answer.self != answer.assessor
        ),
    )  # fmt: skip


def _assessed(items: Iterable[ItemStanding], side: Side) -> int:
    return sum(item.points[side].value is not None for item in items)


class _Scorer:
    """Turn answers and results into figures with ids, one year and one edition at a time."""

    def __init__(
        self, fiscal_year: int, criteria: Criteria, answers: Answers | None,
        results: Mapping[str, Sequence[Assessment]],
    ) -> None:  # fmt: skip
        self.fiscal_year = fiscal_year
        self.criteria = criteria
        self.answers = answers
        self.results = results

    def category(self, category: CriteriaCategory) -> CategoryStanding:
        """Return a category scored: the mean of its items, or their sum (``weakest_dimension``)."""
        fed = category.role == "results" and self.criteria.rule == "gated_levels"
        score = self._fed_item if fed else self._answered_item
        items = tuple(score(category, item) for item in category.items)
        points = {
            side: self._together(f"category-{category.category}", items, side) for side in SIDES
        }
        return CategoryStanding(category, items, points)

    def total(self, categories: Sequence[CategoryStanding], side: Side) -> Result:
        """Return the total: the mean of the categories, or their sum.

        Results alone are no standing: without an assessed process category there is none.
        """
        own = [each for each in categories if each.category.role == "process"]
        assessed = any(each.points[side].value is not None for each in own)
        return self._together("total", categories if assessed else (), side)

    def count(self, statistic: str, value: int) -> Result:
        """Return a count of items: those of the edition, or those that the answers speak of."""
        counted = computed_result(
            fiscal_year=self.fiscal_year, measure=self._measure("total"), statistic=statistic,
            value=value, decimals=0, unit="", sources=(), policy="count_of_items",
        )  # fmt: skip
        if statistic == "items" or self.answers is None:
            return replace(counted, source=criteria_path(self.criteria.criteria))
        return replace(counted, source=self.answers.file)

    def _answered_item(self, category: CriteriaCategory, item: CriteriaItem) -> ItemStanding:
        points, level = {}, {}
        for side in SIDES:
            value, level[side] = self._item_value(category, item, side)
            points[side] = self._points(item.item, side, value)
        return ItemStanding(category.category, item, points, level)

    def _item_value(
        self, category: CriteriaCategory, item: CriteriaItem, side: Side
    ) -> tuple[Fraction | None, str | None]:
        answered = [] if self.answers is None else self.answers.of_item(item.item)
        given = {answer.box: getattr(answer, side) for answer in answered}
        given = {box: value for box, value in given.items() if value is not None}
        if self.criteria.rule == "gated_levels":
            ticked = {box for box, value in given.items() if value}
            level = highest_level(self.criteria, item, ticked)
            return (gated_points(self.criteria, item, ticked) if given else None), level
        if len(given) < len(self.criteria.dimensions[category.role]):
            return None, None
        percent = capped_percent(list(given.values()), self.criteria.bands)
        band = band_of(percent, self.criteria.bands).band
        return category.points_of(item) * percent / 100, band

    def _fed_item(self, category: CriteriaCategory, item: CriteriaItem) -> ItemStanding:
        scores = tuple(
            score
            for assessment in self.results.get(item.item, ())
            if (score := self._indicator(assessment)) is not None
        )
        values = [score.points.value for score in scores if score.points.value is not None]
        mean = sum(values, Fraction(0)) / len(values) if values else None
        points = self._points(item.item, "self", mean, [score.points for score in scores])
        both: dict[Side, Result] = {"self": points, "assessor": points}
        return ItemStanding(category.category, item, both, {"self": None, "assessor": None}, scores)

    def _indicator(self, assessment: Assessment) -> IndicatorScore | None:
        """Return an indicator's score, or None where it has no rate: it is left out, not zero."""
        actual, target = assessment.actual, assessment.target
        rate = success_rate(actual.value, target.value, assessment.measure.direction)
        if rate is None:
            return None
        figures = {
            statistic: computed_result(
                fiscal_year=self.fiscal_year, measure=assessment.measure.measure,
                statistic=statistic, value=value, decimals=2, unit=unit,
                sources=(actual, target), policy=policy,
            )
            for statistic, value, unit, policy in (
                ("success_rate", rate, "ร้อยละ", "success_rate_of_target"),
                ("success_points", success_points(rate, self.criteria.success_scale), UNIT,
                 "success_scale"),
            )
        }  # fmt: skip
        return IndicatorScore(assessment, figures["success_rate"], figures["success_points"])

    def _together(
        self, name: str, parts: Sequence[ItemStanding | CategoryStanding], side: Side
    ) -> Result:
        """Return the mean or the sum of the parts that have points; none where none has."""
        known = [part.points[side] for part in parts if part.points[side].value is not None]
        values = [result.value for result in known if result.value is not None]
        whole = sum(values, Fraction(0)) if values else None
        if whole is not None and self.criteria.rule == "gated_levels":
            whole /= len(values)
        return self._points(name, side, whole, known)

    def _points(
        self, name: str, side: Side, value: Fraction | None, sources: Sequence[Result] = ()
    ) -> Result:
        found = computed_result(
            fiscal_year=self.fiscal_year, measure=self._measure(name), statistic=f"{side}_points",
            value=value, decimals=2, unit=UNIT, sources=sources, policy=self.criteria.rule,
        )  # fmt: skip
        if not sources and self.answers is not None:
            found = replace(found, source=self.answers.file)
        if value is None:
            missing = no_value_text("not_reported")
            found = replace(found, status="not_reported", shown=missing)
        return found

    def _measure(self, name: str) -> str:
        return f"{self.criteria.criteria}-{name}"
