"""``pmqa codebook``: make a first codebook, and compare one with files and with last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pmqa_analysis.cli.app import EXIT_FAILURE, Json, Quiet, app
from pmqa_analysis.cli.screen import Screen
from pmqa_analysis.cli.writing import write_new
from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.office import Office, find_office
from pmqa_analysis.thai import parse_fiscal_year

if TYPE_CHECKING:
    from pmqa_analysis.clean.surveys.codebook import Codebook, Source
    from pmqa_analysis.clean.surveys.codebook_check import Finding

__all__ = ["check_codebook_command", "codebook_app", "new_codebook_command"]

codebook_app = typer.Typer(
    help="Make and check codebooks: what the columns of an export mean.", no_args_is_help=True
)
app.add_typer(codebook_app, name="codebook")
_FAULTS = ("missing", "unexpected")


@codebook_app.command("new")
def new_codebook_command(
    file: Annotated[Path, typer.Argument(help="An export.")],
    survey: Annotated[
        str | None, typer.Option(help="The survey's id; by default from the file's name.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; else it is printed.")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write a first codebook from an export, for a person to finish."""
    from pmqa_analysis.clean.surveys.codebook_draft import new_codebook
    from pmqa_analysis.load.exports import guess_kind, read_export

    screen = Screen(quiet=quiet, as_json=as_json)
    name = survey or _id_of(file)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise SettingsError("codebook.bad_id", where=name)
    path, content = _office_path(file), _content(file)
    kind = guess_kind(path, content)
    tables = read_export(path, content, kind=kind, sheet=sheet)
    table = max(tables, key=lambda one: one.frame.size)  # beside a sheet of explanations
    text = new_codebook(table, name, kind)
    if out is not None:
        write_new(out, text.encode())
        screen.say(f"เขียนสมุดรหัสแล้ว: {out.resolve()}\nWritten: {out.resolve()}")
        if len(tables) > 1:
            screen.say(f"จากแผ่นงาน / from the sheet: {table.sheet} (--sheet เลือกแผ่นอื่นได้)")
    else:
        screen.say(text)
    screen.answer({"survey": name, "kind": kind, "codebook": text,
                   "file": str(out.resolve()) if out else None})  # fmt: skip


@codebook_app.command("check")
def check_codebook_command(
    context: typer.Context,
    survey: Annotated[str, typer.Argument(help="The codebook's id.")],
    files: Annotated[list[Path], typer.Argument(help="Exports to compare it with.")],
    year: Annotated[str | None, typer.Option(help="Fiscal year of the files (B.E.).")] = None,
    source: Annotated[str | None, typer.Option(help="Source of the files.")] = None,
    last_year: Annotated[
        str | None, typer.Option(help="Codebook of last year, where it is another one.")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Compare a codebook with files and last year's codebook; exit 1 where columns differ."""
    from pmqa_analysis.clean.surveys.codebook_file import load_codebook

    screen = Screen(quiet=quiet, as_json=as_json)
    office = find_office(context.obj)
    codebook = load_codebook(office, survey)
    before = load_codebook(office, last_year) if last_year else codebook
    asked = parse_fiscal_year(year) if year else None
    found: list[tuple[str, Finding]] = []
    for file in files:
        own = list(_findings(office, codebook, before, file, asked, source))
        found += ((str(file), finding) for finding in own)
        for finding in own:
            screen.say(f"• {finding.kind}: {finding.th}\n  {finding.en}")
        screen.say(f"{file}: {len(own)} ข้อแตกต่าง / {len(own)} differences")
    screen.answer({"survey": survey, "findings": [_row(file, one) for file, one in found]})
    if any(finding.kind in _FAULTS for _, finding in found):
        raise typer.Exit(EXIT_FAILURE)


def _findings(
    office: Office, codebook: Codebook, before: Codebook, file: Path, year: int | None,
    source: str | None,
) -> Iterator[Finding]:  # fmt: skip
    """Yield how a file, and last year's codebook, differ from a codebook; each once."""
    from pmqa_analysis.clean.surveys.codebook_check import check_codebook
    from pmqa_analysis.load.exports import guess_kind, read_export

    path, content = _office_path(file, office), _content(file)
    known, its_year = _place_of(codebook, path, year, source)
    kind = known.kind if known else guess_kind(path, content)
    tables = read_export(
        path, content, kind=kind, sheet=known.sheet if known else None,
        encoding=known.encoding if known else None,
        header_row=known.header_row if known else None,
    )  # fmt: skip
    told = set()
    for table in tables:
        findings = check_codebook(
            codebook, table, before, year=its_year, source=known.id if known else None
        )
        for finding in findings:
            if finding not in told:
                told.add(finding)
                yield finding


def _place_of(
    codebook: Codebook, path: str, year: int | None, source: str | None
) -> tuple[Source | None, int]:
    """Return the source and the year of a file: those named, else those that name it."""
    by_id = {one.id: one for one in codebook.sources}
    if source is not None and source not in by_id:
        raise SettingsError(
            "codebook.unknown", where=codebook.survey, name="sources", found=source,
            near=", ".join(by_id),
        )  # fmt: skip
    if year is not None and year not in codebook.years:
        known = ", ".join(map(str, codebook.years))
        raise SettingsError("codebook.no_year", where=codebook.survey, year=year, known=known)
    years = (year,) if year else sorted(codebook.years, reverse=True)
    for one in codebook.sources:
        for its_year in years:
            if source in (None, one.id) and one.file_of(its_year) == path:
                return one, its_year
    return by_id[source] if source else None, years[0]


def _office_path(file: Path, office: Office | None = None) -> str:
    """Return a file's path inside the office's folder, or as it was given where it is elsewhere."""
    full = file.resolve()
    folders = [office.folder] if office else list(full.parents)
    for folder in folders:
        if full.is_relative_to(folder) and (folder / "office.yml").is_file():
            return full.relative_to(folder).as_posix()
    return file.as_posix()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise DataError("file.missing", where=str(file)) from None
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise DataError("file.unreadable", where=str(file), problem=problem) from None


def _id_of(file: Path) -> str:
    """Return an id from a file's name, ``survey`` where nothing of it can be one."""
    name = re.sub(r"[^a-z0-9]+", "_", file.stem.lower()).strip("_0123456789")
    return name or "survey"


def _row(file: str, finding: Finding) -> dict[str, Any]:
    return {
        "file": file, "kind": finding.kind, "target": finding.target, "th": finding.th,
        "en": finding.en, "similarity": finding.similarity,
    }  # fmt: skip
