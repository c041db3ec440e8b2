"""The Word file of a report: real headings, tables, captions and pictures, with its fonts inside.

Written part by part: a report gives the same bytes each time, and no template brings in a date
or an author of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.exporter import ReportExporter
from pmqa_analysis.publish.parts import heading_pages
from pmqa_analysis.publish.pdf import write_pdf
from pmqa_analysis.publish.word.package import word_package

__all__ = ["PmqaDocxExporter", "write_docx"]


class PmqaDocxExporter(ReportExporter):
    """Write the report of an executed notebook as a Word file: ``nbconvert --to pmqa_docx``."""

    export_from_notebook: ClassVar[str] = "PMQA report (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    extension = ".docx"

    def write(self, document: Document) -> bytes:
        """Return the report as a Word file."""
        return write_docx(document, heading_pages(write_pdf(document)))


def write_docx(document: Document, pages: Sequence[int] = ()) -> bytes:
    """Return a report as a Word file; the same report gives the same bytes.

    Args:
        document: The report.
        pages: The page of each heading, for the contents; without them its lines have none.
    """
    return word_package(document.on_paper, pages)
