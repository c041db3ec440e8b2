"""`pmqa`: check a fiscal year, run its reports, verify its figures, list what there is."""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from pmqa_analysis.cli.screen import Screen, failure_text, outcome_row, with_progress
from pmqa_analysis.errors import PmqaError, SettingsError
from pmqa_analysis.office import Office, YearSettings, find_office
from pmqa_analysis.thai import parse_fiscal_year

__all__ = ["app", "main"]

EXIT_FAILURE, EXIT_WRONG_USE, EXIT_INTERRUPTED = 1, 2, 130

app = typer.Typer(
    help="Make a government office's PMQA reports from its figures, every figure traceable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
FiscalYear = Annotated[str, typer.Argument(help="Fiscal year (B.E.), such as 2563.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but failures.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for scripts.")]


@app.callback()
def _office(
    context: typer.Context,
    office: Annotated[
        Path | None, typer.Option(help="The office's folder; by default data/ here or above.")
    ] = None,
) -> None:
    context.obj = office


@app.command()
def run(
    context: typer.Context,
    fiscal_year: FiscalYear,
    only: Annotated[
        list[str] | None, typer.Option(help="Build only this report or notebook; repeatable.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the outputs.")] = Path("outputs"),
    jobs: Annotated[int | None, typer.Option(min=1, help="Reports built at once.")] = None,
    notebooks: Annotated[
        Path | None, typer.Option(help="Folder of the notebooks; by default notebooks/.")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Build the year's reports, HTML and PDF, and print where they are."""
    from pmqa_analysis.cli.verification import verification_sentence, verify_year
    from pmqa_analysis.publish.jobs import plan_jobs
    from pmqa_analysis.publish.report_set import write_set
    from pmqa_analysis.publish.run import run_jobs
    from pmqa_analysis.year import open_year

    screen = Screen(quiet=quiet, as_json=as_json)
    office, settings = _open(context, fiscal_year)
    planned = plan_jobs(office, settings, notebooks or _notebooks(), out, only=only or None)
    year = open_year(settings.fiscal_year, office=office.folder)
    checked = verify_year(year) if office.has(f"published/{settings.fiscal_year}.csv") else None
    outcomes = with_progress(screen, lambda tell: run_jobs(planned, jobs, tell), len(planned))
    folder = out / str(settings.fiscal_year)
    index = write_set(
        year.office, settings, folder, outcomes, verification=verification_sentence(checked)
    )
    failures = [outcome for outcome in outcomes if not outcome.succeeded]
    for outcome in failures:
        screen.fail(failure_text(outcome))
    tell_verified = screen.fail if checked and checked.unexplained else screen.say
    tell_verified(verification_sentence(checked))
    screen.say(str(index.resolve()))
    screen.answer(
        {"index": str(index.resolve()), "built": len(outcomes) - len(failures),
         "reports": [outcome_row(outcome) for outcome in outcomes],
         "verification": None if checked is None else checked.counts}
    )  # fmt: skip
    if failures:
        raise typer.Exit(EXIT_FAILURE)


@app.command()
def check(
    context: typer.Context, fiscal_year: FiscalYear, quiet: Quiet = False, as_json: Json = False
) -> None:
    """Check the year's settings, inputs and notebooks without running anything."""
    from pmqa_analysis.publish.jobs import plan_jobs
    from pmqa_analysis.year import open_year

    screen = Screen(quiet=quiet, as_json=as_json)
    office, settings = _open(context, fiscal_year)
    planned = plan_jobs(office, settings, _notebooks(), Path("outputs"))
    year = open_year(settings.fiscal_year, office=office.folder)
    for issue in year.issues:
        screen.say(f"• {issue.kind}: {issue.address}\n  {issue.reason_th}\n  {issue.reason_en}")
    screen.say(
        f"ปีงบประมาณ {settings.fiscal_year}: รายงาน {len(planned)} ฉบับ ตัวเลข {len(year.results)} ค่า"
        f" ข้อสังเกตของข้อมูล {len(year.issues)} ข้อ พร้อมจัดทำ\n"
        f"Fiscal year {settings.fiscal_year}: {len(planned)} reports, {len(year.results)} figures,"
        f" {len(year.issues)} data issues; ready to run."
    )
    screen.answer(
        {"reports": len(planned), "figures": len(year.results), "inputs": year.office.inputs_read,
         "issues": [
             {"kind": issue.kind, "address": issue.address, "severity": issue.severity,
              "th": issue.reason_th, "en": issue.reason_en}
             for issue in year.issues
         ]}
    )  # fmt: skip


@app.command()
def verify(
    context: typer.Context, fiscal_year: FiscalYear, quiet: Quiet = False, as_json: Json = False
) -> None:
    """Recompute the year's figures and compare each with what was printed."""
    from pmqa_analysis.cli.verification import verification_sentence, verify_year
    from pmqa_analysis.year import open_year

    screen = Screen(quiet=quiet, as_json=as_json)
    office, settings = _open(context, fiscal_year)
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
    _, settings = _open(context, fiscal_year)
    for entry in settings.reports:
        given = ", ".join(f"{name}={value}" for name, value in entry.parameters.items())
        screen.say(f"{entry.id:<26} {entry.notebook:<26} {given}")
    screen.answer({"reports": [entry.model_dump(mode="json") for entry in settings.reports]})


def main() -> None:
    """Run ``pmqa``: exit 0, 1 for failures, 2 for wrong use or settings, 130 interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A Windows pipe may have a code page without Thai or without our signs.
            stream.reconfigure(errors="replace")
    try:
        app()
    except PmqaError as error:
        Screen(quiet=True, as_json=False).fail(str(error))
        sys.exit(error.exit_code)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        fault = SettingsError("run.unwritable", where=str(error.filename or "-"), problem=problem)
        Screen(quiet=True, as_json=False).fail(str(fault))
        sys.exit(EXIT_FAILURE)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


def _open(context: typer.Context, fiscal_year: str) -> tuple[Office, YearSettings]:
    office = find_office(context.obj)
    return office, office.settings(parse_fiscal_year(fiscal_year))


def _notebooks() -> Path:
    """Return the folder of the notebooks: here, or in the source tree of this program."""
    for place in (Path.cwd(), *Path(__file__).resolve().parents):
        if (place / "notebooks" / "category_analysis.ipynb").is_file():
            return place / "notebooks"
    raise SettingsError("notebooks.not_found", where=str(Path.cwd() / "notebooks"))
