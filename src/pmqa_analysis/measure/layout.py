"""What is counted of one survey in one year: its items, groups and scores, from the codebook.

Two counts can be added when their layouts are equal; the layout itself comes from the codebook
alone, so that counts made on two machines agree on every position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from pmqa_analysis.clean.surveys.codebook import Codebook, Item, MultiSelect, Scale
from pmqa_analysis.errors import SettingsError, nearest

__all__ = ["INDEX", "NOT_STATED", "Grouping", "ItemPlan", "Layout", "ScorePlan", "plan_counts"]

Grouping = tuple[str, ...]
INDEX = "index-"
NOT_STATED = ""
DEEPEST = 2
_SOURCE = "source"


@dataclass(frozen=True)
class ItemPlan:
    """One item, or one option of a multi-select set (codes 1 chosen, 0 not chosen).

    Attributes:
        codes: Every code that is counted, lowest first; a blank has the position after the last.
        answers: The codes that are answers, lowest first.
        values: The worth of each answer in a score: its code, mirrored where the item is
            reversed.
        weights: The worth of each answer in an index of 0 - 100; empty where there is none.
    """

    id: str
    kind: str
    codes: tuple[int, ...]
    answers: tuple[int, ...]
    values: Mapping[int, int]
    weights: Mapping[int, int]


@dataclass(frozen=True)
class ScorePlan:
    """Items whose answers are added for each respondent: an aspect, or a whole instrument."""

    id: str
    items: tuple[str, ...]
    values: tuple[Mapping[int, int], ...]

    @property
    def lowest(self) -> int:
        """Return the lowest worth of an answer."""
        return min(min(one.values()) for one in self.values)

    @property
    def highest(self) -> int:
        """Return the highest worth of an answer."""
        return max(max(one.values()) for one in self.values)


@dataclass(frozen=True)
class Layout:
    """What is counted, and in which order.

    Attributes:
        groupings: The empty one (everybody) first, then those asked for; at most two groups
            in one.
        categories: For each group its categories, then ``""`` for not stated.
        scores: One for each kind of items, and one for each aspect of a kind; those that begin
            with ``index-`` add the weights of the options.
    """

    survey: str
    fiscal_year: int
    items: Mapping[str, ItemPlan]
    categories: Mapping[str, tuple[str, ...]]
    groupings: tuple[Grouping, ...]
    scores: Mapping[str, ScorePlan]

    @cached_property
    def scored_items(self) -> tuple[str, ...]:
        """Return the items that have cross-products, in the order of the codebook."""
        return tuple(name for name, item in self.items.items() if item.kind != "option")

    @cached_property
    def complete_sets(self) -> Mapping[str, tuple[str, ...]]:
        """Return the sets of items that are counted over complete cases: scores, and ``all``."""
        sets = {name: score.items for name, score in self.scores.items()
                if len(score.items) > 1 and not name.startswith(INDEX)}  # fmt: skip
        return {**sets, "all": self.scored_items} if self.scored_items else sets

    def shape(self, grouping: Grouping) -> tuple[int, ...]:
        """Return how many categories each group of a grouping has."""
        return tuple(len(self.categories[group]) for group in grouping)

    def cells(self, grouping: Grouping) -> Iterator[tuple[str, ...]]:
        """Yield the categories of each cell of a grouping, in the order of its counts."""
        yield from product(*(self.categories[group] for group in grouping))

    def cell(self, where: Mapping[str, str]) -> tuple[Grouping, int]:
        """Return the grouping and the position of the cell that some categories name.

        Raises:
            SettingsError: If the groups were not counted together, or a category is unknown.
        """
        grouping = next((one for one in self.groupings if set(one) == set(where)), None)
        if grouping is None:
            known = ", ".join(" × ".join(one) for one in self.groupings if one) or "-"
            raise SettingsError("counts.no_group", where=self.survey, found=" × ".join(where),
                                known=known)  # fmt: skip
        position = 0
        for group in grouping:
            names = self.categories[group]
            if where[group] not in names:
                raise SettingsError("counts.no_category", where=f"{self.survey} {group}",
                                    found=where[group], known=", ".join(names[:-1]))  # fmt: skip
            position = position * len(names) + names.index(where[group])
        return grouping, position

    def size(self, grouping: Grouping) -> int:
        """Return how many cells a grouping has."""
        return prod(self.shape(grouping))


def plan_counts(codebook: Codebook, year: int, by: Sequence[str | Sequence[str]] = ()) -> Layout:
    """Return what is counted of a survey in a year.

    Args:
        codebook: Its items, groups and scales.
        year: Fiscal year, Buddhist Era.
        by: Groups, or pairs of groups that are crossed; ``source`` is one too.

    Raises:
        SettingsError: If the codebook has no such year or group, or more than two are crossed.
    """
    if year not in codebook.years:
        known = ", ".join(map(str, codebook.years))
        raise SettingsError("codebook.no_year", where=codebook.survey, year=year, known=known)
    known_groups = _known_groups(codebook, year)
    wanted = (by,) if isinstance(by, str) else by
    groupings = [_grouping(one, known_groups, codebook.survey) for one in wanted]
    singles = [(group,) for grouping in groupings for group in grouping]
    used = tuple(dict.fromkeys([(), *singles, *groupings]))
    asked = codebook.items_of(year)
    items = {item.id: _item_plan(item, scale) for item, scale in asked}
    options = {plan.id: plan for one in codebook.multi_selects
               if not one.years or year in one.years for plan in _options(one)}  # fmt: skip
    return Layout(
        survey=codebook.survey,
        fiscal_year=year,
        items=items | options,
        categories={group: known_groups[group] for (group,) in singles},
        groupings=used,
        scores=_scores(asked, items),
    )


def _known_groups(codebook: Codebook, year: int) -> dict[str, tuple[str, ...]]:
    groups = {
        group.id: (*(one.code for one in group.categories), NOT_STATED)
        for group in codebook.groups
        if not group.years or year in group.years
    }
    return {_SOURCE: (*(one.id for one in codebook.sources), NOT_STATED), **groups}


def _grouping(by: str | Sequence[str], known: Mapping[str, object], where: str) -> Grouping:
    grouping = (by,) if isinstance(by, str) else tuple(by)
    for group in grouping:
        if group not in known:
            near = nearest(group, known) or ", ".join(known)
            raise SettingsError(
                "codebook.unknown", where=where, name="groups", found=group, near=near
            )
    if not 1 <= len(set(grouping)) == len(grouping) <= DEEPEST:
        raise SettingsError("counts.too_deep", where=where, found=" × ".join(grouping) or "-")
    return grouping


def _item_plan(item: Item, scale: Scale) -> ItemPlan:
    answers = scale.answers
    mirrored = dict(zip(answers, reversed(answers), strict=True))
    worth = {code: mirrored[code] if item.reverse else code for code in answers}
    weights = {code.code: code.weight for code in scale.codes if code.answer}
    known = {code: weight for code, weight in weights.items() if weight is not None}
    complete = len(known) == len(answers)
    return ItemPlan(
        id=item.id,
        kind=item.kind,
        codes=tuple(sorted((*answers, *scale.non_answers))),
        answers=answers,
        values=worth,
        weights={code: known[worth[code]] for code in answers} if complete else {},
    )


def _options(question: MultiSelect) -> Iterator[ItemPlan]:
    for option in question.options:
        name = f"{question.id}__{option.code}"
        yield ItemPlan(name, "option", (0, 1), (0, 1), {0: 0, 1: 1}, {})


def _scores(
    asked: Sequence[tuple[Item, Scale]], plans: Mapping[str, ItemPlan]
) -> dict[str, ScorePlan]:
    """Return a score for each kind, and for each aspect of a kind, of items on one scale."""
    members: dict[str, list[str]] = {}
    scales: dict[str, dict[str, None]] = {}
    for item, scale in asked:
        scales.setdefault(item.kind, {})[scale.id] = None
    for item, scale in asked:
        suffix = f"-{scale.id}" if len(scales[item.kind]) > 1 else ""
        names = [item.kind, *([f"{item.kind}.{item.aspect}"] if item.aspect else [])]
        for name in names:
            members.setdefault(name + suffix, []).append(item.id)
    scores = {}
    for name, items in members.items():
        scores[name] = ScorePlan(name, tuple(items), tuple(plans[one].values for one in items))
        if all(plans[one].weights for one in items):
            weights = tuple(plans[one].weights for one in items)
            scores[INDEX + name] = ScorePlan(INDEX + name, tuple(items), weights)
    return scores
