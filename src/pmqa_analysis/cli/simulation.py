"""The command on simulated data: ``simulate``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmqa_analysis.cli.app import Json, Quiet, app
from pmqa_analysis.cli.screen import Screen
from pmqa_analysis.cli.writing import writing
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import Office, find_office
from pmqa_analysis.thai import parse_fiscal_year

if TYPE_CHECKING:
    from pmqa_analysis.clean.surveys.codebook import Codebook
    from pmqa_analysis.simulate import Plan, PlannedExport, SimulatedExport

__all__ = ["simulate"]


@app.command()
def simulate(
    context: typer.Context,
    survey: Annotated[str, typer.Argument(help="Survey, by the name of its codebook.")],
    year: Annotated[str, typer.Option(help="Fiscal year (B.E.), such as 2567.")],
    source: Annotated[
        str | None, typer.Option(help="Only this source of the codebook; all planned otherwise.")
    ] = None,
    n: Annotated[int | None, typer.Option("--n", min=1, help="Respondents of each file.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same bytes.")] = None,
    messy: Annotated[int | None, typer.Option(min=0, help="Faults planted in each file.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write, by its ending; the codebook's otherwise.")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write simulated exports of a survey into an office that says that it is simulated."""
    from pmqa_analysis.clean.surveys.codebook_file import load_codebook
    from pmqa_analysis.simulate import load_plan, simulate_export

    screen = Screen(quiet=quiet, as_json=as_json)
    office, fiscal_year = find_office(context.obj), parse_fiscal_year(year)
    codebook = load_codebook(office, survey)
    plan = load_plan(office, codebook, fiscal_year)
    written = []
    exports = _exports(codebook, plan, fiscal_year, source, n, seed, messy)
    if out and len(exports) > 1:
        known = ", ".join(one.source for one in exports)
        raise SettingsError("simulate.one_file", where=survey, year=fiscal_year, known=known)
    for export in exports:
        made = simulate_export(codebook, plan, export, fiscal_year, path=str(out or ""))
        target = out.resolve() if out else office.folder / made.path
        _check_target(target, office)
        with writing(target):
            target.write_bytes(made.content)
        screen.say(_line(made, target))
        written.append(_row(made, target))
    screen.answer({"simulated": True, "files": written})


def _exports(
    codebook: Codebook, plan: Plan, year: int, source: str | None, n: int | None,
    seed: int | None, messy: int | None,
) -> Sequence[PlannedExport]:  # fmt: skip
    """Return the planned exports, with what the command says otherwise.

    Raises:
        SettingsError: If nothing is planned, and the command names no source.
    """
    from pmqa_analysis.simulate import PlannedExport, margins_path

    chosen = [one for one in plan.exports if source in (None, one.source)]
    if not chosen and source is not None:
        chosen = [PlannedExport(source=source)]
    if not chosen:
        path = margins_path(codebook.survey)
        raise SettingsError("simulate.no_plan", where=codebook.survey, year=year, path=path)
    said = {"n": n, "seed": seed, "messy": messy}
    changes = {name: value for name, value in said.items() if value is not None}
    return [one.model_copy(update=changes) for one in chosen]


def _check_target(target: Path, office: Office) -> None:
    """Refuse a place inside an office that does not say that it is simulated.

    Raises:
        SettingsError: With that office's folder.
    """
    folders = [office.folder] if target.is_relative_to(office.folder) else []
    folders += [one for one in target.resolve().parents if (one / "office.yml").is_file()]
    for folder in folders:
        if not Office(folder).card.simulated:
            raise SettingsError("simulate.real_office", where=str(folder))


def _line(made: SimulatedExport, target: Path) -> str:
    return (
        f"ข้อมูลจำลอง: {target} · {len(made.drawn.ids)} คน {len(made.rows)} แถว"
        f" ความผิดพลาดที่ใส่ไว้ {len(made.planted)} จุด\n"
        f"  Simulated data: {len(made.drawn.ids)} respondents, {len(made.rows)} rows,"
        f" {len(made.planted)} faults planted"
    )


def _row(made: SimulatedExport, target: Path) -> dict[str, object]:
    """Return what a file holds, for the JSON answer, each fault by kind, row and question."""
    planted = [{"kind": one.kind, "row": one.row, "question": one.column} for one in made.planted]
    return {"path": str(target), "respondents": len(made.drawn.ids), "rows": len(made.rows),
            "planted": planted}  # fmt: skip
