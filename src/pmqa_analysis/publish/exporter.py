"""What the exporters of nbconvert have in common: a sealed notebook in, one file out."""

from __future__ import annotations

from typing import Any, ClassVar

from nbconvert.exporters import Exporter

from pmqa_analysis.publish.document import Document, read_document

__all__ = ["ReportExporter"]


class ReportExporter(Exporter):  # type: ignore[misc]
    """Write the report of an executed notebook; a subclass says as what.

    Attributes:
        extension: How the file's name ends.
    """

    extension: ClassVar[str]

    def write(self, document: Document) -> bytes | str:
        """Return the report as the file's content."""
        raise NotImplementedError

    def _file_extension_default(self) -> str:
        return self.extension

    def from_notebook_node(
        self,
        nb: Any,  # noqa: ANN401 - nbconvert's own signature
        resources: Any = None,  # noqa: ANN401
        **kw: Any,  # noqa: ANN401
    ) -> tuple[bytes | str, Any]:
        """Return the file of a sealed notebook, and nbconvert's resources.

        Raises:
            RunError: If the notebook has no seal as its last block, or the writer refuses it.
        """
        notebook, resources = super().from_notebook_node(nb, resources=resources, **kw)
        resources["output_extension"] = self.extension
        return self.write(read_document(notebook)), resources
