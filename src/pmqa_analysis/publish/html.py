"""The HTML of a report: one file without script that opens anywhere, also without a network."""

from __future__ import annotations

from typing import Any, ClassVar

from markupsafe import Markup
from nbconvert.exporters import Exporter

from pmqa_analysis.blocks.html import blocks_html
from pmqa_analysis.publish.document import Document, read_document
from pmqa_analysis.publish.pages import render_page

__all__ = ["PmqaHtmlExporter", "write_html"]


class PmqaHtmlExporter(Exporter):  # type: ignore[misc]
    """Write the report of an executed notebook as one HTML file: ``nbconvert --to pmqa_html``."""

    export_from_notebook: ClassVar[str] = "PMQA report (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self,
        nb: Any,  # noqa: ANN401 - nbconvert's own signature
        resources: Any = None,  # noqa: ANN401
        **kw: Any,  # noqa: ANN401
    ) -> tuple[str, Any]:
        """Return the page of a sealed notebook, and nbconvert's resources.

        Raises:
            RunError: If the notebook has no seal as its last block.
        """
        notebook, resources = super().from_notebook_node(nb, resources=resources, **kw)
        resources["output_extension"] = ".html"
        return write_html(read_document(notebook)), resources


def write_html(document: Document) -> str:
    """Return a report as one self-contained page: style and fonts inside, no code, no script."""
    seal = document.seal
    body = blocks_html(document.blocks, seal.words, seal.numerals)
    # Every text in the fragment was escaped when it was written.
    return render_page(
        "report.html.j2", seal=seal, words=seal.words, year_line=document.year_line,
        contents=document.contents, body=Markup(body),
    )  # fmt: skip
