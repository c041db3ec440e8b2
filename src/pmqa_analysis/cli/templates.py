"""``pmqa template``: workbooks to type into, one function a subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmqa_analysis.cli.app import Json, Quiet, app
from pmqa_analysis.cli.screen import Screen
from pmqa_analysis.cli.writing import write_new
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import Office, find_office
from pmqa_analysis.thai import parse_fiscal_year

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["SUBJECTS", "template"]

KPI = "kpi"


def _assessment(office: Office, year: int | None) -> Workbook:
    from pmqa_analysis.present.entry_sheets import assessment_form
    from pmqa_analysis.year import open_year

    criteria = open_year(_needed(year, "assessment"), office=office.folder).pmqa.criteria
    return assessment_form(criteria, simulated=office.card.simulated)


def _plan_progress(office: Office, year: int | None) -> Workbook:
    from pmqa_analysis.present.entry_sheets import progress_form
    from pmqa_analysis.year import open_year

    plan = open_year(_needed(year, "plan_progress"), office=office.folder).plan.plan
    return progress_form(plan, simulated=office.card.simulated)


def _needed(year: int | None, subject: str) -> int:
    if year is None:
        raise SettingsError("template.no_year", where=subject)
    return year


# What ``pmqa template`` writes besides surveys: a subject's name, and its workbook for an office
# and a fiscal year (None where the command names none).
SUBJECTS: Mapping[str, Callable[[Office, int | None], Workbook]] = {
    "assessment": _assessment,
    "plan_progress": _plan_progress,
}


@app.command()
def template(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="A survey, or kpi, assessment, plan_progress.")],
    fiscal_year: Annotated[
        str | None, typer.Argument(help="Fiscal year (B.E.); by default the codebook's last.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="File to write, a folder for kpi; no file of it may exist."),
    ] = None,
    months: Annotated[
        int | None, typer.Option("--round", help="kpi: months of the round; by default the last.")
    ] = None,
    framework: Annotated[
        str | None, typer.Option(help="kpi: the framework, where a year has two.")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write Excel workbooks to type into, which take only answers that the readers know."""
    screen = Screen(quiet=quiet, as_json=as_json)
    office = find_office(context.obj)
    year = parse_fiscal_year(fiscal_year) if fiscal_year else None
    if subject == KPI:
        _kpi_workbooks(screen, office, year, out, months, framework)
        return
    from pmqa_analysis.publish.entry_book import workbook_bytes

    draw = SUBJECTS.get(subject)
    book = draw(office, year) if draw else _survey_sheet(office, subject, year)
    target = out or Path(f"template_{subject}{f'_{year}' if year else ''}.xlsx")
    write_new(target, workbook_bytes(book))
    screen.say(f"เขียนแบบกรอกแล้ว: {target.resolve()}\nWritten: {target.resolve()}")
    screen.answer({"file": str(target.resolve())})


def _kpi_workbooks(
    screen: Screen, office: Office, year: int | None, out: Path | None, months: int | None,
    name: str | None,
) -> None:  # fmt: skip
    """Write the workbook of each unit that reports in the year's framework, or none of them."""
    from pmqa_analysis.cli.kpi import kpi_forms, year_framework
    from pmqa_analysis.publish.entry_book import entry_book_bytes

    framework = year_framework(office, _needed(year, KPI), name)
    months = months or max(framework.head.rounds)
    folder = out or Path(f"template_{framework.id}_round{months}")
    files = {
        folder / f"{framework.id}_round{months}_{unit.unit}.xlsx": entry_book_bytes(form)
        for unit, form in kpi_forms(office, framework, months)
    }
    for target in files:
        if target.exists():
            raise SettingsError("file.exists", where=str(target))
    for target, content in files.items():
        write_new(target, content)
    screen.say(
        f"เขียนแบบกรอกแล้ว {len(files)} หน่วยงาน: {folder.resolve()}\n"
        f"Written for {len(files)} units: {folder.resolve()}"
    )
    screen.answer({"folder": str(folder.resolve()), "files": sorted(str(one) for one in files)})


def _survey_sheet(office: Office, survey: str, year: int | None) -> Workbook:
    from pmqa_analysis.clean.surveys.codebook_file import codebook_path, load_codebook
    from pmqa_analysis.present.entry_sheets import survey_entry_sheet

    if not office.has(codebook_path(survey)):
        known = [KPI, *SUBJECTS, *office.surveys]
        raise SettingsError(
            "template.unknown", where=codebook_path(survey), found=survey,
            known=", ".join(known) or "-",
        )  # fmt: skip
    codebook = load_codebook(office, survey)
    year = year or max(codebook.years)
    if year not in codebook.years:
        known_years = ", ".join(map(str, codebook.years))
        raise SettingsError("codebook.no_year", where=survey, year=year, known=known_years)
    return survey_entry_sheet(codebook, year, simulated=office.card.simulated)
