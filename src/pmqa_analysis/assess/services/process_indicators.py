"""Process indicators held to their targets quarter by quarter; leading ones that miss warn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmqa_analysis.assess.rules import Verdict, target_verdict
from pmqa_analysis.assess.services.figures import ServiceFigures
from pmqa_analysis.clean.services.process_indicators import QUARTERS, ProcessIndicator
from pmqa_analysis.results import Result

__all__ = ["IndicatorCourse", "ProcessFigures", "assess_process_indicators"]

RULE = "exact_value_reaches_target"


@dataclass(frozen=True)
class IndicatorCourse:
    """An indicator over the quarters: each value and whether it reaches the target.

    ``latest`` is the last quarter with a value, empty where there is none; ``verdict`` is that
    quarter's.
    """

    entry: ProcessIndicator
    target: Result
    values: Mapping[str, Result]
    verdicts: Mapping[str, Verdict]
    latest: str
    verdict: Verdict

    @property
    def is_warning(self) -> bool:
        """Return whether it is a leading indicator that misses its target at the latest."""
        return self.entry.kind == "leading" and self.verdict == "not_met"


@dataclass(frozen=True)
class ProcessFigures:
    """A year's process indicators, and how many are known, reach their targets, or warn."""

    courses: Sequence[IndicatorCourse]
    counts: Mapping[str, Result]

    @property
    def warnings(self) -> list[IndicatorCourse]:
        """Return the leading indicators that miss their targets."""
        return [one for one in self.courses if one.is_warning]

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every figure."""
        own = [result for one in self.courses for result in (one.target, *one.values.values())]
        return (*own, *self.counts.values())


def assess_process_indicators(
    fiscal_year: int, entries: Sequence[ProcessIndicator], rule: str = "half_up"
) -> ProcessFigures:
    """Hold each indicator to its target at each quarter, on exact values.

    ``counts`` are ``all``, ``known`` (with a value), ``met`` and ``not_met`` at the latest
    quarter, ``leading``, and ``warning``: leading and not met.
    """
    figures = ServiceFigures(fiscal_year, "process_indicators", rule)
    courses = [_course(one, figures) for one in entries]
    numbers = {
        "all": len(courses),
        "known": sum(bool(one.latest) for one in courses),
        "met": sum(one.verdict == "met" for one in courses),
        "not_met": sum(one.verdict == "not_met" for one in courses),
        "leading": sum(one.entry.kind == "leading" for one in courses),
        "warning": sum(one.is_warning for one in courses),
    }
    counts = {name: figures.count("all", name, number, "ตัวชี้วัด", RULE)
              for name, number in numbers.items()}  # fmt: skip
    return ProcessFigures(courses, counts)


def _course(one: ProcessIndicator, figures: ServiceFigures) -> IndicatorCourse:
    def make(statistic: str) -> Result:
        value = one.target if statistic == "target" else one.values[statistic]
        return figures.make(
            one.indicator, statistic, value, one.unit_th, one.decimals, "as_reported"
        )

    verdicts = {name: target_verdict(one.values[name], one.target, one.direction)
                for name in QUARTERS}  # fmt: skip
    latest = next((name for name in reversed(QUARTERS) if one.values[name] is not None), "")
    return IndicatorCourse(
        one, make("target"), {name: make(name) for name in QUARTERS}, verdicts, latest,
        verdicts[latest] if latest else "no_result",
    )  # fmt: skip
