"""Scorecards: an office's frameworks of indicators, and what was reported for them."""
