"""PMQA criteria and assessments: from the office's files to checked models."""

from pmqa_analysis.clean.pmqa.answers import (
    ASSESSMENT_COLUMNS,
    Answer,
    Answers,
    box_rows,
    load_answers,
    read_answers,
)
from pmqa_analysis.clean.pmqa.criteria import (
    Band,
    Box,
    Criteria,
    CriteriaCategory,
    CriteriaItem,
    Dimension,
    LevelPoints,
    SuccessStep,
)
from pmqa_analysis.clean.pmqa.criteria_file import load_criteria, parse_criteria
from pmqa_analysis.clean.pmqa.evidence import Evidence
from pmqa_analysis.clean.pmqa.locks import (
    LOCKS_FILE,
    LockRecord,
    check_unchanged,
    last_record,
    read_locks,
)

__all__ = [
    "ASSESSMENT_COLUMNS", "LOCKS_FILE", "Answer", "Answers", "Band", "Box", "Criteria",
    "CriteriaCategory", "CriteriaItem", "Dimension", "Evidence", "LevelPoints", "LockRecord",
    "SuccessStep", "box_rows", "check_unchanged", "last_record", "load_answers",
    "load_criteria", "parse_criteria", "read_answers", "read_locks",
]  # fmt: skip
