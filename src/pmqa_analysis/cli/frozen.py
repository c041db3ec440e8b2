"""The proof of a year's reports from their record: ``pmqa verify FY --frozen``."""

from __future__ import annotations

from pathlib import Path

import typer

from pmqa_analysis.cli.app import EXIT_FAILURE, find_notebooks, open_outputs, open_settings
from pmqa_analysis.cli.screen import Screen, with_progress

__all__ = ["prove"]


def prove(
    context: typer.Context, fiscal_year: str, out: str, notebooks: Path | None, screen: Screen
) -> None:
    """Make a year's reports again beside the old ones and compare them with the manifest."""
    from pmqa_analysis.publish.frozen import prove_set
    from pmqa_analysis.publish.jobs import plan_jobs
    from pmqa_analysis.publish.rounds import standing_reports, with_named_rounds
    from pmqa_analysis.publish.run import run_jobs

    office, settings = open_settings(context, fiscal_year)
    outputs = open_outputs(context, out, settings)
    outputs.fetch()
    recorded = with_named_rounds(settings, standing_reports(outputs.set_folder))
    planned = plan_jobs(office, recorded, notebooks or find_notebooks(), outputs.folder)
    outputs.fetch(job.report for job in planned)
    proof = prove_set(
        office, planned, outputs.set_folder,
        lambda again: with_progress(screen, lambda tell: run_jobs(again, None, tell), len(again)),
    )  # fmt: skip
    for thai, english in proof.faults:
        screen.fail(f"• {thai}\n  {english}")
    if not proof.faults:
        screen.say("\n".join(proof.sentence))
    screen.answer(
        {"reports": proof.reports, "files": proof.files, "other_environment": proof.elsewhere,
         "faults": [{"th": thai, "en": english} for thai, english in proof.faults]}
    )  # fmt: skip
    if proof.faults:
        raise typer.Exit(EXIT_FAILURE)
