"""Development plans and what is reported of them: from the office's files to checked models."""

from pmqa_analysis.clean.plan.model import (
    Activity,
    Duty,
    Output,
    Plan,
    PlanHead,
    PlanKpi,
    PlanUnit,
    StandardStep,
)
from pmqa_analysis.clean.plan.process_times import ProcessTime, load_process_times
from pmqa_analysis.clean.plan.progress import (
    PROGRESS_COLUMNS,
    QUARTERLY_CATEGORY,
    ROUNDS,
    ProgressReport,
    ProgressStatus,
    load_progress,
    read_progress,
)
from pmqa_analysis.clean.plan.tables import (
    STANDARD_STEPS,
    load_plan,
    load_standard_steps,
    month_texts,
)

__all__ = [
    "PROGRESS_COLUMNS", "QUARTERLY_CATEGORY", "ROUNDS", "STANDARD_STEPS", "Activity", "Duty",
    "Output", "Plan", "PlanHead", "PlanKpi", "PlanUnit", "ProcessTime", "ProgressReport",
    "ProgressStatus", "StandardStep", "load_plan", "load_process_times", "load_progress",
    "load_standard_steps", "month_texts", "read_progress",
]  # fmt: skip
