"""Pages in a real browser, judged by axe-core."""

import pytest

from pmqa_analysis.publish.html import write_html
from pmqa_analysis.publish.index import IndexEntry, index_html
from tests.browser import axe_violations, grave, require_chromium
from tests.samples import OFFICE, long_table, sample_document

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _chromium():
    require_chromium()


@pytest.mark.parametrize("width", [1200, 390])
def test_nobody_is_shut_out_of_a_report(tmp_path, width):
    html = write_html(sample_document(long_table(), simulated=True))
    assert grave(axe_violations(html, tmp_path, f"--window-size={width},900")) == []


def test_nobody_is_shut_out_of_the_index(tmp_path):
    entries = [
        IndexEntry(report="annual", title="รายงาน", state="built", html="a.html", pdf="a.pdf"),
        IndexEntry(report="category_3", title="", state="failed", reason="ไม่พบแฟ้ม"),
    ]
    facts = {"office": OFFICE, "fiscal_year": "2563", "made_at": "-", "verification": "-"}
    assert grave(axe_violations(index_html(entries, facts), tmp_path)) == []


def test_the_judge_finds_a_picture_without_text(tmp_path):
    page = '<html lang="th"><title>x</title><body><img src="data:,"></body></html>'
    assert "image-alt" in [found["id"] for found in grave(axe_violations(page, tmp_path))]
