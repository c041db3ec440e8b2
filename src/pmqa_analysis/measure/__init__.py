"""Surveys measured: responses become counts, and counts become figures and comparisons."""

from pmqa_analysis.measure.compare import (
    compare_targets,
    compare_two_groups,
    compare_with_office,
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
from pmqa_analysis.measure.drivers import (
    correlate,
    estimate_drivers,
    lowest_items,
    strongest_items,
)
from pmqa_analysis.measure.factors import estimate_structure
from pmqa_analysis.measure.needs import estimate_needs
from pmqa_analysis.measure.paired import compare_paired_years, count_pairs
from pmqa_analysis.measure.sample import Moments, Sample
from pmqa_analysis.measure.scale_figures import (
    correlation_figures,
    driver_figures,
    reliability_figures,
    structure_figures,
)
from pmqa_analysis.measure.scales import estimate_reliability
from pmqa_analysis.measure.suppression import suppress
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.measure.tables import banner, toplines
from pmqa_analysis.measure.weights import estimate_weighted, post_stratify, rake

__all__ = [
    "Comparison", "Counts", "Frequencies", "MeasuredSurvey", "Moments", "Sample", "banner",
    "compare_category_pairs", "compare_groups", "compare_paired_years", "compare_targets",
    "compare_trend", "compare_two_groups", "compare_with_office", "compare_with_rest",
    "compare_years", "correlate", "correlation_figures", "count", "count_pairs", "count_parts",
    "driver_figures", "estimate_drivers", "estimate_needs", "estimate_reliability",
    "estimate_structure", "estimate_weighted", "lowest_items", "post_stratify", "rake",
    "read_counts", "reliability_figures", "strongest_items", "structure_figures", "suppress",
    "tabulate_counts", "toplines", "write_counts",
]  # fmt: skip
