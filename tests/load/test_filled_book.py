"""Filled workbooks as they come: every cell with its address, hidden sheets too."""

from datetime import date

import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.filled_book import read_filled_book
from tests.forms import SHEET, filled
from tests.load.books import saved, workbook
from tests.offices import refused


def test_a_cell_has_its_text_and_its_address():
    page = filled({"F5": "บันทึก"}).sheet(SHEET)
    assert page.text(5, 6) == "บันทึก"
    assert page.address(5, 6) == f"PR.xlsx {SHEET}!F5"


def test_an_empty_cell_is_blank():
    assert filled({}).sheet(SHEET).text(5, 6) == ""


def test_blanks_around_a_text_do_not_count():
    assert filled({"F5": "  บันทึก "}).sheet(SHEET).text(5, 6) == "บันทึก"


def test_a_date_is_read_as_a_day():
    assert filled({"E5": date(2024, 3, 31)}).sheet(SHEET).text(5, 5) == "2024-03-31"


def test_the_hidden_sheet_is_read_too():
    assert filled({}).sheet("pmqa").text(1, 1) == "form"


def test_a_sheet_that_is_not_there_is_none():
    assert filled({}).sheet("อื่น") is None


def test_a_formula_without_a_value_is_refused_by_its_cell():
    with refused(DataError, "F5"):
        filled({"F5": "=1+1"})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"name,value\n"])
def test_what_is_no_workbook_is_refused(content):
    with refused(DataError, "x.xlsx"):
        read_filled_book("x.xlsx", content)


def test_only_cells_that_hold_something_are_kept():
    content = saved(workbook(["ก", None, "ข"]))
    assert dict(read_filled_book("x.xlsx", content).sheets[0].texts) == {(1, 1): "ก", (1, 3): "ข"}
