"""Commands on a fiscal year's reports: check, verify, list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmqa_analysis.cli.app import (
    EXIT_FAILURE,
    FiscalYear,
    Json,
    Notebooks,
    Out,
    Quiet,
    app,
    find_notebooks,
    open_settings,
)
from pmqa_analysis.cli.screen import Screen
from pmqa_analysis.errors import PmqaError, SettingsError, raise_faults
from pmqa_analysis.office import Office
from pmqa_analysis.settings import YearSettings

if TYPE_CHECKING:
    from pmqa_analysis.publish.jobs import Job
    from pmqa_analysis.year import Year

__all__ = ["check", "checked_year", "list_reports", "verify"]


@app.command()
def check(
    context: typer.Context,
    fiscal_year: FiscalYear,
    notebooks: Notebooks = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Check the year's settings, inputs, surveys and notebooks without running anything."""
    from pmqa_analysis.cli.quality import issue_row, quality_answer, say_quality
    from pmqa_analysis.cli.verification import verification_sentence, verify_if_published
    from pmqa_analysis.publish.jobs import plan_jobs

    screen = Screen(quiet=quiet, as_json=as_json)
    office, settings = open_settings(context, fiscal_year)
    planned = plan_jobs(office, settings, notebooks or find_notebooks(), Path("outputs"))
    year = checked_year(screen, office, settings, planned)
    checked = verify_if_published(year)
    further = year.check_further()
    issues = [*year.issues, *year.ledger.marks, *year.prose.issues, *further]
    ready = not any(issue.severity == "error" for issue in year.prose.issues)
    for issue in issues:
        show = screen.fail if issue.severity == "error" else screen.say
        show(f"• {issue.kind}: {issue.address}\n  {issue.reason_th}\n  {issue.reason_en}")
    say_quality(screen, year)
    screen.say(
        f"ปีงบประมาณ {settings.fiscal_year}: รายงาน {len(planned)} ฉบับ ตัวเลข {len(year.results)} ค่า"
        f" ข้อสังเกตของข้อมูล {len(issues)} ข้อ{' พร้อมจัดทำ' if ready else ''}\n"
        f"Fiscal year {settings.fiscal_year}: {len(planned)} reports, {len(year.results)} figures,"
        f" {len(issues)} issues{'; ready to run' if ready else ''}.\n"
        f"{verification_sentence(checked)}"
    )
    screen.answer(
        {"reports": len(planned), "figures": len(year.results), "inputs": year.office.inputs_read,
         "issues": [issue_row(issue) for issue in issues],
         "surveys": quality_answer(year)}
    )  # fmt: skip
    if not ready:
        raise typer.Exit(EXIT_FAILURE)


@app.command()
def verify(
    context: typer.Context,
    fiscal_year: FiscalYear,
    frozen: Annotated[
        bool, typer.Option("--frozen", help="Prove the built reports from their manifest.")
    ] = False,
    out: Out = "outputs",
    notebooks: Annotated[
        Path | None, typer.Option(help="Folder of the notebooks, for --frozen.")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Recompute the year's figures and compare each with what was printed."""
    if frozen:
        from pmqa_analysis.cli.frozen import prove

        prove(context, fiscal_year, out, notebooks, Screen(quiet=quiet, as_json=as_json))
        return
    from pmqa_analysis.cli.verification import verification_sentence, verify_year
    from pmqa_analysis.year import open_year

    screen = Screen(quiet=quiet, as_json=as_json)
    office, settings = open_settings(context, fiscal_year)
    checked = verify_year(open_year(settings.fiscal_year, office=office.folder))
    for finding in checked.findings:
        show = screen.fail if finding in checked.unexplained else screen.say
        show("• " + "\n  ".join(finding.sentences))
    screen.say(verification_sentence(checked))
    screen.answer(
        {**checked.counts, "unexplained": len(checked.unexplained),
         "findings": [
             {"kind": finding.kind, "th": finding.sentences[0], "en": finding.sentences[1]}
             for finding in checked.findings
         ]}
    )  # fmt: skip
    if checked.unexplained:
        raise typer.Exit(EXIT_FAILURE)


@app.command("list")
def list_reports(
    context: typer.Context, fiscal_year: FiscalYear, quiet: Quiet = False, as_json: Json = False
) -> None:
    """List the year's reports: notebook and parameters of each."""
    screen = Screen(quiet=quiet, as_json=as_json)
    _, settings = open_settings(context, fiscal_year)
    for entry in settings.reports:
        given = ", ".join(f"{name}={value}" for name, value in entry.parameters.items())
        screen.say(f"{entry.id:<26} {entry.notebook:<26} {given}")
    screen.answer({"reports": [entry.model_dump(mode="json") for entry in settings.reports]})


def checked_year(
    screen: Screen, office: Office, settings: YearSettings, planned: Sequence[Job]
) -> Year:
    """Return the year opened, its surveys cleaned, with what the jobs' parameters name checked."""
    from pmqa_analysis.cli.quality import check_surveys
    from pmqa_analysis.year import open_year

    year = open_year(settings.fiscal_year, office=office.folder)
    faults: list[PmqaError] = []
    for job in planned:
        try:
            year.check_parameters(job.parameters)
        except SettingsError as fault:
            faults.append(fault)
    raise_faults(faults)
    check_surveys(screen, year)
    year.check_further()
    return year
