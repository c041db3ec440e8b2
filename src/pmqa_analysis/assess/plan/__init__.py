"""How far a development plan is, whom it burdens, what it leaves open."""

from pmqa_analysis.assess.plan.issues import ISSUE_KINDS, PlanIssue, PlanIssueKind, find_issues
from pmqa_analysis.assess.plan.overview import (
    IssueCount,
    count_coverage,
    count_issues,
    count_requests,
)
from pmqa_analysis.assess.plan.process_times import (
    ProcessPace,
    StepPace,
    compare_process_times,
)
from pmqa_analysis.assess.plan.progress import (
    STATES,
    Counting,
    PlanProgress,
    RowProgress,
    State,
    assess_progress,
)
from pmqa_analysis.assess.plan.views import (
    CONFIDENCES,
    Coverage,
    CoverageState,
    Request,
    UnitLoad,
    carry_over,
    count_confidence,
    cover_levels,
    cross_category,
    request_data,
    workload,
)

__all__ = [
    "CONFIDENCES", "ISSUE_KINDS", "STATES", "Counting", "Coverage", "CoverageState", "IssueCount",
    "PlanIssue", "PlanIssueKind", "PlanProgress", "ProcessPace", "Request", "RowProgress", "State",
    "StepPace", "UnitLoad", "assess_progress", "carry_over", "compare_process_times",
    "count_confidence", "count_coverage", "count_issues", "count_requests", "cover_levels",
    "cross_category", "find_issues", "request_data", "workload",
]  # fmt: skip
