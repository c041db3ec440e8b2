"""`pmqa`: check a fiscal year, run its reports, verify its figures, list what there is."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pmqa_analysis.errors import PmqaError, SettingsError
from pmqa_analysis.office import Office, YearSettings, find_office
from pmqa_analysis.thai import parse_fiscal_year

if TYPE_CHECKING:
    from pmqa_analysis.publish.run import Event, Outcome
    from pmqa_analysis.publish.verify import Comparison, Computed, Key
    from pmqa_analysis.results import Result
    from pmqa_analysis.year import Year

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


class _Screen:
    """What a command says: lines to read, or one JSON answer."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self.quiet, self.as_json = quiet, as_json
        self.console = Console(highlight=False, soft_wrap=True)
        self.errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: str) -> None:
        """Print a line, unless the answer is JSON or nothing is wanted."""
        if not (self.quiet or self.as_json):
            self.console.print(text, markup=False)

    def fail(self, text: str) -> None:
        """Print a failure, which is always wanted."""
        self.errors.print(text, markup=False)

    def answer(self, content: dict[str, Any]) -> None:
        """Print the JSON answer where it is wanted."""
        if self.as_json:
            self.console.print_json(json.dumps(content, ensure_ascii=False))


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
    from pmqa_analysis.publish.jobs import plan_jobs
    from pmqa_analysis.publish.report_set import write_set
    from pmqa_analysis.publish.run import run_jobs
    from pmqa_analysis.year import open_year

    screen = _Screen(quiet=quiet, as_json=as_json)
    office, settings = _open(context, fiscal_year)
    planned = plan_jobs(office, settings, notebooks or _notebooks(), out, only=only or None)
    year = open_year(settings.fiscal_year, office=office.folder)
    checked = _verify(year) if office.has(f"published/{settings.fiscal_year}.csv") else None
    outcomes = _with_progress(screen, lambda tell: run_jobs(planned, jobs, tell), len(planned))
    folder = out / str(settings.fiscal_year)
    index = write_set(office, settings, folder, outcomes, verification=_sentence(checked))
    failures = [outcome for outcome in outcomes if not outcome.succeeded]
    for outcome in failures:
        screen.fail(_failure_text(outcome))
    tell_verified = screen.fail if checked and checked.unexplained else screen.say
    tell_verified(_sentence(checked))
    screen.say(str(index.resolve()))
    screen.answer(
        {"index": str(index.resolve()), "built": len(outcomes) - len(failures),
         "reports": [_outcome_row(outcome) for outcome in outcomes],
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

    screen = _Screen(quiet=quiet, as_json=as_json)
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
    from pmqa_analysis.year import open_year

    screen = _Screen(quiet=quiet, as_json=as_json)
    office, settings = _open(context, fiscal_year)
    checked = _verify(open_year(settings.fiscal_year, office=office.folder))
    for finding in checked.findings:
        show = screen.fail if finding in checked.unexplained else screen.say
        show("• " + "\n  ".join(finding.sentences))
    screen.say(_sentence(checked))
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
    screen = _Screen(quiet=quiet, as_json=as_json)
    _, settings = _open(context, fiscal_year)
    for entry in settings.reports:
        given = ", ".join(f"{name}={value}" for name, value in entry.parameters.items())
        screen.say(f"{entry.id:<26} {entry.notebook:<26} {given}")
    screen.answer({"reports": [entry.model_dump(mode="json") for entry in settings.reports]})


def main() -> None:
    """Run ``pmqa``: exit 0, 1 for failures, 2 for wrong use or settings, 130 interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except PmqaError as error:
        _Screen(quiet=True, as_json=False).fail(str(error))
        sys.exit(error.exit_code)
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


def _verify(year: Year) -> Comparison:
    """Compare the printed figures with the data's own and with those that our tables show."""
    from pmqa_analysis.publish.published import load_published
    from pmqa_analysis.publish.verify import compare_published

    published = load_published(year.office, year.fiscal_year)
    own = {_key(result): _computed(result) for result in year.results.values()}
    in_categories = [
        row for row in published
        if row.key.section in year.register.sections
        and year.register.sections[row.key.section].category is not None
    ]  # fmt: skip
    shown = {
        _key(result)._replace(section=section): _computed(result)
        for section in dict.fromkeys(row.key.section for row in in_categories)
        for result in year.stated_in(section)
    }
    return compare_published(own, published).joined(compare_published(shown, in_categories))


def _key(result: Result) -> Key:
    from pmqa_analysis.publish.verify import Key

    return Key(result.section, result.measure, result.fiscal_year, result.statistic)


def _computed(result: Result) -> Computed:
    from pmqa_analysis.publish.verify import Computed

    return Computed(result.value, result.decimals, result.shown, result.address)


def _sentence(checked: Comparison | None) -> str:
    if checked is None:
        return "ยังไม่มีฉบับพิมพ์ให้ตรวจทาน / There is no print to verify against."
    thai = f"ตรวจทานกับฉบับพิมพ์ {checked.compared} ค่า ตรงกัน {checked.agreed} ค่า"
    english = f"{checked.compared} figures compared with the print, {checked.agreed} agree"
    other = len(checked.unexplained)
    if other:
        return f"{thai} ไม่ตรงและอธิบายไม่ได้ {other} ค่า / {english}, {other} unexplained."
    return f"{thai} / {english}."


def _with_progress(
    screen: _Screen, work: Callable[[Callable[[Event], None]], list[Outcome]], total: int
) -> list[Outcome]:
    """Do the work with a bar on a terminal, and one line per report elsewhere."""
    if screen.quiet or screen.as_json:
        return work(lambda event: None)
    if not screen.console.is_terminal:
        return work(lambda event: screen.say(_event_line(event)) if event.outcome else None)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen.console) as progress:
        task = progress.add_task("รายงาน", total=total)

        def tell(event: Event) -> None:
            progress.update(task, completed=event.finished)
            if event.outcome:
                progress.console.print(_event_line(event), markup=False)

        return work(tell)


def _event_line(event: Event) -> str:
    outcome = event.outcome
    if outcome is None or outcome.done is None:
        return f"✗ {event.job.report}"
    return f"✓ {event.job.report}  {outcome.done.pages} หน้า  {outcome.seconds:.1f} วินาที"


def _failure_text(outcome: Outcome) -> str:
    failure = outcome.failure
    if failure is None:
        return outcome.job.report
    place = "" if failure.cell is None else f" (cell {failure.cell})"
    lines = [f"✗ {outcome.job.report}: {failure.stage}{place}", failure.th, failure.en]
    return "\n  ".join(line for line in [*lines, failure.source] if line)


def _outcome_row(outcome: Outcome) -> dict[str, Any]:
    failure = outcome.failure
    return {
        "report": outcome.job.report,
        "state": "built" if outcome.succeeded else "failed",
        "pages": outcome.done.pages if outcome.done else None,
        "seconds": round(outcome.seconds, 2),
        "failure": failure.model_dump(mode="json") if failure else None,
    }
