"""Test what the sources say against what their figures say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pmqa_analysis.assess.assessment import Assessment
from pmqa_analysis.clean import Claim

__all__ = ["ClaimTest", "check_claim"]


@dataclass(frozen=True)
class ClaimTest:
    """A claim, and for each of its measures whether the figures bear it out.

    ``outcomes`` maps a measure's assessment to ``holds``, ``fails`` or ``unknown`` (a year
    that the claim speaks of has no value). A claim without measures has no outcomes.
    """

    claim: Claim
    outcomes: tuple[tuple[Assessment, Literal["holds", "fails", "unknown"]], ...]

    @property
    def holds(self) -> bool | None:
        """Return whether all measures bear it out; None where none fails and some is unknown."""
        verdicts = {outcome for _, outcome in self.outcomes}
        if "fails" in verdicts:
            return False
        return True if verdicts == {"holds"} else None


def check_claim(claim: Claim, assessments: Mapping[str, Assessment]) -> ClaimTest:
    """Test a claim, measure by measure, on exact values.

    ``rose_every_year`` needs each year above the one before; ``rose_from_last_year`` needs
    this year above the last.
    """
    return ClaimTest(
        claim,
        tuple(
            (assessments[measure], _outcome(claim.pattern, assessments[measure]))
            for measure in claim.measures
        ),
    )


def _outcome(pattern: str, item: Assessment) -> Literal["holds", "fails", "unknown"]:
    years = item.history if pattern == "rose_every_year" else item.history[-2:]
    values = [result.value for result in years]
    known = [value for value in values if value is not None]
    if any(later <= earlier for earlier, later in pairwise(known)):
        return "fails"
    if len(known) < 2 or len(known) < len(values):
        return "unknown"
    return "holds"
