"""Surveys measured: responses become counts, and counts become figures and comparisons."""

from pmqa_analysis.measure.compare import (
    compare_targets,
    compare_two_groups,
    compare_with_rest,
    compare_years,
)
from pmqa_analysis.measure.compare_many import (
    compare_category_pairs,
    compare_groups,
    compare_trend,
)
from pmqa_analysis.measure.comparison import Comparison
from pmqa_analysis.measure.counting import count, count_parts
from pmqa_analysis.measure.counts import Counts, Frequencies
from pmqa_analysis.measure.counts_table import read_counts, tabulate_counts, write_counts
from pmqa_analysis.measure.paired import compare_paired_years, count_pairs
from pmqa_analysis.measure.sample import Moments, Sample
from pmqa_analysis.measure.suppression import suppress
from pmqa_analysis.measure.survey_figures import MeasuredSurvey

__all__ = [
    "Comparison", "Counts", "Frequencies", "MeasuredSurvey", "Moments", "Sample",
    "compare_category_pairs", "compare_groups", "compare_paired_years", "compare_targets",
    "compare_trend", "compare_two_groups", "compare_with_rest", "compare_years", "count",
    "count_pairs", "count_parts", "read_counts", "suppress", "tabulate_counts", "write_counts",
]  # fmt: skip
