"""Complaints counted: kinds, channels, quarters, days to reply, urgent cases, repeats."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from pmqa_analysis.assess.figures import no_value_text
from pmqa_analysis.assess.services.figures import ServiceFigures
from pmqa_analysis.clean.services.complaints import CHANNELS, KINDS, Channel, Complaint, Kind
from pmqa_analysis.results import Result
from pmqa_analysis.thai import BUDDHIST_ERA

__all__ = ["ComplaintFigures", "Pace", "assess_complaints", "working_days_after"]

CASES = "เรื่อง"
SATURDAY = 5


@dataclass(frozen=True)
class Pace:
    """How many cases were due, and were settled in time, late or not at all.

    ``due`` are those settled, and those whose days have run out by the end of the year;
    ``waiting`` still have days left. ``percent`` is in time of due.
    """

    due: Result
    in_time: Result
    late: Result
    open: Result
    waiting: Result
    percent: Result

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure."""
        return (self.due, self.in_time, self.late, self.open, self.waiting, self.percent)


@dataclass(frozen=True)
class ComplaintFigures:
    """A year's register of complaints in figures.

    ``received`` counts every kind by channel, and under ``None`` by no channel apart.
    ``quarters`` and ``bureaus`` count complaints only, as do ``reply``, ``repeats`` and the days.
    """

    received: Mapping[tuple[Kind, Channel | None], Result]
    quarters: Sequence[Result]
    bureaus: Mapping[str, Pace]
    reply: Pace
    mean_days: Result
    longest_days: Result
    urgent: Pace
    repeats: Result
    repeat_rate: Result
    satisfaction: Result
    scored: Result
    target: Result

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure."""
        paces = (self.reply, self.urgent, *self.bureaus.values())
        paced = [one for pace in paces for one in pace.results]
        return (
            *self.received.values(), *self.quarters, *paced,
            self.mean_days, self.longest_days, self.repeats, self.repeat_rate, self.satisfaction,
            self.scored, self.target,
        )  # fmt: skip


def working_days_after(start: date, end: date, holidays: Container[date]) -> int:
    """Return how many working days lie after a day, up to another and with it.

    Saturdays, Sundays and the holidays are none; an answer of the same day took 0.
    """
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(day.weekday() < SATURDAY and day not in holidays for day in days)


def assess_complaints(
    fiscal_year: int, register: Sequence[Complaint], holidays: Container[date], *,
    reply_days: int, report_days: int, target: int, minimum_group: int, rule: str = "half_up",
) -> ComplaintFigures:  # fmt: skip
    """Count a register: replies within ``reply_days``, urgent cases reported in ``report_days``.

    A satisfaction of fewer than ``minimum_group`` people is suppressed.
    """
    counter = _Counter(ServiceFigures(fiscal_year, "complaints", rule), holidays)
    complaints = [one for one in register if one.kind == "complaint"]
    urgent = [one for one in register if one.urgent]
    satisfaction, scored = counter.satisfaction(complaints, minimum_group)
    bureaus = sorted({one.bureau for one in complaints})
    return ComplaintFigures(
        received=counter.received(register), quarters=counter.quarters(complaints),
        bureaus={
            name: counter.pace(
                f"bureau_{number}", [one for one in complaints if one.bureau == name], "answered",
                reply_days,
            )
            for number, name in enumerate(bureaus, 1)
        },
        reply=counter.pace("reply", complaints, "answered", reply_days),
        mean_days=counter.days("mean_days", complaints),
        longest_days=counter.days("longest_days", complaints),
        urgent=counter.pace("urgent", urgent, "reported", report_days),
        repeats=counter.repeats(complaints), repeat_rate=counter.repeat_rate(complaints),
        satisfaction=satisfaction, scored=scored,
        target=counter.figures.count("satisfaction", "target", target, "ร้อยละ", "settings"),
    )  # fmt: skip


class _Counter:
    """Count the cases of one register."""

    def __init__(self, figures: ServiceFigures, holidays: Container[date]) -> None:
        self.figures, self.holidays = figures, holidays
        self.end = date(figures.fiscal_year - BUDDHIST_ERA, 9, 30)

    def received(self, register: Sequence[Complaint]) -> dict[tuple[Kind, Channel | None], Result]:
        found: dict[tuple[Kind, Channel | None], Result] = {}
        for kind in KINDS:
            for channel in (*CHANNELS, None):
                cases = sum(one.kind == kind and channel in (None, one.channel) for one in register)
                name = f"received_{channel}" if channel else "received"
                found[kind, channel] = self.figures.count(kind, name, cases, CASES)
        return found

    def quarters(self, complaints: Iterable[Complaint]) -> list[Result]:
        """Return the complaints of each quarter; October begins the first."""
        found = [(one.received.month - 10) % 12 // 3 for one in complaints]
        return [
            self.figures.count("complaint", f"received_q{number + 1}", found.count(number), CASES)
            for number in range(4)
        ]

    def pace(self, name: str, cases: Iterable[Complaint], ended: str, limit: int) -> Pace:
        state: dict[str, int] = dict.fromkeys(("in_time", "late", "open", "waiting"), 0)
        for one in cases:
            day: date | None = getattr(one, ended)
            taken = working_days_after(one.received, day or self.end, self.holidays)
            within = taken <= limit
            settled = "in_time" if within else "late"
            state[settled if day else "waiting" if within else "open"] += 1
        policy = f"within_{limit}_working_days"
        due = sum(state.values()) - state["waiting"]
        counts = {
            key: self.figures.count(name, key, value, CASES, policy) for key, value in state.items()
        }
        return Pace(
            due=self.figures.count(name, "due", due, CASES, policy), **counts,
            percent=self.figures.percent(name, "percent_in_time", state["in_time"], due, policy),
        )  # fmt: skip

    def days(self, statistic: str, complaints: Iterable[Complaint]) -> Result:
        """Return the mean, or the longest, of the working days to an answer."""
        taken = [
            working_days_after(one.received, one.answered, self.holidays)
            for one in complaints
            if one.answered
        ]
        value = None
        if taken:
            value = Fraction(sum(taken), len(taken)) if statistic == "mean_days" else max(taken)
        return self.figures.make(
            "reply", statistic, None if value is None else Fraction(value), "วันทำการ",
            1 if statistic == "mean_days" else 0, "working_days_after_receipt",
        )  # fmt: skip

    def repeats(self, complaints: Sequence[Complaint]) -> Result:
        again = sum(bool(one.repeat_of) for one in complaints)
        return self.figures.count("complaint", "repeats", again, CASES)

    def repeat_rate(self, complaints: Sequence[Complaint]) -> Result:
        again = sum(bool(one.repeat_of) for one in complaints)
        return self.figures.percent("complaint", "repeat_rate", again, len(complaints), "share")

    def satisfaction(self, complaints: Iterable[Complaint], minimum: int) -> tuple[Result, Result]:
        """Return the mean score in percent of the best, and of how many people it is."""
        scores = [one.satisfaction for one in complaints if one.satisfaction is not None]
        found = self.figures.percent(
            "satisfaction", "percent_satisfied", sum(scores), 5 * len(scores), "mean_of_max"
        )
        scored = self.figures.count("satisfaction", "n", len(scores), "คน")
        if 0 < len(scores) < minimum:
            found, scored = _suppressed(found), _suppressed(scored)
        return found, scored


def _suppressed(result: Result) -> Result:
    return replace(
        result, value=None, decimals=None, status="suppressed", shown=no_value_text("suppressed")
    )
