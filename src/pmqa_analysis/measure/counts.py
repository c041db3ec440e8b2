"""Counts of one survey: integers that add, from which every statistic follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from pmqa_analysis.errors import DataError, SettingsError, nearest
from pmqa_analysis.measure.layout import Grouping, Layout
from pmqa_analysis.measure.products import CrossProducts, Products
from pmqa_analysis.measure.sample import Sample

__all__ = ["Counts", "Frequencies", "ScoreTable", "add_scores"]

Integers = npt.NDArray[np.int64]
ScoreTable = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Frequencies:
    """How often each answer of an item was given by a group.

    Attributes:
        answers: Count of every answer of the scale, lowest code first, those of 0 too.
        non_answers: Count of every non-answer ("no opinion"): outside the mean, in the base.
        blank: How many gave nothing, or what the codebook does not know: not in the base.
    """

    answers: Mapping[int, int]
    non_answers: Mapping[int, int]
    blank: int = 0

    @property
    def n(self) -> int:
        """Return how many answered."""
        return sum(self.answers.values())

    @property
    def base(self) -> int:
        """Return how many answered or gave a non-answer."""
        return self.n + sum(self.non_answers.values())

    @property
    def sample(self) -> Sample:
        """Return the answers as a sample of codes."""
        return Sample.of({Fraction(code): count for code, count in self.answers.items()})

    def __add__(self, other: Frequencies) -> Frequencies:
        """Return the counts of both groups together.

        Raises:
            ValueError: If they are on different scales.
        """
        if (self.answers.keys(), self.non_answers.keys()) != (
            other.answers.keys(), other.non_answers.keys(),
        ):  # fmt: skip
            raise ValueError("frequencies on different scales cannot be added")
        return Frequencies(
            {code: count + other.answers[code] for code, count in self.answers.items()},
            {code: count + other.non_answers[code] for code, count in self.non_answers.items()},
            self.blank + other.blank,
        )


@dataclass(frozen=True, eq=False, repr=False)
class Counts:
    """What was counted of one survey in one year.

    Attributes:
        layout: Items, groups and scores, in their order.
        rows: For each grouping how many respondents each cell has.
        answers: For each grouping and item the counts, cells × codes, blanks last.
        scores: For each grouping and score one row for each combination seen: cell, how many
            items were answered, the sum of their worth, how many respondents.
        products: Cross-products of the items; None where only a table of answers was given.
    """

    layout: Layout
    rows: Mapping[Grouping, Integers]
    answers: Mapping[Grouping, Mapping[str, Integers]]
    scores: Mapping[Grouping, Mapping[str, ScoreTable]]
    products: Products | None

    def __repr__(self) -> str:
        """Return which survey it is, and how many respondents and items."""
        named = f"{self.layout.survey} {self.layout.fiscal_year}"
        return f"<Counts {named}: {self.respondents():,} × {len(self.layout.items)}>"

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of both parts together.

        Raises:
            DataError: If they count something else: another survey, year, group or item.
        """
        if self.layout != other.layout:
            raise DataError("counts.other_layout", where=repr(self), other=repr(other))
        both = self.products is not None and other.products is not None
        return Counts(
            layout=self.layout,
            rows={key: array + other.rows[key] for key, array in self.rows.items()},
            answers={
                key: {item: array + other.answers[key][item] for item, array in tables.items()}
                for key, tables in self.answers.items()
            },
            scores={
                key: {name: add_scores(table, other.scores[key][name])
                      for name, table in tables.items() if name in other.scores[key]}
                for key, tables in self.scores.items()
            },
            products=self.products + other.products
            if both and self.products is not None and other.products is not None else None,
        )  # fmt: skip

    def __radd__(self, other: int) -> Counts:
        """Return these counts, so that ``sum`` adds parts; it begins with 0."""
        if other != 0:
            return NotImplemented
        return self

    def __eq__(self, other: object) -> bool:
        """Return whether every count is the same."""
        if not isinstance(other, Counts) or self.layout != other.layout:
            return False
        mine, theirs = (dict(one.arrays()) for one in (self, other))
        return mine.keys() == theirs.keys() and all(
            np.array_equal(array, theirs[key]) for key, array in mine.items()
        )

    __hash__ = None  # type: ignore[assignment]

    def arrays(self) -> Iterator[tuple[tuple[object, ...], Integers]]:
        """Yield every array of counts with its place."""
        yield from ((("rows", key), array) for key, array in self.rows.items())
        for name, parts in (("answers", self.answers), ("scores", self.scores)):
            for key, tables in parts.items():
                yield from (((name, key, one), array) for one, array in tables.items())
        if self.products is not None:
            yield from self.products.arrays()

    def respondents(self, **where: str) -> int:
        """Return how many respondents there are: in all, or of the categories named."""
        grouping, cell = self.layout.cell(where)
        return int(self.rows[grouping][cell])

    def of(self, item: str, /, **where: str) -> Frequencies:
        """Return how often each answer of an item was given: in all, or by some categories.

        Raises:
            SettingsError: If the item is unknown, or the groups were not counted together.
        """
        plan = self.layout.items.get(item)
        if plan is None:
            near = nearest(item, self.layout.items) or "-"
            raise SettingsError("counts.no_item", where=self.layout.survey, found=item, near=near)
        grouping, cell = self.layout.cell(where)
        *counts, blank = self.answers[grouping][item][cell].tolist()
        by_code = dict(zip(plan.codes, counts, strict=True))
        answers = {code: by_code.pop(code) for code in plan.answers}
        return Frequencies(answers, by_code, blank)

    def score(self, score: str, /, **where: str) -> dict[tuple[int, int], int]:
        """Return how many respondents answered so many items of a score with that sum.

        The keys are how many items were answered, and the sum of their worth; those who
        answered none are left out.

        Raises:
            SettingsError: If the score is unknown, or was not counted.
        """
        grouping, cell = self.layout.cell(where)
        table = self.scores[grouping].get(score)
        if table is None:
            near = nearest(score, self.layout.scores) or ", ".join(self.layout.scores) or "-"
            raise SettingsError("counts.no_score", where=self.layout.survey, found=score, near=near)
        mine = table[table[:, 0] == cell]
        return {(answered, total): count for _, answered, total, count in mine.tolist() if answered}

    def complete(self, scale: str) -> CrossProducts:
        """Return the cross-products of a set of items over those who answered all of them.

        Raises:
            SettingsError: If the set is unknown or cross-products were not counted.
        """
        if self.products is None or scale not in self.products.complete:
            known = ", ".join(self.products.complete) if self.products else "-"
            raise SettingsError("counts.no_products", where=self.layout.survey, found=scale,
                                known=known)  # fmt: skip
        return self.products.complete[scale]


def add_scores(one: ScoreTable, other: ScoreTable) -> ScoreTable:
    """Return two tables of a score as one, its rows in order and each combination once."""
    stacked = np.concatenate([one, other])
    if not len(stacked):
        return stacked
    lowest = stacked[:, :3].min(axis=0)
    sizes = tuple((stacked[:, :3].max(axis=0) - lowest + 1).tolist())
    keys = np.ravel_multi_index(tuple((stacked[:, :3] - lowest).T), sizes)
    seen, places = np.unique(keys, return_inverse=True)
    counts = np.zeros(len(seen), np.int64)
    np.add.at(counts, places, stacked[:, 3])
    keyed = np.column_stack(np.unravel_index(seen, sizes)) + lowest
    return np.column_stack([keyed, counts])
