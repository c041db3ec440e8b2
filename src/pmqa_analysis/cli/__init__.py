"""The command ``pmqa``: each module of this room adds its commands to the one app."""

try:
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
except KeyboardInterrupt:
    # Interrupted before the command itself could say so (app.EXIT_INTERRUPTED).
    raise SystemExit(130) from None

__all__ = [
    "app", "batch", "closing", "kpi", "main", "prose", "reports", "simulation", "standing",
    "surveys", "templates",
]  # fmt: skip
