"""The figures of a scorecard: each a result whose id names framework, month and policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.assess.figures import no_value_text
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import PolicyName
from pmqa_analysis.results import Result, Status, result_id
from pmqa_analysis.rounding import shown

__all__ = ["ScoreFigures"]


@dataclass(frozen=True)
class ScoreFigures:
    """Make the results of one framework as of one month under one policy.

    An id reads ``2567/agreement_2567.1.1/score_m12``; under another policy than the framework's
    own its statistic ends with that policy, such as ``score_m12_cumulative``.
    """

    framework: Framework
    months: int
    policy: PolicyName
    rule: str = "half_up"

    def make(
        self, name: str, statistic: str, value: Fraction | int | None, *,
        sources: Iterable[Result | str] = (), unit: str = "คะแนน", decimals: int | None = None,
        policy: str = "", missing: Status = "not_reported", sign: bool = False,
    ) -> Result:  # fmt: skip
        """Return a figure; one without a value has the status ``missing``.

        Args:
            name: The KPI, part or item; ``total`` for the whole.
            statistic: What it is: ``score``, ``contribution``, ``floor`` …
            value: The exact value, or None.
            sources: The results or the cells that it was made from.
            unit: Its unit in Thai.
            decimals: How many are shown; the framework's own otherwise.
            policy: The rule that made it; the scoring policy otherwise.
            missing: Why there is no value.
            sign: Whether a positive figure is shown with a plus.
        """
        head = self.framework.head
        exact_value = None if value is None else Fraction(value)
        digits = head.decimals if decimals is None else decimals
        measure = f"{self.framework.id}.{name}"
        own = "" if self.policy == head.policy else f"_{self.policy}"
        label = f"{statistic}_m{self.months}{own}"
        return Result(
            id=result_id(head.fiscal_year, measure, label),
            fiscal_year=head.fiscal_year,
            measure=measure,
            statistic=label,
            value=exact_value,
            shown=(
                no_value_text(missing)
                if exact_value is None
                else shown(exact_value, digits, self.rule, sign=sign)
            ),
            unit=unit,
            decimals=None if exact_value is None else digits,
            status=missing if exact_value is None else "reported",
            source=" ".join(one if isinstance(one, str) else one.id for one in sources),
            policy=policy or self.policy,
        )
