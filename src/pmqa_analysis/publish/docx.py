"""The Word file of a report: real headings, tables, captions and pictures, with its fonts inside.

Written part by part: a report gives the same bytes each time, and no template brings in a date
or an author of its own.
"""

from __future__ import annotations

from typing import Any, ClassVar

from nbconvert.exporters import Exporter

from pmqa_analysis.publish.document import Document, read_document
from pmqa_analysis.publish.word.package import word_package

__all__ = ["PmqaDocxExporter", "write_docx"]


class PmqaDocxExporter(Exporter):  # type: ignore[misc]
    """Write the report of an executed notebook as a Word file: ``nbconvert --to pmqa_docx``."""

    export_from_notebook: ClassVar[str] = "PMQA report (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def _file_extension_default(self) -> str:
        return ".docx"

    def from_notebook_node(
        self,
        nb: Any,  # noqa: ANN401 - nbconvert's own signature
        resources: Any = None,  # noqa: ANN401
        **kw: Any,  # noqa: ANN401
    ) -> tuple[bytes, Any]:
        """Return the Word file of a sealed notebook, and nbconvert's resources.

        Raises:
            RunError: If the notebook has no seal as its last block.
        """
        notebook, resources = super().from_notebook_node(nb, resources=resources, **kw)
        resources["output_extension"] = ".docx"
        return write_docx(read_document(notebook)), resources


def write_docx(document: Document) -> bytes:
    """Return a report as a Word file; the same report gives the same bytes."""
    return word_package(document.on_paper)
