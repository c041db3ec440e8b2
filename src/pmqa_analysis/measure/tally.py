"""The growing counts of blocks of responses.

Where all groups together have few cells, one pass counts the answers by all of them at once,
and the groupings asked for are sums of its cells.
"""

from __future__ import annotations

from math import prod

import numpy as np
import numpy.typing as npt

from pmqa_analysis.measure.columns import Block
from pmqa_analysis.measure.counts import Counts, ScoreTable, add_scores
from pmqa_analysis.measure.layout import Grouping, Layout, ScorePlan
from pmqa_analysis.measure.product_tally import ProductTally

__all__ = ["Tally"]

Integers = npt.NDArray[np.int64]
MOST_CELLS = 4096
MOST_SCORE_CELLS = 1 << 22
_SHIFT = 20
_ONE = 1 << _SHIFT


class Tally:
    """Counts in the making; one for each thread.

    Args:
        layout: What is counted.
        products: Whether cross-products are counted too.
    """

    def __init__(self, layout: Layout, *, products: bool) -> None:
        self._layout = layout
        self._strata = _strata(layout)
        self._rows = {one: np.zeros(layout.size(one), np.int64) for one in self._strata}
        self._answers = {
            one: {
                item: np.zeros(layout.size(one) * (len(plan.codes) + 1), np.int64)
                for item, plan in layout.items.items()
            }
            for one in self._strata
        }
        self._scores = {
            (one, name): _ScoreTally(score, layout.size(one))
            for one in self._strata
            for name, score in layout.scores.items()
        }
        self._products = ProductTally(layout) if products and layout.scored_items else None

    def add(self, block: Block) -> None:
        """Count the responses of one block."""
        cells = {one: _cells(block, one, self._layout) for one in self._strata}
        for one, cell in cells.items():
            self._rows[one] += np.bincount(cell, minlength=self._layout.size(one))
            self._add_answers(block, one, cell)
        for name, score in self._layout.scores.items():
            answered, above = _respondent_sums(block, score, self._layout)
            for one, cell in cells.items():
                self._scores[one, name].add(cell, answered, above)
        if self._products is not None:
            self._products.add(block)

    def counts(self) -> Counts:
        """Return what was counted, for each grouping of the layout."""
        layout = self._layout
        homes = {grouping: self._home(grouping) for grouping in layout.groupings}
        return Counts(
            layout=layout,
            rows={key: self._sum(self._rows[home], home, key).ravel()
                  for key, home in homes.items()},
            answers={
                key: {item: self._sum(array, home, key)
                      for item, array in self._answers[home].items()}
                for key, home in homes.items()
            },
            scores={
                key: {name: self._score(name, home, key) for name in layout.scores}
                for key, home in homes.items()
            },
            products=None if self._products is None else self._products.products(),
        )  # fmt: skip

    def _add_answers(self, block: Block, stratum: Grouping, cell: Integers) -> None:
        starts: dict[int, Integers] = {}
        for item, positions in block.items.items():
            width = len(self._layout.items[item].codes) + 1
            if width not in starts:
                starts[width] = cell * width
            target = self._answers[stratum][item]
            target += np.bincount(starts[width] + positions, minlength=len(target))

    def _home(self, grouping: Grouping) -> Grouping:
        return next(one for one in self._strata if set(grouping) <= set(one))

    def _sum(self, array: Integers, home: Grouping, grouping: Grouping) -> Integers:
        """Return a stratum's counts summed into the cells of a grouping."""
        shaped = array.reshape(*self._layout.shape(home), -1)
        gone = tuple(axis for axis, group in enumerate(home) if group not in grouping)
        kept = [group for group in home if group in grouping]
        summed = shaped.sum(axis=gone)
        ordered = np.transpose(summed, [*(kept.index(group) for group in grouping), len(kept)])
        return ordered.reshape(self._layout.size(grouping), -1)

    def _score(self, score: str, home: Grouping, grouping: Grouping) -> ScoreTable:
        """Return a stratum's rows of a score, its cells summed into those of a grouping."""
        layout = self._layout
        cells = np.arange(layout.size(home)).reshape(layout.shape(home))
        places = np.unravel_index(cells.ravel(), layout.shape(home)) if home else ()
        mine = tuple(places[home.index(group)] for group in grouping)
        target = np.ravel_multi_index(mine, layout.shape(grouping)) if grouping else 0 * cells
        return self._scores[home, score].table(target.ravel(), layout.size(grouping))


class _ScoreTally:
    """The combinations of cell, answered items and sum seen for one score."""

    def __init__(self, score: ScorePlan, cells: int) -> None:
        most = len(score.items)
        self._low = score.lowest
        self._step = _step(score)
        self._shape = (cells, most + 1, most * (score.highest - score.lowest) // self._step + 1)
        dense = prod(self._shape) <= MOST_SCORE_CELLS
        self._dense = np.zeros(prod(self._shape), np.int64) if dense else None
        self._sparse = np.zeros((0, 4), np.int64)

    def add(self, cell: Integers, answered: Integers, above: Integers) -> None:
        above = above // self._step
        keys = (cell * self._shape[1] + answered) * self._shape[2] + above
        if self._dense is not None:
            self._dense += np.bincount(keys, minlength=len(self._dense))
            return
        seen, counts = np.unique(keys, return_counts=True)
        self._sparse = add_scores(self._sparse, self._rows(seen, counts, self._shape[0]))

    def table(self, target: Integers, cells: int) -> ScoreTable:
        """Return what was seen, each cell added to the one that is its target."""
        if self._dense is None:
            moved = self._sparse.copy()
            moved[:, 0] = target[moved[:, 0]]
            return add_scores(moved[:0], moved)
        shaped = self._dense.reshape(self._shape[0], -1)
        summed = np.zeros((cells, shaped.shape[1]), np.int64)
        np.add.at(summed, target, shaped)
        seen = np.flatnonzero(summed)
        return self._rows(seen, summed.reshape(-1)[seen], cells)

    def _rows(self, keys: Integers, counts: Integers, cells: int) -> ScoreTable:
        cell, answered, above = np.unravel_index(keys, (cells, *self._shape[1:]))
        total = above * self._step + answered * self._low
        return np.column_stack([cell, answered, total, counts])


def _step(score: ScorePlan) -> int:
    """Return the greatest step that all worths of answers are apart."""
    steps = {worth - score.lowest for values in score.values for worth in values.values()}
    return int(np.gcd.reduce(sorted(steps))) or 1


def _strata(layout: Layout) -> tuple[Grouping, ...]:
    """Return by what is counted: all groups at once where they have few cells."""
    whole = tuple(layout.categories)
    if layout.size(whole) <= MOST_CELLS:
        return (whole,)
    return tuple(
        one for one in layout.groupings
        if not any(set(one) < set(other) for other in layout.groupings)
    )  # fmt: skip


def _cells(block: Block, grouping: Grouping, layout: Layout) -> Integers:
    cell = np.zeros(block.size, np.int64)
    for group in grouping:
        cell = cell * len(layout.categories[group]) + block.groups[group]
    return cell


def _respondent_sums(block: Block, score: ScorePlan, layout: Layout) -> tuple[Integers, Integers]:
    """Return for each response how many items of a score it answers, and the sum above the least.

    Both are added in one number: an answer counts :data:`_ONE` and its worth above the lowest.
    """
    both = np.zeros(block.size, np.int32)
    for item, values in zip(score.items, score.values, strict=True):
        codes = layout.items[item].codes
        lookup = [_ONE + values[code] - score.lowest if code in values else 0 for code in codes]
        both += np.array([*lookup, 0], np.int32)[block.items[item]]
    return (both >> _SHIFT).astype(np.int64), (both & (_ONE - 1)).astype(np.int64)
