"""How good the data of a year are: counted, never guessed."""

from pmqa_analysis.assess.quality.printed import PrintedQuality, SectionQuality, printed_quality
from pmqa_analysis.assess.quality.surveys import (
    CarelessEffect,
    ItemQuality,
    SourceQuality,
    SurveyQuality,
    survey_quality,
)

__all__ = [
    "CarelessEffect", "ItemQuality", "PrintedQuality", "SectionQuality", "SourceQuality",
    "SurveyQuality", "printed_quality", "survey_quality",
]  # fmt: skip
