"""The command ``pmqa``: what its commands share, and how it ends."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from pmqa_analysis.cli.interrupts import heed_interrupts
from pmqa_analysis.cli.screen import Screen
from pmqa_analysis.cli.usage import wrong_use
from pmqa_analysis.errors import PmqaError, SettingsError, lacks_room
from pmqa_analysis.office import Office, find_office
from pmqa_analysis.settings import YearSettings
from pmqa_analysis.thai import parse_fiscal_year

if TYPE_CHECKING:
    from pmqa_analysis.publish.remote import Outputs

__all__ = ["EXIT_FAILURE", "FiscalYear", "Json", "Notebooks", "Out", "Quiet", "Round", "app",
           "asked_reports", "find_notebooks", "main", "open_outputs", "open_settings"]  # fmt: skip

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
Out = Annotated[
    str, typer.Option(help="Folder of the outputs, or an address such as s3://bucket/reports.")
]
Notebooks = Annotated[
    Path | None, typer.Option(help="Folder of the notebooks; by default notebooks/.")
]
Round = Annotated[
    str | None, typer.Option("--round", help="Round of the plan: 6, 12, or q1 to q4.")
]


@app.callback()
def _office(
    context: typer.Context,
    office: Annotated[
        Path | None, typer.Option(help="The office's folder; by default data/ here or above.")
    ] = None,
) -> None:
    context.obj = office


def main() -> None:
    """Run ``pmqa``: exit 0, 1 for failures, 2 for wrong use or settings, 130 interrupted."""
    heed_interrupts()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A Windows pipe may have a code page without Thai or without our signs.
            stream.reconfigure(errors="replace")
    try:
        sys.exit(app(standalone_mode=False, prog_name="pmqa") or 0)
    except TyperException as error:
        fault = wrong_use(error)
        Screen(quiet=True, as_json=False).fail(str(fault))
        sys.exit(fault.exit_code)
    except PmqaError as error:
        Screen(quiet=True, as_json=False).fail(str(error))
        sys.exit(error.exit_code)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        key = "run.no_room" if lacks_room(error) else "run.unwritable"
        fault = SettingsError(key, where=str(error.filename or "-"), problem=problem)
        Screen(quiet=True, as_json=False).fail(str(fault))
        sys.exit(EXIT_FAILURE)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(EXIT_INTERRUPTED)


def open_settings(context: typer.Context, fiscal_year: str) -> tuple[Office, YearSettings]:
    """Return the office that the command names, and the settings of the year."""
    office = find_office(context.obj)
    return office, office.settings(parse_fiscal_year(fiscal_year))


def asked_reports(
    settings: YearSettings, round_: str | None, names: Iterable[str] | None
) -> YearSettings:
    """Return the year's settings with its reports at a round; a name may tell its round too.

    Raises:
        SettingsError: If no report of the year has such a round.
    """
    from pmqa_analysis.publish.rounds import at_round, with_named_rounds

    if round_ is None:
        return with_named_rounds(settings, names or ())
    from pmqa_analysis.clean.plan import QUARTERLY_CATEGORY

    return at_round(settings, round_, [QUARTERLY_CATEGORY])


def open_outputs(context: typer.Context, out: str, settings: YearSettings) -> Outputs:
    """Return the year's outputs; what is temporary of them goes when the command ends."""
    from pmqa_analysis.publish import remote

    outputs: Outputs = context.with_resource(remote.open_outputs(out, settings.fiscal_year))
    return outputs


def find_notebooks() -> Path:
    """Return the folder of the notebooks: here, or in the source tree of this program."""
    for place in (Path.cwd(), *Path(__file__).resolve().parents):
        if (place / "notebooks" / "category_analysis.ipynb").is_file():
            return place / "notebooks"
    raise SettingsError("notebooks.not_found", where=str(Path.cwd() / "notebooks"))
