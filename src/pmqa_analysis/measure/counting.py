"""Count responses: each row is read once, in blocks, and nothing but integers remains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from itertools import chain
from multiprocessing import cpu_count
from operator import add
from threading import Lock

from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.clean.surveys.responses import CleanedSurvey
from pmqa_analysis.measure.columns import Block, Rows, blocks_of
from pmqa_analysis.measure.counts import Counts
from pmqa_analysis.measure.layout import Layout, plan_counts
from pmqa_analysis.measure.tally import Tally

__all__ = ["count", "count_parts"]

_FEW_ROWS = 20_000


def count(
    responses: Rows,
    codebook: Codebook,
    by: Sequence[str | Sequence[str]] = (),
    *,
    year: int | None = None,
    products: bool = True,
) -> Counts:
    """Return the counts of one survey's responses.

    Args:
        responses: A cleaned survey, or a frame or Arrow table with a column of codes for each
            item (non-answers too) and of categories for each group.
        codebook: What the columns mean.
        by: Groups, or pairs of groups to be crossed.
        year: Fiscal year, Buddhist Era; that of a cleaned survey otherwise, or the only year
            of the codebook.
        products: Whether to count cross-products too.

    Raises:
        SettingsError: If the codebook has no such year or group.
        DataError: If a column is missing, or holds what the codebook does not know.
    """
    own = responses.fiscal_year if isinstance(responses, CleanedSurvey) else codebook.years[-1]
    layout = plan_counts(codebook, own if year is None else year, by)
    return _counted(
        iter([responses]), layout, products=products, threads=_threads(_size(responses))
    )


def count_parts(
    parts: Iterable[Rows],
    codebook: Codebook,
    by: Sequence[str | Sequence[str]] = (),
    *,
    year: int,
    products: bool = True,
) -> Counts:
    """Return the counts of responses that come in parts, such as the row groups of a file.

    No more parts are held at once than there are processors: memory does not grow with rows.
    """
    layout = plan_counts(codebook, year, by)
    return _counted(iter(parts), layout, products=products, threads=_threads(_FEW_ROWS))


def _size(rows: Rows) -> int:
    return len(rows.responses) if isinstance(rows, CleanedSurvey) else len(rows)


def _threads(rows: int) -> int:
    return 1 if rows < _FEW_ROWS else min(8, cpu_count())


def _counted(parts: Iterator[Rows], layout: Layout, *, products: bool, threads: int) -> Counts:
    """Return the counts of all parts, each thread taking the next block and adding its own."""
    blocks = chain.from_iterable(blocks_of(part, layout) for part in parts)
    lock = Lock()

    def work(_: int) -> Counts:
        tally = Tally(layout, products=products)
        while (block := _next(blocks, lock)) is not None:
            tally.add(block)
        return tally.counts()

    if threads == 1:
        return work(0)
    return _joined(work, threads)


def _joined(work: Callable[[int], Counts], threads: int) -> Counts:
    """Return the counts of all threads, matrix products keeping to the thread that asks."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(threads) as pool:
        return reduce(add, pool.map(work, range(threads)))


def _next(blocks: Iterator[Block], lock: Lock) -> Block | None:
    with lock:
        return next(blocks, None)
