"""One simulated export: drawn, written as its kind of file, and messed up on request."""

from __future__ import annotations

from dataclasses import dataclass

from pmqa_analysis.clean.surveys.codebook import Codebook, Source
from pmqa_analysis.errors import SettingsError, nearest
from pmqa_analysis.simulate.columns import export_columns
from pmqa_analysis.simulate.draw import Drawn, draw_responses, seeded
from pmqa_analysis.simulate.files import spss_bytes, text_bytes, workbook_bytes
from pmqa_analysis.simulate.margins import Plan, PlannedExport
from pmqa_analysis.simulate.mess import Planted, plant_mess
from pmqa_analysis.simulate.writing import style_of

__all__ = ["SimulatedExport", "simulate_export"]


@dataclass(frozen=True)
class SimulatedExport:
    """A simulated file, and the truth about it.

    Attributes:
        path: Where the codebook says that the source's file of the year stands.
        content: Its bytes.
        drawn: What the respondents answered, before any fault was planted.
        rows: Which respondent stands in each row of data; None in a blank row.
        planted: The faults.
    """

    path: str
    content: bytes
    drawn: Drawn
    rows: list[int | None]
    planted: list[Planted]


def simulate_export(
    codebook: Codebook, plan: Plan, export: PlannedExport, year: int, *, path: str = ""
) -> SimulatedExport:
    """Return the export of a source and year, the same bytes for the same seed.

    Args:
        codebook: What is asked, and under which headings.
        plan: The margins.
        export: The source, how many respondents, the seed, and how the file is written.
        year: Fiscal year, Buddhist Era.
        path: Name of the file, whose ending decides its format; the codebook's otherwise.

    Raises:
        SettingsError: If the codebook has no such source or year or names no file for it, or
            its export cannot be written; see the writers.
    """
    source = _source(codebook, export.source, year)
    path = path or source.file_of(year)
    if not path:
        raise SettingsError("simulate.no_path", where=codebook.survey, source=source.id, year=year)
    style = style_of(source, export, path)
    drawn = draw_responses(codebook, plan, source.id, year, export.n, export.seed)
    random = seeded("mess", codebook.survey, source.id, year, export.seed)
    columns = export_columns(codebook, drawn, source, style, year, export.untidy, random)
    mess = plant_mess(codebook, columns, drawn, style, year, export.messy, random)
    if style.family == "spss":
        content = spss_bytes(columns, mess.rows, compressed=path.endswith(".zsav"))
    elif style.family == "workbook":
        content = workbook_bytes(columns, mess.rows, style, f"{codebook.name_th} {year}")
    else:
        sign = export.delimiter or ("\t" if path.endswith((".tsv", ".tab")) else ",")
        content = text_bytes(columns, mess.rows, style, sign)
    return SimulatedExport(path, content, drawn, mess.rows, mess.planted)


def _source(codebook: Codebook, name: str, year: int) -> Source:
    known = {one.id: one for one in codebook.sources}
    if name not in known:
        near = nearest(name, known) or ", ".join(known)
        raise SettingsError(
            "codebook.unknown", where=codebook.survey, name="sources", found=name, near=near
        )
    if year not in codebook.years:
        years = ", ".join(map(str, codebook.years))
        raise SettingsError("codebook.no_year", where=codebook.survey, year=year, known=years)
    return known[name]
