"""One fiscal year of an office, opened: its data, its results, and what follows from them."""

from pmqa_analysis.year.surveys import Surveys
from pmqa_analysis.year.year import Year, open_year

__all__ = ["Surveys", "Year", "open_year"]
