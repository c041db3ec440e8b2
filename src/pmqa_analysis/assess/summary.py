"""Counts over a set of assessed measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmqa_analysis.assess.assessment import Assessment
from pmqa_analysis.assess.figures import computed_result
from pmqa_analysis.results import Result

__all__ = ["Summary", "summarise"]


@dataclass(frozen=True)
class Summary:
    """How many measures of a set met their targets and how they moved; each count a result.

    ``total`` counts all; ``assessed`` those with a result and a target; ``met`` and
    ``not_met`` part them. ``higher``, ``lower`` and ``same`` compare with last year;
    ``no_last_year`` cannot be compared.
    """

    total: Result
    assessed: Result
    met: Result
    not_met: Result
    higher: Result
    lower: Result
    same: Result
    no_last_year: Result

    @property
    def results(self) -> tuple[Result, ...]:
        """Return every count."""
        return (
            self.total, self.assessed, self.met, self.not_met,
            self.higher, self.lower, self.same, self.no_last_year,
        )  # fmt: skip


def summarise(assessments: Sequence[Assessment], *, name: str, fiscal_year: int) -> Summary:
    """Count the verdicts and movements of a set of measures.

    Args:
        assessments: One per measure.
        name: What the set is called in the ids: ``category-2``, ``group-7.1``, ``all``.
        fiscal_year: The year counted.
    """
    verdicts = [item.verdict for item in assessments]
    changes = [item.difference.value for item in assessments]
    known = [change for change in changes if change is not None]
    counts = {
        "total": len(assessments),
        "assessed": verdicts.count("met") + verdicts.count("not_met"),
        "met": verdicts.count("met"),
        "not_met": verdicts.count("not_met"),
        "higher": sum(change > 0 for change in known),
        "lower": sum(change < 0 for change in known),
        "same": sum(change == 0 for change in known),
        "no_last_year": len(changes) - len(known),
    }
    return Summary(
        **{
            statistic: computed_result(
                fiscal_year=fiscal_year, measure=name, statistic=statistic, value=count,
                decimals=0, unit="", policy="count_of_measures",
                sources=[item.actual for item in assessments],
            )
            for statistic, count in counts.items()
        }
    )  # fmt: skip
