"""What people write and hand in: ``pmqa text`` and ``pmqa form6``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pmqa_analysis.cli.app import (
    EXIT_FAILURE,
    FiscalYear,
    Json,
    Quiet,
    app,
    find_notebooks,
    open_outputs,
    open_settings,
)
from pmqa_analysis.cli.screen import Screen, failure_text, tell_long_parts, with_progress
from pmqa_analysis.cli.writing import writing
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import Office
from pmqa_analysis.settings import ReportEntry, YearSettings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pmqa_analysis.publish.files import Done
    from pmqa_analysis.publish.jobs import Job
    from pmqa_analysis.year import Year

__all__ = ["form6", "text", "write_templates"]

FORM = "form6"


@app.command()
def form6(
    context: typer.Context,
    fiscal_year: FiscalYear,
    out: Annotated[str, typer.Option(help="Folder of the outputs.")] = "outputs",
    force: Annotated[bool, typer.Option(help="Build it anew though it is up to date.")] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Build the Form 6 report, HTML, PDF and Word, and tell the pages of each part."""
    from pmqa_analysis.publish.jobs import plan_jobs
    from pmqa_analysis.publish.resume import part_jobs
    from pmqa_analysis.year import open_year

    screen = Screen(quiet=quiet, as_json=as_json)
    office, given = open_settings(context, fiscal_year)
    settings = _with_form(given)
    outputs = open_outputs(context, out, settings)
    if outputs.is_remote:
        raise SettingsError("form.not_sent", where=out, year=settings.fiscal_year)
    planned = plan_jobs(office, settings, find_notebooks(), outputs.folder, only=FORM)
    needed, kept = part_jobs(planned, force=force)
    year = open_year(settings.fiscal_year, office=office.folder)
    year.prose.check_places()
    coverage = year.prose.coverage()
    done = kept.get(FORM) or _build(screen, year, settings, needed, outputs.set_folder)
    if kept:
        screen.say("แบบฟอร์มไม่เปลี่ยนแปลง / The form is up to date.")
    _tell_form(screen, done, year, {item.part: item.empty.shown for item in coverage})
    screen.say(f"{outputs.place}/{FORM}/report.pdf")
    if not year.prose.placed.paragraphs:
        screen.say(
            f"ยังไม่มีแฟ้มข้อความ สร้างแฟ้มเปล่าได้ด้วย pmqa text {settings.fiscal_year}\n"
            f"There is no text yet; pmqa text {settings.fiscal_year} writes the empty files."
        )
    if tell_long_parts(screen, [done]):
        raise typer.Exit(EXIT_FAILURE)


def _build(
    screen: Screen, year: Year, settings: YearSettings, needed: Sequence[Job], folder: Path
) -> Done:
    """Build the form and write the set's record; exit 1 where it was not built."""
    from pmqa_analysis.cli.verification import verification_of, verify_if_published
    from pmqa_analysis.publish.folders import held, prepare_set_folder
    from pmqa_analysis.publish.report_set import write_set
    from pmqa_analysis.publish.rounds import reports_of_set
    from pmqa_analysis.publish.run import run_jobs

    verified = verification_of(verify_if_published(year))
    prepare_set_folder(folder, year.office.card.id, [job.target for job in needed])
    with held(folder):
        (outcome,) = with_progress(screen, lambda tell: run_jobs(needed, 1, tell), len(needed))
        whole = reports_of_set(settings, settings, folder)
        write_set(year.office, whole, folder, [outcome], verification=verified)
    if outcome.done is None:
        screen.fail(failure_text(outcome))
        raise typer.Exit(EXIT_FAILURE)
    return outcome.done


def _with_form(settings: YearSettings) -> YearSettings:
    """Return the settings with the form among the reports, as they have it or by its defaults."""
    if any(entry.id == FORM for entry in settings.reports):
        return settings
    entry = ReportEntry(id=FORM, notebook=FORM)
    return settings.model_copy(update={"reports": (*settings.reports, entry)})


def _tell_form(screen: Screen, done: Done, year: Year, empty: dict[str, str]) -> None:
    """Tell each part's pages beside its limit, its empty places, and what is to be mended."""
    for part in done.parts:
        sign = "✗" if part.over else "✓"
        screen.say(
            f"{sign} ส่วนที่ {part.part}: {part.pages} จาก {part.max_pages} หน้า"
            f" ยังว่าง {empty[part.part]} หัวข้อ"
            f" / part {part.part}: {part.pages} of {part.max_pages} pages,"
            f" empty places: {empty[part.part]}"
        )
    pages = sum(part.pages for part in done.parts)
    issues, differing = year.prose.issues, year.disagreements()
    screen.say(
        f"รวม {pages} จาก {year.prose.form.max_pages} หน้า ข้อความที่ต้องแก้ {len(issues)} แห่ง"
        f" ตัวเลขที่ไม่ตรงกัน {len(differing)} เรื่อง\n"
        f"{pages} of {year.prose.form.max_pages} pages in all; places in the text to mend:"
        f" {len(issues)}; figures that disagree: {len(differing)}."
    )
    screen.answer(
        {"parts": [
            part.model_dump() | {"over": part.over, "empty": int(empty[part.part])}
            for part in done.parts
         ],
         "pages": pages, "max_pages": year.prose.form.max_pages,
         "text_issues": len(issues), "disagreements": len(differing)}
    )  # fmt: skip


@app.command()
def text(
    context: typer.Context, fiscal_year: FiscalYear, quiet: Quiet = False, as_json: Json = False
) -> None:
    """Write the year's empty text files; one that is there already is left as it is."""
    from pmqa_analysis.year import open_year

    screen = Screen(quiet=quiet, as_json=as_json)
    office, settings = open_settings(context, fiscal_year)
    year = open_year(settings.fiscal_year, office=office.folder)
    written, kept = write_templates(year.office, year.prose.templates())
    for path in written:
        screen.say(f"✓ {path}")
    screen.say(
        f"เขียนแฟ้มใหม่ {len(written)} แฟ้ม แฟ้มที่มีอยู่แล้ว {len(kept)} แฟ้มไม่ถูกแตะต้อง\n"
        f"{len(written)} files written; {len(kept)} were there and were not touched."
    )
    screen.answer({"written": written, "kept": kept})


def write_templates(office: Office, files: dict[str, str]) -> tuple[list[str], list[str]]:
    """Write the files that are not there yet; return the paths written, and those kept."""
    written, kept = [], []
    for path, content in files.items():
        full = office.folder / path
        with writing(full):
            try:
                with full.open("xb") as file:
                    file.write(content.encode())
                written.append(path)
            except FileExistsError:
                kept.append(path)
    return written, kept
