"""What a reader sees: tables, charts and sentences. Nothing here computes a figure."""

from pmqa_analysis.present.wording import Wording

__all__ = ["Wording"]
