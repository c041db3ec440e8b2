"""Where an office stands against the PMQA criteria."""

from pmqa_analysis.assess.pmqa.gaps import Gap, find_gaps
from pmqa_analysis.assess.pmqa.standing import (
    CategoryStanding,
    IndicatorScore,
    ItemStanding,
    Side,
    Standing,
    assess_standing,
)

__all__ = [
    "CategoryStanding", "Gap", "IndicatorScore", "ItemStanding", "Side", "Standing",
    "assess_standing", "find_gaps",
]  # fmt: skip
