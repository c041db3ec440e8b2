"""A development plan on the page: Gantt charts, progress, load, requests, open issues."""

from pmqa_analysis.present.plan.category import category_tables
from pmqa_analysis.present.plan.gantt import plan_gantt
from pmqa_analysis.present.plan.matrix import responsibility_matrix
from pmqa_analysis.present.plan.overview import coverage_summary, issue_summary, plan_decisions
from pmqa_analysis.present.plan.passages import (
    confidence_sentence,
    plan_answer,
    plan_method,
    plan_notes,
)
from pmqa_analysis.present.plan.registers import (
    duty_table,
    kpi_table,
    process_register,
    survey_table,
)
from pmqa_analysis.present.plan.tables import (
    evidence_table,
    plan_register,
    process_table,
    progress_table,
    rows_in_state,
)
from pmqa_analysis.present.plan.views import (
    carry_over_table,
    coverage_table,
    issue_table,
    link_table,
    request_table,
    workload_table,
)

__all__ = [
    "carry_over_table",
    "category_tables",
    "confidence_sentence",
    "coverage_summary",
    "coverage_table",
    "duty_table",
    "evidence_table",
    "issue_summary",
    "issue_table",
    "kpi_table",
    "link_table",
    "plan_answer",
    "plan_decisions",
    "plan_gantt",
    "plan_method",
    "plan_notes",
    "plan_register",
    "process_register",
    "process_table",
    "progress_table",
    "request_table",
    "responsibility_matrix",
    "rows_in_state",
    "survey_table",
    "workload_table",
]  # fmt: skip
