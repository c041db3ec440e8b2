"""Turn a statistic into a result: its id, its text, what is behind it, and who it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypedDict

from pmqa_analysis.measure.intervals import Interval
from pmqa_analysis.measure.sample import exact_float
from pmqa_analysis.results import Result, Status, result_id
from pmqa_analysis.rounding import round_exact, shown
from pmqa_analysis.settings import FigureRules

__all__ = ["NO_VALUE", "Behind", "Subject", "group_text"]

NO_VALUE = "-"
PERCENT = "%"
P_DECIMALS, LEAST_P = 3, Fraction(1, 1000)


class Behind(TypedDict, total=False):
    """What is behind a figure: see :class:`~pmqa_analysis.results.Result`."""

    numerator: Fraction | int | None
    denominator: Fraction | int | None
    n: int | None
    base: int | None
    population: int | None
    weighting: str


def group_text(where: Mapping[str, str]) -> str:
    """Return the name of a group of respondents, as ``sex=f`` or ``sex=f,unit=a``."""
    return ",".join(f"{group}={category}" for group, category in where.items())


@dataclass(frozen=True, slots=True)
class Subject:
    """What some figures are of: a question or score of a survey, and a group of respondents.

    Attributes:
        name: The item, option or score; ``respondents`` for the survey as a whole.
        group: As :func:`group_text` has it; empty for all.
    """

    fiscal_year: int
    survey: str
    name: str
    group: str
    rules: FigureRules

    @property
    def measure(self) -> str:
        """Return how the ids of its figures name it."""
        return f"{self.survey}.{self.name}" + (f":{self.group}" if self.group else "")

    def result(
        self, statistic: str, value: Fraction | int | None, *, decimals: int, unit: str = "",
        policy: str = "", interval: Interval | None = None, status: Status = "not_applicable",
        sign: bool = False, source: str = "", behind: Behind | None = None,
    ) -> Result:  # fmt: skip
        """Return the result of a statistic; ``status`` says why, where there is no value."""
        exact_value = None if value is None else Fraction(value)
        beside = behind or {}
        numerator, denominator = beside.get("numerator"), beside.get("denominator")
        return Result(
            id=result_id(self.fiscal_year, self.measure, statistic),
            fiscal_year=self.fiscal_year,
            measure=self.measure,
            statistic=statistic,
            value=exact_value,
            shown=NO_VALUE if exact_value is None else shown(exact_value, decimals, sign=sign),
            unit=unit,
            decimals=None if exact_value is None else decimals,
            status=status if exact_value is None else "reported",
            source=source or f"counts:{self.survey}/{self.fiscal_year}",
            policy=policy,
            group=self.group,
            numerator=None if numerator is None else Fraction(numerator),
            denominator=None if denominator is None else Fraction(denominator),
            n=beside.get("n"),
            base=beside.get("base"),
            population=beside.get("population"),
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            confidence=self.rules.confidence if interval else None,
            weighting=beside.get("weighting", ""),
        )

    def percent(
        self, statistic: str, share: Fraction | None, *, policy: str = "",
        interval: Interval | None = None, behind: Behind | None = None,
    ) -> Result:  # fmt: skip
        """Return the result of a share, in percent; so is its interval."""
        scaled = interval and Interval(100 * interval.low, 100 * interval.high)
        return self.result(
            statistic, None if share is None else 100 * share, unit=PERCENT, policy=policy,
            decimals=self.rules.percent_decimals, interval=scaled, behind=behind,
        )  # fmt: skip

    def p_value(
        self, statistic: str, p: float, *, policy: str, source: str = "", n: int | None = None
    ) -> Result:
        """Return the result of a p-value; none is zero, one below the last digit is said to be.

        One that is below the level, but would be rounded onto it, is said to be below it.
        """
        value, level = exact_float(p), Fraction(self.rules.significance, 100)
        found = self.result(statistic, value, decimals=P_DECIMALS, policy=policy, source=source,
                            behind=Behind(n=n))  # fmt: skip
        if value < LEAST_P:
            return replace(found, shown=f"<{shown(LEAST_P, P_DECIMALS)}")
        if value < level <= round_exact(value, P_DECIMALS):
            return replace(found, shown=f"<{shown(level, P_DECIMALS)}")
        return found

    def whole(self, statistic: str, number: int, *, behind: Behind | None = None) -> Result:
        """Return the result of a count of people or answers."""
        return self.result(statistic, number, decimals=0, policy="count", behind=behind)
