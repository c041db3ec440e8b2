"""Verdicts on exact values: targets, change against last year, patterns, claims."""

from pmqa_analysis.assess.assessment import Assessment, Flag, assess_measure
from pmqa_analysis.assess.claims import ClaimTest, check_claim
from pmqa_analysis.assess.comparison import YearComparison, compare_year, count_mismatches
from pmqa_analysis.assess.figures import stated_results
from pmqa_analysis.assess.rules import (
    Pattern,
    Verdict,
    percent_of_target,
    target_verdict,
    year_pattern,
)
from pmqa_analysis.assess.summary import Summary, summarise

__all__ = [
    "Assessment",
    "ClaimTest",
    "Flag",
    "Pattern",
    "Summary",
    "Verdict",
    "YearComparison",
    "assess_measure",
    "check_claim",
    "compare_year",
    "count_mismatches",
    "percent_of_target",
    "stated_results",
    "summarise",
    "target_verdict",
    "year_pattern",
]  # fmt: skip
