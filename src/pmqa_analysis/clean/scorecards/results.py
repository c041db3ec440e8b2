"""What units report for a framework: typed, checked answers, and what is doubtful in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise

from pmqa_analysis.clean.issues import Issue, IssueKind, make_issue
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.result_rows import Reported, read_reported
from pmqa_analysis.load import RawTable
from pmqa_analysis.results import exact_text

__all__ = ["KpiResults", "clean_kpi_results"]


@dataclass(frozen=True)
class KpiResults:
    """What was reported for a framework's KPIs, and the issues found in it.

    ``rows`` is all that was reported, in the order of the file. ``set_aside`` are the
    addresses of rows that do not count, since another unit's row does; ``contested`` those of
    a place that units report differently, and of which none is the reporter's.
    """

    rows: tuple[Reported, ...] = ()
    set_aside: frozenset[str] = frozenset()
    contested: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], list[Reported]]:
        """Return the rows of each rubric's place, and of each KPI itself, by rising month."""
        found: dict[tuple[str, str], list[Reported]] = {}
        for row in sorted(self.rows, key=lambda row: row.months):
            if row.address not in self.set_aside:
                found.setdefault(_key(row), []).append(row)
        return found

    @cached_property
    def rounds(self) -> tuple[int, ...]:
        """Return the months in which something was reported, in order."""
        return tuple(sorted({row.months for row in self.rows}))

    def of_kpi(self, kpi: str, months: int = 12) -> tuple[Reported, ...]:
        """Return what was reported for a KPI up to a month, in the order of the rounds."""
        found = [row for row in self.rows if row.kpi == kpi and row.months <= months]
        return tuple(sorted(found, key=lambda row: row.months))

    def latest(self, rubric: str, place: str, months: int = 12) -> Reported | None:
        """Return the latest answer of a rubric's item or condition up to a month.

        A round in which it was not reported leaves an earlier answer or N/A standing, and no
        earlier dash; N/A and a dash end an earlier answer. For the place ``""`` give the KPI
        instead of the rubric.
        """
        rows = [
            row
            for row in self._by_place.get((rubric, place), ())
            if row.months <= months and row.address not in self.contested
        ]
        told = [row for row in rows if row.status != "not_reported"]
        stands = bool(told) and told[-1].status in ("reported", "in_process")
        return told[-1] if stands else rows[-1] if rows else None

    def is_contested(self, rubric: str, place: str, months: int = 12) -> bool:
        """Return whether units differ about a place in the latest round that tells of it."""
        rows = [row for row in self._by_place.get((rubric, place), ()) if row.months <= months]
        return bool(rows) and rows[-1].address in self.contested

    def measured(self, framework: Framework, measure: str, months: int = 12) -> Reported | None:
        """Return the latest value of a measure, wherever in the framework it was reported."""
        places = framework.places_of(measure)
        found = [row for place in places if (row := self.latest(*place, months)) is not None]
        told = [row for row in found if row.value is not None or row.tick is not None] or found
        return max(told, key=lambda row: row.months, default=None)

    def series(self, framework: Framework, measure: str, months: int = 12) -> dict[int, Fraction]:
        """Return the values of a measure by month, up to a month."""
        values = {}
        for month in (one for one in self.rounds if one <= months):
            row = self.measured(framework, measure, month)
            if row is not None and row.months == month and row.value is not None:
                values[month] = row.value
        return values


def _key(row: Reported) -> tuple[str, str]:
    return (row.rubric if row.place else row.kpi, row.place)


def clean_kpi_results(table: RawTable, framework: Framework) -> KpiResults:
    """Type and check the results that units report.

    Args:
        table: Columns of :data:`pmqa_analysis.load.scorecard_results.RESULT_COLUMNS`.
        framework: What may be reported.

    Raises:
        DataError: Every cell that cannot be taken, told together: an unknown KPI, item,
            condition, round or unit; a text where a tick or a number belongs; a percentage
            below 0, or over 100 where it cannot be; a numerator over its denominator; one
            answer twice.
    """
    rows = read_reported(table, framework)
    set_aside, contested, issues = _disputes(rows, framework)
    counting = [row for row in rows if row.address not in set_aside | contested]
    issues += _without_evidence(counting)
    issues += _falling(counting, framework)
    issues += _counts(rows)
    issues += _scores(rows, framework)
    issues += _score_disputes(rows, framework)
    return KpiResults(tuple(rows), frozenset(set_aside), frozenset(contested), tuple(issues))


def _disputes(
    rows: Sequence[Reported], framework: Framework
) -> tuple[set[str], set[str], list[Issue]]:
    """Return the addresses set aside, those contested, and an issue where units differ.

    Where units say the same, the first counts; where they differ, that of the unit that
    reports the KPI.
    """
    set_aside: set[str] = set()
    contested: set[str] = set()
    issues = []
    for same in _of_one_place(rows):
        reporter = framework.reporter_of(same[0].kpi)
        own = [row for row in same if reporter is not None and row.unit == reporter.unit]
        if len({row.answer for row in same}) == 1:
            set_aside |= {row.address for row in same if row.place} - {same[0].address}
            continue
        if own:
            set_aside |= {row.address for row in same} - {own[0].address}
        else:
            contested |= {row.address for row in same}
        told = " / ".join(f"{row.unit or '-'}: {row.shown or '-'}" for row in same)
        addresses = ", ".join(row.address for row in same)
        kind: IssueKind = "units_differ_settled" if own else "units_differ"
        issues.append(make_issue(kind, addresses, kpi=same[0].kpi, told=told))
    return set_aside, contested, issues


def _of_one_place(rows: Iterable[Reported]) -> Iterator[list[Reported]]:
    """Yield the rows of each place and round that more than one unit reports."""

    def key(row: Reported) -> tuple[str, str, int]:
        return (*_key(row), row.months)

    for _, same in groupby(sorted(rows, key=key), key=key):
        together = list(same)
        if len(together) > 1:
            yield together


def _without_evidence(rows: Iterable[Reported]) -> list[Issue]:
    return [
        make_issue("tick_without_evidence", row.address, kpi=row.kpi, place=row.place)
        for row in rows
        if (row.tick or row.value) and not row.is_proven
    ]


def _falling(rows: Sequence[Reported], framework: Framework) -> list[Issue]:
    """Return an issue for each value of a cumulative measure below that of an earlier round."""
    found: list[Issue] = []
    by_place: dict[tuple[str, str], list[Reported]] = {}
    for row in rows:
        measure = framework.measures.get(row.measure)
        if measure is not None and measure.cumulative and row.value is not None:
            by_place.setdefault((row.rubric, row.measure), []).append(row)
    for same in by_place.values():
        ordered = sorted(same, key=lambda row: row.months)
        for earlier, later in pairwise(ordered):
            if _value(later) < _value(earlier):
                found.append(
                    make_issue(
                        "value_falls", later.address, kpi=later.kpi, round=later.months,
                        found=later.shown, other=earlier.shown, earlier=earlier.months,
                    )
                )  # fmt: skip
    return found


def _value(row: Reported) -> Fraction:
    return row.value if row.value is not None else Fraction(0)


def _counts(rows: Iterable[Reported]) -> list[Issue]:
    return [
        make_issue(
            "counts_differ", row.address, found=row.shown, numerator=exact_text(row.numerator),
            denominator=exact_text(row.denominator),
        )
        for row in rows
        if row.counts_differ
    ]  # fmt: skip


def _scores(rows: Sequence[Reported], framework: Framework) -> list[Issue]:
    """Return an issue for each score without evidence, and each of a committee without a reason.

    A score up to the points of the plan's level needs no evidence.
    """
    proven = {name for row in rows if row.is_proven for name in (row.kpi, row.rubric) if name}
    plan = framework.head.levels[framework.head.plan_level]
    issues = []
    for row in rows:
        scores = [one for one in (row.self_score, row.committee_score) if one is not None]
        if any(one > plan for one in scores) and not proven & {row.kpi, row.rubric}:
            issues.append(make_issue("score_without_evidence", row.address, kpi=row.kpi, plan=plan))
        if row.committee_score is not None and not row.reason:
            issues.append(make_issue("score_without_reason", row.address, kpi=row.kpi))
    return issues


def _score_disputes(rows: Iterable[Reported], framework: Framework) -> list[Issue]:
    """Return an issue where units give one KPI different scores of its own in one round."""
    issues = []
    for same in _of_one_place([row for row in rows if not row.place]):
        given = [row for row in same if row.self_score is not None]
        if len({row.self_score for row in given}) < 2:
            continue
        reporter = framework.reporter_of(same[0].kpi)
        settled = reporter is not None and any(row.unit == reporter.unit for row in given)
        told = " / ".join(f"{row.unit or '-'}: {exact_text(row.self_score)}" for row in given)
        kind: IssueKind = "units_differ_settled" if settled else "units_differ"
        addresses = ", ".join(row.address for row in given)
        issues.append(make_issue(kind, addresses, kpi=same[0].kpi, told=told))
    return issues
