"""The growing cross-products of blocks of responses, by matrix products that stay exact.

A product of floats is exact as long as every sum is below 2^24 (or 2^53): the blocks are cut so
that it is, and the sums of blocks are integers.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pmqa_analysis.measure.columns import Block
from pmqa_analysis.measure.layout import Layout
from pmqa_analysis.measure.products import CrossProducts, Products

__all__ = ["ProductTally"]

Floats = npt.NDArray[np.floating]
_ROWS = 1 << 14
_EXACT_SINGLE = 1 << 24


class ProductTally:
    """Cross-products in the making.

    Args:
        layout: What is counted.
    """

    def __init__(self, layout: Layout) -> None:
        self._items = layout.scored_items
        self._sets = {
            name: np.array([self._items.index(item) for item in items])
            for name, items in layout.complete_sets.items()
        }
        plans = [layout.items[item] for item in self._items]
        largest = max(abs(worth) for plan in plans for worth in plan.values.values())
        self._type = np.float32 if largest**2 * _ROWS < _EXACT_SINGLE else np.float64
        self._worth = [
            np.array([*(plan.values.get(code, 0) for code in plan.codes), 0], self._type)
            for plan in plans
        ]
        self._given = [
            np.array([*(code in plan.values for code in plan.codes), 0], self._type)
            for plan in plans
        ]
        size = len(self._items)
        self._pairwise = np.zeros((4, size, size), np.int64)
        self._complete = {
            name: CrossProducts(
                items, 0, np.zeros(len(items), np.int64),
                np.zeros((len(items), len(items)), np.int64),
            )
            for name, items in layout.complete_sets.items()
        }  # fmt: skip

    def add(self, block: Block) -> None:
        """Count the responses of one block."""
        size = len(self._items)
        for start in range(0, block.size, _ROWS):
            rows = slice(start, min(block.size, start + _ROWS))
            stacked = np.empty((2 * size, rows.stop - start), self._type)
            for place, item in enumerate(self._items):
                positions = block.items[item][rows]
                np.take(self._given[place], positions, out=stacked[place])
                np.take(self._worth[place], positions, out=stacked[size + place])
            self._add_stacked(stacked[:size], stacked[size:], stacked)

    def products(self) -> Products:
        """Return what was counted."""
        return Products(self._items, self._pairwise, self._complete)

    def _add_stacked(self, given: Floats, worth: Floats, stacked: Floats) -> None:
        size = len(self._items)
        both = (stacked @ stacked.T).astype(np.int64)
        self._pairwise[0] += both[:size, :size]
        self._pairwise[1] += both[size:, :size]
        self._pairwise[2] += ((worth * worth) @ given.T).astype(np.int64)
        self._pairwise[3] += both[size:, size:]
        whole = bool(given.all())
        for name, places in self._sets.items():
            kept = worth[places]
            if not whole:
                kept = kept[:, given[places].all(axis=0)]
            sums = kept.sum(axis=1, dtype=np.float64).astype(np.int64)
            squares = (kept @ kept.T).astype(np.int64)
            found = self._complete[name]
            self._complete[name] = CrossProducts(
                found.items, found.n + kept.shape[1], found.sums + sums, found.products + squares
            )
