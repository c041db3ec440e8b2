"""Readers: one per kind of file; they change nothing and keep every address."""

from pmqa_analysis.load.raw_table import RawTable
from pmqa_analysis.load.tables import load_entries, load_table

__all__ = ["RawTable", "load_entries", "load_table"]
