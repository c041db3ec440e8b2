"""What the exporters share: a sealed notebook in, one file of the right name out."""

import pytest

from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.docx import PmqaDocxExporter
from pmqa_analysis.publish.exporter import ReportExporter
from pmqa_analysis.publish.html import PmqaHtmlExporter
from pmqa_analysis.publish.pdf import PmqaPdfExporter
from tests.samples import notebook_of, sample_blocks, sample_notebook

BEGINNINGS = {
    PmqaDocxExporter: b"PK",
    PmqaHtmlExporter: "<!doctype html>",
    PmqaPdfExporter: b"%PDF",
}
ENDINGS = {PmqaDocxExporter: ".docx", PmqaHtmlExporter: ".html", PmqaPdfExporter: ".pdf"}


@pytest.mark.parametrize("exporter", BEGINNINGS)
def test_a_sealed_notebook_becomes_one_file(exporter):
    content, resources = exporter().from_notebook_node(sample_notebook())
    assert content[:15].lower().startswith(BEGINNINGS[exporter].lower())
    assert resources["output_extension"] == exporter().file_extension == ENDINGS[exporter]


@pytest.mark.parametrize("exporter", BEGINNINGS)
def test_a_notebook_without_a_seal_is_refused(exporter):
    with pytest.raises(RunError):
        exporter().from_notebook_node(notebook_of(sample_blocks()))


def test_what_has_no_writer_of_its_own_writes_nothing():
    with pytest.raises(NotImplementedError):
        ReportExporter().write(None)
