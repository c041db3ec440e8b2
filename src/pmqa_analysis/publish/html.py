"""The HTML of a report: one file without script that opens anywhere, also without a network."""

from __future__ import annotations

from typing import ClassVar

from markupsafe import Markup

from pmqa_analysis.blocks.html import blocks_html
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.exporter import ReportExporter
from pmqa_analysis.publish.pages import render_page

__all__ = ["PmqaHtmlExporter", "write_html"]


class PmqaHtmlExporter(ReportExporter):
    """Write the report of an executed notebook as one HTML file: ``nbconvert --to pmqa_html``."""

    export_from_notebook: ClassVar[str] = "PMQA report (HTML)"
    output_mimetype = "text/html"
    extension = ".html"

    def write(self, document: Document) -> str:
        """Return the report as one HTML page."""
        return write_html(document)


def write_html(document: Document) -> str:
    """Return a report as one self-contained page: style and fonts inside, no code, no script."""
    seal = document.seal
    body = blocks_html(document.blocks, seal.words, seal.numerals)
    # Every text in the fragment was escaped when it was written.
    return render_page(
        "report.html.j2", seal=seal, words=seal.words, year_line=document.year_line,
        contents=document.contents, body=Markup(body),
    )  # fmt: skip
