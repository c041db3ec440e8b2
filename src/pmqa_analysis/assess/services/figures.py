"""Counts, shares and means of one register: each a result of the year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.assess.figures import computed_result
from pmqa_analysis.results import Result

__all__ = ["ServiceFigures"]


@dataclass(frozen=True)
class ServiceFigures:
    """Make the figures of a register; ids read ``2567/complaints.all/in_time``."""

    fiscal_year: int
    register: str
    rule: str = "half_up"

    def count(self, name: str, statistic: str, value: int, unit: str, policy: str = "") -> Result:
        """Return a count."""
        return self.make(name, statistic, Fraction(value), unit, 0, policy or "count")

    def percent(
        self, name: str, statistic: str, part: Fraction | int, whole: Fraction | int, policy: str
    ) -> Result:
        """Return a share in percent; one of nothing has no value."""
        value = Fraction(part) / Fraction(whole) * 100 if whole else None
        return self.make(name, statistic, value, "ร้อยละ", 2, policy)

    def make(
        self, name: str, statistic: str, value: Fraction | None, unit: str, decimals: int,
        policy: str,
    ) -> Result:  # fmt: skip
        """Return a figure; one without a value is not applicable."""
        return computed_result(
            fiscal_year=self.fiscal_year, measure=f"{self.register}.{name}", statistic=statistic,
            value=value, decimals=decimals, unit=unit, sources=(), policy=policy, rule=self.rule,
        )  # fmt: skip
