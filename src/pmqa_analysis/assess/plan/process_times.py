"""The days that a standard process is given, and those that it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.assess.figures import computed_result
from pmqa_analysis.clean.plan import ProcessTime, StandardStep
from pmqa_analysis.results import Result

__all__ = ["ProcessPace", "StepPace", "compare_process_times"]


@dataclass(frozen=True)
class StepPace:
    """A step with the days it took; ``late_by`` is what they exceed its longest time by."""

    step: StandardStep
    actual: Result
    late_by: Result


@dataclass(frozen=True)
class ProcessPace:
    """A standard process: steps, days planned at least and at most, days taken so far."""

    process: str
    name_th: str
    name_en: str
    steps: Result
    undated: Result
    least: Result
    most: Result
    actual: Result
    paces: tuple[StepPace, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure."""
        of_steps = [figure for pace in self.paces for figure in (pace.actual, pace.late_by)]
        return (self.steps, self.undated, self.least, self.most, self.actual, *of_steps)


def compare_process_times(
    fiscal_year: int, steps: Sequence[StandardStep], times: Iterable[ProcessTime]
) -> list[ProcessPace]:
    """Compare the days of each standard process with those taken (``calendar_days_inclusive``).

    A step below one that has its own days is left out of the sums: its days are in the other's.
    A step without printed days is counted as undated, never as none.
    """
    by_step = {time.step: time for time in times}
    grouped: dict[str, list[StandardStep]] = {}
    for step in steps:
        grouped.setdefault(step.process, []).append(step)
    return [_pace(fiscal_year, members, by_step) for members in grouped.values()]


def _pace(
    fiscal_year: int, steps: Sequence[StandardStep], times: Mapping[str, ProcessTime]
) -> ProcessPace:
    first = steps[0]
    dated = {step.number for step in steps if step.min_days}
    counted = [step for step in steps if step.parent not in dated]
    figures = _Days(fiscal_year, first.process)
    paces = tuple(
        _step_pace(fiscal_year, step, times[step.step]) for step in counted if step.step in times
    )
    taken = [pace.actual.value for pace in paces if pace.actual.value is not None]
    return ProcessPace(
        process=first.process, name_th=first.process_th, name_en=first.process_en,
        steps=figures.days("steps", len(counted)),
        undated=figures.days("steps_without_days", sum(not step.min_days for step in counted)),
        least=figures.days("least_days", sum(int(step.min_days or 0) for step in counted)),
        most=figures.days("most_days", sum(int(step.max_days or 0) for step in counted)),
        actual=figures.days("actual_days", sum(taken, Fraction(0)) if taken else None),
        paces=paces,
    )  # fmt: skip


def _step_pace(fiscal_year: int, step: StandardStep, time: ProcessTime) -> StepPace:
    figures = _Days(fiscal_year, step.step)
    taken = None if time.ended is None else (time.ended - time.started).days + 1
    late = None if taken is None or not step.max_days else max(0, taken - int(step.max_days))
    return StepPace(step, figures.days("actual_days", taken), figures.days("late_by", late))


class _Days:
    """Make figures in days, of one process or step."""

    def __init__(self, fiscal_year: int, name: str) -> None:
        self.fiscal_year = fiscal_year
        self.name = name

    def days(self, statistic: str, value: Fraction | int | None) -> Result:
        """Return a figure in days, or a count of steps."""
        return computed_result(
            fiscal_year=self.fiscal_year, measure=f"process-{self.name}", statistic=statistic,
            value=value, decimals=0, unit="วัน", sources=(), policy="calendar_days_inclusive",
        )  # fmt: skip
