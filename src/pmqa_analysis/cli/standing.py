"""Commands on what a batch left: how the last run stands, why a report would be made anew."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from pmqa_analysis.cli.app import (
    EXIT_FAILURE,
    FiscalYear,
    Json,
    Notebooks,
    Out,
    Quiet,
    Round,
    app,
    asked_reports,
    find_notebooks,
    open_outputs,
    open_settings,
)
from pmqa_analysis.cli.screen import Screen, job_line
from pmqa_analysis.errors import SettingsError, message

if TYPE_CHECKING:
    from pmqa_analysis.publish.journal import BatchRecord

__all__ = ["status", "why"]

_FOLLOW_SECONDS = 0.5


@app.command()
def status(
    context: typer.Context,
    fiscal_year: FiscalYear,
    out: Out = "outputs",
    follow: Annotated[bool, typer.Option(help="Go on until the run has ended.")] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say how the year's last run stands, also while it runs in another terminal."""
    from pmqa_analysis.publish.journal import read_batches

    screen = Screen(quiet=quiet, as_json=as_json)
    _, settings = open_settings(context, fiscal_year)
    outputs = open_outputs(context, out, settings)
    outputs.fetch(journals=True)
    batches = read_batches(outputs.set_folder)
    if not batches:
        raise SettingsError("batch.none", where=outputs.place)
    while follow and any(batch.state == "running" for batch in batches):
        screen.say("\n".join(_batch_head(batch) for batch in batches))
        time.sleep(_FOLLOW_SECONDS)
        outputs.fetch(journals=True)
        batches = read_batches(outputs.set_folder)
    for batch in batches:
        screen.say("\n".join([_batch_head(batch), *map(job_line, batch.jobs)]))
    screen.answer({"batches": [batch.model_dump(mode="json") for batch in batches]})
    if any(batch.state in ("failed", "stopped") for batch in batches):
        raise typer.Exit(EXIT_FAILURE)


@app.command()
def why(
    context: typer.Context,
    fiscal_year: FiscalYear,
    report: Annotated[str, typer.Argument(help="Id of the report.")],
    out: Out = "outputs",
    notebooks: Notebooks = None,
    round_: Round = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say why a report would be made anew by the next run, or that it would be kept."""
    from pmqa_analysis.publish.jobs import plan_jobs
    from pmqa_analysis.publish.resume import reasons_to_run

    screen = Screen(quiet=quiet, as_json=as_json)
    office, settings = open_settings(context, fiscal_year)
    outputs = open_outputs(context, out, settings)
    asked = asked_reports(settings, round_, [report])
    jobs = plan_jobs(office, asked, notebooks or find_notebooks(), outputs.folder, report)
    (job, *more) = [one for one in jobs if one.report == report] or jobs
    if more:
        known = ", ".join(one.report for one in (job, *more))
        raise SettingsError("why.several", where=report, known=known)
    outputs.fetch([job.report])
    reasons = reasons_to_run(job)
    told = [reason.sentences for reason in reasons] or [message("why.kept", found=job.report)]
    for thai, english in told:
        screen.say(f"• {thai}\n  {english}")
    screen.answer(
        {"report": job.report, "runs": bool(reasons),
         "reasons": [{"kind": one.kind, "found": one.found} for one in reasons]}
    )  # fmt: skip


def _batch_head(batch: BatchRecord) -> str:
    counts = ", ".join(f"{state} {count}" for state, count in batch.counts.items())
    return f"{batch.state}  {batch.started_at}  {counts}"
