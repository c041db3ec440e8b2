"""What the units reported of the plan, round by round; every line that cannot be is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol, cast, get_args

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.percentages import read_percentage
from pmqa_analysis.clean.plan.model import Plan
from pmqa_analysis.clean.pmqa.evidence import Evidence, parse_evidence
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.office import Office
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["PROGRESS_COLUMNS", "QUARTERLY_CATEGORY", "ROUNDS", "ProgressReport", "ProgressStatus",
           "load_progress", "read_progress"]  # fmt: skip

PROGRESS_COLUMNS = (
    "round", "activity", "output", "status", "percent", "evidence", "reporter", "cause",
    "correction",
)  # fmt: skip
ProgressStatus = Literal["not_started", "running", "done", "late", "moved", "cancelled"]
ROUNDS: Mapping[str, int] = {"6": 6, "12": 12, "q1": 3, "q2": 6, "q3": 9, "q4": 12}
QUARTERLY_CATEGORY = 6
_IMPLIED = {"done": Fraction(100), "not_started": Fraction(0)}
_GIVEN = ("activity", "output")
_NEED_CAUSE = ("late", "moved", "cancelled")


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """One line that a unit reported: of an activity, or of one output of it.

    ``month`` is how many months of the fiscal year the round closes: 3, 6, 9 or 12.
    """

    month: int
    activity: str
    output: str
    status: ProgressStatus
    percent: Fraction | None
    evidence: tuple[Evidence, ...]
    reporter: str
    cause: str
    correction: str
    address: str


def load_progress(
    office: Office, ledger: Ledger, path: str, plan: Plan
) -> tuple[ProgressReport, ...]:
    """Read the progress that was reported of a plan, CSV or Excel.

    Raises:
        DataError: Every cell that cannot be taken, told together.
    """
    return read_progress(ledger.apply(load_table(office, path, PROGRESS_COLUMNS)), plan)


def read_progress(table: RawTable, plan: Plan) -> tuple[ProgressReport, ...]:
    """Return the reports of a raw table, earliest round first.

    Raises:
        DataError: As :func:`load_progress`.
    """
    faults: list[PmqaError] = []
    reports: dict[tuple[int, str, str], ProgressReport] = {}
    for number, cells in table.records():
        if not any(text for column, text in cells.items() if column not in _GIVEN):
            continue  # a row of the form that nobody has filled in
        own = list(_cell_faults(table, number, cells, plan))
        if own:
            faults += own
            continue
        report = _report(table, number, cells)
        key = (report.month, report.activity, report.output)
        if key in reports:
            other = reports[key].address
            faults.append(DataError("row.doubled", where=report.address, other=other))
        reports.setdefault(key, report)
    ordered = sorted(reports.values(), key=lambda report: report.month)
    faults += _falling(ordered)
    raise_faults(faults)
    return tuple(ordered)


def _report(table: RawTable, number: int, cells: Mapping[str, str]) -> ProgressReport:
    return ProgressReport(
        month=ROUNDS[_round_name(cells)], activity=cells["activity"], output=cells["output"],
        status=cast("ProgressStatus", cells["status"]), percent=_percent(cells),
        evidence=tuple(parse_evidence(one) for one in _pieces(cells)),
        reporter=cells["reporter"], cause=cells["cause"], correction=cells["correction"],
        address=table.address(number, "activity"),
    )  # fmt: skip


def _round_name(cells: Mapping[str, str]) -> str:
    """Return a round as the plan names it: ``6`` of ๖ or ``6 เดือน``, ``q1`` of Q1."""
    return to_arabic_digits(cells["round"]).lower().removesuffix("เดือน").strip()


def _percent(cells: Mapping[str, str]) -> Fraction | None:
    """Return the percentage; done is 100 and not started 0 where none is written."""
    text = cells["percent"]
    return read_percentage(text) if text else _IMPLIED.get(cells["status"])


def _pieces(cells: Mapping[str, str]) -> list[str]:
    return [piece.strip() for piece in cells["evidence"].split(";") if piece.strip()]


def _cell_faults(
    table: RawTable, number: int, cells: Mapping[str, str], plan: Plan
) -> Iterator[PmqaError]:
    """Yield what is wrong in one line, each with its cell."""

    def fault(column: str, key: str, **more: object) -> DataError:
        where = table.address(number, column)
        return DataError(key, where=where, found=cells[column] or "-", **more)

    row = plan.activities.get(cells["activity"])
    if row is None:
        near = nearest(cells["activity"], plan.activities) or "-"
        yield fault("activity", "progress.unknown_activity", near=near)
    elif row.same_as:
        yield fault("activity", "progress.repeated_step", first=row.same_as)
    round_ = _round_name(cells)
    if round_ not in ROUNDS:
        yield fault("round", "progress.bad_round", known=", ".join(ROUNDS))
    elif round_.startswith("q") and row and row.category != QUARTERLY_CATEGORY:
        yield fault("round", "progress.not_quarterly", category=QUARTERLY_CATEGORY)
    if cells["output"] and (
        cells["output"] not in plan.outputs
        or plan.outputs[cells["output"]].activity != cells["activity"]
    ):
        yield fault("output", "progress.unknown_output", activity=cells["activity"])
    if cells["status"] not in get_args(ProgressStatus):
        yield fault("status", "progress.bad_status", known=", ".join(get_args(ProgressStatus)))
    if cells["reporter"] not in plan.units:
        near = nearest(cells["reporter"], plan.units) or "-"
        yield fault("reporter", "progress.unknown_unit", near=near)
    if cells["status"] in _NEED_CAUSE and not cells["cause"]:
        yield fault("cause", "progress.no_cause", status=cells["status"])
    yield from _number_faults(cells, fault)


def _number_faults(cells: Mapping[str, str], fault: _Fault) -> Iterator[PmqaError]:
    try:
        percent = _percent(cells)
    except ValueError:
        percent = Fraction(-1)
    if percent is not None and not 0 <= percent <= 100:
        yield fault("percent", "progress.bad_percent")
    elif percent != _IMPLIED.get(cells["status"], percent):
        yield fault("percent", "progress.not_done", status=cells["status"])
    if cells["status"] == "done" and not _pieces(cells):
        yield fault("evidence", "progress.no_evidence")
    for piece in _pieces(cells):
        try:
            parse_evidence(piece)
        except ValueError:
            yield fault("evidence", "assessment.bad_evidence")


class _Fault(Protocol):
    """Make a fault of one column of the line."""

    def __call__(self, column: str, key: str, **more: object) -> DataError: ...


def _falling(ordered: list[ProgressReport]) -> Iterator[PmqaError]:
    """Yield each report whose percentage is below an earlier round's without a reason."""
    last: dict[tuple[str, str], ProgressReport] = {}
    for report in ordered:
        key = (report.activity, report.output)
        before = last.get(key)
        if report.percent is None:
            continue
        falls = before and before.percent is not None and report.percent < before.percent
        if before and falls and not report.cause:
            yield DataError(
                "progress.falling", where=report.address, found=report.percent,
                before=before.percent, other=before.address,
            )  # fmt: skip
        last[key] = report
