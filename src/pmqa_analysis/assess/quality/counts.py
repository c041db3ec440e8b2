"""Figures about data: counts, shares and means, each a result that names its files."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.assess.figures import no_value_text
from pmqa_analysis.results import Result, Status, result_id
from pmqa_analysis.rounding import shown

__all__ = ["Counter"]


@dataclass(frozen=True, slots=True)
class Counter:
    """Make the results of one set of data.

    Attributes:
        fiscal_year: Buddhist Era.
        decimals: Of shares and means.
        rule: How they are rounded when shown.
        source: The files, or the section, that they are counted from.
    """

    fiscal_year: int
    decimals: int
    rule: str
    source: str

    def count(self, measure: str, statistic: str, number: int | None, policy: str) -> Result:
        """Return a whole number; ``not_reported`` where it is not known."""
        if number is None:
            return self._lacking(measure, statistic, "not_reported", policy)
        return self._result(measure, statistic, Fraction(number), 0, "", policy)

    def percent(
        self, measure: str, statistic: str, part: int, whole: int | None, policy: str,
        *, least: int = 0,
    ) -> Result:  # fmt: skip
        """Return a part of a whole in percent.

        ``not_applicable`` where there is no whole; ``suppressed`` where the part is of fewer
        than ``least``.
        """
        if not whole:
            return self._lacking(measure, statistic, "not_applicable", policy)
        if part < least:
            return self._lacking(measure, statistic, "suppressed", policy)
        value = Fraction(part, whole) * 100
        return self._result(measure, statistic, value, self.decimals, "ร้อยละ", policy)

    def mean(
        self, measure: str, statistic: str, total: int, number: int, policy: str, *,
        suppressed: bool = False,
    ) -> Result:  # fmt: skip
        """Return a mean of ``number`` answers; ``not_applicable`` of none."""
        if suppressed or not number:
            status: Status = "suppressed" if suppressed else "not_applicable"
            return self._lacking(measure, statistic, status, policy)
        return self._result(measure, statistic, Fraction(total, number), self.decimals, "", policy)

    def difference(self, measure: str, statistic: str, now: Result, other: Result) -> Result:
        """Return ``now`` less ``other``, with a sign; without a value where one lacks it."""
        policy = now.policy
        if now.value is None or other.value is None:
            status = now.status if now.value is None else other.status
            return self._lacking(measure, statistic, status, policy)
        value = now.value - other.value
        return self._result(measure, statistic, value, self.decimals, "", policy, sign=True)

    def _result(
        self, measure: str, statistic: str, value: Fraction, decimals: int, unit: str,
        policy: str, *, sign: bool = False,
    ) -> Result:  # fmt: skip
        return Result(
            id=result_id(self.fiscal_year, measure, statistic), fiscal_year=self.fiscal_year,
            measure=measure, statistic=statistic, value=value,
            shown=shown(value, decimals, self.rule, sign=sign), unit=unit, decimals=decimals,
            status="reported", source=self.source, policy=policy,
        )  # fmt: skip

    def _lacking(self, measure: str, statistic: str, status: Status, policy: str) -> Result:
        return Result(
            id=result_id(self.fiscal_year, measure, statistic), fiscal_year=self.fiscal_year,
            measure=measure, statistic=statistic, value=None, shown=no_value_text(status),
            unit="", decimals=None, status=status, source=self.source, policy=policy,
        )  # fmt: skip
