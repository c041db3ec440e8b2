"""Close a year's assessment and progress, and record that they are opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from pmqa_analysis.cli.app import FiscalYear, Json, Quiet, app, open_settings
from pmqa_analysis.cli.screen import Screen
from pmqa_analysis.cli.writing import writing
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import Office
from pmqa_analysis.settings import YearSettings

__all__ = ["close", "reopen"]


def _told(name: str) -> str:
    """Refuse a blank name: a record without one could not be read any more."""
    if not name.strip():
        raise SettingsError("lock.no_name")
    return name


Name = Annotated[str, typer.Option(callback=_told, help="Who does it.")]
_ACTIONS = {"closed": "ปิดแล้ว / closed", "reopened": "เปิดใหม่แล้ว / reopened"}


@app.command()
def close(
    context: typer.Context, fiscal_year: FiscalYear, name: Name,
    quiet: Quiet = False, as_json: Json = False,
) -> None:  # fmt: skip
    """Close the year's assessment and plan progress: their content may not change any more."""
    from pmqa_analysis.year import open_year

    office, settings = open_settings(context, fiscal_year)
    files = _files(settings)
    year = open_year(settings.fiscal_year, office=office.folder)
    _ = year.pmqa.answers, year.plan.is_there and year.plan.reports
    for file in files:
        office.read(file)
    records = [
        {"file": file, "action": "closed", "name": name, "date": date.today(),
         "sha256": office.inputs_read[file]}
        for file in files
    ]  # fmt: skip
    _record(office, records, Screen(quiet=quiet, as_json=as_json))


@app.command()
def reopen(
    context: typer.Context, fiscal_year: FiscalYear, name: Name,
    reason: Annotated[str, typer.Option(help="Why it has to be opened again.")],
    quiet: Quiet = False, as_json: Json = False,
) -> None:  # fmt: skip
    """Record that the year's closed files are opened again: by whom, when and why."""
    from pmqa_analysis.clean.pmqa import last_record, read_locks

    office, settings = open_settings(context, fiscal_year)
    if not reason.strip():
        raise SettingsError("lock.no_reason", where=str(settings.fiscal_year))
    done = read_locks(office)
    last = {file: last_record(done, file) for file in _files(settings)}
    closed = [file for file, record in last.items() if record and record.action == "closed"]
    if not closed:
        raise SettingsError("lock.not_closed", where=str(settings.fiscal_year))
    records = [
        {"file": file, "action": "reopened", "name": name, "date": date.today(), "reason": reason}
        for file in closed
    ]
    _record(office, records, Screen(quiet=quiet, as_json=as_json))


def _files(settings: YearSettings) -> list[str]:
    """Return the files that a closing holds.

    Raises:
        SettingsError: If the settings name neither an assessment nor a progress file.
    """
    named = [
        settings.assessment.file if settings.assessment else None,
        settings.plan.progress if settings.plan else None,
    ]
    files = [file for file in named if file]
    if not files:
        raise SettingsError("lock.nothing", where=f"settings/{settings.fiscal_year}.yml")
    return files


def _record(office: Office, records: Sequence[dict[str, object]], screen: Screen) -> None:
    """Append the records to the office's list; what is recorded is never rewritten."""
    import yaml

    from pmqa_analysis.clean.pmqa import LOCKS_FILE, read_locks

    read_locks(office)
    text = yaml.safe_dump(list(records), allow_unicode=True, sort_keys=False)
    target = office.folder / LOCKS_FILE
    with writing(target), target.open("a", encoding="utf-8") as file:
        file.write(text)
    for record in records:
        screen.say(f"{_ACTIONS[str(record['action'])]}: {record['file']}")
    screen.answer({"records": [{**record, "date": str(record["date"])} for record in records]})
