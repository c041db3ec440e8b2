"""The command that runs a batch: ``pmqa run``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from pmqa_analysis.cli.interrupts import repeat_lost_interrupt
from pmqa_analysis.cli.screen import (
    Screen,
    failure_text,
    job_line,
    kept_row,
    outcome_row,
    tell_long_parts,
    with_progress,
)

if TYPE_CHECKING:
    from pmqa_analysis.office import Office
    from pmqa_analysis.publish.files import Done
    from pmqa_analysis.publish.jobs import Job
    from pmqa_analysis.publish.journal import Journal
    from pmqa_analysis.publish.manifest import Verification
    from pmqa_analysis.publish.processes.forked import PreparedParent
    from pmqa_analysis.publish.remote import Outputs
    from pmqa_analysis.publish.run import Event, Outcome
    from pmqa_analysis.settings import YearSettings

    Tell = Callable[[Event], None]
    _Builder = Callable[[PreparedParent | None], list[Outcome]]

__all__ = ["run"]


@app.command()
def run(  # noqa: PLR0913 - the options of a command
    context: typer.Context,
    fiscal_year: FiscalYear,
    *,
    only: Annotated[
        list[str] | None, typer.Option(help="Build only this report or notebook; repeatable.")
    ] = None,
    out: Out = "outputs",
    jobs: Annotated[int | None, typer.Option(min=1, help="Reports built at once.")] = None,
    notebooks: Notebooks = None,
    round_: Round = None,
    force: Annotated[bool, typer.Option(help="Build reports anew that are up to date.")] = False,
    time_limit: Annotated[
        float, typer.Option("--time", min=1, help="Seconds that one report may take.")
    ] = 600.0,
    cell_time: Annotated[
        float | None, typer.Option(min=1, help="Seconds that one cell may take.")
    ] = None,
    memory: Annotated[int, typer.Option(min=64, help="MiB that one report may hold.")] = 2048,
    shard: Annotated[
        str | None, typer.Option(help="Build part i of n only, as 2/8; parts are split by hash.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Address of a Dask scheduler, or local; needs the extra scale."),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Build the year's reports that are not up to date, and print where they are."""
    from pmqa_analysis.publish.jobs import plan_jobs
    from pmqa_analysis.publish.journal import JOURNAL, Journal
    from pmqa_analysis.publish.resume import part_jobs
    from pmqa_analysis.publish.rounds import reports_of_set
    from pmqa_analysis.publish.run import Limits, run_jobs
    from pmqa_analysis.publish.shards import parse_shard

    screen = Screen(quiet=quiet, as_json=as_json)
    office, given = open_settings(context, fiscal_year)
    settings = asked_reports(given, round_, only)
    part = parse_shard(shard) if shard else None
    outputs = open_outputs(context, out, settings)
    if scheduler:
        from pmqa_analysis.publish.scheduler import check_address

        check_address(scheduler, here=outputs.is_remote)
    planned = plan_jobs(
        office, settings, notebooks or find_notebooks(), outputs.folder, only=only or None
    )
    planned = part.jobs(planned) if part else planned
    outputs.fetch(job.report for job in planned)
    settings = reports_of_set(given, settings, outputs.set_folder)
    name = part.journal if part else JOURNAL
    plan = _Plan(planned, *part_jobs(planned, force=force), outputs, name, scheduler)
    journal = Journal(outputs.set_folder, planned, plan.kept, name)
    limits = Limits(seconds=time_limit, cell_seconds=cell_time, memory_mib=memory)

    def build(parent: PreparedParent | None) -> list[Outcome]:
        def work(tell: Tell) -> list[Outcome]:
            if scheduler and plan.needed:
                from pmqa_analysis.publish.scheduler import run_on_scheduler

                return run_on_scheduler(scheduler, plan.needed, jobs, tell, limits=limits)
            return run_jobs(plan.needed, jobs, tell, limits=limits, parent=parent)

        return _run_watched(screen, plan, journal, work)

    outcomes, verification = _build(screen, office, settings, plan, build)
    _answer(screen, plan, outcomes, verification)


@dataclass(frozen=True)
class _Plan:
    """What is to be built where; ``kept`` are the reports that are up to date."""

    planned: Sequence[Job]
    needed: Sequence[Job]
    kept: Mapping[str, Done]
    outputs: Outputs
    journal: str
    scheduler: str | None = None

    def parent(self) -> PreparedParent | None:
        """Start the parent of our own processes; a scheduler's workers have theirs."""
        from pmqa_analysis.publish.processes.parents import prepare_parent

        return None if self.scheduler else prepare_parent(self.needed)


def _build(
    screen: Screen, office: Office, settings: YearSettings, plan: _Plan, build: _Builder
) -> tuple[list[Outcome], Verification]:
    """Build what is needed and write the set; where nothing has changed, leave all as it is."""
    from pmqa_analysis.cli.reports import checked_year
    from pmqa_analysis.cli.verification import verification_of, verify_if_published
    from pmqa_analysis.publish.folders import MANIFEST, held, prepare_set_folder
    from pmqa_analysis.publish.journal import JOURNAL
    from pmqa_analysis.publish.manifest import standing_verification
    from pmqa_analysis.publish.processes.parents import closing_parent
    from pmqa_analysis.publish.report_set import INDEX, write_set

    folder = plan.outputs.set_folder
    standing = None if plan.needed else standing_verification(office, settings, folder)
    if standing is not None:
        return [], standing
    plan.outputs.check()
    # The parent of the processes imports the libraries while the year is opened here.
    with closing_parent(plan.parent()) as parent:
        year = checked_year(screen, office, settings, plan.needed)
        year.prose.check_places()
        verification = verification_of(verify_if_published(year))
        prepare_set_folder(folder, office.card.id, [job.target for job in plan.needed])
        with held(folder, together=plan.journal != JOURNAL):
            outcomes = build(parent)
            plan.outputs.fetch()
            write_set(
                year.office, settings, folder, outcomes, verification=verification,
                place_of=plan.outputs.place_of,
            )  # fmt: skip
    plan.outputs.send(plan.journal, MANIFEST, INDEX)
    plan.outputs.finish()
    return outcomes, verification


def _run_watched(
    screen: Screen, plan: _Plan, journal: Journal, work: Callable[[Tell], list[Outcome]]
) -> list[Outcome]:
    """Run the jobs with a bar and a journal; on an interrupt, tell what is done by then."""
    from pmqa_analysis.publish.resume import standing_outcome

    def tell_both(tell: Tell) -> Tell:
        def both(event: Event) -> None:
            repeat_lost_interrupt()
            event = plan.outputs.keep(event, plan.journal)
            if event.outcome is not None:
                ended[event.job.report] = event.outcome
            journal.tell(event)
            tell(event)

        return both

    ended: dict[str, Outcome] = {}
    journal.write()
    try:
        with_progress(screen, lambda tell: work(tell_both(tell)), len(plan.needed))
    except (KeyboardInterrupt, OSError):  # that of a closed terminal, or of a full disk
        journal.end("interrupted")
        plan.outputs.send(plan.journal)
        for job in journal.record.jobs:
            screen.fail(job_line(job))
        raise
    outcomes = [standing_outcome(ended[job.report]) for job in plan.needed]
    for outcome in outcomes:
        if not outcome.succeeded:
            screen.fail(failure_text(outcome))
    journal.note(outcomes)
    journal.end("done" if all(outcome.succeeded for outcome in outcomes) else "failed")
    return outcomes


def _answer(
    screen: Screen, plan: _Plan, outcomes: Sequence[Outcome], verification: Verification
) -> None:
    """Tell the comparison with the print and the index; exit 1 after a failure."""
    from pmqa_analysis.publish.report_set import INDEX

    index = f"{plan.outputs.place}/{INDEX}"
    failures = [outcome for outcome in outcomes if not outcome.succeeded]
    (screen.fail if verification.unexplained else screen.say)(verification.sentence)
    if plan.kept:
        screen.say(
            f"ไม่เปลี่ยนแปลง {len(plan.kept)} ฉบับ / reports that are up to date: {len(plan.kept)}"
        )
    screen.say(index)
    rows = {outcome.job.report: outcome_row(outcome) for outcome in outcomes}
    rows |= {report: kept_row(done) for report, done in plan.kept.items()}
    screen.answer(
        {"index": index, "built": len(outcomes) - len(failures), "kept": len(plan.kept),
         "reports": [rows[job.report] for job in plan.planned],
         "verification": verification.counts}
    )  # fmt: skip
    standing = [*plan.kept.values(), *(one.done for one in outcomes if one.done)]
    if tell_long_parts(screen, standing) or failures:
        raise typer.Exit(EXIT_FAILURE)
