"""``pmqa text``: empty files for people to write in."""

from __future__ import annotations

import typer

from pmqa_analysis.cli.app import FiscalYear, Json, Quiet, app, open_settings
from pmqa_analysis.cli.screen import Screen
from pmqa_analysis.office import Office

__all__ = ["text", "write_templates"]


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
        full.parent.mkdir(parents=True, exist_ok=True)
        try:
            with full.open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
            written.append(path)
        except FileExistsError:
            kept.append(path)
    return written, kept
