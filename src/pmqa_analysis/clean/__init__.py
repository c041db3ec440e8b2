"""From raw tables to indicators and issues: nothing guessed, nothing lost."""

from pmqa_analysis.clean.claims import Claim
from pmqa_analysis.clean.indicators import Indicator
from pmqa_analysis.clean.issues import Issue
from pmqa_analysis.clean.register import Category, Caution, Group, Item, Measure, Register
from pmqa_analysis.clean.year import YearData, clean_year

__all__ = [
    "Category", "Caution", "Claim", "Group", "Indicator", "Issue", "Item", "Measure",
    "Register", "YearData", "clean_year",
]  # fmt: skip
