"""The result table: every published figure, found by its id.

A result's id reads ``fiscal year / measure / statistic``, for example ``2563/7.1.4/actual``.
The same figure as it stands in another section of the sources adds ``@section``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal, get_args

__all__ = [
    "STATUSES",
    "Disagreement",
    "Result",
    "Results",
    "Status",
    "disagreements",
    "exact_text",
    "result_id",
]

Status = Literal[
    "reported", "not_reported", "in_process", "not_applicable", "suppressed", "not_testable"
]
STATUSES: tuple[str, ...] = get_args(Status)
# As many decimals as the shortest text of a small float has: a p-value, a limit of an interval.
LONGEST_DECIMAL = 30


def result_id(fiscal_year: int | None, measure: str, statistic: str, section: str = "") -> str:
    """Return the id of a figure; a figure whose year is not printed has ``undated``."""
    place = f"@{section}" if section else ""
    return f"{fiscal_year or 'undated'}/{measure}/{statistic}{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One published figure.

    Attributes:
        id: See :func:`result_id`.
        fiscal_year: Buddhist Era; None where the source prints no year.
        measure: What is measured: an indicator, a group, a category.
        statistic: ``target``, ``actual``, ``percent_of_target``, ``difference``, ``met`` …
        value: The exact value; None where ``status`` gives the reason, or for a ``level``.
        shown: The text of the figure, the same wherever it is shown.
        unit: The unit in Thai as printed; empty for a count of indicators.
        decimals: How many decimals are shown; None where nothing is rounded.
        status: One of :data:`STATUSES`.
        source: Document and line, or the ids of the results it was made from.
        section: The section of the sources that states it; empty for a computed figure.
        policy: The named rule that made it; empty for a printed figure.
        address: File, row and column of the data cell; empty for a computed figure.
        group: The respondents it is of, as ``sex=f``; empty for all.
        numerator: What was counted, of a share.
        denominator: Out of how many, of a share.
        n: How many answers are behind it; of a comparison, those of the smaller side.
        base: How many were asked and gave an answer or a non-answer.
        population: How many people there are (N), where that is known.
        low: Lower end of its confidence interval.
        high: Upper end.
        confidence: Percent of confidence of that interval.
        weighting: How the answers were weighted; empty where they were not.
    """

    id: str
    fiscal_year: int | None
    measure: str
    statistic: str
    value: Fraction | None
    shown: str
    unit: str
    decimals: int | None
    status: Status
    source: str
    section: str = ""
    policy: str = ""
    address: str = ""
    group: str = ""
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int | None = None
    base: int | None = None
    population: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    confidence: int | None = None
    weighting: str = ""

    def __post_init__(self) -> None:
        """Check the status and that only a reported figure has a value."""
        if self.status not in STATUSES:
            raise ValueError(f"{self.id}: {self.status!r} is none of {', '.join(STATUSES)}")
        if self.value is not None and self.status != "reported":
            raise ValueError(f"{self.id}: a figure with a value is reported, not {self.status}")

    @property
    def is_of_record(self) -> bool:
        """Return whether this is the figure of record, not one repeated in another section."""
        return "@" not in self.id

    def as_row(self) -> dict[str, str]:
        """Return the result as a row of texts; the exact value as a decimal or a fraction."""
        return {
            "id": self.id,
            "fiscal_year": str(self.fiscal_year or ""),
            "measure": self.measure,
            "statistic": self.statistic,
            "section": self.section,
            "value": exact_text(self.value),
            "shown": self.shown,
            "unit": self.unit,
            "decimals": "" if self.decimals is None else str(self.decimals),
            "status": self.status,
            "policy": self.policy,
            "source": self.source,
            "group": self.group,
            "numerator": exact_text(self.numerator),
            "denominator": exact_text(self.denominator),
            "n": _whole_text(self.n),
            "base": _whole_text(self.base),
            "population": _whole_text(self.population),
            "low": exact_text(self.low),
            "high": exact_text(self.high),
            "confidence": _whole_text(self.confidence),
            "weighting": self.weighting,
        }


class Results(Mapping[str, Result]):
    """Results by id, in the order in which they were given.

    Raises:
        ValueError: If two different results claim one id.
    """

    def __init__(self, results: Iterable[Result] = ()) -> None:
        self._by_id: dict[str, Result] = {}
        for result in results:
            if self._by_id.setdefault(result.id, result) != result:
                raise ValueError(f"two different results have the id {result.id}")

    def __getitem__(self, key: str) -> Result:
        """Return the result of that id."""
        return self._by_id[key]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in the order of the results."""
        return iter(self._by_id)

    def __len__(self) -> int:
        """Return how many results there are."""
        return len(self._by_id)

    def __or__(self, others: Iterable[Result]) -> Results:
        """Return these results and the others."""
        return Results([*self.values(), *others])

    def find(
        self, fiscal_year: int | None, measure: str, statistic: str, section: str = ""
    ) -> Result | None:
        """Return the figure, or None where there is none."""
        return self.get(result_id(fiscal_year, measure, statistic, section))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One figure that the sections of the sources state differently.

    ``statements`` are the results in the order of the sources, the figure of record first.
    ``kind`` is ``value`` (one measure, different values), ``unit`` (one measure, different
    units), ``count`` (a count, and the number of things named) or ``look_alike`` (two measures
    that a reader may take for one, different values).
    """

    kind: Literal["value", "unit", "count", "look_alike"]
    measure: str
    statements: tuple[Result, ...]

    @property
    def differing(self) -> tuple[Result, ...]:
        """Return the statements that differ from the first one."""
        first, *others = self.statements
        if self.kind == "unit":
            return tuple(other for other in others if other.unit != first.unit)
        return tuple(other for other in others if _statement(other) != _statement(first))


def disagreements(
    results: Results, look_alikes: Mapping[str, str] | None = None
) -> tuple[Disagreement, ...]:
    """Return the figures that sections of the sources state differently.

    Args:
        results: All stated figures.
        look_alikes: For a measure, the other measure that a reader may take for the same.

    A figure without a year is compared with the latest year in which an actual result of the
    measure is stated.
    """
    stated = [result for result in results.values() if result.status == "reported"]
    groups = list(_grouped(stated, _latest_years(stated)))
    found = [
        Disagreement("value", same[0].measure, tuple(same))
        for same in groups
        if len({_statement(result) for result in same}) > 1
    ]
    found += [
        Disagreement("unit", same[0].measure, tuple(same))
        for same in groups
        if same[0].statistic == "actual" and len({result.unit for result in same}) > 1
    ]
    for measure, other in (look_alikes or {}).items():
        found += _look_alike(stated, measure, other)
    return tuple(sorted(found, key=lambda item: (item.measure, item.kind)))


def _statement(result: Result) -> Fraction | str:
    """Return what a result states: its value, or the name of its level."""
    return result.shown if result.value is None else result.value


def _latest_years(stated: list[Result]) -> dict[str, int]:
    latest: dict[str, int] = {}
    for result in stated:
        if result.statistic == "actual" and result.is_of_record:
            latest[result.measure] = max(latest.get(result.measure, 0), result.fiscal_year or 0)
    return latest


def _grouped(stated: list[Result], latest: Mapping[str, int]) -> Iterator[list[Result]]:
    def key(result: Result) -> tuple[str, str, int]:
        year = result.fiscal_year or latest.get(result.measure, 0)
        return (result.measure, result.statistic, year)

    for _, same in groupby(sorted(stated, key=key), key=key):
        yield list(same)


def _look_alike(stated: list[Result], measure: str, other: str) -> Iterator[Disagreement]:
    own = [result for result in stated if result.measure == measure]
    of_record = [result for result in stated if result.measure == other and result.is_of_record]
    latest = _latest_years(of_record).get(other, 0)
    for mine in own:
        year = mine.fiscal_year or latest
        for theirs in of_record:
            same_figure = (theirs.fiscal_year, theirs.statistic) == (year, mine.statistic)
            if same_figure and _statement(theirs) != _statement(mine):
                yield Disagreement("look_alike", other, (theirs, mine))


def _whole_text(number: int | None) -> str:
    return "" if number is None else str(number)


def exact_text(value: Fraction | None) -> str:
    """Return an exact value as a decimal where it ends, else as ``numerator/denominator``."""
    if value is None:
        return ""
    digits, rest = 0, value
    while rest.denominator != 1 and digits < LONGEST_DECIMAL:
        digits, rest = digits + 1, rest * 10
    if rest.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    whole = f"{abs(rest.numerator):0{digits + 1}d}"
    text = f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole
    return f"-{text}" if value < 0 else text
