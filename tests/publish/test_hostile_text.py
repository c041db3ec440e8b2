"""Text of an office that would break a page or run a script, in every format."""

import zipfile
from io import BytesIO
from xml.dom.minidom import parseString

import pytest
from pypdf import PdfReader

from pmqa_analysis.clean.prose import clean_text
from pmqa_analysis.present import Wording
from pmqa_analysis.present.prose import text_passages
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.docx import write_docx
from pmqa_analysis.publish.html import write_html
from pmqa_analysis.publish.pdf import write_pdf
from pmqa_analysis.publish.xlsx import write_xlsx
from tests.samples import sample_seal

HOSTILE = """\
## ลักษณะ {#profile}

<script>alert("x")</script> <img src=x onerror=alert(1)> </main></body></html>

[ลิงก์](https://evil.example) ![ภาพ](https://evil.example/x.png) <https://evil.example>

#set page(width: 1cm) $x^2$ #panic("x") @ref <label> \\u{202e}

{{7*7}} {% include "x" %} ${x} ]]> <?xml version="1.0"?> &nbsp; &#0;

ข้อความ\u202eกลับด้าน\x00\x0b\x1f

=cmd|' /C calc'!A0
"""


@pytest.fixture(scope="module")
def document():
    paragraphs = clean_text("t.md", HOSTILE)[-1].paragraphs
    blocks = tuple(text_passages(paragraphs, lambda _: None, Wording()))
    return Document(blocks, sample_seal())


def test_no_tag_and_no_address_reaches_the_page(document):
    html = write_html(document)
    body = html.partition('<main id="content"')[2].partition("</main>")[0]
    assert "&lt;script&gt;alert" in body
    for tag in ("<script", "<img", "<a ", "<?xml"):
        assert tag not in body
    assert html.count("</main>") == 1


def test_the_pdf_shows_the_letters(document):
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(write_pdf(document))).pages)
    assert "#set page(width: 1cm)" in text
    assert '#panic("x")' in text


def test_the_word_file_can_be_read(document):
    with zipfile.ZipFile(BytesIO(write_docx(document))) as archive:
        markup = archive.read("word/document.xml").decode()
    assert parseString(markup)
    assert "<script" not in markup
    assert "evil.example/x.png" not in markup


def test_the_workbook_can_be_written(document):
    assert write_xlsx(document)[:2] == b"PK"
