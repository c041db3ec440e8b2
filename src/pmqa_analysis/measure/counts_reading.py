"""Hold a table of counts to the codebook: nothing unknown, nothing twice, everything adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.errors import DataError
from pmqa_analysis.measure.counts import Counts, ScoreTable
from pmqa_analysis.measure.layout import Grouping, Layout, plan_counts
from pmqa_analysis.measure.products import CrossProducts, Products

__all__ = ["counts_of_table"]

Integers = npt.NDArray[np.int64]
_NEEDED = ("item", "code", "count")
_TEXTS = (
    "kind", "scale", "item", "other", "group_1", "category_1", "group_2", "category_2",
)  # fmt: skip
_PAIRWISE = ("pairwise_n", "pairwise_sum", "pairwise_squares", "pairwise_products")
_KINDS = ("rows", "answers", "scores", *_PAIRWISE, "complete_n", "complete_sum",
          "complete_products")  # fmt: skip


def counts_of_table(frame: pd.DataFrame, codebook: Codebook, year: int | None) -> Counts:
    """Return the counts of a table; see :func:`~pmqa_analysis.measure.counts_table.read_counts`."""
    missing = [name for name in _NEEDED if name not in frame]
    if missing:
        raise DataError("counts.no_table", where=codebook.survey, missing=", ".join(missing))
    table = _typed(frame)
    _check_known(table["kind"], _KINDS, "kind")
    layout = _layout(table, frame, codebook, year)
    answers = _answers(table[table["kind"] == "answers"], layout)
    whole = _completed(answers, layout)
    rows = _rows(table[table["kind"] == "rows"], layout, whole)
    products = _products(table, layout)
    scores = _scores(table[table["kind"] == "scores"], layout, whole=products is not None)
    return Counts(
        layout=layout,
        rows=rows,
        answers=whole,
        scores=scores,
        products=products,
    )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with text columns filled, whole counts, and a kind for every row."""
    table = pd.DataFrame(index=frame.index)
    for name in _TEXTS:
        given = frame[name] if name in frame else pd.Series("", index=frame.index)
        table[name] = given.astype(object).where(given.notna(), "").astype(str)
    table["kind"] = table["kind"].replace("", "answers")
    for name in ("code", "answered", "count"):
        given = frame[name] if name in frame else pd.Series(pd.NA, index=frame.index)
        table[name] = _whole(given, name)
    bad = table["count"].isna() | ((table["count"] < 0) & table["kind"].isin(("rows", "answers")))
    _refuse(bad, "count")
    return table


def _whole(given: pd.Series, name: str) -> pd.Series:
    numbers = pd.to_numeric(given, errors="coerce")
    fractional = numbers.notna() & (numbers.astype(float) % 1 != 0)
    _refuse((given.notna() & numbers.isna()) | fractional, name)
    return numbers.astype("Int64")


def _refuse(bad: pd.Series, column: str) -> None:
    """Refuse the rows that are bad, naming the first; rows are numbered from 1."""
    if bad.any():
        first = int(np.flatnonzero(bad.to_numpy(dtype=bool, na_value=True))[0]) + 1
        raise DataError("counts.bad_cell", where=f"{column}:{first}", count=int(bad.sum()))


def _check_known(column: pd.Series, known: Sequence[str], name: str) -> None:
    _refuse(~column.isin(list(known)), name)


def _layout(
    table: pd.DataFrame, frame: pd.DataFrame, codebook: Codebook, year: int | None
) -> Layout:
    own = frame["fiscal_year"].dropna().unique().tolist() if "fiscal_year" in frame else []
    survey = frame["survey"].dropna().unique().tolist() if "survey" in frame else []
    wanted = year or (int(own[0]) if own else codebook.years[-1])
    if set(own) - {wanted} or set(survey) - {codebook.survey}:
        raise DataError(
            "counts.other_survey", where=f"{codebook.survey} {wanted}",
            found=", ".join(map(str, [*survey, *own])),
        )  # fmt: skip
    pairs = table[["group_1", "group_2"]].drop_duplicates().itertuples(index=False, name=None)
    by = [tuple(group for group in pair if group) for pair in pairs if any(pair)]
    return plan_counts(codebook, wanted, by)


def _cells(table: pd.DataFrame, layout: Layout, grouping: Grouping) -> Integers:
    """Return the position of each row's cell."""
    cell = np.zeros(len(table), np.int64)
    for place, group in enumerate(grouping):
        names = layout.categories[group]
        column = table[f"category_{place + 1}"]
        _check_known(column, names, f"category_{place + 1}")
        cell = cell * len(names) + column.map({one: at for at, one in enumerate(names)}).to_numpy()
    return cell


def _part(table: pd.DataFrame, grouping: Grouping) -> pd.DataFrame:
    first, second = (*grouping, "", "")[:2]
    return table[(table["group_1"] == first) & (table["group_2"] == second)]


def _answers(table: pd.DataFrame, layout: Layout) -> dict[Grouping, dict[str, Integers]]:
    """Return the counts of answers that the table gives, for the groupings that it has."""
    _check_known(table["item"], list(layout.items), "item")
    found: dict[Grouping, dict[str, Integers]] = {}
    for grouping in layout.groupings:
        part = _part(table, grouping)
        if len(part):
            cells = pd.Series(_cells(part, layout, grouping), index=part.index)
            found[grouping] = {
                str(item): _item_counts(rows, cells[rows.index], str(item), layout, grouping)
                for item, rows in part.groupby("item", sort=False)
            }
    return found


def _item_counts(
    rows: pd.DataFrame, cells: pd.Series, item: str, layout: Layout, grouping: Grouping
) -> Integers:
    codes = layout.items[item].codes
    blank = len(codes)
    places = rows["code"].map({code: at for at, code in enumerate(codes)})
    places = places.where(rows["code"].notna(), blank)
    _refuse(places.isna(), "code")
    counts = np.zeros((layout.size(grouping), blank + 1), np.int64)
    keys = cells.to_numpy() * (blank + 1) + places.to_numpy(dtype=np.int64)
    _refuse(pd.Series(keys, index=rows.index).duplicated(), "code")
    counts.reshape(-1)[keys] = rows["count"].to_numpy(dtype=np.int64)
    return counts


def _completed(
    answers: Mapping[Grouping, Mapping[str, Integers]], layout: Layout
) -> dict[Grouping, dict[str, Integers]]:
    """Return every grouping's counts, a coarser one summed from a finer one where it is not given.

    An item that the table does not have has no answers. Groupings that disagree are refused.
    """
    whole: dict[Grouping, dict[str, Integers]] = {one: {} for one in layout.groupings}
    for grouping in layout.groupings:
        for item, plan in layout.items.items():
            width = len(plan.codes) + 1
            given = answers.get(grouping, {}).get(item)
            finer = [
                _summed(tables[item], layout, other, grouping)
                for other, tables in answers.items()
                if item in tables and set(grouping) < set(other)
            ]
            sure = [one for one in (given, *finer) if one is not None]
            if any(not np.array_equal(sure[0], one) for one in sure[1:]):
                raise DataError("counts.do_not_add", where=item, groups=" × ".join(grouping) or "-")
            empty = np.zeros((layout.size(grouping), width), np.int64)
            whole[grouping][item] = sure[0] if sure else empty
    return whole


def _summed(array: Integers, layout: Layout, finer: Grouping, grouping: Grouping) -> Integers:
    shaped = array.reshape(*layout.shape(finer), -1)
    gone = tuple(axis for axis, group in enumerate(finer) if group not in grouping)
    return np.asarray(shaped.sum(axis=gone)).reshape(layout.size(grouping), -1)


def _rows(
    table: pd.DataFrame, layout: Layout, answers: Mapping[Grouping, Mapping[str, Integers]]
) -> dict[Grouping, Integers]:
    """Return the respondents of each cell; where not given, the most that an item has."""
    found = {}
    for grouping in layout.groupings:
        part = _part(table, grouping)
        totals = [array.sum(axis=1) for array in answers[grouping].values()]
        most = np.max([np.zeros(layout.size(grouping), np.int64), *totals], axis=0)
        if len(part):
            cells = _cells(part, layout, grouping)
            _refuse(pd.Series(cells, index=part.index).duplicated(), "rows")
            given = np.zeros_like(most)
            given[cells] = part["count"].to_numpy(dtype=np.int64)
            if (given < most).any():
                raise DataError("counts.do_not_add", where="rows", groups=" × ".join(grouping))
            most = given
        found[grouping] = most
    return found


def _scores(
    table: pd.DataFrame, layout: Layout, *, whole: bool
) -> dict[Grouping, dict[str, ScoreTable]]:
    """Return the rows of each score; in a whole table one without rows was answered by nobody."""
    _check_known(table["item"], list(layout.scores), "item")
    found: dict[Grouping, dict[str, ScoreTable]] = {}
    for grouping in layout.groupings:
        part = _part(table, grouping)
        cells = _cells(part, layout, grouping)
        wanted = part[["answered", "code", "count"]].to_numpy(dtype=np.int64)
        rows = np.column_stack([cells, wanted])
        names = part["item"].to_numpy()
        found[grouping] = {
            name: _sorted(rows[names == name])
            for name in layout.scores
            if whole or (names == name).any()
        }
    return found


def _sorted(rows: ScoreTable) -> ScoreTable:
    return rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]


def _products(table: pd.DataFrame, layout: Layout) -> Products | None:
    """Return the cross-products, where the table has them all."""
    items = layout.scored_items
    pairwise = [_matrix(table[table["kind"] == kind], items) for kind in _PAIRWISE]
    sums = table[table["kind"] == "complete_sum"]
    numbers = table[table["kind"] == "complete_n"].set_index("scale")["count"]
    squares = table[table["kind"] == "complete_products"]
    known = set(numbers.index)
    if any(one is None for one in pairwise) or set(layout.complete_sets) - known:
        return None
    complete = {}
    for name, members in layout.complete_sets.items():
        matrix = _matrix(squares[squares["scale"] == name], members)
        by_item = sums[sums["scale"] == name].set_index("item")["count"]
        if matrix is None or set(by_item.index) != set(members):
            return None
        mine = by_item.reindex(list(members)).to_numpy(dtype=np.int64)
        complete[name] = CrossProducts(members, int(numbers[name]), mine, matrix)
    return Products(items, np.array(list(chain(pairwise))), complete)


def _matrix(rows: pd.DataFrame, items: Sequence[str]) -> Integers | None:
    if len(rows) != len(items) ** 2:
        return None
    place = {item: at for at, item in enumerate(items)}
    matrix = np.zeros((len(items), len(items)), np.int64)
    first, second = rows["item"].map(place), rows["other"].map(place)
    _refuse(first.isna() | second.isna(), "item")
    at = (first.to_numpy(dtype=np.intp), second.to_numpy(dtype=np.intp))
    matrix[at] = rows["count"].to_numpy(dtype=np.int64)
    return matrix
