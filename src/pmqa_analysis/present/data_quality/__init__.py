"""What a committee and an analyst read of how good the data are."""

from pmqa_analysis.present.data_quality.findings import drift_section, issues_section
from pmqa_analysis.present.data_quality.printed import (
    correction_items,
    lacking_by_section,
    printed_checks,
)
from pmqa_analysis.present.data_quality.sureness import quality_answer, sureness
from pmqa_analysis.present.data_quality.surveys import (
    careless_section,
    completeness_by_item,
    reading_notes,
    response_rates,
    rows_by_source,
    survey_heading,
)

__all__ = [
    "careless_section", "completeness_by_item", "correction_items", "drift_section",
    "issues_section", "lacking_by_section", "printed_checks", "quality_answer", "reading_notes",
    "response_rates", "rows_by_source", "sureness", "survey_heading",
]  # fmt: skip
