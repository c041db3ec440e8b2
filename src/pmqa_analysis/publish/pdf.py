"""The PDF of a report: blocks laid out by Typst in this process, tagged, the same bytes each time.

Nothing is read but the template and the fonts of this package: no font of the machine, no
network. The blocks reach the template as data, so no text of theirs can act as markup.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from typing import ClassVar, Final

import typst
from pypdf import PdfReader

from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.exporter import ReportExporter
from pmqa_analysis.publish.typst_form import document_form

__all__ = ["PmqaPdfExporter", "page_count", "report_fonts", "write_pdf"]

# Accessible PDF. Typst refuses to write it when a drawing lacks its alternative text.
STANDARD: Final = "ua-1"
FIXED_TIME = 0


class PmqaPdfExporter(ReportExporter):
    """Write the report of an executed notebook as a PDF: ``nbconvert --to pmqa_pdf``."""

    export_from_notebook: ClassVar[str] = "PMQA report (PDF)"
    output_mimetype = "application/pdf"
    extension = ".pdf"

    def write(self, document: Document) -> bytes:
        """Return the report as a PDF."""
        return write_pdf(document)


def write_pdf(document: Document) -> bytes:
    """Return a report as tagged PDF (PDF/UA-1); the same report gives the same bytes.

    Raises:
        RunError: If Typst refuses it, for example a figure without alternative text.
    """
    form = json.dumps(document_form(document.on_paper), ensure_ascii=False)
    template = files("pmqa_analysis").joinpath("assets", "typst", "report.typ").read_bytes()
    try:
        return typst.compile(
            template, format="pdf", sys_inputs={"document": form}, font_paths=report_fonts(),
            ignore_system_fonts=True, pdf_standards=STANDARD, timestamp=FIXED_TIME,
        )  # fmt: skip
    except typst.TypstError as error:
        problem = " ".join([error.message, *error.hints])
        raise RunError("run.not_written", where=document.seal.report, problem=problem) from error


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(PdfReader(BytesIO(pdf)).pages)


@cache
def report_fonts() -> typst.Fonts:
    """Return the fonts of this package alone; they are read once in a process."""
    with as_file(files("pmqa_analysis").joinpath("assets", "fonts")) as folder:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
