"""Excel sheets to type into: columns that the readers know, and only answers that they take."""

from pmqa_analysis.present.entry_sheets.assessment import assessment_form, progress_form
from pmqa_analysis.present.entry_sheets.sheet import EntryColumn, entry_workbook
from pmqa_analysis.present.entry_sheets.survey import survey_entry_sheet

__all__ = [
    "EntryColumn",
    "assessment_form",
    "entry_workbook",
    "progress_form",
    "survey_entry_sheet",
]
