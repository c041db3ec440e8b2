"""The PMQA criteria as data: editions, items, check-lists, points, bands; strict and summed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pmqa_analysis.settings import StrictModel

__all__ = [
    "Band", "Box", "Criteria", "CriteriaCategory", "CriteriaItem", "Dimension", "LevelPoints",
    "SuccessStep",
]  # fmt: skip

Rule = Literal["gated_levels", "weakest_dimension"]
_Points = Annotated[int, Field(gt=0)]
_Percent = Annotated[int, Field(ge=0, le=100)]


class CriteriaSource(StrictModel):
    """Where an edition's scale comes from, in both languages."""

    scale: Literal["printed", "public_practice", "office"]
    note_th: str
    note_en: str


class LevelPoints(StrictModel):
    """A level of an item, and the points that its whole check-list earns."""

    level: str
    title_th: str
    points: _Points


class Band(StrictModel):
    """A band of achievement in percent; its lower bound belongs to it."""

    band: str
    lower: _Percent
    upper: _Percent


class Dimension(StrictModel):
    """One of the dimensions by which an item is judged, such as approach."""

    dimension: str
    title_th: str
    title_en: str


class SuccessStep(StrictModel):
    """One step from a success rate in percent to points, the lowest step first.

    ``below`` ends the step before that rate, ``up_to`` with it; the last step has neither.
    """

    below: _Points | None = None
    up_to: _Points | None = None
    points: int | None = None
    points_per_percent: int | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> SuccessStep:
        if (self.points is None) == (self.points_per_percent is None):
            raise ValueError("expected either points or points_per_percent")
        if self.below is not None and self.up_to is not None:
            raise ValueError("expected below or up_to, not both")
        return self

    def holds(self, rate: Fraction) -> bool:
        """Return whether a rate has not passed the end of the step."""
        if self.below is not None:
            return rate < self.below
        return self.up_to is None or rate <= self.up_to

    def points_of(self, rate: Fraction) -> Fraction:
        """Return the points of a rate in this step."""
        if self.points_per_percent is not None:
            return rate * self.points_per_percent
        return Fraction(self.points or 0)


class Box(StrictModel):
    """One box of an item's check-list, at its level; the plan's steps that fill it, if known."""

    box: str
    level: str
    text_th: str
    text_en: str
    activities: tuple[str, ...] = Field(default=(), strict=False)
    document: str = ""
    line: str = ""


class CriteriaItem(StrictModel):
    """An item of a category, such as 1.1; ``checklist`` says where its boxes come from.

    Without ``points`` the items of a category share its points equally.
    """

    item: str
    title_th: str
    title_en: str
    points: _Points | None = None
    checklist: Literal["printed", "plan", "plan_without_levels", "office", "none"] = "none"
    boxes: tuple[Box, ...] = Field(default=(), strict=False)


class CriteriaCategory(StrictModel):
    """A category with its items; the one with the role ``results`` is fed by results."""

    category: int
    title_th: str
    title_en: str
    role: Literal["process", "results"]
    points: _Points | None = None
    items: tuple[CriteriaItem, ...] = Field(strict=False, min_length=1)

    def points_of(self, item: CriteriaItem) -> Fraction:
        """Return an item's points: its own, or an equal share of the category's."""
        if item.points is not None:
            return Fraction(item.points)
        return Fraction(self.points or 0, len(self.items))


class Criteria(StrictModel):
    """One edition of the criteria; every sum is checked when it is read."""

    criteria: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    edition: str
    title_th: str
    title_en: str
    source: CriteriaSource
    rule: Rule
    total_points: _Points
    levels: tuple[LevelPoints, ...] = Field(default=(), strict=False)
    success_scale: tuple[SuccessStep, ...] = Field(default=(), strict=False)
    bands: tuple[Band, ...] = Field(default=(), strict=False)
    dimensions: dict[Literal["process", "results"], list[Dimension]] = Field(default={})
    categories: tuple[CriteriaCategory, ...] = Field(strict=False, min_length=1)

    def category_of(self, item: str) -> CriteriaCategory:
        """Return the category of an item.

        Raises:
            KeyError: If the edition has no such item.
        """
        for category in self.categories:
            if any(each.item == item for each in category.items):
                return category
        raise KeyError(item)

    @property
    def items(self) -> dict[str, CriteriaItem]:
        """Return every item by its number."""
        return {item.item: item for category in self.categories for item in category.items}

    @property
    def boxes(self) -> dict[str, Box]:
        """Return every box of every check-list by its id."""
        return {box.box: box for item in self.items.values() for box in item.boxes}

    def boxes_of(self, item: CriteriaItem, level: str) -> tuple[Box, ...]:
        """Return an item's boxes of one level."""
        return tuple(box for box in item.boxes if box.level == level)

    @model_validator(mode="after")
    def _sums_and_links(self) -> Criteria:
        faults = [*_doubled(self), *_rule_faults(self), *_scale_faults(self)]
        if faults:
            raise ValueError("; ".join(faults))
        return self


def _doubled(criteria: Criteria) -> Iterator[str]:
    categories = [category.category for category in criteria.categories]
    items = [item.item for category in criteria.categories for item in category.items]
    boxes = [box.box for each in criteria.categories for item in each.items for box in item.boxes]
    for names in (categories, items, boxes):
        yield from (f"“{name}” stands twice" for name in _repeated(names))
    known = {level.level for level in criteria.levels}
    for item in criteria.items.values():
        for box in item.boxes:
            if box.level not in known:
                yield f"box {box.box} has the unknown level “{box.level}”"


def _repeated(names: Sequence[object]) -> list[object]:
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _rule_faults(criteria: Criteria) -> Iterator[str]:
    if criteria.rule == "gated_levels":
        total = sum(level.points for level in criteria.levels)
        if total != criteria.total_points:
            yield f"the levels have {total} points, expected {criteria.total_points}"
        return
    points = sum(category.points or 0 for category in criteria.categories)
    if points != criteria.total_points:
        yield f"the categories have {points} points, expected {criteria.total_points}"
    for category in criteria.categories:
        own = sum(category.points_of(item) for item in category.items)
        if own != category.points:
            yield f"category {category.category}: the items have {own} points, expected " + (
                str(category.points)
            )
        if category.role not in criteria.dimensions:
            yield f"there are no dimensions for the role {category.role}"


def _scale_faults(criteria: Criteria) -> Iterator[str]:
    ends = [step.below or step.up_to for step in criteria.success_scale]
    if ends and (None in ends[:-1] or ends[-1] is not None):
        yield "success_scale: only the last step has neither below nor up_to"
    elif ends[:-1] != sorted(end for end in ends[:-1] if end is not None):
        yield "success_scale: expected the lowest step first"
    if criteria.rule != "weakest_dimension":
        return
    bounds = [bound for band in criteria.bands for bound in (band.lower, band.upper)]
    if not bounds or bounds[0] != 0 or bounds[-1] != 100 or bounds != sorted(set(bounds)):
        yield "bands: expected bands from 0 to 100 without overlap, the lowest first"
