"""Simulated answers: respondents drawn from a codebook and stated margins, as any export file.

Nothing here reads or writes the office's folder but the margins; the command writes the files.
"""

from pmqa_analysis.simulate.draw import Drawn, draw_responses
from pmqa_analysis.simulate.export import SimulatedExport, simulate_export
from pmqa_analysis.simulate.margins import Plan, PlannedExport, load_plan, margins_path
from pmqa_analysis.simulate.mess import Planted

__all__ = [
    "Drawn", "Plan", "PlannedExport", "Planted", "SimulatedExport", "draw_responses",
    "load_plan", "margins_path", "simulate_export",
]  # fmt: skip
