"""Scorecards scored: policies, items met and why, totals, what would help, forecasts, trends."""
