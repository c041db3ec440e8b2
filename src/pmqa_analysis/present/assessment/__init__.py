"""A PMQA standing on the page: points, levels, radar, profile, gaps, repeated figures."""

from pmqa_analysis.present.assessment.figures import profile_chart, radar_chart
from pmqa_analysis.present.assessment.passages import (
    lock_notes,
    pmqa_answer,
    pmqa_method,
    standing_notes,
    views_of,
)
from pmqa_analysis.present.assessment.tables import (
    agreeing_figures,
    cross_check,
    difference_table,
    gap_table,
    indicator_scores,
    item_table,
    standing_table,
)

__all__ = [
    "agreeing_figures", "cross_check", "difference_table", "gap_table", "indicator_scores",
    "item_table", "lock_notes", "pmqa_answer", "pmqa_method", "profile_chart", "radar_chart",
    "standing_notes", "standing_table", "views_of",
]  # fmt: skip
