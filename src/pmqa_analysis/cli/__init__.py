"""The command ``pmqa``: each module of this room adds its commands to the one app."""

from pmqa_analysis.cli import (
    batch,
    closing,
    kpi,
    prose,
    reports,
    simulation,
    standing,
    surveys,
    templates,
)
from pmqa_analysis.cli.app import app, main

__all__ = [
    "app", "batch", "closing", "kpi", "main", "prose", "reports", "simulation", "standing",
    "surveys", "templates",
]  # fmt: skip
