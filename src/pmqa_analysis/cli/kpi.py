"""``pmqa template kpi`` and ``pmqa collect``: workbooks to the units, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pmqa_analysis.cli.app import EXIT_FAILURE, FiscalYear, Json, Quiet, app
from pmqa_analysis.cli.screen import Screen
from pmqa_analysis.cli.writing import writing
from pmqa_analysis.errors import PmqaError, SettingsError
from pmqa_analysis.office import Office, find_office
from pmqa_analysis.thai import parse_fiscal_year

if TYPE_CHECKING:
    from pmqa_analysis.blocks.entry import EntryBook
    from pmqa_analysis.clean.collection.gathered import Gathered, Sent
    from pmqa_analysis.clean.collection.intake import Refused
    from pmqa_analysis.clean.collection.submission import Submission
    from pmqa_analysis.clean.scorecards.duties import Unit
    from pmqa_analysis.clean.scorecards.framework import Framework

__all__ = ["collect", "kpi_forms", "year_framework"]

SHEETS = ("ผลการดำเนินงาน", "ส่วนที่ไม่ได้ใช้", "ข้อสังเกต", "การส่งข้อมูล")


def year_framework(office: Office, fiscal_year: int, name: str | None = None) -> Framework:
    """Return the framework of a fiscal year, or the one that is named.

    Raises:
        SettingsError: If there is none of that name; else if the year has none, or several.
    """
    from pmqa_analysis.clean.ledger import load_ledger
    from pmqa_analysis.clean.register import load_register
    from pmqa_analysis.clean.scorecards.framework_file import FRAMEWORKS, load_framework

    ledger = load_ledger(office)
    documents = load_register(office, ledger).documents
    all_of_them = office.names(FRAMEWORKS, ".yml")
    if name is not None:
        if name not in all_of_them:
            known = ", ".join(all_of_them) or "-"
            raise SettingsError(
                "collect.unknown_framework", where=FRAMEWORKS, found=name, known=known
            )
        return load_framework(office, ledger, name, documents)
    found = [load_framework(office, ledger, each, documents) for each in all_of_them]
    of_year = [each for each in found if each.fiscal_year == fiscal_year]
    if len(of_year) != 1:
        known = ", ".join(f"{each.id} ({each.fiscal_year})" for each in found) or "-"
        raise SettingsError("collect.no_framework", where=FRAMEWORKS, year=fiscal_year, known=known)
    return of_year[0]


def kpi_forms(
    office: Office, framework: Framework, months: int
) -> Iterator[tuple[Unit, EntryBook]]:
    """Yield each unit that reports in a framework, with its form of a round.

    Raises:
        SettingsError: If the framework has no such round.
    """
    from pmqa_analysis.present import Wording
    from pmqa_analysis.present.scorecards.entry_form import reporting_units, unit_form

    if months not in framework.head.rounds:
        known = ", ".join(map(str, framework.head.rounds))
        raise SettingsError("collect.no_round", where=framework.id, found=months, known=known)
    words = Wording()
    for unit in reporting_units(framework):
        yield unit, unit_form(framework, unit, months, office.card, words)


@app.command()
def collect(
    context: typer.Context,
    fiscal_year: FiscalYear,
    folder: Annotated[
        Path | None,
        typer.Option("--from", help="Folder of the filled workbooks; by default "
                     "raw/FY/kpi_workbooks in the office's folder."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write; by default raw/FY/kpi_results.xlsx.")
    ] = None,
    framework: Annotated[str | None, typer.Option(help="Framework, where a year has two.")] = None,
    months: Annotated[
        int | None, typer.Option("--round", help="Round owed; by default those that were sent.")
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Write a new table; an older one that differs is kept "
                     "beside it."),
    ] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Gather the KPI workbooks that the units filled in, and say who has not sent what."""
    screen = Screen(quiet=quiet, as_json=as_json)
    office = find_office(context.obj)
    year = parse_fiscal_year(fiscal_year)
    place = folder or office.folder / "raw" / str(year) / "kpi_workbooks"
    target = out or office.folder / "raw" / str(year) / "kpi_results.xlsx"
    chosen = year_framework(office, year, framework)
    files = _workbooks(place, target)
    if target.exists() and not replace:
        raise SettingsError("collect.exists", where=str(target))
    gathered = _gathered(office, chosen, place, screen.steps("แบบที่กรอก", files), months)
    _write(target, gathered, chosen)
    _tell(screen, gathered, target)
    if any(issue.severity == "error" for issue in gathered.issues):
        raise typer.Exit(EXIT_FAILURE)


def _workbooks(place: Path, target: Path) -> list[Path]:
    """Return the files of a folder and those below it, but the marks of open ones."""
    if not place.is_dir():
        raise SettingsError("collect.no_folder", where=str(place))
    found = sorted(path for path in place.rglob("*") if path.is_file() and path != target)
    return [path for path in found if not path.name.startswith(("~$", ".~lock", "."))]


def _gathered(
    office: Office, framework: Framework, place: Path, files: Iterable[Path], months: int | None
) -> Gathered:
    from pmqa_analysis.clean.collection.gathered import gather
    from pmqa_analysis.clean.collection.intake import Refused

    read = list(_read_all(office, framework, place, files))
    refused = [one for one in read if isinstance(one, Refused)]
    taken = [one for one in read if not isinstance(one, Refused)]
    sent_rounds = {one.months for one in taken} or {max(framework.head.rounds)}
    rounds = [months] if months else sorted(sent_rounds)
    owed = [
        (unit, each, form)
        for each in rounds
        for unit, form in kpi_forms(office, framework, each)
    ]  # fmt: skip
    aside = [cell for one in refused for cell in one.set_aside]
    return gather(taken, owed, framework, [one.issue for one in refused], aside)


def _read_all(
    office: Office, framework: Framework, place: Path, files: Iterable[Path]
) -> Iterator[Submission | Refused]:
    from pmqa_analysis.clean.collection.intake import Refused, take_workbook
    from pmqa_analysis.clean.collection.issues import entry_issue
    from pmqa_analysis.load.filled_book import read_filled_book

    forms = {
        (unit.unit, months): form
        for months in framework.head.rounds
        for unit, form in kpi_forms(office, framework, months)
    }
    units = {unit: framework.units[unit] for unit, _ in forms}
    for path in files:
        name = path.relative_to(place).as_posix()
        if path.suffix.lower() != ".xlsx":
            yield Refused(entry_issue("not_xlsx", _named_unit(path, units), name), ())
            continue
        try:
            book = read_filled_book(name, path.read_bytes())
        except PmqaError as fault:
            named = _named_unit(path, units)
            yield Refused(entry_issue("unreadable", named, name, problem=fault.th), ())
        else:
            yield take_workbook(
                book, framework, units, lambda unit, months: forms[unit.unit, months]
            )


def _named_unit(path: Path, units: Mapping[str, Unit]) -> str:
    """Return the unit that the file's own name ends with; blank where it names none."""
    unit = units.get(path.stem.rpartition("_")[2])
    return unit.name_th if unit else ""


def _write(target: Path, gathered: Gathered, framework: Framework) -> None:
    from pmqa_analysis.clean.collection import table
    from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS
    from pmqa_analysis.publish.text_book import TextTable, text_book_bytes

    tables = (
        TextTable(list(RESULT_COLUMNS.values()), list(table.result_rows(gathered, framework))),
        TextTable(table.SET_ASIDE_COLUMNS, list(table.set_aside_rows(gathered))),
        TextTable(table.ISSUE_COLUMNS, list(table.issue_rows(gathered))),
        TextTable(table.SENT_COLUMNS, list(table.sent_rows(gathered))),
    )
    content = text_book_bytes(dict(zip(SHEETS, tables, strict=True)))
    building = target.with_name(f".{target.name}")
    with writing(target):
        building.write_bytes(content)
        if target.exists() and target.read_bytes() != content:
            _keep_older(target)
        building.replace(target)


def _keep_older(target: Path) -> None:
    """Set an older table aside under a free name: a committee may have typed scores into it."""
    number = 1
    while (kept := target.with_name(f"{target.stem}.before-{number}{target.suffix}")).exists():
        number += 1
    target.rename(kept)


def _tell(screen: Screen, gathered: Gathered, target: Path) -> None:
    from pmqa_analysis.clean.collection.table import issue_rows, sent_rows, set_aside_rows

    issues, sent = list(issue_rows(gathered)), list(sent_rows(gathered))
    for issue in issues:
        show = screen.fail if issue["severity"] == "error" else screen.say
        show(f"• {issue['th']}\n  {issue['en']}")
    for one in gathered.sent:
        screen.say(_sent_line(one))
    states = [one.state for one in gathered.sent]
    aside = list(set_aside_rows(gathered))
    screen.say(
        f"รวบรวมได้ {len(gathered.rows)} แถว เก็บไว้ไม่ได้ใช้ {len(aside)} ช่อง ข้อสังเกต {len(issues)} ข้อ"
        f" หน่วยงานยังไม่ส่ง {states.count('not_sent')} จาก {len(states)}\n"
        f"{len(gathered.rows)} rows gathered, {len(aside)} cells set aside, {len(issues)} issues;"
        f" {states.count('not_sent')} of {len(states)} workbooks not sent.\n{target.resolve()}"
    )
    answer: dict[str, Any] = {
        "file": str(target.resolve()), "rows": len(gathered.rows), "set_aside": aside,
        "issues": issues, "sent": sent,
    }  # fmt: skip
    screen.answer(answer)


def _sent_line(sent: Sent) -> str:
    sign = {"complete": "✓", "incomplete": "…", "empty": "✗", "not_sent": "✗"}[sent.state]
    th = {"complete": "ครบ", "incomplete": "ยังไม่ครบ", "empty": "ส่งแบบเปล่า", "not_sent": "ยังไม่ส่ง"}
    owed = "; ".join(f"{kpi}: {len(items)}" for kpi, items in sent.owed.items())
    head = f"{sign} {sent.unit.unit:<6} {sent.unit.name_th} ({sent.months})"
    told = f"{head} {th[sent.state]} / {sent.state.replace('_', ' ')}"
    return f"{told} · ค้าง / owes {owed}" if owed else told
